"""Where it ran: the machine, the versions, the commit. No names and no paths."""

from __future__ import annotations

import os
import platform
import sqlite3
import subprocess
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

_PACKAGES = ("hubbub", "hubbub-client", "picows", "uvloop", "litestar", "sqlalchemy", "msgspec")


def facts() -> dict[str, str]:
    """Return what a reader of the report needs to judge its figures."""
    load = " ".join(f"{load:.1f}" for load in os.getloadavg())
    return {
        "Processor": _of_proc("/proc/cpuinfo", "model name"),
        "Cores": str(os.cpu_count() or 1),
        "Memory": _memory(),
        "System": f"{platform.system()} {platform.release()}",
        "Load average at the end": load,
        "Python": platform.python_version(),
        "SQLite": sqlite3.sqlite_version,
        "Commit": _commit(),
    } | {package: _version(package) for package in _PACKAGES}


def _version(package: str) -> str:
    try:
        return version(package)
    except PackageNotFoundError:
        return "not installed"


def _memory() -> str:
    kib = _of_proc("/proc/meminfo", "MemTotal").split()[0]
    return f"{int(kib) / 2**20:.1f} GiB" if kib.isdigit() else kib


def _of_proc(path: str, field: str) -> str:
    try:
        lines = Path(path).read_text().splitlines()
    except OSError:
        lines = []
    return next((line.partition(":")[2].strip() for line in lines if line.startswith(field)), "unknown")


def _commit() -> str:
    """Return the commit of the source that runs, with a plus sign if files differ from it."""
    root = str(Path(__file__).parent)
    short = _printed("git", "-C", root, "rev-parse", "--short", "HEAD")
    changed = _printed("git", "-C", root, "status", "--porcelain", "--untracked-files=no")
    return (short + ("+" if changed else "")) if short else "not a checkout"


def _printed(*command: str) -> str:
    try:
        done = subprocess.run(command, capture_output=True, text=True, timeout=20, check=False)
    except (OSError, subprocess.TimeoutExpired):
        return ""
    return done.stdout.strip() if done.returncode == 0 else ""
