"""R1, R2 and R11: what is stored is what was acknowledged, once, and nothing that was refused."""

from __future__ import annotations

from collections.abc import Iterator

from hubbub.torture.history import History
from hubbub.torture.logs import Logs
from hubbub.torture.records import ERASED, Change, Outcome
from hubbub.torture.verdict import Verdict, Verdicts

_KINDS = {
    "message.edit": "message.edited",
    "message.delete": "message.deleted",
    "member.add": "member.joined",
    "member.remove": "member.removed",
    "conversation.join": "member.joined",
    "conversation.leave": "member.left",
}
"""What each operation leaves in the log."""


def check(history: History, logs: Logs, verdicts: Verdicts) -> None:
    """Judge all three."""
    places = _places(logs, verdicts["R2"])
    _check_acknowledged(history, logs, verdicts["R1"])
    _check_changes(history, logs, verdicts["R1"])
    _check_present_state(history, logs, verdicts["R1"])
    _check_retries(history, verdicts["R2"])
    _check_refused(history, places, verdicts["R11"])


def when(nanoseconds: int) -> str:
    """Return a moment as it stands in an example."""
    return f"{nanoseconds / 1e9:.3f} s"


def _places(logs: Logs, verdict: Verdict) -> dict[int, tuple[int, int]]:
    """Return where each message stands; twice is a breach of R2."""
    places: dict[int, tuple[int, int]] = {}
    for room, log in logs.rooms.items():
        for seq, what in enumerate(log.whats):
            if what < 0:
                continue
            if what in places:
                verdict.breaks(f"{logs.describe(what)} is stored twice: at {places[what]} and {(room, seq)}")
            else:
                places[what] = (room, seq)
    return places


def _check_acknowledged(history: History, logs: Logs, verdict: Verdict) -> None:
    attempts = history.attempts
    for i, outcome in enumerate(attempts.outcomes):
        if outcome != Outcome.OK or attempts.twisted[i]:
            continue
        key, room, seq = attempts.keys[i], attempts.rooms[i], attempts.seqs[i]
        found = logs.at(room, seq)
        if found == key:
            verdict.hold()
        else:
            verdict.breaks(
                f"{logs.describe(key)} was acknowledged at {when(attempts.ends[i])} as {room}/{seq}, "
                f"where {logs.describe(found)} stands"
            )


def _check_changes(history: History, logs: Logs, verdict: Verdict) -> None:
    for change in history.changes:
        if change.outcome != Outcome.OK:
            continue
        found = logs.at(change.room, change.seq)
        if found < 0 and _is(history, found, change):
            verdict.hold()
        else:
            verdict.breaks(
                f"{change.kind} of {change.subject} by {change.by} was acknowledged at {when(change.end)} "
                f"as {change.room}/{change.seq}, where {logs.describe(found)} stands"
            )


def _is(history: History, found: int, change: Change) -> bool:
    try:
        entry = history.lexicon.entry(found)
    except IndexError:  # nothing was seen there
        return False
    kinds = (_KINDS[change.kind], "member.left" if change.subject == change.by else "")
    return entry.kind in kinds and (entry.by, entry.subject) == (change.by, change.subject)


def _check_present_state(history: History, logs: Logs, verdict: Verdict) -> None:
    """An edit or a deletion that was acknowledged is what everybody reads in the end."""
    wanted = _last_changes(history, logs)
    for page in history.pages:
        for seq, version in zip(page.seqs, page.versions, strict=True):
            acceptable = wanted.get((page.room, seq))
            if acceptable is not None:
                verdict.case(
                    version in acceptable,
                    "{}/{} reads as version {} for user {}, should be one of {}",
                    page.room,
                    seq,
                    version,
                    page.user,
                    acceptable,
                )
            elif version != 0:
                verdict.breaks(f"{page.room}/{seq} reads as version {version}, though nobody changed it")


def _last_changes(history: History, logs: Logs) -> dict[tuple[int, int], set[int]]:
    """Return for each changed message which versions it may be in: the last one that is in the log."""
    asked: dict[tuple[int, int, int], set[int]] = {}
    known: dict[tuple[int, int], int] = {}
    for change in history.changes:
        if change.kind == "message.edit":
            asked.setdefault((change.room, change.subject, change.by), set()).add(change.version)
            if change.outcome == Outcome.OK:
                known[change.room, change.seq] = change.version
    wanted: dict[tuple[int, int], set[int]] = {}
    for room, seq, kind, by, target in _entries(history, logs):
        if kind == "message.deleted":
            wanted[room, target] = {ERASED}
        elif kind == "message.edited" and wanted.get((room, target)) != {ERASED}:
            version = known.get((room, seq))
            wanted[room, target] = asked.get((room, target, by), set()) if version is None else {version}
    return wanted


def _entries(history: History, logs: Logs) -> Iterator[tuple[int, int, str, int, int]]:
    least = -len(history.lexicon)
    for room, log in logs.rooms.items():
        for seq, what in enumerate(log.whats):
            if least <= what < 0:
                entry = history.lexicon.entry(what)
                yield room, seq, entry.kind, entry.by, entry.subject


def _check_retries(history: History, verdict: Verdict) -> None:
    attempts = history.attempts
    for i, outcome in enumerate(attempts.outcomes):
        first = attempts.first(attempts.keys[i])
        if first is None or first == i or outcome == Outcome.UNKNOWN:
            continue
        key = attempts.keys[i]
        if attempts.twisted[i]:
            refused = outcome == Outcome.REFUSED and attempts.code(i) in ("conflict", *_BUSY)
            verdict.case(refused, "message {} was sent again with another text, and that was taken", key)
        elif outcome == Outcome.OK:
            first_answer, answer = ((attempts.rooms[n], attempts.seqs[n]) for n in (first, i))
            verdict.case(
                answer == first_answer, "message {} was answered {} and then {}", key, first_answer, answer
            )
        elif attempts.starts[i] > attempts.ends[first] and attempts.code(i) not in _BUSY:
            verdict.breaks(f"message {key} had been acknowledged; a retry got {attempts.code(i)}")


_BUSY = ("unavailable", "rate_limited", "unauthenticated", "internal")
"""Refusals that say nothing about the message."""


def _check_refused(history: History, places: dict[int, tuple[int, int]], verdict: Verdict) -> None:
    """Only a message all of whose attempts were refused is a case: an unknown one may be stored."""
    attempts = history.attempts
    refused: dict[int, str] = {}
    open_: set[int] = set()
    for i, outcome in enumerate(attempts.outcomes):
        if attempts.twisted[i]:
            continue
        if outcome == Outcome.REFUSED:
            refused[attempts.keys[i]] = attempts.code(i)
        else:
            open_.add(attempts.keys[i])
    for key, code in refused.items():
        if key not in open_:
            verdict.case(
                key not in places,
                "message {} was refused ({}) and is stored at {}",
                key,
                code,
                places.get(key),
            )
