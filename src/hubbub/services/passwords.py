"""Passwords: argon2id on two threads with a bounded queue, so that logins never slow the chat.

Parameters are those of OWASP's password storage cheat sheet: 19 MiB, two passes, one lane.
"""

from __future__ import annotations

import asyncio
import os
import sys
import threading
import time
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
        self._decoy = self._hasher.hash("nobody has this password")

    @property
    def full(self) -> bool:
        """Whether whoever comes now is sent away."""
        return self._queue.full

    def refusal(self) -> RateLimited:
        """Return what whoever is sent away is told."""
        return RateLimited(_TOO_MANY, retry_after=self._queue.moment())

    def check_room(self) -> None:
        """Raise RateLimited if whoever comes now is sent away: before anything else is done for them."""
        if self.full:
            raise self.refusal()

    def hash_now(self, password: str) -> str:
        """Hash a password on this thread, for the command line."""
        return self._hasher.hash(password.encode("utf-8", "surrogatepass"))

    async def hash(self, password: str) -> str:
        """Hash a password. Raises RateLimited if too many are waiting."""
        return await self._off_loop(lambda: self.hash_now(password))

    async def verify(self, password_hash: str | None, password: str) -> bool:
        """Say whether the password is right; without a hash, take as long as if there were one."""
        return await self._off_loop(lambda: self._verify(password_hash, password))

    def _verify(self, password_hash: str | None, password: str) -> bool:
        try:
            self._hasher.verify(password_hash or self._decoy, password.encode("utf-8", "surrogatepass"))
        except argon2.exceptions.VerificationError:
            return False
        return password_hash is not None

    async def _off_loop(self, work: Callable[[], T]) -> T:
        self._queue.enter(_TOO_MANY)
        try:
            return await asyncio.get_running_loop().run_in_executor(self._pool, work)
        finally:
            self._queue.leave()

    def close(self) -> None:
        """Take no more."""
        self._pool.shutdown(wait=False, cancel_futures=True)


def _yield_to_others() -> None:
    """Give this thread a lower priority; where threads have none of their own, nothing changes."""
    if sys.platform == "linux":
        os.setpriority(os.PRIO_PROCESS, threading.get_native_id(), NICENESS)
