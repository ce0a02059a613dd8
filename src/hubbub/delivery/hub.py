"""The hub: which sessions follow which conversation, and how what happens reaches them.

Facts come in commit order. Runs of events for one conversation go to its room as one; whatever
changes who follows is done between two runs, in its place in that order.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING, Final

from hubbub.bus.port import Whisper
from hubbub.delivery.lingering import Lingering
from hubbub.delivery.outbox import Outbox
from hubbub.delivery.room import Pace, Room
from hubbub.delivery.tally import Tally
from hubbub.domain.events import (
    ConversationAdded,
    Event,
    MemberLeft,
    MemberRemoved,
    MessageSent,
    SessionRevoked,
)
from hubbub.domain.log import Committed, Notice, Revoked
from hubbub.errors import RateLimited
from hubbub.wire.codec import Format

if TYPE_CHECKING:
    from hubbub.delivery.follower import Follower

CLOSE_NOT_ALLOWED: Final = 1008
_OF_AN_OPENING: Final = (Notice, Revoked, MemberLeft, MemberRemoved)
"""What changes the state that a connection begins with."""


class Hub:
    """Knows who is connected here, and tells them what they may know."""

    def __init__(
        self,
        outbox: Outbox,
        tally: Tally,
        pace: Pace,
        lingering: Lingering,
        *,
        most_of_one: int | None = 100,
    ) -> None:
        self.outbox = outbox
        self.lingering = lingering
        self.tally = tally
        self._pace = pace
        self._most_of_one = most_of_one
        self._rooms: dict[int, Room] = {}
        self._people: dict[int, dict[Follower, None]] = {}
        self._openings: dict[int, int] = {}
        """Those under way, oldest first, and where in the list of what they miss each began."""
        self._missed: list[Committed] = []
        self._forgotten = 0
        self._serial = 0
        self.left: dict[int, int] = {}
        """When users have left, until somebody writes it down."""

    # Coming and going

    @contextmanager
    def opening(self) -> Iterator[Callable[[], list[Committed]]]:
        """While a session finds out whose it is: what has become of memberships and logins meanwhile.

        All openings share one list, so that a fact costs the same however many are under way.
        """
        self._serial += 1
        serial, begin = self._serial, self._forgotten + len(self._missed)
        self._openings[serial] = begin
        try:
            yield lambda: self._missed[begin - self._forgotten :]
        finally:
            del self._openings[serial]
            self._forget_missed()

    def _forget_missed(self) -> None:
        """Drop what was told before the oldest opening began."""
        oldest = next(iter(self._openings.values()), self._forgotten + len(self._missed))
        del self._missed[: oldest - self._forgotten]
        self._forgotten = oldest

    def arrive(self, session: Follower, user: int) -> bool:
        """Take in a session that is somebody's now; say whether it is their first. Raises RateLimited."""
        sessions = self._people.setdefault(user, {})
        if self._most_of_one is not None and len(sessions) >= self._most_of_one:
            raise RateLimited(f"at most {self._most_of_one} connections a user", retry_after=60)
        sessions[session] = None
        return len(sessions) == 1

    def depart(self, session: Follower, user: int) -> bool:
        """Forget a session; say whether it was its user's last."""
        for conversation in list(session.following):
            self.unfollow(session, conversation)
        sessions = self._people.get(user, {})
        sessions.pop(session, None)
        if not sessions:
            self._people.pop(user, None)
        return not sessions

    def follow(self, session: Follower, conversation: int, floor: int) -> None:
        """Let a session hear a conversation, joined after ``floor``, from the next event on."""
        session.following.add(conversation)
        room = self._rooms.get(conversation)
        if room is None:
            room = self._rooms[conversation] = Room(self.outbox, self.tally, self._pace)
        room.enter(session, floor)

    def unfollow(self, session: Follower, conversation: int) -> None:
        """Let a session hear no more of a conversation."""
        session.following.discard(conversation)
        room = self._rooms.get(conversation)
        if room is not None:
            room.leave(session)
            if not room.size:
                del self._rooms[conversation]

    def is_online(self, user: int) -> bool:
        """Say whether a user has a connection here."""
        return user in self._people

    def seems_online(self, user: int) -> bool:
        """Say whether others have been told that a user is here: also for a moment after they have gone."""
        return user in self._people or user in self.lingering

    def last_seen(self, user: int) -> int | None:
        """Return when a user left, if that is too recent to be written down."""
        return self.left.get(user)

    def sessions(self) -> list[Follower]:
        """Return every session that is somebody's."""
        return [session for sessions in self._people.values() for session in sessions]

    # Telling

    def tell(self, facts: Sequence[Committed]) -> None:
        """Deliver committed facts in their order, with everything else that waits to be written."""
        try:
            self._spread_all(facts)
        finally:
            self.outbox.flush()

    def _spread_all(self, facts: Sequence[Committed]) -> None:
        runs: dict[int, list[Event]] = {}
        for fact in facts:
            if type(fact) is MessageSent:
                run = runs.get(fact.conversation)
                if run is None:
                    runs[fact.conversation] = [fact]
                else:
                    run.append(fact)
            else:
                self._tell_other(fact, runs)
        for conversation, run in runs.items():
            if (room := self._rooms.get(conversation)) is not None:
                room.tell(run)

    def _tell_other(self, fact: Committed, runs: dict[int, list[Event]]) -> None:
        if self._openings and isinstance(fact, _OF_AN_OPENING):
            self._missed.append(fact)
        match fact:
            case Notice(user, ConversationAdded() as event, floor):
                self._spread_now(event.conversation.id, runs)
                for session in self._of(user):
                    session.told(event)
                    self.follow(session, event.conversation.id, floor)
            case Notice(user, event):
                for session in self._of(user):
                    session.told(event)
            case Revoked(user, tokens):
                self.end(user, tokens)
            case MemberLeft() | MemberRemoved():
                runs.setdefault(fact.conversation, []).append(fact)
                self._spread_now(fact.conversation, runs)
                for session in self._of(fact.user):
                    self.unfollow(session, fact.conversation)
            case _:
                runs.setdefault(fact.conversation, []).append(fact)

    def end(self, user: int, tokens: tuple[int, ...]) -> None:
        """Close the sockets of logins that have ended."""
        for session in self._of(user):
            if session.token_id is not None and session.token_id in tokens:
                session.send(SessionRevoked())
                self.outbox.flush()
                session.close(CLOSE_NOT_ALLOWED, "this login has ended")

    def whisper(self, whisper: Whisper) -> int:
        """Give a latest value to those who look on, and say how many they were; the caller flushes."""
        frames: dict[Format, bytes] = {}
        audience = self._audience(whisper)
        for session in audience:
            if session.format is None or session.held is not None:
                session.told(whisper.event)
                continue
            if session.format not in frames:
                frames[session.format] = session.format.event(whisper.event)
            self.outbox.put(session, frames[session.format])
        return len(audience)

    def _audience(self, whisper: Whisper) -> dict[Follower, None]:
        audience: dict[Follower, None] = {}
        for conversation in whisper.conversations:
            room = self._rooms.get(conversation)
            if room is not None and room.size <= whisper.most:
                audience |= dict.fromkeys(room)
        for user in whisper.users:
            audience |= self._people.get(user, {})
        if whisper.silent_for is not None:
            for session in self._of(whisper.silent_for):
                audience.pop(session, None)
        return audience

    def _of(self, user: int) -> list[Follower]:
        return list(self._people.get(user, ()))

    def _spread_now(self, conversation: int, runs: dict[int, list[Event]]) -> None:
        """Deliver what has gathered for a conversation before its membership changes."""
        run = runs.pop(conversation, None)
        room = self._rooms.get(conversation)
        if room is not None:
            if run:
                room.tell(run)
            room.catch_up()
