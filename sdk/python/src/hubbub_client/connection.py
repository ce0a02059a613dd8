"""One WebSocket, from the connect to the close: whole messages up, frames down.

RFC 6455 is spoken by the ``websockets`` library without its I/O; the socket is ours. So a message reaches the
client in the call that read it, without a task and a queue in between, and what is written in one turn of the
event loop leaves in one write.
"""

from __future__ import annotations

import asyncio
import ssl as tls
from typing import Final, Protocol, cast
from urllib.parse import urlsplit, urlunsplit

from msgspec import Struct
from websockets.client import ClientProtocol
from websockets.exceptions import InvalidHandshake, InvalidStatus
from websockets.frames import Frame, Opcode
from websockets.http11 import Response
from websockets.protocol import OPEN
from websockets.typing import Subprotocol
from websockets.uri import parse_uri

PATH: Final = "/api/v1/ws"
ABNORMAL: Final = 1006
"""The close code of a connection that ended without one."""
MOST_BYTES: Final = 64 * 1024 * 1024
"""The longest message taken. The longest answers are syncs of very many conversations."""
CLOSE_SECONDS: Final = 2.0
_SCHEMES: Final = {"http": "ws", "https": "wss", "ws": "ws", "wss": "wss"}


class Ended(Struct, frozen=True):
    """How a connection ended: the close code (1006 without one) and its reason."""

    code: int
    reason: str


class Refused(Exception):
    """The server, or something before it, refused the upgrade with an HTTP status."""

    def __init__(self, status: int, message: str, retry_after: float | None) -> None:
        super().__init__(message)
        self.status = status
        self.retry_after = retry_after


class Receiver(Protocol):
    """Who a connection tells."""

    def received(self, message: bytes) -> None:
        """A whole message has come."""

    def ended(self, ended: Ended) -> None:
        """The connection is over. Once, and nothing comes after it."""


def address(url: str) -> str:
    """Return the WebSocket's address for a server's, such as ``http://localhost:8000``. Raises ValueError."""
    parts = urlsplit(url if "://" in url else f"http://{url}")
    if parts.scheme not in _SCHEMES or not parts.hostname:
        raise ValueError(f"not the address of a server: {url!r}")
    if parts.query or parts.fragment or parts.username or parts.password:
        raise ValueError(
            "an address says where the server is, and not who you are: use token, name, password"
        )
    path = parts.path if parts.path.rstrip("/") else PATH
    return urlunsplit((_SCHEMES[parts.scheme], parts.netloc, path, "", ""))


async def connect(url: str, subprotocol: str, receiver: Receiver, ssl: tls.SSLContext | None) -> Connection:
    """Connect and upgrade. Raises OSError, or Refused where something answered and it was no."""
    uri = parse_uri(url)
    loop = asyncio.get_running_loop()
    _, connection = await loop.create_connection(
        lambda: Connection(
            ClientProtocol(uri, subprotocols=[Subprotocol(subprotocol)], max_size=MOST_BYTES), receiver
        ),
        uri.host,
        uri.port,
        ssl=(ssl or tls.create_default_context()) if uri.secure else None,
    )
    try:
        await connection.opened
    except BaseException:
        connection.abort()
        raise
    return connection


