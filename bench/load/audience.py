"""The receivers of a fan-out: as cheap as Python can be, and exact.

Each message's text holds one MARK, so counting a byte counts messages, wherever reads cut the stream.
Some connections are parsed frame by frame as well, to prove that the marks are the messages.
"""

import select
from collections.abc import Callable, Sequence
from time import perf_counter

from bench.drivers.base import MARK, Driver
from bench.load.connection import Connection, ConnectionFailed
from bench.load.wire import PING

_READ = 1 << 18
_EVENTS = 1024


class Audience:
    """Polls all connections; `total` and `received` count messages, `busy` the seconds spent on them."""

    def __init__(
        self, driver: Driver, connections: Sequence[Connection], parsed: Sequence[Connection]
    ) -> None:
        self.total = 0
        self.busy = 0.0
        self.refused: list[bytes] = []
        self._driver = driver
        self._connections = {connection.fd: connection for connection in connections}
        self._parsed = {connection.fd: 0 for connection in parsed}
        self._received = [0] * (max(self._connections) + 1)
        self._recv_into: dict[int, Callable[[bytearray], int]] = {}
        self._buffer = bytearray(_READ)
        self._epoll = select.epoll(len(connections))
        for connection in connections:
            self._adopt(connection)

    def poll(self, seconds: float) -> None:
        """Waits at most so long (a whole number of milliseconds, rounded up) and reads what is there."""
        ready = self._epoll.poll(seconds, _EVENTS)
        if not ready:
            return
        started = perf_counter()
        buffer, received, recv_into, parsed = self._buffer, self._received, self._recv_into, self._parsed
        count, total = buffer.count, 0
        for fd, _ in ready:
            try:
                size = recv_into[fd](buffer)
            except BlockingIOError:
                continue
            if not size:
                raise ConnectionFailed("closed by the server in mid-run")
            messages = count(MARK, 0, size)
            received[fd] += messages
            total += messages
            if fd in parsed:
                self._parse(fd, size)
            elif buffer[0] == PING:
                self._connections[fd].answer_ping()
        self.total += total
        self.busy += perf_counter() - started

    def keep_alive(self) -> None:
        """A sign of life from everybody, so that no heartbeat ends a connection that only listens."""
        for connection in self._connections.values():
            connection.answer_ping()

    def least(self) -> int:
        """Messages received by whoever received the fewest."""
        return min(self._received[fd] for fd in self._connections)

    def missing(self, published: int) -> int:
        """Deliveries that did not happen, or happened too often. Raises when frames and marks disagree."""
        for fd, frames in self._parsed.items():
            if frames != self._received[fd]:
                raise ConnectionFailed(f"{frames} frames parsed but {self._received[fd]} marks counted")
        return sum(abs(published - self._received[fd]) for fd in self._connections)

    def close(self) -> None:
        """Forgets the connections, without closing them."""
        self._epoll.close()

    def _adopt(self, connection: Connection) -> None:
        connection.sock.setblocking(False)
        self._recv_into[connection.fd] = connection.sock.recv_into
        if connection.fd not in self._parsed:
            connection.inbox.clear()  # no message is in it: none has been sent yet
        self._epoll.register(connection.fd, select.EPOLLIN)

    def _parse(self, fd: int, size: int) -> None:
        connection = self._connections[fd]
        connection.inbox += memoryview(self._buffer)[:size]
        for payload in connection.complete_frames():
            if payload.startswith(self._driver.event):
                self._parsed[fd] += 1
            elif payload.startswith(self._driver.reply) and self._driver.refusal in payload:
                self.refused.append(payload)
