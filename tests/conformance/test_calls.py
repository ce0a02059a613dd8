"""Calls: ringing, answering, signalling, and how each of them ends in the log."""

from __future__ import annotations

import asyncio
import base64
import hashlib
import hmac
import time
from collections.abc import AsyncIterator, Iterator
from contextlib import AsyncExitStack, asynccontextmanager
from pathlib import Path
from typing import Any

import msgspec
import pytest

from tests.support.people import (
    DOORS,
    MSGPACK,
    Caller,
    Frame,
    Refused,
    Socket,
    group,
    people,
    refused,
    register,
    through,
)
from tests.support.server import Server, running

pytestmark = pytest.mark.anyio

SECRET = "what the relay knows too"
RELAYS = ("--turn-url", "stun:turn.example.org:3478", "--turn-url", "turn:turn.example.org:3478")
PATIENCE = 10


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """Give a server without rate limits: a crowd comes from one address here."""
    folder = tmp_path_factory.mktemp("calls") / "data"
    with running(folder, "--limits", "off", *RELAYS, env={"HUBBUB_TURN_SECRET": SECRET}) as server:
        yield server


@pytest.fixture(scope="module")
def brisk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """Give a server that waits for nobody longer than two seconds."""
    folder = tmp_path_factory.mktemp("brisk") / "data"
    with running(folder, "--limits", "off", "--ring-seconds", "2", "--rejoin-seconds", "2") as server:
        yield server


@asynccontextmanager
async def online(*callers: Caller) -> AsyncIterator[list[Socket]]:
    async with AsyncExitStack() as stack:
        yield [await stack.enter_async_context(caller.online()) for caller in callers]


async def direct(one: Caller, other: Caller) -> int:
    """Return the direct conversation of two people; its head is 1."""
    return int((await one.ask("message.send", to=other.id, text="hello"))["conversation"])


async def start(asker: Any, room: int, **fields: Any) -> int:
    """Start a call and return its id."""
    return int(
        (await asker.ask("call.start", conversation=room, **{"media": "video", **fields}))["call"]["id"]
    )


async def log_of(caller: Caller, room: int) -> list[Frame]:
    """Return what a room's log says about calls, read back."""
    events = (await caller.ask("sync"))["events"]
    return [e for e in events if e["conversation"] == room and e["ev"].startswith("call.")]


async def inside(asker: Any, call: int) -> list[int]:
    return [one["user"] for one in (await asker.ask("call.get", call=call))["call"]["people"]]


async def called(one: Socket, other: Socket, room: int) -> int:
    """Let one call the other, who answers."""
    call = await start(one, room)
    await other.ask("call.accept", call=call)
    await one.event("call.accepted", call=call)
    return call


def numbers(socket: Socket) -> list[int]:
    return [event["number"] for event in socket.heard("call.signal")]


# Ringing


@pytest.mark.parametrize("door", DOORS)
async def test_everyone_in_the_conversation_hears_that_somebody_calls(server: Server, door: str) -> None:
    """call.started {call, conversation, by, media, ...}: to the members' connections, the caller's too."""
    ada, grace, mallory = await people(server, "ada", "grace", "mallory")
    room = await direct(ada, grace)
    async with online(ada, grace, grace, mallory) as (own, phone, desk, outside):
        async with through(door, ada) as asker:
            call = await start(asker, room, device="laptop")
        for socket in (own, phone, desk):
            event = await socket.event("call.started", call=call)
            assert event.pop("rings_until") > event.pop("started_at")
            assert event == {
                "ev": "call.started",
                "call": call,
                "conversation": room,
                "by": ada.id,
                "media": "video",
                "device": "laptop",
            }
        await outside.quiet()
        assert not outside.heard("call.started")


async def test_who_comes_while_it_rings_finds_the_call(server: Server) -> None:
    """call.list: the running calls of my conversations; what a client asks after it reconnects."""
    ada, grace, mallory = await people(server, "ada", "grace", "mallory")
    room = await direct(ada, grace)
    call = await start(ada, room, media="audio", device="laptop")
    (found,) = (await grace.ask("call.list"))["calls"]
    assert (found["id"], found["conversation"], found["by"], found["media"]) == (call, room, ada.id, "audio")
    assert (found["answered_at"], found["mine"]) == (None, None)
    assert found["people"] == [{"user": ada.id, "device": "laptop"}]
    assert (await ada.ask("call.list"))["calls"][0]["mine"] == "in"
    assert (await mallory.ask("call.list"))["calls"] == []


