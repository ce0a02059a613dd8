"""Small groups: how many sends a second are acknowledged, and delivered to every member, by one core."""

from collections.abc import Iterator

from bench.drivers import Driver
from bench.figures import Figure
from bench.load.correspondence import Correspondence
from bench.load.crowd import allow_descriptors, close_all, connect
from bench.plan import Plan

MEMBERS = 3


def sends(driver: Driver, plan: Plan) -> Iterator[Figure]:
    """Groups of three; everybody keeps a window of unacknowledged sends full."""
    people = plan.groups * MEMBERS
    allow_descriptors(people)
    driver.start()
    driver.prepare(people, [range(first, first + MEMBERS) for first in range(0, people, MEMBERS)])
    connections = connect(driver, range(people))
    try:
        correspondence = Correspondence(driver, connections, group=MEMBERS)
        for window in plan.send_windows:
            yield from _with_window(correspondence, plan, window)
    finally:
        driver.stop()
        close_all(connections)


def _with_window(correspondence: Correspondence, plan: Plan, window: int) -> Iterator[Figure]:
    measured = correspondence.run(window, plan.pace)
    where = f"groups of {MEMBERS}, {window} under way each"
    yield Figure(
        key=f"sends.{window}.rate",
        label=f"{where}: acknowledged sends a second",
        unit="/s",
        better="higher",
        value=measured.a_second,
        note="; ".join(measured.notes(saturated=True)),
    )
    yield Figure(
        key=f"sends.{window}.cost",
        label=f"{where}: CPU a send",
        unit="µs",
        better="lower",
        value=measured.microseconds,
    )
