"""One order for everyone, nothing after the end, and nobody held up by somebody else."""

from __future__ import annotations

import asyncio
import contextlib
import itertools
import json
import re
import socket as sockets
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest

from hubbub.delivery.room import LARGE
from tests.support.faults import (
    Attempt,
    Record,
    Sender,
    check_gapless,
    check_real_time_order,
    check_stored,
    eventually,
    everyone_online,
    logs_of,
)
from tests.support.people import (
    MSGPACK,
    SECONDS,
    Caller,
    Frame,
    Refused,
    Socket,
    group,
    people,
    register,
)
from tests.support.server import Server, running
from tests.support.stopwatch import Stopwatch

pytestmark = pytest.mark.anyio


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """Give a server without limits to all of this file: names are unique."""
    with running(tmp_path_factory.mktemp("order") / "data", "--limits", "off") as server:
        yield server


async def send_over_http(record: Record, caller: Caller, room: int, count: int) -> None:
    """Send one message after the other over the other door."""
    for number in range(count):
        attempt = Attempt(
            caller.id, {"conversation": room}, f"http {number}", f"http {number}", record.tick()
        )
        record.attempts.append(attempt)
        record.note(attempt, {"ok": await caller.ask("message.send", **attempt.fields)})


def heard_in(listener: Socket, room: int) -> list[Frame]:
    """Return the log events of a conversation in the order in which they came."""
    return [event for event in listener.events if event.get("conversation") == room and "seq" in event]


def log_events(listener: Socket, room: int) -> list[tuple[int, str]]:
    """Return what somebody heard of a conversation's log: positions and what stood there."""
    return [
        (int(event["seq"]), str(event.get("text", event["ev"])))
        for event in heard_in(listener, room)
        if event["ev"] != "receipt.read"
    ]


async def test_everyone_sees_one_gapless_order_over_both_doors(server: Server) -> None:
    """R3: every conversation has one order, the same for everyone; who was acknowledged first comes first."""
    crowd = await people(server, *["ada", "grace", "linus"] * 3)
    room = await group(crowd[0], *crowd[1:])
    record = Record()
    async with (
        everyone_online(crowd) as members,
        crowd[0].online(subprotocols=[MSGPACK]) as other_format,
    ):
        listeners = [*members, other_format]
        sending = [
            Sender(member, record, 1 + 5 * place).send_all(
                [({"conversation": room}, f"{place} {n}", f"{place} {n}") for n in range(60)]
            )
            for place, member in enumerate(members)
        ]
        edits = [_edit_and_rename(crowd[0], room, 15)]
        doors = [send_over_http(record, caller, room, 20) for caller in crowd[:3]]
        await asyncio.gather(*sending, *doors, *edits)
        assert len(record.acknowledged) == 9 * 60 + 3 * 20, "premise: everything was stored"
        for listener in listeners:
            await listener.quiet()
        orders = [log_events(listener, room) for listener in listeners]
        for order in orders:
            assert order == orders[0]
        check_gapless([seq for seq, _ in orders[0]], 2, 1 + len(record.attempts) + 30)
        _own_sends_keep_their_order(record)
        check_real_time_order(record)


async def _edit_and_rename(owner: Caller, room: int, times: int) -> None:
    """Take positions with what is not a message."""
    for number in range(times):
        sent = (await owner.ask("message.history", conversation=room, limit=1))["messages"]
        await owner.ask("conversation.update", conversation=room, topic=f"topic {number}")
        mine = [message for message in sent if message["sender"] == owner.id]
        if mine:
            await owner.ask("message.edit", conversation=room, seq=mine[0]["seq"], text=f"edited {number}")
        else:
            await owner.ask("conversation.update", conversation=room, name=f"name {number}")


def _own_sends_keep_their_order(record: Record) -> None:
    """Operations of one socket take effect in the order in which they were sent."""
    by_sender: dict[tuple[int, bool], list[int]] = {}
    for attempt in record.acknowledged:
        assert attempt.answer is not None
        key = (attempt.sender, attempt.client_id.startswith("http"))
        by_sender.setdefault(key, []).append(attempt.answer["seq"])
    for key, seqs in by_sender.items():
        assert seqs == sorted(seqs), key


