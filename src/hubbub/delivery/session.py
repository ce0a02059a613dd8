"""A session: one client's conversation with the server, without sockets.

Whole messages come in, frames go out. Operations take effect in the order they were sent: sends
are queued into the log without waiting for each other, everything else waits for what is before it.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Awaitable, Callable, Coroutine
from functools import partial
from typing import Any, Final, Protocol

from msgspec import UNSET, Struct, UnsetType

from hubbub.bus.port import Bus, Whisper
from hubbub.delivery.hub import CLOSE_NOT_ALLOWED, Hub
from hubbub.delivery.ports import Deadline, Desk, Outlet
from hubbub.domain.events import (
    ConversationAdded,
    Event,
    Hello,
    LogEvent,
    MemberLeft,
    MemberRemoved,
    PresenceChanged,
)
from hubbub.domain.ids import RequestId
from hubbub.domain.limits import Rate, TokenBucket
from hubbub.domain.log import Committed, Notice, Revoked
from hubbub.domain.models import User
from hubbub.domain.times import Clock, rfc3339
from hubbub.errors import BadRequest, Conflict, HubbubError, RateLimited, Unauthenticated
from hubbub.storage.openings import Opening
from hubbub.storage.tokens import Login
from hubbub.wire.codec import Format
from hubbub.wire.defects import defect
from hubbub.wire.operation import Operation

PROTOCOL: Final = 1
MOST_WAITING_BYTES: Final = 256 * 1024
"""A client with more than this unanswered is not read from until half of it is answered."""
MOST_PRESENCE_TOLD: Final = 32
"""Where more connections than this look on, coming and going is told to nobody: it costs a write each."""
SECONDS_TO_LOG_IN: Final = 10
REFUSALS: Final = Rate(burst=1_000, per_second=100)
"""Frames that may be refused before the client is read from no faster than this."""


Load = Callable[[], Awaitable[Opening]]
"""Reads what the session's user begins with. Raises HubbubError."""


class Caller(Protocol):
    """Who asks, as the services know them."""

    login: Login | None


class Node(Struct, frozen=True):
    """What all sessions of this process share."""

    hub: Hub
    desk: Desk
    bus: Bus
    clock: Clock
    now: Callable[[], float]
    epoch: str
    told: Callable[[int], Awaitable[None]]
    """Waits until so many commits have been told to the hub."""
    heartbeat: int
    limited: bool
    start: Callable[[Coroutine[Any, Any, None]], object]
    used_tokens: set[int]


