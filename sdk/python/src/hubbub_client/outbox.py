"""The outbox: messages that are to be sent, until the server has acknowledged them.

Each has a ``client_id`` that is drawn once and never changes, so that sending it again is safe: the server
keeps one message and gives its first answer. Messages to one place leave in the order in which they were put
in, and at most ``window`` of them are unanswered at once.
"""

from __future__ import annotations

import asyncio
import secrets
from collections import deque
from collections.abc import Generator, Iterator
from typing import Final

from msgspec import UNSET, Struct

from hubbub_client.errors import BadRequest, OutboxError
from hubbub_client.journal import Journal
from hubbub_client.models import MessageSendAnswer
from hubbub_client.operations import MessageSend

Place = tuple[int | None, int | None]
MOST: Final = 10_000
"""Messages that may wait. Past it ``put`` raises OutboxError."""
MOST_IN_FLIGHT: Final = 512
"""Sent and unanswered, over all places: the server reads no more than so many ahead anyway."""


class Letter(Struct, frozen=True, omit_defaults=True):
    """A message on its way, as it is kept: also what of, for nobody else may send it."""

    client_id: str
    text: str
    conversation: int | None = None
    to: int | None = None
    reply_to: int | None = None
    files: tuple[str, ...] = ()
    epoch: str | None = None
    sender: int | None = None

    @property
    def place(self) -> Place:
        """Where it goes: what has one order."""
        return self.conversation, self.to

    def request(self) -> MessageSend:
        """Return what is asked of the server, the same each time."""
        return MessageSend(
            text=self.text,
            conversation=UNSET if self.conversation is None else self.conversation,
            to=UNSET if self.to is None else self.to,
            client_id=self.client_id,
            reply_to=self.reply_to,
            files=self.files,
        )


class Delivery:
    """A message that was put into the outbox. Await it for the server's acknowledgement.

    Awaiting raises a ``HubbubError`` if the message was refused for good, and ``Closed`` if the client was
    closed before. To stop waiting is not to stop sending.
    """

    __slots__ = ("_future", "letter", "number", "outcome")

    def __init__(self, letter: Letter, number: int = 0) -> None:
        self.letter = letter
        self.number = number
        """Which of those put into the file it was: it is sent when so many are on the disk."""
        self.outcome: MessageSendAnswer | Exception | None = None
        """The acknowledgement, or why there will be none, or None as long as it is not known."""
        self._future: asyncio.Future[None] | None = None

    @property
    def client_id(self) -> str:
        """The message's key, which its ``message.sent`` event carries too."""
        return self.letter.client_id

    @property
    def done(self) -> bool:
        """Whether the outcome is known."""
        return self.outcome is not None

    def settle(self, outcome: MessageSendAnswer | Exception) -> None:
        """Make the outcome known."""
        self.outcome = outcome
        if self._future is not None and not self._future.done():
            self._future.set_result(None)

    async def settled(self) -> None:
        """Wait until the outcome is known."""
        if self.outcome is None:
            if self._future is None:
                self._future = asyncio.get_running_loop().create_future()
            await asyncio.shield(self._future)

    def __await__(self) -> Generator[object, None, MessageSendAnswer]:
        yield from self.settled().__await__()
        assert self.outcome is not None
        if isinstance(self.outcome, Exception):
            raise self.outcome
        return self.outcome


def check_whole(**fields: str) -> None:
    """Raise BadRequest naming a field that holds half of a character: it has no bytes."""
    for name, text in fields.items():
        try:
            str(text).encode()
        except UnicodeEncodeError:
            raise BadRequest(f"{name}: half of a character, or bytes that are not UTF-8") from None


class Lane:
    """The messages to one place, in their order: the first ``sent`` of them are on their way."""

    __slots__ = ("sent", "waiting")

    def __init__(self) -> None:
        self.waiting: deque[Delivery] = deque()
        self.sent = 0


