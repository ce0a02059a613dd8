"""Calls: ringing, answering, and relaying what browsers must tell each other to find a way.

Sound and pictures never come by here: they go from browser to browser, or through a TURN relay.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

import msgspec
from msgspec import UNSET, UnsetType
from sqlalchemy import Connection

from hubbub.domain import turn
from hubbub.domain.calls import (
    MOST_SIGNAL_BYTES,
    MOST_SIGNAL_DEPTH,
    Call,
    CallId,
    DeviceLabel,
    IceServer,
    Media,
    Signalled,
    is_deeper,
)
from hubbub.domain.ids import ConversationId, Cursor, UserId
from hubbub.domain.policy import Right, check_may
from hubbub.domain.times import rfc3339
from hubbub.errors import BadRequest, Conflict, TooLarge
from hubbub.services.context import Context, Services
from hubbub.storage import calls, members, parts, signals
from hubbub.storage.calls import Running
from hubbub.storage.transaction import Transaction
from hubbub.wire.operation import Answer, Nothing, Operation

T = TypeVar("T")


class Start(Operation, frozen=True, kw_only=True, tag="call.start"):
    """Ring the others in a direct conversation or a group."""

    conversation: ConversationId
    media: Media
    device: DeviceLabel | None = None


class Accept(Operation, frozen=True, kw_only=True, tag="call.accept"):
    """Take or join a call, on this device."""

    call: CallId
    device: DeviceLabel | None = None


class Decline(Operation, frozen=True, kw_only=True, tag="call.decline"):
    """Say no to a call."""

    call: CallId


class Leave(Operation, frozen=True, kw_only=True, tag="call.leave"):
    """Hang up."""

    call: CallId


class Signal(Operation, frozen=True, kw_only=True, tag="call.signal"):
    """Tell someone else in the call whatever the two browsers agree on: offers, answers, candidates."""

    call: CallId
    to: UserId
    signal: dict[str, Any]


class Get(Operation, frozen=True, kw_only=True, tag="call.get"):
    """Look at a running call; with `after`, also at what was signalled to you since that number."""

    call: CallId
    after: Cursor | UnsetType = UNSET


class ListRunning(Operation, frozen=True, kw_only=True, tag="call.list"):
    """List the running calls of your conversations: to be asked after coming back."""


class GetServers(Operation, frozen=True, kw_only=True, tag="call.servers"):
    """Ask for STUN and TURN servers, with a password that is good for an hour."""


class One(Answer, frozen=True):
    """A running call."""

    call: Call


class Seen(Answer, frozen=True):
    """A running call, and what was signalled to you; `lost` if something after `after` is gone for good."""

    call: Call
    signals: list[Signalled]
    lost: bool


class Many(Answer, frozen=True):
    """Running calls, the oldest first."""

    calls: list[Call]


class Servers(Answer, frozen=True):
    """What RTCPeerConnection takes as `iceServers`; ask again before the time is over."""

    servers: list[IceServer]
    expires_at: str


async def start(ctx: Context, op: Start) -> One:
    """Start a call. Raises Conflict naming the one that runs already."""
    me, ring_ms = ctx.me, ctx.services.calls.ring_ms

    def work(tx: Transaction) -> One:
        place = members.access(tx.connection, op.conversation, me)
        check_may(place.role, Right.CALL, place.kind)
        if place.size < 2:
            raise Conflict("conversation: nobody else is in it")
        call = calls.start(tx, op.conversation, me, op.media, op.device, ring_ms)
        return One(calls.describe(tx.connection, call, me))

    return await ctx.log.transact(work)


async def accept(ctx: Context, op: Accept) -> One:
    """Let the caller into a call."""
    me = ctx.me

    def work(tx: Transaction, call: Running) -> One:
        return One(calls.describe(tx.connection, calls.accept(tx, call, me, op.device), me))

    return await _change(ctx, op.call, work)


async def decline(ctx: Context, op: Decline) -> Nothing:
    """Let the caller say no."""
    me = ctx.me

    def work(tx: Transaction, call: Running) -> Nothing:
        calls.decline(tx, call, me)
        return Nothing()

    return await _change(ctx, op.call, work)


async def leave(ctx: Context, op: Leave) -> Nothing:
    """Take the caller out of a call."""
    me = ctx.me

    def work(tx: Transaction, call: Running) -> Nothing:
        calls.leave(tx, call, me)
        return Nothing()

    return await _change(ctx, op.call, work)


async def signal(ctx: Context, op: Signal) -> Nothing:
    """Relay a signal, in order with all others: it goes through the log's queue, but into no log."""
    me, content = ctx.me, check_signal(op.signal)
    if op.to == me:
        raise BadRequest("to: this is yourself")
    present = ctx.services.attendance.is_online(op.to)

    def work(tx: Transaction, call: Running) -> Nothing:
        signals.relay(tx, call, me, op.to, content, present=present)
        return Nothing()

    return await _change(ctx, op.call, work)


