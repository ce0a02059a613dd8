"""Conversations as one member sees them: the snapshot of `sync`, with counts that are exact (R8).

Unread is derived, never kept: other people's undeleted messages past one's read cursor.
"""

from __future__ import annotations

from typing import Any

from msgspec import UNSET
from sqlalchemy import BindParameter, ColumnElement, Connection, and_, bindparam, case, func, select

from hubbub.domain.models import Kind, Message, Summary, User
from hubbub.domain.times import rfc3339
from hubbub.errors import NotFound
from hubbub.storage import bulk, messages, users
from hubbub.storage import tables as t

_M, _C, _X, _N, _D = t.members.c, t.conversations.c, t.messages.c, t.mentions.c, t.directs.c
_ME: BindParameter[int] = bindparam("user")
_ONE = _M.conversation_id == bindparam("conversation")


class _Statements:
    """The questions behind a summary, built once: building them costs more than asking them."""

    def __init__(self, *which: ColumnElement[bool]) -> None:
        mine = and_(_M.user_id == _ME, *which)
        behind = and_(mine, _C.head > _M.read_seq)
        places = t.members.join(t.conversations, _C.id == _M.conversation_id)
        self.rows = (
            select(*_C, _M.joined_seq, _M.read_seq, _M.muted, _M.pinned)
            .select_from(places)
            .where(mine)
            .order_by(_C.last_at.desc(), _C.id.desc())
        )
        self.unread = (
            select(_M.conversation_id, func.count())
            .select_from(
                places.join(t.messages, and_(_X.conversation_id == _M.conversation_id, _X.seq > _M.read_seq))
            )
            .where(behind, _X.sender_id != _ME, _X.deleted_at.is_(None))
            .group_by(_M.conversation_id)
        )
        self.mentioned = (
            select(_M.conversation_id, func.count())
            .select_from(
                places.join(
                    t.mentions,
                    and_(
                        _N.conversation_id == _M.conversation_id,
                        _N.user_id == _M.user_id,
                        _N.seq > _M.read_seq,
                    ),
                )
            )
            .where(behind)
            .group_by(_M.conversation_id)
        )
        # The other person of a direct conversation; of one with oneself, oneself.
        other = case((_D.low_id == _ME, _D.high_id), else_=_D.low_id)
        self.peers = (
            select(_D.conversation_id, *users.PUBLIC)
            .select_from(
                t.members.join(t.directs, _D.conversation_id == _M.conversation_id).join(
                    t.users, t.users.c.id == other
                )
            )
            .where(mine)
        )


_ALL_OF_MINE, _ONE_OF_MINE = _Statements(), _Statements(_ONE)
_UNREAD = select(func.count()).where(
    _X.conversation_id == bindparam("conversation"),
    _X.seq > bindparam("read"),
    _X.sender_id != _ME,
    _X.deleted_at.is_(None),
)
_LATEST = (
    f"SELECT {messages.COLUMNS} FROM (VALUES ",
    ") AS k CROSS JOIN messages m WHERE m.conversation_id = k.column1 AND m.seq ="
    " (SELECT max(x.seq) FROM messages x WHERE x.conversation_id = k.column1 AND x.seq > k.column2)",
)


def list_of(connection: Connection, user: int) -> list[Summary]:
    """Return all of a user's conversations, latest activity first."""
    return _summaries(connection, _ALL_OF_MINE, {"user": user})


def get(connection: Connection, conversation: int, user: int) -> Summary:
    """Return one conversation as a member sees it. Raises NotFound for everyone else."""
    found = _summaries(connection, _ONE_OF_MINE, {"user": user, "conversation": conversation})
    if not found:
        raise NotFound("conversation: there is none of this id for you")
    return found[0]


def unread(connection: Connection, conversation: int, user: int, read: int) -> int:
    """Count other people's undeleted messages past a cursor."""
    return int(
        connection.execute(_UNREAD, {"conversation": conversation, "user": user, "read": read}).scalar_one()
    )


def _summaries(connection: Connection, ask: _Statements, whose: dict[str, int]) -> list[Summary]:
    rows = connection.execute(ask.rows, whose).all()
    unreads: dict[int, int] = {}
    mentioned: dict[int, int] = {}
    if any(row.head > row.read_seq for row in rows):
        unreads = {row[0]: row[1] for row in connection.execute(ask.unread, whose)}
        mentioned = {row[0]: row[1] for row in connection.execute(ask.mentioned, whose)}
    latest = _latest_messages(
        connection, [(row.id, row.joined_seq) for row in rows if row.head > row.joined_seq]
    )
    peers: dict[int, User] = {}
    if any(row.kind == Kind.DIRECT for row in rows):
        peers = {row.conversation_id: users.from_row(row) for row in connection.execute(ask.peers, whose)}
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


def _latest_messages(connection: Connection, floors: list[tuple[int, int]]) -> dict[int, Message]:
    """Return the newest message past each floor, by conversation."""
    latest = (messages.of(*row) for row in bulk.select(connection, *_LATEST, floors))
    return {message.conversation: message for message in latest}
