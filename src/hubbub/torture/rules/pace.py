"""R10: while hostile readers are at it, others are served as fast as ever, and memory stays bounded."""

from __future__ import annotations

from typing import Final

from hubbub.torture.history import History
from hubbub.torture.rules.storing import when
from hubbub.torture.timeline import Timeline
from hubbub.torture.verdict import Verdicts

SLOWEST_P99: Final = 1.0
"""Seconds in which 99 of 100 probes must be answered, while the server is up: of any machine, and loaded."""
GRACE: Final = 2.0
"""Seconds after a restart in which everybody comes back at once."""
MOST_RESIDENT: Final = 512 * 1024 * 1024


def check_pace(history: History, timeline: Timeline, verdicts: Verdicts) -> None:
    """Judge the probes and the samples of memory."""
    verdict = verdicts["R10"]
    fair = [probe for probe in history.probes if timeline.was_up(probe.start / 1e9, probe.end / 1e9, GRACE)]
    took = sorted(probe.end - probe.start for probe in fair)
    if took:
        p50, p99 = took[len(took) // 2] / 1e9, took[len(took) * 99 // 100] / 1e9
        verdict.notes.append(
            f"probes while the server was up: p50 {p50 * 1e3:.1f} ms, p99 {p99 * 1e3:.1f} ms"
        )
        late = [probe for probe in fair if probe.end - probe.start > SLOWEST_P99 * 1e9]
        verdict.hold(len(fair) if p99 <= SLOWEST_P99 else len(fair) - len(late))
        if p99 > SLOWEST_P99:
            for probe in late:
                verdict.breaks(f"a probe at {when(probe.start)} took {when(probe.end - probe.start)}")
    for sample in timeline.samples:
        if sample.resident is not None:
            verdict.case(
                sample.resident <= MOST_RESIDENT,
                "the server held {} MiB at {:.1f} s",
                sample.resident >> 20,
                sample.at,
            )
