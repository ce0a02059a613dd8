"""Conversations as one member sees them: the snapshot of `sync`, with counts that are exact (R8).

Unread is derived, never kept: other people's undeleted messages past one's read cursor.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from msgspec import UNSET
from sqlalchemy import Connection, and_, func, select, tuple_

from hubbub.domain.models import Kind, Message, Summary, User
from hubbub.domain.times import rfc3339
from hubbub.errors import NotFound
from hubbub.storage import bulk, messages, users
from hubbub.storage import tables as t

_M, _C, _X = t.members.c, t.conversations.c, t.messages.c


def list_of(connection: Connection, user: int) -> list[Summary]:
    """Return all of a user's conversations, latest activity first."""
    return _summaries(connection, user, _rows(connection, user))


def get(connection: Connection, conversation: int, user: int) -> Summary:
    """Return one conversation as a member sees it. Raises NotFound for everyone else."""
    found = _summaries(connection, user, _rows(connection, user, _M.conversation_id == conversation))
    if not found:
        raise NotFound("conversation: there is none of this id for you")
    return found[0]


def unread(connection: Connection, conversation: int, user: int, read: int) -> int:
    """Count other people's undeleted messages past a cursor."""
    return int(
        connection.execute(
            select(func.count()).where(
                _X.conversation_id == conversation,
                _X.seq > read,
                _X.sender_id != user,
                _X.deleted_at.is_(None),
            )
        ).scalar_one()
    )


def _rows(connection: Connection, user: int, *which: Any) -> Sequence[Any]:
    query = (
        select(*_C, _M.joined_seq, _M.read_seq, _M.muted, _M.pinned)
        .join_from(t.members, t.conversations, _C.id == _M.conversation_id)
        .where(_M.user_id == user, *which)
        .order_by(_C.last_at.desc(), _C.id.desc())
    )
    return connection.execute(query).all()


def _summaries(connection: Connection, user: int, rows: Sequence[Any]) -> list[Summary]:
    behind = [row.id for row in rows if row.head > row.read_seq]
    unreads = _unread_counts(connection, user, behind)
    mentioned = _mention_counts(connection, user, behind)
    latest = _latest_messages(
        connection, [(row.id, row.joined_seq) for row in rows if row.head > row.joined_seq]
    )
    peers = _peers(connection, user, [row.id for row in rows if row.kind == Kind.DIRECT])
    return [
        _summary(row, unreads.get(row.id, 0), mentioned.get(row.id, 0), latest.get(row.id), peers.get(row.id))
        for row in rows
    ]


def _summary(row: Any, unread_: int, mentioned: int, last: Message | None, peer: User | None) -> Summary:
    return Summary(
        id=row.id,
        kind=Kind(row.kind),
        name=row.name if peer is None else peer.display_name,
        topic=row.topic,
        avatar=row.avatar if peer is None else peer.avatar,
        owner=row.owner_id,
        public=row.public,
        head=row.head,
        read=row.read_seq,
        unread=unread_,
        mentions=mentioned,
        muted=row.muted,
        pinned=row.pinned,
        last_at=rfc3339(row.last_at),
        last_message=last,
        members=row.size,
        peer=UNSET if peer is None else peer,
    )


def _unread_counts(connection: Connection, user: int, conversations: list[int]) -> dict[int, int]:
    if not conversations:
        return {}
    rows = connection.execute(
        select(_M.conversation_id, func.count())
        .join_from(
            t.members, t.messages, and_(_X.conversation_id == _M.conversation_id, _X.seq > _M.read_seq)
        )
        .where(
            _M.user_id == user,
            _M.conversation_id.in_(conversations),
            _X.sender_id != user,
            _X.deleted_at.is_(None),
        )
        .group_by(_M.conversation_id)
    )
    return {row[0]: row[1] for row in rows}


def _mention_counts(connection: Connection, user: int, conversations: list[int]) -> dict[int, int]:
    if not conversations:
        return {}
    x = t.mentions.c
    rows = connection.execute(
        select(_M.conversation_id, func.count())
        .join_from(
            t.members,
            t.mentions,
            and_(x.conversation_id == _M.conversation_id, x.user_id == _M.user_id, x.seq > _M.read_seq),
        )
        .where(_M.user_id == user, _M.conversation_id.in_(conversations))
        .group_by(_M.conversation_id)
    )
    return {row[0]: row[1] for row in rows}


def _latest_messages(connection: Connection, floors: list[tuple[int, int]]) -> dict[int, Message]:
    if not floors:
        return {}
    heads = bulk.select(
        connection,
        "SELECT k.column1, (SELECT max(seq) FROM messages m WHERE m.conversation_id = k.column1"
        " AND m.seq > k.column2) FROM (VALUES ",
        ") AS k WHERE k.column1 IS NOT NULL",
        floors,
    )
    places = [(conversation, seq) for conversation, seq in heads if seq is not None]
    if not places:
        return {}
    rows = connection.execute(select(t.messages).where(tuple_(_X.conversation_id, _X.seq).in_(places)))
    return {row.conversation_id: messages.from_row(row) for row in rows}


def _peers(connection: Connection, user: int, directs: list[int]) -> dict[int, User]:
    """Return the other person of each direct conversation; of a conversation with oneself, oneself."""
    if not directs:
        return {}
    d = t.directs.c
    rows = connection.execute(
        select(d.conversation_id, d.low_id, d.high_id).where(d.conversation_id.in_(directs))
    )
    others = {row.conversation_id: row.high_id if row.low_id == user else row.low_id for row in rows}
    people = users.get_many(connection, others.values())
    return {conversation: people[other] for conversation, other in others.items()}
