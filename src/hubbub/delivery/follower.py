"""A follower: one client's connection as the hub knows it, whatever protocol it speaks.

Here is whose it is, what it follows and how it ends; what a client may say is its session's business.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Coroutine
from typing import Any, Final, Protocol

from msgspec import Struct

from hubbub.bus.port import Bus, Whisper
from hubbub.delivery.hub import CLOSE_NOT_ALLOWED, Hub
from hubbub.delivery.ports import Deadline, Desk, Outlet
from hubbub.domain.admission import Admission
from hubbub.domain.events import (
    CallSignal,
    ConversationAdded,
    Event,
    MemberLeft,
    MemberRemoved,
    PresenceChanged,
)
from hubbub.domain.log import Committed, Notice, Revoked
from hubbub.domain.models import User
from hubbub.domain.times import Clock, rfc3339
from hubbub.errors import Conflict, Unauthenticated
from hubbub.storage.openings import Opening
from hubbub.storage.tokens import Login
from hubbub.wire.codec import Format

MOST_WAITING_BYTES: Final = 256 * 1024
"""A client with more than this unanswered is not read from until half of it is answered."""
MOST_PRESENCE_TOLD: Final = 32
"""Where more connections than this look on, coming and going is told to nobody: it costs a write each."""
SECONDS_TO_LOG_IN: Final = 10

Load = Callable[[], Awaitable[Opening]]
"""Reads what a follower's user begins with. Raises HubbubError."""


class Caller(Protocol):
    """Who asks, as the services know them."""

    login: Login | None


class Node(Struct, frozen=True):
    """What all followers of this process share."""

    hub: Hub
    desk: Desk
    bus: Bus
    clock: Clock
    now: Callable[[], float]
    epoch: str
    arrivals: Admission
    """How many may be on their way in, between the upgrade and the hello."""
    told: Callable[[int], Awaitable[None]]
    """Waits until so many commits have been told to the hub."""
    heartbeat: int
    limited: bool
    start: Callable[[Coroutine[Any, Any, None]], object]
    used_tokens: set[int]


