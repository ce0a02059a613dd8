"""What a run was like, in numbers: throughput and delays by the second, and the totals."""

from __future__ import annotations

from msgspec import Struct

from hubbub.torture.history import History
from hubbub.torture.records import Outcome
from hubbub.torture.timeline import Timeline


class Second(Struct):
    """One second of a run, or as many as one point of a chart stands for."""

    at: float
    acknowledged: float
    """Messages a second."""
    p50: float | None
    p99: float | None
    """Seconds from a send to its answer, of those that were answered in it."""
    resident: int | None


class Totals(Struct):
    """What was done and seen in all."""

    acknowledged: int
    attempts: int
    shown: int
    devices: int
    kills: int
    faults: int
    down: float
    """Seconds in which the server was not there."""
    rate: float
    """Messages a second while it was."""


def totals(history: History, timeline: Timeline) -> Totals:
    """Count everything."""
    length = timeline.samples[-1].at if timeline.samples else 0.0
    down = sum(min(kill.back or length, length) - kill.at for kill in timeline.kills if kill.at < length)
    acknowledged = timeline.samples[-1].acknowledged if timeline.samples else 0
    return Totals(
        acknowledged=history.attempts.acknowledged,
        attempts=len(history.attempts),
        shown=sum(len(track.seqs) for _, _, track in history.shown()),
        devices=len(history.devices),
        kills=len(timeline.kills),
        faults=sum(blow.links for blow in timeline.blows),
        down=down,
        rate=acknowledged / max(1.0, length - down),
    )


def seconds(history: History, timeline: Timeline, offset: float, most: int = 240) -> list[Second]:
    """Cut a run into at most so many points; it began ``offset`` seconds after its history."""
    if not timeline.samples:
        return []
    length = max(timeline.samples[-1].at, 1.0)
    step = max(1.0, length / most)
    points = [Second(place * step, 0, None, None, None) for place in range(int(length / step) + 1)]
    delays: list[list[int]] = [[] for _ in points]
    attempts = history.attempts
    for start, end, outcome in zip(attempts.starts, attempts.ends, attempts.outcomes, strict=True):
        place = int((end / 1e9 - offset) / step)
        if outcome == Outcome.OK and 0 <= place < len(points):
            delays[place].append(end - start)
    for sample in timeline.samples:
        points[min(int(sample.at / step), len(points) - 1)].resident = sample.resident
    for point, took in zip(points, delays, strict=True):
        took.sort()
        point.acknowledged = len(took) / step
        if took:
            point.p50, point.p99 = took[len(took) // 2] / 1e9, took[len(took) * 99 // 100] / 1e9
    return points
