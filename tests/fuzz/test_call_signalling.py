"""Call signalling (socket.io): packets and queries of every wrong kind, while two others are in a call."""

from __future__ import annotations

import itertools
import json
from dataclasses import dataclass
from typing import Final
from urllib.parse import quote

from hypothesis import strategies as st

from tests.support.arena import Arena
from tests.support.fuzzing import fuzz
from tests.support.oddities import ODD, SLIPS, Slip, to_json
from tests.support.raw import Closed, HttpAnswer, Wire, check_answer, client_frame, dialled
from tests.support.server import Server

PATH: Final = "/socket.io/?EIO=4&transport=polling"
BETWEEN: Final = "\x1e"
"""Stands between the packets of one request (Engine.IO 4)."""


async def begin(wire: Wire, room: str) -> str:
    """Open a session and return the address of its requests."""
    opened = await wire.ask("GET", f"{PATH}&room={room}")
    assert opened.status == 200, opened
    assert opened.body.startswith(b"0"), opened
    return f"{PATH}&sid={json.loads(opened.body[1:])['sid']}"


class Callers:
    """Two who call each other, in a room of their own each time: an offer comes through as it was said."""

    def __init__(self, server: Server) -> None:
        self._server = server
        self._rooms = itertools.count(1)

    async def talk(self) -> None:
        """Meet, and say an offer."""
        room = f"room-{next(self._rooms)}"
        async with dialled(self._server) as one, dialled(self._server) as other:
            here, there = await begin(one, room), await begin(other, room)
            for wire, address in ((one, here), (other, there)):
                assert (await wire.ask("POST", address, b"40")).body == b"OK"
            await self._hear(one, here, b'42["room-ok"]')
            await self._hear(other, there, b'42["room-ok"]')
            offer = b'42["offer",{"sdp":"' + room.encode() + b'"}]'
            assert (await one.ask("POST", here, offer)).body == b"OK"
            await self._hear(other, there, offer)
            for wire, address in ((one, here), (other, there)):
                await wire.ask("POST", address, b"1")

    @staticmethod
    async def _hear(wire: Wire, address: str, wanted: bytes) -> None:
        while wanted not in (polled := await wire.ask("GET", address)).body.split(BETWEEN.encode()):
            assert polled.status == 200, polled


EVENTS: Final = st.sampled_from(
    ["offer", "answer", "offer-candidate", "answer-candidate", "room-ok", "connect", "", "disconnect"]
)
ODD_JSON: Final = ODD.map(to_json)
PACKETS: Final = st.one_of(
    st.builds(b"42[%b,%b]".__mod__, st.tuples(EVENTS.map(to_json), ODD_JSON)),
    st.builds(
        b"%b%b".__mod__,
        st.tuples(st.sampled_from([b"42", b"40", b"43", b"41", b"45", b"4", b"421", b"42/x,"]), ODD_JSON),
    ),
    st.sampled_from(
        [b"40", b"40/", b"40/x,", b"40/,{}", b"41", b"42", b"42[", b"42[]", b"42[1]", b"42{}", b"43[]",
         b"431[]", b"44", b"451-[]",
         b"4", b"2probe", b"3", b"3probe", b"5", b"6", b"1", b"b4AAEC", b"", b"0{}", b"9",
         b"42" + b"9" * 400 + b"[]",
         b'42["offer",' + b"[" * 5_000, b"x" * 70_000, b'42["offer","' + b"y" * 60_000 + b'"]']
    ),
    st.binary(max_size=12),
)  # fmt: skip
QUERIES: Final = st.one_of(
    st.just(""),
    st.sampled_from(["&j=1", "&b64=1", "&t=" + "x" * 500, "&EIO=3",
         "&transport=websocket", "&transport=x", "&sid=", "&sid=%00", "&=", "&&",
                     "&room=x&room=y", "&a" * 40, "&sid=%ff"]),
    st.text(max_size=6).map(lambda text: f"&x={quote(text)}"),
)  # fmt: skip


