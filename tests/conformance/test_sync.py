"""Catching up: everything missed, in order, once; and where that cannot be given, the answer says so."""

from __future__ import annotations

import asyncio
from collections import defaultdict
from typing import Any

import pytest

from tests.support.people import DOORS, Frame, Socket, group, people, refused, through
from tests.support.server import Server

pytestmark = pytest.mark.anyio

PAGE = 200
"""More than this behind in one conversation is a reset."""


async def say(socket: Socket, room: int, count: int) -> None:
    """Say many things, pipelined."""
    for start in range(0, count, 100):
        numbers = [
            await socket.send("message.send", conversation=room, text=f"number {number}")
            for number in range(start, min(start + 100, count))
        ]
        for number in numbers:
            await socket.reply(number)


def of(synced: Frame, room: int) -> list[int]:
    """Return the positions of a conversation's events."""
    return [event["seq"] for event in synced["events"] if event["conversation"] == room]


def summary(synced: Frame, room: int) -> Frame:
    return next(dict(one) for one in synced["conversations"] if one["id"] == room)


@pytest.mark.parametrize("door", DOORS)
async def test_without_cursors_everything_of_ones_membership_comes(server: Server, door: str) -> None:
    """PROTOCOL, sync: {epoch, conversations, events, more}; events are ordered by `seq`."""
    ada, grace = await people(server, "ada", "grace")
    room = await group(ada, grace)
    await ada.ask("message.send", conversation=room, text="one")
    async with through(door, grace) as asker:
        synced = await asker.ask("sync")
    assert set(synced) >= {"epoch", "conversations", "events", "more"}
    assert of(synced, room) == [1, 2]
    assert synced["more"] is False
    assert summary(synced, room)["head"] == 2
    assert {one["id"] for one in synced["conversations"]} == {0, room}


@pytest.mark.parametrize("door", DOORS)
async def test_with_cursors_only_what_is_newer_comes(server: Server, door: str) -> None:
    """R4: every message of one's membership exactly once."""
    ada, grace = await people(server, "ada", "grace")
    room = await group(ada, grace)
    for text in ("one", "two", "three"):
        await ada.ask("message.send", conversation=room, text=text)
    async with through(door, grace) as asker:
        for cursor in range(5):
            synced = await asker.ask("sync", cursors={str(room): cursor})
            assert of(synced, room) == list(range(cursor + 1, 5))
            assert room not in synced["reset"]


@pytest.mark.parametrize("door", DOORS)
async def test_of_a_range_of_conversations_nothing_else_is_told(server: Server, door: str) -> None:
    """PROTOCOL, sync: `first` and `last`, both included."""
    ada, grace = await people(server, "ada", "grace")
    one, two, three, four = [await group(ada, grace) for _ in range(4)]
    async with through(door, grace) as asker:
        synced = await asker.ask("sync", first=two, last=three, cursors={str(two): 1, str(four): 9})
        assert {each["id"] for each in synced["conversations"]} == {two, three}
        assert (of(synced, two), of(synced, three), of(synced, one)) == ([], [1], [])
        assert (synced["reset"], synced["more"]) == ([], False), "a cursor out of the range says nothing"
        below = await asker.ask("sync", last=one)
        assert {each["id"] for each in below["conversations"]} == {0, one}
        above = await asker.ask("sync", first=four)
        assert {each["id"] for each in above["conversations"]} == {four}
        stranger = await asker.ask("sync", first=two, last=two, cursors={str(two): 1}, epoch="another")
        assert (stranger["reset"], of(stranger, two)) == ([two], [1])
        assert (await asker.ask("sync", first=three, last=two))["conversations"] == []


async def test_two_devices_that_ask_of_two_ranges_at_once_get_each_its_own(server: Server) -> None:
    """Those who ask at the same moment share what is read, and nothing else."""
    ada, grace = await people(server, "ada", "grace")
    rooms = [await group(ada, grace) for _ in range(3)]
    async with grace.online() as socket, grace.online() as other:
        for _ in range(10):
            asked = [
                (each, await each.send("sync", first=room, last=room))
                for each, room in zip((socket, other), rooms, strict=False)
            ]
            for (each, number), room in zip(asked, rooms, strict=False):
                assert [one["id"] for one in (await each.reply(number))["conversations"]] == [room]


