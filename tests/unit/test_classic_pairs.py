"""Pairing for classic calls: two by two, and a third person waits."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hubbub.classic.calls import Calls


def test_the_first_waits_and_the_second_makes_a_pair() -> None:
    calls: Calls[str] = Calls()
    assert calls.arrive("ada", "") is None
    assert calls.partner("ada") is None
    assert calls.arrive("grace", "") == ("ada", "grace")
    assert (calls.partner("ada"), calls.partner("grace")) == ("grace", "ada")


def test_a_third_waits_until_a_fourth_comes() -> None:
    calls: Calls[str] = Calls()
    calls.arrive("ada", "")
    calls.arrive("grace", "")
    assert calls.arrive("linus", "") is None
    assert calls.partner("linus") is None
    assert calls.partner("ada") == "grace"
    assert calls.arrive("barbara", "") == ("linus", "barbara")
    assert calls.partner("ada") == "grace"


def test_who_is_left_over_is_paired_with_who_waits() -> None:
    calls: Calls[str] = Calls()
    for person in ("ada", "grace", "linus"):
        calls.arrive(person, "")
    assert calls.leave("ada") == ("linus", "grace")
    assert calls.partner("grace") == "linus"


def test_who_is_left_over_waits_for_the_next() -> None:
    calls: Calls[str] = Calls()
    calls.arrive("ada", "")
    calls.arrive("grace", "")
    assert calls.leave("grace") is None
    assert calls.partner("ada") is None
    assert calls.arrive("linus", "") == ("ada", "linus")


def test_rooms_do_not_mix() -> None:
    calls: Calls[str] = Calls()
    assert calls.arrive("ada", "kitchen") is None
    assert calls.arrive("grace", "cellar") is None
    assert calls.arrive("linus", "kitchen") == ("ada", "linus")
    assert calls.partner("grace") is None


def test_one_who_waits_can_leave_and_one_who_is_not_there_too() -> None:
    calls: Calls[str] = Calls()
    calls.arrive("ada", "")
    assert calls.leave("ada") is None
    assert calls.leave("ada") is None
    assert calls.arrive("grace", "") is None
    assert len(calls) == 1


def test_nobody_arrives_twice() -> None:
    calls: Calls[str] = Calls()
    calls.arrive("ada", "")
    with pytest.raises(ValueError, match="twice"):
        calls.arrive("ada", "kitchen")


@given(st.lists(st.tuples(st.integers(0, 9), st.sampled_from(["", "kitchen"])), max_size=60))
def test_whatever_people_do_at_most_one_waits_in_a_room_and_no_call_is_disturbed(
    steps: list[tuple[int, str]],
) -> None:
    """Each step is somebody who arrives, or leaves if they are there."""
    calls: Calls[int] = Calls()
    rooms: dict[int, str] = {}
    for person, room in steps:
        before = {one: calls.partner(one) for one in rooms}
        touched = {person, before.get(person)}
        if person in rooms:
            del rooms[person]
            pair = calls.leave(person)
        else:
            rooms[person] = room
            pair = calls.arrive(person, room)
        touched |= set(pair or ())
        for one, room in rooms.items():
            partner = calls.partner(one)
            assert partner is None or (calls.partner(partner) == one and rooms[partner] == room)
            assert one in touched or partner == before[one]
        alone = [rooms[one] for one in rooms if calls.partner(one) is None]
        assert len(alone) == len(set(alone))
        assert len(calls) == len(rooms)
