"""Where and what was measured."""

import os
import platform
import statistics
import subprocess
import tempfile
import time
from pathlib import Path

from msgspec import Struct

_ROOT = Path(__file__).parent.parent
_SYNCS = 100
_BETWEEN_SYNCS = 0.005
_PAGE = 4096


class Machine(Struct, frozen=True):
    """Facts of this machine; no names and no paths."""

    cpu: str
    cores: int
    memory_gib: float
    kernel: str
    file_system: str
    sync_ms: float
    load_average: float


class TooFewCores(Exception):
    """The server and the load need a core each."""


def describe(scratch: Path) -> Machine:
    """The machine, and the disk that the durable servers write to."""
    return Machine(
        cpu=_proc("/proc/cpuinfo", "model name"),
        cores=os.cpu_count() or 1,
        memory_gib=round(int(_proc("/proc/meminfo", "MemTotal").split()[0]) / 2**20, 1),
        kernel=platform.release(),
        file_system=_printed("df", "--output=fstype", str(scratch)).split()[-1],
        sync_ms=round(_sync_seconds(scratch) * 1e3, 2),
        load_average=os.getloadavg()[0],
    )


def commit() -> str:
    """The commit that is measured; a plus sign says that files differ from it."""
    short = _printed("git", "-C", str(_ROOT), "rev-parse", "--short", "HEAD") or "unknown"
    changed = _printed("git", "-C", str(_ROOT), "status", "--porcelain", "--untracked-files=no")
    return short + ("+" if changed else "")


def split_cores() -> tuple[int, int]:
    """One core for the server and one for the load, of those this process may use. Raises TooFewCores."""
    usable = sorted(os.sched_getaffinity(0))
    if len(usable) < 2:
        raise TooFewCores("two cores are needed: one for the server, one for the load")
    return usable[0], usable[1]


def _sync_seconds(scratch: Path) -> float:
    """How long the disk takes to make a page durable: the median, and the floor of every durable reply."""
    times = []
    with tempfile.TemporaryFile(dir=scratch, buffering=0) as file:
        for _ in range(_SYNCS):
            time.sleep(_BETWEEN_SYNCS)
            started = time.perf_counter()
            file.write(bytes(_PAGE))
            os.fsync(file.fileno())
            times.append(time.perf_counter() - started)
    return statistics.median(times)


def _proc(path: str, field: str) -> str:
    lines = Path(path).read_text().splitlines()
    return next((line.partition(":")[2].strip() for line in lines if line.startswith(field)), "unknown")


def _printed(*command: str) -> str:
    try:
        return subprocess.run(command, capture_output=True, text=True, timeout=20, check=False).stdout.strip()
    except FileNotFoundError:
        return ""