async def test_a_second_call_in_the_same_conversation_names_the_first(server: Server) -> None:
    """One running call per conversation: conflict naming the call, so that the client can accept it."""
    ada, grace = await people(server, "ada", "grace")
    room = await direct(ada, grace)
    call = await start(ada, room)
    for each in (ada, grace):
        with pytest.raises(Refused) as refusal:
            await start(each, room)
        assert refusal.value.code == "conflict"
        assert refusal.value.message == f"conversation: call {call} is running in it"
    await grace.ask("call.accept", call=call)


async def test_of_two_who_start_at_once_the_second_is_sent_to_the_firsts_call(server: Server) -> None:
    """Two people starting at once: the one that comes second gets the conflict."""
    ada, grace = await people(server, "ada", "grace")
    room = await direct(ada, grace)
    async with online(ada, grace) as sockets:
        for _ in range(10):
            outcomes = await asyncio.gather(*(start(s, room) for s in sockets), return_exceptions=True)
            (call,) = [outcome for outcome in outcomes if isinstance(outcome, int)]
            (error,) = [outcome for outcome in outcomes if isinstance(outcome, Refused)]
            assert (error.code, str(call) in error.message) == ("conflict", True)
            await sockets[outcomes.index(call)].ask("call.leave", call=call)


async def test_a_call_is_for_people_who_talk_with_each_other(server: Server) -> None:
    """Calls work in direct conversations and groups, and need somebody to ring."""
    (ada,) = await people(server, "ada")
    made = await ada.ask("conversation.create", kind="channel", name="news")
    for place in (0, made["conversation"]["id"]):
        with refused("forbidden"):
            await start(ada, place)
    alone = await group(ada)
    myself = int((await ada.ask("message.send", to=ada.id, text="a note"))["conversation"])
    for place in (alone, myself):
        with refused("conflict", "conversation"):
            await start(ada, place)


@pytest.mark.parametrize(
    ("fields", "named"),
    [
        ({"media": "smell"}, "media"),
        ({"media": None}, "media"),
        ({"device": ""}, "device"),
        ({"device": "x" * 121}, "device"),
        ({"device": "a\0b"}, "device"),
        ({"loud": True}, "loud"),
    ],
    ids=lambda value: str(value)[:20],
)
async def test_a_malformed_call_is_refused_by_field(server: Server, fields: Frame, named: str) -> None:
    ada, grace = await people(server, "ada", "grace")
    room = await direct(ada, grace)
    with refused("bad_request", named):
        await start(ada, room, **fields)
    assert (await ada.ask("call.list"))["calls"] == []


# Answering


@pytest.mark.parametrize("door", DOORS)
async def test_the_other_devices_hear_where_it_was_taken(server: Server, door: str) -> None:
    """call.accepted {call, user, device}: the others stop ringing; accepting on a second one is conflict."""
    ada, grace = await people(server, "ada", "grace")
    room = await direct(ada, grace)
    async with online(ada, grace) as (caller, desk):
        call = await start(caller, room)
        async with through(door, grace) as phone:
            taken = (await phone.ask("call.accept", call=call, device="phone"))["call"]
        assert taken["mine"] == "in"
        assert taken["people"] == [{"user": ada.id, "device": None}, {"user": grace.id, "device": "phone"}]
        assert taken["answered_at"] is not None
        wanted = {"ev": "call.accepted", "call": call, "conversation": room}
        for socket in (caller, desk):
            assert await socket.event("call.accepted") == {**wanted, "user": grace.id, "device": "phone"}
        for other in ({"device": "desk"}, {}):
            with pytest.raises(Refused) as refusal:
                await desk.ask("call.accept", call=call, **other)
            assert (refusal.value.code, "phone" in refusal.value.message) == ("conflict", True)


async def test_accepting_again_on_the_same_device_changes_nothing(server: Server) -> None:
    """A client that did not hear the answer asks again."""
    ada, grace = await people(server, "ada", "grace")
    room = await direct(ada, grace)
    async with online(ada, grace) as (caller, phone):
        call = await start(caller, room)
        first = await phone.ask("call.accept", call=call, device="phone")
        assert await phone.ask("call.accept", call=call, device="phone") == first
        await caller.event("call.accepted")
        await caller.quiet()
        assert len(caller.heard("call.accepted")) == 1


