"""Deadlines for thousands of connections at the price of one timer.

The wheel knows no event loop: whoever owns it turns it, once a slot. The :class:`Sweeper` is that owner in
the server. A deadline is never early and at most one slot late.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable

import msgspec

from hubbub.domain.limits import Seconds

log = logging.getLogger(__name__)


class Heartbeat(msgspec.Struct, frozen=True):
    """Seconds of silence before the server pings, and before it gives up (4000). ``None``: never."""

    ping_after: float | None = 30.0
    drop_after: float | None = 60.0


class Deadline:
    """One entry on the wheel."""

    __slots__ = ("_callback",)

    def __init__(self, callback: Callable[[], None]) -> None:
        self._callback: Callable[[], None] | None = callback

    def cancel(self) -> None:
        """It will not be called. Cancelling twice, or too late, does nothing."""
        self._callback = None

    def expire(self) -> None:
        """Calls it, once."""
        callback, self._callback = self._callback, None
        if callback is not None:
            callback()


class DeadlineWheel:
    """Deadlines by the slot they fall into: adding and cancelling cost the same however many there are.

    A cancelled entry holds nothing but its own 40 bytes until its slot comes by.
    """

    __slots__ = ("_slot", "_slots", "_turned", "clock", "now", "wake")

    def __init__(self, clock: Seconds, slot: float = 1.0) -> None:
        self.clock = clock
        self._slot = slot
        self._slots: dict[int, list[Deadline]] = {}
        self.now = clock()
        """The time of the last turn: what a hot path may read instead of asking the clock."""
        self._turned = int(self.now // slot)
        self.wake: Callable[[], None] | None = None
        """Called when the first deadline comes onto an empty wheel."""

    @property
    def slot(self) -> float:
        """Seconds between two turns."""
        return self._slot

    @property
    def empty(self) -> bool:
        """Nothing is waited for: nobody need turn it."""
        return not self._slots

    def after(self, seconds: float, callback: Callable[[], None]) -> Deadline:
        """Calls back ``seconds`` from now, or up to one slot later."""
        if not self._slots:
            self._start()
        deadline = Deadline(callback)
        slot = int((self.clock() + seconds) // self._slot) + 1
        self._slots.setdefault(max(slot, self._turned + 1), []).append(deadline)
        return deadline

    def turn(self) -> None:
        """Calls everything that is due. A callback that raises is logged and stops nobody else."""
        self.now = self.clock()
        current = int(self.now // self._slot)
        while self._turned < current and self._slots:
            self._turned += 1
            for deadline in self._slots.pop(self._turned, ()):
                try:
                    deadline.expire()
                except Exception:
                    log.exception("a deadline's callback failed")
        self._turned = max(self._turned, current)

    def _start(self) -> None:
        self.now = self.clock()
        self._turned = int(self.now // self._slot)
        if self.wake is not None:
            self.wake()


class Sweeper:
    """Turns a wheel once a slot on the running event loop, and sleeps while the wheel is empty."""

    __slots__ = ("_handle", "_wheel")

    def __init__(self, wheel: DeadlineWheel) -> None:
        self._wheel = wheel
        self._handle: asyncio.TimerHandle | None = None
        wheel.wake = self._wake

    @property
    def running(self) -> bool:
        """Whether the next turn is on its way."""
        return self._handle is not None

    def stop(self) -> None:
        """No more turns, until something new is put on an empty wheel."""
        if self._handle is not None:
            self._handle.cancel()
            self._handle = None

    def _wake(self) -> None:
        self.stop()
        # At the slot's end, not a slot from now: deadlines would be late by the distance between the two.
        slot = self._wheel.slot
        wait = slot - self._wheel.clock() % slot
        self._handle = asyncio.get_running_loop().call_later(wait, self._sweep)

    def _sweep(self) -> None:
        self._handle = None
        self._wheel.turn()
        if not self._wheel.empty:
            self._wake()
