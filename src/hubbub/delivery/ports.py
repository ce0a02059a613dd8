"""What delivery needs of the shells above it, and of the services beside it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Protocol

from hubbub.domain.limits import Rate
from hubbub.wire.operation import Operation


class Deadline(Protocol):
    """Something that will be called."""

    def cancel(self) -> None:
        """It will not be called."""


class Outlet(Protocol):
    """The connection a session writes to."""

    @property
    def buffered(self) -> int:
        """Return how many bytes are written and not yet taken by the peer's side."""

    @property
    def write(self) -> Callable[[bytes], None]:
        """Send bytes that are frames already; nothing happens after a close. Look it up at each use."""

    def announce(self, size: int) -> None:
        """Say that the next write is this large, and that this is no sign of a slow reader."""

    def close(self, code: int, reason: str = "") -> None:
        """Begin the closing handshake; once is enough."""

    def pause_reading(self) -> None:
        """Take no more bytes from the peer for now."""

    def expect(self, seconds: float, callback: Callable[[], None]) -> Deadline:
        """Call back after some seconds unless cancelled."""

    def resume_reading(self) -> None:
        """Take bytes again."""


class Desk(Protocol):
    """The operations, as a session sees them."""

    def begin(self, caller: Any, operation: Operation, done: Callable[[Any], None]) -> bool:
        """Begin what needs no coroutine and say whether that is so. Raises HubbubError."""

    async def perform(self, caller: Any, operation: Operation) -> Any:
        """Do what is asked and return the answer. Raises HubbubError only."""

    def check_asker(self, caller: Any, name: str) -> None:
        """Raise Unauthenticated if nobody asks for what only somebody may."""

    def rate(self, operation: Operation) -> Rate:
        """Return how often this may be asked."""
