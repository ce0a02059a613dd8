"""The main job: people talk, leave, come back, and find everything there."""

from __future__ import annotations

import pytest

from tests.support.people import group, open_socket, people, unique
from tests.support.server import Server

pytestmark = pytest.mark.anyio


async def test_two_people_talk_in_the_lobby_by_name_alone(server: Server) -> None:
    """PROTOCOL: three lines in a browser console."""
    async with (
        open_socket(server, name=unique("ada")) as ada,
        open_socket(server, name=unique("grace")) as grace,
    ):
        sent = await ada.ask("message.send", conversation=0, text="hello, everyone")
        heard = await grace.event("message.sent", seq=sent["seq"])
        assert heard["text"] == "hello, everyone"
        assert heard["sender"] == heard["by"] == ada.id


async def test_who_comes_back_finds_what_was_said_meanwhile(server: Server) -> None:
    """R4: every message of one's membership, in order, exactly once."""
    ada, grace = await people(server, "ada", "grace")
    room = await group(ada, grace)
    for number in range(5):
        await ada.ask("message.send", conversation=room, text=f"number {number}")
    async with grace.online() as socket:
        synced = await socket.ask("sync")
    said = [e["text"] for e in synced["events"] if e["ev"] == "message.sent" and e["conversation"] == room]
    assert said == [f"number {number}" for number in range(5)]
    summary = next(s for s in synced["conversations"] if s["id"] == room)
    assert summary["unread"] == 5
