"""What was said in one conversation: a run of its log without holes, and what is on its way."""

from __future__ import annotations

from bisect import bisect_left, insort
from collections.abc import Iterable, Iterator
from datetime import datetime

from msgspec import Struct, structs

from hubbub_client import LogEvent, Message, MessageDeleted, MessageEdited, MessageSent

Entry = Message | LogEvent
"""A message in its present state, or something that happened."""

KEPT = 300
"""Entries that are kept of a conversation that nobody looks at; older ones are asked for again."""


class Waiting(Struct):
    """A message of one's own that the log does not show yet."""

    client_id: str
    text: str
    reply_to: int | None
    at: datetime
    seq: int | None = None
    """Where it stands, once the server has said so."""
    failure: str | None = None
    """Why it was refused for good."""


class Timeline:
    """Entries by ``seq``. ``more``: there may be older ones on the server. ``cursor``: the last one taken."""

    def __init__(self) -> None:
        self._entries: dict[int, Entry] = {}
        self._seqs: list[int] = []
        self.waiting: dict[str, Waiting] = {}
        self.more = False
        self.loading = False
        self.cursor = 0

    def __iter__(self) -> Iterator[Entry]:
        return (self._entries[seq] for seq in self._seqs)

    def __len__(self) -> int:
        return len(self._seqs)

    @property
    def first(self) -> int | None:
        """The position of the oldest entry that is held."""
        return self._seqs[0] if self._seqs else None

    def message(self, seq: int) -> Message | None:
        """Return the message at a position, if it is held."""
        found = self._entries.get(seq)
        return found if isinstance(found, Message) else None

    def messages(self) -> Iterator[Message]:
        """Yield the messages, oldest first."""
        return (entry for entry in self if isinstance(entry, Message))

    def after(self, seq: int) -> Iterator[Message]:
        """Yield the messages past a position."""
        for each in self._seqs[bisect_left(self._seqs, seq + 1) :]:
            entry = self._entries[each]
            if isinstance(entry, Message):
                yield entry

    def covers(self, seq: int) -> bool:
        """Say whether everything past a position is held."""
        return not self.more or (self.first is not None and self.first <= seq + 1)

    def latest(self, *, sender: int | None = None, others: int | None = None) -> Message | None:
        """Return the last message that was not taken back: of one person, or of anyone but one."""
        for seq in reversed(self._seqs):
            message = self.message(seq)
            if message is None or message.deleted:
                continue
            if sender in (None, message.sender) and message.sender != others:
                return message
        return None

    def take(self, event: LogEvent) -> None:
        """Take what has happened. Edits and deletions change what is held, and are no entries themselves."""
        self.cursor = max(self.cursor, event.seq)
        if isinstance(event, MessageSent):
            self._put(message_of(event))
            self._arrived(event)
        elif isinstance(event, MessageEdited):
            self._amend(event.target, text=event.text, mentions=event.mentions, edited_at=event.at)
        elif isinstance(event, MessageDeleted):
            self._amend(event.target, text="", mentions=(), files=(), deleted=True)
        else:
            self._put(event)

    def take_page(self, messages: Iterable[Message], *, more: bool) -> None:
        """Take messages that are older than all that is held."""
        for message in messages:
            if message.seq not in self._entries:
                self._put(message)
        self.more = more

    def forget(self) -> None:
        """Drop what was said; what is on its way stays. What comes next are the newest entries."""
        self._entries.clear()
        self._seqs.clear()
        self.cursor = 0
        self.more = True

    def trim(self) -> None:
        """Let go of what is old."""
        if len(self._seqs) > KEPT:
            for seq in self._seqs[:-KEPT]:
                del self._entries[seq]
            self._seqs = self._seqs[-KEPT:]
            self.more = True

    def settle(self) -> None:
        """Drop what waited and is in the log by now."""
        for waiting in list(self.waiting.values()):
            if waiting.seq is not None and waiting.seq <= self.cursor:
                del self.waiting[waiting.client_id]

    # Details

    def _put(self, entry: Entry) -> None:
        if entry.seq not in self._entries:
            insort(self._seqs, entry.seq)
        self._entries[entry.seq] = entry

    def _arrived(self, event: MessageSent) -> None:
        if event.client_id is not None:
            self.waiting.pop(event.client_id, None)

    def _amend(self, target: int, **change: object) -> None:
        message = self.message(target)
        if message is not None and not message.deleted:
            self._entries[target] = structs.replace(message, **change)


def message_of(event: MessageSent) -> Message:
    """Return the message that an event brings."""
    return Message(**{name: getattr(event, name) for name in Message.__struct_fields__})
