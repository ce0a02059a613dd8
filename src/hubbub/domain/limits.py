"""Rates: a token bucket, without timers."""

from __future__ import annotations

from collections.abc import Callable

from msgspec import Struct

Seconds = Callable[[], float]
"""A clock that never goes back, such as ``time.monotonic``."""


class Rate(Struct, frozen=True):
    """So many at once, and so many a second after that."""

    burst: int
    per_second: float


class TokenBucket:
    """Lets a rate through; it is filled when it is asked."""

    __slots__ = ("_filled_at", "_level", "_now", "_rate")

    def __init__(self, rate: Rate, now: Seconds) -> None:
        self._rate = rate
        self._now = now
        self._level = float(rate.burst)
        self._filled_at = now()

    @property
    def full(self) -> bool:
        """Whether it is as if nothing had been taken."""
        return self.wait() == 0 and self._level >= self._rate.burst

    def take(self) -> float:
        """Take one and return 0, or take nothing and return the seconds until there will be one."""
        seconds = self.wait()
        if not seconds:
            self._level -= 1
        return seconds

    def give_back(self) -> None:
        """Undo a take."""
        self._level = min(self._rate.burst, self._level + 1)

    def wait(self) -> float:
        """Return the seconds until one can be taken, and take nothing; infinite where nothing comes."""
        now = self._now()
        self._level = min(self._rate.burst, self._level + (now - self._filled_at) * self._rate.per_second)
        self._filled_at = now
        if self._level >= 1:
            return 0.0
        return (1 - self._level) / self._rate.per_second if self._rate.per_second > 0 else float("inf")
