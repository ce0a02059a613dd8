"""Members: joining, leaving, being removed, and who may say so."""

from __future__ import annotations

import asyncio

import pytest

from tests.support.cli import hubbub
from tests.support.people import DOORS, Caller, Refused, group, people, refused, through
from tests.support.server import Server

pytestmark = pytest.mark.anyio


async def roles(who: Caller, room: int) -> dict[int, str]:
    """Return everyone's role, as somebody sees them."""
    members = (await who.ask("member.list", conversation=room))["members"]
    return {member["user"]["id"]: member["role"] for member in members}


@pytest.mark.parametrize("door", DOORS)
async def test_joining_a_channel_is_told_to_all(server: Server, door: str) -> None:
    """PROTOCOL, Events: member.joined {user}; conversation.added to the newcomer, who hears what follows."""
    ada, grace = await people(server, "ada", "grace")
    channel = await group(ada, kind="channel")
    async with through(door, grace) as asker, ada.online() as watcher, grace.online() as socket:
        joined = await asker.ask("conversation.join", conversation=channel)
        event = await watcher.event("member.joined", conversation=channel, seq=joined["seq"])
        assert (event["user"], event["by"]) == (grace.id, grace.id)
        added = await socket.event("conversation.added")
        assert added["conversation"]["id"] == channel
        sent = await ada.ask("message.send", conversation=channel, text="welcome")
        await socket.event("message.sent", conversation=channel, seq=sent["seq"])
        with refused("conflict", "user"):
            await asker.ask("conversation.join", conversation=channel)
    assert await roles(grace, channel) == {ada.id: "owner", grace.id: "member"}


async def test_who_comes_in_hears_how(server: Server) -> None:
    """PROTOCOL, Events: the sender's own connections receive the event too, after the reply."""
    ada, grace, linus = await people(server, "ada", "grace", "linus")
    channel = await group(ada, kind="channel")
    async with grace.online() as joiner, grace.online() as device, linus.online() as guest:
        joined = await joiner.ask("conversation.join", conversation=channel)
        added = await ada.ask("member.add", conversation=channel, user=linus.id)
        for socket, seq in ((joiner, joined["seq"]), (device, joined["seq"]), (guest, added["seq"])):
            entry = await socket.event("member.joined", conversation=channel, seq=seq)
            assert entry["user"] == socket.id
            place = socket.frames.index(entry)
            welcome = socket.frames[place - 1]
            assert welcome["ev"] == "conversation.added", "they know the conversation by then"
            assert (welcome["conversation"]["id"], welcome["conversation"]["head"]) == (channel, seq)
        assert joiner.frames.index(await joiner.frame(lambda frame: "re" in frame)) < joiner.frames.index(
            await joiner.event("conversation.added")
        ), "the reply comes first"


@pytest.mark.parametrize("door", DOORS)
async def test_being_added_is_told_to_all(server: Server, door: str) -> None:
    """PROTOCOL, member.add answers {seq}; `by` says who added whom."""
    ada, grace, linus = await people(server, "ada", "grace", "linus")
    room = await group(ada, grace)
    async with through(door, grace) as asker, ada.online() as watcher, linus.online() as socket:
        added = await asker.ask("member.add", conversation=room, user=linus.id)
        event = await watcher.event("member.joined", seq=added["seq"])
        assert (event["user"], event["by"]) == (linus.id, grace.id)
        assert (await socket.event("conversation.added"))["conversation"]["members"] == 3
        with refused("conflict", "user"):
            await asker.ask("member.add", conversation=room, user=linus.id)
        for nobody in (0, 2**53 - 1):
            with refused("not_found", "user"):
                await asker.ask("member.add", conversation=room, user=nobody)


@pytest.mark.parametrize("door", DOORS)
async def test_a_removed_member_receives_nothing_after_the_removal(server: Server, door: str) -> None:
    """R9: after a removal is acknowledged, no later message arrives; the removal is the last they see."""
    ada, grace, linus = await people(server, "ada", "grace", "linus")
    room = await group(ada, grace, linus)
    async with through(door, ada) as asker, grace.online() as one, grace.online() as two:
        removed = await asker.ask("member.remove", conversation=room, user=grace.id)
        for number in range(20):
            await asker.ask("message.send", conversation=room, text=f"after {number}")
        await asker.ask("typing.start", conversation=room)
        await linus.ask("receipt.read", conversation=room, seq=removed["seq"])
        await asker.ask("message.send", conversation=0, text="the end")
        for socket in (one, two):
            event = await socket.event("member.removed", conversation=room)
            assert (event["user"], event["by"], event["seq"]) == (grace.id, ada.id, removed["seq"])
            await socket.event("message.sent", text="the end")
            await socket.quiet()
            heard = [e for e in socket.events if e.get("conversation") == room]
            assert heard == [event]
    for op, fields in (
        ("message.history", {}),
        ("conversation.get", {}),
        ("member.list", {}),
        ("message.send", {"text": "let me in"}),
        ("typing.start", {}),
    ):
        with refused("not_found", "conversation"):
            await grace.ask(op, conversation=room, **fields)
    synced = await grace.ask("sync", cursors={str(room): 1})
    assert room not in [summary["id"] for summary in synced["conversations"]]
    assert not [event for event in synced["events"] if event["conversation"] == room]


