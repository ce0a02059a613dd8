"""Presence and typing: the latest value of what nobody keeps."""

from __future__ import annotations

from typing import Any

import pytest

from tests.support.people import DOORS, Caller, group, people, refused, register, through
from tests.support.server import Server

pytestmark = pytest.mark.anyio


async def presence(asker: Any, *whom: Caller) -> list[tuple[int, bool]]:
    answer = await asker.ask("presence.get", users=[one.id for one in whom])
    return [(one["user"], one["online"]) for one in answer["users"]]


async def test_a_contact_is_told_who_comes_and_goes(server: Server) -> None:
    """PROTOCOL, Events: presence {user, online, seen_at}; not a log entry."""
    ada, grace = await people(server, "ada", "grace")
    await ada.ask("contact.add", user=grace.id)
    async with ada.online() as watcher:
        async with grace.online():
            came = await watcher.event("presence", user=grace.id, online=True)
            assert came["seen_at"] is None
            assert "seq" not in came
        gone = await watcher.event("presence", user=grace.id, online=False)
        assert gone["seen_at"].endswith("Z")


async def test_people_of_a_small_room_are_told_who_comes_and_goes(server: Server) -> None:
    """DESIGN 3: sent only where somebody is looking: those one shares a room with."""
    ada, grace = await people(server, "ada", "grace")
    await group(ada, grace)
    async with ada.online() as watcher:
        async with grace.online():
            await watcher.event("presence", user=grace.id, online=True)
        await watcher.event("presence", user=grace.id, online=False)


async def test_presence_is_of_people_and_not_of_connections(server: Server) -> None:
    """Somebody with two devices comes once and goes once."""
    ada, grace = await people(server, "ada", "grace")
    await group(ada, grace)
    async with ada.online() as watcher:
        async with grace.online():
            await watcher.event("presence", user=grace.id, online=True)
            async with grace.online() as second:
                await second.quiet()
            assert await presence(watcher, grace) == [(grace.id, True)]
        await watcher.event("presence", user=grace.id, online=False)
        assert len(watcher.heard("presence", user=grace.id)) == 2


@pytest.mark.parametrize("door", DOORS)
async def test_presence_can_be_asked(server: Server, door: str) -> None:
    """PROTOCOL, presence.get: {users: [{user, online, seen_at}]}; unknown users are left out."""
    ada, grace, linus = await people(server, "ada", "grace", "linus")
    async with grace.online() as socket, through(door, ada) as asker:
        await socket.quiet()
        answer = await asker.ask("presence.get", users=[linus.id, grace.id, linus.id, 2**53 - 1])
        assert [set(one) for one in answer["users"]] == [{"user", "online", "seen_at"}] * 2
        assert await presence(asker, linus, grace) == [(linus.id, False), (grace.id, True)]
        with refused("bad_request", "users"):
            await asker.ask("presence.get", users=[1] * 1001)


async def test_who_has_just_gone_was_seen_just_now(server: Server) -> None:
    """PROTOCOL, presence.get: `seen_at`: what the event said and what is asked afterwards agree."""
    ada, grace = await people(server, "ada", "grace")
    await ada.ask("contact.add", user=grace.id)
    async with ada.online() as watcher:
        async with grace.online():
            await watcher.event("presence", user=grace.id, online=True)
        gone = await watcher.event("presence", user=grace.id, online=False)
        (answer,) = (await watcher.ask("presence.get", users=[grace.id]))["users"]
    assert (answer["online"], answer["seen_at"]) == (False, gone["seen_at"])


async def test_when_somebody_was_seen_survives_a_restart(server: Server) -> None:
    """What is known of the past is not lost with the process."""
    ada, grace = await people(server, "ada", "grace")
    async with grace.online() as socket:
        await socket.quiet()
    assert server.stop() == 0
    server.start()
    (answer,) = (await ada.ask("presence.get", users=[grace.id]))["users"]
    assert not answer["online"]
    assert answer["seen_at"] is not None


@pytest.mark.parametrize("door", DOORS)
async def test_typing_is_told_to_the_others(server: Server, door: str) -> None:
    """PROTOCOL, Events: typing {conversation, user}; to everyone in the room but oneself."""
    ada, grace = await people(server, "ada", "grace")
    stranger = await register(server, "stranger")
    room = await group(ada, grace)
    async with ada.online() as watcher, grace.online() as own, stranger.online() as outside:
        async with through(door, grace) as asker:
            assert await asker.ask("typing.start", conversation=room) == {}
        event = await watcher.event("typing")
        assert event == {"ev": "typing", "conversation": room, "user": grace.id}
        sent = await ada.ask("message.send", conversation=0, text="the end")
        for each in (own, outside):
            await each.event("message.sent", seq=sent["seq"], conversation=0)
            assert not each.heard("typing")


async def test_typing_takes_no_place_in_the_log(server: Server) -> None:
    """DESIGN 3: presence, typing and read cursors are not log entries."""
    ada, grace = await people(server, "ada", "grace")
    room = await group(ada, grace)
    await grace.ask("typing.start", conversation=room)
    summary = (await ada.ask("conversation.get", conversation=room))["conversation"]
    assert summary["head"] == 1


async def test_a_new_name_is_told_to_those_who_share_a_room(server: Server) -> None:
    """R7: the name of a direct conversation is part of its snapshot, so its change is told."""
    ada, grace = await people(server, "ada", "grace")
    await ada.ask("message.send", to=grace.id, text="hello")
    async with grace.online() as socket:
        await ada.ask("user.update", display_name="Ada Lovelace")
        event = await socket.frame(lambda f: f.get("ev") == "user.updated" and f["user"]["id"] == ada.id)
        assert event["user"]["display_name"] == "Ada Lovelace"
