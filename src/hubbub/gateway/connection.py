"""One WebSocket, from the answered upgrade to the closed socket.

It is picows' listener and the receiver's pen in one object, for the memory of it. The rules of frames are in
``framing``; here is what happens when: messages up, bytes down, heartbeat, the closing handshake.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable
from typing import Protocol

from picows import WSFrame, WSListener, WSMsgType, WSTransport

from hubbub.domain.limits import TokenBucket
from hubbub.wire import frames

from .framing import CloseCode, Fragments, Violation, check_utf8, close_code
from .heartbeat import Deadline, DeadlineWheel, Heartbeat
from .limits import GatewayLimits
from .linger import Linger
from .upgrade import Receiver

log = logging.getLogger(__name__)

_TEXT = WSMsgType.TEXT
_BINARY = WSMsgType.BINARY
_CONTINUATION = WSMsgType.CONTINUATION
_PING = WSMsgType.PING
_CLOSE = WSMsgType.CLOSE
_PING_FRAME = frames.ping()


class Home(Protocol):
    """What a connection needs of the gateway it lives in."""

    limits: GatewayLimits
    wheel: DeadlineWheel

    def note_close(self, code: int) -> None:
        """A close frame with this code goes out, or comes in and is answered."""

    def forget(self, connection: Connection) -> None:
        """The socket is gone."""


class _Nobody:
    """The receiver of a connection that is over; breaks the cycle between the two."""

    def connected(self, connection: Connection) -> None: ...
    def received(self, message: bytes, binary: bool) -> None: ...
    def disconnected(self) -> None: ...


_NOBODY = _Nobody()


def _discard(_frames: bytes) -> None:
    """Where writes go after the close frame: nothing may follow it (RFC 6455, section 5.5.1)."""


class Connection(WSListener):
    """What a receiver holds of its socket. Use it on the event loop's thread only."""

    __slots__ = (
        "_announced", "_beat_at", "_closing", "_fragments", "_grace", "_heartbeat", "_home", "_owed_pong",
        "_pings", "_reading", "_received", "_receiver", "_seen", "_transport", "_wheel", "address", "open",
        "write",
    )  # fmt: skip

    def __init__(
        self, transport: asyncio.Transport, receiver: Receiver, home: Home, address: str, heartbeat: Heartbeat
    ) -> None:
        self.address = address
        self.open = False
        """Whether the upgrade has been answered."""
        self.write: Callable[[bytes], None] = transport.write
        """``write(frames)``: bytes framed by ``hubbub.wire.frames``, one frame or many joined.

        It *is* the transport's method, replaced by one that does nothing once the connection is closing.
        Look it up at each use; a kept reference would write past the close frame."""
        self._transport = transport
        self._receiver = receiver
        self._received = receiver.received
        self._home = home
        self._wheel = home.wheel
        self._heartbeat = heartbeat
        self._seen = home.wheel.now
        self._beat_at: Deadline | None = None
        self._grace: Deadline | None = None
        self._closing = False
        self._reading = True
        self._fragments: Fragments | None = None
        self._pings: TokenBucket | None = None
        self._owed_pong: bytes | None = None
        self._announced = 0

    # -- the receiver's side

    @property
    def buffered(self) -> int:
        """Bytes written and not yet taken by the kernel."""
        return self._transport.get_write_buffer_size()

    @property
    def closing(self) -> bool:
        """A close frame has gone out; writes lead nowhere."""
        return self._closing

    def close(self, code: int, reason: str = "") -> None:
        """Starts the closing handshake, once; the peer has ``close_grace`` seconds for its half."""
        if not self._closing:
            self._say_close(code, frames.close(code, reason))

    def abort(self) -> None:
        """Cuts the socket without a word."""
        self._transport.abort()

    def announce(self, size: int) -> None:
        """The next write is of this many bytes, which alone is no sign of a slow reader: it passes the bound.

        One at a time: only what is read makes room for the next.
        """
        if self.buffered + size > self._home.limits.write_buffer:
            self._announced = max(self._announced, size)

    def pause_reading(self) -> None:
        """No more messages until :meth:`resume_reading`, and no heartbeat: silence is then our doing."""
        if not self._closing:
            self._reading = False
            self._transport.pause_reading()

    def resume_reading(self) -> None:
        """Messages again."""
        self._reading = True
        self._transport.resume_reading()

    def expect(self, seconds: float, callback: Callable[[], None]) -> Deadline:
        """Calls back after ``seconds``, up to one slot later; to be cancelled when disconnected."""
        return self._wheel.after(seconds, callback)

    # -- picows' side

    def on_ws_connected(self, transport: WSTransport) -> None:
        """The 101 is written."""
        self.open = True
        self._seen = self._wheel.now
        self._beat()
        try:
            self._receiver.connected(self)
        except Exception:
            self._give_up()

    def on_ws_frame(self, transport: WSTransport, frame: WSFrame) -> None:
        """One frame. The first branch is the road nearly all of them take."""
        self._seen = self._wheel.now
        if self._closing:
            if frame.msg_type is _CLOSE:
                self._transport.close()  # the peer has read ours, so no reset can destroy it
            return
        try:
            if frame.rsv1 or frame.rsv2 or frame.rsv3:
                raise Violation(CloseCode.PROTOCOL_ERROR, "no extension was agreed on")
            kind = frame.msg_type
            if kind is _TEXT and frame.fin and self._fragments is None:
                payload = frame.get_payload_as_bytes()
                if not payload.isascii():  # most is, and that is ten times as fast to see
                    check_utf8(payload)
                self._received(payload, False)
            else:
                self._take(kind, frame.get_payload_as_bytes(), bool(frame.fin))
        except Violation as violation:
            self.fail(violation.code, violation.reason)
        except Exception:
            self._give_up()

    def on_ws_disconnected(self, transport: WSTransport) -> None:
        """The socket is gone, by whomever."""
        self._closing = True
        self.write = _discard
        for deadline in (self._beat_at, self._grace):
            if deadline is not None:
                deadline.cancel()
        receiver, self._receiver, self._received = self._receiver, _NOBODY, _NOBODY.received
        self._home.forget(self)
        try:
            receiver.disconnected()
        except Exception:
            log.exception("a receiver failed to take note of its end")

    def pause_writing(self) -> None:
        """The write buffer has passed its bound: too slow a reader, unless a large write was announced."""
        if self.buffered > self._home.limits.write_buffer + self._announced:
            self.close(CloseCode.TOO_SLOW, "too slow to read")
        elif not self._closing:
            self.write = self._write_watchfully

    def resume_writing(self) -> None:
        """The peer has read what was announced."""
        self._announced = 0
        if not self._closing:
            self.write = self._transport.write

    def _write_watchfully(self, frames: bytes) -> None:
        """While a large write drains, the bound is watched here: the transport will not say so again."""
        if self.buffered + len(frames) > self._home.limits.write_buffer + self._announced:
            self.close(CloseCode.TOO_SLOW, "too slow to read")
        else:
            self._transport.write(frames)

    def fail(self, code: int, reason: str) -> None:
        """Ends a connection whose peer broke the rules: close frame, FIN, and nothing more is looked at."""
        if not self._closing:
            self._say_close(code, frames.close(code, reason))
        self._finish()

    def violated(self, code: int, reason: str) -> None:
        """The parser met something illegal; no more is read, and the connection fails in a moment.

        Not at once: picows parses one frame ahead, so the frame before the illegal one is yet to come up.
        """
        self._transport.pause_reading()
        asyncio.get_running_loop().call_soon(self.fail, code, reason)

    # -- frames

    def _take(self, kind: WSMsgType, payload: bytes, final: bool) -> None:
        if kind is _PING:
            self._answer_ping(payload)
        elif kind is _CLOSE:
            self._answer_close(payload)
        elif kind is _CONTINUATION:
            self._continue_message(payload, final)
        elif kind is _TEXT or kind is _BINARY:
            self._begin_message(kind is _BINARY, payload, final)
        # A pong, asked for or not (section 5.5.3), has said all by arriving.

    def _begin_message(self, binary: bool, payload: bytes, final: bool) -> None:
        if self._fragments is not None:
            raise Violation(CloseCode.PROTOCOL_ERROR, "a message began inside another")
        if binary and final:
            self._received(payload, True)
            return
        self._fragments = Fragments(binary, self._home.limits.message)
        self._fragments.add(payload, final)

    def _continue_message(self, payload: bytes, final: bool) -> None:
        fragments = self._fragments
        if fragments is None:
            raise Violation(CloseCode.PROTOCOL_ERROR, "nothing to continue")
        fragments.add(payload, final)
        if final:
            self._fragments = None
            self._received(fragments.message(), fragments.binary)

    def _answer_ping(self, payload: bytes) -> None:
        rate = self._home.limits.pings
        if rate is not None and self._pings is None:
            self._pings = TokenBucket(rate, self._wheel.clock)
        wait = self._pings.take() if self._pings is not None else 0.0
        if wait == 0.0:
            self.write(frames.pong(payload))
            return
        if self._owed_pong is None:
            self._wheel.after(wait, self._pay_pong)
        self._owed_pong = payload  # only the latest ping need be answered (section 5.5.3)

    def _pay_pong(self) -> None:
        payload, self._owed_pong = self._owed_pong, None
        self.write(frames.pong(payload or b""))

    # -- heartbeat

    def _beat(self) -> None:
        ping_after, drop_after = self._heartbeat.ping_after, self._heartbeat.drop_after
        if not self._reading:
            self._seen = self._wheel.now
        # A frame is noted at the turn before it came, up to a slot early: count only what is surely silence.
        idle = max(self._wheel.now - self._seen - self._wheel.slot, 0.0)
        if drop_after is not None and idle >= drop_after:
            self.close(CloseCode.NO_SIGN_OF_LIFE, "no sign of life")
            return
        waits = [drop_after - idle] if drop_after is not None else []
        if ping_after is not None:
            if idle >= ping_after:
                self.write(_PING_FRAME)
                waits.append(ping_after)
            else:
                waits.append(ping_after - idle)
        if waits:
            self._beat_at = self._wheel.after(min(waits), self._beat)

    # -- the end

    def _answer_close(self, payload: bytes) -> None:
        code = close_code(payload)
        self._say_close(code or CloseCode.NORMAL, frames.close(code))
        self._finish()

    def _say_close(self, code: int, frame: bytes) -> None:
        self._closing = True
        write, self.write = self.write, _discard
        self._received = _NOBODY.received
        self._fragments = None
        if self._beat_at is not None:
            self._beat_at.cancel()
        write(frame)
        self._home.note_close(code)
        self.resume_reading()  # or the peer's half would never be seen
        self._grace = self._wheel.after(self._home.limits.close_grace, self._transport.abort)

    def _finish(self) -> None:
        transport = self._transport
        if transport.is_closing() or isinstance(transport.get_protocol(), Linger):
            return
        transport.set_protocol(Linger(transport.get_protocol()))
        if transport.can_write_eof():
            transport.write_eof()
        else:
            transport.close()  # TLS has no half-close; its close_notify follows the close frame

    def _give_up(self) -> None:
        log.exception("a receiver failed; its connection is closed with 1011")
        self.close(CloseCode.DEFECT)
