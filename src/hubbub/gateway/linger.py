"""The end of a connection whose peer may still be sending.

Closing a socket with unread input makes the kernel answer with RST, and that can destroy our close frame
before the peer has read it: a browser would see 1006 instead of "frame too large". So we say FIN, and read
into the void until the peer says FIN as well or its grace is over.
"""

from __future__ import annotations

import asyncio

_VOID = bytearray(64 * 1024)  # shared by all: nobody reads what is written here


class Linger(asyncio.BufferedProtocol):
    """Discards everything; hands the end on to the protocol that was there before."""

    __slots__ = ("_before",)

    def __init__(self, before: asyncio.BaseProtocol) -> None:
        self._before = before

    def get_buffer(self, sizehint: int) -> bytearray:
        """Where to read to."""
        return _VOID

    def buffer_updated(self, nbytes: int) -> None:
        """What was read is not looked at (RFC 6455, section 7.1.7: no more data is processed)."""

    def connection_lost(self, exc: Exception | None) -> None:
        """The peer closed as well, or was cut off."""
        self._before.connection_lost(exc)
