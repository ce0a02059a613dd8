"""The small counters: buckets and occupancy, on a clock of the test's own."""

from __future__ import annotations

import math

import pytest

from hubbub.domain.limits import Rate, TokenBucket
from hubbub.domain.occupancy import Occupancy
from hubbub.gateway import GatewayLimits


class Clock:
    """Time that passes when told to."""

    def __init__(self) -> None:
        self.now = 1000.0

    def __call__(self) -> float:
        return self.now


def test_a_bucket_gives_its_burst_at_once_and_its_rate_afterwards() -> None:
    clock = Clock()
    bucket = TokenBucket(Rate(burst=3, per_second=2), clock)
    assert [bucket.take() for _ in range(3)] == [0, 0, 0]
    assert bucket.take() == pytest.approx(0.5)
    clock.now += 0.5
    assert bucket.take() == 0
    assert bucket.take() > 0


def test_a_bucket_never_saves_more_than_its_burst() -> None:
    clock = Clock()
    bucket = TokenBucket(Rate(burst=2, per_second=10), clock)
    clock.now += 3600
    assert [bucket.take() == 0 for _ in range(3)] == [True, True, False]


def test_waiting_as_long_as_told_is_enough_and_asking_meanwhile_costs_nothing() -> None:
    clock = Clock()
    bucket = TokenBucket(Rate(burst=1, per_second=4), clock)
    assert bucket.take() == 0
    wait = bucket.take()
    assert wait == pytest.approx(0.25)
    for _ in range(10):
        clock.now += wait / 10.0001
        assert bucket.wait() > 0
    clock.now += wait / 1000
    assert bucket.take() == 0


def test_what_can_never_be_had_is_said_so() -> None:
    empty = TokenBucket(Rate(burst=1, per_second=0), Clock())
    assert empty.take() == 0
    assert math.isinf(empty.take())


def test_no_more_than_the_limit_are_in_and_who_leaves_makes_room() -> None:
    occupancy: Occupancy[str] = Occupancy(2)
    assert occupancy.enter("ada")
    assert occupancy.enter("ada")
    assert not occupancy.enter("ada")
    assert occupancy.enter("grace")
    occupancy.leave("ada")
    assert occupancy.count("ada") == 1
    assert occupancy.enter("ada")


def test_nobody_is_remembered_after_leaving() -> None:
    occupancy: Occupancy[str] = Occupancy(None)
    for _ in range(100):
        assert occupancy.enter("ada")
    for _ in range(100):
        occupancy.leave("ada")
    assert len(occupancy) == 0
    with pytest.raises(KeyError):
        occupancy.leave("ada")


def test_without_caps_sizes_and_deadlines_still_hold() -> None:
    limits = GatewayLimits(message=7).without_caps()
    assert (limits.connections, limits.connections_per_address, limits.pings) == (None, None, None)
    assert limits.http_per_address is None
    assert (limits.message, limits.header_bytes, limits.close_grace) == (7, 32 * 1024, 3.0)
