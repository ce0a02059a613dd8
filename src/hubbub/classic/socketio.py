"""Call signalling of the classic pages: Socket.IO, with python-socketio, at ``/socket.io/``.

The library knows the protocol. Around it is what it lacks: caps, rates, bounds of what waits, an end for
sessions that never join, and an end of all that does not wait for them. Who is with whom: calls.py.
"""

from __future__ import annotations

import asyncio
import contextlib
import time
from asyncio import TimerHandle
from collections.abc import Awaitable, Callable, Coroutine
from functools import partial
from typing import Any, Final

import engineio.packet  # type: ignore[import-untyped]
import structlog

from hubbub.domain.addresses import household
from hubbub.domain.calls import MOST_SIGNAL_DEPTH, is_deeper
from hubbub.domain.occupancy import Occupancy
from hubbub.errors import BadRequest, HubbubError, NotFound, RateLimited, TooLarge, Unavailable

from . import asgi
from .asgi import Application, Message, Receive, Send
from .calls import Calls
from .library import PING_INTERVAL_SECONDS, make_library
from .lines import Line
from .seats import CallLimits, Seat

logger = structlog.get_logger(__name__)

PATH: Final = "/socket.io/"
RELAYED: Final = ("offer", "answer", "offer-candidate", "answer-candidate")

_SEAT: Final = "hubbub.seat"


def socketio_app(*, limited: bool = True) -> Switchboard:
    """Make the ASGI application for all requests and upgrades under `PATH`; `Switchboard.stop` ends it."""
    limits = CallLimits()
    return Switchboard(limits if limited else limits.without_caps())