class Session:
    """One connection's state. ``identify``, if given, says whose it is before anything else."""

    __slots__ = (
        "_buckets",
        "_busy",
        "_closed",
        "_deadline",
        "_in_flight",
        "_node",
        "_paused",
        "_queue",
        "_refusals",
        "_resting",
        "_waiting_bytes",
        "_watchers",
        "caller",
        "following",
        "format",
        "frames",
        "held",
        "identify",
        "outlet",
        "user",
    )

    outlet: Outlet

    def __init__(
        self,
        node: Node,
        caller: Caller,
        format_: Format,
        identify: Load | None = None,
    ) -> None:
        self._node = node
        self.caller = caller
        self.format = format_
        self.identify = identify
        self.user: User | None = None
        self.frames: list[bytes] = []
        self.following: set[int] = set()
        self.held: list[Event] | None = None
        self._queue: deque[tuple[Operation, int]] | None = None
        self._buckets: dict[type[Operation], TokenBucket] | None = None
        self._watchers: tuple[int, ...] = ()
        self._in_flight = 0
        self._waiting_bytes = 0
        self._busy = False
        self._paused = False
        self._resting = False
        self._refusals: TokenBucket | None = None
        self._closed = False
        self._deadline: Deadline | None = None

    @property
    def token_id(self) -> int | None:
        """Return the login this session follows, or None if it is nobody's."""
        return None if self.caller.login is None else self.caller.login.token_id

    # The shell calls these

    def connected(self, outlet: Outlet) -> None:
        """Begin: say hello, after finding out to whom."""
        self.outlet = outlet
        self._deadline = outlet.expect(SECONDS_TO_LOG_IN, self._nobody_came)
        if self.identify is None:
            self._say_hello()
        else:
            self._busy = True
            self._node.start(self._begin(self.identify))
            self.identify = None

    def received(self, payload: bytes, binary: bool) -> None:
        """Take one whole message from the client."""
        if self._closed:
            return
        self._node.hub.tally.received += 1
        try:
            operation = self._decode(payload, binary)
        except HubbubError as error:
            label = self.format.label(payload) if binary == self.format.binary else None
            self._refuse_frame(label, error)
            return
        try:
            self._check_rate(operation)
        except HubbubError as error:
            self._refuse_frame(operation.id, error)
            return
        self._wait(len(payload))
        if self._queue or not self._take(operation, len(payload)):
            if self._queue is None:
                self._queue = deque()
            self._queue.append((operation, len(payload)))

    def disconnected(self) -> None:
        """End: the socket is gone. Once."""
        self._closed = True
        self._queue = None
        if self._deadline is not None:
            self._deadline.cancel()
        if self.user is not None:
            rooms = tuple(self.following)
            if self._node.hub.depart(self, self.user.id):
                self._node.hub.left[self.user.id] = self._node.clock()
                self._tell_presence(self.user.id, rooms, online=False)

    def close(self, code: int, reason: str = "") -> None:
        """Write nothing more and close."""
        self._closed = True
        self.outlet.close(code, reason)

    # The hub calls these

    def told(self, event: Event) -> None:
        """Send an event to this session alone."""
        if self.held is not None:
            self.held.append(event)
        else:
            self._node.hub.outbox.put(self, self.format.event(event))

    # Who it is

    def _nobody_came(self) -> None:
        self._deadline = None
        if self.user is None:
            self.close(CLOSE_NOT_ALLOWED, f"not logged in after {SECONDS_TO_LOG_IN} seconds")

    async def admit(self, load: Load) -> None:
        """Make this session somebody's: follow what they are in. Raises Conflict if it is another's."""
        with self._node.hub.opening() as missed:
            opening = await load()
            # What was read may not be told yet: events from before a membership that it knows of.
            await self._node.told(opening.commits)
        login, user = opening.login, opening.login.user
        if self.user is not None:
            if self.user.id != user.id:
                raise Conflict("token: this connection is somebody else's already")
            self.caller.login = login  # from now on it ends with this one
            return
        if self._closed:
            return
        # No await from here on: what was loaded and what has been missed meanwhile become one state.
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
        if first:
            self._tell_presence(user.id, tuple(rooms), online=True)

    def _tell_presence(self, user: int, rooms: tuple[int, ...], *, online: bool) -> None:
        at = None if online else rfc3339(self._node.clock())
        self._node.bus.whisper(
            Whisper(
                ("presence", 0, user),
                PresenceChanged(user, online, at),
                conversations=rooms,
                most=MOST_PRESENCE_TOLD,
                users=self._watchers,
                silent_for=user,
            )
        )

    async def _begin(self, identify: Load) -> None:
        error: HubbubError | None = None
        try:
            await self.admit(identify)
        except HubbubError as reason:
            error = reason
        except Exception as reason:
            error = defect(reason, "connecting")
        if self._closed:
            return
        self._say_hello()
        if error is not None:
            self._refuse(None, error)
        self._busy = False
        self._advance()

    def _say_hello(self) -> None:
        hello = Hello(PROTOCOL, self._node.epoch, self._node.heartbeat, self.user)
        self._node.hub.outbox.put(self, self.format.event(hello))

    # Operations, in their order

    def _decode(self, payload: bytes, binary: bool) -> Operation:
        if binary != self.format.binary:
            wanted = "binary" if self.format.binary else "text"
            raise BadRequest(f"frame: this connection speaks {self.format.name}, in {wanted} frames")
        return self.format.decode(payload)

    def _check_rate(self, operation: Operation) -> None:
        if not self._node.limited:
            return
        if self._buckets is None:
            self._buckets = {}
        kind = type(operation)
        bucket = self._buckets.get(kind)
        if bucket is None:
            bucket = self._buckets[kind] = TokenBucket(self._node.desk.rate(operation), self._node.now)
        if seconds := bucket.take():
            raise RateLimited("too many of these", retry_after=round(max(seconds, 0.001), 3))

    def _take(self, operation: Operation, size: int) -> bool:
        """Begin an operation if its turn has come, and say whether it had."""
        if self._busy:
            return False
        try:
            if self._node.desk.begin(self.caller, operation, partial(self._answered, operation.id, size)):
                self._in_flight += 1
                return True
        except HubbubError as error:
            self._settle(size)
            self._refuse(operation.id, error)
            return True
        if self._in_flight:
            return False
        self._busy = True
        self._node.start(self._perform(operation, size))
        return True

    def _answered(self, re: RequestId | UnsetType, size: int, outcome: Any) -> None:
        """A send is stored, or is not."""
        self._in_flight -= 1
        if self._closed:
            return
        self._settle(size)
        self._reply(re, outcome)
        if self._queue:
            self._advance()

    async def _perform(self, operation: Operation, size: int) -> None:
        syncing = operation.__struct_config__.tag == "sync"
        if syncing:
            self.held = []
        try:
            outcome = await self._node.desk.perform(self.caller, operation)
        except HubbubError as error:
            outcome = error
        self._busy = False
        if self._closed:
            return
        self._settle(size)
        try:
            self._reply(operation.id, outcome)
        finally:
            if syncing:
                self._release(None if operation.id is UNSET else outcome)
            self._advance()

    def _release(self, synced: Any) -> None:
        """Send what was held back while the snapshot was read and is newer than what the client was told."""
        held, self.held = self.held or [], None
        told_nothing = synced is None or isinstance(synced, HubbubError)
        heads = {} if told_nothing else {summary.id: summary.head for summary in synced.conversations}
        for event in held:
            if not _is_known(event, heads):
                self.told(event)

    def _advance(self) -> None:
        while self._queue and not self._closed:
            operation, size = self._queue[0]
            if not self._take(operation, size):
                return
            self._queue.popleft()

    def _reply(self, re: RequestId | UnsetType, outcome: Any) -> None:
        if isinstance(outcome, HubbubError):
            self._refuse(re, outcome)
        elif re is not UNSET:
            self._node.hub.outbox.put(self, self.format.success(re, outcome))

    def _refuse(self, re: RequestId | UnsetType | None, error: HubbubError) -> None:
        self._node.hub.tally.refusals[error.code.value] += 1
        self._node.hub.outbox.put(self, self.format.failure(re, error))

    def _refuse_frame(self, re: RequestId | UnsetType | None, error: HubbubError) -> None:
        """Refuse what was never begun. It is not free: a flood of it is read more slowly."""
        self._refuse(re, error)
        if not self._node.limited:
            return
        if self._refusals is None:
            self._refusals = TokenBucket(REFUSALS, self._node.now)
        if (seconds := self._refusals.take()) and not self._resting:
            self._resting = True
            self.outlet.pause_reading()
            self.outlet.expect(seconds, self._rested)

    def _rested(self) -> None:
        self._resting = False
        if not self._paused and not self._closed:
            self.outlet.resume_reading()

    # Back-pressure

    def _wait(self, size: int) -> None:
        self._waiting_bytes += size
        if self._waiting_bytes > MOST_WAITING_BYTES and not self._paused:
            self._paused = True
            self.outlet.pause_reading()

    def _settle(self, size: int) -> None:
        self._waiting_bytes -= size
        if self._paused and self._waiting_bytes < MOST_WAITING_BYTES // 2:
            self._paused = False
            if not self._resting:
                self.outlet.resume_reading()


def _is_known(event: Event, heads: dict[int, int]) -> bool:
    """Say whether a snapshot with these heads tells an event already."""
    if isinstance(event, LogEvent):
        return event.seq <= heads.get(event.conversation, 0)
    if isinstance(event, ConversationAdded):
        return event.conversation.head <= heads.get(event.conversation.id, -1)
    return False


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
