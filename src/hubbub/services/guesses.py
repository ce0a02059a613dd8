"""Guessing passwords is made slow: so many wrong ones a name and address, then one every ten seconds."""

from __future__ import annotations

import time
from collections import OrderedDict
from typing import Final

from hubbub.domain.limits import Rate, TokenBucket
from hubbub.domain.text import name_key
from hubbub.errors import RateLimited

WRONG: Final = Rate(burst=10, per_second=0.1)
MOST_KEPT: Final = 10_000


class Guesses:
    """Counts wrong passwords by account and address, so that nobody can lock another out from elsewhere."""

    def __init__(self, *, limited: bool) -> None:
        self._limited = limited
        self._buckets: OrderedDict[tuple[str, str], TokenBucket] = OrderedDict()

    def check(self, name: str, address: str) -> None:
        """Raise RateLimited if this address has guessed at this name too often of late."""
        bucket = self._buckets.get((name_key(name), address))
        if bucket is not None and (seconds := bucket.wait()):
            raise RateLimited("password: wrong too often", retry_after=round(seconds, 1))

    def note_wrong(self, name: str, address: str) -> None:
        """Count a wrong password."""
        if not self._limited:
            return
        key = (name_key(name), address)
        bucket = self._buckets.setdefault(key, TokenBucket(WRONG, time.monotonic))
        self._buckets.move_to_end(key)
        bucket.take()
        if len(self._buckets) > MOST_KEPT:
            self._buckets.popitem(last=False)
