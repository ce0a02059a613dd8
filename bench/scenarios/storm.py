"""A reconnect storm: everybody is cut at once and comes back at once, while the talk goes on.

Only for a server that keeps messages: what others had to say meanwhile has to be there.
"""

from collections.abc import Iterator
from time import perf_counter

from bench.drivers import Driver
from bench.drivers.base import Frames
from bench.figures import Figure
from bench.load.connection import Connection
from bench.load.crowd import allow_descriptors, close_all, connect
from bench.load.storm import Lost, Storm
from bench.meter import Meter
from bench.plan import Plan
from bench.scenarios.latency import percentiles

_LARGE, _SMALL = 100, 10
_TALKERS = 10
_SECONDS_A_MESSAGE = 2.0
_BEFORE = 20
_PATIENCE = 120.0
_QUIET = 4.0
_POLL = 0.005


class NotBack(Exception):
    """Somebody was not back in time."""


def storm(driver: Driver, plan: Plan) -> Iterator[Figure]:
    """Everybody is in a group of a hundred and one of ten; a few who are not cut talk in the large ones."""
    if not driver.durable:
        return
    people = plan.storm
    allow_descriptors(people + _TALKERS)
    driver.start()
    try:
        yield from _Run(driver, people).figures()
    finally:
        driver.stop()


class _Run:
    """One crowd on a server that has just started."""

    def __init__(self, driver: Driver, people: int) -> None:
        self._driver = driver
        self._people = people
        large = [
            [*range(first, min(first + _LARGE, people)), people + place % _TALKERS]
            for place, first in enumerate(range(0, people, _LARGE))
        ]
        small = [[*range(first, min(first + _SMALL, people))] for first in range(0, people, _SMALL)]
        driver.prepare(people + _TALKERS, [*large, *small])
        self._rooms = len(large)
        self._storm = Storm(driver, range(people))
        self._talk = _Talk(driver, connect(driver, range(people, people + _TALKERS)), self._rooms)

    def figures(self) -> Iterator[Figure]:
        """Connects everybody, cuts them all, and waits until they are back."""
        for _ in range(_BEFORE):
            self._talk.say_in_all_rooms()
        self._bring()
        self._talk.forget()
        self._wait(_QUIET)
        quiet, before = self._talk.forget(), self._driver.server.memory_bytes()
        self._driver.server.forget_peak()
        meter = Meter(self._driver.server, self._driver.core)
        self._storm.told.clear()
        self._storm.frames.clear()
        self._storm.cut()
        measured = meter.measure(self._bring, count=lambda: self._storm.back)
        stormy, took = self._talk.forget(), max(self._storm.returned_after)
        peak = self._driver.server.peak_bytes()
        self._wait(_QUIET / 2)
        self._catch_the_last()
        ordered = sorted(self._storm.returned_after)
        told = ", ".join(f"{count:,} x {why}" for why, count in self._storm.told.most_common())
        notes = [
            f"half after {ordered[len(ordered) // 2]:.1f} s; told to come back: {told or 'nobody'}",
            f"{self._storm.frames['presence']:,} frames of presence",
            *measured.notes(saturated=True),
        ]
        self._storm.close()
        self._talk.close()
        yield Figure(
            key="storm.seconds",
            label=f"storm of {self._people:,}: until all are back and synced",
            unit="s",
            better="lower",
            value=took,
            note="; ".join(notes),
        )
        yield Figure(
            key="storm.cost",
            label="storm: CPU to bring one back",
            unit="µs",
            better="lower",
            value=measured.slices[0].server / self._people * 1e6,
        )
        yield Figure(
            key="storm.peak",
            label="storm: most memory",
            unit="MiB",
            better="lower",
            value=peak / 2**20,
            note=f"{before / 2**20:,.0f} MiB with all connected",
        )
        yield from percentiles("storm.quiet", "before the storm: send to reply", quiet, [])
        yield from percentiles("storm.reply", "in the storm: send to reply", stormy, [])

    def _bring(self) -> None:
        """Has everybody come, while the talk goes on."""
        self._storm.come()
        deadline = perf_counter() + _PATIENCE
        while self._storm.back < self._people:
            if perf_counter() > deadline:
                raise NotBack(f"{self._storm.back:,} of {self._people:,} are back: {self._storm.told}")
            self._turn()

    def _wait(self, seconds: float) -> None:
        end = perf_counter() + seconds
        while perf_counter() < end:
            self._turn()
        while self._talk.unanswered:
            self._turn(talk=False)

    def _turn(self, *, talk: bool = True) -> None:
        if talk:
            self._talk.say_what_is_due()
        self._talk.listen()
        self._storm.poll(_POLL)

    def _catch_the_last(self) -> None:
        """Waits for what is still on its way to everybody; raises Lost if it does not come."""
        deadline = perf_counter() + _QUIET
        while self._storm.behind(self._talk.heads) and perf_counter() < deadline:
            self._turn(talk=False)
        if behind := self._storm.behind(self._talk.heads):
            raise Lost(f"{len(behind):,} positions are not at the head: {behind[:3]}")


class _Talk:
    """Those who are not cut: one message after the other into each large group, and how long replies take."""

    def __init__(self, driver: Driver, members: list[Connection], rooms: int) -> None:
        self.heads: dict[int, int] = {}
        self.unanswered = 0
        self._driver = driver
        self._members = members
        self._frames = [Frames(driver, members[room % _TALKERS].person, room) for room in range(rooms)]
        self._sent_at: list[list[float]] = [[] for _ in members]
        self._replies: list[float] = []
        self._serial = 0
        self._due = perf_counter()
        for member in members:
            member.sock.setblocking(False)

    def forget(self) -> list[float]:
        """Begins a new stretch and returns the seconds from send to reply of the last."""
        replies, self._replies = self._replies, []
        self._due = perf_counter()
        return replies

    def say_in_all_rooms(self) -> None:
        """One message in each, and waits for the answers."""
        for room in range(len(self._frames)):
            self._say(room)
        while self.unanswered:
            self.listen()

    def say_what_is_due(self) -> None:
        """As many as the rate allows by now."""
        now = perf_counter()
        while self._due <= now:
            self._say(self._serial % len(self._frames))
            self._due += _SECONDS_A_MESSAGE / len(self._frames)

    def listen(self) -> None:
        """Takes the replies that are there; they come in the order of the sends."""
        for place, member in enumerate(self._members):
            for payload in member.take_frames():
                if payload.startswith(self._driver.reply):
                    self._note(place, payload)

    def close(self) -> None:
        """Ends it."""
        close_all(self._members)

    def _say(self, room: int) -> None:
        self._serial += 1
        place = room % _TALKERS
        self._sent_at[place].append(perf_counter())
        self.unanswered += 1
        self._members[place].send(self._frames[room].make(self._serial))

    def _note(self, place: int, payload: bytes) -> None:
        if self._driver.refusal in payload:
            raise NotBack(f"a send was refused: {payload.decode(errors='replace')}")
        self._replies.append(perf_counter() - self._sent_at[place].pop(0))
        self.unanswered -= 1
        conversation, seq = self._driver.stored(payload)
        self.heads[conversation] = max(seq, self.heads.get(conversation, 0))
