"""Publishing into one room: steadily, or as fast as the receivers get it."""

from collections.abc import Callable, Sequence
from itertools import cycle
from time import perf_counter

from bench.drivers.base import Driver, Frames
from bench.load.audience import Audience
from bench.load.connection import Connection
from bench.meter import Measured, Meter
from bench.plan import Pace

_DRAIN_SECONDS = 20.0
_FILLS_SLICES = 20
_POLL = 0.01
_SPIN_BELOW = 0.001


class Incomplete(Exception):
    """Not every receiver got every message exactly once."""


class Publication:
    """The first few members publish in turn; at most `window` messages are under way, whatever the rate."""

    def __init__(
        self, driver: Driver, audience: Audience, members: Sequence[Connection], *, publishers: int
    ) -> None:
        self._published = 0
        self._audience = audience
        self._members = len(members)
        self._meter = Meter(driver.server, driver.core)
        self._turns = cycle([(member, Frames(driver, member.person, 0)) for member in members[:publishers]])

    def steady(self, rate: int, window: int, pace: Pace) -> Measured:
        """Publishes `rate` messages a second, evenly spaced; what is counted is deliveries."""
        self._publish_steadily(rate, window, pace.warm_up)
        slices = pace.slices if rate >= _FILLS_SLICES else 1
        seconds = pace.slices * pace.slice_seconds / slices
        return self._measure(lambda: self._publish_steadily(rate, window, seconds), slices)

    def saturated(self, window: int, pace: Pace) -> Measured:
        """Publishes whenever the window has room."""
        self._publish_freely(window, pace.warm_up)
        return self._measure(lambda: self._publish_freely(window, pace.slice_seconds), pace.slices)

    def drain(self) -> None:
        """Waits until every receiver has every message; raises Incomplete if that does not come to pass."""
        deadline = perf_counter() + _DRAIN_SECONDS
        while self._under_way() and perf_counter() < deadline:
            self._audience.poll(_POLL)
        self._audience.poll(_POLL)
        if self._audience.refused:
            raise Incomplete(f"a send was refused: {self._audience.refused[0].decode(errors='replace')}")
        if missing := self._audience.missing(self._published):
            raise Incomplete(
                f"{missing:,} of {self._published * self._members:,} deliveries missing or doubled"
            )
        self._audience.keep_alive()

    def _measure(self, work: Callable[[], None], slices: int) -> Measured:
        audience = self._audience
        return self._meter.measure(
            work, count=lambda: audience.total, load=lambda: audience.busy, slices=slices
        )

    def _publish_steadily(self, rate: int, window: int, seconds: float) -> None:
        interval, now = 1 / rate, perf_counter()
        due, end = now, now + seconds
        while now < end:
            while due <= now:
                if self._under_way() < window:
                    self._publish()
                due += interval
            wait = min(due, end) - now
            # epoll waits whole milliseconds, so the last one is spent polling.
            self._audience.poll(0 if wait < _SPIN_BELOW else wait - _SPIN_BELOW)
            now = perf_counter()

    def _publish_freely(self, window: int, seconds: float) -> None:
        end = perf_counter() + seconds
        while perf_counter() < end:
            for _ in range(window - self._under_way()):
                self._publish()
            self._audience.poll(_POLL)

    def _publish(self) -> None:
        member, frames = next(self._turns)
        self._published += 1
        member.send(frames.make(self._published))

    def _under_way(self) -> int:
        """Messages that the average receiver has yet to get; at least one while any delivery is missing."""
        return self._published - self._audience.total // self._members