@dataclass(frozen=True)
class Request:
    """A request of a session: packets, and what befalls them."""

    method: str
    query: str
    packets: list[bytes]
    slips: list[Slip]

    def body(self) -> bytes:
        """What is posted."""
        written = BETWEEN.encode().join(self.packets)
        for slip in self.slips:
            written = slip.befall(written)
        return written


REQUESTS: Final = st.builds(
    Request,
    st.sampled_from(["POST"] * 6 + ["PUT", "OPTIONS", "DELETE", "HEAD"]),
    QUERIES,
    st.lists(PACKETS, max_size=4) | st.just([b"3"] * 70),
    st.just([]) | st.lists(SLIPS, max_size=2),
)
ROOMS: Final = st.sampled_from(["", "x", "%00", "%F0%9F%92%A9", "x" * 65, "room-1", "%ff"])


async def poll_oddly(ring: Arena, room: str, joins: bool, requests: list[Request]) -> None:
    async with dialled(ring.server) as wire:
        opened = await wire.ask("GET", f"{PATH}&room={room}")
        check_answer(opened, engine_io=True)
        if opened.status != 200:
            return
        address = f"{PATH}&sid={json.loads(opened.body[1:])['sid']}"
        if joins:
            assert (await wire.ask("POST", address, b"40")).status == 200
        for request in requests:
            answer = await ask(wire, request, address)
            if answer is None:
                return
            check_answer(answer, engine_io=True)
        check_answer(await wire.ask("POST", address, b"1"), engine_io=True)


async def ask(wire: Wire, request: Request, address: str) -> HttpAnswer | None:
    """Ask, and return the answer, or None where the connection has ended."""
    try:
        return await wire.ask(request.method, address + request.query, request.body())
    except Closed:
        return None


async def speak_oddly(ring: Arena, room: str, packets: list[bytes], binary: bool) -> None:
    """Over a WebSocket from the start."""
    async with dialled(ring.server) as wire:
        opened = await wire.upgrade(f"/socket.io/?EIO=4&transport=websocket&room={room}")
        if opened.status != 101:
            check_answer(opened, engine_io=True)
            return
        await wire.send(client_frame(2 if binary else 1, packet) for packet in (b"40", *packets))
        await wire.send([client_frame(8, b"\x03\xe8")])
        code = await closing(wire)
        assert code in (None, 1000, 1002, 1007, 1008, 1009), code


async def closing(wire: Wire) -> int | None:
    """Read to the end, and return the close code, or None where the end overtook it."""
    while True:
        try:
            opcode, payload = await wire.frame()
        except Closed:
            return None
        if opcode == 8:
            return int.from_bytes(payload[:2], "big") if payload else None


def add_callers(ring: Arena) -> None:
    """Let two call each other meanwhile, once."""
    if not any(isinstance(neighbour, Callers) for neighbour in ring.neighbours):
        ring.neighbours.append(Callers(ring.server))


def test_odd_requests_are_answered_and_calls_go_on(ring: Arena, seconds: float) -> None:
    add_callers(ring)
    cases = st.tuples(ROOMS, st.booleans(), st.lists(REQUESTS, min_size=1, max_size=3))
    fuzz("polling", lambda case: ring.witnessed(poll_oddly(ring, *case)), cases, examples=50, seconds=seconds)


def test_odd_packets_on_a_websocket_close_it_properly_and_calls_go_on(ring: Arena, seconds: float) -> None:
    add_callers(ring)
    cases = st.tuples(
        ROOMS, st.lists(PACKETS, min_size=1, max_size=4), st.sampled_from([False, False, False, True])
    )
    fuzz(
        "call-sockets",
        lambda case: ring.witnessed(speak_oddly(ring, *case)),
        cases,
        examples=40,
        seconds=seconds,
    )
