"""Storms: everybody cut and back at once, too many at once, a store that stalls, readers that stop.

What must hold is counted; time is only ever a generous deadline.
"""

from __future__ import annotations

import asyncio
import json
import os
import re
import signal
import socket
import threading
import time
from collections.abc import AsyncIterator, Callable
from contextlib import AsyncExitStack, asynccontextmanager
from pathlib import Path
from typing import Any

import httpx
import msgspec
import pytest

from hubbub import app
from hubbub.config import ServeSettings, Switch
from hubbub.delivery import follower
from hubbub.delivery.lingering import MOMENT_SECONDS
from hubbub.domain.admission import SOONEST
from hubbub.domain.times import now_ms
from hubbub.gateway.server import SHORTEST_SPREAD
from hubbub.server import serve
from hubbub.services import sync
from hubbub.storage import openings, schema
from hubbub.storage.engine import Database
from hubbub.storage.log import MOST_QUEUED
from tests.support.faults import check_gapless, eventually, holding_the_turn, readiness, whole_history
from tests.support.people import Caller, Frame, Socket, group, people, register, unique
from tests.support.server import Server, running

pytestmark = pytest.mark.anyio

CROWD = 300
PATIENCE = 90.0


def resident_bytes(server: Server) -> int:
    """Return how much memory the server holds."""
    status = Path(f"/proc/{server.pid}/status").read_text()
    found = re.search(r"VmRSS:\s+(\d+) kB", status)
    assert found
    return int(found[1]) * 1024


# Everybody is cut, and comes back


class Wanderer:
    """Somebody whose connection breaks off: what they hold, over all their connections."""

    def __init__(self, caller: Caller) -> None:
        self.caller = caller
        self.cursors: dict[str, int] = {}
        self.held: dict[str, list[int]] = {}
        self.socket: Socket | None = None
        self._connections = AsyncExitStack()

    async def come(self) -> None:
        """Connect, and sync from the positions held."""
        self._connections = AsyncExitStack()  # what nobody holds is closed
        self.socket = await self._connections.enter_async_context(self.caller.online(open_timeout=PATIENCE))
        more = True
        while more:
            synced = await self.socket.ask("sync", cursors=self.cursors)
            assert not (self.cursors and synced["reset"])
            for event in synced["events"]:
                self._hold(event)
            more = synced["more"]
            for summary in synced["conversations"]:
                self.cursors.setdefault(str(summary["id"]), summary["head"])

    def cut(self) -> None:
        """Break off, without a word."""
        assert self.socket is not None
        for event in self.socket.heard("message.sent"):
            self._hold(event)
        self.socket.connection.transport.abort()

    def look(self) -> None:
        """Take what has come live."""
        assert self.socket is not None
        for event in self.socket.heard("message.sent"):
            self._hold(event)

    def _hold(self, event: Frame) -> None:
        room = str(event["conversation"])
        if event["seq"] > self.cursors.get(room, 0):
            self.cursors[room] = event["seq"]
            self.held.setdefault(room, []).append(event["seq"])


@asynccontextmanager
async def crowd_of(server: Server, count: int) -> AsyncIterator[list[Wanderer]]:
    """Register a crowd and connect it."""
    callers: list[Caller] = []
    for start in range(0, count, 25):
        callers += await asyncio.gather(
            *(register(server, unique("wanderer")) for _ in range(min(25, count - start)))
        )
    wanderers = [Wanderer(caller) for caller in callers]
    try:
        yield wanderers
    finally:
        await asyncio.gather(*(w.socket.close() for w in wanderers if w.socket is not None))


async def within(seconds: float, condition: Callable[[], bool]) -> None:
    """Wait until it is so. Raises TimeoutError."""
    async with asyncio.timeout(seconds):
        while not condition():
            await asyncio.sleep(0.02)


