"""Two models to hold the server against.

``Device`` is a client as PROTOCOL wants it: it keeps one ``seq`` a conversation, drops duplicates, fetches
gaps through ``sync``, and knows nothing but what it was sent. ``World`` is what has happened, written down by
the test from the answers alone, and counts everything from the beginning each time it is asked.
"""

from __future__ import annotations

import contextlib
import itertools
from typing import Any

from msgspec import Struct, field

from tests.support.people import Caller, Frame, Socket, open_socket

LOBBY = 0
_MESSAGE = ("seq", "id", "sender", "client_id", "text", "reply_to", "mentions", "files", "sent_at")
_PREFERENCES = ("muted", "pinned", "archived")
_FACTS = ("kind", "name", "topic", "avatar", "owner", "role", "public", *_PREFERENCES)


class LawBroken(AssertionError):
    """An old snapshot plus the events is not the new snapshot, or a position is missing."""


class View(Struct):
    """What one device knows of one conversation. ``messages`` is complete after ``known_after``."""

    facts: dict[str, Any]
    members: int
    last_at: str
    cursor: int
    read: int
    known_after: int
    messages: dict[int, dict[str, Any]] = field(default_factory=dict)

    def unread(self, me: int) -> int:
        """Count other people's undeleted messages past the cursor of what was read."""
        return sum(m["sender"] != me and not m["deleted"] for m in self._past())

    def mentions(self, me: int) -> int:
        """Count those of other people's that mention me."""
        return sum(m["sender"] != me and me in m["mentions"] for m in self._past())

    def _past(self) -> list[dict[str, Any]]:
        return [m for seq, m in self.messages.items() if seq > self.read]

    def summary(self, me: int) -> dict[str, Any]:
        """Return what a snapshot would say of this conversation."""
        newest = self.messages[max(self.messages)] if self.messages else None
        # Everybody who has ever registered is in the lobby, and that is in nobody's log.
        members = None if self.facts["kind"] == "lobby" else self.members
        return {
            **self.facts,
            "head": self.cursor,
            "read": self.read,
            "unread": self.unread(me),
            "mentions": self.mentions(me),
            "members": members,
            "last_at": self.last_at,
            "last_message": newest,
        }


def snapshot_says(summary: Frame) -> dict[str, Any]:
    """Return a Summary of the server's in the shape of ``View.summary``."""
    last = summary["last_message"]
    said = {name: summary[name] for name in (*_FACTS, "head", "read", "unread", "mentions", "last_at")}
    said["members"] = None if summary["kind"] == "lobby" else summary["members"]
    said["last_message"] = None if last is None else as_message(last)
    return said


def as_message(frame: Frame) -> dict[str, Any]:
    """Return the fields of a message, from an event or from a page of history."""
    message = {name: frame[name] for name in _MESSAGE}
    return {**message, "edited_at": frame["edited_at"], "deleted": frame["deleted"]}


