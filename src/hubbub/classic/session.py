"""A classic page's connection: frames in, frames out, and what is owed until it is confirmed.

Frames take effect in the order they came: messages without pictures are queued into the log one behind
the other, everything that has to wait for the database waits for what is before it.
"""

from __future__ import annotations

import asyncio
from collections import deque
from collections.abc import Coroutine
from functools import partial
from typing import Any, Final

from hubbub.classic import content, letters, speech
from hubbub.classic.clerk import Clerk
from hubbub.classic.letters import Frame
from hubbub.classic.parlour import Parlour
from hubbub.classic.screen import Screen
from hubbub.classic.shown import Unconfirmed
from hubbub.delivery.follower import Follower, Node
from hubbub.delivery.ports import Outlet
from hubbub.domain.events import Event, MessageSent
from hubbub.domain.ids import LOBBY
from hubbub.domain.limits import Rate, TokenBucket
from hubbub.domain.log import Sent
from hubbub.errors import Forbidden, HubbubError, RateLimited, TooLarge
from hubbub.services.context import Caller
from hubbub.storage.owed import Place
from hubbub.wire.defects import defect

SAYING: Final = Rate(burst=1_000, per_second=100)
"""Messages of one connection, and frames that are refused."""
BYTES_OF_ONE: Final = 2_048
"""A long message counts as several: what costs is its markup."""
PAGE: Final = 100
"""So many owed messages are read at a time, and the next when the page has taken most of them."""
MOST_HELD: Final = 2_000
MOST_UNREAD_BYTES: Final = 64 * 1024
CLOSE_GOODBYE: Final = 1000
CLOSE_TOO_SLOW: Final = 4001
SECONDS_TO_READ: Final = 30
LOOK_SECONDS: Final = 0.05
MOST_TOLD_BYTES: Final = 16 * 1024
"""A frame that everyone online is told costs its size once for each of them."""


