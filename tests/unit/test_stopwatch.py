"""What the suite measures promptness with: it is strict, and fair to a busy machine."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager

import pytest

from tests.support.stopwatch import Stopwatch

IS_LINUX = sys.platform == "linux"
"""Elsewhere it is a plain watch."""
RIVAL = "import os, sys; os.sched_setaffinity(0, {int(sys.argv[1])}); print(flush=True)\nwhile True: pass"


@contextmanager
def shared_processor() -> Iterator[None]:
    """Run on one processor only, and let somebody else keep it busy, where that can be had."""
    if not IS_LINUX:
        yield
        return
    ours = os.sched_getaffinity(0)
    processor = min(ours)
    command = [sys.executable, "-c", RIVAL, str(processor)]
    with subprocess.Popen(command, stdout=subprocess.PIPE) as rival:
        try:
            assert rival.stdout is not None
            rival.stdout.readline()
            os.sched_setaffinity(0, {processor})
            yield
        finally:
            os.sched_setaffinity(0, ours)
            rival.kill()


def test_waiting_for_anything_but_a_processor_counts() -> None:
    watch = Stopwatch()
    time.sleep(0.3)
    assert watch.seconds > 0.25


def test_work_counts_and_waiting_for_a_processor_does_not() -> None:
    with shared_processor():
        watch, began, used = Stopwatch(), time.monotonic(), time.process_time()
        while time.process_time() - used < 0.3:
            pass
        shown, passed = watch.seconds, time.monotonic() - began
    if not IS_LINUX:
        assert shown == pytest.approx(passed, abs=0.05)
        return
    assert passed > 0.45, "the premise: somebody else had a good part of it"
    assert 0.25 < shown < passed - 0.1