class Device:
    """A client that comes and goes. Offline it keeps what it knows, and catches up when it is back."""

    def __init__(self, who: Caller, name: str) -> None:
        self.who = who
        self.me = who.id
        self.name = f"{who.name}'s {name}"
        self.views: dict[int, View] = {}
        self.socket: Socket | None = None
        self.losing = 0
        """So many of the next log events are lost on the way."""
        self.fetched = 0
        """How many gaps had to be fetched."""
        self._stack = contextlib.AsyncExitStack()
        self._taken = 0
        self._syncs: set[Any] = set()
        self._gap = False

    # Coming and going

    async def come_online(self) -> None:
        """Connect and catch up."""
        if self.socket is None:
            self.socket = await self._stack.enter_async_context(
                open_socket(self.who.server, token=self.who.token)
            )
            self._taken = 0
            await self.catch_up()

    async def go_offline(self) -> None:
        """Vanish, and with us what we had not looked at."""
        self.socket = None
        self._syncs.clear()
        self._gap = False
        await self._stack.aclose()

    async def settle(self) -> None:
        """Take everything the server had for us by now; what was lost for good is fetched."""
        assert self.socket is not None
        await self.socket.quiet()
        self.take()
        if self._gap or self.losing:
            self._gap, self.losing = False, 0
            self.fetched += 1
            await self.catch_up()
        await self._fill_all()

    async def catch_up(self) -> None:
        """Ask for what was missed until there is no more of it."""
        assert self.socket is not None
        more = True
        while more:
            cursors = {str(room): view.cursor for room, view in self.views.items()}
            number = await self.socket.send("sync", cursors=cursors, epoch=self.socket.hello["epoch"])
            self._syncs.add(number)
            more = (await self.socket.reply(number))["more"]
            self.take()
        await self._fill_all()

    async def _fill_all(self) -> None:
        for room, view in list(self.views.items()):
            await self._fill(room, view)

    async def _fill(self, room: int, view: View) -> None:
        """Read what a conversation held before we heard of it."""
        assert self.socket is not None
        if view.known_after == 0 or view.facts["kind"] == "lobby":
            return
        more, before = True, view.known_after + 1
        while more:
            page = await self.socket.ask("message.history", conversation=room, before=before, limit=200)
            for message in page["messages"]:
                view.messages.setdefault(message["seq"], as_message(message))
            more, before = page["has_more"], min([before, *view.messages])
        view.known_after = 0

    # What comes in

    def take(self) -> None:
        """Look at every frame that has come, in order."""
        assert self.socket is not None
        while self._taken < len(self.socket.frames):
            frame = self.socket.frames[self._taken]
            self._taken += 1
            if "ev" in frame:
                self._hear(frame)
            elif frame["re"] in self._syncs:
                self._syncs.discard(frame["re"])
                self._take_snapshot(frame["ok"])

    def _hear(self, event: Frame) -> None:
        if event["ev"] == "conversation.added":
            summary = event["conversation"]
            if summary["id"] not in self.views:
                self.views[summary["id"]] = view_of(summary, known_after=summary["head"])
        elif event["ev"] == "conversation.preferred":
            if (view := self.views.get(event["conversation"])) is not None:
                view.facts.update({name: event[name] for name in _PREFERENCES})
        elif event["ev"] == "receipt.read":
            view = self.views.get(event["conversation"])
            if view is not None and event["user"] == self.me:
                view.read = max(view.read, event["seq"])
        elif "seq" in event and event["conversation"] in self.views:
            self._follow(event, self.views[event["conversation"]])

    def _follow(self, event: Frame, view: View) -> None:
        if event["seq"] <= view.cursor:
            return  # a duplicate
        if self.losing:
            self.losing -= 1
            self._gap = True
        elif event["seq"] > view.cursor + 1:
            if not self._gap and not self._syncs:
                # The rule is to fetch it. But nothing was lost on the way, so it was never sent.
                raise LawBroken(
                    f"{self.name}: {event['seq']} follows {view.cursor} in {event['conversation']}"
                )
        else:
            self._apply(event, view)

    def _take_snapshot(self, synced: Frame) -> None:
        events = {
            room: list(run) for room, run in itertools.groupby(synced["events"], lambda e: e["conversation"])
        }
        for room in self.views.keys() - {summary["id"] for summary in synced["conversations"]}:
            del self.views[room]  # we have left, or were removed, while we were away
        for summary in synced["conversations"]:
            self._take_summary(summary, events.get(summary["id"], []), summary["id"] in synced["reset"])

    def _take_summary(self, summary: Frame, events: list[Frame], reset: bool) -> None:
        room, head = summary["id"], summary["head"]
        if head > 0 and not events and (room not in self.views or self.views[room].cursor < head):
            return  # not in this answer yet: there is more
        if room not in self.views or reset:
            first = events[0]["seq"] if events else 1
            check_contiguous(events, first - 1, head, self.name)
            view = self.views[room] = view_of(summary, known_after=first - 1)
            for event in events:
                self._apply_to_messages(event, view)
            return
        view = self.views[room]
        view.read = max(view.read, summary["read"])  # receipts are in no log
        view.facts.update({name: summary[name] for name in _PREFERENCES})  # nor is this
        rejoined = any(e["ev"] == "member.joined" and e["user"] == self.me for e in events)
        missed = [event for event in events if event["seq"] > view.cursor]
        if rejoined:  # another membership: what we held is of the one before
            view = self.views[room] = view_of(summary, known_after=head)
            return
        check_contiguous(missed, view.cursor, head, self.name)
        for event in missed:
            self._apply(event, view)
        check_same(view.summary(self.me), snapshot_says(summary), f"{self.name} after sync, in {room}")

    # What events do

    def _apply(self, event: Frame, view: View) -> None:
        view.cursor, view.last_at = event["seq"], event["at"]
        self._apply_to_messages(event, view)
        match event["ev"]:
            case "member.joined":
                view.members += 1
            case "member.left" | "member.removed":
                view.members -= 1
                if event["user"] == self.me:
                    del self.views[event["conversation"]]
            case "member.role":
                if event["role"] == "owner":
                    view.facts["owner"] = event["user"]
                if event["user"] == self.me:
                    view.facts["role"] = event["role"]
            case "conversation.updated":
                view.facts.update({k: event[k] for k in ("name", "topic", "avatar") if k in event})

    def _apply_to_messages(self, event: Frame, view: View) -> None:
        if event["ev"] == "message.sent":
            view.messages[event["seq"]] = as_message(event)
        message = view.messages.get(event.get("target", 0))
        if message is None:
            return  # of before our time
        if event["ev"] == "message.edited":
            message.update(text=event["text"], mentions=event["mentions"], edited_at=event["at"])
        elif event["ev"] == "message.deleted":
            message.update(text="", mentions=[], deleted=True)


