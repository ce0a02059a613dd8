"""Conversations: making, finding, joining, leaving and renaming them."""

from __future__ import annotations

from typing import Any

import pytest

from tests.support.people import DOORS, Caller, Frame, group, people, refused, through, unique
from tests.support.server import Server

pytestmark = pytest.mark.anyio

SUMMARY = {
    *("id", "kind", "name", "topic", "avatar", "owner", "head", "read", "unread", "mentions"),
    *("muted", "pinned", "last_message", "members"),
}


async def summary(who: Caller, room: int) -> Frame:
    """Return a conversation as somebody sees it."""
    return dict((await who.ask("conversation.get", conversation=room))["conversation"])


@pytest.mark.parametrize("door", DOORS)
@pytest.mark.parametrize("kind", ["group", "channel"])
async def test_a_new_conversation_is_as_it_was_asked_for(server: Server, door: str, kind: str) -> None:
    """PROTOCOL, conversation.create: {kind, name, members?} answers {conversation: Summary}."""
    ada, grace, linus = await people(server, "ada", "grace", "linus")
    async with through(door, ada) as asker:
        made = await asker.ask(
            "conversation.create", kind=kind, name="  Poets  ", topic="verse", members=[grace.id, linus.id]
        )
    conversation = made["conversation"]
    assert set(conversation) >= SUMMARY
    assert (conversation["kind"], conversation["name"], conversation["topic"]) == (kind, "Poets", "verse")
    assert (conversation["owner"], conversation["members"]) == (ada.id, 3)
    assert (conversation["head"], conversation["unread"], conversation["last_message"]) == (1, 0, None)
    assert await summary(ada, conversation["id"]) == conversation
    members = (await grace.ask("member.list", conversation=conversation["id"]))["members"]
    roles = {member["user"]["id"]: member["role"] for member in members}
    assert roles == {ada.id: "owner", grace.id: "member", linus.id: "member"}


async def test_who_is_put_into_a_new_room_is_told_and_hears_it(server: Server) -> None:
    """PROTOCOL, Events: conversation.added to a person who has just become a member."""
    ada, grace = await people(server, "ada", "grace")
    async with grace.online() as socket, ada.online() as maker:
        room = await group(ada, grace)
        added = await socket.event("conversation.added")
        assert added["conversation"] == await summary(grace, room)
        assert (await maker.event("conversation.added"))["conversation"]["id"] == room
        for each in (socket, maker):
            first = await each.event("conversation.created", conversation=room, seq=1)
            assert (first["by"], first["name"]) == (ada.id, added["conversation"]["name"])
        sent = await ada.ask("message.send", conversation=room, text="welcome")
        await socket.event("message.sent", conversation=room, seq=sent["seq"])


async def test_naming_oneself_or_somebody_twice_is_once(server: Server) -> None:
    """A member is a member once."""
    ada, grace = await people(server, "ada", "grace")
    room = await group(ada, grace, grace, ada)
    assert (await summary(ada, room))["members"] == 2


@pytest.mark.parametrize("door", DOORS)
@pytest.mark.parametrize(
    ("fields", "code", "field"),
    [
        ({"name": ""}, "bad_request", "name"),
        ({"name": " \t"}, "bad_request", "name"),
        ({"name": "x" * 81}, "bad_request", "name"),
        ({"name": "a\x00b"}, "bad_request", "name"),
        ({"topic": "x" * 501}, "bad_request", "topic"),
        ({"kind": "direct"}, "bad_request", "kind"),
        ({"kind": "lobby"}, "bad_request", "kind"),
        ({"members": [2**53 - 1]}, "not_found", "user"),
        ({"members": [0]}, "not_found", "user"),
        ({"members": [-1]}, "bad_request", "members[0]"),
        ({"members": ["ada"]}, "bad_request", "members[0]"),
        ({"members": 7}, "bad_request", "members"),
        ({"members": list(range(1, 10_002))}, "bad_request", "members"),
    ],
    ids=lambda value: str(value)[:40],
)
async def test_a_conversation_has_bounds(
    server: Server, door: str, fields: dict[str, Any], code: str, field: str
) -> None:
    """PROTOCOL, Errors: malformed or out of bounds; `message` names the field."""
    ada, grace = await people(server, "ada", "grace")
    async with through(door, ada) as asker:
        with refused(code, field):
            await asker.ask("conversation.create", **{"kind": "group", "name": "room", **fields})
    assert len((await ada.ask("conversation.list"))["conversations"]) == 1, "only the lobby"
    assert len((await grace.ask("conversation.list"))["conversations"]) == 1


