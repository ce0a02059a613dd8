"""Every operation with fields of every wrong kind, in both formats and through both doors.

Each is answered, once: by what its schema says, or by an error of the catalogue that names the field, and
then nothing is stored. What the documents call wrong is refused.
"""

from __future__ import annotations

import asyncio
import json
import re
from dataclasses import dataclass
from typing import Any, Final

import msgspec
import pytest
from hypothesis import strategies as st
from jsonschema import Draft202012Validator
from jsonschema.protocols import Validator
from referencing import Registry
from referencing.jsonschema import DRAFT202012

from hubbub.http.documents import describe
from hubbub.services.operations import ROWS
from hubbub.wire import examples, schema
from hubbub.wire.schema import REF, Schema
from tests.support.arena import CLOSE_CODES, REFUSALS, Arena
from tests.support.fuzzing import fuzz
from tests.support.oddities import (
    ODD,
    PLAIN,
    SLIPS,
    WRITTEN_ODDLY,
    Pairs,
    Slip,
    mutated,
    pairs_to_json,
    pairs_to_msgpack,
)
from tests.support.people import STATUS, Caller, Frame, register
from tests.support.raw import Closed, Wire, client_frame, dialled

DESCRIBED: Final = {row.name: row for row in describe(ROWS)}
NAMES: Final = tuple(DESCRIBED)
COMPONENTS: Final = schema.components(list(DESCRIBED.values()), framed=True)
LARGEST: Final = 64 * 1024
NOT_ALLOWED: Final = 1008
TEXT, BINARY, CLOSE = 1, 2, 8
_EVERYTHING: Final = DRAFT202012.create_resource({"components": {"schemas": COMPONENTS.schemas}})
_REGISTRY: Final = Registry().with_resource("urn:hubbub", _EVERYTHING)


def validator(component: str) -> Validator:
    return Draft202012Validator({"$ref": f"urn:hubbub{REF}{component}"}, registry=_REGISTRY)


# Sensible requests, about things that are there: ids are small, and so are these


def sensible(field: str, described: Schema) -> st.SearchStrategy[Any]:
    """Give values that fit a field's schema."""
    if "$ref" in described:
        return sensible(field, COMPONENTS.schemas[described["$ref"].removeprefix(REF)])
    if "anyOf" in described:
        return st.one_of(*(sensible(field, branch) for branch in described["anyOf"]))
    if "enum" in described:
        return st.sampled_from(described["enum"])
    if "const" in described:
        return st.just(described["const"])
    if described.get("type") == "string":
        return sensible_text(field, described)
    match described.get("type"):
        case "integer":
            return st.integers(described.get("minimum", 0), 8)
        case "boolean":
            return st.booleans()
        case "null":
            return st.none()
        case "array":
            return st.lists(sensible(field, described["items"]), max_size=3)
        case _:
            return st.dictionaries(st.sampled_from(["0", "1", "2", "3"]), st.integers(0, 5), max_size=3)


def sensible_text(field: str, described: Schema) -> st.SearchStrategy[Any]:
    """Give texts that fit a field's schema."""
    if field in ("sha256", "proof"):
        return st.just("9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08")
    if described.get("format") == "date-time":
        return st.sampled_from(["2026-11-25T10:00:00Z", "1970-01-01T00:00:00+01:00"])
    if "pattern" in described:
        return st.just("Zm9yIHRoaXMgZXhhbXBsZQ")
    return st.sampled_from(["hello", "grace", "@all hello", "a long enough secret", "héllo 🧑‍🚀"])


@st.composite
def requests(draw: st.DrawFn) -> tuple[str, Pairs]:
    """Give an operation's name and the fields of a request of it, mutated."""
    name = draw(st.sampled_from(sorted(DESCRIBED)))
    described = COMPONENTS.schemas[COMPONENTS.requests[name]]
    fields = {
        field: sensible(field, property_)
        for field, property_ in described["properties"].items()
        if field not in ("op", "id")
    }
    needed = {field for field in described["required"] if field != "op"} | set(
        examples.request(DESCRIBED[name], COMPONENTS)
    )
    usual = st.fixed_dictionaries(
        {field: fields[field] for field in sorted(needed)},
        optional={field: values for field, values in fields.items() if field not in needed},
    )
    return name, draw(mutated(usual))


