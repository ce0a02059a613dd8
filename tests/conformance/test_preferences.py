"""What a member wants of a conversation for themselves: muted, pinned, archived."""

from __future__ import annotations

from typing import Any

import pytest

from tests.support.people import DOORS, Caller, group, people, refused, register, through
from tests.support.server import Server

pytestmark = pytest.mark.anyio


async def kept(who: Caller, room: int) -> dict[str, Any]:
    summary = (await who.ask("conversation.get", conversation=room))["conversation"]
    return {name: summary[name] for name in ("muted", "pinned", "archived")}


@pytest.mark.parametrize("door", DOORS)
async def test_each_preference_is_kept_apart_and_for_oneself_alone(server: Server, door: str) -> None:
    ada, grace = await people(server, "ada", "grace")
    room = await group(ada, grace)
    expected = {"muted": False, "pinned": False, "archived": False}
    assert await kept(ada, room) == expected
    async with through(door, ada) as asker:
        for name in ("muted", "pinned", "archived"):
            expected[name] = True
            assert await asker.ask("conversation.prefer", conversation=room, **{name: True}) == expected
            assert await kept(ada, room) == expected
        changed = await asker.ask("conversation.prefer", conversation=room, muted=False, archived=False)
    assert changed == {"muted": False, "pinned": True, "archived": False} == await kept(ada, room)
    assert await kept(grace, room) == {"muted": False, "pinned": False, "archived": False}
    (summary,) = [each for each in (await ada.ask("sync"))["conversations"] if each["id"] == room]
    assert (summary["pinned"], summary["archived"]) == (True, False)


async def test_all_ones_own_connections_hear_of_it_and_nobody_else(server: Server) -> None:
    ada, grace = await people(server, "ada", "grace")
    room = await group(ada, grace)
    async with ada.online() as phone, ada.online() as laptop, grace.online() as other:
        await phone.ask("conversation.prefer", conversation=room, archived=True)
        for socket in (phone, laptop):
            event = await socket.event("conversation.preferred", conversation=room)
            assert event == {
                "ev": "conversation.preferred",
                "conversation": room,
                "muted": False,
                "pinned": False,
                "archived": True,
            }
        await ada.ask("message.send", conversation=room, text="the next thing grace hears")
        await other.event("message.sent", conversation=room)
        assert "conversation.preferred" not in [event["ev"] for event in other.events]


async def test_what_is_archived_stays_so_and_counts_what_comes(server: Server) -> None:
    ada, grace = await people(server, "ada", "grace")
    room = await group(ada, grace)
    await ada.ask("conversation.prefer", conversation=room, archived=True)
    await grace.ask("message.send", conversation=room, text=f"@{ada.name} are you there?")
    summary = (await ada.ask("conversation.get", conversation=room))["conversation"]
    assert (summary["archived"], summary["unread"], summary["mentions"]) == (True, 1, 1)


@pytest.mark.parametrize("kind", ["lobby", "direct"])
async def test_every_kind_of_conversation_can_be_kept_as_one_likes(server: Server, kind: str) -> None:
    ada, grace = await people(server, "ada", "grace")
    sent = await ada.ask("message.send", to=grace.id, text="hello")
    room = 0 if kind == "lobby" else sent["conversation"]
    assert (await ada.ask("conversation.prefer", conversation=room, pinned=True))["pinned"]


@pytest.mark.parametrize("door", DOORS)
async def test_nothing_to_change_is_refused(server: Server, door: str) -> None:
    ada = await register(server, "ada")
    async with through(door, ada) as asker:
        for fields in ({}, {"muted": None}, {"muted": 1}):
            with refused("bad_request"):
                await asker.ask("conversation.prefer", conversation=0, **fields)