class Connection(asyncio.Protocol):
    """A socket that speaks WebSocket. Use it on its event loop's thread only."""

    def __init__(self, protocol: ClientProtocol, receiver: Receiver) -> None:
        self._protocol = protocol
        self._receiver = receiver
        self._loop = asyncio.get_running_loop()
        self._transport: asyncio.Transport
        self.opened: asyncio.Future[None] = self._loop.create_future()
        """Done when the upgrade is answered."""
        self.writable = asyncio.Event()
        """Whether what is written now is taken by the network, more or less."""
        self.writable.set()
        self.heard_at = self._loop.time()
        """When the last byte came."""
        self._flushing = False
        self._paused = False
        self._fragments: list[bytes] = []
        self._cut: asyncio.TimerHandle | None = None

    # What a client does

    @property
    def open(self) -> bool:
        """Whether messages can be sent."""
        return self._protocol.state is OPEN

    def send(self, message: bytes, *, binary: bool) -> None:
        """Send a message; it leaves with whatever else is sent in this turn of the loop."""
        if binary:
            self._protocol.send_binary(message)
        else:
            self._protocol.send_text(message)
        self._flush_soon()

    def ping(self) -> None:
        """Ask for a sign of life."""
        if self.open:
            self._protocol.send_ping(b"")
            self._flush_soon()

    def pause(self) -> None:
        """Read nothing until ``resume``."""
        if not self._paused and not self._transport.is_closing():
            self._paused = True
            self._transport.pause_reading()

    def resume(self) -> None:
        """Read again."""
        if self._paused:
            self._paused = False
            self.heard_at = self._loop.time()  # the silence was ours
            if not self._transport.is_closing():
                self._transport.resume_reading()

    @property
    def paused(self) -> bool:
        """Whether nothing is read."""
        return self._paused

    def close(self, code: int = 1000, reason: str = "") -> None:
        """Begin the closing handshake, in which the server has ``CLOSE_SECONDS`` for its half."""
        self.resume()
        if self.open:
            self._protocol.send_close(code, reason)
            self._flush()
            self._expect_end()
        else:
            self.abort()

    def abort(self) -> None:
        """Cut the socket without a word."""
        self._transport.abort()

    # What asyncio calls

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self._transport = cast(asyncio.Transport, transport)  # uvloop's is no subclass of it
        self._protocol.send_request(self._protocol.connect())
        self._flush()

    def data_received(self, data: bytes) -> None:
        self.heard_at = self._loop.time()
        self._protocol.receive_data(data)
        self._look()

    def eof_received(self) -> None:
        self._protocol.receive_eof()
        self._look()

    def connection_lost(self, exc: Exception | None) -> None:
        self._protocol.receive_eof()
        self._fail_to_open(exc or ConnectionError("the server closed the connection"))
        self.writable.set()
        if self._cut is not None:
            self._cut.cancel()
        code = self._protocol.close_code or ABNORMAL
        said = self._protocol.close_reason or (str(exc) if exc else "")
        self._receiver.ended(Ended(code, said))

    def pause_writing(self) -> None:
        self.writable.clear()

    def resume_writing(self) -> None:
        self.writable.set()

    # Details

    def _look(self) -> None:
        """Take what the protocol has made of the bytes, and send what it wants sent."""
        for event in self._protocol.events_received():
            if isinstance(event, Frame):
                self._take(event)
            elif isinstance(event, Response):
                self._opened(event)
        self._flush()
        if self._protocol.close_expected():
            self._expect_end()

    def _expect_end(self) -> None:
        """The server is to end the connection now (section 7.1.1)."""
        if self._cut is None:
            self._cut = self._loop.call_later(CLOSE_SECONDS, self.abort)

    def _opened(self, response: Response) -> None:
        error = self._protocol.handshake_exc
        if error is None:
            if not self.opened.done():  # whoever waited has given up
                self.opened.set_result(None)
        elif isinstance(error, InvalidStatus):
            self._fail_to_open(_refused(response))
        else:
            self._fail_to_open(ConnectionError(str(error)))

    def _fail_to_open(self, error: Exception) -> None:
        if not self.opened.done():
            if isinstance(self._protocol.handshake_exc, InvalidHandshake) and isinstance(
                error, ConnectionError
            ):
                error = ConnectionError(str(self._protocol.handshake_exc))
            self.opened.set_exception(error)

    def _take(self, frame: Frame) -> None:
        if frame.opcode in (Opcode.TEXT, Opcode.BINARY) and frame.fin:
            self._receiver.received(bytes(frame.data))
        elif frame.opcode in (Opcode.TEXT, Opcode.BINARY, Opcode.CONT):
            self._fragments.append(bytes(frame.data))
            if frame.fin:
                message = b"".join(self._fragments)
                self._fragments.clear()
                self._receiver.received(message)

    def _flush_soon(self) -> None:
        if not self._flushing:
            self._flushing = True
            self._loop.call_soon(self._flush)

    def _flush(self) -> None:
        self._flushing = False
        pieces = self._protocol.data_to_send()
        if pieces and not self._transport.is_closing():
            self._transport.write(b"".join(pieces))
            if b"" in pieces and self._transport.can_write_eof():
                self._transport.write_eof()


def _refused(response: Response) -> Refused:
    body = bytes(response.body or b"")[:500].decode(errors="replace")
    after = response.headers.get("Retry-After", "")
    message = f"HTTP {response.status_code} {response.reason_phrase}: {body}".rstrip(": ")
    return Refused(response.status_code, message, float(after) if after.isdigit() else None)