class Switchboard:
    """Every session of a call page, and the relaying between the two of a pair."""

    def __init__(self, limits: CallLimits) -> None:
        self.limits = limits
        self._calls: Calls[Seat] = Calls()
        self._seats: dict[str, Seat] = {}
        self._joined: dict[str, Seat] = {}
        self._lines: dict[Seat, Line] = {}
        self._unjoined: dict[Seat, TimerHandle] = {}
        self._places = 0
        self._addresses: Occupancy[str] = Occupancy(limits.sessions_per_address)
        self._tasks: set[asyncio.Task[None]] = set()
        self._leaving = False
        self._library = make_library(limits)
        self._library.on("connect", _guarded(self._join))
        self._library.on("disconnect", _guarded(self._leave))
        for event in RELAYED:
            self._library.on(event, _guarded(partial(self._relay, event)))
        self._engine = self._library.eio
        self._engine.on("connect", partial(_guarded(self._opened), self._engine.handlers["connect"]))
        self._engine.on("disconnect", partial(_guarded(self._closed), self._engine.handlers["disconnect"]))

    def before(self, rest: Application) -> Application:
        """Return an application that takes what is for this one and leaves the rest to another."""

        async def application(scope: Message, receive: Receive, send: Send) -> None:
            ours = scope.get("path", "").startswith(PATH)
            await (self if ours else rest)(scope, receive, send)

        return application

    @property
    def sessions(self) -> int:
        """How many sessions are open."""
        return len(self._seats)

    async def stop(self) -> None:
        """Take no more sessions and end all: polls are answered, WebSockets closed. Pages come back later."""
        self._leaving = True
        for seat in list(self._seats.values()):
            await self._end(seat)
        await self._library.shutdown()

    # -- requests

    async def __call__(self, scope: Message, receive: Receive, send: Send) -> None:
        """Answer a request or an upgrade."""
        try:
            await self._answer(scope, receive, send)
        except HubbubError as error:
            await asgi.refuse(scope, send, error)

    async def _answer(self, scope: Message, receive: Receive, send: Send) -> None:
        if scope["path"] != PATH:
            raise NotFound("nothing is served here")
        if self._leaving:
            raise Unavailable("the server is leaving", retry_after=1)
        query = asgi.query(scope)
        if "j" in query:
            raise BadRequest("j: JSONP is not spoken here")
        if scope["type"] == "http" and asgi.wants_websocket(scope, query):
            raise BadRequest("transport: a WebSocket begins with an upgrade")  # the library answers nothing
        if scope.get("method") == "OPTIONS":
            await self._library.handle_request(scope, receive, send)
        elif "sid" not in query:
            await self._open(scope, receive, send, query.get("room", ""))
        else:
            await self._continue(self._seat(query["sid"]), scope, receive, send)

    async def _continue(self, seat: Seat, scope: Message, receive: Receive, send: Send) -> None:
        if scope["type"] == "websocket":
            await self._talk(seat, scope, receive, send)
        elif scope["method"] == "POST":
            await self._take(seat, scope, receive, send)
        else:
            await self._poll(seat, scope, receive, send)

    async def _open(self, scope: Message, receive: Receive, send: Send, room: str) -> None:
        address = household(scope["client"][0]) if scope.get("client") else ""
        seat = Seat(address, room, self.limits, time.monotonic)
        self._take_place(seat)
        scope = {**scope, _SEAT: seat}
        try:
            if scope["type"] == "websocket":
                await self._talk(seat, scope, receive, send)
            else:
                await self._library.handle_request(scope, receive, send)
        finally:
            if seat.engine is None:  # it was no handshake of Engine.IO 4
                self._give_place_back(seat)

    async def _take(self, seat: Seat, scope: Message, receive: Receive, send: Send) -> None:
        """Give the library the packets of a request, after a look at each."""
        try:
            body = await self._read(receive)
            self._seat(seat.engine)  # it may have ended meanwhile
            seat.check_packets(body.decode().split("\x1e"))
        except UnicodeDecodeError:
            await self._end(seat)
            raise BadRequest("body: not UTF-8") from None
        except HubbubError:
            await self._end(seat)
            raise
        await self._library.handle_request(asgi.with_length(scope, len(body)), asgi.replay(body), send)

    async def _read(self, receive: Receive) -> bytes:
        body = b""
        more = True
        while more:
            event = await receive()
            body += event.get("body", b"")
            more = event.get("more_body", False)
            if len(body) > self.limits.message:
                raise TooLarge(f"body: at most {self.limits.message} bytes")
        return body

    async def _poll(self, seat: Seat, scope: Message, receive: Receive, send: Send) -> None:
        """Let a request wait for packets. Where it is cut off its session ends, as the reference has it."""
        if seat.polling:
            raise BadRequest("sid: a request of this session waits already")
        seat.polling = True

        async def answered(message: Message) -> None:
            seat.polling = False  # before the peer can have it, and ask for more
            await send(message)

        answer = asyncio.ensure_future(self._library.handle_request(scope, asgi.replay(b""), answered))
        cut = asyncio.ensure_future(asgi.cut_off(receive))
        try:
            await asyncio.wait((answer, cut), return_when=asyncio.FIRST_COMPLETED)
        finally:
            cut.cancel()
            if not answer.done():
                answer.cancel()
                await self._end(seat)
        with contextlib.suppress(asyncio.CancelledError):
            await answer

    async def _talk(self, seat: Seat, scope: Message, receive: Receive, send: Send) -> None:
        """Let a session speak over a WebSocket, its first transport or the one it upgrades to."""
        if seat in self._lines:
            raise BadRequest("sid: this session has a WebSocket already")
        line = self._lines[seat] = Line(seat, receive, send, partial(self._end, seat))
        try:
            await self._library.handle_request(scope, line.receive, line.send)
        except OSError:
            pass  # the peer is gone
        finally:
            del self._lines[seat]
            engine = self._engine.sockets.get(seat.engine)
            if engine is not None and (engine.upgraded or engine.upgrading):
                await self._end(seat)

    # -- sessions

    def _seat(self, engine: str | None) -> Seat:
        seat = self._seats.get(engine or "")
        if seat is None:
            raise BadRequest("sid: no such session")
        return seat

    def _take_place(self, seat: Seat) -> None:
        if self.limits.sessions is not None and self._places >= self.limits.sessions:
            raise RateLimited("the server is full", retry_after=10)
        if not self._addresses.enter(seat.address):
            raise RateLimited("too many sessions from this address", retry_after=10)
        self._places += 1

    def _give_place_back(self, seat: Seat) -> None:
        self._places -= 1
        self._addresses.leave(seat.address)

    async def _opened(
        self, connected: Callable[..., Awaitable[None]], engine: str, environ: dict[str, Any]
    ) -> None:
        seat: Seat = environ["asgi.scope"][_SEAT]
        seat.engine = engine
        self._seats[engine] = seat
        self._await_joining(seat)
        await connected(engine, environ)

    async def _closed(self, disconnected: Callable[..., Awaitable[None]], engine: str, reason: str) -> None:
        await disconnected(engine, reason)  # leaves, if it had joined
        seat = self._seats.pop(engine, None)
        if seat is None:
            return
        self._stop_waiting(seat)
        waiting = self._engine.sockets[engine].queue
        waiting.put_nowait(engineio.packet.Packet(engineio.packet.CLOSE))
        waiting.put_nowait(None)  # whoever waits for packets need not wait for more
        if seat in self._lines:
            self._start(self._lines[seat].close())
        # The library holds what it knows of a session until its next ping would be due. Without this the
        # caps would not bound the memory of who comes and goes all the time.
        asyncio.get_running_loop().call_later(PING_INTERVAL_SECONDS, self._give_place_back, seat)

    async def _end(self, seat: Seat) -> None:
        """End a session, without waiting for its peer. Nothing happens to one that has ended."""
        engine = self._engine.sockets.get(seat.engine)
        if engine is not None and seat.engine in self._seats:
            await engine.close(wait=False, abort=True)

    def _await_joining(self, seat: Seat) -> None:
        self._unjoined[seat] = asyncio.get_running_loop().call_later(
            self.limits.join_seconds, lambda: self._start(self._end(seat))
        )

    def _stop_waiting(self, seat: Seat) -> None:
        if (timer := self._unjoined.pop(seat, None)) is not None:
            timer.cancel()

    def _start(self, work: Coroutine[Any, Any, None]) -> None:
        task = asyncio.create_task(_guarded_work(work))
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    # -- calls

    async def _join(self, sid: str, environ: dict[str, Any], _auth: object = None) -> None:
        seat: Seat = environ["asgi.scope"][_SEAT]
        self._stop_waiting(seat)
        seat.sid = sid
        self._joined[sid] = seat
        await self._announce(self._calls.arrive(seat, seat.room))

    async def _leave(self, sid: str, _reason: str) -> None:
        seat = self._joined.pop(sid, None)
        if seat is None:
            return
        seat.sid = None
        self._await_joining(seat)  # nobody can join twice, so this is its end unless that comes first
        await self._announce(self._calls.leave(seat))

    async def _relay(self, event: str, sid: str, *arguments: Any) -> None:
        seat = self._joined.get(sid)
        partner = self._calls.partner(seat) if seat is not None else None
        # The library looks for bytes at every level, and Python has only so many.
        if partner is not None and not is_deeper([*arguments], MOST_SIGNAL_DEPTH):
            await self._tell(partner, event, *arguments)

    async def _announce(self, pair: tuple[Seat, Seat] | None) -> None:
        if pair is not None and not self._leaving:
            for seat in pair:
                await self._tell(seat, "room-ok")

    async def _tell(self, seat: Seat, event: str, *arguments: Any) -> None:
        engine = self._engine.sockets.get(seat.engine)
        if engine is None or seat.sid is None:
            return
        if engine.queue.qsize() >= self.limits.waiting:
            await self._end(seat)
        else:
            await self._library.emit(event, arguments or None, to=seat.sid)


def _guarded(handler: Callable[..., Awaitable[None]]) -> Callable[..., Awaitable[None]]:
    async def handle(*arguments: Any) -> None:
        await _guarded_work(handler(*arguments))

    return handle


async def _guarded_work(work: Awaitable[None]) -> None:
    try:
        await work
    except Exception:
        logger.exception("call signalling failed")