async def test_every_kind_of_change_comes_in_its_place(server: Server) -> None:
    """R7: an old snapshot plus events equals a fresh snapshot."""
    ada, grace, linus = await people(server, "ada", "grace", "linus")
    place = {"conversation": await group(ada, grace)}
    await ada.ask("message.send", **place, text="one")
    await ada.ask("message.edit", **place, seq=2, text="two")
    await ada.ask("conversation.update", **place, topic="t")
    await ada.ask("member.add", **place, user=linus.id)
    await ada.ask("member.role", **place, user=linus.id, role="moderator")
    await ada.ask("member.remove", **place, user=linus.id)
    await ada.ask("message.delete", **place, seq=2)
    async with grace.online() as socket:
        synced = await socket.ask("sync")
    events = [event for event in synced["events"] if event["conversation"] == place["conversation"]]
    assert [(event["seq"], event["ev"]) for event in events] == [
        (1, "conversation.created"),
        (2, "message.sent"),
        (3, "message.edited"),
        (4, "conversation.updated"),
        (5, "member.joined"),
        (6, "member.role"),
        (7, "member.removed"),
        (8, "message.deleted"),
    ]
    assert all(event["by"] == ada.id and event["at"].endswith("Z") for event in events)


async def test_live_events_and_synced_ones_are_the_same(server: Server) -> None:
    """R7: what came live and what is fetched later differ in nothing (but texts changed since)."""
    ada, grace, linus = await people(server, "ada", "grace", "linus")
    place = {"conversation": await group(ada, grace)}
    async with grace.online() as socket:
        await ada.ask("message.send", **place, text=f"hi @{grace.name}", client_id="c", reply_to=None)
        await ada.ask("message.send", **place, text="re", reply_to=2)
        await ada.ask("conversation.update", **place, name="New", avatar="/a.png")
        await ada.ask("member.add", **place, user=linus.id)
        await ada.ask("member.role", **place, user=linus.id, role="moderator")
        await linus.ask("conversation.leave", **place)
        await ada.ask("message.send", **place, text="the end")
        await socket.event("message.sent", text="the end")
        live = [e for e in socket.events if e.get("conversation") == place["conversation"] and "seq" in e]
        synced = await socket.ask("sync", cursors={str(place["conversation"]): 1})
    assert live == [e for e in synced["events"] if e["conversation"] == place["conversation"]]


@pytest.mark.parametrize("door", DOORS)
async def test_further_behind_than_a_page_is_a_reset(server: Server, door: str) -> None:
    """DESIGN 3: more than a page behind in one conversation: `reset` with the newest page."""
    ada, grace = await people(server, "ada", "grace")
    room = await group(ada, grace)
    async with ada.online() as socket:
        await say(socket, room, PAGE + 50)
    head = PAGE + 51
    async with through(door, grace) as asker:
        synced = await asker.ask("sync", cursors={str(room): 10})
        assert synced["reset"] == [room]
        assert of(synced, room) == list(range(head - PAGE + 1, head + 1))
        synced = await asker.ask("sync", cursors={str(room): head - PAGE})
        assert synced["reset"] == []
        assert of(synced, room) == list(range(head - PAGE + 1, head + 1))


@pytest.mark.parametrize("door", DOORS)
@pytest.mark.parametrize("cursor", [4, 2**53 - 1])
async def test_a_cursor_past_the_head_is_a_reset(server: Server, door: str, cursor: int) -> None:
    """R5: a cursor past `head` is refused: what it knows is of another log."""
    ada, grace = await people(server, "ada", "grace")
    room = await group(ada, grace)
    for text in ("one", "two"):
        await ada.ask("message.send", conversation=room, text=text)
    async with through(door, grace) as asker:
        synced = await asker.ask("sync", cursors={str(room): cursor})
    assert synced["reset"] == [room]
    assert of(synced, room) == [1, 2, 3]


@pytest.mark.parametrize("door", DOORS)
async def test_cursors_of_another_epoch_mean_nothing_here(server: Server, door: str) -> None:
    """R5: a cursor from another epoch is refused: a restored backup is noticed and clients start afresh."""
    ada, grace = await people(server, "ada", "grace")
    room = await group(ada, grace)
    await ada.ask("message.send", conversation=room, text="one")
    async with through(door, grace) as asker:
        here = await asker.ask("sync")
        same = await asker.ask("sync", epoch=here["epoch"], cursors={str(room): 2})
        assert (same["reset"], of(same, room)) == ([], [])
        other = await asker.ask("sync", epoch="another database", cursors={str(room): 2})
        assert (other["reset"], of(other, room)) == ([room], [1, 2])
        assert other["epoch"] == here["epoch"]


