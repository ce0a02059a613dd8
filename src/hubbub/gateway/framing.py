"""The rules of RFC 6455 that the frame parser leaves to us, as plain functions over bytes.

The parser (picows) checks opcodes, masks, lengths and the shape of control frames; here are UTF-8, the
reassembly of fragments and the payload of close frames.
"""

from __future__ import annotations

import codecs
from enum import IntEnum
from typing import Final


class CloseCode(IntEnum):
    """The codes this server sends: RFC 6455 (section 7.4.1), IANA's registry, PROTOCOL's own from 4000."""

    NORMAL = 1000
    PROTOCOL_ERROR = 1002
    INVALID_TEXT = 1007
    NOT_ALLOWED = 1008
    TOO_LARGE = 1009
    DEFECT = 1011
    RESTARTING = 1012
    NO_SIGN_OF_LIFE = 4000
    TOO_SLOW = 4001


class Violation(Exception):
    """The peer broke the protocol: the connection fails with this code (RFC 6455, section 7.1.7)."""

    def __init__(self, code: CloseCode, reason: str) -> None:
        super().__init__(reason)
        self.code = code
        self.reason = reason


_NOT_UTF8: Final = "text is not UTF-8"
_new_decoder = codecs.getincrementaldecoder("utf-8")


def check_utf8(payload: bytes) -> None:
    """Text is UTF-8 (section 8.1)."""
    try:
        payload.decode()
    except UnicodeDecodeError:
        raise Violation(CloseCode.INVALID_TEXT, _NOT_UTF8) from None


class Fragments:
    """A message that comes in pieces (section 5.4), bounded and checked piece by piece.

    An impossible byte fails at once: waiting for the end would let a client make us hold what can never be
    delivered.
    """

    __slots__ = ("_decoder", "_limit", "_payload", "binary")

    def __init__(self, binary: bool, limit: int) -> None:
        self.binary = binary
        self._limit = limit
        # Not a list: 65,536 pieces of one byte must not cost more than one piece of 64 KiB.
        self._payload = bytearray()
        self._decoder = None if binary else _new_decoder()

    def add(self, piece: bytes, final: bool) -> None:
        """One more piece; raises :class:`Violation` when it is too much or no UTF-8."""
        if len(self._payload) + len(piece) > self._limit:
            raise Violation(CloseCode.TOO_LARGE, f"a message may have {self._limit} bytes")
        if self._decoder is not None:
            try:
                self._decoder.decode(piece, final)
            except UnicodeDecodeError:
                raise Violation(CloseCode.INVALID_TEXT, _NOT_UTF8) from None
        self._payload += piece

    def message(self) -> bytes:
        """The whole message, after the final piece."""
        return bytes(self._payload)


def close_code(payload: bytes) -> int | None:
    """The code in a peer's close frame, ``None`` if it gave none. Raises :class:`Violation` (section 7.4)."""
    if not payload:
        return None
    code = int.from_bytes(payload[:2], "big")
    if len(payload) == 1 or not _may_be_sent(code):
        raise Violation(CloseCode.PROTOCOL_ERROR, "no valid close code")
    check_utf8(payload[2:])
    return code


def _may_be_sent(code: int) -> bool:
    # 1004-1006 and 1015 are reserved for those who report a close, never for those who send it.
    return 1000 <= code <= 1003 or 1007 <= code <= 1014 or 3000 <= code <= 4999
