"""R3: one order, without holes, the same for everyone, and in real time."""

from __future__ import annotations

from array import array
from typing import Final

from hubbub.torture.history import History
from hubbub.torture.logs import UNSEEN, Logs, RoomLog
from hubbub.torture.records import Change, Outcome
from hubbub.torture.rules.storing import when
from hubbub.torture.verdict import Verdict, Verdicts

_NEVER: Final = 2**62


def check(history: History, logs: Logs, verdicts: Verdicts) -> None:
    """Judge it for every position of every log."""
    verdict = verdicts["R3"]
    for different in logs.differences:
        verdict.breaks(
            f"at {different.room}/{different.seq} {different.who} saw {logs.describe(different.saw)}, "
            f"others {logs.describe(different.others)}"
        )
    skipped = _skipped(history)
    starts = _starts(history)
    changes = {(c.room, c.seq): c for c in history.changes if c.outcome == Outcome.OK}
    for room, log in logs.rooms.items():
        _check_holes(room, log, skipped.get(room, []), verdict)
        _check_real_time(history, logs, room, starts, changes, verdict)


def _skipped(history: History) -> dict[int, list[range]]:
    """Return which positions devices were told to skip: a change there may have been seen by nobody."""
    skipped: dict[int, list[range]] = {}
    for _, room, track in history.shown():
        for skip in track.skips:
            skipped.setdefault(room, []).append(range(skip.after + 1, skip.upto + 1))
    return skipped


def _check_holes(room: int, log: RoomLog, skipped: list[range], verdict: Verdict) -> None:
    verdict.hold(log.head)
    if UNSEEN not in log.whats[1:]:
        return
    for seq in range(1, log.head + 1):
        if log.whats[seq] != UNSEEN:
            continue
        if any(seq in positions for positions in skipped):
            verdict.tried -= 1
        else:
            verdict.breaks(f"{room}/{seq} is a hole: nothing stands there, and the log goes to {log.head}", 1)
            verdict.tried -= 1


def _starts(history: History) -> array[int]:
    """Return for each message when it was sent for the first time."""
    starts = array("q", [_NEVER]) * len(history.messages)
    attempts = history.attempts
    for key, start, twisted in zip(attempts.keys, attempts.starts, attempts.twisted, strict=True):
        if not twisted:
            starts[key] = min(starts[key], start)
    return starts


def _check_real_time(
    history: History,
    logs: Logs,
    room: int,
    starts: array[int],
    changes: dict[tuple[int, int], Change],
    verdict: Verdict,
) -> None:
    """From the end to the beginning: nothing may have been asked for after something later was known."""
    attempts, whats = history.attempts, logs.rooms[room].whats
    soonest, which = _NEVER, 0
    for seq in range(len(whats) - 1, 0, -1):
        what = whats[seq]
        if what >= 0:
            start, first = starts[what], attempts.first(what)
            end = _NEVER if first is None or attempts.seqs[first] != seq else attempts.ends[first]
        else:
            change = changes.get((room, seq))
            if change is None:
                continue
            start, end = change.start, change.end
        if soonest < start < _NEVER:
            verdict.breaks(
                f"{room}/{seq}, {logs.describe(what)}, was asked for at {when(start)}, "
                f"when {room}/{which} after it had been acknowledged, at {when(soonest)}"
            )
        if end < soonest:
            soonest, which = end, seq
