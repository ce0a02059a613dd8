"""Passwords: argon2id on two threads with a bounded queue, so that logins never slow the chat.

Parameters are those of OWASP's password storage cheat sheet: 19 MiB, two passes, one lane.

No address holds more places of the queue than are free, so nobody who fills it from one, or from a few, keeps
others out: one alone gets half of it, two a third each, and whoever has none yet finds room.
"""

from __future__ import annotations

import asyncio
import os
import sys
import threading
import time
from collections import Counter
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Final, TypeVar

import argon2

from hubbub.domain.admission import Admission
from hubbub.errors import BadRequest, RateLimited

T = TypeVar("T")

MIN_LENGTH: Final = 8
MAX_LENGTH: Final = 256
MOST_WAITING: Final = 128
"""Some three seconds' work: who waits longer has gone, and a socket that nobody's is closes after ten."""
NICENESS: Final = 10
"""Hashing yields to everything else that this machine has to do."""
_TOO_MANY: Final = "too many logins at once"


def check_password(password: str) -> str:
    """Return a new password if it is long enough. Raises BadRequest."""
    if not MIN_LENGTH <= len(password) <= MAX_LENGTH:
        raise BadRequest(f"password: between {MIN_LENGTH} and {MAX_LENGTH} characters")
    return password


class Passwords:
    """Hashes and verifies off the event loop."""

    def __init__(self) -> None:
        self._hasher = argon2.PasswordHasher(time_cost=2, memory_cost=19 * 1024, parallelism=1)
        self._pool = ThreadPoolExecutor(2, "hubbub-password", initializer=_yield_to_others)
        self._queue = Admission(MOST_WAITING, time.monotonic)
        self._held: Counter[str] = Counter()
        self._decoy = self._hasher.hash("nobody has this password")

    def is_full_for(self, address: str) -> bool:
        """Say whether whoever comes from an address now is sent away."""
        return self._held[address] >= self._queue.most - self._queue.inside

    def refusal(self) -> RateLimited:
        """Return what whoever is sent away is told."""
        return RateLimited(_TOO_MANY, retry_after=self._queue.moment())

    def check_room(self, address: str) -> None:
        """Raise RateLimited if whoever comes now is sent away: before anything else is done for them."""
        if self.is_full_for(address):
            raise self.refusal()

    def hash_now(self, password: str) -> str:
        """Hash a password on this thread, for the command line."""
        return self._hasher.hash(password.encode("utf-8", "surrogatepass"))

    async def hash(self, password: str, address: str) -> str:
        """Hash a password for somebody. Raises RateLimited if too many are waiting."""
        return await self._off_loop(lambda: self.hash_now(password), address)

    async def verify(self, password_hash: str | None, password: str, address: str) -> bool:
        """Say whether the password is right; without a hash, take as long as if there were one."""
        return await self._off_loop(lambda: self._verify(password_hash, password), address)

    def _verify(self, password_hash: str | None, password: str) -> bool:
        try:
            self._hasher.verify(password_hash or self._decoy, password.encode("utf-8", "surrogatepass"))
        except argon2.exceptions.VerificationError:
            return False
        return password_hash is not None

    async def _off_loop(self, work: Callable[[], T], address: str) -> T:
        self.check_room(address)
        self._queue.enter(_TOO_MANY)
        self._held[address] += 1
        try:
            return await asyncio.get_running_loop().run_in_executor(self._pool, work)
        finally:
            self._queue.leave()
            self._held[address] -= 1
            if not self._held[address]:
                del self._held[address]

    def close(self) -> None:
        """Take no more."""
        self._pool.shutdown(wait=False, cancel_futures=True)


def _yield_to_others() -> None:
    """Give this thread a lower priority; where threads have none of their own, nothing changes."""
    if sys.platform == "linux":
        os.setpriority(os.PRIO_PROCESS, threading.get_native_id(), NICENESS)
