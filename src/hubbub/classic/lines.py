"""The WebSockets of call signalling, from uvicorn's socket to the library's hands."""

from __future__ import annotations

import asyncio
import contextlib
from asyncio import TimerHandle
from collections.abc import Awaitable, Callable
from typing import Any

from uvicorn.protocols.websockets.websockets_sansio_impl import WebSocketsSansIOProtocol
from websockets.protocol import State

from hubbub.errors import HubbubError

from .asgi import Message, Receive, Send
from .seats import CallLimits, Seat


class Line:
    """A WebSocket of a session between the server and the library: looks at what comes, and can hang up."""

    def __init__(self, seat: Seat, receive: Receive, send: Send, end: Callable[[], Awaitable[None]]) -> None:
        self._seat = seat
        self._receive = receive
        self._send = send
        self._end = end
        self._hung_up = False

    async def receive(self) -> Message:
        """Return the next event, a hang-up instead of what this dialect does not say."""
        event = await self._receive()
        if event["type"] != "websocket.receive":
            return event
        try:
            self._seat.check_packet(event.get("text"))
        except HubbubError as error:
            await self._end()
            await self.close(1008, error.message)
            return {"type": "websocket.disconnect", "code": 1008}
        return event

    async def send(self, message: Message) -> None:
        """Pass on what the library says; nothing follows a hang-up."""
        if message["type"] == "websocket.close":
            await self.close()
        elif not self._hung_up:
            await self._send(message)

    async def close(self, code: int = 1000, reason: str = "") -> None:
        """Hang up, if nobody has. May take as long as a peer may be stalled."""
        if self._hung_up:
            return
        self._hung_up = True
        with contextlib.suppress(OSError):  # the peer is gone
            await self._send({"type": "websocket.close", "code": code, "reason": reason})


class CallSocket(WebSocketsSansIOProtocol):
    """uvicorn's WebSocket, cut off when its peer leaves written bytes unread for too long.

    uvicorn waits for such a peer for ever, after a close too. And it logs an error for every upgrade that is
    refused and for every text that is not UTF-8, with which anybody could fill a disk.
    """

    _stalled: TimerHandle | None = None

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Hear of every byte that is not taken at once."""
        super().connection_made(transport)
        self.transport.set_write_buffer_limits(high=0)

    def pause_writing(self) -> None:
        """The peer does not read."""
        super().pause_writing()
        if self._stalled is None:
            self._stalled = self.loop.call_later(CallLimits().stalled_seconds, self.transport.abort)

    def resume_writing(self) -> None:
        """The peer has read everything."""
        self._forgive()
        super().resume_writing()

    async def send(self, message: Any) -> None:
        """Write what the application says; a refusal that is written ends the handshake as well."""
        await super().send(message)
        if message["type"] == "websocket.http.response.body" and not message.get("more_body"):
            self.handshake_complete = True

    def send_receive_event_to_app(self) -> None:
        """Pass on a message, or fail the connection of a peer whose text is none (RFC 6455, section 8.1)."""
        if self.curr_msg_data_type == "bytes" or _is_utf8(b"".join(self.frames)):
            super().send_receive_event_to_app()
            return
        self.frames = []
        if self.conn.state is State.OPEN:  # or the peer has closed already, and is answered next
            self.conn.fail(1007, "text is not UTF-8")
            self.handle_parser_exception()

    def connection_lost(self, exc: Exception | None) -> None:
        """The peer is gone."""
        self._forgive()
        super().connection_lost(exc)

    def _forgive(self) -> None:
        if self._stalled is not None:
            self._stalled.cancel()
            self._stalled = None


def _is_utf8(text: bytes) -> bool:
    try:
        text.decode()
    except UnicodeDecodeError:
        return False
    return True
