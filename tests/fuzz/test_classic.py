"""Classic pages: frames and calls with fields of every wrong kind are answered, and other pages talk on."""

from __future__ import annotations

import itertools
import json
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Final
from urllib.parse import quote

import pytest
from hypothesis import strategies as st
from websockets.asyncio.client import ClientConnection, connect

from tests.support.arena import CLOSE_CODES, REFUSALS, Arena
from tests.support.classic import log_in
from tests.support.fuzzing import fuzz
from tests.support.oddities import ODD, SLIPS, Odd, Pairs, Slip, mutated, pairs_to_json
from tests.support.people import Frame
from tests.support.raw import Closed, Wire, check_answer, client_frame, dialled
from tests.support.server import Server

TEXT, BINARY, CLOSE = 1, 2, 8
TICK: Final = "the last of all"


class Pages:
    """Two pages, opened for every word: what one says the other shows, once, and both know by which id."""

    def __init__(self, server: Server, ada: Frame, grace: Frame) -> None:
        self._address = f"ws://127.0.0.1:{server.port}/"
        self._ada = ada["user_id"]
        self._grace = grace["user_id"]
        self._words = itertools.count(1)
        self._last_id = ""

    async def talk(self) -> None:
        """Say something one to one and see that it is confirmed and shown, and that nothing else is owed."""
        word = f"word {next(self._words)}"
        async with connect(self._address) as one, connect(self._address) as other:
            await self._enter(one, self._ada)
            await self._enter(other, self._grace)
            said = {
                "type": "MESSAGE",
                "from_user_id": str(self._ada),
                "message_id": "-2",
                "message": f"<p>{word}</p>",
                "chat_type": "PTP",
                "send_time": 1,
                "to_user_id": str(self._grace),
                "temp_id": word,
            }
            await one.send(json.dumps(said).encode())
            confirmed = await self._next(one, lambda frame: frame.get("temp_id") == word)
            assert confirmed["type"] == "CONFIRM", confirmed
            shown = await self._next(other, lambda frame: frame.get("from_user_id") == str(self._ada))
            assert (shown["type"], shown.get("temp_id")) == ("MESSAGE", word), "lost, doubled or out of order"
            assert shown["message_id"] == confirmed["message_id"] > self._last_id
            self._last_id = shown["message_id"]
            await other.send(json.dumps({"type": "PING", "tick": word}).encode())
            await self._next(other, lambda frame: frame.get("tick") == word)

    async def _enter(self, page: ClientConnection, user: int) -> None:
        await page.send(json.dumps({"type": "INIT", "from_user_id": user, "message": "init"}).encode())
        await self._next(page, lambda frame: frame.get("from_user_id") == user)

    @staticmethod
    async def _next(page: ClientConnection, wanted: Callable[[Frame], bool]) -> Frame:
        """Read until a frame that is wanted; every message shown is confirmed, as pages do."""
        while True:
            frame: Frame = json.loads(await page.recv())
            if frame.get("type") == "MESSAGE" and "chat_type" in frame:
                await page.send(json.dumps({**frame, "type": "CONFIRM"}).encode())
            if wanted(frame):
                return frame


@pytest.fixture(scope="module")
def mallory(ring: Arena) -> int:
    """Give the id of somebody on a page, in a ring where others have pages too."""
    ada, grace, mallory = (
        ring.run(log_in(ring.server, name)) for name in ("page-ada", "page-grace", "page-mallory")
    )
    ring.neighbours.append(Pages(ring.server, ada, grace))
    return int(mallory["user_id"])


# Frames

