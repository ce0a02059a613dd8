"""uvicorn's HTTP protocol with what it lacks: a cap, deadlines, a bound for request heads, and our upgrade.

uvicorn has a time-out between requests but none for a request that never ends (slowloris) or for an answer
that is never read, and httptools takes heads of any size.
"""

from __future__ import annotations

import asyncio
from typing import Any, Protocol

from uvicorn.config import Config
from uvicorn.protocols.http.flow_control import FlowControl
from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol
from uvicorn.server import ServerState

from hubbub.errors import Code

from . import handshake
from .heartbeat import Deadline, DeadlineWheel
from .limits import GatewayLimits
from .upgrade import Refused


class Porter(Protocol):
    """What the door needs of the gateway behind it."""

    limits: GatewayLimits
    wheel: DeadlineWheel

    def enter(self, transport: asyncio.Transport) -> str | Refused:
        """Counts the socket and names whose it is, or says why not."""

    def leave(self, visitor: str) -> None:
        """Counts it no longer."""

    def leaves(self, target: bytes) -> bool:
        """Whether upgrades to this request target are left to uvicorn's own protocol."""

    def admit(
        self,
        transport: asyncio.Transport,
        method: str,
        target: bytes,
        headers: list[tuple[bytes, bytes]],
        server_state: ServerState,
    ) -> Refused | None:
        """Takes the socket over, or says why not."""


MOST_PIPELINED = 16
SLICE = 8 * 1024
"""The parser is fed so much at a time, and stopped between two slices."""


