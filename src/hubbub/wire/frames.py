"""Server frames of RFC 6455 (section 5.2): unmasked, unfragmented, uncompressed.

A frame is framed once and written to many sockets, so everything here gives plain ``bytes`` that can be
shared. Reading frames is the parser's business (``hubbub.gateway``), not this module's.
"""

from __future__ import annotations

from collections.abc import Iterable
from struct import Struct
from typing import Final

# FIN set, reserved bits clear, opcode.
_TEXT: Final = 0x81
_BINARY: Final = 0x82
_CLOSE: Final = 0x88
_PING: Final = 0x89
_PONG: Final = 0x8A

CONTROL_LIMIT: Final = 125
"""The longest payload of a control frame (RFC 6455, section 5.5)."""

_medium = Struct(">BBH").pack
_long = Struct(">BBQ").pack

# Chat frames are mostly short: their two header bytes are looked up, not packed.
_TEXT_HEADS: Final = tuple(bytes((_TEXT, size)) for size in range(126))
_BINARY_HEADS: Final = tuple(bytes((_BINARY, size)) for size in range(126))


def text(payload: bytes) -> bytes:
    """One text frame; the payload must be UTF-8 already."""
    size = len(payload)
    if size < 126:
        return _TEXT_HEADS[size] + payload
    return _head(_TEXT, size) + payload


def binary(payload: bytes) -> bytes:
    """One binary frame."""
    size = len(payload)
    if size < 126:
        return _BINARY_HEADS[size] + payload
    return _head(_BINARY, size) + payload


def join(frames: Iterable[bytes]) -> bytes:
    """Many frames as one object, for one write a connection instead of one a frame."""
    return b"".join(frames)


def ping(payload: bytes = b"") -> bytes:
    """A ping; at most :data:`CONTROL_LIMIT` bytes."""
    return _control(_PING, payload)


def pong(payload: bytes = b"") -> bytes:
    """The answer to a ping, with the ping's payload (RFC 6455, section 5.5.3)."""
    return _control(_PONG, payload)


def close(code: int | None = None, reason: str = "") -> bytes:
    """A close frame; without a code its payload is empty. A long reason is cut at a whole character."""
    if code is None:
        return _control(_CLOSE, b"")
    cut = reason.encode()[: CONTROL_LIMIT - 2].decode(errors="ignore").encode()
    return _control(_CLOSE, code.to_bytes(2, "big") + cut)


def _head(first: int, size: int) -> bytes:
    return _medium(first, 126, size) if size < 0x1_0000 else _long(first, 127, size)


def _control(first: int, payload: bytes) -> bytes:
    if len(payload) > CONTROL_LIMIT:
        raise ValueError(f"a control frame holds {CONTROL_LIMIT} bytes, not {len(payload)}")
    return bytes((first, len(payload))) + payload
