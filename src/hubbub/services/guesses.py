"""What strangers may try before anybody knows who they are: passwords, and accounts made by a name alone."""

from __future__ import annotations

import time
from collections import OrderedDict
from collections.abc import Hashable
from math import ceil
from typing import Final

from hubbub.domain.limits import Rate, Seconds, TokenBucket
from hubbub.domain.text import MAX_KEY, name_key
from hubbub.errors import RateLimited

WRONG: Final = Rate(burst=10, per_second=0.1)
"""Wrong passwords for a name from an address: ten, then one every ten seconds."""
NEWCOMERS: Final = Rate(burst=200, per_second=5)
"""Accounts made by ``?name=`` from an address."""
MOST_KEPT: Final = 100_000


class Buckets:
    """A bucket for every key. One is forgotten when it is full again, and earlier only past MOST_KEPT.

    What is given back leaves nothing: a flood that the password queue refuses forgets nobody's guesses.
    """

    def __init__(self, rate: Rate, now: Seconds = time.monotonic) -> None:
        self._rate = rate
        self._now = now
        self._full_after = rate.burst / rate.per_second
        self._buckets: OrderedDict[Hashable, tuple[TokenBucket, float]] = OrderedDict()

    def __len__(self) -> int:
        return len(self._buckets)

    def take(self, key: Hashable) -> float:
        """Take one and return 0, or take nothing and return the seconds until there will be one."""
        now = self._now()
        kept = self._buckets.pop(key, None)
        bucket = TokenBucket(self._rate, self._now) if kept is None else kept[0]
        self._buckets[key] = bucket, now
        self._forget(now)
        return bucket.take()

    def give_back(self, key: Hashable) -> None:
        """Undo a take."""
        if (kept := self._buckets.get(key)) is not None:
            kept[0].give_back()
            if kept[0].full:
                del self._buckets[key]

    def _forget(self, now: float) -> None:
        """Drop up to two, so that no call takes long and yet more go than come."""
        for _ in range(2):
            asked_at = next(iter(self._buckets.values()))[1]
            if now - asked_at >= self._full_after or len(self._buckets) > MOST_KEPT:
                self._buckets.popitem(last=False)


class Guesses:
    """Counts guesses by account and address, so that nobody can lock another out from elsewhere.

    A guess is paid for before it is looked at and given back if it was right: a hundred at once
    are no more than ten.
    """

    def __init__(self, *, limited: bool) -> None:
        self._wrong = Buckets(WRONG) if limited else None
        self._newcomers = Buckets(NEWCOMERS) if limited else None

    def take(self, name: str, address: str) -> None:
        """Pay for a guess. Raises RateLimited if this address has guessed at this name too often of late."""
        if self._wrong is not None and (seconds := self._wrong.take(_key(name, address))):
            raise RateLimited("password: wrong too often", retry_after=_rounded(seconds))

    def give_back(self, name: str, address: str) -> None:
        """Take back what a right password has paid."""
        if self._wrong is not None:
            self._wrong.give_back(_key(name, address))

    def let_in(self, address: str) -> None:
        """Count somebody new. Raises RateLimited if too many have come from this address of late."""
        if self._newcomers is not None and (seconds := self._newcomers.take(address)):
            raise RateLimited("name: too many new ones from your address", retry_after=_rounded(seconds))


def _rounded(seconds: float) -> float:
    # Never down: who comes back then is let through.
    return ceil(seconds * 10) / 10


def _key(name: str, address: str) -> Hashable:
    # No account has a longer key: those who ask for one share a bucket, and the table stays small.
    return name_key(name)[: MAX_KEY + 1], address