class Follower:
    """One connection, from its first byte to its last."""

    __slots__ = (
        "_admitting",
        "_closed",
        "_deadline",
        "_node",
        "_paused",
        "_resting",
        "_waiting_bytes",
        "_watchers",
        "caller",
        "following",
        "format",
        "frames",
        "held",
        "outlet",
        "user",
    )

    outlet: Outlet

    def __init__(self, node: Node, caller: Caller, format_: Format | None) -> None:
        self._node = node
        self.caller = caller
        self.format = format_
        """What a room's batch is encoded in for all who speak it; None: each event is told to this one."""
        self.user: User | None = None
        self.frames: list[bytes] = []
        self.following: set[int] = set()
        self.held: list[Event] | None = None
        """What is told while a snapshot is read, to be sent after it."""
        self._watchers: tuple[int, ...] = ()
        self._closed = False
        self._admitting = False
        self._deadline: Deadline | None = None
        self._waiting_bytes = 0
        self._paused = False
        self._resting = False

    @property
    def token_id(self) -> int | None:
        """Return the login this connection follows, or None if it is nobody's."""
        return None if self.caller.login is None else self.caller.login.token_id

    # The shell calls these

    def connected(self, outlet: Outlet) -> None:
        """Begin. Whoever does not say who they are is shown out."""
        self.outlet = outlet
        self._deadline = outlet.expect(SECONDS_TO_LOG_IN, self._nobody_came)

    def disconnected(self) -> None:
        """End: the socket is gone. Once."""
        self._closed = True
        if self._deadline is not None:
            self._deadline.cancel()
        self.depart()

    def close(self, code: int, reason: str = "") -> None:
        """Write nothing more and close."""
        self._closed = True
        self.outlet.close(code, reason)

    # The hub calls these

    def told(self, event: Event) -> None:
        """Send an event to this connection alone, or hold it back while a snapshot is read."""
        if self.held is not None:
            self.held.append(event)
        else:
            self.send(event)

    def send(self, event: Event) -> None:
        """Write an event, if it means anything in this protocol, with what else waits to be written."""
        raise NotImplementedError

    # Who it is

    async def admit(self, load: Load) -> None:
        """Make this connection somebody's: follow what they are in. Raises Conflict if it is another's."""
        self._admitting = True
        try:
            await self._admit(load)
        finally:
            self._admitting = False

    async def _admit(self, load: Load) -> None:
        with self._node.hub.opening() as missed:
            opening = await load()
            # What was read may not be told yet: events from before a membership that it knows of.
            await self._node.told(opening.commits)
            self._become(opening, missed())

    def _become(self, opening: Opening, missed: list[Committed]) -> None:
        login, user = opening.login, opening.login.user
        if self.user is not None:
            if self.user.id != user.id:
                raise Conflict("token: this connection is somebody else's already")
            self.caller.login = login  # from now on it ends with this one
            return
        if self._closed:
            return
        # No await here: what was loaded and what has been missed meanwhile become one state.
        rooms = _present(opening, missed)
        first = self._node.hub.arrive(self, user.id)
        self.user, self.caller.login, self._watchers = user, login, tuple(opening.watchers)
        for conversation, floor in rooms.items():
            self._node.hub.follow(self, conversation, floor)
        if self._deadline is not None:
            self._deadline.cancel()
            self._deadline = None
        if login.token_id:
            self._node.used_tokens.add(login.token_id)
        if first and not self._node.hub.lingering.take_back(user.id):
            self._node.bus.whisper(self._presence(user.id, tuple(rooms), None))
        for signal in _signals(opening, missed):
            self.told(signal)

    def depart(self) -> None:
        """Be nobody's again: follow nothing, and be seen to have gone if this was the last connection."""
        if self.user is None:
            return
        rooms, user = tuple(self.following), self.user.id
        self.user = None
        if self._node.hub.depart(self, user):
            self._node.hub.left[user] = at = self._node.clock()
            self._node.hub.lingering.add(user, self._presence(user, rooms, at))

    def _nobody_came(self) -> None:
        self._deadline = None
        if self._admitting:  # it is us who are late: they have said who they are
            self._deadline = self.outlet.expect(SECONDS_TO_LOG_IN, self._nobody_came)
        elif self.user is None:
            self.close(CLOSE_NOT_ALLOWED, f"not logged in after {SECONDS_TO_LOG_IN} seconds")

    def _presence(self, user: int, rooms: tuple[int, ...], left_at: int | None) -> Whisper:
        """Return what is told of somebody who has come, or who left at a time."""
        seen_at = None if left_at is None else rfc3339(left_at)
        return Whisper(
            ("presence", 0, user),
            PresenceChanged(user, left_at is None, seen_at),
            conversations=rooms,
            most=MOST_PRESENCE_TOLD,
            users=self._watchers,
            silent_for=user,
        )

    # Back-pressure

    def _wait(self, size: int) -> None:
        """Count what the client has asked and has no answer to yet."""
        self._waiting_bytes += size
        if self._waiting_bytes > MOST_WAITING_BYTES and not self._paused:
            self._paused = True
            self.outlet.pause_reading()

    def _settle(self, size: int) -> None:
        """Count what has been answered."""
        self._waiting_bytes -= size
        if self._paused and self._waiting_bytes < MOST_WAITING_BYTES // 2:
            self._paused = False
            if not self._resting:
                self.outlet.resume_reading()

    def _rest(self, seconds: float) -> None:
        """Read nothing from the client for some seconds."""
        if not self._resting:
            self._resting = True
            self.outlet.pause_reading()
            self.outlet.expect(seconds, self._rested)

    def _rested(self) -> None:
        self._resting = False
        if not self._paused and not self._closed:
            self.outlet.resume_reading()


def _signals(opening: Opening, missed: list[Committed]) -> list[CallSignal]:
    """Return what an opening's user was signalled without a connection, up to now."""
    user = opening.login.user.id
    signals = {(signal.call, signal.number): signal for signal in opening.signals}
    for fact in missed:
        match fact:
            case Notice(person, CallSignal() as signal) if person == user:
                signals[signal.call, signal.number] = signal
            case _:
                pass
    return list(signals.values())


def _present(opening: Opening, missed: list[Committed]) -> dict[int, int]:
    """Return what an opening's user is in by now, with the floors. Raises Unauthenticated."""
    user = opening.login.user.id
    rooms = dict(opening.floors)
    for fact in missed:
        match fact:
            case Notice(person, ConversationAdded() as event, floor) if person == user:
                rooms[event.conversation.id] = floor
            case MemberLeft() | MemberRemoved() if fact.user == user:
                rooms.pop(fact.conversation, None)
            case Revoked(person, tokens) if person == user and opening.login.token_id in tokens:
                raise Unauthenticated("token: ended")
    return rooms
