"""The process that looks at one picture and ends. It is started by `sitting`, which says what it is given.

It binds itself before it touches a byte of the picture: memory, processor time, the size of what it writes,
open files, no other process, no core. The parent watches the clock and kills it; if the parent is gone, an
alarm does.
"""

from __future__ import annotations

import json
import math
import os
import resource
import signal
import sys
from typing import Final

from hubbub.pictures import prints

LARGEST_RESULT: Final = 32 * 1024 * 1024
MOST_FILES: Final = 32
NICENESS: Final = 10
READY: Final = b"ready\n"
"""Said when everything is bound and loaded: what goes wrong from here on is the picture's doing."""


def main() -> None:
    """Look at the picture on standard input, and say in a line of JSON what it is, or null."""
    thumbnail, view, seconds, memory, most_pixels, square = sys.argv[1:]
    _bind(float(seconds), int(memory))
    os.write(1, READY)
    _fall_silent()
    try:
        with (
            os.fdopen(0, "rb") as source,
            os.fdopen(int(thumbnail), "wb") as small,
            os.fdopen(int(view), "wb") as large,
        ):
            found = prints.make(
                source,
                small,
                large,
                most_pixels=int(most_pixels),
                seconds=float(seconds),
                square=bool(int(square)),
            )._asdict()
    except Exception:  # whatever it is, the answer is the same: this is not shown
        found = None
    os.write(1, json.dumps(found).encode() + b"\n")


def _bind(seconds: float, memory: int) -> None:
    signal.signal(signal.SIGALRM, signal.SIG_DFL)
    signal.setitimer(signal.ITIMER_REAL, seconds + 1)
    os.nice(NICENESS)
    _allow(resource.RLIMIT_CPU, math.ceil(seconds))
    _allow(resource.RLIMIT_FSIZE, LARGEST_RESULT)
    _allow(resource.RLIMIT_NOFILE, MOST_FILES)
    _allow(resource.RLIMIT_NPROC, 0)
    _allow(resource.RLIMIT_CORE, 0)
    if sys.platform != "darwin":  # which has no such limit: there the count of pixels has to do
        _allow(resource.RLIMIT_AS, memory)


def _allow(what: int, most: int) -> None:
    hard = resource.getrlimit(what)[1]
    most = most if hard == resource.RLIM_INFINITY else min(most, hard)
    resource.setrlimit(what, (most, most))


def _fall_silent() -> None:
    """Errors up to here are the operator's to read; those of a stranger's picture would fill their log."""
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, 2)
    os.close(nowhere)


if __name__ == "__main__":
    main()
