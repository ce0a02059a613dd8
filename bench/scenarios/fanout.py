"""One large room: what a delivery costs under a steady load, and how many a second are sustained."""

from collections.abc import Iterator

from bench.drivers import Driver
from bench.figures import Figure
from bench.load.audience import Audience
from bench.load.crowd import allow_descriptors, close_all, connect
from bench.load.publication import Publication
from bench.plan import FanOut, Plan

_PUBLISHERS = 8
_PARSED_LISTENERS = 2
_SUSTAINED = 0.97


def fan_out(driver: Driver, plan: Plan) -> Iterator[Figure]:
    """All sizes of the plan, each on a fresh server."""
    for size in plan.fan_outs:
        yield from _in_room(driver, plan, size)


def _in_room(driver: Driver, plan: Plan, size: FanOut) -> Iterator[Figure]:
    allow_descriptors(size.members)
    driver.start()
    driver.prepare(size.members, [range(size.members)])
    connections = connect(driver, range(size.members))
    audience = Audience(driver, connections, connections[: _PUBLISHERS + _PARSED_LISTENERS])
    try:
        publication = Publication(driver, audience, connections, publishers=_PUBLISHERS)
        for rate in size.rates:
            yield _steady(publication, plan, size, rate)
        yield from _saturated(publication, plan, size)
    finally:
        audience.close()
        driver.stop()
        close_all(connections)


def _steady(publication: Publication, plan: Plan, size: FanOut, rate: int) -> Figure:
    measured = publication.steady(rate, size.window, plan.pace)
    publication.drain()
    notes = measured.notes()
    if measured.a_second_overall < _SUSTAINED * rate * size.members:
        notes.insert(0, f"not sustained: {measured.a_second_overall / size.members:,.0f} messages/s")
    return Figure(
        key=f"fanout.{size.members}.{rate}",
        label=f"fan-out to {size.members:,}, {rate:,} messages/s: CPU a delivery",
        unit="µs",
        better="lower",
        value=measured.microseconds,
        note="; ".join(notes),
    )


def _saturated(publication: Publication, plan: Plan, size: FanOut) -> Iterator[Figure]:
    measured = publication.saturated(size.window, plan.pace)
    publication.drain()
    yield Figure(
        key=f"fanout.{size.members}.most",
        label=f"fan-out to {size.members:,}, saturated: deliveries a second",
        unit="/s",
        better="higher",
        value=measured.a_second,
        note="; ".join(measured.notes(saturated=True)),
    )
    yield Figure(
        key=f"fanout.{size.members}.most.cost",
        label=f"fan-out to {size.members:,}, saturated: CPU a delivery",
        unit="µs",
        better="lower",
        value=measured.microseconds,
    )