async def test_a_crowd_that_is_cut_at_once_comes_back_at_once_and_has_missed_nothing(data: Path) -> None:
    """R4, R7: all are back and synced, and each holds every entry once and in order, though others talked."""
    with running(data, "--limits", "off") as server:
        ada = await register(server, "ada")
        async with crowd_of(server, CROWD) as crowd:
            rooms = [await group(ada, *(w.caller for w in crowd[n::3])) for n in range(3)]
            await asyncio.gather(*(wanderer.come() for wanderer in crowd))
            talking = True

            async def talk() -> None:
                while talking:
                    for room in rooms:
                        await ada.ask("message.send", conversation=room, text="while you were away")

            talker = asyncio.create_task(talk())
            for _ in range(2):
                for wanderer in crowd:
                    wanderer.cut()
                async with asyncio.timeout(PATIENCE):
                    await asyncio.gather(*(wanderer.come() for wanderer in crowd))
            talking = False
            await talker
            heads = {s["id"]: s["head"] for s in (await ada.ask("sync"))["conversations"]}

            def all_hold_all() -> bool:
                for wanderer in crowd:
                    wanderer.look()
                return all(
                    wanderer.cursors[str(rooms[place % 3])] == heads[rooms[place % 3]]
                    for place, wanderer in enumerate(crowd)
                )

            await within(PATIENCE, all_hold_all)
            for place, wanderer in enumerate(crowd):
                room = rooms[place % 3]
                check_gapless(wanderer.held[str(room)], 1, heads[room])


async def test_a_crowd_that_is_cut_and_back_in_a_moment_has_never_been_away(data: Path) -> None:
    """DESIGN 3: presence is coalesced: people who stay hear of none who breaks off and is back."""
    with running(data, "--limits", "off") as server:
        grace = await register(server, "grace")
        async with crowd_of(server, 9) as crowd, grace.online() as watcher:
            await group(grace, *(w.caller for w in crowd))
            await asyncio.gather(*(wanderer.come() for wanderer in crowd))
            await within(PATIENCE, lambda: len(watcher.heard("presence", online=True)) == len(crowd))
            told = len(watcher.heard("presence"))
            for _ in range(10):
                began = time.monotonic()
                for wanderer in crowd:
                    wanderer.cut()
                await asyncio.gather(*(wanderer.come() for wanderer in crowd))
                if time.monotonic() - began < MOMENT_SECONDS:
                    break
                told = len(watcher.heard("presence"))
            else:
                raise AssertionError("the premise: they were back in a moment")
            answer = await watcher.ask("presence.get", users=[w.caller.id for w in crowd])
            assert all(one["online"] for one in answer["users"])
            crowd[0].cut()  # the proof that nothing waits before this
            gone = await watcher.event("presence", user=crowd[0].caller.id, online=False)
            assert watcher.heard("presence")[told:] == [gone]


async def test_who_is_in_the_moment_after_going_is_still_seen_to_be_here(data: Path) -> None:
    """What is told and what is asked agree: nobody is offline for one and online for the other."""
    with running(data) as server:
        ada, grace = await people(server, "ada", "grace")
        await group(ada, grace)
        async with ada.online() as watcher:
            async with grace.online():
                await watcher.event("presence", user=grace.id, online=True)
            (one,) = (await watcher.ask("presence.get", users=[grace.id]))["users"]
            assert one["online"] == (not watcher.heard("presence", user=grace.id, online=False))
            gone = await watcher.event("presence", user=grace.id, online=False)
            (one,) = (await watcher.ask("presence.get", users=[grace.id]))["users"]
            assert (one["online"], one["seen_at"]) == (False, gone["seen_at"])


# More than there is room for