def view_of(summary: Frame, known_after: int) -> View:
    """Begin with a snapshot."""
    view = View(
        {name: summary[name] for name in _FACTS},
        summary["members"],
        summary["last_at"],
        summary["head"],
        summary["read"],
        known_after,
    )
    if summary["last_message"] is not None:
        view.messages[summary["last_message"]["seq"]] = as_message(summary["last_message"])
    return view


def check_contiguous(events: list[Frame], after: int, head: int, whose: str) -> None:
    """R3: every position once, in order."""
    seqs = [event["seq"] for event in events]
    if seqs != list(range(after + 1, head + 1)):
        raise LawBroken(f"{whose}: {seqs} is not {after + 1}..{head}")


def check_same(have: dict[str, Any], want: dict[str, Any], where: str) -> None:
    """R7: name what differs."""
    different = {key: (have[key], want[key]) for key in want if have[key] != want[key]}
    if different:
        raise LawBroken(f"{where}: events say, snapshot says: {different}")


def check_equal(old: Device, fresh: Device) -> None:
    """R7: an old snapshot plus events equals a fresh snapshot."""
    if old.views.keys() != fresh.views.keys():
        raise LawBroken(f"{old.name} is in {sorted(old.views)}, in truth in {sorted(fresh.views)}")
    for room, view in fresh.views.items():
        mine = old.views[room]
        check_same(mine.summary(old.me), view.summary(fresh.me), f"{old.name}, in {room}")
        known = max(view.known_after, mine.known_after)
        have = {seq: message for seq, message in mine.messages.items() if seq > known}
        want = {seq: message for seq, message in view.messages.items() if seq > known}
        if have != want:
            seqs = [seq for seq in have.keys() | want.keys() if have.get(seq) != want.get(seq)]
            pairs = [(have.get(seq), want.get(seq)) for seq in seqs]
            raise LawBroken(f"{old.name}, in {room}: {pairs}")


# What has happened


class Said(Struct):
    """A message, in its present state. ``counts_for`` are those who are mentioned by it."""

    seq: int
    sender: int
    text: str
    counts_for: set[int]
    deleted: bool = False