async def test_of_two_devices_that_accept_at_once_one_gets_the_call(server: Server) -> None:
    ada, grace = await people(server, "ada", "grace")
    room = await direct(ada, grace)
    call = await start(ada, room)
    async with online(grace, grace) as devices:
        asked = (each.ask("call.accept", call=call, device=str(n)) for n, each in enumerate(devices))
        outcomes = await asyncio.gather(*asked, return_exceptions=True)
    assert sorted(getattr(outcome, "code", "ok") for outcome in outcomes) == ["conflict", "ok"]


@pytest.mark.parametrize("door", DOORS)
async def test_a_call_that_is_declined_is_over(server: Server, door: str) -> None:
    """call.declined to everyone; then the entry in the log."""
    ada, grace = await people(server, "ada", "grace")
    room = await direct(ada, grace)
    async with online(ada, grace) as (caller, desk):
        call = await start(caller, room)
        async with through(door, grace) as phone:
            assert await phone.ask("call.decline", call=call) == {}
        for socket in (caller, desk):
            event = await socket.event("call.declined")
            assert event == {"ev": "call.declined", "call": call, "conversation": room, "user": grace.id}
            ended = await socket.event("call.ended")
            assert (ended["outcome"], ended["by"], ended["started_by"]) == ("declined", grace.id, ada.id)
        with refused("not_found", "call"):
            await caller.ask("call.get", call=call)


async def test_a_call_given_up_before_anyone_answers_is_cancelled(server: Server) -> None:
    ada, grace = await people(server, "ada", "grace")
    room = await direct(ada, grace)
    async with online(ada, grace) as (caller, other):
        call = await start(caller, room, media="audio")
        assert await caller.ask("call.leave", call=call) == {}
        await other.event("call.left", call=call, user=ada.id)
        ended = await other.event("call.ended")
        del ended["at"]
        assert ended == {
            "ev": "call.ended",
            "conversation": room,
            "seq": 2,
            "by": ada.id,
            "call": call,
            "started_by": ada.id,
            "media": "audio",
            "outcome": "cancelled",
            "seconds": 0,
            "users": [ada.id],
        }


async def test_a_call_that_nobody_takes_is_missed_and_in_the_log_of_who_was_away(brisk: Server) -> None:
    """Ringing has a deadline; call.ended is an entry in the conversation's log, with seq."""
    ada, grace = await people(brisk, "ada", "grace")
    room = await direct(ada, grace)
    await grace.ask("receipt.read", conversation=room, seq=1)
    async with online(ada) as (caller,):
        call = await start(caller, room)
        ended = await caller.event("call.ended", call=call)
        assert (ended["outcome"], ended["by"]) == ("missed", 0), "nobody ended it, its time did"
    assert await log_of(grace, room) == [ended]
    summary = (await grace.ask("conversation.get", conversation=room))["conversation"]
    assert (summary["head"], summary["unread"]) == (ended["seq"], 0), "an entry, not a message"
    assert (await grace.ask("call.list"))["calls"] == []


async def test_a_call_between_two_ends_when_one_hangs_up(server: Server) -> None:
    """A call with nobody or one person left in it ends; its entry says who talked and how long."""
    ada, grace = await people(server, "ada", "grace")
    room = await direct(ada, grace)
    async with online(ada, grace) as (caller, other):
        call = await called(caller, other, room)
        await other.ask("call.leave", call=call)
        ended = await caller.event("call.ended", call=call)
        assert (ended["outcome"], ended["by"], ended["users"]) == ("answered", grace.id, [ada.id, grace.id])
        assert ended["seconds"] in (0, 1)
        left = await caller.event("call.left", call=call)
        assert caller.events.index(left) < caller.events.index(ended)
        again = await start(caller, room)
        assert again > call, "an id is never used again"
    assert [entry["call"] for entry in await log_of(grace, room)] == [call]


@pytest.mark.parametrize("op", ["call.accept", "call.decline", "call.leave", "call.get"])
async def test_a_call_that_is_over_is_not_found(server: Server, op: str) -> None:
    ada, grace = await people(server, "ada", "grace")
    room = await direct(ada, grace)
    call = await start(ada, room)
    await ada.ask("call.leave", call=call)
    with refused("not_found", "call"):
        await grace.ask(op, call=call)