async def test_the_epoch_is_the_databases_own(server: Server) -> None:
    """DESIGN 3: the epoch is the database's own id, and outlives the process."""
    (ada,) = await people(server, "ada")
    async with ada.online() as socket:
        before = socket.hello["epoch"]
    server.kill()
    server.start()
    async with ada.online() as socket:
        assert socket.hello["epoch"] == before == (await socket.ask("sync"))["epoch"]


async def test_much_is_given_in_several_answers(server: Server) -> None:
    """PROTOCOL, sync: call again while `more`; nothing is missing or doubled in the end."""
    ada, grace = await people(server, "ada", "grace")
    rooms = [await group(ada, grace, name=f"room {number}") for number in range(8)]
    for room in rooms:
        async with ada.online() as socket:
            await say(socket, room, PAGE - 1)
    cursors: dict[str, int] = {}
    got: dict[int, list[int]] = defaultdict(list)
    answers = 0
    async with grace.online() as socket:
        more = True
        while more:
            synced = await socket.ask("sync", cursors=cursors)
            answers += 1
            assert answers < 10, "it makes progress"
            for event in synced["events"]:
                got[event["conversation"]].append(event["seq"])
                cursors[str(event["conversation"])] = event["seq"]
            more = synced["more"]
    assert answers > 1, "the premise: it did not fit into one"
    assert all(got[room] == list(range(1, PAGE + 1)) for room in rooms)


async def test_nothing_is_lost_or_doubled_between_snapshot_and_live_events(server: Server) -> None:
    """DESIGN 3, Connecting: events are held back while the snapshot is read; what is newer follows it."""
    ada, grace = await people(server, "ada", "grace")
    room = await group(ada, grace)

    async def talk() -> None:
        async with ada.online() as socket:
            await say(socket, room, 150)

    async def listen() -> None:
        async with grace.online() as socket:
            synced = await socket.ask("sync")
            reply = next(index for index, frame in enumerate(socket.frames) if frame.get("ok") == synced)
            if 151 not in of(synced, room):  # else all was said before it was asked
                await socket.event("message.sent", conversation=room, text="number 149")
            live = [
                frame["seq"]
                for frame in socket.frames[reply:]
                if frame.get("ev") == "message.sent" and frame["conversation"] == room
            ]
            seen = of(synced, room) + live
            assert sorted(set(seen)) == list(range(1, 152)), "no hole"
            assert live == sorted(set(live)), "in order, once"

    await asyncio.gather(talk(), *(listen() for _ in range(5)))


async def test_conversations_one_is_not_in_are_not_given_whatever_the_cursors_say(server: Server) -> None:
    """R9: authorise by how you load."""
    ada, eve = await people(server, "ada", "eve")
    room = await group(ada)
    await ada.ask("message.send", conversation=room, text="secret")
    synced = await eve.ask("sync", cursors={str(room): 0, "0": 0, str(2**53 - 1): 0})
    assert of(synced, room) == []
    assert [one["id"] for one in synced["conversations"]] == [0]


async def test_a_newcomer_of_a_private_group_is_given_what_follows(server: Server) -> None:
    """R9: membership is an interval; a cursor before it does not widen it."""
    ada, grace = await people(server, "ada", "grace")
    room = await group(ada)
    await ada.ask("message.send", conversation=room, text="before")
    joined = (await ada.ask("member.add", conversation=room, user=grace.id))["seq"]
    await ada.ask("message.send", conversation=room, text="after")
    for cursors in ({}, {str(room): 0}, {str(room): 1}):
        synced = await grace.ask("sync", cursors=cursors)
        assert of(synced, room) == [joined, joined + 1]


@pytest.mark.parametrize("door", DOORS)
@pytest.mark.parametrize(
    "cursors",
    [
        *({"ada": 1}, {"": 1}, {"-1": 1}, {"1.5": 1}, {"١": 1}, {"9" * 17: 1}),
        *({"1": -1}, {"1": "1"}, {"1": None}, {"1": 1.5}, {"1": 2**53}, {"1": 2**70}, {"1": True}),
        *([1], "1", None),
    ],
    ids=lambda cursors: ascii(cursors)[:30],
)
async def test_forged_cursors_are_refused(server: Server, door: str, cursors: Any) -> None:
    """PROTOCOL, Errors: bad_request names the field. R5: a forged cursor."""
    (ada,) = await people(server, "ada")
    async with through(door, ada) as asker:
        with refused("bad_request", "cursors", "cursors[...]"):
            await asker.ask("sync", cursors=cursors)
