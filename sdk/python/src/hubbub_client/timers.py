"""Timers that belong to a connection and end with it."""

from __future__ import annotations

import asyncio
from collections.abc import Callable


class Timers:
    """What is to be done later, unless the connection is gone by then."""

    def __init__(self) -> None:
        self._pending: set[asyncio.TimerHandle] = set()

    def later(self, seconds: float, callback: Callable[[], None]) -> None:
        """Call back after so long."""

        def due() -> None:
            self._pending.discard(timer)
            callback()

        timer = asyncio.get_running_loop().call_later(seconds, due)
        self._pending.add(timer)

    def cancel(self) -> None:
        """Call nobody back any more."""
        for timer in self._pending:
            timer.cancel()
        self._pending.clear()
