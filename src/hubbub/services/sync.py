"""Catching up: everything that has happened since a client's cursors, and how things stand now.

All of one answer is read in one transaction, so that an old snapshot plus the events equals the
new snapshot (R7); and those who ask at the same moment share that transaction, and what they have in common
is read once for all of them. Where history cannot be given, the answer says so (R5): the conversation is
in ``reset``, and the client forgets what it holds of it and begins with the newest page.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from operator import attrgetter
from typing import Annotated, Final

from msgspec import UNSET, Meta, Struct, UnsetType
from sqlalchemy import Connection

from hubbub.domain.events import AnyLogEvent, MessageEdited, MessageSent, veiled
from hubbub.domain.ids import MAX_ID, Cursor
from hubbub.domain.models import Summary
from hubbub.errors import BadRequest
from hubbub.services.context import Context
from hubbub.storage import history, summaries
from hubbub.wire.operation import Answer, Nothing, Operation

PAGE: Final = 200
"""More events than this behind in one conversation is a reset."""
MOST_EVENTS: Final = 1_000
MOST_CHARACTERS: Final = 500_000
MOST_CURSORS: Final = 10_000
MOST_AT_ONCE: Final = 64
"""So many people catch up in one transaction,"""
MOST_PLACES: Final = 1_000
"""unless they are in more conversations than this taken together,"""
MOST_CHARACTERS_AT_ONCE: Final = 4 * MOST_CHARACTERS
"""or have missed more than this: a crowd costs no more memory than the worst of one."""

_FIRST: Final = Meta(ge=0, le=MAX_ID, description="Only conversations from this id on; from 0 if left out.")
_LAST: Final = Meta(ge=0, le=MAX_ID, description="Only conversations up to this id; all if left out.")


class Sync(Operation, frozen=True, kw_only=True, tag="sync"):
    """Catch up. `cursors` holds the last `seq` you have of each conversation, `epoch` what hello said.

    With more cursors than a frame has room for, ask for a range of conversations at a time.
    """

    cursors: Annotated[dict[str, Cursor], Meta(max_length=MOST_CURSORS)] = {}
    epoch: Annotated[str, Meta(max_length=100)] | UnsetType = UNSET
    first: Annotated[int, _FIRST] | UnsetType = UNSET
    last: Annotated[int, _LAST] | UnsetType = UNSET


class Synced(Answer, frozen=True):
    """How things stand, and what has happened since; call again with the new cursors while `more`."""

    epoch: str
    conversations: list[Summary]
    events: list[AnyLogEvent]
    reset: list[int]
    more: bool


class Ping(Operation, frozen=True, kw_only=True, tag="ping"):
    """Nothing; a sign of life."""


class Absence(Struct, frozen=True):
    """Somebody who asks what they have missed, and the last positions that they have.

    They ask of the conversations from ``first`` to ``last``: for them there are no others.
    """

    user: int
    cursors: dict[int, int]
    first: int = 0
    last: int = MAX_ID

    def asks_of(self, conversation: int) -> bool:
        """Say whether they want to know of a conversation."""
        return self.first <= conversation <= self.last


class _Stretch(Struct, frozen=True):
    conversation: int
    floor: int
    after: int
    head: int
    reset: bool


class _Plan(Struct, frozen=True):
    """What one answer will hold: how things stand, and the stretches to be read."""

    conversations: list[Summary]
    stretches: list[_Stretch]
    more: bool


async def sync(ctx: Context, op: Sync) -> Synced:
    """Return what the caller has missed. Raises RateLimited when too many ask at once."""
    cursors = _cursors(op)
    if op.epoch is not UNSET and op.epoch != ctx.services.epoch:
        cursors = dict.fromkeys(cursors, MAX_ID)  # positions in another database's logs mean nothing here
    first = 0 if op.first is UNSET else op.first
    last = MAX_ID if op.last is UNSET else op.last
    return await ctx.services.absences.ask(Absence(ctx.me, cursors, first, last))


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


def catch_up(epoch: str, connection: Connection, absences: Sequence[Absence]) -> list[Synced]:
    """Answer the first of those who ask, at least one; the others where the answers grow too large."""
    absences = absences[: _fitting_places(connection, absences)]
    plans = _plans(connection, absences)
    answers: list[Synced] = []
    characters = 0
    for group, spans in _groups(plans):
        logs = _logs(connection, spans)
        for plan in group:
            answers.append(_answer(epoch, plan, logs))
            characters += sum(map(_characters, answers[-1].events))
        if characters > MOST_CHARACTERS_AT_ONCE:
            break
    return answers


def _fitting_places(connection: Connection, absences: Sequence[Absence]) -> int:
    """Return of how many the conversations can be looked at together: at least one."""
    if len(absences) == 1:
        return 1
    sizes = summaries.sizes(connection, {absence.user for absence in absences})
    room = MOST_PLACES
    for place, absence in enumerate(absences):
        room -= sizes.get(absence.user, 0)
        if room < 0 and place:
            return place
    return len(absences)


def _plans(connection: Connection, absences: Sequence[Absence]) -> list[_Plan]:
    """Look at everybody's conversations; several devices of one person share what is read."""
    standings = summaries.standings(connection, _ranges(absences))
    everything = [standing for each in standings.values() for standing in each]
    seen: dict[int, list[Summary]] = {user: [] for user in standings}
    for standing, summary in zip(everything, summaries.summarise(connection, everything), strict=True):
        seen[standing.user].append(summary)
    return [_plan(absence, standings[absence.user], seen[absence.user]) for absence in absences]


