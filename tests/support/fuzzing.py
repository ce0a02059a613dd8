"""How long is fuzzed: always the same few cases in `make test`, minutes of new ones in `make fuzz`."""

from __future__ import annotations

import os
import time
from collections.abc import Callable
from pathlib import Path
from typing import Final, TypeVar

from hypothesis import HealthCheck, given, note, settings
from hypothesis.database import DirectoryBasedExampleDatabase
from hypothesis.strategies import SearchStrategy

MINUTES: Final = float(os.environ.get("FUZZ_MINUTES", "0"))
"""How long all of it may take; 0 is the box of `make test`, which counts cases and not minutes, so that it is
the same everywhere."""
EXAMPLES_A_ROUND: Final = 500
MOST_SHOWN: Final = 8_000
FOUND: Final = Path(".hypothesis/fuzz")
"""Where failures are kept, to be tried again first of all the next time."""
_PATIENT: Final = settings(deadline=None, print_blob=True, suppress_health_check=list(HealthCheck))
CI: Final = settings(_PATIENT, derandomize=True, database=None)
Case = TypeVar("Case")


def long(name: str) -> settings:
    """Return the settings of `make fuzz` for a test."""
    database = DirectoryBasedExampleDatabase(FOUND / name)
    return settings(_PATIENT, derandomize=False, database=database, max_examples=EXAMPLES_A_ROUND)


def fuzz(
    name: str, check: Callable[[Case], None], cases: SearchStrategy[Case], *, examples: int, seconds: float
) -> None:
    """Check ``examples`` cases, the same every time, or with ``seconds`` as many new ones as fit in."""

    def run(profile: settings) -> None:
        @profile
        @given(case=cases)
        def try_one(case: Case) -> None:
            note(repr(case)[:MOST_SHOWN])  # whole, whatever strategies made it
            check(case)

        try_one()

    if not seconds:
        run(settings(CI, max_examples=examples))
        return
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        run(long(name))
