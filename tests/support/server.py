"""A real server in a process of its own, as an operator would start it."""

from __future__ import annotations

import contextlib
import os
import re
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

from tests.support import forking

START_SECONDS = 90.0
STOP_SECONDS = 15.0
_ADDRESS = re.compile(r"http://[^:/]+:(\d+)/")


class Server:
    """``hubbub serve`` on a free port; its data outlives it until the folder is removed.

    Where that can be had it is forked from a process that has loaded the program (see `forking`); a server
    with an environment of its own is started from nothing, as it reads some of that while it loads.
    """

    def __init__(self, data: Path, *flags: str, env: dict[str, str] | None = None) -> None:
        self.data = data
        self.flags = flags
        self.env = env or {}
        self.port = 0
        self.started: list[str] = []
        """The lines printed at the start."""
        self._process: subprocess.Popen[str] | forking.Forked | None = None

    @property
    def http(self) -> str:
        """The base of every HTTP address."""
        return f"http://127.0.0.1:{self.port}"

    @property
    def ws(self) -> str:
        """The address of the WebSocket door."""
        return f"ws://127.0.0.1:{self.port}/api/v1/ws"

    @property
    def pid(self) -> int:
        """The process id of a running server."""
        assert self._process is not None
        return self._process.pid

    @property
    def log(self) -> str:
        """What it has written to standard error, over all its starts."""
        path = self.data / "stderr.log"
        return path.read_text() if path.exists() else ""

    def start(self) -> None:
        """Start, on the same port as last time, and return once it answers."""
        self.data.mkdir(parents=True, exist_ok=True)
        arguments = ["serve", "--port", str(self.port), "--data", str(self.data), *self.flags]
        if forking.AVAILABLE and not self.env:
            self._process = forking.Forked(arguments, self.data / "stderr.log")
        else:
            self._process = self._start_from_nothing(arguments)
        self.started = list(self._read_start())

    def _start_from_nothing(self, arguments: list[str]) -> subprocess.Popen[str]:
        with (self.data / "stderr.log").open("a") as errors:
            return subprocess.Popen(
                [sys.executable, "-m", "hubbub", *arguments],
                stdout=subprocess.PIPE,
                stderr=errors,
                text=True,
                env={**os.environ, "PYTHONUNBUFFERED": "1", **self.env},
            )

    def _read_start(self) -> Iterator[str]:
        assert self._process is not None
        assert self._process.stdout is not None
        deadline = time.monotonic() + START_SECONDS
        while time.monotonic() < deadline:
            line = self._process.stdout.readline()
            if not line:
                raise AssertionError(f"the server did not start:\n{self.log}")
            yield line.rstrip("\n")
            if found := _ADDRESS.search(line):
                self.port = self.port or int(found[1])
            if line.startswith("Everything is in"):
                return
        raise AssertionError("the server took too long to start")

    def stop(self, number: int = signal.SIGTERM) -> int:
        """Ask it to leave and return its exit code."""
        assert self._process is not None
        self._process.send_signal(number)
        return self._ended()

    def kill(self) -> None:
        """End it as a power cut ends a process: without a word."""
        assert self._process is not None
        self._process.kill()
        self._ended()

    def _ended(self) -> int:
        assert self._process is not None
        process, self._process = self._process, None
        code = process.wait(STOP_SECONDS)
        if process.stdout is not None:
            process.stdout.close()
        return code

    def close(self) -> None:
        """End it if it still runs."""
        if self._process is not None:
            self.kill()


@contextlib.contextmanager
def running(data: Path, *flags: str, env: dict[str, str] | None = None) -> Iterator[Server]:
    """Give a server that runs, and end it whatever happens."""
    server = Server(data, *flags, env=env)
    try:
        server.start()
        yield server
    finally:
        server.close()