async def get(ctx: Context, op: Get) -> Seen:
    """Look at a call of one of the caller's conversations."""
    return await ctx.read(_get, op, ctx.me)


async def list_running(ctx: Context, op: ListRunning) -> Many:
    """List the calls that run in the caller's conversations."""
    return Many(await ctx.read(calls.of_member, ctx.me))


async def get_servers(ctx: Context, op: GetServers) -> Servers:
    """Make a password for the relays that were configured."""
    rules = ctx.services.calls
    until = ctx.services.clock() // 1_000 + turn.LIFETIME_SECONDS
    servers = turn.ice_servers(rules.ice_urls, rules.turn_secret, ctx.me, until)
    return Servers(servers, rfc3339(until * 1_000))


async def tend(services: Services) -> None:
    """Note which participants are there, and end what has run out. Costs a write only if something is due."""
    rolls = await services.library.read(calls.rolls)
    users = {part.user for roll in rolls for part in roll.inside}
    present = {user for user in users if services.attendance.is_online(user)}
    if not any(calls.is_due(roll, present, services.clock()) for roll in rolls):
        return
    gone = {user: services.attendance.last_seen(user) for user in users - present}
    gone_at = {user: at for user, at in gone.items() if at is not None}
    await services.log.transact(lambda tx: calls.tend(tx, present, gone_at, services.calls.away_ms))


def check_signal(signal: dict[str, Any]) -> bytes:
    """Return a signal as JSON. Raises TooLarge, or BadRequest for what JSON or MessagePack cannot say."""
    try:
        content = msgspec.json.encode(signal)
        plain = msgspec.json.decode(content)
        msgspec.msgpack.encode(plain)
    except (TypeError, ValueError, OverflowError, RecursionError) as error:
        raise BadRequest(f"signal: not a JSON object ({error})") from None
    if len(content) > MOST_SIGNAL_BYTES:
        raise TooLarge(f"signal: at most {MOST_SIGNAL_BYTES} bytes of JSON, got {len(content)}")
    if is_deeper(plain, MOST_SIGNAL_DEPTH):
        raise BadRequest(f"signal: nested deeper than {MOST_SIGNAL_DEPTH}")
    return content


async def _change(ctx: Context, call: int, work: Callable[[Transaction, Running], T]) -> T:
    """Change a call that the caller's conversations have."""
    me = ctx.me

    def on_call(tx: Transaction) -> T:
        return work(tx, calls.access(tx.connection, call, me, to_change=True))

    return await ctx.log.transact(on_call)


def _get(connection: Connection, op: Get, me: int) -> Seen:
    call = calls.access(connection, op.call, me)
    seen = calls.describe(connection, call, me)
    if op.after is UNSET:
        return Seen(seen, [], lost=False)
    parts.access(connection, call.id, me)
    kept, last = signals.after(connection, op.call, me, op.after)
    first = kept[0].number if kept else last + 1
    return Seen(seen, kept, lost=first != op.after + 1)