IDS = st.sampled_from(["1", "2", "3", "4", "5", 1, 3, "999", 0, "0"])
FRAGMENTS = st.one_of(
    st.sampled_from(
        [
            "<p>hello</p>", "hello", "<p class=\"a\">x<br></p>", "&#123;&#x7b;&nbsp;", "{{1+1}}",
            "<a-image src=\"/images/%s.png\">",
            "<a-image class=x src='//h/" + "a" * 32 + "'></a-image>", "<p>" * 2_000, "<script>",
            "&#0;&#xd800;&#x110000;", "<p",
            "<a-image src=\"/images/" + "b" * 32 + ".png\"></a-image>", "\x00", "&bogus;&amp", "x" * 11_000,
            "", " ", "<br>" * 3_000,
        ]
    ),
    st.text(st.sampled_from("<>&;#x{}/p \"'=-bra1\x00é"), max_size=40),
)  # fmt: skip
ME = "me"
"""Stands for the page's own id, which is known only where the server is."""
PTP = st.fixed_dictionaries(
    {"type": st.just("MESSAGE"), "from_user_id": st.just(ME), "message_id": st.just("-2"),
     "message": FRAGMENTS,
     "chat_type": st.just("PTP"), "send_time": st.integers(0, 2**41), "to_user_id": IDS,
     "temp_id": st.sampled_from(["1", "2", 3])}
)  # fmt: skip
BLOCK = st.fixed_dictionaries(
    {"type": st.just("MESSAGE"), "from_user_id": st.just(ME), "message": FRAGMENTS,
     "chat_type": st.just("BLOCK"),
     "block_id": IDS, "temp_id": st.sampled_from(["4", "5"])},
    optional={"at_user_id": IDS, "send_time": st.integers(), "group_id": IDS},
)  # fmt: skip
LOBBY = st.fixed_dictionaries(
    {"type": st.sampled_from(["MESSAGE", "TEXT", "x"]), "from_user_id": st.just(ME), "message": FRAGMENTS},
    optional={"user_name": st.text(max_size=5), "group_id": st.just(0), "color": st.text(max_size=5)},
)
CONFIRM = st.fixed_dictionaries(
    {
        "type": st.just("CONFIRM"),
        "message_id": st.sampled_from(["0" * 19, "0000000100000000001", "9" * 19, "-2"]),
    },
    optional={"from_user_id": IDS, "chat_type": st.just("PTP")},
)
INIT = st.fixed_dictionaries(
    {"type": st.just("INIT"), "from_user_id": st.just(ME) | IDS}, optional={"user_name": st.text()}
)
PING = st.fixed_dictionaries(
    {"type": st.just("PING"), "message": st.just("ping")}, optional={"from_user_id": IDS}
)
CLOSING = st.fixed_dictionaries({"type": st.just("CLOSE")})
KINDS: Final[st.SearchStrategy[Any]] = st.sampled_from(
    [PTP, PTP, BLOCK, BLOCK, LOBBY, CONFIRM, INIT, PING, CLOSING]
)


@dataclass(frozen=True)
class Said:
    """A page's frame, and what befalls its bytes."""

    fields: Pairs
    binary: bool
    slips: tuple[Slip, ...]

    def written(self, me: int) -> bytes:
        """Its bytes, from somebody."""
        named = tuple((name, str(me) if value == ME else value) for name, value in self.fields)
        written = pairs_to_json(named)
        for slip in self.slips:
            written = slip.befall(written)
        return written


@st.composite
def frames(draw: st.DrawFn) -> Said:
    slips = draw(st.just([]) | st.just([]) | st.just([]) | st.lists(SLIPS, max_size=2))
    fields = draw(mutated(draw(KINDS), most=2))
    return Said(fields, draw(st.booleans()) or bool(slips), tuple(slips))


def is_answered(written: bytes) -> bool:
    """Say whether a frame is certainly answered: by its CONFIRM, or by a refusal."""
    try:
        frame = json.loads(written)
    except (ValueError, RecursionError):
        return True
    if not isinstance(frame, dict):
        return True
    return frame.get("type") == "MESSAGE" and "chat_type" in frame and frame.get("group_id") not in (0, "0")


def may_end(opcode: int, payload: bytes) -> bool:
    """Say whether a frame is a reason to close."""
    try:
        payload.decode()
    except UnicodeDecodeError:
        return opcode == TEXT
    return len(payload) > 65_536 or b"CLOSE" in payload


async def say(ring: Arena, me: int, said: list[Said], *, init: bool) -> None:
    first = [Said((("type", "INIT"), ("from_user_id", ME)), True, ())] if init else []
    written = [(BINARY if frame.binary else TEXT, frame.written(me)) for frame in first + said]
    wanted = sum(is_answered(payload) for _, payload in written)
    async with dialled(ring.server) as wire:
        assert (await wire.upgrade("/")).status == 101
        probe = client_frame(TEXT, json.dumps({"type": "PING", "tick": TICK}).encode())
        await wire.send([*(client_frame(*frame) for frame in written), probe])
        await listen(wire, wanted, any(may_end(*frame) for frame in written))


async def listen(wire: Wire, wanted: int, ending: bool) -> None:
    """Read until the last ping is answered and everything else that has to be."""
    answers, pinged = 0, False
    while answers < wanted or not pinged:
        try:
            opcode, payload = await wire.frame()
        except Closed:
            raise AssertionError("cut without a close frame") from None
        except TimeoutError:
            raise AssertionError(f"{answers} of {wanted} answers, ping answered: {pinged}") from None
        if opcode == CLOSE:
            code = int.from_bytes(payload[:2], "big")
            assert code in CLOSE_CODES, code
            assert ending, f"closed with {code}"
            return
        assert opcode == TEXT, "servers send text frames"
        frame = json.loads(payload)
        if frame.get("type") == "SYSTEM" and "code" in frame and frame.get("from_user_id") == "0":
            assert frame["code"] in REFUSALS, frame
            answers += 1
        answers += frame.get("type") == "CONFIRM"
        pinged = pinged or (frame.get("type") == "PONG" and frame.get("tick") == TICK)


