"""How long something took, without the time in which nobody let it run."""

from __future__ import annotations

import os
import time
from contextlib import suppress
from pathlib import Path


class Stopwatch:
    """Runs from when it is made, and stands still while this process or one of these waits for a processor.

    A promise of "within a second" is one of a machine that has the time. On one that is busy with other
    things a second goes by between two lines of a program; what it did itself is measured as strictly there.
    """

    def __init__(self, *pids: int) -> None:
        self._pids = (os.getpid(), *pids)
        self._began = time.monotonic()
        self._waited = self._waiting()

    @property
    def seconds(self) -> float:
        """What it shows."""
        return time.monotonic() - self._began - (self._waiting() - self._waited)

    def _waiting(self) -> float:
        """Return the seconds that all threads have waited on a run queue; 0 where the kernel does not say."""
        waited = 0
        for pid in self._pids:
            for thread in Path(f"/proc/{pid}/task").glob("*/schedstat"):
                with suppress(OSError):  # it has just ended
                    waited += int(thread.read_text().split()[1])
        return waited / 1e9