def _ranges(absences: Sequence[Absence]) -> list[summaries.Range]:
    """Return for each person the conversations that any of their devices asks of."""
    ranges: dict[int, tuple[int, int]] = {}
    for absence in absences:
        first, last = ranges.get(absence.user, (absence.first, absence.last))
        ranges[absence.user] = min(first, absence.first), max(last, absence.last)
    return [(user, *range_) for user, range_ in ranges.items()]


def _plan(
    absence: Absence, standings: Sequence[summaries.Standing], conversations: Sequence[Summary]
) -> _Plan:
    stretches = [
        stretch
        for standing in standings
        if absence.asks_of(standing.id)
        and (stretch := _stretch(standing, absence.cursors.get(standing.id))) is not None
    ]
    chosen = _choose(stretches)
    asked = [summary for summary in conversations if absence.asks_of(summary.id)]
    return _Plan(asked, chosen, len(chosen) < len(stretches))


def _stretch(standing: summaries.Standing, cursor: int | None) -> _Stretch | None:
    """Return what somebody lacks of a conversation, or None if it is nothing."""
    head, floor = standing.head, standing.joined
    after = floor if cursor is None else max(cursor, floor)
    if after > head or head - after > PAGE:
        return _Stretch(standing.id, floor, max(floor, head - PAGE), head, reset=True)
    return _Stretch(standing.id, floor, after, head, reset=False) if after < head else None


def _choose(stretches: list[_Stretch]) -> list[_Stretch]:
    """Return as many as fit into one answer, the latest conversations first."""
    room, chosen = MOST_EVENTS, []
    for stretch in stretches:
        room -= stretch.head - stretch.after
        if room < 0:
            break
        chosen.append(stretch)
    return chosen


def _groups(plans: Sequence[_Plan]) -> Iterator[tuple[list[_Plan], list[history.Span]]]:
    """Give plans in their order with what to read for them: together no more than one alone may have."""
    group: list[_Plan] = []
    spans: dict[int, history.Span] = {}
    size = 0
    for plan in plans:
        added = sum(_added(spans, stretch) for stretch in plan.stretches)
        if group and size + added > MOST_EVENTS:
            yield group, list(spans.values())
            group, spans, size = [], {}, 0
            added = sum(stretch.head - stretch.after for stretch in plan.stretches)
        for s in plan.stretches:
            after = min(s.after, spans[s.conversation][1]) if s.conversation in spans else s.after
            spans[s.conversation] = (s.conversation, after, s.head)
        group.append(plan)
        size += added
    yield group, list(spans.values())


def _added(spans: dict[int, history.Span], stretch: _Stretch) -> int:
    """Return how many more entries are to be read for a stretch beside these."""
    known = spans.get(stretch.conversation)
    return max(0, (stretch.head if known is None else known[1]) - stretch.after)


def _logs(connection: Connection, spans: list[history.Span]) -> dict[int, list[AnyLogEvent]]:
    """Read each conversation once, from where the first of those who need it left it."""
    logs: dict[int, list[AnyLogEvent]] = {span[0]: [] for span in spans}
    for event in history.events(connection, spans):
        logs[event.conversation].append(event)
    return logs


def _answer(epoch: str, plan: _Plan, logs: dict[int, list[AnyLogEvent]]) -> Synced:
    events: list[AnyLogEvent] = []
    for stretch in plan.stretches:
        log = logs[stretch.conversation]
        start = bisect_right(log, stretch.after, key=_SEQ)
        events += [veiled(event, stretch.floor) for event in log[start:]]
    given = _fitting(events)
    begun = {event.conversation for event in given}
    reset = [
        s.conversation for s in plan.stretches if s.reset and (s.conversation in begun or s.after == s.head)
    ]
    return Synced(epoch, plan.conversations, given, reset, plan.more or len(given) < len(events))


def _fitting(events: list[AnyLogEvent]) -> list[AnyLogEvent]:
    """Return the first events whose texts fit into one answer, at least one."""
    room = MOST_CHARACTERS
    for place, event in enumerate(events):
        room -= _characters(event)
        if room < 0 and place:
            return events[:place]
    return events


def _characters(event: AnyLogEvent) -> int:
    return len(event.text) if isinstance(event, (MessageSent, MessageEdited)) else 0


_SEQ = attrgetter("seq")