async def test_an_answer_precedes_its_event(server: Server) -> None:
    """PROTOCOL: the sender's own connections receive the event too, after the reply."""
    (ada,) = await people(server, "ada")
    room = await group(ada)
    async with ada.online() as socket:
        numbers = [
            await socket.send("message.send", conversation=room, text=f"message {n}") for n in range(50)
        ]
        numbers.append(await socket.send("conversation.update", conversation=room, topic="a topic"))
        seqs = [(await socket.reply(number))["seq"] for number in numbers]
        await socket.quiet()
        came = [
            ("re", f["re"]) if "re" in f else ("ev", f["seq"])
            for f in socket.frames
            if f.get("ev") != "presence"
        ]
        for number, seq in zip(numbers, seqs, strict=True):
            assert came.index(("re", number)) < came.index(("ev", seq))


async def test_a_removed_member_receives_nothing_after_the_removal(server: Server) -> None:
    """R9: membership is an interval of seq; after a removal no later message arrives, nor may one be sent."""
    ada, grace, linus = await people(server, "ada", "grace", "linus")
    room = await group(ada, grace, linus)
    raced = 0
    async with ada.online() as staff, grace.online() as removed, linus.online() as talker:
        for turn in range(40):
            if turn:
                await ada.ask("member.add", conversation=room, user=grace.id)
            before = len(removed.frames)
            asked = [await talker.send("message.send", conversation=room, text="x") for _ in range(10)]
            removal = await staff.send("member.remove", conversation=room, user=grace.id)
            asked += [await talker.send("message.send", conversation=room, text="y") for _ in range(10)]
            own = await removed.send("message.send", conversation=room, text="am I still here?")
            end = (await staff.reply(removal))["seq"]
            later = await talker.ask("message.send", conversation=room, text="she is gone")
            sent = [(await talker.reply(number))["seq"] for number in asked]
            raced += min(sent) < end < max(sent)
            await removed.quiet()
            seqs = [e["seq"] for e in removed.frames[before:] if e.get("conversation") == room]
            assert max(seqs) == end, "the removal is the last entry of a membership"
            assert later["seq"] not in seqs
            check_gapless(seqs, seqs[0], end)
            await _was_stored_before_or_refused(removed, own, end)
            with pytest.raises(Refused):
                await removed.ask("message.history", conversation=room)
            synced = await removed.ask("sync", cursors={str(room): end - 1})
            assert room not in {event["conversation"] for event in synced["events"]}
    assert raced, "premise: removals were raced by messages"


async def _was_stored_before_or_refused(sender: Socket, number: int, end: int) -> None:
    try:
        assert (await sender.reply(number))["seq"] < end
    except Refused as refused:
        if refused.code != "not_found":
            raise


async def test_a_room_so_large_that_it_rests_keeps_its_order_and_its_ends(server: Server) -> None:
    """R3, R9: what is gathered for a large room is told gapless, and before its membership changes."""
    ada, grace, linus = await people(server, "ada", "grace", "linus")
    room = await group(ada, grace, linus)
    async with (
        everyone_online([ada] * (LARGE + 20)) as crowd,
        everyone_online([grace] * 3) as removed,
        linus.online() as talker,
    ):
        ends, last = [], 0
        for turn in range(5):
            if turn:
                await ada.ask("member.add", conversation=room, user=grace.id)
            asked = [await talker.send("message.send", conversation=room, text=f"{n}") for n in range(40)]
            ends.append((await ada.ask("member.remove", conversation=room, user=grace.id))["seq"])
            asked.append(await talker.send("message.send", conversation=room, text="she is gone"))
            last = max([(await talker.reply(number))["seq"] for number in asked])
        for listener in (*crowd, talker):
            await listener.frame(lambda f: f.get("seq") == last and f.get("conversation") == room)
            seqs = [seq for seq, _ in log_events(listener, room)]
            check_gapless(seqs, 2, last)
        for device in removed:
            await device.event("member.removed", conversation=room, seq=ends[-1])
            await device.quiet()
            seqs = [seq for seq, _ in log_events(device, room)]
            assert seqs == sorted(set(seqs))
            gaps = [before for before, after in itertools.pairwise(seqs) if after != before + 1]
            assert set(gaps) <= set(ends), "holes are where she was out"
            assert seqs[-1] == ends[-1], "and nothing comes after the end"