class Room(Struct):
    """A conversation. ``read`` is of the present members."""

    id: int
    kind: str
    public: bool
    read: dict[int, int]
    said: dict[int, Said] = field(default_factory=dict)
    last_seq: int = 0


class World:
    """What has happened, from the answers alone."""

    def __init__(self, people: dict[int, str]) -> None:
        self.people = people
        self.rooms: dict[int, Room] = {}
        self.gone: set[str] = set()
        """Texts that were deleted or edited away; nobody may see them any more."""

    def add(self, room: Room) -> Room:
        """A conversation has begun."""
        return self.rooms.setdefault(room.id, room)

    def rooms_of(self, user: int) -> list[Room]:
        """Return where someone is a member, in the order in which they began."""
        return [room for _, room in sorted(self.rooms.items()) if user in room.read]

    def sent(self, room: Room, seq: int, sender: int, text: str) -> None:
        """Somebody has said something."""
        assert seq not in room.said, "one position, one message"
        room.said[seq] = Said(seq, sender, text, self._mentioned(room, text, sender))
        self.moved(room, seq)

    def edited(self, room: Room, target: int, seq: int, text: str) -> None:
        """Somebody has changed their mind."""
        said = room.said[target]
        self.gone.add(said.text)
        said.text, said.counts_for = text, self._mentioned(room, text, said.sender)
        self.moved(room, seq)

    def deleted(self, room: Room, target: int, seq: int) -> None:
        """Somebody has taken something back."""
        said = room.said[target]
        self.gone.add(said.text)
        said.text, said.counts_for, said.deleted = "", set(), True
        self.moved(room, seq)

    def joined(self, room: Room, user: int, seq: int) -> None:
        """Somebody is a member from here on."""
        self.moved(room, seq)
        room.read[user] = seq

    def parted(self, room: Room, user: int, seq: int) -> None:
        """Somebody is a member no more."""
        self.moved(room, seq)
        del room.read[user]
        for said in room.said.values():
            said.counts_for.discard(user)

    def has_read(self, room: Room, user: int, asked: int, answer: Frame) -> None:
        """Somebody says how far they have read; the cursor only rises, and not past the head."""
        if asked <= room.last_seq:
            assert answer["read"] == max(room.read[user], asked)
        else:
            assert room.last_seq <= answer["read"] <= asked
        room.read[user] = answer["read"]
        assert answer["unread"] == self.unread(room, user)

    def moved(self, room: Room, seq: int) -> None:
        """R3: positions rise; a new owner that leaving makes necessary takes one more."""
        assert seq in (room.last_seq + 1, room.last_seq + 2), f"{seq} follows {room.last_seq}"
        room.last_seq = seq

    def unread(self, room: Room, user: int) -> int:
        """Recount."""
        return sum(s.seq > room.read[user] and s.sender != user and not s.deleted for s in room.said.values())

    def mentions(self, room: Room, user: int) -> int:
        """Recount."""
        return sum(s.seq > room.read[user] and user in s.counts_for for s in room.said.values())

    def _mentioned(self, room: Room, text: str, sender: int) -> set[int]:
        named = {user for user, name in self.people.items() if f" @{name} " in f" {text} "}
        if " @all " in f" {text} " and room.kind in ("group", "channel"):
            named = set(self.people)
        return (named & room.read.keys()) - {sender}

    def check(self, device: Device) -> None:
        """R8: what a device says of its owner's conversations is what a recount gives."""
        rooms = {room.id: room for room in self.rooms_of(device.me)}
        assert device.views.keys() == rooms.keys()
        for id_, room in rooms.items():
            view = device.views[id_]
            counted = (room.read[device.me], self.unread(room, device.me), self.mentions(room, device.me))
            said = (view.read, view.unread(device.me), view.mentions(device.me))
            assert said == counted, f"{device.name} in {id_}: {said}, recounted {counted}"
            texts = {seq: message["text"] for seq, message in view.messages.items()}
            for seq, text in texts.items():
                if seq in room.said:
                    assert text == room.said[seq].text, (device.name, id_, seq)
