"""Guessing passwords is made slow: so many wrong ones a name and address, then one every ten seconds."""

from __future__ import annotations

import time
from collections import OrderedDict
from typing import Final

from hubbub.domain.limits import Rate, TokenBucket
from hubbub.domain.text import name_key
from hubbub.errors import RateLimited

WRONG: Final = Rate(burst=10, per_second=0.1)
MOST_KEPT: Final = 100_000


class Guesses:
    """Counts guesses by account and address, so that nobody can lock another out from elsewhere.

    A guess is paid for before it is looked at and given back if it was right: a hundred at once
    are no more than ten.
    """

    def __init__(self, *, limited: bool) -> None:
        self._limited = limited
        self._buckets: OrderedDict[tuple[str, str], TokenBucket] = OrderedDict()

    def take(self, name: str, address: str) -> None:
        """Pay for a guess. Raises RateLimited if this address has guessed at this name too often of late."""
        if not self._limited:
            return
        key = (name_key(name), address)
        bucket = self._buckets.get(key)
        if bucket is None:
            bucket = self._buckets[key] = TokenBucket(WRONG, time.monotonic)
            if len(self._buckets) > MOST_KEPT:
                self._buckets.popitem(last=False)
        self._buckets.move_to_end(key)
        if seconds := bucket.take():
            raise RateLimited("password: wrong too often", retry_after=round(seconds, 1))

    def give_back(self, name: str, address: str) -> None:
        """Take back what a right password has paid."""
        bucket = self._buckets.get((name_key(name), address))
        if bucket is not None:
            bucket.give_back()