async def test_a_logged_out_device_receives_nothing_after_the_logout(server: Server) -> None:
    """R9: after a logout is acknowledged no later message arrives; the socket closes with 1008."""
    ada, linus = await people(server, "ada", "linus")
    room = await group(ada, linus)
    async with linus.online() as talker:
        for turn in range(20):
            login = await ada.ask("auth.login", name=ada.name)
            phone = Caller(server, login["token"], login["user"])
            async with phone.online() as socket:
                asked = [
                    await talker.send("message.send", conversation=room, text=f"before {n}") for n in range(5)
                ]
                await _log_out(phone, socket, over_http=turn % 2 == 0)
                seqs = {(await talker.reply(number))["seq"] for number in asked}
                later = await talker.ask("message.send", conversation=room, text="after")
                code, _ = await socket.closed()
                assert code == 1008
                heard = {event["seq"] for event in socket.heard("message.sent", conversation=room)}
                assert later["seq"] not in heard
                assert heard <= seqs
            with pytest.raises(Refused) as caught:
                await phone.ask("sync")
            assert caught.value.code == "unauthenticated"


async def _log_out(phone: Caller, socket: Socket, *, over_http: bool) -> None:
    if over_http:
        await phone.ask("auth.logout")
    else:
        await socket.ask("auth.logout")


async def test_hello_is_the_first_frame_whatever_happens_meanwhile(server: Server) -> None:
    """PROTOCOL: first frame from the server: hello. Also for somebody who is added to groups just then."""
    ada, grace = await people(server, "ada", "grace")

    async def connect_often() -> None:
        for _ in range(40):
            async with grace.online() as socket:  # asserts that the first frame is hello
                assert socket.hello["user"]["id"] == grace.id

    connecting = asyncio.create_task(connect_often())
    async with ada.online() as socket:
        while not connecting.done():
            await socket.ask("message.send", to=grace.id, text="hello")
            await socket.ask("conversation.create", kind="group", name="new", members=[grace.id])
    await connecting


# A reader that stops

TEXT = "a long message " * 600


class Deaf:
    """A raw connection that reads its hello and then no more."""

    def __init__(self, caller: Caller) -> None:
        self.caller = caller
        self.socket = sockets.socket()

    def connect(self) -> None:
        """Upgrade, with a kernel buffer as small as it gets."""
        self.socket.setsockopt(sockets.SOL_SOCKET, sockets.SO_RCVBUF, 4096)
        self.socket.settimeout(SECONDS)
        self.socket.connect(("127.0.0.1", self.caller.server.port))
        self.socket.sendall(
            "\r\n".join(
                [
                    "GET /api/v1/ws HTTP/1.1",
                    "Host: 127.0.0.1",
                    "Connection: Upgrade",
                    "Upgrade: websocket",
                    "Sec-WebSocket-Version: 13",
                    "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==",
                    f"Authorization: Bearer {self.caller.token}",
                    "",
                    "",
                ]
            ).encode()
        )
        received = b""
        while b'"ev":"hello"' not in received:
            received += self.socket.recv(1024)
        assert b" 101 " in received

    def __enter__(self) -> Deaf:
        self.connect()
        return self

    def __exit__(self, *_: object) -> None:
        self.socket.close()

    def rest(self) -> bytes:
        """Read everything that still comes, until the end."""
        received = bytearray()
        with contextlib.suppress(ConnectionResetError):
            while chunk := self.socket.recv(1 << 16):
                received += chunk
        return bytes(received)


async def metric(server: Server, name: str) -> float:
    """Return a gauge of ``/metrics``."""
    async with httpx.AsyncClient(base_url=server.http, timeout=SECONDS) as http:
        found = re.search(rf"^{name} ([0-9.e+]+)$", (await http.get("/metrics")).text, re.MULTILINE)
    assert found is not None, name
    return float(found[1])


def resident(server: Server) -> int:
    """Return the bytes of memory the server holds."""
    status = Path(f"/proc/{server.pid}/status").read_text()
    found = re.search(r"VmRSS:\s+(\d+) kB", status)
    assert found is not None
    return int(found[1]) * 1024