class Outbox:
    """What waits to be sent, in memory or in a file that outlives the program."""

    def __init__(self, journal: Journal[Letter] | None = None, window: int = 1, most: int = MOST) -> None:
        self._journal = journal
        self._window = window
        self._most = most
        self._lanes: dict[Place, Lane] = {}
        self._ready: dict[Place, None] = {}
        """Where something may be sent now, in the order in which it came to be so."""
        self._deliveries: dict[str, Delivery] = {}
        self._in_flight = 0
        if journal is not None:
            for letter in journal.entries():
                self._queue(Delivery(letter))

    def __len__(self) -> int:
        return len(self._deliveries)

    def __iter__(self) -> Iterator[Delivery]:
        return iter(self._deliveries.values())

    @property
    def unsaved(self) -> bool:
        """Whether something is in the file and perhaps not on the disk yet."""
        return self._journal is not None and self._journal.unsynced

    def put(self, letter: Letter) -> Delivery:
        """Take a message. It is in the file when this returns. Raises OutboxError if too many wait."""
        if len(self._deliveries) >= self._most:
            raise OutboxError(f"the outbox is full: {self._most} messages wait")
        if letter.client_id in self._deliveries:
            raise OutboxError(f"client_id: {letter.client_id} is in the outbox already")
        number = 0 if self._journal is None else self._journal.put(letter.client_id, letter)
        return self._queue(Delivery(letter, number))

    async def save(self) -> None:
        """Return when all that was put in is on the disk, and may be sent."""
        if self._journal is not None:
            await self._journal.sync()

    def next(self) -> Iterator[Delivery]:
        """Yield what is to be sent now. What is yielded counts as sent."""
        saved = 0 if self._journal is None else self._journal.synced
        for place in list(self._ready):
            lane = self._lanes[place]
            while lane.sent < min(self._window, len(lane.waiting)):
                delivery = lane.waiting[lane.sent]
                if self._in_flight >= MOST_IN_FLIGHT or delivery.number > saved:
                    break
                lane.sent += 1
                self._in_flight += 1
                yield delivery
            else:
                self._ready.pop(place, None)

    def settle(self, delivery: Delivery, outcome: MessageSendAnswer | Exception) -> None:
        """Take a message out: it is acknowledged, or refused for good."""
        if self._deliveries.pop(delivery.client_id, None) is None:
            return
        place = delivery.letter.place
        lane = self._lanes[place]
        index = lane.waiting.index(delivery)
        del lane.waiting[index]
        if index < lane.sent:
            lane.sent -= 1
            self._in_flight -= 1
        if lane.waiting:
            self._ready[place] = None
        else:
            del self._lanes[place]
            self._ready.pop(place, None)
        if self._journal is not None:
            self._journal.remove(delivery.client_id)
        delivery.settle(outcome)

    def return_all(self) -> None:
        """Take note that nothing is on its way any more: all that is not acknowledged is to be sent again."""
        self._in_flight = 0
        for place, lane in self._lanes.items():
            lane.sent = 0
            self._ready[place] = None

    def return_one(self, delivery: Delivery) -> None:
        """Take note that a message is to be sent again, and those behind it after it."""
        place = delivery.letter.place
        if delivery.client_id in self._deliveries:
            lane = self._lanes[place]
            index = lane.waiting.index(delivery)
            self._in_flight -= max(0, lane.sent - index)
            lane.sent = min(lane.sent, index)
            self._ready[place] = None

    def close(self, reason: Exception) -> None:
        """Let nobody wait any longer. What is in a file stays there."""
        for delivery in self._deliveries.values():
            delivery.settle(reason)
        self._deliveries.clear()
        self._lanes.clear()
        self._ready.clear()
        if self._journal is not None:
            self._journal.close()

    def _queue(self, delivery: Delivery) -> Delivery:
        place = delivery.letter.place
        self._deliveries[delivery.client_id] = delivery
        self._lanes.setdefault(place, Lane()).waiting.append(delivery)
        self._ready[place] = None
        return delivery


def new_client_id() -> str:
    """Draw a key that nobody has drawn before."""
    return secrets.token_urlsafe(16)
