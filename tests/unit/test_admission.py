"""Admission: who finds no room is given a moment to come back, on a clock of the test's own."""

from __future__ import annotations

from collections import Counter

import pytest

from hubbub.domain import admission
from hubbub.domain.admission import Admission
from hubbub.errors import RateLimited


class Clock:
    """Time that passes when told to."""

    def __init__(self) -> None:
        self.now = 1000.0

    def __call__(self) -> float:
        return self.now


def sent_away(house: Admission) -> float:
    """Return the seconds that somebody is told who finds no room."""
    with pytest.raises(RateLimited, match="full") as caught:
        house.enter("full")
    assert caught.value.retry_after is not None
    return caught.value.retry_after


def test_as_many_as_said_are_in_and_who_leaves_makes_room() -> None:
    house = Admission(2, Clock())
    house.enter("full")
    house.enter("full")
    sent_away(house)
    assert house.inside == 2, "who is sent away takes no place"
    house.leave()
    house.enter("full")


def test_who_is_sent_away_first_is_asked_back_first_and_no_two_at_once() -> None:
    """Fair, and no second crowd: the moments follow each other slower than places become free."""
    house = Admission(0, Clock())
    moments = [sent_away(house) for _ in range(5_000)]
    assert moments[0] >= admission.SOONEST
    assert moments == sorted(moments)
    assert len(set(moments)) == len(moments)
    assert (len(moments) - 1) / (moments[-1] - moments[0]) <= admission.FIRST_PACE * admission.HEADROOM * 1.01


def test_the_pace_is_that_at_which_people_leave() -> None:
    clock = Clock()
    house = Admission(1_000, clock)
    for _ in range(1_000):
        house.enter("full")
    for _ in range(5):  # two hundred a second
        clock.now += 2
        for _ in range(400):
            house.leave()
        for _ in range(400):
            house.enter("full")
        sent_away(house)  # now and then somebody has to ask
    first, second = sent_away(house), sent_away(house)
    assert second - first == pytest.approx(1 / (200 * admission.HEADROOM), abs=0.002)


def test_nobody_waits_long_because_a_rush_has_just_begun() -> None:
    """In its first second nobody has got through yet: of those sent away then all are asked back soon."""
    clock = Clock()
    house = Admission(1_000, clock)
    for _ in range(1_000):
        house.enter("full")
    clock.now += 1.1
    assert max(sent_away(house) for _ in range(2_000)) < 7


def test_nobody_is_sent_away_for_longer_than_can_be_foreseen() -> None:
    house = Admission(0, Clock())
    moments = [sent_away(house) for _ in range(60_000)]
    assert max(moments) <= admission.LATEST
    late = [moment for moment in moments if moment > admission.LATEST / 2]
    assert max(Counter(late).values()) < len(late) / 100, "spread, not all at the last moment"


def test_all_who_come_back_as_told_find_room() -> None:
    """Nobody starves: a crowd ten times as large as the house is served in the order of its coming."""
    clock, serve_each = Clock(), 1 / 500
    house = Admission(100, clock)
    expected = [(clock.now, place) for place in range(1_000)]
    served: list[int] = []
    turned_away: dict[int, int] = {}
    inside: list[int] = []
    free_at = clock.now
    while len(served) < 1_000:
        clock.now += serve_each
        while inside and free_at <= clock.now:
            served.append(inside.pop(0))
            house.leave()
            free_at += serve_each
        free_at = max(free_at, clock.now) if not inside else free_at
        expected.sort()
        while expected and expected[0][0] <= clock.now:
            _, place = expected.pop(0)
            if house.full:
                turned_away[place] = turned_away.get(place, 0) + 1
                expected.append((clock.now + house.moment(), place))
            else:
                house.enter("full")
                inside.append(place)
    assert turned_away, "the premise: not all find room at once"
    assert max(turned_away.values()) <= 3
    assert clock.now - 1000 < 10, "nor does it take much longer than serving a thousand does"
