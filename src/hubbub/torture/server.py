"""The server under torture: started, killed without a word, and started again on the same port and data."""

from __future__ import annotations

import asyncio
import contextlib
import os
import re
import socket
import sys
from asyncio.subprocess import PIPE, Process
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Final

from hubbub.torture.standby import LOADED

START_SECONDS: Final = 120.0
_LOG_TAIL: Final = 2_000
_READY: Final = "Everything is in"
OURS: Final = (sys.executable, "-m", "hubbub.torture.standby", "serve")


class ServerFailed(Exception):
    """The server did not start, or ended unasked; the message holds the end of what it wrote."""


class Server:
    """``hubbub serve`` in a process of its own. ``after_kill`` may do to its files what a power cut does.

    The command waits for a line on its standard input before it starts (see ``standby``), so that the next
    one is loaded while this one serves.
    """

    def __init__(
        self,
        data: Path,
        command: Sequence[str] = OURS,
        *,
        env: Mapping[str, str] | None = None,
        after_kill: Callable[[], None] = lambda: None,
    ) -> None:
        self._command = [*command, "--data", str(data), "--limits", "off", "--log-level", "warning"]
        self._data = data
        self._env = {**os.environ, "PYTHONUNBUFFERED": "1", **(env or {})}
        self._after_kill = after_kill
        self._process: Process | None = None
        self._next: Process | None = None
        self._loaded = asyncio.Event()
        self._loading: asyncio.Task[None] | None = None
        self.port = _free_port()

    @property
    def runs(self) -> bool:
        """Whether the process is there."""
        return self._process is not None and self._process.returncode is None

    async def start(self, *, last: bool = False) -> None:
        """Start, and return once it answers; load the next one if it is not the last. Raises ServerFailed."""
        self._process = self._next or await self._load()
        self._next = None
        assert self._process.stdin is not None
        try:
            async with asyncio.timeout(START_SECONDS):
                await self._loaded.wait()
                self._process.stdin.write(b"\n")
                await self._read(self._process, _READY)
        except TimeoutError:
            raise ServerFailed(f"it took too long to start: {self._tail()}") from None
        if not last:
            self._next = await self._load()

    async def _load(self) -> Process:
        self._data.mkdir(parents=True, exist_ok=True)
        command = [*self._command, "--port", str(self.port)]
        with self._log.open("ab") as errors:
            process = await asyncio.create_subprocess_exec(
                *command, stdin=PIPE, stdout=PIPE, stderr=errors, env=self._env
            )
        self._loaded = asyncio.Event()
        self._loading = asyncio.create_task(self._load_up(process, self._loaded))
        return process

    async def standing_by(self) -> None:
        """Wait until the next one is loaded, so that an outage is as short as a start."""
        await self._loaded.wait()

    async def _load_up(self, process: Process, loaded: asyncio.Event) -> None:
        try:
            await self._read(process, LOADED)
        finally:
            loaded.set()  # what went wrong is said at the start

    async def _read(self, process: Process, wanted: str) -> None:
        assert process.stdout is not None
        async for line in process.stdout:
            if line.decode().startswith(wanted):
                return
        raise ServerFailed(f"it did not start: {self._tail()}")

    async def kill(self) -> None:
        """SIGKILL, and wait for the end. Raises ServerFailed if it had ended by itself."""
        assert self._process is not None
        process, self._process = self._process, None
        if process.returncode is not None:
            raise ServerFailed(f"it ended by itself with {process.returncode}: {self._tail()}")
        process.kill()
        await process.wait()
        self._after_kill()

    async def close(self) -> None:
        """End it if it still runs."""
        if self._loading is not None:
            self._loading.cancel()
            await asyncio.gather(self._loading, return_exceptions=True)
        standby, self._next = self._next, None
        if standby is not None and standby.returncode is None:
            standby.kill()
            await standby.wait()
        if self.runs:
            with contextlib.suppress(ServerFailed):
                await self.kill()

    def resident_bytes(self) -> int | None:
        """Return how much memory it holds, or None where that cannot be read."""
        if not self.runs or self._process is None:
            return None
        try:
            status = Path(f"/proc/{self._process.pid}/status").read_text()
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
