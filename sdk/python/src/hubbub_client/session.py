"""A session: what a client knows of every conversation's log, without sockets and clocks.

Events and the answers to ``sync`` come in; what is to be shown comes out, every log event once and in its
conversation's order. A duplicate is dropped. Where an entry is missing, ``wants_sync`` becomes true, and what
comes meanwhile is held until the gap is filled.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import Final

from msgspec import Raw

from hubbub_client.events import ConversationAdded, Event, LogEvent, MemberLeft, MemberRemoved
from hubbub_client.models import Summary
from hubbub_client.operations import Sync
from hubbub_client.parts import Parts
from hubbub_client.status import CaughtUp, Gone, LocalEvent, Reset, Unknown
from hubbub_client.wire import Synced

Shown = Event | LocalEvent
Decode = Callable[[Raw], Event | Unknown]

MOST_HELD: Final = 10_000
"""Events held while a sync runs. Past it they are forgotten, and asked for by another sync."""


class Session:
    """The cursors of one person, over all their connections."""

    def __init__(
        self, cursors: dict[int, int] | None = None, epoch: str | None = None, me: int | None = None
    ) -> None:
        self.cursors = dict(cursors or {})
        """The last entry shown of each conversation."""
        self.epoch = epoch
        """Which database the cursors belong to."""
        self.me = me
        """Whose they are."""
        self.wants_sync = False
        """Something is missing: send ``sync_request()``, and bring the answer to ``synced``."""
        self._held: list[Event | Unknown] | None = None
        self._forgot = False
        self._parts = Parts()
        self._departed: set[int] = set()
        self._sought: set[int] = set()

    @property
    def syncing(self) -> bool:
        """Whether events are held until a sync is answered."""
        return self._held is not None

    def begin(self, epoch: str, me: int) -> Iterator[Shown]:
        """Take note of a new connection: all is held until it has caught up."""
        self.hold()
        self.wants_sync = True
        if self.me not in (None, me):
            yield from self._begin_anew()
        self.me = me
        yield from self._enter(epoch)

    def end(self) -> None:
        """Take note of the connection's end: what was held will be told again by the next one's sync."""
        self._held = None
        self._forgot = False
        self._parts.forget()
        self.wants_sync = False

    def hold(self) -> None:
        """Show nothing for now: what comes is held, and past a bound asked for again, by a sync."""
        if self._held is None:
            self._hold()

    def sync_request(self) -> Sync:
        """Return what to ask."""
        self.wants_sync = False
        return self._parts.request(self.cursors, self.epoch)

    def receive(self, event: Event | Unknown) -> Iterable[Shown]:
        """Take an event as it came, and return what is to be shown now: it, or nothing."""
        if self._held is not None:
            self._keep(event)
            return ()
        place = place_of(event)
        if place is None:
            if isinstance(event, ConversationAdded) and self._lacks(event.conversation):
                self._hold()
            return (event,)
        if self._follows(*place):
            return (self._advance(event, *place),)
        if place[1] > self.cursors.get(place[0], 0):
            self._hold()
            self._keep(event)
        return ()

    def synced(self, answer: Synced, decode: Decode) -> Iterator[Shown]:
        """Take the answer to a sync, and yield what is to be shown, in order: nothing before its end."""
        whole = self._parts.join(answer)
        if whole is None:
            self.wants_sync = True
        else:
            yield from self._synced(whole, decode)

    # Details

    def _synced(self, answer: Synced, decode: Decode) -> Iterator[Shown]:
        yield from self._enter(answer.epoch)
        for conversation in answer.reset:
            self.cursors.pop(conversation, None)
            yield Reset(conversation)
        for raw in answer.events:
            event = decode(raw)
            place = place_of(event)
            # The answer says what there is to see: a jump in it is what membership hides, and no gap.
            if place is not None and place[1] > self.cursors.get(place[0], 0):
                yield self._advance(event, *place)
        if answer.more:
            self.wants_sync = True
            return
        present = {summary.id for summary in answer.conversations}
        yield from self._depart(present)
        if self._forgot:
            self._forgot = False
            self.wants_sync = True
            return
        yield from self._release(present)
        if self._held is None:
            yield CaughtUp(answer.conversations)

    def _enter(self, epoch: str) -> Iterator[Shown]:
        """Begin anew if this is another database than the one the cursors are of."""
        if self.epoch not in (None, epoch):
            yield from self._begin_anew()
        self.epoch = epoch

    def _begin_anew(self) -> Iterator[Shown]:
        forgotten, self.cursors = self.cursors, {}
        self._departed.clear()
        for conversation in forgotten:
            yield Reset(conversation)

    def _hold(self) -> None:
        self._held = []
        self.wants_sync = True

    def _keep(self, event: Event | Unknown) -> None:
        assert self._held is not None
        if len(self._held) < MOST_HELD:
            self._held.append(event)
        else:
            self._held.clear()
            self._forgot = True

    def _release(self, present: set[int]) -> Iterator[Shown]:
        """Show what was held and is new. What does not follow is held again, until another sync.

        What is missing in a conversation that one is no longer in cannot be had: two syncs in vain will do.
        """
        held, self._held = self._held or [], None
        lost, self._sought = self._sought - present, set()
        for event in held:
            place = place_of(event)
            if place is not None and place[0] not in present:
                self._sought.add(place[0])
                if place[0] in lost and not self.syncing and place[1] > self.cursors.get(place[0], 0):
                    yield self._advance(event, *place)
                    continue
            yield from self.receive(event)

    def _lacks(self, summary: Summary) -> bool:
        """Say whether a conversation that one has come into holds more than is known.

        Its log is told from one's coming on, which itself nobody tells: it has to be asked for.
        """
        return summary.head > self.cursors.get(summary.id, 0)

    def _follows(self, conversation: int, seq: int) -> bool:
        return seq == self.cursors.get(conversation, 0) + 1

    def _advance(self, event: Event | Unknown, conversation: int, seq: int) -> Event | Unknown:
        self.cursors[conversation] = seq
        if isinstance(event, MemberLeft | MemberRemoved) and event.user == self.me:
            self._departed.add(conversation)
        return event

    def _depart(self, present: set[int]) -> Iterator[Shown]:
        """Say which conversations are no longer one's own.

        Their cursors stay: coming back to a channel shows what was missed, and nothing twice.
        """
        self._departed -= present
        for conversation in self.cursors.keys() - present - self._departed:
            self._departed.add(conversation)
            yield Gone(conversation)


def place_of(event: Event | Unknown) -> tuple[int, int] | None:
    """Return a log entry's conversation and position, also one's of a later version; None for the rest."""
    if isinstance(event, LogEvent):
        return event.conversation, event.seq
    if isinstance(event, Unknown):
        conversation, seq = event.fields.get("conversation"), event.fields.get("seq")
        if isinstance(conversation, int) and isinstance(seq, int) and "by" in event.fields:
            return conversation, seq
    return None
