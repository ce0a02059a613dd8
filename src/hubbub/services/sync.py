"""Catching up: everything that has happened since a client's cursors, and how things stand now.

All of one answer is read in one transaction, so that an old snapshot plus the events equals the
new snapshot (R7). Where history cannot be given, the answer says so (R5): the conversation is in
``reset``, and the client forgets what it holds of it and begins with the newest page.
"""

from __future__ import annotations

from typing import Annotated, Final

from msgspec import UNSET, Meta, Struct, UnsetType
from sqlalchemy import Connection

from hubbub.domain.events import AnyLogEvent, MessageEdited, MessageSent, veiled
from hubbub.domain.ids import MAX_ID, Cursor
from hubbub.domain.models import Summary
from hubbub.errors import BadRequest
from hubbub.services.context import Context
from hubbub.storage import history, members, summaries
from hubbub.wire.operation import Answer, Nothing, Operation

PAGE: Final = 200
"""More events than this behind in one conversation is a reset."""
MOST_EVENTS: Final = 1_000
MOST_CHARACTERS: Final = 500_000
MOST_CURSORS: Final = 10_000


class Sync(Operation, frozen=True, kw_only=True, tag="sync"):
    """Catch up. `cursors` holds the last `seq` you have of each conversation, `epoch` what hello said."""

    cursors: Annotated[dict[str, Cursor], Meta(max_length=MOST_CURSORS)] = {}
    epoch: Annotated[str, Meta(max_length=100)] | UnsetType = UNSET


class Synced(Answer, frozen=True):
    """How things stand, and what has happened since; call again with the new cursors while `more`."""

    epoch: str
    conversations: list[Summary]
    events: list[AnyLogEvent]
    reset: list[int]
    more: bool


class Ping(Operation, frozen=True, kw_only=True, tag="ping"):
    """Nothing; a sign of life."""


class _Stretch(Struct, frozen=True):
    conversation: int
    after: int
    head: int
    reset: bool


async def sync(ctx: Context, op: Sync) -> Synced:
    """Return what the caller has missed."""
    cursors = _cursors(op)
    if op.epoch is not UNSET and op.epoch != ctx.services.epoch:
        cursors = dict.fromkeys(cursors, MAX_ID)  # positions in another database's logs mean nothing here
    return await ctx.read(_sync, ctx.me, cursors, ctx.services.epoch)


async def ping(_: Context, __: Ping) -> Nothing:
    """Answer."""
    return Nothing()


def _cursors(op: Sync) -> dict[int, int]:
    cursors = {}
    for name, seq in op.cursors.items():
        if not (name.isascii() and name.isdigit() and len(name) <= 16):
            raise BadRequest(f"cursors: {name[:20]!r} is not a conversation's id")
        cursors[int(name)] = seq
    return cursors


def _sync(connection: Connection, me: int, cursors: dict[int, int], epoch: str) -> Synced:
    conversations = summaries.list_of(connection, me)
    floors = members.floors(connection, me)
    stretches = []
    for summary in conversations:
        stretch = _stretch(summary, floors[summary.id], cursors.get(summary.id))
        if stretch.reset or stretch.after < stretch.head:
            stretches.append(stretch)
    chosen = _choose(stretches)
    events = history.events(connection, [(s.conversation, s.after, s.head) for s in chosen])
    given = _fitting([veiled(event, floors[event.conversation]) for event in events])
    begun = {event.conversation for event in given}
    reset = [s.conversation for s in chosen if s.reset and (s.conversation in begun or s.after == s.head)]
    more = len(chosen) < len(stretches) or len(given) < len(events)
    return Synced(epoch, conversations, given, reset, more)


def _stretch(summary: Summary, floor: int, cursor: int | None) -> _Stretch:
    head = summary.head
    after = floor if cursor is None else max(cursor, floor)
    if after > head or head - after > PAGE:
        return _Stretch(summary.id, max(floor, head - PAGE), head, reset=True)
    return _Stretch(summary.id, after, head, reset=False)


def _fitting(events: list[AnyLogEvent]) -> list[AnyLogEvent]:
    """Return the first events whose texts fit into one answer, at least one."""
    room = MOST_CHARACTERS
    for place, event in enumerate(events):
        room -= len(event.text) if isinstance(event, (MessageSent, MessageEdited)) else 0
        if room < 0 and place:
            return events[:place]
    return events


def _choose(stretches: list[_Stretch]) -> list[_Stretch]:
    """Return as many as fit into one answer, the latest conversations first."""
    room, chosen = MOST_EVENTS, []
    for stretch in stretches:
        room -= stretch.head - stretch.after
        if room < 0:
            break
        chosen.append(stretch)
    return chosen
