"""Histories made by hand: a model of a server that does everything right, and what people would have seen.

A test breaks a history in one place and sees whether the checker finds it.
"""

from __future__ import annotations

import itertools
from array import array

from msgspec import Struct, field

from hubbub.torture.history import History
from hubbub.torture.records import (
    ALL,
    ERASED,
    NOBODY,
    Change,
    Device,
    Entry,
    Founded,
    Outcome,
    Page,
    Read,
    Standing,
)

ADA, GRACE, LINUS = 1, 2, 3
NAMES = {ADA: "ada", GRACE: "grace", LINUS: "linus"}
ROOM = 7


class Place(Struct):
    """A present member."""

    since: int
    read: int


class Room(Struct):
    """A conversation as a right server would keep it: ``whats[seq - 1]`` is what stands at a position."""

    id: int
    whats: list[int] = field(default_factory=list)
    members: dict[int, Place] = field(default_factory=dict)
    versions: dict[int, int] = field(default_factory=dict)
    counted: dict[int, set[int]] = field(default_factory=dict)
    """Who is mentioned by the message at a position."""

    @property
    def head(self) -> int:
        return len(self.whats)


class Story:
    """Tells a history: each call is something that somebody does, and that is answered at once."""

    def __init__(self) -> None:
        self._ticks = itertools.count(10, 10)
        self.history = History("r", clock=lambda: next(self._ticks))
        self.history.names.update(NAMES)
        self.rooms: dict[int, Room] = {}
        self.devices: dict[str, Device] = {}

    def found(self, room: int, *members: int) -> None:
        self.history.founded[room] = Founded(room, f"room {room}", "group", members)
        self.rooms[room] = Room(room)
        self._put(room, Entry("conversation.created", members[0], 0))
        for user in members:
            self.rooms[room].members[user] = Place(1, 1)
            for name in ("phone", "desk"):
                self._device(user, name).track(room)
        self._show(room, 1)

    def send(self, room: int, sender: int, mention: int = NOBODY, retries: int = 0) -> int:
        """Send a message, again so many times, and return its key."""
        history = self.history
        key = history.messages.add(sender, room, mention)
        place = self.rooms[room]
        attempt = history.attempts.begin(key, history.now())
        if sender not in place.members:
            history.attempts.refuse(attempt, history.now(), "not_found")
            return key
        place.whats.append(key)
        seq = place.head
        self._mention(room, seq, sender, mention)
        self._show(room, seq)
        history.attempts.acknowledge(attempt, history.now(), room, seq)
        for _ in range(retries):
            again = history.attempts.begin(key, history.now())
            history.attempts.acknowledge(again, history.now(), room, seq)
        return key

    def twist(self, key: int) -> None:
        """Send a message again with another text."""
        attempt = self.history.attempts.begin(key, self.history.now(), twisted=True)
        self.history.attempts.refuse(attempt, self.history.now(), "conflict")

    def edit(self, room: int, seq: int, version: int, mention: int = NOBODY) -> None:
        key = self.rooms[room].whats[seq - 1]
        sender = self.history.messages.senders[key]
        self.history.edits[key, version] = mention
        change = self._ask("message.edit", room, sender, seq, version)
        self._put(room, Entry("message.edited", sender, seq))
        self.rooms[room].versions[seq] = version
        self._mention(room, seq, sender, mention)
        self._answer(change)

    def delete(self, room: int, seq: int) -> None:
        sender = self.history.messages.senders[self.rooms[room].whats[seq - 1]]
        change = self._ask("message.delete", room, sender, seq)
        self._put(room, Entry("message.deleted", sender, seq))
        self.rooms[room].versions[seq] = ERASED
        self.rooms[room].counted[seq] = set()
        self._answer(change)

    def remove(self, room: int, user: int, by: int) -> None:
        change = self._ask("member.remove", room, by, user)
        self._put(room, Entry("member.removed", by, user))
        del self.rooms[room].members[user]
        self._answer(change)

    def add(self, room: int, user: int, by: int) -> None:
        change = self._ask("member.add", room, by, user)
        place = self.rooms[room]
        place.members[user] = Place(place.head + 1, place.head + 1)
        for device in self.history.devices:
            if device.user == user:
                device.track(room, place.head)
        self._put(room, Entry("member.joined", by, user))
        self._answer(change)

    def read(self, room: int, user: int, seq: int) -> None:
        place = self.rooms[room].members[user]
        read = Read(user, room, seq, self.history.now())
        place.read = max(place.read, seq)
        read.outcome, read.read, read.unread = Outcome.OK, place.read, self._unread(room, user)
        read.end = self.history.now()
        self.history.reads.append(read)

    def end_login(self, device: str) -> None:
        self.devices[device].ended = self.history.now()

    def finish(self) -> History:
        """Let everybody read everything back."""
        for room in self.rooms.values():
            for user in room.members:
                self._read_back(room, user)
        for device in self.history.devices:
            device.settled = not device.ended
        return self.history

    def device(self, name: str) -> Device:
        return self.devices[name]

    def _device(self, user: int, name: str) -> Device:
        label = f"{NAMES[user]}'s {name}"
        if label not in self.devices:
            self.devices[label] = Device(label, user)
            self.history.devices.append(self.devices[label])
        return self.devices[label]

    def _put(self, room: int, entry: Entry) -> None:
        self.rooms[room].whats.append(self.history.lexicon.number(entry))
        if entry.kind != "conversation.created":
            self._show(room, self.rooms[room].head)

    def _show(self, room: int, seq: int) -> None:
        for device in self.history.devices:
            if device.user in self.rooms[room].members and not device.ended:
                track = device.track(room)
                track.seqs.append(seq)
                track.whats.append(self.rooms[room].whats[seq - 1])

    def _mention(self, room: int, seq: int, sender: int, mention: int) -> None:
        members = set(self.rooms[room].members)
        named = members if mention == ALL else {mention} & members
        self.rooms[room].counted[seq] = named - {sender}

    def _ask(self, kind: str, room: int, by: int, subject: int, version: int = 0) -> Change:
        change = Change(kind, by, room, subject, version, self.history.now())
        self.history.changes.append(change)
        return change

    def _answer(self, change: Change) -> None:
        change.outcome, change.seq = Outcome.OK, self.rooms[change.room].head
        change.end = self.history.now()

    def _past(self, room: int, user: int) -> list[int]:
        place = self.rooms[room]
        senders = self.history.messages.senders
        return [
            seq
            for seq, what in enumerate(place.whats, 1)
            if what >= 0
            and seq > place.members[user].read
            and senders[what] != user
            and place.versions.get(seq) != ERASED
        ]

    def _unread(self, room: int, user: int) -> int:
        return len(self._past(room, user))

    def _read_back(self, room: Room, user: int) -> None:
        since = room.members[user].since
        seqs = [seq for seq, what in enumerate(room.whats, 1) if what >= 0 and seq >= since]
        self.history.pages.append(
            Page(
                user,
                room.id,
                since - 1,
                room.head,
                array("q", seqs),
                array("i", [room.whats[seq - 1] for seq in seqs]),
                array("i", [room.versions.get(seq, 0) for seq in seqs]),
            )
        )
        past = self._past(room.id, user)
        mentions = sum(user in room.counted[seq] for seq in past)
        self.history.standings.append(
            Standing(
                user,
                room.id,
                room.head,
                room.members[user].read,
                len(past),
                mentions,
                len(room.members),
                max(seqs, default=0),
            )
        )
