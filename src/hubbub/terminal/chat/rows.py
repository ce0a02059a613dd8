"""What a timeline looks like, as rows from top to bottom. The text in them is harmless."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from typing import Final

from msgspec import Struct

from hubbub.terminal.chat.conversation import Conversation
from hubbub.terminal.chat.model import Chat, Link
from hubbub.terminal.chat.text import clean, clean_line, size_of
from hubbub.terminal.chat.timeline import Entry, Waiting
from hubbub.terminal.chat.words import Words
from hubbub_client import (
    CallEnded,
    ConversationCreated,
    ConversationUpdated,
    LogEvent,
    MemberJoined,
    MemberLeft,
    MemberRemoved,
    MemberRole,
    Message,
)

GROUP_SECONDS: Final = 300
"""Messages of one author that come within so many seconds stand under one name."""
MOST_QUOTED: Final = 120
MOST_MENTIONS: Final = 20
Key = tuple[str, int | str]


class DayRow(Struct, frozen=True):
    """A new day begins."""

    key: Key
    label: str


class NewRow(Struct, frozen=True):
    """What follows has not been read."""

    key: Key
    label: str


class EdgeRow(Struct, frozen=True):
    """What stands above the oldest entry, or in an empty conversation."""

    key: Key
    label: str


class NoteRow(Struct, frozen=True):
    """Something happened that is no message."""

    key: Key
    label: str
    time: str


class MessageRow(Struct, frozen=True):
    """A message. ``head``: its author and time stand above it. ``mark``: how far it has got, if news."""

    key: Key
    seq: int | None
    sender: int
    author: str
    time: str
    head: bool
    mine: bool
    text: str
    deleted: bool = False
    edited: str = ""
    quote: tuple[str, str] | None = None
    files: tuple[tuple[str, str], ...] = ()
    for_me: bool = False
    mentioned: tuple[str, ...] = ()
    mark: str = ""
    failed: bool = False


Row = DayRow | NewRow | EdgeRow | NoteRow | MessageRow


def rows_of(chat: Chat, room: Conversation, words: Words, new_after: int | None, now: datetime) -> list[Row]:
    """Return a conversation from top to bottom. ``new_after``: where the unread began when it was opened."""
    return list(_Arranging(chat, room, words, new_after, now).rows())


def title_of(room: Conversation, words: Words) -> str:
    """Return what a conversation is called."""
    if room.kind == "lobby":
        return words.lobby
    name = room.name if room.peer is None else room.peer.display_name or room.peer.name
    return clean_line(name) or f"#{room.id}"


class _Arranging:
    """One pass over a timeline."""

    def __init__(
        self, chat: Chat, room: Conversation, words: Words, new_after: int | None, now: datetime
    ) -> None:
        self.chat, self.room, self.words, self.new_after = chat, room, words, new_after
        self.today = now.astimezone().date()
        self.day: date | None = None
        self.author: int | None = None
        self.spoke_at: datetime | None = None
        self.last_mine: Message | None = room.timeline.latest(sender=chat.my_id)

    def rows(self) -> Iterator[Row]:
        yield from self.edge()
        new_shown = self.new_after is None
        for entry in self.room.timeline:
            yield from self.new_day(entry.sent_at if isinstance(entry, Message) else entry.at)
            if not new_shown and self.is_new(entry):
                new_shown = True
                self.author = None
                yield NewRow(("new", 0), self.words.new_messages)
            yield from self.entry(entry)
        for waiting in self.room.timeline.waiting.values():
            yield from self.new_day(waiting.at)
            yield self.on_its_way(waiting)

    def is_new(self, entry: Entry) -> bool:
        assert self.new_after is not None
        return isinstance(entry, Message) and entry.seq > self.new_after and entry.sender != self.chat.my_id

    def edge(self) -> Iterator[Row]:
        timeline = self.room.timeline
        if timeline.loading:
            yield EdgeRow(("edge", 0), self.words.loading_older)
        elif timeline.more:
            yield EdgeRow(("edge", 0), self.words.older)
        elif not len(timeline) and not timeline.waiting:
            yield EdgeRow(("edge", 0), self.words.empty)
        else:
            yield EdgeRow(("edge", 0), self.words.beginning)

    def new_day(self, at: datetime) -> Iterator[Row]:
        day = at.astimezone().date()
        if day != self.day:
            self.day, self.author = day, None
            yield DayRow(("day", day.isoformat()), self.day_label(day))

    def day_label(self, day: date) -> str:
        if day == self.today:
            return self.words.today
        if day == self.today - timedelta(days=1):
            return self.words.yesterday
        return day.strftime(self.words.day)

    def entry(self, entry: Entry) -> Iterator[Row]:
        if isinstance(entry, Message):
            yield self.message(entry)
        elif label := self.note(entry):
            self.author = None
            yield NoteRow(("note", entry.seq), label, _clock(entry.at))

    def heads(self, sender: int, at: datetime) -> bool:
        """Say whether an author's name is due, and remember who spoke last."""
        same = self.author == sender and self.spoke_at is not None
        close = same and abs((at - (self.spoke_at or at)).total_seconds()) < GROUP_SECONDS
        self.author, self.spoke_at = sender, at
        return not close

    def message(self, message: Message) -> MessageRow:
        mine = message.sender == self.chat.my_id
        head = self.heads(message.sender, message.sent_at)
        return MessageRow(
            key=("message", message.seq),
            seq=message.seq,
            sender=message.sender,
            author=self.name(message.sender),
            time=_clock(message.sent_at),
            head=head or message.reply_to is not None,
            mine=mine,
            text=self.words.deleted if message.deleted else clean(message.text),
            deleted=message.deleted,
            edited=self.words.edited if message.edited_at and not message.deleted else "",
            quote=self.quote(message.reply_to),
            files=tuple((clean_line(file.name), size_of(file.size)) for file in message.files),
            for_me=self.chat.my_id in message.mentions,
            mentioned=self.mentioned(message),
            mark=self.progress(message) if message is self.last_mine else "",
        )

    def mentioned(self, message: Message) -> tuple[str, ...]:
        """Return the names that stand for somebody in a text."""
        if not message.mentions:
            return ()
        users = (self.chat.people.get(user) for user in message.mentions[:MOST_MENTIONS])
        return ("all", *(user.name for user in users if user is not None))

    def progress(self, message: Message) -> str:
        """Say how far one's last message has got: in a direct conversation also whether it was read."""
        if self.room.kind != "direct":
            return ""
        seen = any(seq >= message.seq for seq in self.room.seen.values())
        return self.words.seen if seen else self.words.sent

    def on_its_way(self, waiting: Waiting) -> MessageRow:
        me = self.chat.my_id
        head = self.heads(me, waiting.at)
        return MessageRow(
            key=("waiting", waiting.client_id),
            seq=None,
            sender=me,
            author=self.name(me),
            time=_clock(waiting.at),
            head=head or waiting.reply_to is not None,
            mine=True,
            text=clean(waiting.text),
            quote=self.quote(waiting.reply_to),
            mark=self.state(waiting),
            failed=waiting.failure is not None,
        )

    def state(self, waiting: Waiting) -> str:
        if waiting.failure is not None:
            return self.words.failed.format(clean_line(waiting.failure))
        if waiting.seq is not None:
            return self.words.sent
        return self.words.sending if self.chat.state.link is Link.ONLINE else self.words.queued

    def quote(self, seq: int | None) -> tuple[str, str] | None:
        if seq is None:
            return None
        message = self.room.timeline.message(seq)
        if message is None:
            return "", self.words.reply_gone
        text = self.words.deleted if message.deleted else clean_line(message.text)
        if not text and message.files:
            text = clean_line(message.files[0].name)
        return self.name(message.sender), text[:MOST_QUOTED]

    def name(self, user: int) -> str:
        return self.words.you if user == self.chat.my_id else self.chat.people.name(user)

    def note(self, event: LogEvent) -> str:
        """Say what happened; nothing of what is not worth a line."""
        words, by, name = self.words, self.chat.people.name(event.by), self.chat.people.name
        match event:
            case MemberJoined(user=user):
                return words.joined.format(by) if user == event.by else words.added.format(by, name(user))
            case MemberLeft(user=user):
                return words.left.format(name(user))
            case MemberRemoved(user=user):
                return words.removed.format(by, name(user))
            case MemberRole(user=user, role=role):
                return words.role.format(by, name(user), clean_line(role))
            case ConversationCreated(name=title):
                return words.created.format(by, clean_line(title))
            case ConversationUpdated(name=str(title)):
                return words.renamed.format(by, clean_line(title))
            case ConversationUpdated(topic=str(topic)):
                return words.new_topic.format(by, clean_line(topic))
            case CallEnded(outcome=outcome):
                return words.call.format(clean_line(outcome))
        return ""


def _clock(at: datetime) -> str:
    return at.astimezone().strftime("%H:%M")