async def test_who_is_in_a_call_does_not_decline_it_and_who_is_not_does_not_leave_it(server: Server) -> None:
    ada, grace = await people(server, "ada", "grace")
    room = await direct(ada, grace)
    call = await start(ada, room)
    with refused("conflict", "call"):
        await ada.ask("call.decline", call=call)
    with refused("forbidden", "call"):
        await grace.ask("call.leave", call=call)


# Groups


async def test_a_group_call_goes_on_until_one_person_is_left(server: Server) -> None:
    """Mesh: people come and go, also again, and the last one ends it."""
    ada, grace, linus = await people(server, "ada", "grace", "linus")
    room = await group(ada, grace, linus)
    async with online(ada, grace, linus) as (a, g, li):
        call = await called(a, g, room)
        await li.ask("call.accept", call=call)
        await a.ask("call.leave", call=call)
        assert await inside(li, call) == [grace.id, linus.id]
        assert (await a.ask("call.get", call=call))["call"]["mine"] == "left"
        await a.ask("call.accept", call=call)
        await g.ask("call.leave", call=call)
        assert await inside(g, call) == [ada.id, linus.id]
        await li.ask("call.leave", call=call)
        ended = await g.event("call.ended")
        assert (ended["outcome"], ended["users"]) == ("answered", [ada.id, grace.id, linus.id])


async def test_a_group_declines_when_everyone_has_and_until_then_one_may_change_ones_mind(
    server: Server,
) -> None:
    ada, grace, linus = await people(server, "ada", "grace", "linus")
    room = await group(ada, grace, linus)
    async with online(ada, grace, linus) as (a, g, li):
        call = await start(a, room)
        await g.ask("call.decline", call=call)
        assert await g.ask("call.decline", call=call) == {}, "once is enough"
        assert (await g.ask("call.get", call=call))["call"]["mine"] == "declined"
        await g.ask("call.accept", call=call)
        await g.ask("call.leave", call=call)
        assert (await a.event("call.ended", call=call))["outcome"] == "answered"
        call = await start(a, room)
        await g.ask("call.decline", call=call)
        await li.ask("call.decline", call=call)
        assert (await a.event("call.ended", call=call))["outcome"] == "declined"
        assert len(a.heard("call.declined")) == 3


async def test_a_call_holds_eight_people(server: Server) -> None:
    """At most eight; full is conflict."""
    crowd = await people(server, *(f"person{n}" for n in range(9)))
    room = await group(*crowd)
    call = await start(crowd[0], room)
    for each in crowd[1:8]:
        await each.ask("call.accept", call=call)
    with refused("conflict", "call"):
        await crowd[8].ask("call.accept", call=call)
    await crowd[3].ask("call.leave", call=call)
    await crowd[8].ask("call.accept", call=call)
    assert len(await inside(crowd[3], call)) == 8


async def test_nobody_is_in_more_than_eight_calls(server: Server) -> None:
    ada, grace = await people(server, "ada", "grace")
    rooms = [await group(ada, grace) for _ in range(9)]
    for room in rooms[:8]:
        await start(ada, room)
    with refused("conflict", "call"):
        await start(ada, rooms[8])
    call = await start(grace, rooms[8])
    with refused("conflict", "call"):
        await ada.ask("call.accept", call=call)


# Signals


async def test_signals_arrive_each_and_in_order(server: Server) -> None:
    """Neither coalesced nor reordered: each of them, numbered from 1, with what was said."""
    ada, grace = await people(server, "ada", "grace")
    room = await direct(ada, grace)
    async with online(ada, grace) as (caller, other):
        call = await start(caller, room, device="laptop")
        await other.ask("call.accept", call=call)
        for n in range(300):
            await caller.send("call.signal", call=call, to=grace.id, signal={"n": n, "é": [None, {"x": 1.5}]})
        await other.event("call.signal", number=300)
        heard = other.heard("call.signal")
        assert [event["signal"] for event in heard] == [{"n": n, "é": [None, {"x": 1.5}]} for n in range(300)]
        assert numbers(other) == list(range(1, 301))
        assert {(e["call"], e["from"], e["device"]) for e in heard} == {(call, ada.id, "laptop")}
        assert all("error" not in frame for frame in caller.frames)
        assert not caller.heard("call.signal")


