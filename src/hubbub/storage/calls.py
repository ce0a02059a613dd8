"""Running calls: how they begin, what people and time do to them, and how they end in the log.

What is said about a call goes to its conversation in commit order like everything else, so nobody hears
of it after they were taken out. A call that ends leaves one entry in the log, and no row.
"""

from __future__ import annotations

from typing import Any

import msgspec
from msgspec import Struct
from sqlalchemy import Connection, Row, delete, insert, select, update

from hubbub.domain.calls import (
    MOST_PEOPLE,
    Call,
    Media,
    Outcome,
    Part,
    Participant,
    verdict,
)
from hubbub.domain.events import CallAccepted, CallDeclined, CallEnded, CallLeft, CallStarted
from hubbub.domain.ids import SYSTEM
from hubbub.domain.times import rfc3339
from hubbub.errors import Conflict, NotFound
from hubbub.storage import parts
from hubbub.storage import tables as t
from hubbub.storage.parts import InCall
from hubbub.storage.transaction import Transaction

_C = t.calls.c


class Running(Struct, frozen=True):
    """A call that runs: its row."""

    id: int
    conversation: int
    started_by: int
    media: Media
    started_at: int
    rings_until: int
    answered_at: int | None


class Roll(Struct, frozen=True):
    """A running call with those who are in it, by user id."""

    call: Running
    inside: list[InCall]


# Loading


def access(connection: Connection, call: int, user: int, *, to_change: bool = False) -> Running:
    """Load a call through a member of its conversation. Raises NotFound for everyone else."""
    query = (
        select(t.calls)
        .join(t.members, t.members.c.conversation_id == _C.conversation_id)
        .where(_C.id == call, t.members.c.user_id == user)
    )
    row = connection.execute(query.with_for_update(of=t.calls) if to_change else query).one_or_none()
    if row is None:
        raise NotFound("call: there is none of this id for you")
    return _running(row)


def of_member(connection: Connection, user: int) -> list[Call]:
    """Return the running calls of someone's conversations, the oldest first."""
    rows = connection.execute(
        select(t.calls)
        .join(t.members, t.members.c.conversation_id == _C.conversation_id)
        .where(t.members.c.user_id == user)
        .order_by(_C.id)
    )
    return [describe(connection, _running(row), user) for row in rows]


def describe(connection: Connection, call: Running, user: int) -> Call:
    """Return a call as a member of its conversation sees it."""
    mine = parts.of(connection, call.id, user)
    return Call(
        call.id,
        call.conversation,
        call.started_by,
        call.media,
        rfc3339(call.started_at),
        rfc3339(call.rings_until),
        None if call.answered_at is None else rfc3339(call.answered_at),
        tuple(Participant(part.user, part.device) for part in parts.inside(connection, call.id)),
        None if mine is None else mine.part,
    )


def rolls(connection: Connection) -> list[Roll]:
    """Return every running call."""
    calls = [_running(row) for row in connection.execute(select(t.calls).order_by(_C.id))]
    return [Roll(call, parts.inside(connection, call.id)) for call in calls]


# What people do


def start(
    tx: Transaction, conversation: int, by: int, media: Media, device: str | None, ring_ms: int
) -> Running:
    """Start a call in a conversation and ring its members. Raises Conflict if one runs there."""
    # Two nodes could both find no call: the conversation's row lets one of them look after the other.
    tx.connection.execute(
        select(t.conversations.c.id).where(t.conversations.c.id == conversation).with_for_update()
    )
    running = tx.connection.execute(
        select(_C.id).where(_C.conversation_id == conversation)
    ).scalar_one_or_none()
    if running is not None:
        raise Conflict(f"conversation: call {running} is running in it")
    parts.check_few(tx.connection, by)
    until = tx.now + ring_ms
    id_ = tx.connection.execute(
        insert(t.calls)
        .values(
            conversation_id=conversation, started_by=by, media=media, started_at=tx.now, rings_until=until
        )
        .returning(_C.id)
    ).scalar_one()
    call = Running(id_, conversation, by, media, tx.now, until, None)
    parts.put_in(tx, call.id, by, device)
    tx.spread(CallStarted(id_, conversation, by, media, device, tx.at, rfc3339(until)))
    return call


def accept(tx: Transaction, call: Running, user: int, device: str | None) -> Running:
    """Let someone in. The same device again changes nothing. Raises Conflict for another one, and if full."""
    mine = parts.of(tx.connection, call.id, user)
    if mine is not None and mine.part is Part.IN:
        if device is not None and device == mine.device:
            return call
        raise Conflict(f"call: you are in it already{f', on {mine.device}' if mine.device else ''}")
    if len(parts.inside(tx.connection, call.id)) >= MOST_PEOPLE:
        raise Conflict(f"call: full, {MOST_PEOPLE} people are in it")
    parts.check_few(tx.connection, user)
    if call.answered_at is None:
        call = msgspec.structs.replace(call, answered_at=tx.now)
        tx.connection.execute(update(t.calls).where(_C.id == call.id).values(answered_at=tx.now))
    parts.put_in(tx, call.id, user, device)
    tx.spread(CallAccepted(call.id, call.conversation, user, device))
    return call


