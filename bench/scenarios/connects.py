"""A reconnect storm: how many people a second connect, prove who they are and are up to date."""

from collections.abc import Iterator

from bench.drivers import Driver
from bench.figures import Figure
from bench.load.connection import Connection
from bench.load.crowd import allow_descriptors, close_all, connect
from bench.meter import Meter
from bench.plan import Plan

_ROOM = 100


def connects(driver: Driver, plan: Plan) -> Iterator[Figure]:
    """Everybody is in one room of a hundred; nobody is connected before."""
    people = plan.connects
    allow_descriptors(people)
    driver.start()
    driver.prepare(people, [range(first, min(first + _ROOM, people)) for first in range(0, people, _ROOM)])
    meter = Meter(driver.server, driver.core)
    connections: list[Connection] = []
    try:
        measured = meter.measure(
            lambda: connections.extend(connect(driver, range(people))), count=lambda: len(connections)
        )
    finally:
        driver.stop()
        close_all(connections)
    yield Figure(
        key="connects.rate",
        label="connected and synced a second",
        unit="/s",
        better="higher",
        value=measured.a_second,
        note="; ".join(measured.notes(saturated=True)),
    )
    yield Figure(
        key="connects.cost",
        label="CPU to connect and sync one",
        unit="µs",
        better="lower",
        value=measured.microseconds,
    )
