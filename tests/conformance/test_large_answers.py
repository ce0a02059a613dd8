"""Answers have a size too: what does not fit comes with the next call, and nobody is cut off for asking."""

from __future__ import annotations

import pytest

from tests.support.people import Caller, Frame, Socket, group, people
from tests.support.server import Server

pytestmark = pytest.mark.anyio

LONG = "长" * 10_000
COUNT = 120


async def long_talk(ada: Caller, *others: Caller) -> int:
    """Say more than one answer can hold."""
    room = await group(ada, *others)
    async with ada.online() as socket:
        numbers = [await socket.send("message.send", conversation=room, text=LONG) for _ in range(COUNT)]
        for number in numbers:
            await socket.reply(number)
    return room


async def catch_up(socket: Socket) -> list[Frame]:
    """Call sync until there is no more."""
    cursors: dict[str, int] = {}
    events: list[Frame] = []
    while True:
        synced = await socket.ask("sync", cursors=cursors)
        for event in synced["events"]:
            cursors[str(event["conversation"])] = event["seq"]
        events += synced["events"]
        if not synced["more"]:
            return events


async def test_a_long_history_comes_in_pages_that_fit(server: Server) -> None:
    """PROTOCOL, message.history: `has_more`; a page may hold less than `limit`."""
    ada, grace = await people(server, "ada", "grace")
    room = await long_talk(ada, grace)
    before = 2**53 - 1
    seen: list[int] = []
    while True:
        page = await grace.ask("message.history", conversation=room, before=before, limit=200)
        seqs = [message["seq"] for message in page["messages"]]
        assert seqs == sorted(seqs)
        seen = seqs + seen
        if not page["has_more"]:
            break
        before = seqs[0]
    assert seen == list(range(2, COUNT + 2))


async def test_catching_up_on_more_than_an_answer_holds_loses_nothing(server: Server) -> None:
    """R4: every message once, in order, though it takes several answers."""
    ada, grace = await people(server, "ada", "grace")
    room = await long_talk(ada, grace)
    async with grace.online() as socket:
        events = await catch_up(socket)
    assert [e["seq"] for e in events if e["conversation"] == room] == list(range(1, COUNT + 2))
