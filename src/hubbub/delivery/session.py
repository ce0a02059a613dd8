"""A session: one client's conversation with the server, without sockets.

Whole messages come in, frames go out. Operations take effect in the order they were sent: sends
are queued into the log without waiting for each other, everything else waits for what is before it.
"""

from __future__ import annotations

from collections import deque
from functools import partial
from typing import Any, Final

from msgspec import UNSET, UnsetType

from hubbub.delivery.follower import Caller, Follower, Load, Node
from hubbub.delivery.ports import Outlet
from hubbub.domain.events import ConversationAdded, Event, Hello, LogEvent
from hubbub.domain.ids import RequestId
from hubbub.domain.limits import Rate, TokenBucket
from hubbub.errors import BadRequest, HubbubError, RateLimited
from hubbub.wire.codec import Format
from hubbub.wire.defects import defect
from hubbub.wire.operation import Operation

PROTOCOL: Final = 1
REFUSALS: Final = Rate(burst=1_000, per_second=100)
"""Frames that may be refused before the client is read from no faster than this."""


class Session(Follower):
    """One connection's state. ``identify``, if given, says whose it is before anything else."""

    __slots__ = ("_buckets", "_busy", "_in_flight", "_queue", "_refusals", "_speaks", "identify")

    def __init__(
        self,
        node: Node,
        caller: Caller,
        format_: Format,
        identify: Load | None = None,
    ) -> None:
        super().__init__(node, caller, format_)
        self._speaks = format_
        self.identify = identify
        self._queue: deque[tuple[Operation, int]] | None = None
        self._buckets: dict[type[Operation], TokenBucket] | None = None
        self._in_flight = 0
        self._busy = False
        self._refusals: TokenBucket | None = None

    # The shell calls these

    def connected(self, outlet: Outlet) -> None:
        """Begin: say hello, after finding out to whom."""
        super().connected(outlet)
        if self.identify is None:
            self._say_hello()
        else:
            self._busy = True
            self._node.arrivals.enter("too many are coming at once")
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
            self._refuse_unread(payload, binary, error)
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
        self._queue = None
        super().disconnected()

    # Who it is

    async def _begin(self, identify: Load) -> None:
        error: HubbubError | None = None
        self.held = []  # the hello comes first
        try:
            await self.admit(identify)
        except HubbubError as reason:
            error = reason
        except Exception as reason:
            error = defect(reason, "connecting")
        finally:
            self._node.arrivals.leave()
        if self._closed:
            return
        self._say_hello()
        self._release(None)
        if error is not None:
            self._refuse(None, error)
        self._busy = False
        self._advance()

    def _say_hello(self) -> None:
        self.send(Hello(PROTOCOL, self._node.epoch, self._node.heartbeat, self.user))

    def send(self, event: Event) -> None:
        """Write an event."""
        self._node.hub.outbox.put(self, self._speaks.event(event))

    # Operations, in their order

    def _decode(self, payload: bytes, binary: bool) -> Operation:
        if binary != self._speaks.binary:
            wanted = "binary" if self._speaks.binary else "text"
            raise BadRequest(f"frame: this connection speaks {self._speaks.name}, in {wanted} frames")
        return self._speaks.decode(payload)

    def _refuse_unread(self, payload: bytes, binary: bool, error: HubbubError) -> None:
        """Refuse what cannot be understood; whoever has to log in first hears that instead."""
        if binary != self._speaks.binary:
            self._refuse_frame(None, error)
            return
        asked = self._speaks.asked(payload)
        # While something is under way it may be what makes them somebody.
        if asked is not None and not self._busy and not self._queue:
            try:
                self._node.desk.check_asker(self.caller, asked)
            except HubbubError as first:
                error = first
        self._refuse_frame(self._speaks.label(payload), error)

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
            self._node.hub.outbox.put(self, self._speaks.success(re, outcome))

    def _refuse(self, re: RequestId | UnsetType | None, error: HubbubError) -> None:
        self._node.hub.tally.refusals[error.code.value] += 1
        self._node.hub.outbox.put(self, self._speaks.failure(re, error))

    def _refuse_frame(self, re: RequestId | UnsetType | None, error: HubbubError) -> None:
        """Refuse what was never begun. It is not free: a flood of it is read more slowly."""
        self._refuse(re, error)
        if not self._node.limited:
            return
        if self._refusals is None:
            self._refusals = TokenBucket(REFUSALS, self._node.now)
        if seconds := self._refusals.take():
            self._rest(seconds)


def _is_known(event: Event, heads: dict[int, int]) -> bool:
    """Say whether a snapshot with these heads tells an event already."""
    if isinstance(event, LogEvent):
        return event.seq <= heads.get(event.conversation, 0)
    if isinstance(event, ConversationAdded):
        return event.conversation.head <= heads.get(event.conversation.id, -1)
    return False
