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
from hubbub.wire import frames, surrogates
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
        self._requests = {name_of(operation): operation for operation in operations}
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
        label = self._labelled(payload).id
        if isinstance(label, str) and len(label) <= 256 and surrogates.is_whole(label):
            return label
        if isinstance(label, int) and not isinstance(label, bool) and abs(label) <= MAX_ID:
            return label
        return None

    def asked(self, payload: bytes) -> str | None:
        """Return the name of the operation that such a request asks for, if there is one of that name."""
        op = self._labelled(payload).op
        return op if isinstance(op, str) and op in self._requests else None

    def event(self, event: Event) -> bytes:
        """Return an event's frame."""
        return self._frame(self._encoder.encode(event))

    def success(self, re: RequestId, ok: Any) -> bytes:
        """Return the frame of a reply that says yes."""
        return self._frame(self._encoder.encode(Success(re, ok)))

    def failure(self, re: RequestId | UnsetType | None, error: HubbubError) -> bytes:
        """Return the frame of a reply that says no."""
        return self._frame(self._encoder.encode(Failure(None if re is UNSET else re, problem(error))))

    def _labelled(self, payload: bytes) -> _Labelled:
        try:
            return self._labels.decode(payload)  # type: ignore[no-any-return]
        except (ValueError, RecursionError):
            fields = {} if self.binary else surrogates.read(payload)
            return _Labelled(fields.get("id"), fields.get("op"))

    def _explain(self, payload: bytes, error: Exception) -> BadRequest:
        if isinstance(error, msgspec.ValidationError):
            op = self._labelled(payload).op
            if not isinstance(op, str):
                return BadRequest(explain(error))
            if op not in self._requests:
                return BadRequest(f"op: no operation is called {op[:40]!r}")
            return BadRequest(explain(error, self._requests[op]))
        if self.binary:
            return BadRequest(f"frame: not MessagePack ({error})")
        return surrogates.explain(payload) or BadRequest(f"frame: not JSON ({error})")


class Codec:
    """Both formats, over the same operations."""

    def __init__(self, operations: Sequence[type[Operation]]) -> None:
        self.json = Format(JSON, operations)
        self.msgpack = Format(MSGPACK, operations)

    def format(self, subprotocol: str | None) -> Format:
        """Return the format that goes by the name of a subprotocol; JSON is the default."""
        return self.msgpack if subprotocol == MSGPACK else self.json


_AT = re.compile(r"^(?P<what>.*?) - at (?P<key>`key` in )?`(?P<where>[^`]*)`$", re.DOTALL)
_FIELD = re.compile(r"field `(?P<field>.*)`", re.DOTALL)


def explain(
    error: msgspec.ValidationError, request: type[Operation] | None = None, whole: str = "frame"
) -> str:
    """Turn the decoder's words into a sentence that begins with the field's name, or that of the whole.

    With the kind of request that was meant, it says what may stand where only a few words may.
    """
    sentence = str(error)
    located = _AT.match(sentence)
    what = located["what"] if located else sentence
    path = located["where"].removeprefix("$").lstrip(".") if located else ""
    if named := _FIELD.search(what):
        field = ".".join(part for part in (path.removesuffix("[...]"), named["field"][:80]) if part)
        what = "unknown field" if "unknown" in what else "missing"
    else:
        field = path
        if located and located["key"]:
            what += " as a key"
        elif choices := _choices(request, path) if "enum value" in what else []:
            what = f"must be one of {', '.join(choices)}"
    return f"{field or whole}: {what[:1].lower()}{what[1:]}"


def _choices(request: type[Operation] | None, name: str) -> list[str]:
    """Return the words that a field takes, if it takes only some."""
    for field in () if request is None else msgspec.structs.fields(request):
        if field.encode_name == name:
            match msgspec.inspect.type_info(field.type):
                case msgspec.inspect.LiteralType(values):
                    return [str(value) for value in values]
                case msgspec.inspect.EnumType(cls):
                    return [str(member.value) for member in cls]
                case _:
                    pass
    return []
