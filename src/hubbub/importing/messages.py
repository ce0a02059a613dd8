"""Messages, in the order of their time and id, with places 1..N in each conversation."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Final

import msgspec
from msgspec import Struct
from sqlalchemy import bindparam, func, select, update

from hubbub.classic import content
from hubbub.classic.letters import PROTOCOL
from hubbub.domain.models import Attachment, Kind, Origin, Role
from hubbub.importing.names import parts
from hubbub.importing.original import AT_ONCE, Said, runs
from hubbub.importing.people import MEMBER_COLUMNS, Target
from hubbub.importing.pictures import Album
from hubbub.importing.report import Count
from hubbub.storage import bulk
from hubbub.storage import tables as t

_COLUMNS: Final = (
    "id",
    "conversation_id",
    "seq",
    "sender_id",
    "client_id",
    "text",
    "mentions",
    "files",
    "origin",
    "sent_at",
)
_HELD_COLUMNS: Final = ("conversation_id", "seq", "file_id")
_ROOM_COLUMNS: Final = (
    "id",
    "kind",
    "public",
    "name",
    "name_key",
    "topic",
    "head",
    "created_at",
    "last_at",
    "size",
    "settings",
)
_C, _X = t.conversations.c, t.messages.c
_ONE = _C.id == bindparam("room")
_HEAD = select(_C.head).where(_ONE)
_LAST_AT = select(_X.sent_at).where(_X.conversation_id == bindparam("room")).order_by(_X.seq.desc()).limit(1)
_GROW = update(t.conversations).where(_ONE).values(head=bindparam("head_"), last_at=bindparam("last"))
_BEGIN = update(t.conversations).where(_ONE).values(created_at=bindparam("first"))
_BY_KEY = (
    "SELECT m.sender_id, m.client_id, m.conversation_id, m.seq FROM (VALUES ",
    ") AS k CROSS JOIN messages m WHERE m.sender_id = k.column1 AND m.client_id = k.column2",
)


class Room(Struct):
    """A conversation as it grows: its last place and time, and what they were before this run."""

    head: int
    last_at: int
    before: int
    first_at: int | None = None


class Messages:
    """Takes messages, and remembers of each conversation how far it has come."""

    def __init__(self, target: Target, album: Album, progress: Callable[[int], None]) -> None:
        self._target = target
        self._album = album
        self._progress = progress
        self._done = 0
        self.rooms: dict[int, Room] = {}
        """The conversations that messages were taken into."""
        connection = target.connection
        pairs = connection.execute(
            select(t.directs.c.low_id, t.directs.c.high_id, t.directs.c.conversation_id)
        )
        self._directs: dict[tuple[int, int], int] = {(low, high): room for low, high, room in pairs}
        self._last_room = int(connection.execute(select(func.max(t.conversations.c.id))).scalar_one())
        self._last_id = int(connection.execute(select(func.max(t.messages.c.id))).scalar_one() or 0)
        self.first_id = self._last_id
        """The greatest id of a message before this run."""
        self.stored = 0
        self._held: list[bulk.Row] = []
        self._new_rooms: list[bulk.Row] = []
        self._new_directs: list[bulk.Row] = []
        self._new_members: list[bulk.Row] = []

    def take(self, said: Iterable[Said]) -> None:
        """Take messages, which have to come in their order."""
        for run in runs(said, AT_ONCE):
            self._take_run(run)
            self._done += len(run)
            self._progress(self._done)

    def _take_run(self, run: Sequence[Said]) -> None:
        known = [(each, *who) for each in run if (who := self._whose(each)) is not None]
        keys = [(sender, client_id(self._target, each)) for each, sender, _ in known]
        there = {(row[0], row[1]) for row in bulk.select(self._target.connection, *_BY_KEY, keys)}
        rows: list[bulk.Row] = []
        for (each, sender, place), key in zip(known, keys, strict=True):
            if key in there:
                self._count(each).already += 1
            else:
                there.add(key)
                rows += self._rows(each, sender, place, key[1])
        self._make_directs()
        bulk.insert(self._target.connection, t.messages, _COLUMNS, rows)
        bulk.insert(self._target.connection, t.attachments, _HELD_COLUMNS, self._held)
        self._held.clear()
        self.stored += len(rows)

    def _count(self, said: Said) -> Count:
        report = self._target.report
        if said.key:
            return report.redis_messages
        return report.group_messages if said.group else report.direct_messages

    def _whose(self, said: Said) -> tuple[int, int] | None:
        """Return the sender, and the group or receiver, as they are here; None if they are not."""
        count, ids = self._count(said), self._target.ids
        count.source += 1
        sender = ids.people.get(said.sender or 0)
        place = (ids.groups if said.group else ids.people).get(said.place or 0)
        if sender is None:
            count.refuse("of a sender who is not there", f"message {said.id} of user {said.sender}")
        elif place is None and said.group:
            count.refuse("to a group that is not there", f"message {said.id} to group {said.place}")
        elif place is None:
            count.refuse("to a user who is not there", f"message {said.id} to user {said.place}")
        else:
            return sender, place
        return None

    def _rows(self, said: Said, sender: int, place: int, key: str) -> Iterator[bulk.Row]:
        count = self._count(said)
        found, files = self._read(said.html, sender)
        pieces = parts(found.text)
        if not pieces and not files:
            count.refuse("empty", f"message {said.id} of user {said.sender}")
            return
        count.taken += 1
        number = place if said.group else self._direct(sender, place, min(said.at or 0, self._target.now))
        room = self._room(number)
        at = self._moment(said, room, count)
        if "".join(pieces) != found.text or len(pieces) > 1:
            many = f"is {len(pieces)} messages here: it is too long for one"
            lacks = "lacks characters here that show nothing"
            count.change(f"message {said.id} {many if len(pieces) > 1 else lacks}")
        mentioned, origin = self._mentioned(said), _origin(found, pieces)
        for part, text in enumerate(pieces or [""], 1):
            room.head += 1
            self._last_id += 1
            held = files if part == 1 else ()
            self._held += [(number, room.head, file.id) for file in held]
            yield (
                self._last_id,
                number,
                room.head,
                sender,
                key if part == 1 else f"{key}:{part}",
                text,
                mentioned,
                msgspec.json.encode(held).decode() if held else None,
                origin,
                at,
            )

    def _read(self, html: str, sender: int) -> tuple[content.Content, tuple[Attachment, ...]]:
        """Read a fragment and take its pictures; one that is not there stays in it as text."""
        found = content.parse(html)
        if not found.pictures:
            return found, ()
        files = self._album.take(self._target, sender, found.pictures)
        return content.parse(html, known=files), tuple(files.values())

    def _moment(self, said: Said, room: Room, count: Count) -> int:
        """Return when it was said; times do not fall along a log, nor lie ahead of the clock."""
        at = min(max(said.at or 0, room.last_at), self._target.now)
        if at != said.at:
            count.change(f"message {said.id} has another time here: its own is {said.at or 'none'}")
        room.last_at = at
        if room.first_at is None:
            room.first_at = at
        return at

    def _mentioned(self, said: Said) -> str | None:
        mine = self._target.ids.people.get(said.mentioned or 0)
        return None if mine is None else msgspec.json.encode([mine]).decode()

    def _direct(self, one: int, other: int, at: int) -> int:
        """Return the direct conversation of two people, made if needed as of that time."""
        low, high = sorted((one, other))
        if (found := self._directs.get((low, high))) is not None:
            return found
        self._last_room += 1
        number = self._directs[low, high] = self._last_room
        both = sorted({low, high})
        values = (number, Kind.DIRECT.value, False, "", "", "", 0, at, at, len(both), "{}")
        self._new_rooms.append(values)
        self._new_directs.append((low, high, number))
        self._new_members += [(number, user, Role.MEMBER.value, 0, at, 0) for user in both]
        return number

    def _make_directs(self) -> None:
        """Write the direct conversations that are new."""
        connection = self._target.connection
        bulk.insert(connection, t.conversations, _ROOM_COLUMNS, self._new_rooms)
        bulk.insert(connection, t.directs, ("low_id", "high_id", "conversation_id"), self._new_directs)
        bulk.insert(connection, t.members, MEMBER_COLUMNS, self._new_members)
        for written in (self._new_rooms, self._new_directs, self._new_members):
            written.clear()

    def show(self, pairs: Iterable[tuple[int, int, int | None]]) -> None:
        """Make the direct conversations that somebody's list shows though nothing was said in them."""
        count, now = self._target.report.listed, self._target.now
        for one, other, at in pairs:
            low, high = sorted((one, other))
            if (low, high) in self._directs:
                count.already += 1
            else:
                count.taken += 1
                self._direct(one, other, min(at or now, now))
        self._make_directs()

    def _room(self, number: int) -> Room:
        room = self.rooms.get(number)
        if room is None:
            asked = {"room": number}
            head = self._target.connection.execute(_HEAD, asked).scalar_one_or_none() or 0
            last = self._target.connection.execute(_LAST_AT, asked).scalar_one_or_none() if head else None
            room = self.rooms[number] = Room(head, last or 0, head)
        return room

    def finish(self) -> None:
        """Write down how far the conversations have come."""
        connection = self._target.connection
        grown = [{"room": n, "head_": room.head, "last": room.last_at} for n, room in self.rooms.items()]
        begun = [{"room": n, "first": room.first_at} for n, room in self.rooms.items() if not room.before]
        if grown:
            connection.execute(_GROW, grown)
        if begun:
            connection.execute(_BEGIN, begun)


def _origin(found: content.Content, pieces: list[str]) -> str | None:
    """Return what a classic page shows and the text does not say: classes, pictures in their places."""
    fields: dict[str, str] = {}
    if pieces in ([found.text], []) and found.fragment != content.write(found.text):
        fields["message"] = found.fragment
    return msgspec.json.encode(Origin(PROTOCOL, fields)).decode() if fields else None


def client_id(target: Target, said: Said) -> str:
    """Return the key under which a message is taken once, however often."""
    kind = "r" if said.key else "b" if said.group else "p"
    return f"import:{target.source}:{kind}{said.key or said.id}"
