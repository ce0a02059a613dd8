"""Passwords: hashed by two processes in time that nobody else wants, with a bounded queue.

No address holds more places of the queue than are free, so nobody who fills it from one, or from a few, keeps
others out: one alone gets half of it, two a third each, and whoever has none yet finds room.
"""

from __future__ import annotations

import asyncio
import threading
import time
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from typing import Any, Final

from hubbub.domain.admission import Admission
from hubbub.errors import BadRequest, RateLimited
from hubbub.services.hashers import Worker
from hubbub.services.hashing import hashed

MIN_LENGTH: Final = 8
MAX_LENGTH: Final = 256
MOST_WAITING: Final = 128
"""Some three seconds' work: who waits longer has gone, and a socket that nobody's is closes after ten."""
AT_ONCE: Final = 2
_TOO_MANY: Final = "too many logins at once"


def check_password(password: str) -> str:
    """Return a new password if it is long enough. Raises BadRequest."""
    if not MIN_LENGTH <= len(password) <= MAX_LENGTH:
        raise BadRequest(f"password: between {MIN_LENGTH} and {MAX_LENGTH} characters")
    return password


class Passwords:
    """Hashes and verifies off the event loop."""

    def __init__(self) -> None:
        self._pool = ThreadPoolExecutor(AT_ONCE, "hubbub-password")
        self._own = threading.local()
        self._workers: list[Worker] = []
        self._queue = Admission(MOST_WAITING, time.monotonic)
        self._held: Counter[str] = Counter()
        self._decoy = hashed("nobody has this password")

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

    async def hash(self, password: str, address: str) -> str:
        """Hash a password for somebody. Raises RateLimited if too many wait, Unavailable if it fails."""
        return str(await self._ask(None, password, address))

    async def verify(self, password_hash: str | None, password: str, address: str) -> bool:
        """Say whether the password is right; without a hash, take as long as if there were one."""
        fits = await self._ask(password_hash or self._decoy, password, address)
        return fits is True and password_hash is not None

    async def _ask(self, kept: str | None, password: str, address: str) -> Any:
        self.check_room(address)
        self._queue.enter(_TOO_MANY)
        self._held[address] += 1
        try:
            return await asyncio.get_running_loop().run_in_executor(self._pool, self._answer, kept, password)
        finally:
            self._queue.leave()
            self._held[address] -= 1
            if not self._held[address]:
                del self._held[address]

    def _answer(self, kept: str | None, password: str) -> Any:
        """Ask this thread's own worker."""
        worker: Worker | None = getattr(self._own, "worker", None)
        if worker is None:
            worker = self._own.worker = Worker()
            self._workers.append(worker)
        return worker.ask(kept, password)

    def close(self) -> None:
        """Take no more, and end the processes."""
        self._pool.shutdown(wait=False, cancel_futures=True)
        for worker in list(self._workers):
            worker.kill()
        self._pool.shutdown()  # their threads have nothing left to wait for
        for worker in self._workers:
            worker.end()
