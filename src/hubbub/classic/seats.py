"""One Engine.IO session of a classic call page, and what it may cost. No I/O."""

from __future__ import annotations

from typing import Final

import msgspec

from hubbub.domain.limits import Rate, Seconds, TokenBucket
from hubbub.errors import BadRequest, RateLimited, TooLarge

SPOKEN: Final = ("1", "2probe", "3", "40", "41", "42", "43", "5")
"""How a packet of this dialect begins: close, probe, pong, upgrade, and Socket.IO's connect, disconnect,
event and acknowledgement. Binary ones are not among them: nothing binary is ever said in a call, and the
library gathers as many attachments as a peer announces."""


class CallLimits(msgspec.Struct, frozen=True, kw_only=True):
    """Every bound of call signalling. Bytes, characters and seconds; ``None`` is no bound."""

    message: int = 64 * 1024
    """Longest packet, and longest body of a request with several."""
    packets: int = 64
    """Most packets in one request. A page that polls sends all its ICE candidates at once."""
    room: int = 64
    """Longest name of a room."""
    waiting: int = 128
    """Packets that a peer has not fetched before it is cut off: more than another's burst."""
    join_seconds: float = 10.0
    """How long a session may be without having joined: it is a handshake that never came back."""
    stalled_seconds: float = 20.0
    """How long a WebSocket may leave written bytes unread."""
    sessions: int | None = 4_000
    sessions_per_address: int | None = 200
    rate: Rate | None = Rate(burst=100, per_second=20)
    """Packets of one session."""

    def without_caps(self) -> CallLimits:
        """The same with caps and rates off, for benchmarks and trusted networks. Sizes and deadlines stay."""
        return msgspec.structs.replace(self, sessions=None, sessions_per_address=None, rate=None)


class Seat:
    """A session from its handshake to its end: who it is to the library, and what it has left to spend."""

    __slots__ = ("_bucket", "_joining", "_limits", "address", "engine", "polling", "room", "sid")

    def __init__(self, address: str, room: str, limits: CallLimits, now: Seconds) -> None:
        """``address``: what counts as one for the caps. Raises ``BadRequest`` for a room's name too long."""
        if len(room) > limits.room:
            raise BadRequest(f"room: at most {limits.room} characters")
        self.address = address
        self.room = room
        self.engine: str | None = None
        """Its Engine.IO id, once it has one: what requests name it by."""
        self.sid: str | None = None
        """Its Socket.IO id, while it has joined."""
        self.polling = False
        """Whether a request of it waits for packets."""
        self._limits = limits
        self._joining = False
        self._bucket = TokenBucket(limits.rate, now) if limits.rate is not None else None

    def check_packets(self, packets: list[str]) -> None:
        """Check what came in one request, in its order. Raises as `check_packet`, and for too many."""
        if len(packets) > self._limits.packets:
            raise TooLarge(f"body: at most {self._limits.packets} packets")
        for packet in packets:
            self.check_packet(packet)

    def check_packet(self, packet: str | None) -> None:
        """Check one packet before the library sees it, and count it; ``None`` stands for a binary one.

        Raises ``BadRequest`` for what this dialect does not say, ``TooLarge`` and ``RateLimited``.
        """
        if packet is None or not packet.startswith(SPOKEN):
            raise BadRequest("packet: not one of a call's")
        if len(packet.encode(errors="surrogatepass")) > self._limits.message:
            raise TooLarge(f"packet: at most {self._limits.message} bytes")
        if self._bucket is not None and (wait := self._bucket.take()):
            raise RateLimited("packet: too many", retry_after=wait)
        if packet.startswith("40") and not packet.startswith("40/"):
            if self._joining:
                # The library would keep both, and forget the first when the session ends.
                raise BadRequest("packet: this session has joined already")
            self._joining = True
