"""What a stretch of work has cost the server, in slices so that a disturbance spoils one and not all."""

from collections.abc import Callable
from itertools import pairwise
from pathlib import Path
from statistics import median
from time import perf_counter

from msgspec import Struct

from bench.process import TICKS_A_SECOND, ServerProcess

_NOISY = 0.05
_BUSY = 0.95


class Slice(Struct, frozen=True):
    """What happened in a short time: `count` things done; seconds used by the server, by others on its core,
    and by the load generator."""

    seconds: float
    count: int
    server: float
    others: float
    load: float


class Measured(Struct, frozen=True):
    """A run of slices."""

    slices: list[Slice]

    @property
    def microseconds(self) -> float:
        """Server CPU for one thing, in the median slice."""
        return median(part.server / max(1, part.count) for part in self.slices) * 1e6

    @property
    def a_second(self) -> float:
        """Things done a second, in the median slice."""
        return median(part.count / part.seconds for part in self.slices)

    @property
    def a_second_overall(self) -> float:
        """The same over the whole run, for what comes too seldom to fill slices evenly."""
        return sum(part.count for part in self.slices) / self._seconds

    def notes(self, *, saturated: bool = False) -> list[str]:
        """What a reader must know: a core that others used too, and a server that was not the bottleneck."""
        disturbance = sum(part.others for part in self.slices) / self._seconds
        noisy = [f"disturbed: {disturbance:.0%} of the core went to others"] if disturbance > _NOISY else []
        return [*(self._slack() if saturated else []), *noisy]

    @property
    def _seconds(self) -> float:
        return sum(part.seconds for part in self.slices)

    def _slack(self) -> list[str]:
        server = sum(part.server for part in self.slices) / self._seconds
        load = sum(part.load for part in self.slices) / self._seconds
        if server > _BUSY:
            return []
        return [f"{'bound by the load generator, ' if load > _BUSY else ''}server {server:.0%} busy"]


class Meter:
    """Reads the clocks of one server and of its core."""

    def __init__(self, server: ServerProcess, core: int) -> None:
        self._server = server
        self._core = core

    def measure(
        self,
        work: Callable[[], None],
        *,
        count: Callable[[], int],
        load: Callable[[], float] = lambda: 0.0,
        slices: int = 1,
    ) -> Measured:
        """Does the work once a slice; `count` and `load` are totals so far."""
        readings = [self._read(count, load)]
        for _ in range(slices):
            work()
            readings.append(self._read(count, load))
        return Measured([_between(*pair) for pair in pairwise(readings)])

    def _read(self, count: Callable[[], int], load: Callable[[], float]) -> "_Reading":
        return _Reading(
            at=perf_counter(),
            count=count(),
            server=self._server.cpu_seconds(),
            core=_core_seconds(self._core),
            load=load(),
        )


class _Reading(Struct, frozen=True):
    at: float
    count: int
    server: float
    core: float
    load: float


def _between(start: _Reading, end: _Reading) -> Slice:
    server = end.server - start.server
    return Slice(
        seconds=end.at - start.at,
        count=end.count - start.count,
        server=server,
        others=max(0.0, end.core - start.core - server),
        load=end.load - start.load,
    )


def _core_seconds(core: int) -> float:
    """Seconds that a core has worked or was withheld by the host, since the machine's start."""
    lines = Path("/proc/stat").read_text().splitlines()
    fields = next(line.split() for line in lines if line.startswith(f"cpu{core} "))
    user, nice, system, _idle, _iowait, irq, softirq, steal = (int(field) for field in fields[1:9])
    return (user + nice + system + irq + softirq + steal) / TICKS_A_SECOND
