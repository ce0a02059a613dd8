"""What no client should send: values of every wrong kind, requests with fields mutated, bytes gone astray."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any, Final

import msgspec
from hypothesis import strategies as st
from hypothesis.strategies import SearchStrategy

Pairs = tuple[tuple[str, Any], ...]
"""An object's fields in their order; unlike a dictionary it can have one twice."""


@dataclass(frozen=True)
class Odd:
    """A value that one of the formats, or Python, has no other way to write."""

    what: str
    json: bytes
    msgpack: bytes

    def __repr__(self) -> str:
        return f"<{self.what}>"


def _nested(depth: int) -> Odd:
    return Odd(f"{depth} lists in each other", b"[" * depth + b"]" * depth, b"\x91" * depth + b"\xc0")


def _nested_objects(depth: int) -> Odd:
    opened = b'{"a":' * depth + b"1" + b"}" * depth
    return Odd(f"{depth} objects in each other", opened, b"\x81\xa1a" * depth + b"\x01")


WRITTEN_ODDLY: Final = (
    Odd("NaN", b"NaN", b"\xcb\x7f\xf8" + bytes(6)),
    Odd("infinity", b"1e400", b"\xcb\x7f\xf0" + bytes(6)),
    Odd("minus nothing", b"-0", b"\xcb\x80" + bytes(7)),
    Odd("one as a float", b"1.0", b"\xcb\x3f\xf0" + bytes(6)),
    Odd("ten by its exponent", b"1e1", b"\xca\x41\x20\x00\x00"),
    Odd("an integer of 5000 digits", b"9" * 5_000, b"\xcf" + b"\xff" * 8),
    Odd("2 to the 64th", b"18446744073709551616", b"\xcf" + b"\xff" * 8),
    Odd("a lone surrogate", rb'"\ud800"', b"\xa3\xed\xa0\x80"),
    Odd("half an emoji", rb'"hello \udca9"', b"\xa9hello \xed\xb2"),
    Odd("no UTF-8", b'"\xc3\x28\xff"', b"\xa3\xc3\x28\xff"),
    Odd("raw control characters", b'"a\x01\tb"', b"\xa4a\x01\tb"),
    Odd("bytes", b'"AAEC"', b"\xc4\x03\x00\x01\x02"),
    Odd("a timestamp", b'"2026-11-25T10:00:00Z"', b"\xd6\xff\x6a\x00\x00\x00"),
    Odd("an extension", b'""', b"\xd5\x07ab"),
    Odd("a map of integers", b'{"1":2}', b"\x81\x01\x02"),
    Odd("a key twice", b'{"a":1,"a":2}', b"\x82\xa1a\x01\xa1a\x02"),
    Odd("a longer list than there is", b"[1,", b"\xdd\xff\xff\xff\xff"),
    Odd("a longer text than there is", b'"abc', b"\xdb\xff\xff\xff\xffabc"),
    Odd("a byte that means nothing", b"\x00", b"\xc1"),
    _nested(70),
    _nested(1_200),
    _nested(20_000),
    _nested_objects(70),
    _nested_objects(1_200),
)
PLAIN: Final[tuple[Any, ...]] = (
    None, True, False, 0, 1, -1, 1.5, -0.5, 2**31, 2**53 - 1, 2**53, -(2**53), 2**63 - 1, 2**63, -(2**63),
    "", " ", "1", "0", "-1", "null", "\x00", "a\x00b", "\u202eevil", "\u200b", "\ufeff", "e\u0301" * 40,
    "🧑‍🚀" * 30,
    "ß" * 33, "İ", "\r\n", "x" * 41, "x" * 257, "x" * 10_001, "é" * 25_000, "../../etc/passwd",
    "'; DROP TABLE users--",
    "%00", "{{1+1}}", "<script>", "@all", "@everyone @ada", "http://", "https://x y", "//evil.example/",
    "javascript:1",
    "0001-01-01T00:00:00+23:59", "9999-12-31T23:59:59.999999-23:59", "2026-02-30T00:00:00Z",
    "2026-11-25T10:00:00",
    "1969-12-31T23:59:59Z", "2026-11-25T10:00:60Z", "2026-11-25 10:00:00+00:00",
    [], [None], [1, "1"], [[1]], [0] * 300, [1, 1], {}, {"a": 1}, {"op": "ping"}, {"": None}, {"1": 1,
     "x": "y"},
    {"0": -1}, {"18446744073709551616": 1}, {"01": 1, "1": 2}, {"١": 1}, {"-0": 0},
)  # fmt: skip