class Knock:
    """One upgrade by a name, or by nobody, and what it was answered."""

    def __init__(self, port: int, name: str | None) -> None:
        query = "" if name is None else f"?name={name}"
        self.request = (
            f"GET /api/v1/ws{query} HTTP/1.1\r\nHost: 127.0.0.1\r\nUpgrade: websocket\r\n"
            "Connection: Upgrade\r\nSec-WebSocket-Version: 13\r\n"
            "Sec-WebSocket-Key: aHViYnViIGJlbmNobWFyaw==\r\n\r\n"
        ).encode()
        self.port = port
        self.tries = 0
        self.status = 0
        self.moment = 0.0
        self.reader: asyncio.StreamReader
        self.writer: asyncio.StreamWriter

    async def knock(self) -> None:
        """Connect and ask, without waiting for the answer."""
        self.tries += 1
        self.reader, self.writer = await asyncio.open_connection("127.0.0.1", self.port)
        self.writer.write(self.request)

    async def hear(self) -> None:
        """Take the answer: 101, or a refusal with the moment to come back."""
        head = (await asyncio.wait_for(self.reader.readuntil(b"\r\n\r\n"), PATIENCE)).decode().lower()
        self.status = int(head.split()[1])
        if self.status != 101:
            headers = dict(re.findall(r"^([\w-]+): (.*)\r$", head, re.MULTILINE))
            error = json.loads(await self.reader.readexactly(int(headers["content-length"])))["error"]
            assert (self.status, error["code"]) == (503, "unavailable")
            self.moment = error["retry_after"]
            assert int(headers["retry-after"]) == max(1, round(self.moment))
            self.writer.close()

    async def come_in(self, name: str | None) -> None:
        """Connect and be greeted by name."""
        await self.knock()
        await self.hear()
        assert self.status == 101
        user = (await self.frame("ev"))["user"]
        assert name == (user and user["name"])

    async def come_back(self, name: str) -> None:
        """Come back as told until there is room: the pace may not be known yet, but some time there is."""
        while self.status != 101 and self.tries < 10:
            await asyncio.sleep(self.moment)
            await self.knock()
            await self.hear()
        assert (await self.frame("ev"))["user"]["name"] == name

    async def closed(self) -> int:
        """Return the code of the close frame that comes next."""
        async with asyncio.timeout(PATIENCE):
            first, _ = await self.reader.readexactly(2)
            assert first == 0x88
            return int.from_bytes(await self.reader.readexactly(2), "big")

    async def frame(self, wanted: str) -> Frame:
        """Return the next frame with this key."""
        async with asyncio.timeout(PATIENCE):
            while True:
                _, length = await self.reader.readexactly(2)
                if length == 126:
                    length = int.from_bytes(await self.reader.readexactly(2), "big")
                elif length == 127:
                    length = int.from_bytes(await self.reader.readexactly(8), "big")
                frame: Frame = msgspec.json.decode(await self.reader.readexactly(length))
                if wanted in frame:
                    return frame

    def send(self, payload: bytes) -> None:
        """Send a short frame, masked with zeroes."""
        assert len(payload) < 126
        self.writer.write(bytes((0x81, 0x80 | len(payload), 0, 0, 0, 0)) + payload)


SERVED_HERE = pytest.mark.filterwarnings(
    "ignore::litestar.exceptions.base_exceptions.LitestarDeprecationWarning"
)


@asynccontextmanager
async def serving_here(data: Path, *gates: Gate) -> AsyncIterator[int]:
    """Serve in this process, so that a test can hold up its reads, and give the port."""
    settings = ServeSettings(data=data, port=0, limits=Switch.OFF, classic=Switch.OFF)
    data.mkdir()
    database = Database(settings.database_url)
    schema.migrate(database, now_ms)
    listener = socket.create_server(("127.0.0.1", 0))
    port = listener.getsockname()[1]
    serving = asyncio.create_task(serve(settings, database, [listener]))
    try:
        await eventually_listens(port)
        yield port
    finally:
        for gate in gates:
            gate.open()
        if not serving.done():
            os.kill(os.getpid(), signal.SIGTERM)
        await serving
        database.close()


async def eventually_listens(port: int) -> None:
    """Wait until a request is answered."""

    async def answers() -> bool:
        try:
            return await readiness(f"http://127.0.0.1:{port}") == 200
        except httpx.TransportError:
            return False

    await eventually(answers, "it serves")


class Gate:
    """Holds up a read until it is opened."""

    def __init__(self, read: Callable[..., Any]) -> None:
        self._read = read
        self._open = threading.Event()
        self._open.set()

    def __call__(self, *arguments: Any) -> Any:
        """Read, once that is let through."""
        assert self._open.wait(PATIENCE)
        return self._read(*arguments)

    def close(self) -> None:
        """Let nothing through."""
        self._open.clear()

    def open(self) -> None:
        """Let everything through."""
        self._open.set()