def test_frames_of_pages_with_odd_fields_are_answered_and_other_pages_talk_on(
    ring: Arena, mallory: int, seconds: float
) -> None:
    cases = st.tuples(st.lists(frames(), min_size=1, max_size=4), st.sampled_from([True, True, True, False]))
    fuzz(
        "classic-frames",
        lambda case: ring.witnessed(say(ring, mallory, case[0], init=case[1])),
        cases,
        examples=100,
        seconds=seconds,
    )


# Calls

JSON_CALLS = st.one_of(
    st.tuples(
        st.just("/ws/login"),
        mutated(st.fixed_dictionaries({"name": st.sampled_from(["page-linus", "x" * 21, "é"])})),
    ),
    st.tuples(st.just("/ws/login"), mutated(st.fixed_dictionaries({"user_name": st.just("page-linus")}))),
    st.tuples(
        st.sampled_from(["/verify", "/merge"]),
        mutated(st.fixed_dictionaries({"filename": st.just("a.png"), "fileHash": st.just("a" * 32)})),
    ),
)
QUERIES = {
    "/ws/conversation": ("user_id",), "/ws/profile/contacter": ("user_id",),
    "/ws/profile/block": ("user_id",),
    "/ws/user": ("user_id",), "/ws/block": ("block_id",), "/ws/search/contacter": ("user_name",),
    "/ws/search/block": ("block_name",), "/ws/contacter/add": ("user_id", "contacter_id"),
    "/ws/block/join": ("user_id", "block_id"), "/ws/block/new": ("user_id", "block_name"),
    "/images/x.png": ("q",),
}  # fmt: skip
QUERY_VALUES = st.one_of(
    IDS.map(str),
    ODD.filter(lambda value: not isinstance(value, Odd)).map(str),
    st.sampled_from(["%ff", "%00", "%", "%zz", "%ED%A0%80"]),
)


@dataclass(frozen=True)
class Call:
    """A page's call, as bytes."""

    method: str
    target: str
    body: bytes = b""
    content_type: str = "application/json"


@st.composite
def queries(draw: st.DrawFn) -> Call:
    path = draw(st.sampled_from(sorted(QUERIES)))
    names = draw(st.lists(st.sampled_from([*QUERIES[path]] * 4 + ["user_id", "x", ""]), max_size=4)) + list(
        QUERIES[path]
    )
    pairs = [
        f"{quote(name)}={quote(draw(QUERY_VALUES), safe='%', errors='surrogatepass')[:4_000]}"
        for name in names
    ]
    return Call("GET", f"{path}?{'&'.join(pairs)}")


@st.composite
def uploads(draw: st.DrawFn) -> Call:
    fields = {
        "hash": st.sampled_from(["a.png-0", "a.png-1", "a.png-9999", "a.png--1"]),
        "filename": st.just("a.png"),
        "fileHash": st.just("a" * 32),
        "chunk": st.sampled_from(["", "bytes"]),
    }
    parts = b""
    for name, value in draw(mutated(st.fixed_dictionaries(fields))):
        plain = value.json if isinstance(value, Odd) else str(value).encode("utf-8", "surrogatepass")
        file = draw(
            st.sampled_from(
                ["", '; filename="blob"\r\nContent-Type: application/octet-stream', '; filename="\xff"']
            )
        )
        head = (
            f'--B\r\nContent-Disposition: form-data; name="{name}"{file if name == "chunk" else ""}\r\n\r\n'
        )
        parts += head.encode("utf-8", "surrogatepass") + plain + b"\r\n"
    body = parts + b"--B--\r\n"
    for slip in draw(st.just([]) | st.lists(SLIPS, max_size=2)):
        body = slip.befall(body)
    kind = draw(
        st.sampled_from(
            ["multipart/form-data; boundary=B"] * 5
            + ["multipart/form-data", "text/plain", "multipart/form-data; boundary="]
        )
    )
    return Call("POST", "/upload", body, kind)


@st.composite
def posted(draw: st.DrawFn) -> Call:
    path, fields = draw(JSON_CALLS)
    body = pairs_to_json(fields)
    for slip in draw(st.just([]) | st.lists(SLIPS, max_size=2)):
        body = slip.befall(body)
    return Call("POST", path, body)


async def make(ring: Arena, call: Call) -> None:
    async with dialled(ring.server) as wire:
        answer = await wire.ask(
            call.method,
            call.target,
            call.body,
            content_type=call.content_type,
            origin="http://front.example:8080",
        )
    check_answer(answer)
    assert call.target.startswith("/images/") or {"code"} <= answer.json.keys(), answer


def test_calls_of_pages_with_odd_fields_are_answered_in_their_envelope(
    ring: Arena, mallory: int, seconds: float
) -> None:
    calls = queries() | uploads() | posted()
    fuzz("classic-calls", lambda call: ring.witnessed(make(ring, call)), calls, examples=100, seconds=seconds)