@pytest.mark.parametrize("door", DOORS)
async def test_the_list_has_the_latest_activity_first(server: Server, door: str) -> None:
    """PROTOCOL, conversation.list: summaries, latest activity first."""
    ada, grace = await people(server, "ada", "grace")
    first, second, third = [await group(ada, name=name) for name in ("one", "two", "three")]
    await ada.ask("message.send", conversation=first, text="news")
    direct = (await grace.ask("message.send", to=ada.id, text="hello"))["conversation"]
    async with through(door, ada) as asker:
        listed = (await asker.ask("conversation.list"))["conversations"]
    ids = [one["id"] for one in listed if one["id"] != 0]
    assert ids == [direct, first, third, second]
    assert listed[ids.index(direct)]["peer"] == grace.user
    assert next(one for one in listed if one["id"] == first)["last_message"]["text"] == "news"


async def test_the_last_message_is_in_its_present_state(server: Server) -> None:
    """R7: a snapshot shows what the events lead to."""
    ada, grace = await people(server, "ada", "grace")
    room = await group(ada, grace)
    seq = (await ada.ask("message.send", conversation=room, text="one"))["seq"]
    await ada.ask("message.edit", conversation=room, seq=seq, text="two")
    assert (await summary(grace, room))["last_message"]["text"] == "two"
    await ada.ask("message.delete", conversation=room, seq=seq)
    last = (await summary(grace, room))["last_message"]
    assert (last["text"], last["deleted"]) == ("", True)


async def test_a_newcomer_of_a_private_group_does_not_see_its_last_message(server: Server) -> None:
    """R9: what was said before one's membership is in no answer."""
    ada, grace = await people(server, "ada", "grace")
    room = await group(ada)
    await ada.ask("message.send", conversation=room, text="before grace")
    async with grace.online() as socket:
        await ada.ask("member.add", conversation=room, user=grace.id)
        added = await socket.event("conversation.added")
    assert added["conversation"]["last_message"] is None
    assert (await summary(grace, room))["last_message"] is None
    assert (await summary(grace, room))["unread"] == 0


@pytest.mark.parametrize("door", DOORS)
async def test_a_room_can_be_renamed(server: Server, door: str) -> None:
    """PROTOCOL, Events: conversation.updated {name?, topic?} holds what has changed."""
    ada, grace = await people(server, "ada", "grace")
    room = await group(ada, grace)
    async with through(door, ada) as asker, grace.online() as socket:
        renamed = await asker.ask("conversation.update", conversation=room, name="New")
        event = await socket.event("conversation.updated", seq=renamed["seq"])
        assert event["name"] == "New"
        assert "topic" not in event
        await asker.ask("conversation.update", conversation=room, topic="", avatar="/files/a.png")
        for nothing in ({}, {"name": ""}, {"name": None}, {"avatar": "javascript:alert(1)"}):
            with refused("bad_request", "name", "avatar"):
                await asker.ask("conversation.update", conversation=room, **nothing)
    seen = await summary(grace, room)
    assert (seen["name"], seen["topic"], seen["avatar"]) == ("New", "", "/files/a.png")


@pytest.mark.parametrize("door", DOORS)
async def test_public_rooms_are_found_and_private_ones_are_not(server: Server, door: str) -> None:
    """PROTOCOL, conversation.search: public groups and channels."""
    ada, grace = await people(server, "ada", "grace")
    word = unique("Chess")
    channel = await group(ada, kind="channel", name=f"{word} channel")
    public = await group(ada, name=f"the {word} club", public=True)
    await group(ada, name=f"{word} secret")
    await group(ada, kind="channel", name=f"{word} staff", public=False)
    async with through(door, grace) as asker:
        found = (await asker.ask("conversation.search", query=word.upper()))["conversations"]
        assert [one["id"] for one in found] == [channel, public], "those that begin with it first"
        assert not any(one["joined"] for one in found)
        assert len((await asker.ask("conversation.search", query=word, limit=1))["conversations"]) == 1
        assert (await asker.ask("conversation.search", query="%"))["conversations"] == []
        for query in ("", "x" * 101):
            with refused("bad_request", "query"):
                await asker.ask("conversation.search", query=query)


async def test_the_lobby_is_everyones(server: Server) -> None:
    """DESIGN 4: conversation 0 is the lobby, which everyone online is in."""
    ada, grace = await people(server, "ada", "grace")
    async with grace.online() as socket:
        sent = await ada.ask("message.send", conversation=0, text="hello, everyone")
        await socket.event("message.sent", conversation=0, seq=sent["seq"])
    lobby = await summary(grace, 0)
    assert (lobby["kind"], lobby["owner"]) == ("lobby", None)
    assert lobby["unread"] == 1, "what was said before one came is not unread"
    with refused("conflict"):
        await grace.ask("conversation.join", conversation=0)