@SERVED_HERE
async def test_who_finds_no_room_is_told_when_to_come_back_and_finds_some_then(
    data: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """DESIGN 7, R10: a bound on who is on the way in; everybody else is told a moment, before the upgrade.

    The same for `sync`: `rate_limited` with `retry_after`, and asked again then it is answered.
    """
    monkeypatch.setattr(app, "MOST_ARRIVING", 5)
    monkeypatch.setattr(app, "MOST_CATCHING_UP", 5)
    monkeypatch.setattr(openings, "load", arriving := Gate(openings.load))
    monkeypatch.setattr(sync, "catch_up", catching_up := Gate(sync.catch_up))
    async with serving_here(data, arriving, catching_up) as port:
        first = Knock(port, name := unique("ada"))
        await first.come_in(name)
        knocks = [Knock(port, name) for _ in range(20)]
        arriving.close()
        for knock in knocks:  # one after the other, so that it is known who was there first
            await knock.knock()
            await knock.hear()
        assert [knock.status for knock in knocks] == [101] * 5 + [503] * 15
        assert all(knock.moment >= SOONEST for knock in knocks[5:])
        arriving.open()
        for knock in knocks[:5]:
            assert (await knock.frame("ev"))["user"]["name"] == name
        await asyncio.gather(*(knock.come_back(name) for knock in knocks[5:]))

        catching_up.close()
        for knock in knocks:
            knock.send(b'{"op":"sync","id":1}')
        refused = await asyncio.gather(*(knock.frame("re") for knock in knocks[5:]))
        assert {reply["error"]["code"] for reply in refused} == {"rate_limited"}
        assert all(reply["error"]["retry_after"] >= SOONEST for reply in refused)
        catching_up.open()
        assert all(["ok" in await knock.frame("re") for knock in knocks[:5]])
        await asyncio.sleep(max(reply["error"]["retry_after"] for reply in refused))
        for knock in knocks[5:]:
            knock.send(b'{"op":"sync","id":2}')
            assert "ok" in await knock.frame("re")
        for knock in (first, *knocks):
            knock.writer.close()


@SERVED_HERE
async def test_who_waits_for_us_is_not_shown_out_for_it(data: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The ten seconds to say who one is are the client's: a read that takes longer is none of its doing."""
    monkeypatch.setattr(follower, "SECONDS_TO_LOG_IN", 1)
    monkeypatch.setattr(openings, "load", arriving := Gate(openings.load))
    async with serving_here(data, arriving) as port:
        nobody = Knock(port, None)
        await nobody.come_in(None)
        knock = Knock(port, name := unique("ada"))
        arriving.close()
        await knock.knock()
        await knock.hear()
        assert await nobody.closed() == 1008, "the premise: who says nothing is shown out meanwhile"
        arriving.open()
        assert (await knock.frame("ev"))["user"]["name"] == name
        for each in (knock, nobody):
            each.writer.close()


# A store that stalls


class Flood:
    """Sends that are all written at once; their answers are counted in the bytes that come back."""

    def __init__(self, knock: Knock, room: int, count: int) -> None:
        self._knock = knock
        self._room = room
        self._count = count
        self.heard = bytearray()

    @property
    def answered(self) -> int:
        """How many replies have come."""
        return self.heard.count(b'{"re":')

    def close(self) -> None:
        """Let go."""
        self._knock.writer.close()

    def send(self) -> None:
        """Ask. Most go to a conversation that is not there: the store has little to do."""
        for n in range(self._count):
            place = self._room if n % 100 == 0 else 999_999
            self._knock.send(f'{{"op":"message.send","id":{n},"conversation":{place},"text":"m"}}'.encode())

    async def listen(self) -> None:
        """Read until all is answered."""
        while self.answered < self._count:
            chunk = await self._knock.reader.read(1 << 18)
            assert chunk, "closed"
            self.heard += chunk


async def test_a_store_that_stalls_costs_bounded_memory_and_everybody_is_answered(data: Path) -> None:
    """R10, R11: past the queue's bound senders hear `unavailable` at once, with a time; nothing is lost of
    what was acknowledged, and nothing stored of what was not.
    """
    senders, each = 40, 1_600
    assert senders * each > MOST_QUEUED
    with running(data, "--limits", "off") as server:
        floods: list[Flood] = []
        rooms: list[tuple[Caller, int]] = []
        for _ in range(senders):
            knock = Knock(server.port, name := unique("sender"))
            await knock.come_in(name)
            answer = await Caller(server, None, None).ask("auth.login", name=name)
            caller = Caller(server, answer["token"], answer["user"])
            rooms.append((caller, await group(caller)))
            floods.append(Flood(knock, rooms[-1][1], each))
        before = resident_bytes(server)
        with holding_the_turn(data / "hubbub.db"):
            listening = [asyncio.create_task(flood.listen()) for flood in floods]
            for flood in floods:
                flood.send()
            await within(PATIENCE, lambda: any(b"retry_after" in flood.heard for flood in floods))
            peak = resident_bytes(server)
        async with asyncio.timeout(PATIENCE):
            await asyncio.gather(*listening)
        heard = b"".join(flood.heard for flood in floods)
        acknowledged = heard.count(b'"ok":')
        assert heard.count(b'{"re":') == senders * each, "everybody is answered, once"
        refused = heard.count(b'"code":"unavailable"') + heard.count(b'"code":"not_found"')
        assert acknowledged + refused == senders * each
        assert peak - before < 200 * 1024 * 1024
        stored = [len(await whole_history(caller, room)) for caller, room in rooms]
        assert sum(stored) == acknowledged
        for flood in floods:
            flood.close()


# Readers that stop


async def test_readers_that_stop_cost_their_bound_and_keep_nobody_from_talking(data: Path) -> None:
    """R10: each is closed at its bound with "come back"; the others are answered and miss nothing, nor does
    who comes back.
    """
    stalled, messages, text = 10, 600, "x" * 10_000
    with running(data, "--limits", "off") as server:
        ada, grace = await people(server, "ada", "grace")
        room = await group(ada, grace)
        before = resident_bytes(server)
        async with AsyncExitStack() as stack:
            for _ in range(stalled):
                small = socket.socket()
                small.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4_096)
                small.setblocking(False)
                await asyncio.get_running_loop().sock_connect(small, ("127.0.0.1", server.port))
                sleeper = await stack.enter_async_context(grace.online(sock=small, close_timeout=0.1))
                sleeper.connection.transport.pause_reading()
            listener = await stack.enter_async_context(grace.online())
            talker = await stack.enter_async_context(ada.online())
            for _ in range(messages):
                await talker.ask("message.send", conversation=room, text=text)
            head = messages + 1
            await listener.event("message.sent", seq=head)
            grown = resident_bytes(server) - before
            heard = [event["seq"] for event in listener.heard("message.sent", conversation=room)]
            check_gapless(heard, 2, head)
            async with asyncio.timeout(PATIENCE):
                while await connections_of(server) != 2:
                    await asyncio.sleep(0.05)
        assert grown < stalled * 4 * 1024 * 1024 + 64 * 1024 * 1024
        async with grace.online() as back:
            cursor = (await back.ask("sync"))["conversations"]
            assert {summary["id"]: summary["head"] for summary in cursor}[room] == head


async def connections_of(server: Server) -> int:
    """Return how many WebSockets the server has."""
    async with httpx.AsyncClient(base_url=server.http, timeout=PATIENCE) as http:
        metrics = (await http.get("/metrics")).text
    found = re.search(r"^hubbub_connections (\d+)", metrics, re.MULTILINE)
    assert found, metrics
    return int(found[1])


# A server that leaves


async def test_a_server_that_leaves_spreads_the_return_of_its_people(data: Path) -> None:
    """PROTOCOL, close codes: 1012, and the reason holds the seconds over which to come back."""
    with running(data, "--limits", "off") as server:
        ada = await register(server, "ada")
        async with ada.online() as socket_:
            assert server.stop() == 0
            assert await socket_.closed() == (1012, str(SHORTEST_SPREAD))