async def test_only_the_addressed_user_hears_a_signal_on_every_connection(server: Server) -> None:
    ada, grace, linus = await people(server, "ada", "grace", "linus")
    room = await group(ada, grace, linus)
    async with online(ada, grace, grace, linus) as (a, phone, desk, li):
        call = await called(a, phone, room)
        await li.ask("call.accept", call=call)
        assert await a.ask("call.signal", call=call, to=grace.id, signal={"offer": "…"}) == {}
        await phone.event("call.signal")
        await desk.event("call.signal")
        for socket in (a, li):
            await socket.quiet()
            assert not socket.heard("call.signal")
        await li.ask("call.signal", call=call, to=grace.id, signal={})
        assert (await phone.event("call.signal", number=2))["from"] == linus.id
        await grace.ask("call.signal", call=call, to=linus.id, signal={})
        assert (await li.event("call.signal"))["number"] == 1, "everyone's are counted apart"


async def test_a_third_person_neither_signals_nor_is_signalled_to(server: Server) -> None:
    """Relayed only between members of the call; a third person gets a clear answer, nobody else notices."""
    ada, grace, linus, mallory = await people(server, "ada", "grace", "linus", "mallory")
    room = await group(ada, grace, linus)
    async with online(ada, grace, linus, mallory) as (a, g, li, outside):
        call = await called(a, g, room)
        with refused("forbidden", "call"):
            await li.ask("call.signal", call=call, to=ada.id, signal={})
        with refused("not_found", "to"):
            await a.ask("call.signal", call=call, to=linus.id, signal={})
        with refused("not_found", "to"):
            await a.ask("call.signal", call=call, to=2**53 - 1, signal={})
        with refused("bad_request", "to"):
            await a.ask("call.signal", call=call, to=ada.id, signal={})
        for unknown in (call, 2**53 - 1):
            with pytest.raises(Refused) as refusal:
                await outside.ask("call.signal", call=unknown, to=ada.id, signal={})
            assert (refusal.value.code, refusal.value.message) == (
                "not_found",
                "call: there is none of this id for you",
            )
        await li.ask("call.decline", call=call)
        with refused("forbidden", "call"):
            await li.ask("call.signal", call=call, to=ada.id, signal={})
        for socket in (a, g, li, outside):
            await socket.quiet()
            assert not socket.heard("call.signal")


async def test_who_rings_has_nobody_to_signal_to_yet(server: Server) -> None:
    ada, grace = await people(server, "ada", "grace")
    call = await start(ada, await direct(ada, grace))
    with refused("not_found", "to"):
        await ada.ask("call.signal", call=call, to=grace.id, signal={})


def sized(size: int) -> Frame:
    """Return a signal of so many bytes of JSON."""
    return {"sdp": "x" * (size - len('{"sdp":""}'))}


@pytest.mark.parametrize("door", DOORS)
@pytest.mark.parametrize(
    ("signal", "code"),
    [
        (sized(16 * 1024), None),
        (sized(16 * 1024 + 1), "too_large"),
        ({"sdp": "é" * (8 * 1024)}, "too_large"),
        (["not", "an", "object"], "bad_request"),
        ("text", "bad_request"),
        (None, "bad_request"),
        ({"n": 2**70}, "bad_request"),
        (msgspec.json.decode(b'{"a":' * 64 + b"1" + b"}" * 64), None),
        (msgspec.json.decode(b'{"a":' * 65 + b"1" + b"}" * 65), "bad_request"),
        ({"a": {"b": "\0"}}, None),
        ({}, None),
    ],
    ids=["largest", "larger", "bytes", "list", "text", "null", "number", "deep", "deeper", "nul", "empty"],
)
async def test_a_signal_is_any_object_within_its_bounds(
    server: Server, door: str, signal: Any, code: str | None
) -> None:
    ada, grace = await people(server, "ada", "grace")
    room = await direct(ada, grace)
    async with online(ada, grace) as (caller, other):
        call = await called(caller, other, room)
        async with through(door, ada) as asker:
            if code is None:
                await asker.ask("call.signal", call=call, to=grace.id, signal=signal)
                assert (await other.event("call.signal"))["signal"] == signal
                return
            with refused(code, "signal"):
                await asker.ask("call.signal", call=call, to=grace.id, signal=signal)
        await other.quiet()
        assert not other.heard("call.signal")