async def test_a_send_raced_with_a_removal_is_either_before_it_or_refused(server: Server) -> None:
    """R9: membership is rechecked in the append transaction: nothing of a removed member comes later."""
    ada, grace = await people(server, "ada", "grace")
    room = await group(ada, grace)
    async with grace.online() as socket:
        numbers = [
            await socket.send("message.send", conversation=room, text=str(number)) for number in range(50)
        ]
        removed = (await ada.ask("member.remove", conversation=room, user=grace.id))["seq"]
        numbers += [
            await socket.send("message.send", conversation=room, text=str(number)) for number in range(50)
        ]
        stored, refusals = [], []
        for number in numbers:
            try:
                stored.append((await socket.reply(number))["seq"])
            except Refused as refusal:
                refusals.append(refusal.code)
    assert len(refusals) >= 50
    assert set(refusals) == {"not_found"}
    assert all(seq < removed for seq in stored)
    history = await ada.ask("message.history", conversation=room, limit=200)
    assert [message["seq"] for message in history["messages"]] == stored


async def test_who_comes_back_sees_what_follows_and_not_what_was_missed(server: Server) -> None:
    """R9: membership is an interval; a new one begins where it begins."""
    ada, grace = await people(server, "ada", "grace")
    room = await group(ada, grace)
    await ada.ask("message.send", conversation=room, text="first time")
    await ada.ask("member.remove", conversation=room, user=grace.id)
    await ada.ask("message.send", conversation=room, text="meanwhile")
    await ada.ask("member.add", conversation=room, user=grace.id)
    await ada.ask("message.send", conversation=room, text="second time")
    history = (await grace.ask("message.history", conversation=room))["messages"]
    assert [message["text"] for message in history] == ["second time"]
    synced = await grace.ask("sync", cursors={str(room): 1})
    assert "meanwhile" not in str(synced)
    assert next(one for one in synced["conversations"] if one["id"] == room)["unread"] == 1


@pytest.mark.parametrize("door", DOORS)
async def test_leaving_is_the_last_thing_one_sees(server: Server, door: str) -> None:
    """PROTOCOL, Events: member.left {user}; conversation.leave answers {seq}."""
    ada, grace = await people(server, "ada", "grace")
    room = await group(ada, grace)
    async with through(door, grace) as asker, ada.online() as watcher, grace.online() as socket:
        left = await asker.ask("conversation.leave", conversation=room)
        for each in (watcher, socket):
            event = await each.event("member.left", conversation=room)
            assert (event["user"], event["seq"]) == (grace.id, left["seq"])
        await ada.ask("message.send", conversation=room, text="alone")
        await watcher.event("message.sent", conversation=room)
        await socket.quiet()
        assert not socket.heard("message.sent", conversation=room)
        with refused("not_found", "conversation"):
            await asker.ask("conversation.leave", conversation=room)
    assert await roles(ada, room) == {ada.id: "owner"}


async def test_removing_oneself_is_leaving(server: Server) -> None:
    """One word more for the same thing."""
    ada, grace = await people(server, "ada", "grace")
    room = await group(ada, grace)
    async with ada.online() as watcher:
        await grace.ask("member.remove", conversation=room, user=grace.id)
        assert (await watcher.event("member.left"))["user"] == grace.id


@pytest.mark.parametrize("door", DOORS)
async def test_an_owners_room_goes_to_the_senior_moderator(server: Server, door: str) -> None:
    """conversation.leave: an owner's room goes to the senior moderator or member."""
    ada, grace, linus = await people(server, "ada", "grace", "linus")
    room = await group(ada, grace, linus)
    await ada.ask("member.role", conversation=room, user=linus.id, role="moderator")
    async with through(door, ada) as asker, grace.online() as watcher:
        await asker.ask("conversation.leave", conversation=room)
        event = await watcher.event("member.role", role="owner")
        assert event["user"] == linus.id
    assert await roles(grace, room) == {grace.id: "member", linus.id: "owner"}
    assert (await grace.ask("conversation.get", conversation=room))["conversation"]["owner"] == linus.id