def decline(tx: Transaction, call: Running, user: int) -> None:
    """Let someone say no; the call ends if nobody is left to answer it. Once is enough."""
    mine = parts.of(tx.connection, call.id, user)
    if mine is not None and mine.part is Part.IN:
        raise Conflict("call: you are in it")
    if mine is not None:
        return
    parts.decline(tx, call.id, user)
    tx.spread(CallDeclined(call.id, call.conversation, user))
    _settle(tx, call, by=user)


def leave(tx: Transaction, call: Running, user: int) -> None:
    """Let someone go. Raises Forbidden if they are not in it."""
    parts.access(tx.connection, call.id, user)
    _take_out(tx, call, user, by=user, at=tx.now)


def end_part(tx: Transaction, conversation: int, user: int, *, by: int, members: int) -> None:
    """End the part of someone who is about to leave a conversation to so many others."""
    row = tx.connection.execute(select(t.calls).where(_C.conversation_id == conversation)).one_or_none()
    if row is None:
        return
    call = _running(row)
    mine = parts.of(tx.connection, call.id, user)
    if mine is not None and mine.part is Part.IN:
        _take_out(tx, call, user, by=by, at=tx.now, members=members)
        return
    if mine is not None and mine.joined_at is None:
        parts.forget(tx, call.id, user)  # who declined and is gone is not one of those who could answer
    _settle(tx, call, by=by, members=members)


# What time does


def is_due(roll: Roll, present: set[int], now: int) -> bool:
    """Say whether ``tend`` would change anything about a call."""
    if roll.call.answered_at is None and roll.call.rings_until <= now:
        return True
    return any(parts.is_due(part, part.user in present, now) for part in roll.inside)


def tend(tx: Transaction, present: set[int], gone_at: dict[int, int], away_ms: int) -> None:
    """Note who of the participants is there, and end what has run out.

    Whoever is not ``present`` is away, since ``gone_at`` where that is known. After so many milliseconds
    they lose their part, and were in the call until they went.
    """
    for roll in rolls(tx.connection):
        expired = []
        for part in roll.inside:
            if not parts.is_due(part, part.user in present, tx.now):
                continue
            if part.user in present:
                parts.note(tx, part, seen_at=tx.now, away_until=None, told=part.signals)
            elif part.away_until is None:
                seen_at = gone_at.get(part.user, part.seen_at)
                parts.note(tx, part, seen_at=seen_at, away_until=tx.now + away_ms)
            else:
                expired.append(part)
        _expire(tx, roll.call, sorted(expired, key=lambda part: part.seen_at))


def _expire(tx: Transaction, call: Running, expired: list[InCall]) -> None:
    for part in expired:
        if not _take_out(tx, call, part.user, by=part.user, at=part.seen_at):
            return
    if call.answered_at is None and call.rings_until <= tx.now:
        _end(tx, call, Outcome.MISSED, by=SYSTEM, at=tx.now)


# How a call ends


def _take_out(
    tx: Transaction, call: Running, user: int, *, by: int, at: int, members: int | None = None
) -> bool:
    """Take someone out of a call; say whether it goes on without them."""
    parts.leave(tx, call.id, user, at)
    tx.spread(CallLeft(call.id, call.conversation, user))
    return _settle(tx, call, by=by, members=members, at=at)


def _settle(
    tx: Transaction, call: Running, *, by: int, members: int | None = None, at: int | None = None
) -> bool:
    """End a call that has come to something; say whether it goes on."""
    inside = parts.inside(tx.connection, call.id)
    members = _size(tx.connection, call.conversation) if members is None else members
    outcome = verdict(
        answered=call.answered_at is not None,
        inside=len(inside),
        starter_in=any(part.user == call.started_by for part in inside),
        may_answer=max(0, members - 1 - parts.count_declined(tx.connection, call.id)),
        late=False,
    )
    if outcome is None:
        return True
    _end(tx, call, outcome, by=by, at=tx.now if at is None else at)
    return False


def _end(tx: Transaction, call: Running, outcome: Outcome, *, by: int, at: int) -> None:
    answered = call.answered_at
    tx.change(
        CallEnded,
        call.conversation,
        by,
        {
            "call": call.id,
            "started_by": call.started_by,
            "media": call.media,
            "outcome": outcome,
            "seconds": 0 if answered is None else max(0, round((at - answered) / 1_000)),
            "users": parts.who_took_part(tx.connection, call.id),
        },
    )
    parts.forget_all(tx, call.id)
    tx.connection.execute(delete(t.calls).where(_C.id == call.id))


# Rows


def _size(connection: Connection, conversation: int) -> int:
    query = select(t.conversations.c.size).where(t.conversations.c.id == conversation)
    return int(connection.execute(query).scalar_one())


def _running(row: Row[Any]) -> Running:
    return Running(
        row.id,
        row.conversation_id,
        row.started_by,
        Media(row.media),
        row.started_at,
        row.rings_until,
        row.answered_at,
    )
