"""Rates: a token bucket, without timers."""

from __future__ import annotations

from collections.abc import Callable

from msgspec import Struct


class Rate(Struct, frozen=True):
    """So many at once, and so many a second after that."""

    burst: int
    per_second: float


class TokenBucket:
    """Lets a rate through. ``now`` gives seconds, from any steady clock."""

    __slots__ = ("_filled_at", "_level", "_now", "_rate")

    def __init__(self, rate: Rate, now: Callable[[], float]) -> None:
        self._rate = rate
        self._now = now
        self._level = float(rate.burst)
        self._filled_at = now()

    def take(self, amount: float = 1) -> float:
        """Take from the bucket and return 0, or take nothing and return the seconds until it would do."""
        now = self._now()
        level = min(self._rate.burst, self._level + (now - self._filled_at) * self._rate.per_second)
        self._filled_at = now
        if level >= amount:
            self._level = level - amount
            return 0.0
        self._level = level
        return (amount - level) / self._rate.per_second
