"""Whatever bytes come after the upgrade, the connection behaves as RFC 6455 says, and nobody else notices.

What it says is asked of another implementation: the parser of `websockets`.
"""

from __future__ import annotations

import codecs
import json
from dataclasses import dataclass

from hypothesis import strategies as st
from websockets.frames import Frame, Opcode
from websockets.protocol import State
from websockets.server import ServerProtocol

from tests.support.arena import CLOSE_CODES, Arena
from tests.support.fuzzing import fuzz
from tests.support.oddities import SLIPS, Slip, sliced
from tests.support.raw import Closed, Wire, client_frame, dialled, masked

TEXT, BINARY, CLOSE, PING, PONG = 1, 2, 8, 9, 10
LIMIT = 64 * 1024
"""PROTOCOL, Close codes: the longest message."""
PROBE = json.dumps({"op": "ping", "id": "probe"}).encode()
UNLABELLED = b'{"op":"ping"}'
"""Without an id only errors are replied."""
FAILED = {1002, 1007, 1009}


@dataclass(frozen=True)
class Filler:
    """So many bytes, in few words."""

    size: int

    def __bytes__(self) -> bytes:
        return b"x" * self.size


SIZES = st.sampled_from([0, 1, 2, 124, 125, 126, 127, 65_535, 65_536, 65_537, 70_000])
PAYLOADS = st.one_of(
    st.just(b'{"op":"ping","id":1}'),
    st.binary(max_size=20),
    st.sampled_from(["héllo", "🧑‍🚀", "\x00", "{", "[" * 50]).map(str.encode),
    st.just(UNLABELLED),
    st.sampled_from(
        [b"\xff", b"\xc3", b"\xed\xa0\x80", b"\xf0\x9f\x92", b"\xc0\x80", b"\xa9", b"\xf4\x90\x80\x80"]
    ),
    SIZES.map(Filler),
    st.builds(
        lambda code, reason: code.to_bytes(2, "big") + reason,
        st.sampled_from(
            [0, 999, 1000, 1001, 1003, 1004, 1005, 1006, 1007, 1012, 1015, 1016, 2999, 3000, 4999, 5000]
        ),
        st.sampled_from([b"", b"bye", b"\xff", "sh\u00f6n".encode(), b"x" * 123, b"x" * 124]),
    ),
)


@dataclass(frozen=True)
class Piece:
    """A frame, right or wrong: reserved bits, unknown opcodes, no mask, lengths of something else."""

    opcode: int
    final: bool
    reserved: int
    masked: bool
    width: int
    lie: int
    mask: bytes
    payload: bytes | Filler

    def __bytes__(self) -> bytes:
        payload = bytes(self.payload)
        size = max(0, len(payload) + self.lie)
        width = max(self.width, 0 if size < 126 else 1 if size < 2**16 else 2)
        length = (
            bytes((size,))
            if not width
            else bytes((125 + width,)) + size.to_bytes(2 if width == 1 else 8, "big")
        )
        first = (0x80 if self.final else 0) | self.reserved << 4 | self.opcode
        head = bytes((first, length[0] | (0x80 if self.masked else 0))) + length[1:]
        return head + (self.mask + masked(payload, self.mask) if self.masked else payload)


def mostly(usual: object, *others: object) -> st.SearchStrategy[object]:
    return st.sampled_from([usual] * (6 * len(others)) + list(others))


PIECES = st.builds(
    Piece,
    opcode=st.sampled_from([TEXT] * 6 + [0] * 4 + [BINARY, PING, PING, PONG] * 2 + [CLOSE, 3, 7, 11, 15]),
    final=mostly(True, False, False, False),
    reserved=mostly(0, 1, 2, 4, 7),
    masked=mostly(True, False),
    width=mostly(0, 1, 2),
    lie=mostly(0, -1, 1, 100, 2**20, 2**62),
    mask=st.sampled_from([bytes(4), b"\x01\x02\x03\x04", b"\xff\xff\xff\xff"]),
    payload=PAYLOADS,
)
MENDED = st.builds(
    lambda opcodes, payload, mask: [
        Piece(opcode, place == len(opcodes) - 1, 0, True, 0, 0, mask, payload if place == 0 else b"")
        for place, opcode in enumerate(opcodes)
    ],
    st.sampled_from([[TEXT], [TEXT, 0], [TEXT, 0, 0, 0], [BINARY, 0]]),
    PAYLOADS,
    st.sampled_from([bytes(4), b"abcd"]),
)
"""A message in fragments, as it should be."""


@dataclass(frozen=True)
class Stream:
    """What a client sends after the upgrade, how it is cut, and what befalls it on the way."""

    pieces: list[Piece]
    cuts: list[int]
    slips: list[Slip]

    def __bytes__(self) -> bytes:
        written = b"".join(map(bytes, self.pieces))
        for slip in self.slips:
            written = slip.befall(written)
        return written