@dataclass(frozen=True)
class Question:
    """A request as it is written: its id, which tells its reply from others', and what befalls its bytes."""

    op: Any
    id: Any
    fields: Pairs
    slips: tuple[Slip, ...] = ()

    @property
    def labelled(self) -> bool:
        """Whether its id and its operation can be read as they were meant."""
        again = any(name in ("id", "op") for name, _ in self.fields)
        return self.id == "question" and self.op in NAMES and not self.slips and not again

    def pairs(self) -> Pairs:
        """Its fields as a frame has them."""
        named = () if self.id is None else (("id", self.id),)
        return (("op", self.op), *named, *self.fields)

    def written(self, door: str) -> bytes:
        """Its bytes at a door."""
        if door == "msgpack":
            written = pairs_to_msgpack(self.pairs())
        else:
            written = pairs_to_json(self.pairs() if door == "json" else self.fields)
        for slip in self.slips:
            written = slip.befall(written)
        return written


@st.composite
def asked(
    draw: st.DrawFn, ids: st.SearchStrategy[Any], ops: st.SearchStrategy[Any], slips: st.SearchStrategy[Any]
) -> Question:
    """Give questions, with the operation's own name where ``ops`` gives none."""
    name, fields = draw(requests())
    op = draw(ops)
    return Question(name if op is None else op, draw(ids), fields, tuple(draw(slips)))


NO_SLIPS: Final = st.just(())
PROPER: Final = asked(st.just("question"), st.none(), NO_SLIPS)
QUESTIONS: Final = st.one_of(
    PROPER,
    asked(st.just("question"), st.none() | ODD, NO_SLIPS),
    asked(st.none() | ODD, st.none(), NO_SLIPS),
    asked(st.just("question"), st.none(), st.lists(SLIPS, min_size=1, max_size=3)),
)


# What must be true of an answer


def is_called_wrong(question: Question, written: bytes) -> bool:
    """Say whether the documents say that a request must be refused. Only JSON has a schema."""
    try:
        asked = json.loads(written)
    except (ValueError, RecursionError):
        return True
    if not isinstance(asked, dict) or not isinstance(asked.get("op"), str):
        return True
    component = COMPONENTS.requests.get(asked["op"])
    return component is None or not validator(component).is_valid(asked)


def check_refusal(error: Frame, question: Question, wrong: bool) -> None:
    """An error is of the catalogue, and where the request is to blame it says which field of it."""
    assert error["code"] in REFUSALS, error
    if wrong:
        assert error["code"] in ("bad_request", "too_large"), error
    if error["code"] in ("bad_request", "too_large"):
        assert names_a_field(error["message"], question), error


def names_a_field(message: str, question: Question) -> bool:
    """Say whether a message begins with the name of something that was sent, or should have been."""
    field = message.partition(": ")[0]
    if field in ("frame", "op", "id", "body"):
        return True
    known = set(DESCRIBED[question.op].fields) if question.op in NAMES else set()
    root = re.split(r"[.\[]", field)[0]
    return (
        bool(question.slips) or root in known or any(field[:40] == name[:40] for name, _ in question.fields)
    )


def check_answer(answer: Any, op: str) -> None:
    """An answer is what its schema says."""
    errors = list(validator(COMPONENTS.answers[op]).iter_errors(answer))
    assert not errors, errors[0]


# Through the doors