async def test_without_moderators_a_room_goes_to_the_senior_member(server: Server) -> None:
    """conversation.leave: ... or member."""
    ada, grace = await people(server, "ada", "grace")
    room = await group(ada, grace)
    await ada.ask("conversation.leave", conversation=room)
    assert await roles(grace, room) == {grace.id: "owner"}
    assert (await grace.ask("conversation.update", conversation=room, name="mine"))["seq"]


async def test_the_last_to_leave_leaves_nothing_behind(server: Server) -> None:
    """An empty room is nobody's and cannot be found."""
    (ada,) = await people(server, "ada")
    room = await group(ada, kind="channel", name=f"empty {ada.name}")
    await ada.ask("conversation.leave", conversation=room)
    with refused("not_found", "conversation"):
        await ada.ask("conversation.get", conversation=room)


async def test_who_joins_an_empty_public_room_owns_it(server: Server) -> None:
    """A room with members and nobody who may do anything in it would be lost."""
    ada, grace = await people(server, "ada", "grace")
    room = await group(ada, kind="channel", name=f"empty {ada.name}")
    await ada.ask("conversation.leave", conversation=room)
    await grace.ask("conversation.join", conversation=room)
    assert await roles(grace, room) == {grace.id: "owner"}
    assert (await grace.ask("conversation.get", conversation=room))["conversation"]["owner"] == grace.id


@pytest.mark.parametrize("door", DOORS)
async def test_ownership_is_handed_over(server: Server, door: str) -> None:
    """member.role: a new owner replaces the old one, who becomes a moderator."""
    ada, grace = await people(server, "ada", "grace")
    room = await group(ada, grace)
    async with through(door, ada) as asker, grace.online() as watcher:
        answer = await asker.ask("member.role", conversation=room, user=grace.id, role="owner")
        await watcher.event("member.role", user=ada.id, role="moderator")
        await watcher.event("member.role", user=grace.id, role="owner", seq=answer["seq"])
        with refused("forbidden"):
            await asker.ask("member.role", conversation=room, user=grace.id, role="member")
    assert await roles(ada, room) == {ada.id: "moderator", grace.id: "owner"}


@pytest.mark.parametrize("door", DOORS)
async def test_roles_have_bounds(server: Server, door: str) -> None:
    """PROTOCOL, Errors: each with the field."""
    ada, grace, linus = await people(server, "ada", "grace", "linus")
    room = await group(ada, grace)
    async with through(door, ada) as asker:
        with refused("bad_request", "role"):
            await asker.ask("member.role", conversation=room, user=grace.id, role="emperor")
        with refused("bad_request", "user"):
            await asker.ask("member.role", conversation=room, user=ada.id, role="member")
        for op, more in (("member.role", {"role": "member"}), ("member.remove", {})):
            with refused("not_found", "user"):
                await asker.ask(op, conversation=room, user=linus.id, **more)


@pytest.mark.parametrize("door", DOORS)
async def test_members_are_listed_in_pages(server: Server, door: str) -> None:
    """member.list: by user id, at most `limit` after the user `after`."""
    ada, *others = await people(server, "ada", "b", "c", "d", "e")
    room = await group(ada, *others)
    ids = [ada.id, *(other.id for other in others)]
    async with through(door, others[0]) as asker:
        page = await asker.ask("member.list", conversation=room, limit=2)
        assert ([m["user"]["id"] for m in page["members"]], page["has_more"]) == (ids[:2], True)
        page = await asker.ask("member.list", conversation=room, after=ids[1], limit=3)
        assert ([m["user"]["id"] for m in page["members"]], page["has_more"]) == (ids[2:], False)
        for limit in (0, 1001):
            with refused("bad_request", "limit"):
                await asker.ask("member.list", conversation=room, limit=limit)


async def test_the_count_of_members_is_right_after_a_crowd_has_come_and_gone(server: Server) -> None:
    """Summary: members: count, exact however many come at once."""
    ada, *crowd = await people(server, "ada", *(f"p{number}" for number in range(8)))
    channel = await group(ada, kind="channel")
    await asyncio.gather(*(one.ask("conversation.join", conversation=channel) for one in crowd))
    await asyncio.gather(*(one.ask("conversation.leave", conversation=channel) for one in crowd[:5]))
    count = (await ada.ask("conversation.get", conversation=channel))["conversation"]["members"]
    assert count == len(await roles(ada, channel)) == 4


# People and contacts


