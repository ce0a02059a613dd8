"""Passwords: hashed by two processes in time that nobody else wants, with a bounded queue.

No address holds more places of the queue than are free, so nobody who fills it from one, or from a few, keeps
others out: one alone gets half of it, two a third each, and whoever has none yet finds room.
"""

from __future__ import annotations

import asyncio
import contextlib
import json
import select
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
PATIENCE: Final = 0.5
"""Seconds for one hash in idle time, which is 46 ms of work. Where there is so little, it takes a share,"""
SHARE_SECONDS: Final = 60.0
"""for so long, and then tries again."""
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


class Worker:
    """What one thread hashes with: a process that takes idle time, or its share if there is none."""

    def __init__(self) -> None:
        self._hasher: Hasher | None = None
        self._share_until = 0.0

    def ask(self, kept: str | None, password: str) -> Any:
        """Ask for a hash, or whether the password is the one of what was kept. Raises Unavailable."""
        idly = time.monotonic() >= self._share_until
        try:
            return self._started(idly).ask(kept, password, PATIENCE if idly else None)
        except Starved:
            self._share_until = time.monotonic() + SHARE_SECONDS
            return self._started(idly=False).ask(kept, password, None)

    def _started(self, idly: bool) -> Hasher:
        if self._hasher is None or self._hasher.ended or self._hasher.idly != idly:
            self.end()
            self._hasher = Hasher(idly)
        return self._hasher

    def kill(self) -> None:
        """End what its thread waits for, from another thread."""
        if self._hasher is not None:
            self._hasher.kill()

    def end(self) -> None:
        """End its process, if there is one."""
        if self._hasher is not None:
            self._hasher.end()


class Starved(Exception):
    """A process that takes idle time only has got none."""


class Hasher:
    """A process that hashes, for one thread at a time."""

    def __init__(self, idly: bool) -> None:
        """Start it. Raises Unavailable if there is no process to be had."""
        self.idly = idly
        # -E and -P: nothing of the environment or the working directory decides what is imported.
        how = "idly" if idly else "shared"
        command = [sys.executable, "-E", "-P", "-m", "hubbub.services.hashing", how]
        try:
            self._process = subprocess.Popen(
                command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, env={}, cwd="/"
            )
        except OSError as error:
            raise Unavailable("password: it cannot be looked at now") from error
        assert self._process.stdout is not None
        self._process.stdout.readline()  # it is loaded, or it has ended, which the first question finds

    @property
    def ended(self) -> bool:
        """Whether it answers no more."""
        return self._process.poll() is not None

    def ask(self, kept: str | None, password: str, seconds: float | None) -> Any:
        """Ask one question. Raises Starved without an answer in time, Unavailable if there will be none."""
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        try:
            self._process.stdin.write(json.dumps([kept, password]).encode() + b"\n")
            self._process.stdin.flush()
            if not select.select([self._process.stdout], [], [], seconds)[0]:
                self.end()
                raise Starved
            answer = self._process.stdout.readline()
        except (OSError, ValueError):  # ended, by whomever
            answer = b""
        if not answer.endswith(b"\n"):
            self.end()
            raise Unavailable("password: it cannot be looked at now")
        return json.loads(answer)

    def kill(self) -> None:
        """End it at once: whoever waits for its answer gets Unavailable."""
        self._process.kill()

    def end(self) -> None:
        """End it, and leave nothing of it."""
        self.kill()
        with contextlib.suppress(BrokenPipeError), self._process:  # which closes its pipes and waits
            pass
