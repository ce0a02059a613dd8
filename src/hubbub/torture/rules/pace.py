"""R10: while hostile readers are at it, others are served as fast as ever, and memory stays bounded."""

from __future__ import annotations

from typing import Final

from hubbub.torture.history import History
from hubbub.torture.rules.storing import when
from hubbub.torture.timeline import Timeline
from hubbub.torture.verdict import Verdicts

SLOWEST: Final = 5.0
"""Seconds in which every probe must be answered while the server is up, on any machine, however loaded: the
load of the run itself is in it. The figures beside the verdict say more."""
GRACE: Final = 2.0
"""Seconds after a restart in which everybody comes back at once."""
MOST_RESIDENT: Final = 512 * 1024 * 1024


def check_pace(history: History, timeline: Timeline, offset: float, verdicts: Verdicts) -> None:
    """Judge probes and samples of memory; the timeline begins ``offset`` seconds after the history."""
    verdict = verdicts["R10"]
    fair = [
        probe
        for probe in history.probes
        if timeline.was_up(probe.start / 1e9 - offset, probe.end / 1e9 - offset, GRACE)
    ]
    took = sorted(probe.end - probe.start for probe in fair)
    if took:
        p50, p99 = took[len(took) // 2] / 1e6, took[len(took) * 99 // 100] / 1e6
        verdict.notes.append(f"probes while the server was up: p50 {p50:.1f} ms, p99 {p99:.1f} ms")
    for probe in fair:
        took_seconds = (probe.end - probe.start) / 1e9
        verdict.case(took_seconds <= SLOWEST, "a probe at {} took {:.2f} s", when(probe.start), took_seconds)
    resident = [sample.resident for sample in timeline.samples if sample.resident is not None]
    if resident:
        verdict.notes.append(f"the server's memory: at most {max(resident) >> 20} MiB")
    for sample in timeline.samples:
        if sample.resident is not None:
            verdict.case(
                sample.resident <= MOST_RESIDENT,
                "the server held {} MiB at {:.1f} s",
                sample.resident >> 20,
                sample.at,
            )
