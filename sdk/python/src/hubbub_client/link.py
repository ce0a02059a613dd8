"""A link: one connection that requests and replies go over, with a heartbeat.

It knows which reply belongs to which request, and notices a connection that has gone silent. It does not come
back: the client makes another one.
"""

from __future__ import annotations

import asyncio
import ssl as tls
from collections.abc import Callable
from typing import Any, Final

import msgspec
from msgspec import UNSET, Raw

from hubbub_client.connection import Connection, Ended, connect
from hubbub_client.errors import ConnectionLost, Problem, TooLarge, error_of
from hubbub_client.events import Event, Hello
from hubbub_client.operations import Answer, Request
from hubbub_client.status import Unknown
from hubbub_client.wire import Codec, Reply

NOT_UNDERSTOOD: Final = 1002
MOST_REQUEST_BYTES: Final = 64 * 1024
Done = Callable[[Any], None]
"""Called once with the answer, or with the exception instead."""


class Link:
    """One connection. ``told``, if given, is called with each event, ``answered`` after each reply."""

    def __init__(
        self, codec: Codec, told: Callable[[Event | Unknown], None] | None, answered: Callable[[], None]
    ) -> None:
        loop = asyncio.get_running_loop()
        self._codec = codec
        self._told = told
        self._answered = answered
        self._wire: Connection | None = None
        self._pending: dict[int, tuple[type[Any], Done]] = {}
        self._last_id = 0
        self._beat: asyncio.TimerHandle | None = None
        self._asked_for_life = False
        self._clock = loop.time
        self.hello: asyncio.Future[Hello] = loop.create_future()
        """What the server says first."""
        self.ended: asyncio.Future[Ended] = loop.create_future()
        """How the connection ended."""

    async def open(self, url: str, ssl: tls.SSLContext | None) -> Hello:
        """Connect, and return what the server says first. Raises OSError, Refused, ConnectionLost."""
        self._wire = await connect(url, self._codec.subprotocol, _Receiver(self), ssl)
        hello = await self.hello
        self._schedule_beat(hello.heartbeat)
        return hello

    @property
    def usable(self) -> bool:
        """Whether a request would be sent."""
        return not self.ended.done() and self._connection.open

    @property
    def busy(self) -> bool:
        """Whether a reply is still to come."""
        return bool(self._pending)

    def ask(self, request: Request, kind: type[Any], done: Done) -> None:
        """Send a request; ``done`` is called with what comes of it, in the order in which replies come."""
        if not self.usable:
            done(ConnectionLost("there is no connection"))
            return
        self._last_id += 1
        request.id = self._last_id
        frame = self._codec.encode(request)
        if len(frame) > MOST_REQUEST_BYTES:  # the server would close the connection for it
            done(TooLarge(f"frame: at most {MOST_REQUEST_BYTES} bytes"))
            return
        self._pending[self._last_id] = kind, done
        self._connection.send(frame, binary=self._codec.binary)
        self._connection.resume()

    async def call(self, request: Request, kind: type[Answer]) -> Answer:
        """Send a request and wait for its answer. Raises HubbubError, ConnectionLost."""
        if not self._connection.writable.is_set():
            await self._connection.writable.wait()
        future: asyncio.Future[Answer] = asyncio.get_running_loop().create_future()

        def done(outcome: Any) -> None:
            if future.done():
                return
            if isinstance(outcome, Exception):
                future.set_exception(outcome)
            else:
                future.set_result(outcome)

        self.ask(request, kind, done)
        return await future

    def pause(self) -> None:
        """Read nothing, until ``resume`` or the next request."""
        self._connection.pause()

    def resume(self) -> None:
        """Read again."""
        self._connection.resume()

    def close(self, code: int = 1000, reason: str = "") -> None:
        """Say goodbye."""
        self._connection.close(code, reason)

    def abort(self) -> None:
        """Cut the connection, if there is one."""
        if self._wire is not None:
            self._wire.abort()

    @property
    def _connection(self) -> Connection:
        assert self._wire is not None
        return self._wire

    # What the connection tells

    def received(self, message: bytes) -> None:
        if self._told is None and self.hello.done() and self._codec.begins_event(message):
            return
        try:
            frame = self._codec.decode(message)
        except (msgspec.DecodeError, UnicodeDecodeError) as error:
            self._connection.close(NOT_UNDERSTOOD, f"not understood: {error}"[:100])
            return
        if not isinstance(frame, Reply):
            self._tell(frame)
        elif isinstance(frame.re, int) and (waiting := self._pending.pop(frame.re, None)) is not None:
            self._settle(frame, *waiting)
            self._answered()

    def finished(self, ended: Ended) -> None:
        if self._beat is not None:
            self._beat.cancel()
        lost = ConnectionLost(f"the connection broke: {ended.reason or ended.code}", sent=True)
        pending, self._pending = self._pending, {}
        if not self.hello.done():
            self.hello.set_exception(lost)
            self.hello.exception()
        if not self.ended.done():
            self.ended.set_result(ended)
        for _, done in pending.values():
            done(lost)

    # Details

    def _tell(self, event: Event | Unknown) -> None:
        if isinstance(event, Hello):
            if not self.hello.done():
                self.hello.set_result(event)
        elif self._told is not None:
            self._told(event)

    def _settle(self, reply: Reply, kind: type[Any], done: Done) -> None:
        if reply.error is not UNSET:
            done(error_of(reply.error))
        elif reply.ok is UNSET:
            done(ConnectionLost("the server answered neither yes nor no", sent=True))
        else:
            done(self._answer(reply.ok, kind))

    def _answer(self, encoded: Raw, kind: type[Any]) -> Any:
        try:
            return self._codec.answer(encoded, kind)
        except msgspec.DecodeError as error:
            return error_of(Problem("not_understood", f"the answer is not understood: {error}"))

    def _schedule_beat(self, heartbeat: float) -> None:
        self._beat = asyncio.get_running_loop().call_later(heartbeat / 2, self._look_for_life, heartbeat)

    def _look_for_life(self, heartbeat: float) -> None:
        """Ping after a heartbeat of silence, and give up after two: a black hole says nothing when it opens.

        A machine that slept has heard nothing either: only a ping that was not answered ends a connection.
        While nothing is read the silence is ours, but the server wants to hear from us all the same.
        """
        silence = self._clock() - self._connection.heard_at
        if silence < heartbeat or self._connection.paused:
            self._asked_for_life = False
        if silence >= 2 * heartbeat and self._asked_for_life:
            self.finished(Ended(4000, "no sign of life from the server"))
            self._connection.abort()
            return
        if silence >= heartbeat:
            self._asked_for_life = not self._connection.paused
            self._connection.ping()
        self._schedule_beat(heartbeat)


class _Receiver:
    """The link as its connection sees it."""

    def __init__(self, link: Link) -> None:
        self.received = link.received
        self.ended = link.finished
