"""The processes that hash passwords (`hashing`), as the threads see them that wait for their answers."""

from __future__ import annotations

import contextlib
import json
import select
import subprocess
import sys
import time
from typing import Any, Final

from hubbub.errors import Unavailable

PATIENCE: Final = 0.5
"""Seconds in which idle time has to do for one hash, which is 46 ms of work."""
SHARE_SECONDS: Final = 60.0
"""Where it does not, hashing takes a share like everybody for so long, and then tries idle time again."""


class Worker:
    """What one thread hashes with: a process that takes idle time, or its share if there is none."""

    def __init__(self) -> None:
        self._hasher: Hasher | None = None
        self._share_until = 0.0
        self._is_killed = False

    def ask(self, kept: str | None, password: str) -> Any:
        """Ask for a hash, or whether the password is the one of what was kept. Raises Unavailable.

        A process that has died under the question, by whomever it was ended, is replaced once.
        """
        try:
            return self._asked(kept, password)
        except Died:
            if self._is_killed:
                raise
            return self._asked(kept, password)

    def _asked(self, kept: str | None, password: str) -> Any:
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
        """End what its thread waits for, for good, from another thread."""
        self._is_killed = True
        if self._hasher is not None:
            self._hasher.kill()

    def end(self) -> None:
        """End its process, if there is one."""
        if self._hasher is not None:
            self._hasher.end()


class Starved(Exception):
    """A process that takes idle time only has got none."""


class Died(Unavailable):
    """A process ended before it answered."""


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
        """Ask one question. Raises Starved without an answer in time, Died if there will be none."""
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
            raise Died("password: it cannot be looked at now")
        return json.loads(answer)

    def kill(self) -> None:
        """End it at once: whoever waits for its answer gets Unavailable."""
        self._process.kill()

    def end(self) -> None:
        """End it, and leave nothing of it."""
        self.kill()
        with contextlib.suppress(BrokenPipeError), self._process:  # which closes its pipes and waits
            pass
