"""What one client may cost: the bounds of the shell, and the counter that holds the caps.

Framing rules (RFC 6455) are not here: they hold whatever the limits say.
"""

from __future__ import annotations

from collections.abc import Hashable
from typing import Generic, TypeVar

import msgspec

from hubbub.domain.limits import Rate

Key = TypeVar("Key", bound=Hashable)


class GatewayLimits(msgspec.Struct, frozen=True, kw_only=True):
    """Every bound of the shell. Bytes and seconds; ``None`` is no bound."""

    message: int = 64 * 1024
    """Longest message, whole or in fragments; past it 1009."""
    write_buffer: int = 1024 * 1024
    """Bytes waiting for a reader before it is too slow (4001)."""
    receive_buffer: int | None = 64 * 1024
    """Kernel buffer of the socket. The parser's buffer grows to what one read brings and never shrinks, so
    this bounds a flooding client's memory in the kernel and in the process."""
    close_grace: float = 3.0
    """How long a peer may take over the closing handshake, or to read what is still buffered."""
    header_bytes: int = 32 * 1024
    header_seconds: float = 10.0
    body_seconds: float = 30.0
    """A request whose head is longer, or takes longer, is refused: slow senders of heads cost a socket each.
    """
    connections: int | None = 20_000
    connections_per_address: int | None = 1_000
    pings: Rate | None = Rate(burst=50, per_second=10)
    """Pings answered at once; past it only the latest is answered, later (RFC 6455, section 5.5.3)."""

    def without_caps(self) -> GatewayLimits:
        """The same with caps and rates off, for benchmarks and trusted networks. Sizes and deadlines stay."""
        return msgspec.structs.replace(self, connections=None, connections_per_address=None, pings=None)


class Occupancy(Generic[Key]):
    """How many are in, by key, at most ``limit`` each. Memory only for keys that have somebody in."""

    __slots__ = ("_counts", "_limit")

    def __init__(self, limit: int | None) -> None:
        self._limit = limit
        self._counts: dict[Key, int] = {}

    def enter(self, key: Key) -> bool:
        """One more under ``key``; ``False`` (and nothing counted) if it is full."""
        count = self._counts.get(key, 0)
        if self._limit is not None and count >= self._limit:
            return False
        self._counts[key] = count + 1
        return True

    def leave(self, key: Key) -> None:
        """One less. Leaving without having entered is a defect and raises ``KeyError``."""
        count = self._counts[key]
        if count == 1:
            del self._counts[key]
        else:
            self._counts[key] = count - 1

    def count(self, key: Key) -> int:
        """How many are in under ``key``."""
        return self._counts.get(key, 0)

    def __len__(self) -> int:
        return len(self._counts)
