"""Bytes to operations, replies and events to bytes: JSON and MessagePack.

A decoder is made once from the operations there are. What it refuses becomes a catalogue error
that begins with the field's name.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from typing import Any, Final, Union

import msgspec
from msgspec import UNSET, Struct, UnsetType

from hubbub.domain.events import Event
from hubbub.domain.ids import MAX_ID, RequestId
from hubbub.errors import BadRequest, HubbubError
from hubbub.wire import frames, halves
from hubbub.wire.operation import Operation, name_of

JSON: Final = "hubbub.v1"
MSGPACK: Final = "hubbub.v1.msgpack"


class Problem(Struct, frozen=True, omit_defaults=True):
    """An error on the wire."""

    code: str
    message: str
    retry_after: float | None = None


class Success(Struct, frozen=True):
    """The reply to a request that succeeded."""

    re: RequestId
    ok: Any


class Failure(Struct, frozen=True):
    """The reply to a request that failed; `re` is null if it had no readable `id`."""

    re: RequestId | None
    error: Problem


class Refusal(Struct, frozen=True):
    """The body of an HTTP answer that is an error."""

    error: Problem


class _Labelled(Struct, frozen=True):
    """What is read of a request that cannot be understood: the id, to name it in the reply."""

    id: Any = None
    op: Any = None


def problem(error: HubbubError) -> Problem:
    """Return an error as it stands on the wire."""
    return Problem(error.code.value, error.message, error.retry_after)


class Format:
    """One way of writing: how to decode requests, and to encode and frame what goes out."""

    def __init__(self, name: str, operations: Sequence[type[Operation]]) -> None:
        module: Any = msgspec.json if name == JSON else msgspec.msgpack
        self.name = name
        self.binary = name == MSGPACK
        self._decoder = module.Decoder(Union[tuple(operations)])  # noqa: UP007  (a union made at run time)
        self._labels = module.Decoder(_Labelled)
        self._names = {name_of(operation) for operation in operations}
        self._encoder = module.Encoder()
        self._frame: Callable[[bytes], bytes] = frames.binary if self.binary else frames.text

    def decode(self, payload: bytes) -> Operation:
        """Return the operation asked for. Raises BadRequest naming the field."""
        try:
            return self._decoder.decode(payload)  # type: ignore[no-any-return]
        except (ValueError, RecursionError) as error:
            raise self._explain(payload, error) from None

    def label(self, payload: bytes) -> RequestId | None:
        """Return the id of a request that could not be understood, if that much can be read."""
        try:
            label = self._labels.decode(payload).id
        except (ValueError, RecursionError):
            return None if (whole := self._made_whole(payload)) is None else self.label(whole)
        if isinstance(label, str) and len(label) <= 256:
            return label
        if isinstance(label, int) and not isinstance(label, bool) and abs(label) <= MAX_ID:
            return label
        return None

    def event(self, event: Event) -> bytes:
        """Return an event's frame."""
        return self._frame(self._encoder.encode(event))

    def success(self, re: RequestId, ok: Any) -> bytes:
        """Return the frame of a reply that says yes."""
        return self._frame(self._encoder.encode(Success(re, ok)))

    def failure(self, re: RequestId | UnsetType | None, error: HubbubError) -> bytes:
        """Return the frame of a reply that says no."""
        return self._frame(self._encoder.encode(Failure(None if re is UNSET else re, problem(error))))

    def _made_whole(self, payload: bytes) -> bytes | None:
        return None if self.binary else halves.made_whole(payload)

    def _explain(self, payload: bytes, error: Exception) -> BadRequest:
        if not isinstance(error, msgspec.ValidationError):
            if self._made_whole(payload) is not None:
                return BadRequest("frame: half of a character is no text")
            return BadRequest(f"frame: not {'MessagePack' if self.binary else 'JSON'} ({error})")
        try:
            op = self._labels.decode(payload).op
        except (ValueError, RecursionError):
            op = None
        if isinstance(op, str) and op not in self._names:
            return BadRequest(f"op: no operation is called {op[:40]!r}")
        return BadRequest(explain(error))


class Codec:
    """Both formats, over the same operations."""

    def __init__(self, operations: Sequence[type[Operation]]) -> None:
        self.json = Format(JSON, operations)
        self.msgpack = Format(MSGPACK, operations)

    def format(self, subprotocol: str | None) -> Format:
        """Return the format that goes by the name of a subprotocol; JSON is the default."""
        return self.msgpack if subprotocol == MSGPACK else self.json


_AT = re.compile(r"^(?P<what>.*?) - at `(?P<where>[^`]*)`$", re.DOTALL)
_FIELD = re.compile(r"field `(?P<field>.*)`", re.DOTALL)


def explain(error: msgspec.ValidationError) -> str:
    """Turn the decoder's words into a sentence that begins with the field's name."""
    sentence = str(error)
    located = _AT.match(sentence)
    what = located["what"] if located else sentence
    path = located["where"].removeprefix("$").lstrip(".") if located else ""
    if named := _FIELD.search(what):
        field = ".".join(part for part in (path.removesuffix("[...]"), named["field"][:80]) if part)
        what = "unknown field" if "unknown" in what else "missing"
    elif path.startswith("key"):
        field = "frame"
    else:
        field = path or "frame"
    return f"{field or 'frame'}: {what[:1].lower()}{what[1:]}"
