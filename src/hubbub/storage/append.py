"""Appending messages, many at once: the hot path of the log.

A handful of statements serves a whole run of messages: who has been here before (retries), who
may speak, what is replied to, which positions are free, and the rows themselves.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

import msgspec
from msgspec import UNSET
from sqlalchemy import func, select

from hubbub.domain.events import MessageSent
from hubbub.domain.log import Append, Sent
from hubbub.domain.models import Attachment, Kind, Role
from hubbub.domain.policy import Right, check_may
from hubbub.domain.times import rfc3339
from hubbub.errors import Conflict, HubbubError, NotFound
from hubbub.storage import bulk, conversations, files, members, mentions
from hubbub.storage import tables as t
from hubbub.storage.messages import attached, fingerprint
from hubbub.storage.transaction import Transaction

_COLUMNS = (
    "id",
    "conversation_id",
    "seq",
    "sender_id",
    "client_id",
    "text",
    "reply_to",
    "mentions",
    "sent_at",
    "files",
    "origin",
)

# The order of the joined tables is fixed by CROSS JOIN for SQLite, whose planner cannot know that
# the list of keys is the short side.
_SENT_BEFORE = (
    "SELECT m.sender_id, m.client_id, m.conversation_id, m.seq, m.text, m.reply_to, m.fingerprint, m.sent_at,"
    " m.files FROM (VALUES ",
    ") AS k CROSS JOIN messages m WHERE m.sender_id = k.column1 AND m.client_id = k.column2",
)
_PLACES = (
    "SELECT m.conversation_id, m.user_id, m.role, c.kind, m.joined_seq FROM (VALUES ",
    ") AS k CROSS JOIN members m CROSS JOIN conversations c"
    " WHERE m.conversation_id = k.column1 AND m.user_id = k.column2 AND c.id = m.conversation_id",
)
_REPLIED_TO = (
    "SELECT m.conversation_id, m.seq FROM (VALUES ",
    ") AS k CROSS JOIN messages m WHERE m.conversation_id = k.column1 AND m.seq = k.column2",
)
_TAKE_SEQS = (
    "UPDATE conversations SET head = head + k.column2, last_at = k.column3 FROM (VALUES ",
    ") AS k WHERE conversations.id = k.column1 RETURNING conversations.id, conversations.head",
)

NOWHERE: Final = -1
Key = tuple[int, str]
Outcome = Sent | HubbubError


def append_all(tx: Transaction, entries: Sequence[Append]) -> list[Outcome]:
    """Append a run of messages in one go and say of each where it stands or why it does not.

    A retry gets the first answer, whatever has happened since (R2); membership is decided here,
    in the transaction that takes the ``seq`` (R9).
    """
    return _Run(tx, entries).append()


class _Run:
    """One run of messages on its way in; ``rooms[i]`` and ``outcomes[i]`` belong to ``entries[i]``."""

    def __init__(self, tx: Transaction, entries: Sequence[Append]) -> None:
        self.tx = tx
        self.entries = entries
        self.rooms = [0] * len(entries)
        self.outcomes: list[Outcome | None] = [None] * len(entries)
        self.kinds: dict[int, str] = {}
        self.joined: dict[tuple[int, int], int] = {}
        self.attachments: dict[tuple[str, int], Attachment] = {}

    def append(self) -> list[Outcome]:
        self._find_rooms()
        repeats = self._answer_repeats()
        fresh = [i for i, outcome in enumerate(self.outcomes) if outcome is None and i not in repeats]
        fresh = self._make_directs(fresh)
        fresh = self._check_places(fresh)
        fresh = self._check_replies(fresh)
        fresh = self._check_files(fresh)
        self._store(fresh)
        self._answer_twins(repeats)
        outcomes = [outcome for outcome in self.outcomes if outcome is not None]
        assert len(outcomes) == len(self.entries), "every entry has an outcome"
        return outcomes

    def _find_rooms(self) -> None:
        """Find where each message goes; a direct conversation that is not there yet stays ``NOWHERE``."""
        for i, entry in enumerate(self.entries):
            if entry.conversation is not None:
                self.rooms[i] = entry.conversation
            elif entry.to is not None:
                found = conversations.find_direct(self.tx.connection, entry.sender, entry.to)
                self.rooms[i] = NOWHERE if found is None else found

    def _make_directs(self, fresh: list[int]) -> list[int]:
        """Make the direct conversations that are missing, for messages that nothing else is known of."""
        for i in fresh:
            entry = self.entries[i]
            if self.rooms[i] == NOWHERE and entry.to is not None:
                try:
                    if entry.reply_to is not None:
                        raise NotFound(f"reply_to: no message {entry.reply_to} here")
                    self.rooms[i] = conversations.direct(self.tx, entry.sender, entry.to)
                except HubbubError as error:
                    self.outcomes[i] = error
        return [i for i in fresh if self.outcomes[i] is None]

    def _answer_repeats(self) -> dict[int, int]:
        """Answer what is stored already; return which entries repeat an earlier one of this run."""
        firsts: dict[Key, int] = {}
        twins: dict[int, int] = {}
        for i, entry in enumerate(self.entries):
            if entry.client_id is not None:
                first = firsts.setdefault((entry.sender, entry.client_id), i)
                if first != i:
                    twins[i] = first
        if firsts:
            stored = {
                (sender, client_id): rest
                for sender, client_id, *rest in bulk.select(self.tx.connection, *_SENT_BEFORE, list(firsts))
            }
            for i, entry in enumerate(self.entries):
                if entry.client_id is not None and (row := stored.get((entry.sender, entry.client_id))):
                    self.outcomes[i] = _first_answer(entry, self.rooms[i], *row)
        return {i: first for i, first in twins.items() if self.outcomes[i] is None}

    def _answer_twins(self, twins: dict[int, int]) -> None:
        """Answer those that repeat one of this run: as that one, or, where it failed, on their own."""
        again = []
        for i, first in twins.items():
            answer, entry, model = self.outcomes[first], self.entries[i], self.entries[first]
            if isinstance(answer, HubbubError):
                again.append(i)
                continue
            room = self.rooms[first] if self.rooms[i] == NOWHERE and entry.to == model.to else self.rooms[i]
            same = (room, entry.text, entry.reply_to, entry.files) == (
                self.rooms[first],
                model.text,
                model.reply_to,
                model.files,
            )
            self.outcomes[i] = answer if same else _other_message(entry)
        if again:  # each round settles at least one entry a key, so this ends
            answers = append_all(self.tx, [self.entries[i] for i in again])
            for i, outcome in zip(again, answers, strict=True):
                self.outcomes[i] = outcome

    def _check_places(self, fresh: list[int]) -> list[int]:
        pairs = list({(self.rooms[i], self.entries[i].sender) for i in fresh})
        roles: dict[tuple[int, int], Role] = {}
        if pairs:
            for room, user, role, kind, joined in bulk.select(self.tx.connection, *_PLACES, pairs):
                roles[room, user] = Role(role)
                self.joined[room, user] = joined
                self.kinds[room] = kind
        return [i for i in fresh if self._may_speak(i, roles.get((self.rooms[i], self.entries[i].sender)))]

    def _may_speak(self, i: int, role: Role | None) -> bool:
        try:
            if role is None:
                raise members.no_such()
            check_may(role, Right.SEND, Kind(self.kinds[self.rooms[i]]))
        except HubbubError as error:
            self.outcomes[i] = error
            return False
        return True

    def _check_replies(self, fresh: list[int]) -> list[int]:
        targets = {(self.rooms[i], seq) for i in fresh if (seq := self.entries[i].reply_to) is not None}
        if not targets:
            return fresh
        found = {tuple(row) for row in bulk.select(self.tx.connection, *_REPLIED_TO, list(targets))}
        return [i for i in fresh if self._may_reply(i, found)]

    def _may_reply(self, i: int, found: set[tuple[int, ...]]) -> bool:
        room, entry = self.rooms[i], self.entries[i]
        if entry.reply_to is None:
            return True
        if (room, entry.reply_to) in found and entry.reply_to > self.joined[room, entry.sender]:
            return True
        self.outcomes[i] = NotFound(f"reply_to: no message {entry.reply_to} here")
        return False

    def _check_files(self, fresh: list[int]) -> list[int]:
        wanted = {(file, self.entries[i].sender) for i in fresh for file in self.entries[i].files}
        if not wanted:
            return fresh
        self.attachments = files.load(self.tx.connection, list(wanted))
        return [i for i in fresh if self._may_attach(i)]

    def _may_attach(self, i: int) -> bool:
        entry = self.entries[i]
        for file in entry.files:
            if (file, entry.sender) not in self.attachments:
                self.outcomes[i] = NotFound(f"files: no file {file} for you")
                return False
        return True

    def _store(self, fresh: list[int]) -> None:
        if not fresh:
            return
        named = mentions.resolve(
            self.tx.connection,
            [(i, self.rooms[i], self.entries[i].text, self.kinds[self.rooms[i]]) for i in fresh],
        )
        seqs = self._take_seqs(fresh)
        next_id = self._next_id()
        rows, counted, held, at = [], [], [], self.tx.at
        for message_id, i in enumerate(fresh, next_id):
            entry, room, seq = self.entries[i], self.rooms[i], seqs[i]
            who = named.get(i)
            shown = () if who is None else who.shown
            shown_files = tuple([self.attachments[file, entry.sender] for file in entry.files])
            rows.append(
                (
                    message_id,
                    room,
                    seq,
                    entry.sender,
                    entry.client_id,
                    entry.text,
                    entry.reply_to,
                    None if not shown else msgspec.json.encode(shown).decode(),
                    self.tx.now,
                    None if not shown_files else msgspec.json.encode(shown_files).decode(),
                    None if entry.origin is None else msgspec.json.encode(entry.origin).decode(),
                )
            )
            held += [(room, seq, file) for file in entry.files]
            if who is not None:
                counted += [(user, room, seq) for user in who.counted if user != entry.sender]
            self.outcomes[i] = Sent(room, seq, at, entry.client_id)
            self.tx.facts.append(
                MessageSent(
                    room,
                    seq,
                    at,
                    entry.sender,
                    message_id,
                    entry.sender,
                    entry.client_id,
                    entry.text,
                    entry.reply_to,
                    shown,
                    shown_files,
                    at,
                    origin=UNSET if entry.origin is None else entry.origin,
                )
            )
        bulk.insert(self.tx.connection, t.messages, _COLUMNS, rows)
        bulk.insert(self.tx.connection, t.mentions, ("user_id", "conversation_id", "seq"), counted)
        bulk.insert(self.tx.connection, t.attachments, ("conversation_id", "seq", "file_id"), held)

    def _take_seqs(self, fresh: list[int]) -> dict[int, int]:
        """Take a run of positions in each conversation: rows locked in the order of their ids."""
        wanted: dict[int, int] = {}
        for i in fresh:
            wanted[self.rooms[i]] = wanted.get(self.rooms[i], 0) + 1
        keys = [(room, count, self.tx.now) for room, count in sorted(wanted.items())]
        heads: dict[int, int] = dict(bulk.select(self.tx.connection, *_TAKE_SEQS, keys))
        following = {room: heads[room] - count + 1 for room, count in wanted.items()}
        seqs = {}
        for i in fresh:
            seqs[i] = following[self.rooms[i]]
            following[self.rooms[i]] += 1
        return seqs

    def _next_id(self) -> int:
        last = self.tx.connection.execute(_LAST_ID).scalar_one()
        return (last or 0) + 1


_LAST_ID = select(func.max(t.messages.c.id))


def _first_answer(
    entry: Append,
    room: int,
    stored_room: int,
    seq: int,
    text: str,
    reply_to: int | None,
    stored_print: bytes | None,
    sent_at: int,
    stored_files: str | None,
) -> Outcome:
    if stored_print is not None:  # edited or deleted since: the first text is known by its fingerprint only
        same = stored_print == fingerprint(entry.text, entry.files) and entry.reply_to == reply_to
    else:
        held = tuple(file.id for file in attached(stored_files))
        same = (text, reply_to, held) == (entry.text, entry.reply_to, entry.files)
    if not same or room != stored_room:
        return _other_message(entry)
    return Sent(stored_room, seq, rfc3339(sent_at), entry.client_id)


def _other_message(entry: Append) -> Conflict:
    return Conflict(f"client_id: {entry.client_id!r} was used for another message")
