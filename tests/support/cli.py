"""The command ``hubbub`` as an operator runs it, beside a server that runs."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

from tests.support import forking

SECONDS = 100.0


def hubbub(
    *arguments: str,
    stdin: str = "",
    env: dict[str, str] | None = None,
    code: int = 0,
    folder: Path | None = None,
    afresh: bool = False,
) -> subprocess.CompletedProcess[str]:
    """Run ``hubbub`` with these arguments and return what it said; its exit code has to be ``code``.

    It is forked from a process that has loaded it, unless it shall load `afresh`.
    """
    whole = {**os.environ, "NO_COLOR": "1", "COLUMNS": "200", **(env or {})}
    if forking.AVAILABLE and not afresh:
        place = folder or Path.cwd()
        done = forking.run(list(arguments), stdin=stdin, env=whole, folder=place, seconds=SECONDS)
    else:
        command = [sys.executable, "-m", "hubbub", *arguments]
        done = subprocess.run(
            command,
            input=stdin,
            capture_output=True,
            text=True,
            timeout=SECONDS,
            env=whole,
            cwd=folder,
            check=False,
        )
    assert done.returncode == code, f"exit code {done.returncode}:\n{done.stdout}\n{done.stderr}"
    return done
