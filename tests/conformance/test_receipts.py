"""Receipts: how far people have read, exactly, on every device (R8)."""

from __future__ import annotations

import asyncio

import pytest

from tests.support.people import DOORS, Caller, group, people, refused, through
from tests.support.server import Server

pytestmark = pytest.mark.anyio


async def unread(who: Caller, room: int) -> int:
    """Return what the summary says."""
    return int((await who.ask("conversation.get", conversation=room))["conversation"]["unread"])


async def say(who: Caller, room: int, count: int) -> list[int]:
    return [(await who.ask("message.send", conversation=room, text=str(i)))["seq"] for i in range(count)]


@pytest.mark.parametrize("door", DOORS)
async def test_the_cursor_only_rises(server: Server, door: str) -> None:
    """PROTOCOL, receipt.read answers {read, unread}; the cursor only rises. R8: counts are exact."""
    ada, grace = await people(server, "ada", "grace")
    room = await group(ada, grace)
    seqs = await say(ada, room, 5)
    async with through(door, grace) as asker:
        assert await unread(grace, room) == 5
        answer = await asker.ask("receipt.read", conversation=room, seq=seqs[2])
        assert answer == {"read": seqs[2], "unread": 2}
        for lower in (seqs[1], 0, seqs[2]):
            answer = await asker.ask("receipt.read", conversation=room, seq=lower)
            assert answer == {"read": seqs[2], "unread": 2}
        answer = await asker.ask("receipt.read", conversation=room, seq=2**53 - 1)
        assert answer == {"read": seqs[4], "unread": 0}, "no further than there is anything"
        assert await unread(grace, room) == 0
        await say(ada, room, 1)
        assert await unread(grace, room) == 1, "what comes later is unread"


async def test_ones_own_messages_and_changes_are_never_unread(server: Server) -> None:
    """R8: unread: others' undeleted messages past the cursor, and nothing else."""
    ada, grace = await people(server, "ada", "grace")
    room = await group(ada, grace)
    mine = await say(grace, room, 2)
    theirs = await say(ada, room, 3)
    await ada.ask("conversation.update", conversation=room, topic="t")
    await ada.ask("message.edit", conversation=room, seq=theirs[0], text="edited")
    assert await unread(grace, room) == 3
    await ada.ask("message.delete", conversation=room, seq=theirs[1])
    assert await unread(grace, room) == 2
    assert await unread(ada, room) == len(mine)


async def test_a_receipt_is_told_to_the_room_and_ones_own_devices(server: Server) -> None:
    """PROTOCOL, Events: receipt.read {conversation, user, seq}."""
    ada, grace = await people(server, "ada", "grace")
    room = await group(ada, grace)
    (seq,) = await say(ada, room, 1)
    async with ada.online() as watcher, grace.online() as phone, grace.online() as laptop:
        await phone.ask("receipt.read", conversation=room, seq=seq)
        for each in (watcher, phone, laptop):
            assert await each.event("receipt.read") == {
                "ev": "receipt.read",
                "conversation": room,
                "user": grace.id,
                "seq": seq,
            }


async def test_a_cursor_raised_by_two_devices_at_once_is_the_higher_one(server: Server) -> None:
    """R8: cursors only rise, whatever the order of arrival."""
    ada, grace = await people(server, "ada", "grace")
    room = await group(ada, grace)
    seqs = await say(ada, room, 10)
    answers = await asyncio.gather(
        *(grace.ask("receipt.read", conversation=room, seq=seq) for seq in seqs + seqs[::-1])
    )
    assert max(answer["read"] for answer in answers) == seqs[-1]
    summary = (await grace.ask("conversation.get", conversation=room))["conversation"]
    assert (summary["read"], summary["unread"]) == (seqs[-1], 0)


@pytest.mark.parametrize("door", DOORS)
async def test_who_has_read_so_far_can_be_asked(server: Server, door: str) -> None:
    """PROTOCOL, receipt.seen answers {users: [user id]} who read that far."""
    ada, grace, linus = await people(server, "ada", "grace", "linus")
    room = await group(ada, grace, linus)
    first, second = await say(ada, room, 2)
    await grace.ask("receipt.read", conversation=room, seq=second)
    await linus.ask("receipt.read", conversation=room, seq=first)
    async with through(door, ada) as asker:
        seen = [(await asker.ask("receipt.seen", conversation=room, seq=s))["users"] for s in (first, second)]
        assert [set(users) - {ada.id} for users in seen] == [{grace.id, linus.id}, {grace.id}]
        with refused("bad_request", "seq"):
            await asker.ask("receipt.seen", conversation=room, seq=0)