class ClassicSession(Follower):
    """One connection. ``base`` is where its page finds pictures, ``host`` the name it reached us by."""

    __slots__ = (
        "_base",
        "_bucket",
        "_busy",
        "_clerk",
        "_host",
        "_in_flight",
        "_missed",
        "_parlour",
        "_queue",
        "_screen",
    )

    caller: Caller

    def __init__(
        self, node: Node, caller: Caller, clerk: Clerk, parlour: Parlour, *, base: str, host: str
    ) -> None:
        super().__init__(node, caller, None)
        self._clerk = clerk
        self._parlour = parlour
        self._base = base
        self._host = host
        self._queue: deque[tuple[Frame, int]] = deque()
        self._busy = False
        self._in_flight = 0
        self._bucket = TokenBucket(SAYING, node.now) if node.limited else None
        self._missed = False

    # The shell calls these

    def connected(self, outlet: Outlet) -> None:
        """Begin: the outlet is what reminds of messages that nobody confirms."""
        super().connected(outlet)
        unconfirmed = Unconfirmed(self._node.now, outlet.expect, self._ask_again)
        self._screen = Screen(self.write, self._parlour, unconfirmed, self._base)

    def received(self, payload: bytes, binary: bool) -> None:
        """Take one frame: text and binary are the same here."""
        if self._closed:
            return
        self._node.hub.tally.received += 1
        try:
            frame = letters.read(payload)
        except HubbubError as error:
            self._refuse({}, error)
            return
        self._wait(len(payload))
        self._queue.append((frame, len(payload)))
        self._advance()

    def disconnected(self) -> None:
        """End: the socket is gone. What it had not confirmed stays owed."""
        self._queue.clear()
        self._screen.unconfirmed.clear()
        self._parlour.leave(self)
        super().disconnected()

    # The hub calls this

    def told(self, event: Event) -> None:
        """Send an event, or hold it back while what is owed is read; what is owed comes without that too."""
        if self.held is None:
            self.send(event)
        elif len(self.held) < MOST_HELD:
            self.held.append(event)
        else:
            self._missed = True

    def send(self, event: Event) -> None:
        """Show an event, if it is one that a classic page shows."""
        if self.user is not None:
            self._screen.tell(self.user.id, event)

    def write(self, frame: Frame) -> None:
        """Write a frame with what else waits to be written."""
        self.write_bytes(letters.write(frame))

    def write_bytes(self, framed: bytes) -> None:
        """Write bytes that are frames already."""
        if not self._closed:
            self._node.hub.outbox.put(self, framed)

    # Frames, in their order

    def _advance(self) -> None:
        while self._queue and not self._busy and not self._closed:
            frame, size = self._queue[0]
            work = None
            try:
                if self._in_flight and frame.get("type") in ("INIT", "CLOSE"):
                    return
                work = self._take(frame, size)
            except Exception as error:
                known = error if isinstance(error, HubbubError) else defect(error, "a classic frame")
                self._refuse(frame, known)
                self._settle(size)
            self._queue.popleft()
            if work is not None:
                self._busy = True
                self._node.start(self._work(work, frame, size))

    def _take(self, frame: Frame, size: int) -> Coroutine[Any, Any, None] | None:
        """Do what a frame asks, or return what is left to be done of it."""
        kind = frame.get("type")
        if kind == "PING":
            self.write({**frame, "type": "PONG", "message": "pong"})
        elif kind == "INIT":
            _check_may_be_told(size)
            return self._init(frame)
        elif kind == "CLOSE":
            self.close(CLOSE_GOODBYE, "bye")
            return None
        elif kind == "CONFIRM":
            self._confirm(letters.place_of(frame))
        else:
            self._check_may_speak(frame, size)
            return self._say(frame, size)
        self._settle(size)
        return None

    async def _work(self, work: Coroutine[Any, Any, None], frame: Frame, size: int) -> None:
        try:
            await work
        except HubbubError as error:
            self._refuse(frame, error)
        except Exception as error:
            self._refuse(frame, defect(error, "a classic frame"))
        self._busy = False
        if not self._closed:
            self._settle(size)
            self._advance()

    def _refuse(self, frame: Frame, error: HubbubError) -> None:
        self._node.hub.tally.refusals[error.code.value] += 1
        self.write(letters.refusal(error, frame))
        if self._bucket is not None and (seconds := self._bucket.take()):
            self._rest(seconds)

    # INIT

    async def _init(self, frame: Frame) -> None:
        user = letters.number(frame, "from_user_id")
        if self.user is not None:
            if self.user.id == user:
                return
            await self._clerk.open(self.caller, user)  # or it stays who it is
            self._change_hands()
        self.held = []
        try:
            await self.admit(partial(self._clerk.open, self.caller, user))
            if self._closed or self.user is None:
                return
            self._screen.first_dialect = "user_name" in frame
            self._screen.peers = await self._clerk.peers(user)
            self._parlour.enter(self)
            self._parlour.tell({**frame, "type": "SYSTEM", "message": "join"})
            await self._pay(user)
        finally:
            self.held = None

    def _change_hands(self) -> None:
        """Be nobody's: a page whose user logs out and in as another may keep its socket."""
        self._parlour.leave(self)
        self.depart()
        self._screen.clear()

    async def _pay(self, user: int) -> None:
        """Send all that is owed, oldest first, and then what has come meanwhile."""
        after = 0
        with self._clerk.confirmations.noting(user) as confirmed:
            while not self._closed:
                self._missed = False
                page = await self._clerk.owed(user, after, PAGE)
                for message in page:
                    after, place = message.id, (message.conversation, message.seq)
                    if place not in confirmed:
                        self._screen.known.add(place)  # it may be stored and not told yet
                        self._screen.show(user, message, message.sender)
                self._node.hub.outbox.flush()
                await self._read_by_peer()
                if len(page) < PAGE and not self._missed:
                    break
        held, self.held = self.held or [], None
        for event in held:
            if not self._is_paid(event, after):
                self.send(event)

    async def _read_by_peer(self) -> None:
        """Wait until the page has taken most of what it was sent; one that does not in time is closed."""
        patience = SECONDS_TO_READ / LOOK_SECONDS
        while not self._closed and self.outlet.buffered > MOST_UNREAD_BYTES:
            await asyncio.sleep(LOOK_SECONDS)
            patience -= 1
            if patience < 0:
                self.close(CLOSE_TOO_SLOW, "too slow to read")

    def _is_paid(self, event: Event, after: int) -> bool:
        assert self.user is not None
        if not isinstance(event, MessageSent) or event.conversation == LOBBY:
            return False
        return event.id <= after and event.sender != self.user.id

    # Speaking

    def _check_may_speak(self, frame: Frame, size: int) -> None:
        if self.user is None:
            raise Forbidden("type: say INIT first")
        if frame.get("from_user_id") is not None and letters.number(frame, "from_user_id") != self.user.id:
            raise Forbidden("from_user_id: you are somebody else")
        for _ in range(0, size, BYTES_OF_ONE):
            if self._bucket is not None and (seconds := self._bucket.take()):
                raise RateLimited("too many messages", retry_after=round(max(seconds, 0.001), 3))

    def _say(self, frame: Frame, size: int) -> Coroutine[Any, Any, None] | None:
        if letters.goes_to_lobby(frame):
            self._screen.first_dialect = True
            if frame.get("type") != "MESSAGE":
                _check_may_be_told(size)
                self._parlour.tell(letters.harmless(frame))
                self._settle(size)
                return None
        fragment = speech.fragment(frame)
        said = content.parse(fragment, host=self._host)
        if said.pictures:
            return self._say_with_pictures(frame, fragment, said.pictures)
        self._append(frame, size, said)
        return None

    async def _say_with_pictures(
        self, frame: Frame, fragment: str, wanted: tuple[content.Picture, ...]
    ) -> None:
        assert self.user is not None
        files = await self._clerk.adopt(self.user.id, wanted)
        said = content.parse(fragment, known=files, host=self._host)
        ids = tuple(dict.fromkeys(files[picture.md5] for picture in said.pictures))
        if not self._closed:
            self._append(frame, 0, said, ids)

    def _append(self, frame: Frame, size: int, said: content.Content, files: tuple[str, ...] = ()) -> None:
        assert self.user is not None
        done = partial(self._answered, frame, size)
        self._clerk.append(speech.entry(frame, self.user.id, said, files, done))
        self._in_flight += 1

    def _answered(self, frame: Frame, size: int, outcome: Sent | HubbubError) -> None:
        self._in_flight -= 1
        if self._closed:
            return
        if isinstance(outcome, HubbubError):
            self._refuse(frame, outcome)
        else:
            self._confirm_sent(frame, outcome)
        self._settle(size)
        self._advance()

    def _confirm_sent(self, frame: Frame, sent: Sent) -> None:
        if sent.conversation == LOBBY:
            return  # the first dialect's pages wait for the message itself
        place = (sent.conversation, sent.seq)
        self._screen.known.add(place)
        self.write({**frame, "type": "CONFIRM", "message_id": letters.message_id(*place)})

    # What is owed

    def _confirm(self, place: Place) -> None:
        if self.user is None:
            raise Forbidden("type: say INIT first")
        self._screen.unconfirmed.discard(place)
        self._clerk.confirmations.take(self.user.id, place)

    def _ask_again(self, late: set[Place]) -> None:
        if not self._closed and self.user is not None:
            self._node.start(self._send_again(self.user.id, late))

    async def _send_again(self, user: int, late: set[Place]) -> None:
        with self._clerk.confirmations.noting(user) as confirmed:
            for message in await self._clerk.still_owed(user, late):
                # The page may have changed hands meanwhile.
                is_theirs = not self._closed and self.user is not None and self.user.id == user
                if is_theirs and (message.conversation, message.seq) not in confirmed:
                    self._screen.show(user, message, message.sender)


def _check_may_be_told(size: int) -> None:
    if size > MOST_TOLD_BYTES:
        raise TooLarge(f"frame: at most {MOST_TOLD_BYTES} bytes where everyone hears it")
