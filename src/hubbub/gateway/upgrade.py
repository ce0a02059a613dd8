"""What the gateway and the application say to each other: request, answer, and a connection's two ends."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any, Protocol

import msgspec

from hubbub.errors import HTTP_STATUS, Code, HubbubError

from .heartbeat import Heartbeat

if TYPE_CHECKING:
    from .connection import Connection


class Upgrade(msgspec.Struct, frozen=True, kw_only=True):
    """A request to become a WebSocket, already checked for its form, its origin and the caps."""

    path: str
    query: dict[str, str]
    headers: dict[str, str]
    """Lower-case names; a header sent twice is joined with a comma."""
    address: str
    port: int
    """Ours, that it came to."""
    origin: str | None
    subprotocols: tuple[str, ...]
    """As offered by the client, in its order of preference."""
    subprotocol: str | None
    """The one the route speaks, which the answer will name."""

    @property
    def cookies(self) -> dict[str, str]:
        """The cookies, but none without an Origin: only a permitted page may act with its person's cookie."""
        if self.origin is None:
            return {}
        pairs = (pair.partition("=") for pair in self.headers.get("cookie", "").split(";"))
        return {name.strip(): value.strip().strip('"') for name, equals, value in pairs if equals}

    @property
    def bearer(self) -> str | None:
        """The token of ``Authorization: Bearer``, if there is one."""
        scheme, _, token = self.headers.get("authorization", "").partition(" ")
        return token.strip() or None if scheme.lower() == "bearer" else None


class Refused(msgspec.Struct, frozen=True):
    """An HTTP answer instead of the upgrade. The status is the code's own unless one is given."""

    code: Code
    message: str
    retry_after: float | None = None
    status: int | None = None
    headers: tuple[tuple[str, str], ...] = ()

    @classmethod
    def because(cls, error: HubbubError) -> Refused:
        """An error of the catalogue as a refusal."""
        return cls(error.code, error.message, error.retry_after)

    @property
    def http_status(self) -> int:
        """The status to answer with."""
        return HTTP_STATUS[self.code] if self.status is None else self.status

    def body(self) -> bytes:
        """``{"error": {...}}`` as PROTOCOL has it."""
        error: dict[str, Any] = {"code": self.code, "message": self.message}
        if self.retry_after is not None:
            error["retry_after"] = self.retry_after
        return msgspec.json.encode({"error": error})


class Receiver(Protocol):
    """Who a connection talks to; one per connection. Called on the event loop; must not block.

    An exception out of any of these is logged and closes the connection with 1011.
    """

    def connected(self, connection: Connection) -> None:
        """The upgrade has been answered: write away."""

    def received(self, message: bytes, binary: bool) -> None:
        """One whole message; text is valid UTF-8. Never after a close, ours or the peer's."""

    def disconnected(self) -> None:
        """The socket is gone. Exactly once after ``connected``, and nothing follows.

        Always from the event loop itself, never from within a call to the connection, so a fan-out loop
        that writes to many connections will not see its members vanish.
        """


Endpoint = Callable[[Upgrade], Receiver | Refused]
"""Makes the receiver of a connection, or says no. May also raise an error of the catalogue."""


class Route(msgspec.Struct, frozen=True):
    """What answers at a path."""

    endpoint: Endpoint
    subprotocols: tuple[str, ...] = ()
    heartbeat: Heartbeat = Heartbeat()
    any_origin: bool = False
    """Pages of every origin may connect: only where nobody is known by a cookie."""