_FEW: Final = st.none() | st.booleans() | st.integers(-3, 10) | st.text(max_size=3)
ODD: Final[SearchStrategy[Any]] = st.one_of(
    st.sampled_from(PLAIN),
    st.sampled_from(WRITTEN_ODDLY),
    st.integers(-(2**64) + 1, 2**64 - 1),
    st.floats(allow_nan=False, allow_infinity=False),
    st.text(max_size=50),
    st.lists(_FEW, max_size=3),
    st.dictionaries(st.text(max_size=3), _FEW | st.lists(_FEW, max_size=2), max_size=3),
)
ODD_NAMES: Final = st.one_of(
    st.sampled_from(
        ["", "op", "id", "ID", "Op", "id ", "__class__", "constructor", "\x00", "a.b", "`x`", "$", "[0]", "'"]
    ),
    st.sampled_from(
        ["conversation", "text", "seq", "user", "to", "token", "x" * 300, "re", "ev", "ok", "error"]
    ),
    st.text(max_size=8),
)


def to_json(value: Any) -> bytes:
    """Write a value as JSON, rightly or, where it is odd, wrongly."""
    if isinstance(value, Odd):
        return value.json
    if isinstance(value, dict):
        return pairs_to_json(tuple(value.items()))
    if isinstance(value, list):
        return b"[" + b",".join(map(to_json, value)) + b"]"
    return json.dumps(value).encode()


def pairs_to_json(pairs: Sequence[tuple[str, Any]]) -> bytes:
    """Write an object's fields as JSON."""
    return b"{" + b",".join(json.dumps(name).encode() + b":" + to_json(value) for name, value in pairs) + b"}"


def to_msgpack(value: Any) -> bytes:
    """Write a value as MessagePack, rightly or, where it is odd, wrongly."""
    if isinstance(value, Odd):
        return value.msgpack
    if isinstance(value, dict):
        return pairs_to_msgpack(tuple(value.items()))
    if isinstance(value, list):
        return b"\xdd" + len(value).to_bytes(4, "big") + b"".join(map(to_msgpack, value))
    if isinstance(value, str):
        text = value.encode("utf-8", "surrogatepass")
        return b"\xdb" + len(text).to_bytes(4, "big") + text
    if isinstance(value, int) and not -(2**63) <= value < 2**64:
        value = float(value)
    return msgspec.msgpack.encode(value)


def pairs_to_msgpack(pairs: Sequence[tuple[str, Any]]) -> bytes:
    """Write an object's fields as MessagePack."""
    fields = b"".join(to_msgpack(name) + to_msgpack(value) for name, value in pairs)
    return b"\xdf" + len(pairs).to_bytes(4, "big") + fields


@st.composite
def mutated(draw: st.DrawFn, fields: SearchStrategy[dict[str, Any]], most: int = 3) -> Pairs:
    """Give an object's fields with up to so many of them dropped, replaced, repeated, or of no meaning."""
    pairs = list(draw(fields).items())
    for _ in range(draw(st.integers(0, most))):
        kind = draw(st.sampled_from(["replace", "replace", "replace", "drop", "add", "repeat", "rename"]))
        place = draw(st.integers(0, max(0, len(pairs) - 1)))
        if kind == "add" or not pairs:
            pairs.insert(place, (draw(ODD_NAMES), draw(ODD)))
        elif kind == "replace":
            pairs[place] = (pairs[place][0], draw(ODD))
        elif kind == "drop":
            del pairs[place]
        elif kind == "repeat":
            pairs.append((pairs[place][0], draw(ODD | st.just(pairs[place][1]))))
        else:
            pairs[place] = (draw(ODD_NAMES), pairs[place][1])
    return tuple(pairs)


@dataclass(frozen=True)
class Slip:
    """An accident that befalls bytes."""

    kind: str
    place: int
    byte: int

    def befall(self, written: bytes) -> bytes:
        """Return the bytes after it."""
        at = self.place % (len(written) + 1)
        put = bytes((self.byte,))
        match self.kind:
            case "insert":
                return written[:at] + put + written[at:]
            case "delete":
                return written[:at] + written[at + 1 :]
            case "cut":
                return written[:at]
            case "twice":
                return written[:at] + written
            case _:
                return written[:at] + put + written[at + 1 :]


SLIPS: Final = st.builds(
    Slip,
    st.sampled_from(["overwrite", "insert", "delete", "cut", "twice"]),
    st.integers(0, 2**16),
    st.integers(0, 255),
)


def sliced(written: bytes, cuts: Sequence[int]) -> list[bytes]:
    """Cut bytes at places, which wrap around; no slice is empty."""
    places = sorted({cut % (len(written) + 1) for cut in cuts} | {0, len(written)})
    return [written[start:end] for start, end in pairwise(places)]