async def test_a_reader_that_stops_costs_bounded_memory_and_delays_nobody(data: Path) -> None:
    """R10: bytes per connection bounded, then closed with "come back" (4001) or cut; others go on."""
    with running(data, "--limits", "off") as server, contextlib.ExitStack() as stack:
        ada, grace, linus = await people(server, "ada", "grace", "linus")
        room = await group(ada, grace, linus)
        deaf = [stack.enter_context(Deaf(grace)) for _ in range(5)]
        slowest = most_queued = 0.0
        async with ada.online() as talker, linus.online() as reader:
            connections = await metric(server, "hubbub_connections")
            assert connections == 2 + len(deaf), "premise: the deaf are connected"
            for number in range(400):  # warm: what the server keeps for itself is not the deaf ones' cost
                await talker.ask("message.send", conversation=room, text=f"{number}")
            before = resident(server)
            for number in range(1_200):
                began = time.monotonic()
                sent = await talker.ask("message.send", conversation=room, text=f"{number} {TEXT}")
                await reader.event("message.sent", seq=sent["seq"])
                slowest = max(slowest, time.monotonic() - began)
                reader.events.clear()
                reader.frames.clear()
                talker.frames.clear()
                talker.events.clear()
                if number % 50 == 0:
                    most_queued = max(most_queued, await metric(server, "hubbub_queue_bytes"))
            grown = resident(server) - before

            async def cut() -> bool:
                return await metric(server, "hubbub_connections") == 2

            await eventually(cut, "the deaf are gone")
        assert slowest < 1.0, "others' deliveries go on promptly"
        assert most_queued < len(deaf) * 1.2 * 1024 * 1024, "a bound for each"
        assert grown < 64 * 1024 * 1024, "11 MB were said to each of the five"
        for one in deaf:
            rest = await asyncio.to_thread(one.rest)
            assert len(rest) < 1_200 * len(TEXT) / 2, "premise: it was cut long before the end"
        async with grace.online() as back:
            synced = await back.ask("sync")
            assert synced["reset"] == [room], "come back and sync"


async def test_a_flood_of_unanswered_operations_holds_up_nobody_else(server: Server) -> None:
    """R10: a client that asks and asks and never reads is not read from, while others are."""
    grace, ada = await register(server, "grace"), await register(server, "ada")
    room = await group(ada)
    frame = _masked(json.dumps({"op": "conversation.list", "id": 1}).encode())
    async with ada.online() as socket:
        with Deaf(grace) as deaf:
            deaf.socket.setblocking(False)
            deadline = time.monotonic() + SECONDS
            stuck = 0
            while stuck < 50 and time.monotonic() < deadline:
                try:
                    deaf.socket.send(frame * 1_000)
                    stuck = 0
                except (BlockingIOError, ConnectionError):
                    stuck += 1
                watch = Stopwatch(server.pid)
                await socket.ask("message.send", conversation=room, text="still here")
                assert watch.seconds < 1.0, "others go on promptly"
            assert stuck == 50, "it is not read from any more, or was cut"


def _masked(payload: bytes) -> bytes:
    assert len(payload) < 126
    return bytes((0x81, 0x80 | len(payload))) + bytes(4) + payload


async def test_whoever_hears_a_message_can_find_it(server: Server) -> None:
    """R1: nothing is told before it is stored; a listener that asks at once finds what it heard."""
    ada, grace = await people(server, "ada", "grace")
    room = await group(ada, grace)
    record = Record()
    async with ada.online() as talker, grace.online() as listener:
        script: list[tuple[Frame, str, str]] = [
            ({"conversation": room}, f"{n}", f"message {n}") for n in range(100)
        ]
        sending = asyncio.create_task(Sender(talker, record, 10).send_all(script))
        found: list[Any] = []
        for seq in range(2, 102, 7):
            await listener.event("message.sent", conversation=room, seq=seq)
            page = await grace.ask("message.history", conversation=room, around=seq, limit=1)
            found.append(page["messages"][0]["seq"] == seq)
        await sending
        assert all(found)
    check_stored(record, await logs_of(grace))
