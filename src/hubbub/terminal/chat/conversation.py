"""A conversation as one member sees it: facts, exact counts, and its timeline.

An old summary plus the events after it equals a fresh summary. Where the events cannot tell (a message was
edited that is not held), it is ``uncertain``: it wants a fresh summary, and says what it knew until then.
"""

from __future__ import annotations

from collections import deque
from datetime import UTC, datetime
from typing import Final

from msgspec import structs

from hubbub.terminal.chat.timeline import Timeline, message_of
from hubbub_client import (
    ConversationUpdated,
    LogEvent,
    MemberJoined,
    MemberLeft,
    MemberRemoved,
    MemberRole,
    Message,
    MessageDeleted,
    MessageEdited,
    MessageSent,
    Summary,
    User,
)

RECENT: Final = 2_000
"""Events that are kept to be counted again on top of a summary that is older than they are."""
_NEVER: Final = datetime.fromtimestamp(0, UTC)


class Conversation:
    """One row of the list, and what opens when it is chosen."""

    def __init__(self, id: int, me: int) -> None:
        self.id = id
        self.me = me
        self.known = False
        """Whether there was a summary: without one it is not shown."""
        self.uncertain = False
        self.kind = "group"
        self.name = ""
        self.topic = ""
        self.owner: int | None = None
        self.peer: User | None = None
        self.pinned = False
        self.muted = False
        self.members = 0
        self.roster: set[int] | None = None
        """Who is in it, up to a bound; None until that was asked for."""
        self.head = 0
        self.counted_to = 0
        """The counts are those of this position."""
        self.read = 0
        self.unread = 0
        self.mentions = 0
        self.last_at = _NEVER
        self.last: Message | None = None
        self.typing: dict[int, float] = {}
        self.seen: dict[int, int] = {}
        """How far others have read, as far as that was told."""
        self.timeline = Timeline()
        self._recent: deque[LogEvent] = deque(maxlen=RECENT)

    # What the server says

    def summarised(self, summary: Summary) -> None:
        """Take a summary, and count on top of it what has happened after it and is known already."""
        read = self.read
        for name in ("kind", "name", "topic", "owner", "peer", "pinned", "muted", "members", "read"):
            setattr(self, name, getattr(summary, name))
        self.unread, self.mentions = summary.unread, summary.mentions
        self.known, self.uncertain = True, False
        self.counted_to = summary.head
        self.head = max(self.head, summary.head)
        self.last_at = max(self.last_at, summary.last_at)
        if self.last is None or summary.last_message is None or summary.last_message.seq >= self.last.seq:
            self.last = summary.last_message
        for event in self._recent:
            if event.seq > summary.head:
                self._count(event)
        if read > self.read:
            self.read_to(read)

    def happened(self, event: LogEvent) -> None:
        """Take an entry of the log, each once and in order."""
        self._recent.append(event)
        self._count(event)
        self.head = max(self.head, event.seq)
        self.last_at = max(self.last_at, event.at)
        self.timeline.take(event)
        self._note_last(event)
        if isinstance(event, MessageSent):
            self.typing.pop(event.sender, None)

    def read_to(self, seq: int) -> None:
        """The person's own cursor has moved, here or on another device. It only rises."""
        if seq <= self.read:
            return
        self.read = seq
        if seq >= max(self.head, self.counted_to):
            self.unread = self.mentions = 0
        elif self.timeline.covers(seq) and self.timeline.cursor >= self.counted_to:
            self._recount()
        else:
            self.uncertain = True

    def reset(self) -> None:
        """Forget the log: what comes next are its newest entries, and perhaps it is another log."""
        self.timeline.forget()
        self._recent.clear()
        self.head = self.counted_to = self.read = 0
        self.last = None
        self.seen.clear()

    @property
    def loud(self) -> int:
        """What is unread and wants to be noticed."""
        return self.mentions if self.muted else self.unread

    # Counting

    def _count(self, event: LogEvent) -> None:
        if not self.known or event.seq <= self.counted_to:
            return
        self.counted_to = event.seq
        match event:
            case MessageSent():
                self._count_message(event, 1)
            case MessageEdited(target=target, mentions=mentions) if target > self.read:
                self._count_edit(target, mentions)
            case MessageDeleted(target=target) if target > self.read:
                self._count_deletion(target)
            case _:
                self._note_facts(event)

    def _count_message(self, message: MessageSent | Message, by: int) -> None:
        if message.sender == self.me or message.seq <= self.read:
            return
        self.unread += by
        if self.me in message.mentions:
            self.mentions += by

    def _count_edit(self, target: int, mentions: tuple[int, ...]) -> None:
        before = self._held(target)
        if before is None:
            self.uncertain = True
        elif not before.deleted and before.sender != self.me:
            self.mentions += (self.me in mentions) - (self.me in before.mentions)

    def _count_deletion(self, target: int) -> None:
        before = self._held(target)
        if before is None:
            self.uncertain = True
        elif not before.deleted:
            self._count_message(before, -1)

    def _held(self, target: int) -> Message | None:
        """Return a message as it was before the event that is being counted, if it is certain how it was."""
        return self.timeline.message(target) if self.timeline.cursor < self.counted_to else None

    def _recount(self) -> None:
        unread = [
            message
            for message in self.timeline.after(self.read)
            if message.sender != self.me and not message.deleted
        ]
        self.unread = len(unread)
        self.mentions = sum(self.me in message.mentions for message in unread)

    def _note_facts(self, event: LogEvent) -> None:
        match event:
            case ConversationUpdated(name=name, topic=topic):
                self.name = self.name if name is None else name
                self.topic = self.topic if topic is None else topic
            case MemberJoined(user=user):
                self.members += 1
                (self.roster or set()).add(user)
            case MemberLeft(user=user) | MemberRemoved(user=user):
                self.members -= 1
                (self.roster or set()).discard(user)
            case MemberRole(user=user, role="owner"):
                self.owner = user

    def _note_last(self, event: LogEvent) -> None:
        if isinstance(event, MessageSent):
            if self.last is None or event.seq >= self.last.seq:
                self.last = message_of(event)
        elif self.last is not None and getattr(event, "target", None) == self.last.seq:
            if isinstance(event, MessageEdited):
                self.last = structs.replace(self.last, text=event.text)
            elif isinstance(event, MessageDeleted):
                self.last = structs.replace(self.last, text="", files=(), deleted=True)
