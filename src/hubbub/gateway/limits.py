"""What one client may cost: the bounds of the shell.

Framing rules (RFC 6455) are not here: they hold whatever the limits say.
"""

from __future__ import annotations

import msgspec

from hubbub.domain.limits import Rate


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
    """A request whose head is longer, or takes longer, is refused: slow senders of heads cost a socket each.
    """
    body_step: int = 64 * 1024
    body_seconds: float = 30.0
    """How long the next ``body_step`` bytes of a request's body, or its end, may take: however long an upload
    is, it lives while it goes on, and a drip does not."""
    answer_seconds: float = 30.0
    """How long a peer may read nothing of an answer that waits for it."""
    http_per_address: int | None = 1_000
    """Sockets of one address that speak HTTP, from the moment they are accepted: an upgraded one is counted
    among the connections instead. Trusted proxies have as many as they want."""
    connections: int | None = 20_000
    connections_per_address: int | None = 1_000
    pings: Rate | None = Rate(burst=50, per_second=10)
    """Pings answered at once; past it only the latest is answered, later (RFC 6455, section 5.5.3)."""

    def without_caps(self) -> GatewayLimits:
        """The same with caps and rates off, for benchmarks and trusted networks. Sizes and deadlines stay."""
        return msgspec.structs.replace(
            self, http_per_address=None, connections=None, connections_per_address=None, pings=None
        )
