"""Admission: a bound on how many are at something, and for everybody else a moment to come back.

The moments follow each other at the pace at which places become free, so that those who were sent away do not
meet again at the door: who is sent away first is asked back first.
"""

from __future__ import annotations

import random
from typing import Final

from hubbub.domain.limits import Seconds
from hubbub.errors import RateLimited

FIRST_PACE: Final = 1_000.0
"""Places a second, until it is known better."""
LEAST_PACE: Final = 100.0
HEADROOM: Final = 0.8
"""The share of the pace at which people are asked back: who comes as told finds room."""
SOONEST: Final = 1.0
LATEST: Final = 30.0
"""Seconds. The pace will have changed by then: later moments are spread over the second half of these."""
_WINDOW: Final = 1.0


class Admission:
    """So many at once, and no more."""

    __slots__ = ("_asked_back_until", "_left", "_now", "_pace", "_since", "inside", "most")

    def __init__(self, most: int, now: Seconds) -> None:
        self.most = most
        self.inside = 0
        self._now = now
        self._pace = FIRST_PACE
        self._since = now()
        self._left = 0
        self._asked_back_until = 0.0

    @property
    def full(self) -> bool:
        """Whether there is no place left."""
        return self.inside >= self.most

    def enter(self, reason: str) -> None:
        """Take a place until `leave`. Raises RateLimited with a moment to come back."""
        if self.full:
            raise RateLimited(reason, retry_after=self.moment())
        if not self.inside:  # until now nobody waited: what left says nothing about the pace
            self._since, self._left = self._now(), 0
        self.inside += 1

    def leave(self) -> None:
        """Give the place back."""
        self.inside -= 1
        self._left += 1

    def moment(self) -> float:
        """Return in how many seconds somebody who is sent away should come back: each call a later moment."""
        now = self._now()
        self._measure(now)
        moment = max(self._asked_back_until + 1 / (HEADROOM * self._pace), now + SOONEST)
        if moment - now > LATEST:
            return round(random.uniform(LATEST / 2, LATEST), 3)
        self._asked_back_until = moment
        return round(moment - now, 3)

    def _measure(self, now: float) -> None:
        elapsed = now - self._since
        if elapsed >= _WINDOW:
            # Where a rush begins nobody has got through yet, which says little about the pace.
            self._pace = max(self._left / elapsed, self._pace / 2, LEAST_PACE)
            self._since, self._left = now, 0