class Mallory:
    """Somebody who asks odd things; a new somebody, when they have logged themselves out."""

    def __init__(self, ring: Arena) -> None:
        self.ring = ring
        self.caller: Caller | None = None

    async def here(self) -> Caller:
        if self.caller is None:
            self.caller = await register(self.ring.server, "mallory")
        return self.caller

    def gone(self) -> None:
        """The token has ended."""
        self.caller = None

    async def ask_frame(self, question: Question, door: str) -> None:
        ring, caller = self.ring, await self.here()
        written = question.written(door)
        protocol = ("Sec-WebSocket-Protocol: hubbub.v1.msgpack",) if door == "msgpack" else ()
        async with dialled(ring.server) as wire:
            opened = await wire.upgrade("/api/v1/ws", f"Authorization: Bearer {caller.token}", *protocol)
            assert opened.status == 101, opened
            before = ring.store.summary()
            opcode = BINARY if door == "msgpack" else TEXT
            probe = (("op", "ping"), ("id", "probe"))
            write = pairs_to_msgpack if door == "msgpack" else pairs_to_json
            await wire.send([client_frame(opcode, written), client_frame(opcode, write(probe))])
            replies, code = await self._listen(wire)
        if code is not None:
            self.gone()
            self._check_close(question, written, code)
            return
        self._check_replies(question, written, door, replies)
        if any("error" in reply for reply in replies):
            assert ring.store.summary() == before, "refused, and yet something is stored"

    async def _listen(self, wire: Wire) -> tuple[list[Frame], int | None]:
        replies: list[Frame] = []
        while True:
            try:
                opcode, payload = await wire.frame()
            except Closed:
                raise AssertionError("cut without a close frame") from None
            if opcode == CLOSE:
                return replies, int.from_bytes(payload[:2], "big")
            frame = msgspec.msgpack.decode(payload) if opcode == BINARY else json.loads(payload)
            if "re" in frame:
                if frame["re"] == "probe":
                    return replies, None
                replies.append(frame)

    def _check_close(self, question: Question, written: bytes, code: int) -> None:
        assert code in CLOSE_CODES, code
        if code == 1009:
            assert len(written) > LARGEST
        elif code == 1007:
            with pytest.raises(UnicodeDecodeError):
                written.decode()
        else:
            assert code == NOT_ALLOWED, code
            assert question.slips or str(question.op).startswith("auth."), question

    def _check_replies(self, question: Question, written: bytes, door: str, replies: list[Frame]) -> None:
        assert len(replies) <= 1, replies
        wrong = door == "json" and is_called_wrong(question, written)
        if question.labelled:
            assert len(replies) == 1, "dropped in silence"
        for reply in replies:
            if "error" in reply:
                check_refusal(reply["error"], question, wrong)
                assert reply["re"] in (None, "question") or not question.labelled, reply
            else:
                assert not wrong, f"the documents say this is wrong: {written[:500]!r}"
                if question.labelled:
                    check_answer(reply["ok"], question.op)
        assert replies or not wrong, "wrong, and yet nothing is said"

    async def ask_http(self, question: Question) -> None:
        ring, caller = self.ring, await self.here()
        written = question.written("http")
        head = (
            f"POST /api/v1/{question.op} HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: application/json\r\n"
            f"Authorization: Bearer {caller.token}\r\nContent-Length: {len(written)}\r\n\r\n"
        )
        before = ring.store.summary()
        async with dialled(ring.server) as wire:
            await wire.send([head.encode(), written])
            answer = await wire.answer()
        assert answer.headers["content-type"] == "application/json", answer
        wrong = written != b"" and is_called_wrong(question, self._with_op(question, written))
        if answer.status == 200:
            assert not wrong, f"the documents say this is wrong: {written[:500]!r}"
            check_answer(answer.json, question.op)
        else:
            error = answer.json["error"]
            assert answer.status == STATUS[error["code"]], answer
            if error["code"] == "unauthenticated" and error["message"].startswith("token"):
                self.gone()
                return
            check_refusal(error, question, wrong)
            assert ring.store.summary() == before, "refused, and yet something is stored"
        if question.op in ("auth.logout", "auth.revoke", "auth.password"):
            self.gone()

    @staticmethod
    def _with_op(question: Question, written: bytes) -> bytes:
        """Over HTTP the path says the operation, and `op` may be left out."""
        try:
            asked = json.loads(written)
        except (ValueError, RecursionError):
            return written
        return json.dumps({"op": question.op, **asked}).encode() if isinstance(asked, dict) else written


