"""A room: those who follow one conversation, and how what happens there reaches them all.

A batch is encoded once a format and written once a follower. A large room rests after each batch
for a time that grows with its size: what comes meanwhile joins the next batch, so that a busy room
costs few writes, and one of ten thousand leaves the loop to the others between two of its batches.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Final

from hubbub.delivery.outbox import Outbox
from hubbub.delivery.tally import Tally
from hubbub.domain.events import Event, MessageEdited, veiled
from hubbub.wire.codec import Format

if TYPE_CHECKING:
    from hubbub.delivery.follower import Follower

LARGE: Final = 256
REST_SECONDS_A_FOLLOWER: Final = 20e-6
"""Some twice what one write costs, so that a single room takes at most half of the loop."""
MOST_REST_SECONDS: Final = 0.1
"""Nobody can read so fast; below 50 messages a second a room of a thousand never waits at all."""


class Pace:
    """The clock and the timer that rooms rest by."""

    __slots__ = ("call_later", "now")

    def __init__(self, now: Callable[[], float], call_later: Callable[..., object]) -> None:
        self.now = now
        self.call_later = call_later


class Room:
    """The followers of a conversation by the format they speak."""

    __slots__ = ("_followers", "_newcomers", "_outbox", "_pace", "_rested_at", "_tally", "_waiting", "size")

    def __init__(self, outbox: Outbox, tally: Tally, pace: Pace) -> None:
        self._outbox = outbox
        self._tally = tally
        self._pace = pace
        self._followers: dict[
            Format | None, dict[Follower, None]
        ] = {}  # dictionaries keep an order, sets do not
        self._rested_at = 0.0
        self._waiting: list[Event] = []
        self._newcomers: dict[Follower, int] = {}
        self.size = 0

    def __iter__(self) -> Iterator[Follower]:
        for followers in self._followers.values():
            yield from followers

    def enter(self, session: Follower, floor: int) -> None:
        """Let a session hear what comes from now on; edits of what is before its ``floor``, veiled."""
        if floor:
            self._newcomers[session] = floor
        followers = self._followers.setdefault(session.format, {})
        if session not in followers:
            followers[session] = None
            self.size += 1

    def leave(self, session: Follower) -> None:
        """Let a session hear no more."""
        followers = self._followers.get(session.format, {})
        if session in followers:
            del followers[session]
            self._newcomers.pop(session, None)
            self.size -= 1

    def tell(self, run: list[Event]) -> None:
        """Spread a run of events, at once or, in a large room that rests, when it has rested."""
        if self.size < LARGE and not self._waiting:
            self._spread(run)
        elif self._waiting:
            self._waiting += run
        elif (rest := self._rested_at - self._pace.now()) > 0:
            self._waiting = run
            self._pace.call_later(rest, self._wake)
        else:
            self._spread_and_rest(run)

    def catch_up(self) -> None:
        """Spread what waits, because who follows is about to change."""
        if self._waiting:
            run, self._waiting = self._waiting, []
            self._spread_and_rest(run)

    def _wake(self) -> None:
        self.catch_up()
        self._outbox.flush()

    def _spread_and_rest(self, run: list[Event]) -> None:
        self._rested_at = self._pace.now() + min(self.size * REST_SECONDS_A_FOLLOWER, MOST_REST_SECONDS)
        self._spread(run)

    def _spread(self, run: list[Event]) -> None:
        waiting = self._outbox.waiting
        edits = self._newcomers and any(type(event) is MessageEdited for event in run)
        for format_, followers in self._followers.items():
            self._tally.deliveries += len(run) * len(followers)
            if format_ is None:
                self._tell_each(run, followers)
                continue
            frames = b"".join([format_.event(event) for event in run])
            for session in followers:
                if session.held is not None:
                    floor = self._newcomers.get(session, 0)
                    session.held.extend([veiled(event, floor) for event in run] if floor else run)
                    continue
                if not session.frames:
                    waiting.append(session)
                if edits and session in self._newcomers:
                    floor = self._newcomers[session]
                    session.frames.append(b"".join([format_.event(veiled(event, floor)) for event in run]))
                else:
                    session.frames.append(frames)

    def _tell_each(self, run: list[Event], followers: dict[Follower, None]) -> None:
        for session in followers:
            floor = self._newcomers.get(session, 0)
            for event in run:
                session.told(veiled(event, floor))
