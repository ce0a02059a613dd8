"""What is to be written in this turn of the loop: one write a session, however many frames.

There is no queue here beyond the turn: what a peer does not read waits in the transport's own
buffer, whose bound closes the connection.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Final

import structlog

if TYPE_CHECKING:
    from hubbub.delivery.follower import Follower


logger = structlog.get_logger(__name__)

LARGE: Final = 256 * 1024
CLOSE_DEFECT: Final = 1011


class Outbox:
    """Gathers frames by session until the turn ends or ``flush`` is called."""

    __slots__ = ("_call_soon", "_scheduled", "waiting")

    def __init__(self, call_soon: Callable[[Callable[[], None]], object]) -> None:
        self._call_soon = call_soon
        self._scheduled = False
        self.waiting: list[Follower] = []

    def put(self, session: Follower, frames: bytes) -> None:
        """Add frames to what a session is sent next."""
        if not session.frames:
            self.waiting.append(session)
            if not self._scheduled:
                self._scheduled = True
                self._call_soon(self._turn_ended)
        session.frames.append(frames)

    def flush(self) -> None:
        """Write everything, now."""
        waiting, self.waiting = self.waiting, []
        for session in waiting:
            frames = session.frames
            joined = frames[0] if len(frames) == 1 else b"".join(frames)
            frames.clear()
            try:
                if len(joined) > LARGE:
                    session.outlet.announce(len(joined))
                session.outlet.write(joined)
            except Exception:
                # One that cannot be written to must not keep the others from what waits for them.
                logger.exception("a session could not be written to")
                session.close(CLOSE_DEFECT)

    def _turn_ended(self) -> None:
        self._scheduled = False
        self.flush()