async def test_signals_pass_between_json_and_messagepack(server: Server) -> None:
    """What MessagePack can say and JSON cannot is refused or becomes what JSON says."""
    ada, grace = await people(server, "ada", "grace")
    room = await direct(ada, grace)
    said = {"candidate": {"sdpMid": "0", "line": 0, "end": None}, "big": 2**63}
    async with ada.online(subprotocols=[MSGPACK]) as caller, grace.online() as other:
        call = await called(caller, other, room)
        await caller.ask("call.signal", call=call, to=grace.id, signal=said)
        await other.ask("call.signal", call=call, to=ada.id, signal=said)
        assert (await other.event("call.signal"))["signal"] == said
        assert (await caller.event("call.signal"))["signal"] == said
        with refused("bad_request", "signal"):
            odd = {"ext": msgspec.msgpack.Ext(5, b"x")}
            await caller.ask("call.signal", call=call, to=grace.id, signal=odd)
        await caller.ask("call.signal", call=call, to=grace.id, signal={"bytes": b"x", "nan": float("nan")})
        assert (await other.event("call.signal", number=2))["signal"] == {"bytes": "eA==", "nan": None}


# Membership


async def test_a_removal_ends_ones_part_before_it_is_acknowledged(server: Server) -> None:
    """R9: after the removal nothing is relayed, and the removal is the last thing they hear."""
    ada, grace, linus = await people(server, "ada", "grace", "linus")
    room = await group(ada, grace, linus)
    async with online(ada, grace, linus) as (a, g, li):
        call = await called(a, g, room)
        await li.ask("call.accept", call=call)
        flood = [await g.send("call.signal", call=call, to=linus.id, signal={"n": n}) for n in range(50)]
        await a.ask("member.remove", conversation=room, user=linus.id)
        with refused("not_found", "to"):
            await a.ask("call.signal", call=call, to=linus.id, signal={})
        for op, more in (
            ("call.signal", {"to": ada.id, "signal": {}}),
            ("call.accept", {}),
            ("call.get", {}),
        ):
            with refused("not_found", "call"):
                await li.ask(op, call=call, **more)
        await g.until(lambda: {frame.get("re") for frame in g.frames}.issuperset(flood))
        await li.quiet()
        about = [e["ev"] for e in li.events if e.get("conversation") == room or e.get("call") == call]
        assert about[-2:] == ["call.left", "member.removed"]
        assert await inside(a, call) == [ada.id, grace.id]


async def test_a_call_ends_when_removal_or_leaving_leaves_one_person(server: Server) -> None:
    ada, grace = await people(server, "ada", "grace")
    for leaving in ("member.remove", "conversation.leave"):
        room = await group(ada, grace)
        async with online(ada, grace) as (a, g):
            call = await called(a, g, room)
            who, fields = (a, {"user": grace.id}) if leaving == "member.remove" else (g, {})
            await who.ask(leaving, conversation=room, **fields)
            ended = await g.event("call.ended", call=call)
            gone = await g.frame(lambda frame: frame.get("ev") in ("member.removed", "member.left"))
            assert ended["seq"] < gone["seq"], "whoever goes still hears how it ended"


async def test_when_the_last_who_could_answer_is_gone_the_call_is_over(server: Server) -> None:
    ada, grace, linus = await people(server, "ada", "grace", "linus")
    room = await group(ada, grace, linus)
    async with online(ada) as (a,):
        call = await start(a, room)
        await grace.ask("call.decline", call=call)
        await grace.ask("conversation.leave", conversation=room)
        await a.quiet()
        assert not a.heard("call.ended"), "linus may still answer"
        await linus.ask("conversation.leave", conversation=room)
        assert (await a.event("call.ended", call=call))["outcome"] == "declined"


async def test_whoever_is_added_hears_of_calls_from_then_on(server: Server) -> None:
    ada, grace, linus = await people(server, "ada", "grace", "linus")
    room = await group(ada, grace)
    async with online(ada, grace, linus) as (a, g, li):
        call = await called(a, g, room)
        await a.ask("member.add", conversation=room, user=linus.id)
        await li.event("conversation.added")
        assert not li.heard("call.started")
        assert [one["id"] for one in (await li.ask("call.list"))["calls"]] == [call]
        await li.ask("call.accept", call=call)
        await g.event("call.accepted", user=linus.id)


# Coming back


