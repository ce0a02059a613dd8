"""R1 and R4 for classic pages: what was confirmed to its sender is shown once, in order, whatever is cut."""

from __future__ import annotations

import asyncio
import contextlib
import os
import random

import pytest
from websockets.exceptions import InvalidMessage
from websockets.protocol import State

from tests.support.classic import Page, fetch, log_in, page
from tests.support.people import Frame, unique
from tests.support.server import Server

pytestmark = pytest.mark.anyio
MOMENTS = (0.0, 0.1, 0.3, 1.0, 5.0)
"""Seconds around a send at which the receiver's TCP is cut."""
ROUNDS = int(os.environ.get("HUBBUB_OWED_ROUNDS", "40"))
PAIRS = 20


class Reader:
    """A page that comes back whenever it is cut off. Like the original's, it shows every MESSAGE it reads."""

    def __init__(self, server: Server, user: Frame) -> None:
        self.server = server
        self.user = user
        self.ends = asyncio.Event()
        self.pages: list[Page] = []
        self.cuts = 0

    @property
    def shown(self) -> list[str]:
        """Everything shown on all its connections, doubles too."""
        shown = [frame["message"] for opened in self.pages for frame in opened.shown]
        return [message for message in shown if message.startswith("number")]

    async def run(self) -> None:
        """Come back until told to end."""
        while not self.ends.is_set():
            with contextlib.suppress(OSError, TimeoutError, InvalidMessage):
                async with page(self.server, self.user, init=False) as opened:
                    self.pages.append(opened)
                    await opened.init()
                    await self._stay(opened)

    async def _stay(self, opened: Page) -> None:
        closed = asyncio.create_task(opened.connection.wait_closed())
        ended = asyncio.create_task(self.ends.wait())
        await asyncio.wait([closed, ended], return_when=asyncio.FIRST_COMPLETED)
        for waiting in (closed, ended):
            waiting.cancel()

    def cut(self) -> None:
        """Cut the TCP connection under the page's feet: what it has not read by now it does not read."""
        if self.pages and self.pages[-1].connection.state is State.OPEN:
            self.cuts += 1
            self.pages[-1].cut()


@pytest.mark.timeout(600)
async def test_the_receivers_connection_is_cut_around_each_send_and_nothing_is_missed(server: Server) -> None:
    """CLASSIC: nothing acknowledged to its sender is lost when the receiver's connection dies around it."""
    rounds = max(1, ROUNDS // PAIRS)
    outcomes = await asyncio.gather(*(_pair(server, number, rounds) for number in range(PAIRS)))
    for sent, shown, _ in outcomes:
        assert shown == sent
    cuts = sum(cuts for *_, cuts in outcomes)
    assert cuts > rounds * PAIRS * 0.8, f"{cuts} cuts"


async def _pair(server: Server, number: int, rounds: int) -> tuple[list[str], list[str], int]:
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
    return sent, reader.shown, reader.cuts


async def _cut_after(reader: Reader, seconds: float) -> None:
    await asyncio.sleep(seconds)
    reader.cut()


async def _keep_alive(ada: Page, seconds: float) -> None:
    """Let time pass as a page does: it pings."""
    while seconds > 0:
        await asyncio.sleep(min(seconds, 2))
        await ada.ping()
        seconds -= 2
