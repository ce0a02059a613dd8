"""Passwords: hashed by two processes that give way, with a bounded queue, so logins never slow the chat.

No address holds more places of the queue than are free, so nobody who fills it from one, or from a few, keeps
others out: one alone gets half of it, two a third each, and whoever has none yet finds room.
"""

from __future__ import annotations

import asyncio
import json
import subprocess
import sys
import threading
import time
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from typing import Any, Final

from hubbub.domain.admission import Admission
from hubbub.errors import BadRequest, RateLimited, Unavailable
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
        self._hashers: list[Hasher] = []
        self._lock = threading.Lock()
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
        """Hash a password for somebody. Raises RateLimited if too many wait, Unavailable if it cannot be done."""
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
        """Ask this thread's own process, which is started by the first question."""
        hasher: Hasher | None = getattr(self._own, "hasher", None)
        if hasher is None or hasher.ended:
            hasher = self._own.hasher = Hasher()
            with self._lock:
                self._hashers.append(hasher)
        return hasher.ask(kept, password)

    def close(self) -> None:
        """Take no more, and end the processes."""
        self._pool.shutdown(wait=False, cancel_futures=True)
        with self._lock:
            for hasher in self._hashers:
                hasher.end()


class Hasher:
    """A process that hashes, for one thread at a time."""

    def __init__(self) -> None:
        """Start it. Raises Unavailable if there is no process to be had."""
        # -E and -P: nothing of the environment or the working directory decides what is imported.
        command = [sys.executable, "-E", "-P", "-m", "hubbub.services.hashing"]
        try:
            self._process = subprocess.Popen(
                command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, env={}, cwd="/"
            )
        except OSError as error:
            raise Unavailable("password: it cannot be looked at now") from error

    @property
    def ended(self) -> bool:
        """Whether it answers no more."""
        return self._process.poll() is not None

    def ask(self, kept: str | None, password: str) -> Any:
        """Ask for a hash, or whether the password is the one of what was kept. Raises Unavailable."""
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        try:
            self._process.stdin.write(json.dumps([kept, password]).encode() + b"\n")
            self._process.stdin.flush()
            answer = self._process.stdout.readline()
        except OSError:
            answer = b""
        if not answer.endswith(b"\n"):
            self.end()
            raise Unavailable("password: it cannot be looked at now")
        return json.loads(answer)

    def end(self) -> None:
        """End it at once: whoever waits for its answer gets Unavailable."""
        self._process.kill()
        self._process.wait()
