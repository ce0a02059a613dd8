"""A process that has loaded the server and forks one a word: ``python -m hubbub.torture.standby serve ...``.

Most of a start is Python reading modules. They are read once, so an outage is as short as the start itself,
which is the same as ever, and more of a run is spent under load. What is forked has nothing but modules: no
thread, no open file, no connection.
"""

from __future__ import annotations

import importlib
import os
import signal
import sys
from collections.abc import Callable
from typing import Final

STARTED: Final = "started"
"""Said of a server, with its process id."""
ENDED: Final = "ended"
"""Said when it is gone, with its exit code: negative if a signal ended it."""
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
    """Load; for each line on standard input start a server and wait for its end, until there are no more."""
    for module in MODULES:
        importlib.import_module(module)
    before()
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C at the terminal is for who starts servers here
    for _ in sys.stdin:
        server = os.fork()
        if not server:
            _serve()
        _say(STARTED, server)
        _, status = os.waitpid(server, 0)
        _say(ENDED, os.waitstatus_to_exitcode(status))


def _serve() -> None:
    """Be the command ``hubbub``; its end is ours."""
    signal.signal(signal.SIGINT, signal.default_int_handler)
    nowhere = os.open(os.devnull, os.O_RDONLY)
    os.dup2(nowhere, sys.stdin.fileno())
    os.close(nowhere)
    importlib.import_module("hubbub.cli").main()


def _say(word: str, number: int) -> None:
    sys.stdout.write(f"{word} {number}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main()
