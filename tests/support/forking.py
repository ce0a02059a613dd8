"""The program, forked from a process that has loaded it, instead of loaded anew for every use in a run.

Loading takes longer than all that most tests have to do with it. What is forked has nothing but modules: it
has run no line of the program's own, opened no file, and has no thread, loop or connection. What loading
itself does is tried wherever a test starts the program as everybody does.
"""

from __future__ import annotations

import multiprocessing
import os
import sys
from collections.abc import Mapping
from multiprocessing.connection import Connection
from pathlib import Path
from subprocess import CompletedProcess, TimeoutExpired
from tempfile import TemporaryDirectory
from typing import Final

from hubbub.torture import standby

AVAILABLE: Final = sys.platform == "linux"
"""Elsewhere the libraries of the system have threads of their own, and a fork of them is luck."""

_FORKS: Final = multiprocessing.get_context("forkserver")
_FORKS.set_forkserver_preload([*standby.MODULES, "hubbub.importing.classic", "hubbub.terminal.say"])


class Forked:
    """A process that runs ``hubbub`` with these arguments; as much of a `subprocess.Popen` as tests need."""

    def __init__(self, arguments: list[str], errors: Path) -> None:
        ours, its = _FORKS.Pipe(duplex=False)
        place = (arguments, dict(os.environ), Path.cwd(), Path(os.devnull), its, errors)
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


def run(
    arguments: list[str], *, stdin: str, env: Mapping[str, str], folder: Path, seconds: float
) -> CompletedProcess[str]:
    """Run ``hubbub`` to its end, as `subprocess.run` would. Raises subprocess.TimeoutExpired."""
    with TemporaryDirectory() as place:
        heard, said, errors = (Path(place) / name for name in ("stdin", "stdout", "stderr"))
        heard.write_text(stdin)
        process = _FORKS.Process(
            target=_run, args=(arguments, dict(env), folder, heard, said, errors), daemon=True
        )
        process.start()
        process.join(seconds)
        if process.exitcode is None:
            process.kill()
            raise TimeoutExpired(arguments, seconds)
        return CompletedProcess(arguments, process.exitcode, said.read_text(), errors.read_text())


def _run(
    arguments: list[str],
    env: dict[str, str],
    folder: Path,
    heard: Path,
    said: Path | Connection,
    errors: Path,
) -> None:
    """Be the program, where it would have been started, with the environment and streams it would have."""
    os.environ.clear()
    os.environ.update(env)
    os.chdir(folder)
    output = said.open("ab") if isinstance(said, Path) else said
    with heard.open("rb") as source, output, errors.open("ab") as log:
        for number, stream in enumerate((source.fileno(), output.fileno(), log.fileno())):
            os.dup2(stream, number)
    sys.stdin = open(0, encoding="utf-8", closefd=False)  # noqa: SIM115
    for text in (sys.stdout, sys.stderr):
        text.reconfigure(write_through=True)  # type: ignore[union-attr]
    sys.argv = ["hubbub", *arguments]
    from hubbub.cli.command import main

    main()