@pytest.mark.parametrize("door", DOORS)
async def test_people_say_who_they_are(server: Server, door: str) -> None:
    """PROTOCOL, user.get / user.search / user.update answer User."""
    ada, grace = await people(server, "ada", "grace")
    async with through(door, ada) as asker:
        shown = await asker.ask("user.update", display_name="Ada Lovelace", avatar="https://x.example/a.png")
        assert shown == {**ada.user, "display_name": "Ada Lovelace", "avatar": "https://x.example/a.png"}
        assert await grace.ask("user.get", user=ada.id) == shown
        assert (await asker.ask("user.update", avatar=None))["avatar"] is None
        for query in (ada.name, ada.name.upper(), "lovelace"):
            found = (await grace.ask("user.search", query=query, limit=100))["users"]
            assert ada.id in [user["id"] for user in found], query
        assert (await asker.ask("user.search", query="%"))["users"] == []
        with refused("not_found", "user"):
            await asker.ask("user.get", user=2**53 - 1)
        for bad in ({}, {"display_name": ""}, {"display_name": "x" * 81}, {"avatar": "javascript:1"}):
            with refused("bad_request", "display_name", "avatar"):
                await asker.ask("user.update", **bad)


@pytest.mark.parametrize("door", DOORS)
async def test_contacts_are_kept_by_name(server: Server, door: str) -> None:
    """PROTOCOL, contact.add / contact.remove / contact.list."""
    ada, zoe, bob = await people(server, "ada", "zoe", "bob")
    async with through(door, ada) as asker:
        for contact in (zoe, bob, zoe):
            assert await asker.ask("contact.add", user=contact.id) == {}
        assert (await asker.ask("contact.list"))["users"] == [bob.user, zoe.user]
        for _ in range(2):
            assert await asker.ask("contact.remove", user=zoe.id) == {}
        assert (await asker.ask("contact.list"))["users"] == [bob.user]
        with refused("not_found", "user"):
            await asker.ask("contact.add", user=2**53 - 1)
    assert (await bob.ask("contact.list"))["users"] == [], "one-sided: nobody is asked"


# Disabled accounts


async def disable(server: Server, who: Caller) -> None:
    await asyncio.to_thread(hubbub, "user", "disable", who.name, "--data", str(server.data))


async def test_a_room_does_not_go_to_a_disabled_account(server: Server) -> None:
    """conversation.leave: whoever gets the room can do something in it."""
    ada, grace, linus = await people(server, "ada", "grace", "linus")
    room = await group(ada, grace, linus)
    await ada.ask("member.role", conversation=room, user=grace.id, role="moderator")
    await disable(server, grace)
    await ada.ask("conversation.leave", conversation=room)
    assert await roles(linus, room) == {grace.id: "moderator", linus.id: "owner"}


async def test_who_joins_a_room_of_disabled_accounts_owns_it(server: Server) -> None:
    """conversation.leave: a room in which nobody is left who could own it waits for the next."""
    ada, grace, linus = await people(server, "ada", "grace", "linus")
    channel = await group(ada, grace, kind="channel")
    await disable(server, grace)
    await ada.ask("conversation.leave", conversation=channel)
    await linus.ask("conversation.join", conversation=channel)
    assert await roles(linus, channel) == {grace.id: "member", linus.id: "owner"}


@pytest.mark.parametrize("door", DOORS)
async def test_a_disabled_account_gets_no_role(server: Server, door: str) -> None:
    """member.role: not_found for a user who is disabled, as in member.add; the owner stays the owner."""
    ada, grace = await people(server, "ada", "grace")
    room = await group(ada, grace)
    await disable(server, grace)
    async with through(door, ada) as asker:
        for role in ("owner", "moderator"):
            with refused("not_found", "user"):
                await asker.ask("member.role", conversation=room, user=grace.id, role=role)
    assert await roles(ada, room) == {ada.id: "owner", grace.id: "member"}


@pytest.mark.parametrize("door", DOORS)
async def test_who_came_later_has_not_seen_what_was_before(server: Server, door: str) -> None:
    """receipt.seen: a newcomer's cursor stands behind what they may not see, and they have not read it."""
    ada, grace, linus = await people(server, "ada", "grace", "linus")
    room = await group(ada, grace)
    seq = (await ada.ask("message.send", conversation=room, text="before"))["seq"]
    await grace.ask("receipt.read", conversation=room, seq=seq)
    await ada.ask("member.add", conversation=room, user=linus.id)
    async with through(door, ada) as asker:
        seen = (await asker.ask("receipt.seen", conversation=room, seq=seq))["users"]
    assert set(seen) - {ada.id} == {grace.id}
