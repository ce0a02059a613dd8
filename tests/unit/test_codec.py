"""The codec: every operation in both formats, and errors that begin with the field's name."""

from __future__ import annotations

import contextlib
import json
from typing import Any

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from hubbub.errors import BadRequest, RateLimited
from hubbub.services.messages import Send
from hubbub.services.operations import ROWS
from hubbub.wire.codec import JSON, MSGPACK, Codec, Format
from hubbub.wire.operation import name_of

CODEC = Codec([row.request for row in ROWS])
FORMATS = (CODEC.json, CODEC.msgpack)


def write(format_: Format, value: Any) -> bytes:
    return msgspec.msgpack.encode(value) if format_.binary else json.dumps(value).encode()


def payload(frame: bytes) -> bytes:
    """Return what a server's frame holds: unmasked, whole (RFC 6455, 5.2)."""
    size = frame[1]
    return frame[2:] if size < 126 else frame[4:] if size == 126 else frame[10:]


def read(format_: Format, frame: bytes) -> Any:
    body = payload(frame)
    return msgspec.msgpack.decode(body) if format_.binary else json.loads(body)


@pytest.mark.parametrize("format_", FORMATS, ids=[JSON, MSGPACK])
def test_the_name_chooses_the_operation(format_: Format) -> None:
    sent = format_.decode(write(format_, {"op": "message.send", "id": 7, "conversation": 1, "text": "x"}))
    assert sent == Send(id=7, conversation=1, text="x")


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row.name)
def test_every_operation_is_read_in_both_formats(row: Any) -> None:
    """One operation, two doors, two formats: what is refused or accepted is the same."""
    outcomes = []
    for format_ in FORMATS:
        try:
            outcomes.append(type(format_.decode(write(format_, {"op": row.name}))))
        except BadRequest as error:
            outcomes.append(error.message)  # type: ignore[arg-type]
    assert outcomes[0] == outcomes[1]
    assert name_of(row.request) == row.name


@pytest.mark.parametrize("format_", FORMATS, ids=[JSON, MSGPACK])
@pytest.mark.parametrize(
    ("fields", "field"),
    [
        ({"op": "message.send"}, "text"),
        ({"op": "message.send", "text": 1}, "text"),
        ({"op": "message.send", "text": "x", "conversation": -1}, "conversation"),
        ({"op": "message.send", "text": "x", "color": 1}, "color"),
        ({"op": "message.send", "text": "x", "": 1}, "frame"),
        ({"op": "message.send", "text": "x", "a`b\n`": 1}, "a`b\n`"),
        ({"op": "message.send", "text": "x", "`": 1}, "`"),
        ({"op": "presence.get", "users": [1, 2, "x"]}, "users[2]"),
        ({"op": "sync", "cursors": {"1": "x"}}, "cursors[...]"),
        ({"op": "no.such"}, "op"),
        ({"op": 7}, "op"),
        ({}, "op"),
        ([], "frame"),
        ("ping", "frame"),
        (None, "frame"),
    ],
)
def test_what_is_refused_is_named(format_: Format, fields: Any, field: str) -> None:
    """PROTOCOL, Errors: bad_request: `message` names the field."""
    with pytest.raises(BadRequest) as refusal:
        format_.decode(write(format_, fields))
    assert refusal.value.message.partition(":")[0] == field


def test_a_key_of_the_wrong_kind_is_named_by_the_field_it_is_in() -> None:
    """MessagePack has integers as keys, JSON has none: the cursors' are strings in both."""
    format_ = CODEC.msgpack
    with pytest.raises(BadRequest, match=r"^cursors: expected `str`, got `int` as a key$"):
        format_.decode(write(format_, {"op": "sync", "cursors": {0: 1}}))


@pytest.mark.parametrize("format_", FORMATS, ids=[JSON, MSGPACK])
@given(garbage=st.binary(max_size=200))
def test_garbage_is_a_bad_request_and_nothing_worse(format_: Format, garbage: bytes) -> None:
    """DESIGN 7: past every bound a catalogue error, never a crash."""
    format_.label(garbage)
    with contextlib.suppress(BadRequest):
        format_.decode(garbage)


@pytest.mark.parametrize("format_", FORMATS, ids=[JSON, MSGPACK])
@given(
    value=st.recursive(
        st.none()
        | st.booleans()
        | st.integers(-(2**63), 2**63)
        | st.text(max_size=9)
        | st.floats(allow_nan=False),
        lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=9), inner, max_size=3),
        max_leaves=8,
    )
)
def test_any_value_is_an_operation_or_a_bad_request(format_: Format, value: Any) -> None:
    for said in (value, {"op": "message.send", "text": value}, {"op": "sync", "cursors": value, "id": value}):
        body = write(format_, said)
        format_.label(body)
        with contextlib.suppress(BadRequest):
            format_.decode(body)


@pytest.mark.parametrize("format_", FORMATS, ids=[JSON, MSGPACK])
@pytest.mark.parametrize("label", ["", "a", "x" * 256, 0, -7, 2**53 - 1])
def test_an_id_is_found_in_what_cannot_be_understood(format_: Format, label: int | str) -> None:
    assert format_.label(write(format_, {"op": "no.such", "id": label})) == label


@pytest.mark.parametrize("format_", FORMATS, ids=[JSON, MSGPACK])
@pytest.mark.parametrize("label", [None, True, 1.5, "x" * 257, 2**53, [], {}], ids=ascii)
def test_what_is_no_id_does_not_come_back(format_: Format, label: Any) -> None:
    assert format_.label(write(format_, {"op": "ping", "id": label})) is None


@pytest.mark.parametrize("format_", FORMATS, ids=[JSON, MSGPACK])
def test_an_error_on_the_wire_is_its_code_and_its_message(format_: Format) -> None:
    """PROTOCOL, Frames: {"re": <id>, "error": {"code", "message", "retry_after"?}}."""
    assert read(format_, format_.failure(7, BadRequest("text: no"))) == {
        "re": 7,
        "error": {"code": "bad_request", "message": "text: no"},
    }
    assert read(format_, format_.failure(None, RateLimited("slow", retry_after=1.5))) == {
        "re": None,
        "error": {"code": "rate_limited", "message": "slow", "retry_after": 1.5},
    }


def test_json_is_the_default() -> None:
    assert CODEC.format(None) is CODEC.format(JSON) is CODEC.json
    assert CODEC.format(MSGPACK) is CODEC.msgpack
