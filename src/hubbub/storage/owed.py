"""Messages owed to classic pages: what a person has neither confirmed nor read.

Nothing is written when a message is sent. A person's confirmations are a cursor in each conversation,
below which everything is confirmed, and what they have confirmed past it, out of turn.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from sqlalchemy import BindParameter, Connection, and_, bindparam, case, delete, exists, func, select

from hubbub.domain.models import Kind, Message
from hubbub.storage import bulk, messages
from hubbub.storage import tables as t
from hubbub.storage.transaction import Transaction

Place = tuple[int, int]
"""A conversation and a ``seq``."""

_M, _X, _R, _C = t.members.c, t.messages.c, t.classic_cursors.c, t.classic_confirmed.c
_USER: BindParameter[int] = bindparam("user")
_CURSOR = func.coalesce(_R.seq, 0)
_FLOOR = case((_M.read_seq < _CURSOR, _CURSOR), else_=_M.read_seq)
_OWED = and_(
    _X.conversation_id == _M.conversation_id,
    _X.seq > _FLOOR,
    _X.seq > _M.joined_seq,
    _X.sender_id != _USER,
    _X.deleted_at.is_(None),
    ~exists().where(_C.user_id == _USER, _C.conversation_id == _X.conversation_id, _C.seq == _X.seq),
)
_PLACES = (
    t.members.join(t.conversations, t.conversations.c.id == _M.conversation_id)
    .outerjoin(t.classic_cursors, and_(_R.user_id == _M.user_id, _R.conversation_id == _M.conversation_id))
    .join(t.messages, _OWED)
)
_PAGE = (
    select(*messages.SELECTED)
    .select_from(_PLACES)
    .where(_M.user_id == _USER, t.conversations.c.kind != Kind.LOBBY, _X.id > bindparam("after"))
    .order_by(_X.id)
    .limit(bindparam("limit"))
)
_FIRST = (
    select(_X.seq)
    .select_from(_PLACES)
    .where(_M.user_id == _USER, _M.conversation_id == bindparam("conversation"))
    .order_by(_X.seq)
    .limit(1)
)


def page(connection: Connection, user: int, after: int, limit: int) -> list[Message]:
    """Return the oldest messages owed to a person whose ids are past ``after``, at most ``limit``."""
    rows = connection.execute(_PAGE, {"user": user, "after": after, "limit": limit})
    return [messages.of(*row) for row in rows]


def still(connection: Connection, user: int, places: set[Place]) -> list[Message]:
    """Return those at ``places`` that are owed still and among the oldest, oldest first."""
    return [m for m in page(connection, user, 0, len(places)) if (m.conversation, m.seq) in places]


def confirm(tx: Transaction, user: int, places: Iterable[Place]) -> None:
    """Owe these to a person no more. What they are no member of, and what is not said yet, is passed over."""
    rooms = select(_M.conversation_id, t.conversations.c.head).join(
        t.conversations, t.conversations.c.id == _M.conversation_id
    )
    heads = {row[0]: row[1] for row in tx.connection.execute(rooms.where(_M.user_id == user))}
    fresh = sorted({place for place in places if 0 < place[1] <= heads.get(place[0], 0)})
    known = _confirmed(tx.connection, user, fresh)
    rows = [(user, *place) for place in fresh if place not in known]
    bulk.insert(tx.connection, t.classic_confirmed, ("user_id", "conversation_id", "seq"), rows)
    for conversation in sorted({place[0] for place in fresh}):
        _advance(tx, user, conversation)


def _confirmed(connection: Connection, user: int, places: list[Place]) -> set[Place]:
    found: set[Place] = set()
    for conversation in {place[0] for place in places}:
        seqs = [seq for room, seq in places if room == conversation]
        rows = connection.scalars(
            select(_C.seq).where(
                _C.user_id == user,
                _C.conversation_id == conversation,
                _C.seq >= min(seqs),
                _C.seq <= max(seqs),
            )
        )
        found |= {(conversation, seq) for seq in rows}
    return found


def _advance(tx: Transaction, user: int, conversation: int) -> None:
    """Move the cursor up to just before the first message that is owed still."""
    asked: dict[str, Any] = {"user": user, "conversation": conversation}
    mine = and_(_C.user_id == user, _C.conversation_id == conversation)
    first = tx.connection.execute(_FIRST, asked).scalar_one_or_none()
    highest = tx.connection.execute(select(func.max(_C.seq)).where(mine)).scalar_one_or_none()
    if highest is None:
        return
    cursor = highest if first is None else min(highest, first - 1)
    if cursor <= 0:
        return
    _set_cursor(tx, user, conversation, cursor)
    tx.connection.execute(delete(t.classic_confirmed).where(mine, _C.seq <= cursor))


def _set_cursor(tx: Transaction, user: int, conversation: int, seq: int) -> None:
    mine = and_(_R.user_id == user, _R.conversation_id == conversation)
    known = tx.connection.execute(select(_R.seq).where(mine)).scalar_one_or_none()
    if known is None:
        values = {"user_id": user, "conversation_id": conversation, "seq": seq}
        tx.connection.execute(t.classic_cursors.insert().values(values))
    elif seq > known:
        tx.connection.execute(t.classic_cursors.update().where(mine).values(seq=seq))
