"""Parts in running calls: who is in one, who has declined or left, and when they were last there.

Nothing is told here; what a part means for its call is in `calls`.
"""

from __future__ import annotations

from typing import Any, Final

from msgspec import Struct
from sqlalchemy import Connection, Row, delete, func, insert, select, update

from hubbub.domain.calls import MOST_CALLS_OF_ONE, MOST_NAMED, Part
from hubbub.errors import Conflict, Forbidden
from hubbub.storage import tables as t
from hubbub.storage.transaction import Transaction

SEEN_EVERY_MS: Final = 10_000
"""How exactly it is known when somebody was last there, should the server die."""

_P, _S = t.call_members.c, t.call_signals.c


class InCall(Struct, frozen=True):
    """Someone's part in a running call: its row."""

    call: int
    user: int
    part: Part
    device: str | None
    joined_at: int | None
    seen_at: int
    away_until: int | None
    signals: int
    told: int


def access(connection: Connection, call: int, user: int) -> InCall:
    """Load someone's part in a call. Raises Forbidden if they are not in it."""
    mine = of(connection, call, user)
    if mine is None or mine.part is not Part.IN:
        raise Forbidden("call: you are not in it")
    return mine


def of(connection: Connection, call: int, user: int) -> InCall | None:
    """Return what someone has done about a call, if anything."""
    row = connection.execute(
        select(t.call_members).where(_P.call_id == call, _P.user_id == user)
    ).one_or_none()
    return None if row is None else _in_call(row)


def inside(connection: Connection, call: int) -> list[InCall]:
    """Return the parts of those who are in a call, by user id."""
    query = select(t.call_members).where(_P.call_id == call, _P.part == Part.IN).order_by(_P.user_id)
    return [_in_call(row) for row in connection.execute(query)]


def count_declined(connection: Connection, call: int) -> int:
    """Return how many have said no."""
    query = select(func.count()).where(_P.call_id == call, _P.part == Part.DECLINED)
    return int(connection.execute(query).scalar_one())


def who_took_part(connection: Connection, call: int) -> tuple[int, ...]:
    """Return who was ever in a call, by user id; so many of them at most."""
    query = select(_P.user_id).where(_P.call_id == call, _P.joined_at.is_not(None)).order_by(_P.user_id)
    return tuple(connection.scalars(query.limit(MOST_NAMED)))


def check_few(connection: Connection, user: int) -> None:
    """Raise Conflict if someone is in too many calls already."""
    query = select(func.count()).where(_P.user_id == user, _P.part == Part.IN)
    if connection.execute(query).scalar_one() >= MOST_CALLS_OF_ONE:
        raise Conflict(f"call: you are in {MOST_CALLS_OF_ONE} already")


def put_in(tx: Transaction, call: int, user: int, device: str | None) -> None:
    """Give someone their part, whatever they did about the call before; their signals are counted on."""
    before = of(tx.connection, call, user)
    signals = 0 if before is None else before.signals
    tx.connection.execute(delete(t.call_members).where(_P.call_id == call, _P.user_id == user))
    tx.connection.execute(
        insert(t.call_members).values(
            call_id=call,
            user_id=user,
            part=Part.IN,
            device=device,
            joined_at=tx.now,
            seen_at=tx.now,
            signals=signals,
            told=signals,
        )
    )


def decline(tx: Transaction, call: int, user: int) -> None:
    """Note that someone says no."""
    tx.connection.execute(
        insert(t.call_members).values(call_id=call, user_id=user, part=Part.DECLINED, seen_at=tx.now)
    )


def is_due(part: InCall, present: bool, now: int) -> bool:
    """Say whether something is to be noted of a part, or it has run out."""
    if present:
        late = part.seen_at <= now - SEEN_EVERY_MS
        return part.away_until is not None or part.told < part.signals or late
    return part.away_until is None or part.away_until <= now


def note(tx: Transaction, part: InCall, **values: Any) -> None:
    """Change what is written of a part."""
    tx.connection.execute(
        update(t.call_members).where(_P.call_id == part.call, _P.user_id == part.user).values(**values)
    )


def leave(tx: Transaction, call: int, user: int, at: int) -> None:
    """Note that someone is gone since a time, with the signals that waited for them."""
    tx.connection.execute(
        update(t.call_members)
        .where(_P.call_id == call, _P.user_id == user)
        .values(part=Part.LEFT, seen_at=at, away_until=None)
    )
    tx.connection.execute(delete(t.call_signals).where(_S.call_id == call, _S.user_id == user))


def forget_all(tx: Transaction, call: int) -> None:
    """Forget everyone's parts, and the signals of a call."""
    tx.connection.execute(delete(t.call_signals).where(_S.call_id == call))
    tx.connection.execute(delete(t.call_members).where(_P.call_id == call))


def forget(tx: Transaction, call: int, user: int) -> None:
    """Forget someone's part."""
    tx.connection.execute(delete(t.call_members).where(_P.call_id == call, _P.user_id == user))


def _in_call(row: Row[Any]) -> InCall:
    return InCall(
        row.call_id,
        row.user_id,
        Part(row.part),
        row.device,
        row.joined_at,
        row.seen_at,
        row.away_until,
        row.signals,
        row.told,
    )
