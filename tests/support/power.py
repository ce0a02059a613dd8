"""A power cut for a whole server: what it has written and not synced is gone when it is killed.

The layer is a small library in C that is preloaded into the server (``power_cut.c``), because the server's own
SQLite takes no file layer of ours. It keeps what was synced beside each file of the database.
"""

from __future__ import annotations

import subprocess
from pathlib import Path

_SOURCE = Path(__file__).with_name("power_cut.c")
_DURABLE = ".durable"


def build(folder: Path) -> Path:
    """Compile the layer and return the library."""
    library = folder / "power_cut.so"
    command = ["gcc", "-shared", "-fPIC", "-O2", "-Wall", "-Werror", "-o", str(library), str(_SOURCE), "-ldl"]
    subprocess.run(command, check=True, capture_output=True, text=True)
    return library


def environment(library: Path) -> dict[str, str]:
    """Return what a server needs in its environment to run on a disk that can lose power."""
    return {"LD_PRELOAD": str(library)}


def cut(folder: Path) -> int:
    """Leave of a killed server's database what was synced, and return how many of its files that changed.

    Files keep their identity; what SQLite keeps in shared memory is gone.
    """
    (folder / "hubbub.db-shm").unlink(missing_ok=True)
    lost = 0
    for name in ("hubbub.db", "hubbub.db-wal", "hubbub.db-journal"):
        file, durable = folder / name, folder / (name + _DURABLE)
        if durable.exists():
            survives, written = durable.read_bytes(), file.read_bytes() if file.exists() else b""
            lost += survives != written
            file.write_bytes(survives)
        elif file.exists():
            lost += 1
            file.unlink()
    return lost