async def test_signals_wait_for_somebody_between_two_connections(server: Server) -> None:
    """A call survives a reconnect: what was signalled meanwhile comes right after the hello, in order."""
    ada, grace = await people(server, "ada", "grace")
    room = await direct(ada, grace)
    async with ada.online() as caller:
        async with grace.online() as first:
            call = await called(caller, first, room)
            await caller.ask("call.signal", call=call, to=grace.id, signal={"n": 1})
            await first.event("call.signal", number=1)
        await offline(server, caller, grace)
        for n in range(2, 12):
            await caller.ask("call.signal", call=call, to=grace.id, signal={"n": n})
        async with grace.online() as second:
            await second.event("call.signal", number=11)
            assert numbers(second) == list(range(2, 12)), "all of them, and nothing that came before"
            assert [event["signal"]["n"] for event in second.heard("call.signal")] == list(range(2, 12))
            assert await inside(second, call) == [ada.id, grace.id]
            assert not caller.heard("call.left")
            await caller.ask("call.signal", call=call, to=grace.id, signal={"n": 12})
            await second.event("call.signal", number=12)
            await second.ask("call.signal", call=call, to=ada.id, signal={})
            await caller.event("call.signal")


async def offline(server: Server, watcher: Socket, who: Caller) -> None:
    """Wait until the server knows that somebody has no connection."""
    async with asyncio.timeout(PATIENCE):
        while (await watcher.ask("presence.get", users=[who.id]))["users"][0]["online"]:
            await asyncio.sleep(0.05)  # asking has a rate


async def test_what_a_dead_connection_swallowed_can_be_asked_for(server: Server) -> None:
    """`call.get` with `after`: everything since the last number, in order, or the word that some is lost."""
    ada, grace = await people(server, "ada", "grace")
    room = await direct(ada, grace)
    async with online(ada, grace) as (caller, other):
        call = await called(caller, other, room)
        for n in range(1, 6):
            await caller.ask("call.signal", call=call, to=grace.id, signal={"n": n})
        async with grace.online() as fresh:
            seen = await fresh.ask("call.get", call=call, after=2)
            assert [one["signal"]["n"] for one in seen["signals"]] == [3, 4, 5]
            assert [(s["number"], s["from"], s["device"]) for s in seen["signals"]] == [
                (n, ada.id, None) for n in (3, 4, 5)
            ]
            assert (seen["lost"], seen["call"]["id"]) == (False, call)
            for after, lost in ((5, False), (6, True)):
                seen = await fresh.ask("call.get", call=call, after=after)
                assert (seen["signals"], seen["lost"]) == ([], lost)
            assert (await fresh.ask("call.get", call=call))["signals"] == [], "only when asked for"


async def test_signals_are_for_those_in_the_call_also_when_asked_for(server: Server) -> None:
    ada, grace, linus = await people(server, "ada", "grace", "linus")
    room = await group(ada, grace, linus)
    async with online(ada, grace) as (a, g):
        call = await called(a, g, room)
        await a.ask("call.signal", call=call, to=grace.id, signal={"secret": 1})
        with refused("forbidden", "call"):
            await linus.ask("call.get", call=call, after=0)
        assert await inside(linus, call) == [ada.id, grace.id]


@pytest.mark.parametrize(
    ("size", "sent", "kept"), [(100, 70, 64), (16 * 1024, 20, 16)], ids=["many", "large"]
)
async def test_the_newest_signals_are_kept_within_a_bound(
    server: Server, size: int, sent: int, kept: int
) -> None:
    """64 signals or 256 KiB a person; past it the numbers show that something is missing."""
    ada, grace = await people(server, "ada", "grace")
    room = await direct(ada, grace)
    async with ada.online() as caller:
        async with grace.online() as first:
            call = await called(caller, first, room)
        await offline(server, caller, grace)
        for _ in range(sent):
            await caller.ask("call.signal", call=call, to=grace.id, signal=sized(size))
        async with grace.online() as second:
            await second.event("call.signal", number=sent)
            assert numbers(second) == list(range(sent - kept + 1, sent + 1))
            for after, lost in ((0, True), (sent - kept - 1, True), (sent - kept, False)):
                seen = await second.ask("call.get", call=call, after=after)
                assert (len(seen["signals"]), seen["lost"]) == (kept, lost)


async def test_who_does_not_come_back_in_time_loses_their_part_and_others_do_not(brisk: Server) -> None:
    """A participant without any connection stays for a while (30 s by default), and no longer."""
    ada, grace, linus = await people(brisk, "ada", "grace", "linus")
    room = await group(ada, grace, linus)
    async with ada.online() as a:
        async with online(grace, linus) as (g, li):
            call = await called(a, g, room)
            await li.ask("call.accept", call=call)
        await offline(brisk, a, grace)
        async with grace.online() as back:
            await a.event("call.left", call=call, user=linus.id)
            assert await inside(a, call) == [ada.id, grace.id]
            assert not a.heard("call.ended")
            await linus.ask("call.accept", call=call)  # who comes late joins again
            await back.event("call.accepted", user=linus.id)
        ended = await a.event("call.ended", call=call)
        assert (ended["outcome"], ended["users"]) == ("answered", [ada.id, grace.id, linus.id])