STREAMS = st.builds(
    Stream,
    st.lists(st.one_of(PIECES.map(lambda piece: [piece]), MENDED), min_size=1, max_size=6).map(
        lambda runs: [piece for run in runs for piece in run]
    ),
    st.lists(st.integers(0, 2**17), max_size=6),
    st.just([]) | st.lists(SLIPS, max_size=2),
)


@dataclass
class Expected:
    """What RFC 6455 says becomes of a stream."""

    fails: bool = False
    answers_close: int | None = None
    closed: bool = False
    may_end: bool = False
    """A close frame between fragments, which only the other implementation calls wrong (5.4)."""
    messages: int = 0
    """That are replied to."""
    probed: bool = False


def expected(stream: bytes) -> Expected:
    """Ask the other implementation, which forgives lengths that are written longer than need be (5.2)."""
    proper = before_a_wasteful_length(stream)
    protocol = ServerProtocol(state=State.OPEN, max_size=LIMIT)
    protocol.receive_data(stream[:proper])
    outcome = Expected(fails=protocol.parser_exc is not None or proper < len(stream))
    outcome.may_end = str(protocol.parser_exc) == "incomplete fragmented message"
    text: codecs.IncrementalDecoder | None = None
    message = b""
    for frame in protocol.events_received():
        assert isinstance(frame, Frame)
        if frame.opcode is Opcode.CLOSE:
            outcome.closed = True
            outcome.answers_close = int.from_bytes(frame.data[:2], "big") if frame.data else None
            break
        if frame.opcode in (Opcode.PING, Opcode.PONG):
            continue
        if frame.opcode is not Opcode.CONT:
            text, message = (
                codecs.getincrementaldecoder("utf-8")() if frame.opcode is Opcode.TEXT else None,
                b"",
            )
        message += bytes(frame.data)
        try:
            if text is not None:
                text.decode(bytes(frame.data), frame.fin)
        except UnicodeDecodeError:
            outcome.fails = True
            return outcome
        if frame.fin:
            outcome.messages += text is None or message != UNLABELLED  # bytes are refused in text's stead
            outcome.probed = text is not None and message == PROBE
    return outcome


def before_a_wasteful_length(stream: bytes) -> int:
    """Return where the first frame begins whose length could have been written shorter, or the end of all."""
    at = 0
    while at + 2 <= len(stream):
        size, width = stream[at + 1] & 0x7F, 0
        if size > 125:
            width = 2 if size == 126 else 8
            if len(written := stream[at + 2 : at + 2 + width]) < width:
                break
            size = int.from_bytes(written, "big")
            if size < (126 if width == 2 else 2**16):
                return at
        at += 2 + width + (4 if stream[at + 1] & 0x80 else 0) + size
    return len(stream)


async def send_and_listen(ring: Arena, stream: Stream) -> None:
    written = bytes(stream)
    probed = written + client_frame(TEXT, PROBE)
    wanted = expected(probed)
    async with dialled(ring.server) as wire:
        assert (await wire.upgrade("/api/v1/ws?name=mallory")).status == 101
        await wire.send([*sliced(written, stream.cuts), client_frame(TEXT, PROBE)])
        if not (wanted.fails or wanted.closed or wanted.probed):
            wire.end()  # it waits for the rest of something
        replies, code = await listen(wire)
        if wanted.closed:
            assert code == wanted.answers_close, (code, replies)
        elif wanted.fails:
            assert code in FAILED or wanted.may_end, (code, replies)
        elif wanted.probed:
            assert code == "probed", (code, replies)
            assert len(replies) == wanted.messages, replies
        else:
            assert code == "cut" or code in FAILED, (code, replies)  # what is wrong may be seen early


async def listen(wire: Wire) -> tuple[list[dict[str, object]], int | str | None]:
    """Return what was replied and how it ended: by a close code, by the probe's reply, or cut."""
    replies: list[dict[str, object]] = []
    while True:
        try:
            opcode, payload = await wire.frame()
        except Closed:
            return replies, "cut"
        if opcode == CLOSE:
            code = int.from_bytes(payload[:2], "big") if payload else None
            payload[2:].decode()
            assert await wire.rest() == b"", "nothing follows a close frame"
            assert code is None or code in CLOSE_CODES or 3000 <= code < 5000 or code in (1001, 1003), code
            return replies, code
        if opcode == TEXT:
            frame = json.loads(payload)
            if "re" not in frame:
                continue
            replies.append(frame)
            assert frame.get("error", {}).get("code") in (None, "bad_request"), frame
            if frame["re"] == "probe":
                return replies, "probed"
        else:
            assert opcode == PONG, opcode


def test_frames_of_any_kind_are_answered_as_the_rfc_says_and_disturb_nobody(
    ring: Arena, seconds: float
) -> None:
    """RFC 6455, 5 and 7; R10: whatever one connection sends, the others do not notice."""
    fuzz(
        "frames",
        lambda stream: ring.witnessed(send_and_listen(ring, stream)),
        STREAMS,
        examples=200,
        seconds=seconds,
    )