@pytest.fixture(scope="module")
def mallory(ring: Arena) -> Mallory:
    return Mallory(ring)


@pytest.mark.parametrize("door", ["json", "msgpack"])
def test_a_frame_with_odd_fields_is_answered_once_and_stores_nothing_if_refused(
    mallory: Mallory, ring: Arena, seconds: float, door: str
) -> None:
    def check(question: Question) -> None:
        ring.run(mallory.ask_frame(question, door))
        ring.run(ring.talk())
        ring.check_log()

    fuzz(f"operations-{door}", check, QUESTIONS, examples=200, seconds=seconds)


def test_a_request_with_odd_fields_is_answered_and_stores_nothing_if_refused(
    mallory: Mallory, ring: Arena, seconds: float
) -> None:
    def check(question: Question) -> None:
        ring.run(mallory.ask_http(question))
        ring.run(ring.talk())
        ring.check_log()

    questions = PROPER | asked(st.just("question"), st.none(), st.lists(SLIPS, min_size=1, max_size=3))
    fuzz("operations-http", check, questions, examples=200, seconds=seconds)


@pytest.mark.parametrize("name", NAMES)
def test_every_field_takes_or_refuses_every_odd_value(mallory: Mallory, ring: Arena, name: str) -> None:
    """What chance may not come by: each odd value in each field, all else being sensible."""
    sensible_fields = examples.request(DESCRIBED[name], COMPONENTS)
    frames = []
    for field in DESCRIBED[name].fields:
        for value in (*PLAIN, *WRITTEN_ODDLY):
            pairs = (("op", name), ("id", "swept"), *{**sensible_fields, field: value}.items())
            frames.append(pairs_to_json(pairs))
    fitting = [frame for frame in frames if len(frame) <= LARGEST and is_utf8(frame)]

    async def sweep() -> list[Frame]:
        caller = await mallory.here()
        async with dialled(ring.server) as wire:
            await wire.upgrade("/api/v1/ws", f"Authorization: Bearer {caller.token}")
            probe = b'{"op":"ping","id":"probe"}'
            sending = asyncio.ensure_future(wire.send(client_frame(TEXT, each) for each in [*fitting, probe]))
            replies, code = await mallory._listen(wire)
            await sending
        assert code is None or name.startswith("auth."), code
        assert code is not None or len(replies) == len(fitting), "each is answered once"
        return replies

    replies = ring.witnessed(sweep())
    mallory.gone()
    for reply in replies:
        assert "ok" in reply or reply["error"]["code"] in REFUSALS, reply


def is_utf8(written: bytes) -> bool:
    try:
        written.decode()
    except UnicodeDecodeError:
        return False
    return True


def test_many_odd_frames_at_once_disturb_nobody(mallory: Mallory, ring: Arena, seconds: float) -> None:
    """R10: pipelined on one connection, while others talk."""

    async def pour(questions: list[Question]) -> None:
        caller = await mallory.here()
        async with dialled(ring.server) as wire:
            await wire.upgrade("/api/v1/ws", f"Authorization: Bearer {caller.token}")
            frames = [client_frame(TEXT, question.written("json")) for question in questions]
            await wire.send([*frames, client_frame(TEXT, b'{"op":"ping","id":"probe"}')])
            replies, code = await mallory._listen(wire)
        if code is not None:
            assert code in CLOSE_CODES
            mallory.gone()
        assert all(reply["error"]["code"] in REFUSALS for reply in replies if "error" in reply), replies

    questions = st.lists(QUESTIONS, min_size=2, max_size=12)
    fuzz("many", lambda some: ring.witnessed(pour(some)), questions, examples=40, seconds=seconds)