async def test_a_caller_who_is_gone_rings_no_longer(brisk: Server) -> None:
    ada, grace = await people(brisk, "ada", "grace")
    room = await direct(ada, grace)
    async with grace.online() as other:
        call = await start(ada, room)  # without any connection
        ended = await other.event("call.ended", call=call)
        assert ended["outcome"] in ("cancelled", "missed")


async def test_a_call_survives_the_death_of_the_server(data: Path) -> None:
    """No ghost calls, and no lost ones: who comes back finds the call, and signals kept before the death."""
    with running(data) as server:
        ada, grace = await people(server, "ada", "grace")
        room = await direct(ada, grace)
        async with ada.online() as caller:
            async with grace.online() as other:
                call = await called(caller, other, room)
            await offline(server, caller, grace)
            await caller.ask("call.signal", call=call, to=grace.id, signal={"before": "death"})
            server.kill()
        server.start()
        async with online(ada, grace) as (caller, other):
            assert (await other.event("call.signal"))["signal"] == {"before": "death"}
            (found,) = (await caller.ask("call.list"))["calls"]
            assert (found["id"], found["mine"]) == (call, "in")
            await other.ask("call.signal", call=call, to=ada.id, signal={"after": "death"})
            await caller.event("call.signal", signal={"after": "death"})
            await other.ask("call.leave", call=call)
            assert (await caller.event("call.ended"))["outcome"] == "answered"


async def test_what_ran_out_while_the_server_was_down_is_ended_in_the_log(data: Path) -> None:
    """At start, calls whose deadline has passed are ended: a missed call is missed, nobody rings for ever."""
    with running(data, "--ring-seconds", "1", "--rejoin-seconds", "1") as server:
        ada, grace, linus = await people(server, "ada", "grace", "linus")
        rings, runs = await direct(ada, grace), await direct(ada, linus)
        async with online(ada, linus) as (caller, other):
            answered = await called(caller, other, runs)
            missed = await start(caller, rings)
            server.kill()
        server.start()
        ended = await until_ended(grace, rings)
        assert (ended["call"], ended["outcome"]) == (missed, "missed")
        ended = await until_ended(linus, runs)
        assert (ended["call"], ended["outcome"], ended["seconds"]) == (answered, "answered", 0)
        for each in (ada, grace, linus):
            assert (await each.ask("call.list"))["calls"] == []


async def until_ended(caller: Caller, room: int) -> Frame:
    """Wait until a room's log says how its call ended."""
    async with asyncio.timeout(PATIENCE):
        while not (ended := await log_of(caller, room)):
            await asyncio.sleep(0.1)
    return ended[0]


# Servers


@pytest.mark.parametrize("door", DOORS)
async def test_credentials_for_the_relays_are_made_as_coturn_checks_them(server: Server, door: str) -> None:
    """username "<expiry>:<user id>", credential base64(HMAC-SHA1(secret, username)), good for an hour."""
    ada = await register(server, "ada")
    async with through(door, ada) as asker:
        answer = await asker.ask("call.servers")
    plain, relay = answer["servers"]
    assert plain == {"urls": ["stun:turn.example.org:3478"]}
    assert relay["urls"] == ["turn:turn.example.org:3478"]
    until, _, user = relay["username"].partition(":")
    assert int(user) == ada.id
    assert abs(int(until) - time.time() - 3600) < 60
    digest = hmac.new(SECRET.encode(), relay["username"].encode(), hashlib.sha1).digest()
    assert base64.b64decode(relay["credential"]) == digest
    assert answer["expires_at"].endswith("Z")


async def test_without_relays_there_are_none_to_tell(brisk: Server) -> None:
    ada = await register(brisk, "ada")
    assert (await ada.ask("call.servers"))["servers"] == []


async def test_the_secret_is_told_to_nobody(server: Server) -> None:
    ada = await register(server, "ada")
    assert SECRET not in str(await ada.ask("call.servers"))
    assert SECRET not in server.log
    assert SECRET not in "\n".join(server.started)
