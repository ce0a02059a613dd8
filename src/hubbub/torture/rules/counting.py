"""R8: unread and mention counts are those of a recount, and read cursors only rise."""

from __future__ import annotations

from collections import defaultdict

from hubbub.torture.history import History
from hubbub.torture.logs import Logs
from hubbub.torture.records import ALL, ERASED, Outcome, Read, Standing
from hubbub.torture.rules.storing import when
from hubbub.torture.verdict import Verdict, Verdicts

Place = tuple[int, int]
"""A conversation and a user in it."""


def check(history: History, logs: Logs, verdicts: Verdicts) -> None:
    """Judge what everybody's snapshot said in the end, and every answer about reading before it."""
    verdict = verdicts["R8"]
    risen = _check_cursors(history, verdict)
    recount = Recount(history, logs)
    for standing in history.standings:
        if standing.room in history.founded:
            _check_cursor_kept(standing, risen, logs, verdict)
            _check_counts(standing, recount, verdict)


def _check_cursors(history: History, verdict: Verdict) -> dict[Place, int]:
    """An answer is never below one that was known before it was asked for; return how far each has risen."""
    by_place: dict[Place, list[Read]] = defaultdict(list)
    for read in history.reads:
        if read.outcome == Outcome.OK:
            by_place[read.room, read.by].append(read)
    risen: dict[Place, int] = {}
    for place, reads in by_place.items():
        known = 0
        ended = sorted(reads, key=lambda read: read.end)
        done = 0
        for read in sorted(reads, key=lambda read: read.start):
            while done < len(ended) and ended[done].end < read.start:
                known = max(known, ended[done].read)
                done += 1
            verdict.case(
                read.read >= max(known, read.asked),
                "user {} in {} asked for {} at {}, when their cursor was at {}, and the answer was {}",
                read.by,
                read.room,
                read.asked,
                when(read.start),
                known,
                read.read,
            )
        risen[place] = max(read.read for read in reads)
    return risen


def _check_cursor_kept(standing: Standing, risen: dict[Place, int], logs: Logs, verdict: Verdict) -> None:
    known = risen.get((standing.room, standing.user), 0)
    stays = logs.stays.get((standing.room, standing.user), [])
    known = max(known, stays[-1].first if stays and len(stays) > 1 else 0)
    verdict.case(
        known <= standing.read <= standing.head,
        "the cursor of user {} in {} is at {} in the end; it was known to be at {}, and the head is {}",
        standing.user,
        standing.room,
        standing.read,
        known,
        standing.head,
    )


def _check_counts(standing: Standing, recount: Recount, verdict: Verdict) -> None:
    unread, mentions = recount.of(standing.room, standing.user, standing.read)
    for name, said, counted in (
        ("unread", standing.unread, unread),
        ("mentions", standing.mentions, mentions),
    ):
        verdict.case(
            said == counted,
            "user {} in {} has {} {} past {}; a recount gives {}",
            standing.user,
            standing.room,
            said,
            name,
            standing.read,
            counted,
        )


class Recount:
    """Counts from the log itself, by what was read back of each message in the end."""

    def __init__(self, history: History, logs: Logs) -> None:
        self._history = history
        self._logs = logs
        self._versions: dict[int, dict[int, int]] = defaultdict(dict)
        for page in history.pages:
            of = self._versions[page.room]
            for seq, version in zip(page.seqs, page.versions, strict=True):
                if version:
                    of[seq] = version
        self._edited_at = self._edits()

    def of(self, room: int, user: int, read: int) -> tuple[int, int]:
        """Return the unread messages and the mentions past a cursor."""
        log, versions = self._logs.room(room), self._versions[room]
        unread = mentions = 0
        for seq in range(read + 1, log.head + 1):
            key = log.whats[seq]
            if key < 0 or versions.get(seq) == ERASED or self._history.messages.senders[key] == user:
                continue
            unread += 1
            mentions += self._mentions(room, user, seq, key, versions.get(seq, 0))
        return unread, mentions

    def _mentions(self, room: int, user: int, seq: int, key: int, version: int) -> bool:
        whom = self._history.mention(key, version)
        if whom not in (ALL, user) or (whom == ALL and room == 0):
            return False
        said_at = self._edited_at.get((room, seq), seq)  # whoever was a member when it got this text
        return self._logs.stay(room, user, said_at) is not None

    def _edits(self) -> dict[tuple[int, int], int]:
        """Return where each edited message got its last text."""
        least = -len(self._history.lexicon)
        found = {}
        for room, log in self._logs.rooms.items():
            for seq, what in enumerate(log.whats):
                if least <= what < 0:
                    entry = self._history.lexicon.entry(what)
                    if entry.kind == "message.edited":
                        found[room, entry.subject] = seq
        return found
