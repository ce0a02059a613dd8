"""The logs of all conversations, put together from what was read back in the end and what devices showed.

Whoever differs from what somebody else saw at the same position is noted: one of the two is wrong.
"""

from __future__ import annotations

from array import array
from bisect import bisect_right
from typing import Final

from msgspec import Struct

from hubbub.torture.history import History
from hubbub.torture.records import Track

UNSEEN: Final = -(2**31)
"""Nobody saw what stands at this position."""
FOREVER: Final = 2**62


class Difference(Struct, frozen=True):
    """Two who saw different things at one position."""

    room: int
    seq: int
    who: str
    saw: int
    others: int


class Stay(Struct, frozen=True):
    """A membership: the first and the last position that the member may see."""

    first: int
    last: int


class RoomLog:
    """One conversation: ``whats[seq]`` is what stands at a position."""

    def __init__(self) -> None:
        self.whats = array("i", [UNSEEN])

    @property
    def head(self) -> int:
        """The last position that anybody knows of."""
        return len(self.whats) - 1

    def reach(self, seq: int) -> None:
        """Make room up to a position."""
        if seq > self.head:
            self.whats.extend(array("i", [UNSEEN]) * (seq - self.head))

    def put(self, seq: int, what: int) -> int | None:
        """Note what somebody saw at a position; return what others saw there if it is something else."""
        self.reach(seq)
        known = self.whats[seq]
        if known == UNSEEN:
            self.whats[seq] = what
            return None
        return None if known == what else known


class Logs:
    """All conversations, who was in them when, and where two saw different things."""

    def __init__(self, history: History) -> None:
        self.history = history
        self.rooms: dict[int, RoomLog] = {room: RoomLog() for room in history.founded}
        self.differences: list[Difference] = []
        self._read_pages()
        self._read_tracks()
        self.stays = self._find_stays()

    def room(self, room: int) -> RoomLog:
        """Return a conversation's log."""
        found = self.rooms.get(room)
        if found is None:
            found = self.rooms[room] = RoomLog()
        return found

    def at(self, room: int, seq: int) -> int:
        """Return what stands at a position."""
        log = self.rooms.get(room)
        return log.whats[seq] if log is not None and 0 < seq <= log.head else UNSEEN

    def stay(self, room: int, user: int, seq: int) -> Stay | None:
        """Return the membership that covers a position, or None if they were not in it then."""
        stays = self.stays.get((room, user), [])
        place = bisect_right(stays, seq, key=lambda stay: stay.first) - 1
        return stays[place] if place >= 0 and seq <= stays[place].last else None

    def describe(self, what: int) -> str:
        """Say in words what stands somewhere."""
        if what == UNSEEN:
            return "nothing"
        if what >= 0:
            sender = self.history.names.get(self.history.messages.senders[what], "?")
            return f"message {what} of {sender}"
        entry = self.history.lexicon.entry(what)
        return f"{entry.kind} of {entry.subject} by {entry.by}"

    def _read_pages(self) -> None:
        for page in self.history.pages:
            log = self.room(page.room)
            log.reach(page.upto)
            for seq, what in zip(page.seqs, page.whats, strict=True):
                self._put(log, page.room, seq, what, f"user {page.user}, reading the log")

    def _read_tracks(self) -> None:
        for device, room, track in self.history.shown():
            log = self.room(room)
            if not _as_known(log, track):
                for seq, what in zip(track.seqs, track.whats, strict=True):
                    self._put(log, room, seq, what, device.name)

    def _put(self, log: RoomLog, room: int, seq: int, what: int, who: str) -> None:
        others = log.put(seq, what)
        if others is not None:
            self.differences.append(Difference(room, seq, who, what, others))

    def _find_stays(self) -> dict[tuple[int, int], list[Stay]]:
        stays: dict[tuple[int, int], list[Stay]] = {}
        for room, founded in self.history.founded.items():
            for user in founded.founders:
                stays[room, user] = [Stay(1, FOREVER)]
        for room, log in self.rooms.items():
            for seq, what in enumerate(log.whats):
                if UNSEEN < what < 0:
                    self._follow(stays, room, seq, what)
        return stays

    def _follow(self, stays: dict[tuple[int, int], list[Stay]], room: int, seq: int, what: int) -> None:
        entry = self.history.lexicon.entry(what)
        mine = stays.setdefault((room, entry.subject), []) if entry.kind.startswith("member.") else []
        if entry.kind == "member.joined":
            mine.append(Stay(seq, FOREVER))
        elif entry.kind in ("member.left", "member.removed") and mine:
            mine[-1] = Stay(mine[-1].first, seq)


def _as_known(log: RoomLog, track: Track) -> bool:
    """Say whether a track agrees with a log at the speed of comparing bytes; most do."""
    if not track.seqs or not is_run(track.seqs):
        return not track.seqs
    first, last = track.seqs[0], track.seqs[-1]
    log.reach(last)
    known = log.whats[first : last + 1]
    if known == track.whats:
        return True
    if known.count(UNSEEN) == len(known):
        log.whats[first : last + 1] = track.whats
        return True
    return False


def is_run(seqs: array[int]) -> bool:
    """Say whether positions follow each other without a hole."""
    return seqs[-1] - seqs[0] == len(seqs) - 1 and seqs == array("q", range(seqs[0], seqs[-1] + 1))
