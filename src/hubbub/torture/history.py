"""What was done and what was seen, on one clock: all that the checker goes by.

A million messages and ten million sightings have to fit, so what there is one of for each message or for
each sighting stands in columns of plain numbers; what is rare is a struct. Times are nanoseconds since the
run began; 0 as an end means that no answer ever came.
"""

from __future__ import annotations

import time
from array import array
from collections import Counter
from collections.abc import Callable, Iterator
from typing import Final

from hubbub.torture.records import (
    ALL,
    NOBODY,
    Breach,
    Change,
    Device,
    Entry,
    Founded,
    Outcome,
    Page,
    Probe,
    Read,
    Standing,
    Track,
)


class Messages:
    """Every message that anybody meant to send: row ``key`` is the message with that number."""

    def __init__(self) -> None:
        self.senders = array("q")
        self.rooms = array("q")
        self.mentions = array("q")

    def __len__(self) -> int:
        return len(self.senders)

    def add(self, sender: int, room: int, mention: int) -> int:
        """Note that somebody is about to send a message, and return its key."""
        self.senders.append(sender)
        self.rooms.append(room)
        self.mentions.append(mention)
        return len(self.senders) - 1


class Attempts:
    """Every time that a message was sent: again after no answer, again on purpose, with another text."""

    def __init__(self) -> None:
        self.keys = array("i")
        self.starts = array("q")
        self.ends = array("q")
        self.outcomes = array("b")
        self.codes = array("b")
        self.rooms = array("q")
        self.seqs = array("q")
        self.twisted = array("b")
        """Whether it said something else than the message does, which must be refused."""
        self.acknowledged = 0
        """How many messages have been acknowledged, each counted once."""
        self._known: list[str] = [""]
        self._first = array("i")

    def __len__(self) -> int:
        return len(self.keys)

    def begin(self, key: int, at: int, *, twisted: bool = False) -> int:
        """Note that a message is sent, and return the number of the attempt."""
        self.keys.append(key)
        self.starts.append(at)
        self.ends.append(0)
        self.outcomes.append(Outcome.UNKNOWN)
        self.codes.append(0)
        self.rooms.append(0)
        self.seqs.append(0)
        self.twisted.append(twisted)
        return len(self.keys) - 1

    def acknowledge(self, attempt: int, at: int, room: int, seq: int) -> None:
        """Note the answer to an attempt."""
        self.ends[attempt] = at
        self.outcomes[attempt] = Outcome.OK
        self.rooms[attempt] = room
        self.seqs[attempt] = seq
        self._count(self.keys[attempt], attempt)

    def refuse(self, attempt: int, at: int, code: str) -> None:
        """Note an error instead of an answer."""
        if code not in self._known:
            self._known.append(code)
        self.ends[attempt] = at
        self.outcomes[attempt] = Outcome.REFUSED
        self.codes[attempt] = self._known.index(code)

    def code(self, attempt: int) -> str:
        """Return the error that an attempt got."""
        return self._known[self.codes[attempt]]

    def first(self, key: int) -> int | None:
        """Return the attempt that was acknowledged first, or None if none was."""
        if key >= len(self._first) or self._first[key] < 0:
            return None
        return self._first[key]

    def _count(self, key: int, attempt: int) -> None:
        while len(self._first) <= key:
            self._first.append(-1)
        if self._first[key] < 0:
            self._first[key] = attempt
            self.acknowledged += 1


class Expected:
    """What recent messages look like when nothing has happened to them, so that most need one look only."""

    MOST: Final = 20_000

    def __init__(self) -> None:
        self._known: dict[str, tuple[int, str]] = {}

    def put(self, client_id: str, key: int, text: str) -> None:
        """Remember a message as it is about to be sent."""
        if len(self._known) >= self.MOST:
            for old in list(self._known)[: self.MOST // 2]:
                del self._known[old]
        self._known[client_id] = key, text

    def get(self, client_id: str | None) -> tuple[int, str] | None:
        """Return a message's key and text, if it is a recent one."""
        return None if client_id is None else self._known.get(client_id)


class Lexicon:
    """Numbers for log entries that are not messages of ours: equal entries have the same number, below 0."""

    def __init__(self) -> None:
        self._entries: list[Entry] = []
        self._numbers: dict[Entry, int] = {}

    def __len__(self) -> int:
        return len(self._entries)

    def number(self, entry: Entry) -> int:
        """Return the number of an entry."""
        found = self._numbers.get(entry)
        if found is None:
            self._entries.append(entry)
            found = self._numbers[entry] = -len(self._entries)
        return found

    def entry(self, number: int) -> Entry:
        """Return the entry of a number."""
        return self._entries[-number - 1]


class History:
    """All that happened in a run."""

    def __init__(self, run: str, clock: Callable[[], int] = time.monotonic_ns) -> None:
        self.run = run
        self._clock = clock
        self._began = clock()
        self.names: dict[int, str] = {}
        self.founded: dict[int, Founded] = {}
        self.messages = Messages()
        self.attempts = Attempts()
        self.edits: dict[tuple[int, int], int] = {}
        """Whom a later version of a message mentions, by key and version."""
        self.changes: list[Change] = []
        self.reads: list[Read] = []
        self.devices: list[Device] = []
        self.lexicon = Lexicon()
        self.expected = Expected()
        self.pages: list[Page] = []
        self.standings: list[Standing] = []
        self.kept: Counter[str] = Counter()
        """How many cases of a promise were judged at once and kept it."""
        self.breaches: list[Breach] = []
        self.probes: list[Probe] = []

    def now(self) -> int:
        """Return the time since the run began, never 0."""
        return self._clock() - self._began + 1

    def judge(self, rule: str, kept: bool, what: str, *values: object) -> None:
        """Note a case that is judged where it happens; ``what`` is a format for one that broke."""
        if kept:
            self.kept[rule] += 1
        else:
            self.breaches.append(Breach(rule, what.format(*values)))

    def mention(self, key: int, version: int) -> int:
        """Return whom a version of a message mentions."""
        return self.edits[key, version] if version else self.messages.mentions[key]

    def mention_name(self, mention: int) -> str:
        """Return a mention as it stands in a text, or nothing."""
        return {NOBODY: "", ALL: "all"}.get(mention) or self.names.get(mention, "")

    def shown(self) -> Iterator[tuple[Device, int, Track]]:
        """Give every track with its device and conversation."""
        for device in self.devices:
            for room, track in device.tracks.items():
                yield device, room, track
