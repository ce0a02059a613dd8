"""A server under measurement: started on its core, read through the kernel, ended by its id."""

import os
import signal
import socket
import subprocess
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import IO

TICKS_A_SECOND = os.sysconf("SC_CLK_TCK")
_LOG_TAIL = 2_000


class ServerFailed(Exception):
    """The server did not start, or ended early; the message holds the end of what it printed."""


def free_port() -> int:
    """A port nobody listens on at this moment."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


class ServerProcess:
    """A process and all its descendants, confined to one core."""

    def __init__(
        self, command: Sequence[str], *, core: int, cwd: Path, env: dict[str, str] | None = None
    ) -> None:
        # Lives as long as the process, so no `with`.
        self._log: IO[bytes] = tempfile.TemporaryFile()  # noqa: SIM115
        self._process = subprocess.Popen(
            ["taskset", "--cpu-list", str(core), *command],
            stdin=subprocess.DEVNULL,
            stdout=self._log,
            stderr=subprocess.STDOUT,
            cwd=cwd,
            env=env,
            start_new_session=True,
        )

    @property
    def pid(self) -> int:
        """The process's id: taskset replaces itself, so it is the server's own."""
        return self._process.pid

    def wait_until(self, ready: Callable[[], bool], seconds: float = 30.0) -> None:
        """Returns as soon as `ready`; raises ServerFailed when the server ends or the time is up."""
        deadline = time.monotonic() + seconds
        while not ready():
            self.check_alive()
            if time.monotonic() > deadline:
                raise ServerFailed(f"not ready after {seconds:.0f} s: {self.log_tail()}")
            time.sleep(0.05)

    def check_alive(self) -> None:
        """Raises ServerFailed if the server has ended."""
        status = self._process.poll()
        if status is not None:
            raise ServerFailed(f"ended with status {status}: {self.log_tail()}")

    def log_tail(self) -> str:
        """The end of what the server printed."""
        size = self._log.seek(0, os.SEEK_END)
        self._log.seek(max(0, size - _LOG_TAIL))
        return self._log.read().decode(errors="replace").strip()

    def cpu_seconds(self) -> float:
        """User and system time of all threads and children, in steps of 10 ms."""
        return sum(_cpu_ticks(pid) for pid in self._tree()) / TICKS_A_SECOND

    def memory_bytes(self) -> int:
        """Proportional set size of the whole tree: private pages, and each one's share of shared pages."""
        return sum(_pss(pid) for pid in self._tree())

    def peak_bytes(self) -> int:
        """The most that was resident since `forget_peak`, of the server's own process."""
        status = Path(f"/proc/{self.pid}/status").read_text().splitlines()
        return next(int(line.split()[1]) * 1024 for line in status if line.startswith("VmHWM:"))

    def forget_peak(self) -> None:
        """Begins `peak_bytes` anew."""
        Path(f"/proc/{self.pid}/clear_refs").write_text("5")

    def stop(self) -> None:
        """Ends the server and waits for it."""
        for sign, patience in ((signal.SIGTERM, 5.0), (signal.SIGKILL, 5.0)):
            if self._process.poll() is not None:
                break
            os.killpg(self._process.pid, sign)
            try:
                self._process.wait(patience)
            except subprocess.TimeoutExpired:
                continue
        self._log.close()

    def _tree(self) -> set[int]:
        tree = {self.pid}
        parents = dict(_parents())
        while grown := {pid for pid, parent in parents.items() if parent in tree} - tree:
            tree |= grown
        return tree


def listens(port: int) -> bool:
    """Whether a connection to the port is accepted."""
    with socket.socket() as probe:
        probe.settimeout(1.0)
        return probe.connect_ex(("127.0.0.1", port)) == 0


def _parents() -> Iterator[tuple[int, int]]:
    for entry in Path("/proc").iterdir():
        if entry.name.isdigit() and (fields := _stat(int(entry.name))):
            yield int(entry.name), int(fields[1])


def _cpu_ticks(pid: int) -> int:
    fields = _stat(pid)
    # utime, stime, and the same of the children it has waited for
    return sum(map(int, fields[11:15])) if fields else 0


def _stat(pid: int) -> list[str]:
    """The fields after the command's name, which may hold spaces; nothing if the process is gone."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    except (FileNotFoundError, ProcessLookupError):
        return []


def _pss(pid: int) -> int:
    try:
        lines = Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines()
    except (FileNotFoundError, ProcessLookupError):
        return 0
    return next(int(line.split()[1]) * 1024 for line in lines if line.startswith("Pss:"))
