"""What an idle, authenticated connection costs in memory, everything in the server's processes included."""

import time
from collections.abc import Iterator

from bench.drivers import Driver
from bench.figures import Figure
from bench.load.connection import Connection
from bench.load.crowd import allow_descriptors, close_all, connect
from bench.plan import Plan

_ROOM = 100
_SETTLE = 2.0
_WARM = 50


def memory(driver: Driver, plan: Plan) -> Iterator[Figure]:
    """Grows one crowd from size to size; everybody is in one room of a hundred."""
    sizes = plan.idle_hubbub if driver.durable else (plan.idle_peers,)
    people = max(sizes) + _WARM
    allow_descriptors(people)
    connections: list[Connection] = []
    driver.start()
    try:
        driver.prepare(
            people, [range(first, min(first + _ROOM, people)) for first in range(0, people, _ROOM)]
        )
        # The first few fill caches and load code that no further connection pays for.
        connections += connect(driver, range(_WARM))
        empty = _settled(driver, seconds=_SETTLE / 2)
        for size in sizes:
            connections += connect(driver, range(len(connections), size + _WARM))
            grown = _settled(driver)
            yield Figure(
                key=f"memory.{size}",
                label=f"memory an idle connection, {size:,} connections",
                unit="kB",
                better="lower",
                value=(grown - empty) / size / 1024,
                note=f"{grown / 2**20:,.0f} MiB in all, {empty / 2**20:,.0f} MiB before",
            )
    finally:
        driver.stop()
        close_all(connections)


def _settled(driver: Driver, seconds: float = _SETTLE) -> int:
    time.sleep(seconds)
    driver.server.check_alive()
    return driver.server.memory_bytes()
