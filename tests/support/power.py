"""A power cut for a whole server: what it has written and not synced is gone when it is killed.

The layer is a small library in C that is preloaded into the server (``power_cut.c``), because the server's
own SQLite takes no file layer of ours. It keeps what was synced beside each file of the database.
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


def cut(folder: Path) -> None:
    """Leave of a killed server's database what was synced.

    Files keep their identity; what SQLite keeps in shared memory is gone.
    """
    (folder / "hubbub.db-shm").unlink(missing_ok=True)
    for name in ("hubbub.db", "hubbub.db-wal", "hubbub.db-journal"):
        file, durable = folder / name, folder / (name + _DURABLE)
        if durable.exists():
            file.write_bytes(durable.read_bytes())
        else:
            file.unlink(missing_ok=True)
