"""Signals between two who are in a call: relayed in order, numbered, and kept for a while.

They go through the log's queue like everything that is written, so that they have one order with removals;
but they stand in no log, and are gone with the call.
"""

from __future__ import annotations

from collections.abc import Iterable

import msgspec
from sqlalchemy import Connection, delete, insert, select, update

from hubbub.domain.calls import MOST_KEPT, MOST_KEPT_BYTES, Part, Signalled
from hubbub.domain.events import CallSignal
from hubbub.errors import NotFound
from hubbub.storage import bulk, parts
from hubbub.storage import tables as t
from hubbub.storage.calls import Running
from hubbub.storage.transaction import Transaction

_P, _S = t.call_members.c, t.call_signals.c


def relay(tx: Transaction, call: Running, sender: int, to: int, content: bytes, *, present: bool) -> None:
    """Relay a signal (a JSON object) from one participant to another, and keep it for a while.

    ``present`` says whether the other has a connection now. Raises Forbidden or NotFound if either is
    not in the call.
    """
    mine = parts.access(tx.connection, call.id, sender)
    other = parts.of(tx.connection, call.id, to)
    if other is None or other.part is not Part.IN:
        raise NotFound(f"to: {to} is not in the call")
    number = other.signals + 1
    tx.connection.execute(
        insert(t.call_signals).values(
            call_id=call.id,
            user_id=to,
            number=number,
            sender_id=sender,
            device=mine.device,
            signal=content.decode(),
            size=len(content),
        )
    )
    tx.connection.execute(
        update(t.call_members)
        .where(_P.call_id == call.id, _P.user_id == to)
        .values(signals=number, told=number if present else other.told)
    )
    _forget_old(tx.connection, call.id, to)
    tx.tell(to, CallSignal(call.id, sender, msgspec.json.decode(content), number, mine.device))


def after(connection: Connection, call: int, user: int, number: int) -> tuple[list[Signalled], int]:
    """Return what is kept of the signals to someone after a number, in order, and the last one's number."""
    rows = connection.execute(
        select(t.call_signals)
        .where(_S.call_id == call, _S.user_id == user, _S.number > number)
        .order_by(_S.number)
    )
    kept = [Signalled(row.number, row.sender_id, row.device, msgspec.json.decode(row.signal)) for row in rows]
    mine = parts.of(connection, call, user)
    return kept, 0 if mine is None else mine.signals


_OWED = (
    "SELECT s.user_id, s.call_id, s.sender_id, s.signal, s.number, s.device FROM (VALUES ",
    ") AS k JOIN call_members m ON m.user_id = k.column1 AND m.part = 'in'"
    " JOIN call_signals s ON s.call_id = m.call_id AND s.user_id = m.user_id AND s.number > m.told",
)


def owed(connection: Connection, users: Iterable[int]) -> dict[int, list[CallSignal]]:
    """Return the signals that came for people while they had no connection, in order; cheap if none did."""
    owed: dict[int, list[CallSignal]] = {}
    rows = bulk.gather(connection, *_OWED, [(user,) for user in users])
    for user, call, sender, signal, number, device in sorted(rows, key=lambda row: (row[1], row[4])):
        content = msgspec.json.decode(signal)
        owed.setdefault(user, []).append(CallSignal(call, sender, content, number, device))
    return owed


def _forget_old(connection: Connection, call: int, user: int) -> None:
    """Keep the newest signals to someone only: so many, and so many bytes."""
    kept = connection.execute(
        select(_S.number, _S.size)
        .where(_S.call_id == call, _S.user_id == user)
        .order_by(_S.number.desc())
        .limit(MOST_KEPT + 1)
    )
    room = MOST_KEPT_BYTES
    for place, (number, size) in enumerate(kept):
        room -= size
        if place >= MOST_KEPT or room < 0:
            connection.execute(
                delete(t.call_signals).where(_S.call_id == call, _S.user_id == user, _S.number <= number)
            )
            return
