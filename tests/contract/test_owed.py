"""R1 and R4 for classic pages: what was confirmed to its sender is shown once, in order, whatever is cut."""

from __future__ import annotations

import asyncio
import contextlib
import os
import random

import pytest

from tests.support.classic import Page, fetch, log_in, page
from tests.support.people import Frame, unique
from tests.support.server import Server

pytestmark = pytest.mark.anyio
MOMENTS = (0.0, 0.1, 0.3, 1.0, 5.0)
"""Seconds around a send at which the receiver's TCP is cut."""
ROUNDS = int(os.environ.get("HUBBUB_OWED_ROUNDS", "40"))
PAIRS = 20


class Reader:
    """A page that comes back whenever it is cut off, and shows what it has not shown."""

    def __init__(self, server: Server, user: Frame) -> None:
        self.server = server
        self.user = user
        self.shown: list[str] = []
        self.doubles = 0
        self.ends = asyncio.Event()
        self.now: Page | None = None

    async def run(self) -> None:
        """Read until told to end."""
        while not self.ends.is_set():
            with contextlib.suppress(OSError, TimeoutError, AssertionError):
                async with page(self.server, self.user, init=False) as opened:
                    self.now = opened
                    await opened.init()
                    await self._read(opened)

    async def _read(self, opened: Page) -> None:
        seen = 0
        while opened.connection.state.name == "OPEN" and not self.ends.is_set():
            for frame in opened.shown[seen:]:
                seen += 1
                if frame["message"].startswith("number") and frame["message"] in self.shown:
                    self.doubles += 1
                elif frame["message"].startswith("number"):
                    self.shown.append(frame["message"])
            await asyncio.wait([asyncio.ensure_future(opened._changed.wait())], timeout=0.05)
            opened._changed.clear()

    def cut(self) -> None:
        """Cut the TCP connection under the page's feet."""
        if self.now is not None:
            self.now.connection.transport.abort()


@pytest.mark.timeout(600)
async def test_the_receivers_connection_is_cut_around_each_send_and_nothing_is_missed(server: Server) -> None:
    """CLASSIC: nothing acknowledged to its sender is lost when the receiver's connection dies around it."""
    rounds = max(1, ROUNDS // PAIRS)
    outcomes = await asyncio.gather(*(_pair(server, number, rounds) for number in range(PAIRS)))
    for sent, shown in outcomes:
        assert shown == sent


async def _pair(server: Server, number: int, rounds: int) -> tuple[list[str], list[str]]:
    chance = random.Random(number)
    grace = await log_in(server, unique("grace"))
    reader = Reader(server, grace)
    reading = asyncio.create_task(reader.run())
    sent: list[str] = []
    try:
        async with page(server, unique("ada")) as ada:
            for turn in range(rounds):
                moment = MOMENTS[(number + turn) % len(MOMENTS)]
                before = chance.random() < 0.5
                cutting = asyncio.create_task(_cut_after(reader, 0 if before else moment))
                if before:
                    await _keep_alive(ada, moment)
                text = f"number {number}-{turn}"
                await ada.sent(text, to=grace["user_id"])
                sent.append(text)
                await cutting
                await ada.ping()
            async with asyncio.timeout(60):
                while len(reader.shown) < len(sent):
                    await _keep_alive(ada, 0.2)
    finally:
        reader.ends.set()
        await asyncio.wait_for(reading, 15)
    assert (await fetch(server, "/ws/user", user_id=grace["user_id"])).code == 200
    assert reader.doubles == 0
    return sent, reader.shown


async def _cut_after(reader: Reader, seconds: float) -> None:
    await asyncio.sleep(seconds)
    reader.cut()


async def _keep_alive(ada: Page, seconds: float) -> None:
    """Let time pass as a page does: it pings."""
    while seconds > 0:
        await asyncio.sleep(min(seconds, 2))
        await ada.ping()
        seconds -= 2
