"""picows as a frame parser, and nothing but that.

Left to itself picows also answers violations, writes straight to the file descriptor and cuts the socket
10 ms later, which loses close frames (see ``linger``). So it is given a stand-in for its transport: after
the upgrade the only thing it ever writes is the close frame of a violation it found, and that becomes
``connection.violated``.
"""

from __future__ import annotations

import asyncio
import logging
from typing import TYPE_CHECKING, Any

from picows import WSAutoPingStrategy, WSUpgradeRequest, WSUpgradeResponse, WSUpgradeResponseWithListener
from picows.picows import WSProtocol  # type: ignore[attr-defined]  # missing from its stubs

from .framing import CloseCode

if TYPE_CHECKING:
    from .connection import Connection

log = logging.getLogger(__name__)

_SMALLEST_BUFFER = 2048  # 9 kB instead of 25 kB an idle connection; it grows when needed
_UPGRADE = (
    "GET / HTTP/1.1\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
    "Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: {key}\r\n\r\n"
)

_PLACEHOLDER = asyncio.Protocol()


class _ParserLog:
    """Silence where picows would log every connection and violation; its own failures are passed on.

    Also spares the ``logging.Logger`` that picows would make for each connection.
    """

    def isEnabledFor(self, level: int) -> bool:
        return False

    def debug(self, *args: object) -> None:
        pass

    log = info = warning = error = debug

    def exception(self, message: str, *args: object) -> None:
        log.exception(message, *args)


_PARSER_LOG = _ParserLog()


class _NoSocket:
    """What picows may do with the socket: nothing. uvloop has switched Nagle's algorithm off already."""

    def setsockopt(self, *_: object) -> None:
        pass

    def getsockopt(self, *_: object) -> int:
        return 0

    def fileno(self) -> int:
        return -1


_NO_SOCKET = _NoSocket()


class _ParserTransport:
    """What picows takes for the socket."""

    __slots__ = ("_connection", "_transport")

    def __init__(self, transport: asyncio.Transport, connection: Connection) -> None:
        self._transport = transport
        self._connection = connection

    def get_extra_info(self, name: str, default: object = None) -> Any:
        # Each of the real answers is a system call, and all it wants them for is options and its log.
        return _NO_SOCKET if name == "socket" else default

    def get_write_buffer_size(self) -> int:
        return 1  # anything but 0, which would let it write to the file descriptor behind our back

    def write(self, frame: bytes) -> None:
        if not self._connection.open:
            self._transport.write(frame)  # the 101
        elif frame[:1] == b"\x88":
            code = int.from_bytes(frame[2:4], "big")
            self._connection.violated(code, "too large" if code == CloseCode.TOO_LARGE else "protocol error")

    def close(self) -> None:
        if not self._connection.open:
            self._transport.close()

    abort = close


def attach(
    transport: asyncio.Transport, connection: Connection, *, key: str, subprotocol: str | None, limit: int
) -> None:
    """Answers the upgrade with 101 and lets picows read the socket from now on, for ``connection``.

    The request has been checked already. picows is shown one of our own making with only the key in it: it
    would refuse Firefox's ``Connection: keep-alive, Upgrade``, and keep all headers for the life of the
    connection.
    """

    def accept(_request: WSUpgradeRequest) -> WSUpgradeResponseWithListener:
        chosen = {"Sec-WebSocket-Protocol": subprotocol} if subprotocol else None
        return WSUpgradeResponseWithListener(WSUpgradeResponse.create_101_response(chosen), connection)

    parser = WSProtocol(
        host_port=None,
        ws_path=None,
        is_client_side=False,
        ws_listener_factory=accept,
        logger=_PARSER_LOG,
        disconnect_on_exception=True,
        websocket_handshake_timeout=None,
        enable_auto_ping=False,
        auto_ping_idle_timeout=0,
        auto_ping_reply_timeout=0,
        auto_ping_strategy=WSAutoPingStrategy.PING_WHEN_IDLE,
        enable_auto_pong=False,
        max_frame_size=limit,
        extra_headers=None,
        read_buffer_init_size=_SMALLEST_BUFFER,
    )
    parser.connection_made(_ParserTransport(transport, connection))
    # uvloop keeps the last protocol's data_received as long as the next one has none: let it keep this one's,
    # not the HTTP protocol with all that hangs on it.
    transport.set_protocol(_PLACEHOLDER)
    transport.set_protocol(parser)
    request = _UPGRADE.format(key=key).encode()
    parser.get_buffer(len(request))[: len(request)] = request
    parser.buffer_updated(len(request))
    if not connection.open:
        raise RuntimeError("picows did not accept our own request")
    # It keeps both for good; 15,000 idle connections need neither.
    del parser.transport.request.headers
    del parser.transport.response.headers
