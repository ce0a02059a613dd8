"""A server that is loaded and waits for a word to start: ``python -m hubbub.torture.standby serve ...``.

Most of a restart is Python reading modules. Loading the next server while this one still serves makes an
outage as short as the start itself, which is the same as ever: so more of a run is spent under load.
"""

from __future__ import annotations

import importlib
import sys
from collections.abc import Callable
from typing import Final

LOADED: Final = "loaded"
"""What it says when it is."""
MODULES: Final = (
    "hubbub.cli",
    "hubbub.checkup",
    "hubbub.server",
    "alembic.command",
    "alembic.runtime.environment",
    "cyclopts.config",
    "litestar.middleware._internal.exceptions",
    "litestar.plugins.attrs",
    "litestar.plugins.pydantic",
    "uvicorn.lifespan.off",
)
"""What a start reads, also where it is read by the way."""


def main(before: Callable[[], None] = lambda: None) -> None:
    """Load, say so, wait for a line on standard input, and be the command ``hubbub``; its end is ours."""
    for module in MODULES:
        importlib.import_module(module)
    before()
    sys.stdout.write(f"{LOADED}\n")
    sys.stdout.flush()
    if sys.stdin.readline():
        importlib.import_module("hubbub.cli").main()


if __name__ == "__main__":
    main()
