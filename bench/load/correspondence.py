"""Many small groups talking at once: everybody keeps a window of unacknowledged sends full."""

import select
from collections.abc import Sequence
from time import perf_counter

from bench.drivers.base import Driver, Frames
from bench.load.connection import Connection, ConnectionFailed
from bench.load.wire import PING, TEXT
from bench.meter import Measured, Meter
from bench.plan import Pace

_READ = 1 << 16
_POLL = 0.01
_DRAIN_SECONDS = 20.0


class NotDelivered(Exception):
    """An acknowledged send did not reach every member exactly once, or a send was refused."""


class _Member:
    """One person's connection and counts."""

    __slots__ = ("acknowledged", "connection", "frames", "group", "received", "rest", "sent")

    def __init__(self, connection: Connection, frames: Frames, group: int) -> None:
        self.connection = connection
        self.frames = frames
        self.group = group
        self.rest = bytes(connection.inbox)
        self.sent = 0
        self.acknowledged = 0
        self.received = 0


class Correspondence:
    """All groups. Every frame is walked: replies and messages are counted exactly, for everybody."""

    def __init__(self, driver: Driver, connections: Sequence[Connection], *, group: int) -> None:
        self._driver = driver
        self._meter = Meter(driver.server, driver.core)
        self._serial = 0
        self._busy = 0.0
        self._group_size = group
        self._epoll = select.epoll()
        self._members: dict[int, _Member] = {}
        for connection in connections:
            connection.sock.setblocking(False)
            room = connection.person // group
            frames = Frames(driver, connection.person, room)
            self._members[connection.fd] = _Member(connection, frames, room)
            self._epoll.register(connection.fd, select.EPOLLIN)

    def run(self, window: int, pace: Pace) -> Measured:
        """Keeps the windows full, counts acknowledged sends, and proves that everything has arrived."""
        for member in self._members.values():
            self._send(member, window)
        self._talk(pace.warm_up)
        measured = self._meter.measure(
            lambda: self._talk(pace.slice_seconds),
            count=self._acknowledged,
            load=lambda: self._busy,
            slices=pace.slices,
        )
        self._drain()
        return measured

    def _talk(self, seconds: float) -> None:
        end = perf_counter() + seconds
        while (now := perf_counter()) < end:
            ready = self._epoll.poll(_POLL)
            started = perf_counter() if ready else now
            for fd, _ in ready:
                member = self._members[fd]
                if replies := self._read(member):
                    self._send(member, replies)
            self._busy += perf_counter() - started

    def _drain(self) -> None:
        deadline = perf_counter() + _DRAIN_SECONDS
        while perf_counter() < deadline and not self._is_complete():
            for fd, _ in self._epoll.poll(_POLL):
                self._read(self._members[fd])
        expected = self._sent_by_group()
        wrong = sum(abs(expected[member.group] - member.received) for member in self._members.values())
        if wrong or not self._is_complete():
            raise NotDelivered(
                f"{wrong:,} deliveries missing or doubled of {sum(expected) * self._group_size:,}"
            )

    def _is_complete(self) -> bool:
        members = self._members.values()
        return all(member.acknowledged == member.sent for member in members) and sum(
            member.received for member in members
        ) == self._group_size * sum(member.sent for member in members)

    def _sent_by_group(self) -> list[int]:
        sent = [0] * (1 + max(member.group for member in self._members.values()))
        for member in self._members.values():
            sent[member.group] += member.sent
        return sent

    def _acknowledged(self) -> int:
        return sum(member.acknowledged for member in self._members.values())

    def _send(self, member: _Member, count: int) -> None:
        first = self._serial + 1
        self._serial += count
        member.sent += count
        member.connection.send(b"".join(map(member.frames.make, range(first, first + count))))

    def _read(self, member: _Member) -> int:
        """Counts what has arrived; returns the number of replies."""
        try:
            received = member.connection.sock.recv(_READ)
        except BlockingIOError:
            return 0
        if not received:
            raise ConnectionFailed("closed by the server in mid-run")
        buffer = member.rest + received if member.rest else received
        replies, events, used = self._count(member, buffer)
        member.rest = buffer[used:]
        member.acknowledged += replies
        member.received += events
        return replies

    def _count(self, member: _Member, buffer: bytes) -> tuple[int, int, int]:
        """Replies, messages and bytes used: the frame walk of `wire`, in place, as this is the hot loop."""
        size, at, replies, events = len(buffer), 0, 0, 0
        reply, event, refusal = self._driver.reply, self._driver.event, self._driver.refusal
        while size - at >= 4:
            length, start = buffer[at + 1], at + 2
            if length == 126:
                length, start = buffer[at + 2] << 8 | buffer[at + 3], at + 4
            end = start + length
            if end > size:
                break
            if buffer.startswith(event, start):
                events += 1
            elif buffer.startswith(reply, start):
                replies += 1
                if buffer.find(refusal, start, end) >= 0:
                    raise NotDelivered(f"a send was refused: {buffer[start:end].decode(errors='replace')}")
            elif buffer[at] == PING:
                member.connection.answer_ping()
            elif buffer[at] != TEXT or length == 127:
                raise ConnectionFailed(f"unexpected frame {buffer[at : at + 20]!r}")
            at = end
        return replies, events, at
