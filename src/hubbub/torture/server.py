"""The server under torture: started, killed without a word, and started again on the same port and data."""

from __future__ import annotations

import asyncio
import contextlib
import os
import re
import signal
import socket
import sys
from asyncio.subprocess import PIPE, Process
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any, Final

from hubbub.torture.standby import ENDED, STARTED

START_SECONDS: Final = 120.0
_LOG_TAIL: Final = 2_000
_READY: Final = "Everything is in"
OURS: Final = (sys.executable, "-m", "hubbub.torture.standby", "serve")


class ServerFailed(Exception):
    """The server did not start, or ended unasked; the message holds the end of what it wrote."""


class Server:
    """``hubbub serve`` in a process of its own. ``after_kill`` may do to its files what a power cut does.

    The command starts one for each line on its standard input, and says so (see ``standby``).
    """

    def __init__(
        self,
        data: Path,
        command: Sequence[str] = OURS,
        *,
        env: Mapping[str, str] | None = None,
        after_kill: Callable[[], None] = lambda: None,
    ) -> None:
        self.port = _free_port()
        place = ("--data", str(data), "--port", str(self.port))
        self._command = [*command, *place, "--limits", "off", "--log-level", "warning"]
        self._data = data
        self._env = {**os.environ, "PYTHONUNBUFFERED": "1", **(env or {})}
        self._after_kill = after_kill
        self._standby: Process | None = None
        self._listening: asyncio.Task[None] | None = None
        self._forked: asyncio.Future[int]
        """The process id of the server that was started last."""
        self._started: asyncio.Future[None]
        self._ended: asyncio.Future[int | None]

    async def start(self) -> None:
        """Start, and return once it answers. Raises ServerFailed."""
        loop = asyncio.get_running_loop()
        self._forked, self._started, self._ended = (
            loop.create_future(),
            loop.create_future(),
            loop.create_future(),
        )
        if self._standby is None:
            self._standby = await self._load()
            self._listening = asyncio.create_task(self._listen(self._standby))
        assert self._standby.stdin is not None
        self._standby.stdin.write(b"\n")
        happens: set[asyncio.Future[Any]] = {self._started, self._ended}
        await asyncio.wait(happens, timeout=START_SECONDS, return_when=asyncio.FIRST_COMPLETED)
        if not self._started.done():
            how = "it did not start" if self._ended.done() else "it took too long to start"
            raise ServerFailed(f"{how}: {self._tail()}")

    async def _load(self) -> Process:
        self._data.mkdir(parents=True, exist_ok=True)
        with self._log.open("ab") as errors:
            return await asyncio.create_subprocess_exec(
                *self._command, stdin=PIPE, stdout=PIPE, stderr=errors, env=self._env
            )

    async def _listen(self, standby: Process) -> None:
        """Note what becomes of each server, until there will be no more."""
        assert standby.stdout is not None
        try:
            async for line in standby.stdout:
                word, _, rest = line.decode().partition(" ")
                if word == STARTED:
                    self._forked.set_result(int(rest))
                elif line.decode().startswith(_READY):
                    self._started.set_result(None)
                elif word == ENDED:
                    self._ended.set_result(int(rest))
        finally:  # also if everything is being cancelled: whoever waits for an end is not left waiting
            if not self._ended.done():
                self._ended.set_result(None)

    async def kill(self) -> None:
        """SIGKILL, and wait for the end. Raises ServerFailed if it had ended by itself."""
        # It may not be there yet, if a start is given up.
        happens: set[asyncio.Future[Any]] = {self._forked, self._ended}
        await asyncio.wait(happens, return_when=asyncio.FIRST_COMPLETED)
        if self._forked.done() and not self._ended.done():
            with contextlib.suppress(ProcessLookupError):
                os.kill(self._forked.result(), signal.SIGKILL)
        await asyncio.wait([self._ended])
        if (code := self._ended.result()) != -signal.SIGKILL:
            raise ServerFailed(f"it ended by itself with {code}: {self._tail()}")
        self._after_kill()

    async def close(self) -> None:
        """End it if it still runs, and what starts it."""
        if self._standby is None or self._listening is None:
            return
        with contextlib.suppress(ServerFailed):
            await self.kill()
        self._standby.kill()
        await asyncio.wait([self._listening])
        await self._standby.wait()

    def resident_bytes(self) -> int | None:
        """Return how much memory it holds, or None where that cannot be read."""
        if not self._forked.done():
            return None
        try:
            status = Path(f"/proc/{self._forked.result()}/status").read_text()
        except OSError:
            return None
        found = re.search(r"VmRSS:\s+(\d+) kB", status)
        return int(found[1]) * 1024 if found else None

    def complaints(self) -> list[str]:
        """Return what it has logged as an error or a defect, over all its starts."""
        lines = self._log.read_text(errors="replace").splitlines() if self._log.exists() else []
        return [line for line in lines if "[error" in line or "Traceback" in line]

    @property
    def _log(self) -> Path:
        return self._data / "stderr.log"

    def _tail(self) -> str:
        return self._log.read_text(errors="replace")[-_LOG_TAIL:] if self._log.exists() else ""


def _free_port() -> int:
    """Return a port nobody listens on at this moment; it is kept across restarts."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port
