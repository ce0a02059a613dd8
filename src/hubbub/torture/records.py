"""What is written down of a run, one piece at a time. Times are nanoseconds since it began.

0 as an end means that no answer ever came.
"""

from __future__ import annotations

from array import array
from enum import IntEnum
from typing import Final

from msgspec import Struct, field

NOBODY: Final = 0
ALL: Final = -1
"""Whom a message mentions, if it is not one person: nobody, or everybody."""


class Outcome(IntEnum):
    """What became of something that was asked."""

    UNKNOWN = 0
    OK = 1
    REFUSED = 2


class Change(Struct, gc=False):
    """Something asked for that is not a message: ``subject`` is a ``seq`` of a message, or a user."""

    kind: str
    by: int
    room: int
    subject: int
    version: int
    """Which text an edit gives; 0 for everything else."""
    start: int
    end: int = 0
    outcome: int = Outcome.UNKNOWN
    seq: int = 0
    code: str = ""


class Read(Struct, gc=False):
    """Somebody said how far they have read."""

    by: int
    room: int
    asked: int
    start: int
    end: int = 0
    outcome: int = Outcome.UNKNOWN
    read: int = 0
    unread: int = 0


class Entry(Struct, frozen=True):
    """An entry of a log that is not a message of ours: what it did, who did it, and to what or whom."""

    kind: str
    by: int
    subject: int


class Founded(Struct, frozen=True):
    """A conversation, and who was in it when its log began."""

    room: int
    name: str
    kind: str
    founders: tuple[int, ...]


class Skip(Struct, frozen=True):
    """A device was told to begin a conversation anew: nothing was shown from ``after`` to ``upto``."""

    after: int
    upto: int


class Track:
    """What a device has shown of one conversation, in the order in which it did."""

    __slots__ = ("seqs", "since", "skips", "whats")

    def __init__(self, since: int) -> None:
        self.since = since
        """What it knew before it showed anything: the cursor it began with."""
        self.seqs = array("q")
        self.whats = array("i")
        self.skips: list[Skip] = []

    @property
    def last(self) -> int:
        """The last position shown."""
        return self.seqs[-1] if self.seqs else self.since


class Device(Struct, gc=False):
    """A device and what it has shown. ``ended`` is when the end of its login was acknowledged, or 0."""

    name: str
    user: int
    tracks: dict[int, Track] = field(default_factory=dict)
    ended: int = 0
    settled: bool = False
    """It was given the time to catch up in the end, and said that it had."""

    def track(self, room: int, since: int = 0) -> Track:
        """Return what it has shown of a conversation; it begins after ``since`` if it has shown nothing."""
        found = self.tracks.get(room)
        if found is None:
            found = self.tracks[room] = Track(since)
        return found


class Page(Struct, gc=False):
    """A member's reading of a conversation in the end, from the log itself: columns by ascending seq."""

    user: int
    room: int
    after: int
    upto: int
    """All messages with after < seq <= upto."""
    seqs: array[int]
    whats: array[int]
    versions: array[int]
    """Which text stands there now; ``ERASED`` for none."""


ERASED: Final = -1


class Standing(Struct, gc=False):
    """A conversation as one member's fresh snapshot has it, in the end."""

    user: int
    room: int
    head: int
    read: int
    unread: int
    mentions: int
    members: int
    last: int
    """The seq of the last message, or 0."""


class Breach(Struct, frozen=True):
    """A promise that broke where it was judged at once, and not in the end."""

    rule: str
    what: str


class Probe(Struct, frozen=True, gc=False):
    """How long the server took for one small message, asked for by somebody whom no fault hits."""

    start: int
    end: int
