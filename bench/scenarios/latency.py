"""From a send to its reply, and to its delivery, while little goes on."""

import select
from collections.abc import Iterator, Sequence
from time import perf_counter

from bench.drivers import Driver
from bench.drivers.base import Frames, serial_of
from bench.figures import Figure
from bench.load.connection import Connection
from bench.load.crowd import allow_descriptors, close_all, connect
from bench.meter import Meter
from bench.plan import Plan

GROUPS = 5
MEMBERS = 3
_WARM_UP = 1.0
_LAST_WAIT = 2.0


class NoAnswer(Exception):
    """A send was never answered, or never delivered."""


def latency(driver: Driver, plan: Plan) -> Iterator[Figure]:
    """A few groups of three, one message at a time, evenly spaced; replies and deliveries timed."""
    people = GROUPS * MEMBERS
    allow_descriptors(people)
    driver.start()
    driver.prepare(people, [range(first, first + MEMBERS) for first in range(0, people, MEMBERS)])
    connections = connect(driver, range(people))
    try:
        clock = Stopwatch(driver, connections)
        clock.run(plan.latency_rate, _WARM_UP)
        clock.forget()
        meter = Meter(driver.server, driver.core)
        measured = meter.measure(
            lambda: clock.run(plan.latency_rate, plan.latency_seconds), count=lambda: len(clock.replies)
        )
    finally:
        driver.stop()
        close_all(connections)
    notes = measured.notes()
    yield from percentiles("latency.reply", "send to reply", clock.replies, notes)
    yield from percentiles("latency.delivery", "send to another member's delivery", clock.deliveries, notes)


def percentiles(key: str, label: str, seconds: list[float], notes: list[str]) -> Iterator[Figure]:
    """The median and the 99th percentile of some times, as figures in milliseconds."""
    ordered = sorted(seconds)
    for percent in (50, 99):
        yield Figure(
            key=f"{key}.p{percent}",
            label=f"{label}, p{percent}",
            unit="ms",
            better="lower",
            value=ordered[len(ordered) * percent // 100] * 1e3,
            note="; ".join([f"n={len(ordered):,}, worst {ordered[-1] * 1e3:.1f} ms", *notes]),
        )


class Stopwatch:
    """Sends from everybody in turn; the first of another member's deliveries counts for a message."""

    def __init__(self, driver: Driver, connections: Sequence[Connection]) -> None:
        self.replies: list[float] = []
        self.deliveries: list[float] = []
        self._driver = driver
        self._connections = connections
        self._frames = [Frames(driver, member.person, member.person // MEMBERS) for member in connections]
        self._by_fd = {connection.fd: connection for connection in connections}
        self._sent_at: dict[int, float] = {}
        self._unanswered: dict[int, list[float]] = {connection.fd: [] for connection in connections}
        self._author: dict[int, int] = {}
        self._serial = 0
        self._epoll = select.epoll()
        for connection in connections:
            connection.sock.setblocking(False)
            self._epoll.register(connection.fd, select.EPOLLIN)

    def forget(self) -> None:
        """Drops what has been measured so far."""
        self.replies.clear()
        self.deliveries.clear()

    def run(self, rate: int, seconds: float) -> None:
        """Sends for so long, then waits for what is still under way."""
        interval, due = 1 / rate, perf_counter()
        end = due + seconds
        while due < end:
            while (wait := due - perf_counter()) > 0:
                self._read(wait)
            self._send()
            due += interval
        while self._sent_at or any(self._unanswered.values()):
            if perf_counter() > end + _LAST_WAIT:
                raise NoAnswer(
                    f"{len(self._sent_at)} messages not delivered after {_LAST_WAIT} s, or not answered"
                )
            self._read(0.01)

    def _send(self) -> None:
        self._serial += 1
        turn = self._serial % len(self._connections)
        author = self._connections[turn]
        frame = self._frames[turn].make(self._serial)
        self._author[self._serial] = author.fd
        self._sent_at[self._serial] = now = perf_counter()
        self._unanswered[author.fd].append(now)
        author.send(frame)

    def _read(self, wait: float) -> None:
        # epoll waits whole milliseconds: the last one is spent polling
        for fd, _ in self._epoll.poll(max(0.0, wait - 0.001)):
            payloads = self._by_fd[fd].take_frames()
            now = perf_counter()
            for payload in payloads:
                self._note(fd, payload, now)

    def _note(self, fd: int, payload: bytes, now: float) -> None:
        if payload.startswith(self._driver.event):
            serial = serial_of(payload)
            if self._author[serial] != fd and (sent := self._sent_at.pop(serial, None)) is not None:
                self.deliveries.append(now - sent)
        elif payload.startswith(self._driver.reply):
            if self._driver.refusal in payload:
                raise NoAnswer(f"refused: {payload.decode(errors='replace')}")
            self.replies.append(now - self._unanswered[fd].pop(0))
