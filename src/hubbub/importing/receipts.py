"""Who has got what: what is owed to somebody stays unread and unconfirmed, everything else is read.

A classic page is owed what is past the read cursor and not confirmed apart (``storage/owed.py``).
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from sqlalchemy import and_, bindparam, delete, func, literal, select, update
from sqlalchemy.dialects import sqlite

from hubbub.importing.groups import MEMBERS
from hubbub.importing.messages import Messages, client_id
from hubbub.importing.original import AT_ONCE, Said, runs
from hubbub.importing.people import Target
from hubbub.importing.undelivered import Scratch
from hubbub.storage import bulk
from hubbub.storage import tables as t

_BY_KEY = (
    "SELECT m.sender_id, m.client_id, m.conversation_id, m.seq FROM (VALUES ",
    ") AS k CROSS JOIN messages m WHERE m.sender_id = k.column1 AND m.client_id = k.column2",
)
_M, _X = t.members.c, t.messages.c
_READ_ALL = (
    update(t.members)
    # Who had something unread before keeps it, and what has come since.
    .where(_M.conversation_id == bindparam("room"), _M.read_seq >= bindparam("before"))
    .values(read_seq=bindparam("head"))
)


def settle(target: Target, taken: Messages, scratch: Scratch) -> None:
    """Set every member's cursors in the conversations that messages were taken into."""
    grown = [{"room": n, "head": room.head, "before": room.before} for n, room in taken.rooms.items()]
    if grown:
        target.connection.execute(_READ_ALL, grown)
    debts: dict[tuple[int, int], list[int]] = {}
    for user, conversation, seq in _owed(target, taken, scratch):
        debts.setdefault((user, conversation), []).append(seq)
    for (user, conversation), seqs in debts.items():
        _owe(target, user, conversation, sorted(set(seqs)), taken.rooms[conversation].head)


def _owed(target: Target, taken: Messages, scratch: Scratch) -> Iterator[tuple[int, int, int]]:
    """Give who is owed which place of which conversation."""
    for run in runs(scratch.owed(), AT_ONCE):
        keys = [
            (target.ids.people.get(said.sender or 0), _key(target, said, there)) for _, _, said, there in run
        ]
        found = {
            (sender, key): (conversation, seq)
            for sender, key, conversation, seq in bulk.select(target.connection, *_BY_KEY, keys)
        }
        for (user, sure, said, _), key in zip(run, keys, strict=True):
            if (debt := _debt(target, taken, user, sure, said, found.get(key))) is not None:
                yield debt


def _key(target: Target, said: Said, in_mysql: bool) -> str:
    """Return the key under which a message was taken: as the one of MySQL, if it is there."""
    if in_mysql:
        said = Said(said.group, said.id, said.sender, said.place, said.html, said.at)
    return client_id(target, said)


def _debt(
    target: Target, taken: Messages, user: int, sure: bool, said: Said, where: tuple[int, int] | None
) -> tuple[int, int, int] | None:
    count, mine = target.report.undelivered, target.ids.people.get(user)
    which = f"message {said.id} for user {user}"
    if mine is None:
        count.refuse("for a user who is not there", which)
    elif where is None:
        count.refuse("the message itself was refused", which)
    elif said.sender == user or not _is_member(target, where[0], mine):
        count.refuse("not theirs: they sent it, or are not in its conversation", which)
    elif where[0] not in taken.rooms or where[1] <= taken.rooms[where[0]].before:
        count.already += 1
    elif not sure and _spoke_later(target, *where, mine):
        count.refuse("unconfirmed, but they have written since: taken as read")
    else:
        count.taken += 1
        return mine, where[0], where[1]
    return None


def _is_member(target: Target, conversation: int, user: int) -> bool:
    query = select(func.count()).where(_M.conversation_id == conversation, _M.user_id == user)
    return bool(target.connection.execute(query).scalar_one())


def _spoke_later(target: Target, conversation: int, seq: int, user: int) -> bool:
    later = select(literal(1)).where(_X.conversation_id == conversation, _X.seq > seq, _X.sender_id == user)
    return target.connection.execute(later.limit(1)).one_or_none() is not None


def _owe(target: Target, user: int, conversation: int, seqs: list[int], head: int) -> None:
    """Let someone's cursor end before the first message they are owed.

    What came after it and they have got counts as unread with it, as a cursor is one number; a classic
    page is told of each message apart, and gets only what it is owed.
    """
    first = seqs[0]
    target.connection.execute(
        update(t.members)
        .where(_M.conversation_id == conversation, _M.user_id == user, _M.read_seq == head)
        .values(read_seq=first - 1)
    )
    later = and_(_X.conversation_id == conversation, _X.seq > first, _X.sender_id != user)
    if target.connection.execute(select(func.count()).where(later)).scalar_one() == len(seqs) - 1:
        return  # they have got nothing since: nearly always so
    got = select(literal(user), _X.conversation_id, _X.seq).where(later)
    confirmed = t.classic_confirmed
    target.connection.execute(
        sqlite.insert(confirmed)
        .from_select(["user_id", "conversation_id", "seq"], got)
        .on_conflict_do_nothing()
    )
    for run in runs(seqs, 500):
        target.connection.execute(
            delete(confirmed).where(
                confirmed.c.user_id == user,
                confirmed.c.conversation_id == conversation,
                confirmed.c.seq.in_(run),
            )
        )


def count_mentions(target: Target, taken: Messages) -> None:
    """Let mentions count that somebody has not read."""
    named = (
        select(_X.conversation_id, _X.seq, _X.sender_id, _X.mentions)
        .where(_X.id > taken.first_id, _X.mentions.is_not(None))
        .execution_options(yield_per=AT_ONCE)
    )
    for run in runs(target.connection.execute(named), AT_ONCE):
        wanted = [
            (int(row.mentions.strip("[]")), row.conversation_id, row.seq) for row in run if _of_other(row)
        ]
        places = list({(room, user) for user, room, _ in wanted})
        members = {tuple(row) for row in bulk.select(target.connection, *MEMBERS, places)}
        rows = [row for row in wanted if (row[1], row[0]) in members]
        bulk.insert(target.connection, t.mentions, ("user_id", "conversation_id", "seq"), rows)


def _of_other(row: Any) -> bool:
    return bool(f"[{row.sender_id}]" != row.mentions)