class Door(HttpToolsProtocol):
    """One HTTP connection, until it ends or becomes a WebSocket."""

    def __init__(
        self,
        porter: Porter,
        config: Config,
        server_state: ServerState,
        app_state: dict[str, Any],
        _loop: asyncio.AbstractEventLoop | None = None,
    ) -> None:
        super().__init__(config, server_state, app_state, _loop)
        self._porter = porter
        self._visitor: str | None = None
        self._head_deadline: Deadline | None = None
        self._body_deadline: Deadline | None = None
        self._answer_deadline: Deadline | None = None
        self._head_bytes = 0
        self._body_bytes = 0
        self._body_moved_at = 0.0
        self._unread = 0
        self._gone = False

    # -- sockets have a cap, heads a deadline and a bound

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        """Counts from here: a socket that says nothing is the cheapest attack of all."""
        self._begin(transport)
        visitor = self._porter.enter(transport)
        if isinstance(visitor, Refused):
            self._refuse(visitor)
        else:
            self._visitor = visitor
            self._await_head()

    def data_received(self, data: bytes) -> None:
        """Counts what belongs to an unfinished head; httptools shows a header only when it is whole."""
        if self._head_deadline is not None:
            self._head_bytes += len(data)
        for start in range(0, len(data), SLICE):
            if self._gone or self.transport.is_closing():
                return
            super().data_received(data[start : start + SLICE])
        if self._head_deadline is not None and self._head_bytes > self._porter.limits.header_bytes:
            self._refuse(self._too_long())

    def on_message_begin(self) -> None:
        """A further request on a kept connection has the same deadline as the first."""
        super().on_message_begin()
        if self._head_deadline is None:
            self._await_head()

    def on_headers_complete(self) -> None:
        """The head is whole; the rest has a deadline too, and only so many requests may wait for answers."""
        self._stop_waiting()
        if len(self.pipeline) >= MOST_PIPELINED:
            # Who asks on without reading the answers costs memory for every question.
            self.transport.abort()
            raise _HeadTooLong
        self._await_body()
        size = len(self.url) + sum(len(name) + len(value) for name, value in self.headers)
        if size > self._porter.limits.header_bytes:
            self._refuse(self._too_long())
            raise _HeadTooLong  # the only way to stop the parser
        super().on_headers_complete()

    def on_body(self, body: bytes) -> None:
        """Counts how a body gets on. What comes after the answer is thrown away, and is no progress."""
        if not getattr(self.cycle, "response_complete", True):  # an upgrade has none
            self._body_bytes += len(body)
            if self._body_bytes >= self._porter.limits.body_step:
                self._body_moves()
        super().on_body(body)

    def on_message_complete(self) -> None:
        """The request is whole."""
        self._stop_waiting_for_body()
        super().on_message_complete()

    def send_400_response(self, msg: str) -> None:
        """No HTTP, or too much of it: answered in the form of all our errors."""
        self._refuse(Refused(Code.BAD_REQUEST, "not a valid HTTP request"))

    def connection_lost(self, exc: Exception | None) -> None:
        """Nobody is waited for any more."""
        self._leave()
        super().connection_lost(exc)

    # -- answers are read, or the socket is cut

    def pause_writing(self) -> None:
        """Much is unread: nothing more is written now."""
        super().pause_writing()
        self._watch_reader()

    def resume_writing(self) -> None:
        """Most of it has been read."""
        super().resume_writing()
        if not self.transport.is_closing():
            self._stop_watching()

    def on_response_complete(self) -> None:
        """The answer is written. A socket that is to close behind it stays until the last byte is read."""
        super().on_response_complete()
        if self.transport.is_closing():
            self._watch_reader()

    def timeout_keep_alive_handler(self) -> None:
        """No further request: the socket closes, when what is unread has been read."""
        super().timeout_keep_alive_handler()
        self._watch_reader()

    def shutdown(self) -> None:
        """The server stops: so does this socket, when what is unread has been read."""
        super().shutdown()
        self._watch_reader()

    def _watch_reader(self) -> None:
        self._unread = self.transport.get_write_buffer_size()
        if self._unread and self._answer_deadline is None:
            seconds = self._porter.limits.answer_seconds
            self._answer_deadline = self._porter.wheel.after(seconds, self._check_reader)

    def _check_reader(self) -> None:
        # Nothing is written meanwhile: fewer bytes than last time have been read.
        self._answer_deadline = None
        if self.transport.get_write_buffer_size() < self._unread:
            self._watch_reader()
        else:
            self.transport.abort()

    def _stop_watching(self) -> None:
        if self._answer_deadline is not None:
            self._answer_deadline.cancel()
            self._answer_deadline = None

    def _begin(self, transport: asyncio.Transport) -> None:
        """What uvicorn does here, without the four system calls it does it with: a crowd makes them count."""
        self.connections.add(self)
        self.transport = transport
        self.flow = FlowControl(transport)
        self.server = _host_and_port(transport.get_extra_info("sockname"))
        self.client = _host_and_port(transport.get_extra_info("peername"))
        self.scheme = "https" if transport.get_extra_info("sslcontext") else "http"

    # -- upgrades

    def _should_upgrade_to_ws(self) -> bool:
        return True

    def handle_websocket_upgrade(self) -> None:
        """Hands the socket to the gateway, or to uvicorn's own protocol where the gateway leaves it that."""
        self._stop_waiting()
        if not getattr(self.cycle, "response_complete", True):
            # An answer that is still owed would be written among the frames.
            self.transport.abort()
            return
        if self.ws_protocol_class is not None and self._porter.leaves(self.url):
            super().handle_websocket_upgrade()
        else:
            method = self.scope["method"]
            refused = self._porter.admit(self.transport, method, self.url, self.headers, self.server_state)
            if refused is not None:
                self._refuse(refused)
                return
            self.connections.discard(self)
        self._let_go()

    def _let_go(self) -> None:
        # The parser and this object hold each other. Left to the garbage collector, 5 kB would stay a while
        # for every socket that upgrades.
        self._gone = True
        self._leave()
        self.parser = self.scope = self.headers = self.flow = self.transport = None  # type: ignore[assignment]

    # -- details

    def _await_head(self) -> None:
        self._head_bytes = 0
        seconds = self._porter.limits.header_seconds
        self._head_deadline = self._porter.wheel.after(seconds, self._look_again)

    def _look_again(self) -> None:
        # The loop may have been late itself, and the head have been there: it is read before this is due.
        self._head_deadline = self._porter.wheel.after(self._porter.wheel.slot, self._is_late)

    def _await_body(self) -> None:
        self._body_moves()
        self._body_deadline = self._porter.wheel.after(self._porter.limits.body_seconds, self._check_body)

    def _body_moves(self) -> None:
        self._body_bytes = 0
        self._body_moved_at = self._porter.wheel.clock()

    def _check_body(self) -> None:
        limits, wheel = self._porter.limits, self._porter.wheel
        if self.flow.read_paused:
            self._body_moves()  # it is us who do not read: nobody is blamed for our haste
        left = self._body_moved_at + limits.body_seconds - wheel.clock()
        if left > 0:
            self._body_deadline = wheel.after(left, self._check_body)
        else:
            self._is_late()

    def _stop_waiting_for_body(self) -> None:
        if self._body_deadline is not None:
            self._body_deadline.cancel()
            self._body_deadline = None

    def _stop_waiting(self) -> None:
        self._stop_waiting_for_body()
        if self._head_deadline is not None:
            self._head_deadline.cancel()
            self._head_deadline = None

    def _leave(self) -> None:
        self._stop_waiting()
        self._stop_watching()
        if self._visitor is not None:
            self._porter.leave(self._visitor)
            self._visitor = None

    def _is_late(self) -> None:
        self.transport.abort()

    def _too_long(self) -> Refused:
        return Refused(Code.TOO_LARGE, f"head: at most {self._porter.limits.header_bytes} bytes", status=431)

    def _refuse(self, refused: Refused) -> None:
        self._stop_waiting()
        if not self.transport.is_closing():
            self.transport.write(handshake.refusal(refused))
            self.transport.close()
            self._watch_reader()


def _host_and_port(name: object) -> tuple[str, int] | None:
    return (str(name[0]), int(name[1])) if isinstance(name, tuple) else None


class _HeadTooLong(Exception):
    """Raised inside the parser to stop it."""
