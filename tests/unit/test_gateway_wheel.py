"""The deadline wheel, turned by hand."""

from __future__ import annotations

import asyncio
import selectors

import pytest

from hubbub.gateway import DeadlineWheel
from hubbub.gateway.heartbeat import Sweeper
from tests.unit.test_gateway_limits import Clock


def turn(wheel: DeadlineWheel, clock: Clock, seconds: float) -> None:
    clock.now += seconds
    wheel.turn()


def test_a_deadline_is_never_early_and_at_most_one_slot_late() -> None:
    clock = Clock()
    clock.now = 1000.4
    wheel = DeadlineWheel(clock, slot=1.0)
    fired: list[float] = []
    wheel.after(5, lambda: fired.append(clock.now))
    for _ in range(100):
        turn(wheel, clock, 0.1)
    assert len(fired) == 1
    assert 1005.4 <= fired[0] <= 1006.5


def test_a_cancelled_deadline_is_not_called_and_holds_nothing() -> None:
    clock = Clock()
    wheel = DeadlineWheel(clock)
    fired: list[str] = []
    deadline = wheel.after(1, lambda: fired.append("cancelled"))
    wheel.after(1, lambda: fired.append("kept"))
    deadline.cancel()
    deadline.cancel()
    turn(wheel, clock, 3)
    assert fired == ["kept"]
    assert wheel.empty


def test_a_turn_that_comes_late_calls_everything_missed_in_order() -> None:
    clock = Clock()
    wheel = DeadlineWheel(clock)
    fired: list[int] = []
    for seconds in (30, 10, 20):
        wheel.after(seconds, lambda seconds=seconds: fired.append(seconds))  # type: ignore[misc]
    turn(wheel, clock, 100_000)
    assert fired == [10, 20, 30]


def test_a_deadline_set_by_a_deadline_waits_for_its_own_turn() -> None:
    clock = Clock()
    wheel = DeadlineWheel(clock)
    fired: list[str] = []

    def set_another() -> None:
        wheel.after(0, lambda: fired.append("second"))

    wheel.after(1, set_another)
    turn(wheel, clock, 2)
    assert fired == []
    turn(wheel, clock, 2)
    assert fired == ["second"]


def test_a_callback_that_fails_is_logged_and_stops_nobody(caplog: pytest.LogCaptureFixture) -> None:
    clock = Clock()
    wheel = DeadlineWheel(clock)
    fired: list[str] = []

    def fail() -> None:
        raise ZeroDivisionError

    wheel.after(1, fail)
    wheel.after(1, lambda: fired.append("other"))
    turn(wheel, clock, 2)
    assert fired == ["other"]
    assert "ZeroDivisionError" in caplog.text


def test_a_deadline_after_a_long_empty_time_is_on_time() -> None:
    clock = Clock()
    wheel = DeadlineWheel(clock)
    clock.now += 1_000_000
    fired: list[str] = []
    wheel.after(2, lambda: fired.append("now"))
    turn(wheel, clock, 1)
    assert fired == []
    turn(wheel, clock, 2)
    assert fired == ["now"]


def test_the_sweeper_turns_at_the_end_of_a_slot_however_late_in_it_it_began() -> None:
    async def scenario() -> None:
        loop = asyncio.get_running_loop()
        begun = loop.time()
        wheel = DeadlineWheel(lambda: loop.time() - begun + 4.5, slot=5.0)
        Sweeper(wheel)
        fired = asyncio.Event()
        wheel.after(0.01, fired.set)
        await asyncio.wait_for(fired.wait(), 4)

    asyncio.run(scenario())


def test_the_sweeper_runs_only_while_something_is_waited_for() -> None:
    async def scenario() -> None:
        loop = asyncio.get_running_loop()
        wheel = DeadlineWheel(loop.time, slot=0.01)
        sweeper = Sweeper(wheel)
        for _ in range(2):
            fired = asyncio.Event()
            wheel.after(0.02, fired.set)
            await asyncio.wait_for(fired.wait(), 5)
            assert wheel.empty
            assert not sweeper.running
        wheel.after(60, lambda: None)
        assert sweeper.running
        sweeper.stop()

    asyncio.run(scenario())


class Impatient(selectors.DefaultSelector):
    """Waits for nothing, and notes for how long it would have waited."""

    leapt = 0.0

    def select(self, timeout: float | None = None) -> list[tuple[selectors.SelectorKey, int]]:
        self.leapt += timeout or 0
        return super().select(0)


class Leap(asyncio.SelectorEventLoop):
    """An event loop that is never idle: where it would wait, its clock goes on at once."""

    def __init__(self) -> None:
        self._impatient = Impatient()
        super().__init__(self._impatient)

    def time(self) -> float:
        return super().time() + self._impatient.leapt


@pytest.mark.parametrize("into_the_slot", [0.0, 0.1, 0.5, 0.9])
def test_whenever_the_sweeper_was_woken_a_deadline_is_at_most_one_slot_late(into_the_slot: float) -> None:
    """Who says nothing for 10 seconds is shown out within the eleventh, not the twelfth."""

    async def scenario() -> float:
        loop = asyncio.get_running_loop()
        wheel = DeadlineWheel(loop.time)
        sweeper = Sweeper(wheel)
        await asyncio.sleep(1 - loop.time() % 1 + into_the_slot)
        wheel.after(60, lambda: None)  # wakes it, at this moment of a slot
        lateness = []
        for later in (0.05, 0.3, 0.3, 0.3):
            await asyncio.sleep(later)
            fired, due = asyncio.Event(), loop.time() + 10
            wheel.after(10, fired.set)
            await fired.wait()
            lateness.append(loop.time() - due)
        sweeper.stop()
        assert min(lateness) >= 0
        return max(lateness)

    with asyncio.Runner(loop_factory=Leap) as runner:
        assert runner.run(scenario()) < 1.01
