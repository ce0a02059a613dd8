"""The program, forked from a process that has loaded it, instead of loaded anew for every server of a run.

Loading takes longer than all that most tests have to do with their server. What is forked has nothing but
modules: it has run no line of the program's own, opened no file, and has no thread, loop or connection. What
loading itself does is tried by the tests of the command, which start the program as everybody does.
"""

from __future__ import annotations

import multiprocessing
import os
import sys
from multiprocessing.connection import Connection
from pathlib import Path
from subprocess import TimeoutExpired
from typing import Final

from hubbub.torture import standby

AVAILABLE: Final = sys.platform == "linux"
"""Elsewhere the libraries of the system have threads of their own, and a fork of them is luck."""

_FORKS: Final = multiprocessing.get_context("forkserver")
_FORKS.set_forkserver_preload(list(standby.MODULES))


class Forked:
    """A process that runs ``hubbub`` with these arguments; as much of a `subprocess.Popen` as tests need."""

    def __init__(self, arguments: list[str], errors: Path) -> None:
        ours, its = _FORKS.Pipe(duplex=False)
        place = (arguments, dict(os.environ), its, errors)
        self._process = _FORKS.Process(target=_run, args=place, daemon=True)
        with its:
            self._process.start()
        with ours:
            self.stdout = os.fdopen(os.dup(ours.fileno()), encoding="utf-8")

    @property
    def pid(self) -> int:
        """Its process id."""
        assert self._process.pid is not None
        return self._process.pid

    def send_signal(self, number: int) -> None:
        """Send it a signal."""
        os.kill(self.pid, number)

    def kill(self) -> None:
        """End it without a word."""
        self._process.kill()

    def wait(self, seconds: float) -> int:
        """Return its exit code once it has ended. Raises subprocess.TimeoutExpired."""
        self._process.join(seconds)
        code = self._process.exitcode
        if code is None:
            raise TimeoutExpired("hubbub", seconds)
        self._process.close()
        return code


def _run(arguments: list[str], env: dict[str, str], output: Connection, errors: Path) -> None:
    """Be the program, with the streams and the environment that it would have been started with."""
    os.environ.clear()
    os.environ.update(env)
    os.dup2(output.fileno(), sys.stdout.fileno())
    output.close()
    with errors.open("ab", buffering=0) as log:
        os.dup2(log.fileno(), sys.stderr.fileno())
    for stream in (sys.stdout, sys.stderr):
        stream.reconfigure(write_through=True)  # type: ignore[union-attr]
    sys.argv = ["hubbub", *arguments]
    from hubbub.cli.command import main

    main()
