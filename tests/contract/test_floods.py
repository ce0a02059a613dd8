"""R10: what one client can do to the others over plain HTTP, and with a text or a password."""

from __future__ import annotations

import asyncio
import time

import pytest

from hubbub.domain import text as texts
from tests.support.people import SECONDS, Caller, Refused, open_socket, register, unique
from tests.support.server import Server

pytestmark = pytest.mark.anyio


async def test_who_asks_on_without_reading_answers_is_cut_off(server: Server) -> None:
    """R10: pipelined requests are parsed a few at a time, and their answers do not pile up."""
    reader, writer = await asyncio.open_connection("127.0.0.1", server.port)
    writer.transport.pause_reading()  # type: ignore[attr-defined]
    writer.write(b"GET /healthz HTTP/1.1\r\nHost: a\r\n\r\n" * 20_000)
    started = time.monotonic()
    async with open_socket(server, name=unique("ada")) as ada:
        await ada.ask("ping")
    assert time.monotonic() - started < SECONDS / 2
    writer.transport.resume_reading()  # type: ignore[attr-defined]
    with pytest.raises((asyncio.IncompleteReadError, ConnectionError)):
        await asyncio.wait_for(reader.readexactly(20_000 * 100), SECONDS)
    writer.close()


def test_the_names_a_text_may_mean_are_few_and_quickly_found() -> None:
    """R10: the worst text costs the writer a few milliseconds, not forty."""
    worst = ("@" + "\ufdfa" * 40 + "\n") * 20
    assert len(texts.mention_candidates(worst)) <= texts.MAX_CANDIDATES
    assert all(len(key) <= texts.MAX_KEY for key in texts.mention_candidates(worst))


async def test_a_crowd_of_guesses_is_no_more_than_a_few(server: Server) -> None:
    """DESIGN, Passwords: asking at once gives no more guesses than asking one by one."""
    ada = await register(server, "ada", password="the right password")
    stranger = Caller(server, None, None)

    async def guess(number: int) -> str:
        try:
            await stranger.ask("auth.login", name=ada.name, password=f"wrong password {number}")
        except Refused as refused:
            return refused.code
        return "ok"

    codes = await asyncio.gather(*(guess(number) for number in range(40)))
    assert codes.count("unauthenticated") <= 11
    assert codes.count("rate_limited") == 40 - codes.count("unauthenticated")
