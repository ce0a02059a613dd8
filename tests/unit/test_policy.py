"""The policy table: complete, default deny, and rising with the roles."""

from __future__ import annotations

import itertools

import pytest

from hubbub.domain.models import Kind, Role
from hubbub.domain.policy import TABLE, Right, check_may, check_outranks, may, sees_all_history
from hubbub.errors import Forbidden


def test_a_refusal_is_a_sentence() -> None:
    with pytest.raises(Forbidden, match=r"^a moderator may not act upon an owner$"):
        check_outranks(Role.MODERATOR, Role.OWNER)


def test_every_kind_of_conversation_has_its_rules() -> None:
    assert set(TABLE) == set(Kind)


def test_what_is_not_in_the_table_is_allowed_to_nobody() -> None:
    """DESIGN 7: default deny."""
    for kind, right, role in itertools.product(Kind, Right, Role):
        if right not in TABLE[kind]:
            assert not may(role, right, kind)
            with pytest.raises(Forbidden):
                check_may(role, right, kind)


@pytest.mark.parametrize("kind", Kind)
@pytest.mark.parametrize("right", Right)
def test_who_stands_higher_may_no_less(kind: Kind, right: Right) -> None:
    allowed = [may(role, right, kind) for role in (Role.MEMBER, Role.MODERATOR, Role.OWNER)]
    assert allowed == sorted(allowed)


@pytest.mark.parametrize("kind", Kind)
def test_every_member_may_talk_and_take_it_back(kind: Kind) -> None:
    for role, right in itertools.product(Role, (Right.SEND, Right.EDIT_OWN, Right.DELETE_OWN)):
        check_may(role, right, kind)


@pytest.mark.parametrize("kind", [Kind.DIRECT, Kind.LOBBY])
@pytest.mark.parametrize("role", Role)
def test_there_is_nothing_to_govern_in_a_direct_conversation_or_the_lobby(kind: Kind, role: Role) -> None:
    for right in (
        Right.ADD_MEMBER,
        Right.INVITE,
        Right.INVITE_PUBLICLY,
        Right.REMOVE_MEMBER,
        Right.CHANGE_ROLE,
        Right.UPDATE,
        Right.DELETE_ANY,
    ):
        assert not may(role, right, kind)


def test_one_acts_upon_those_below_oneself_only() -> None:
    ranks = [Role.MEMBER, Role.MODERATOR, Role.OWNER]
    for actor, subject in itertools.product(ranks, ranks):
        if ranks.index(actor) > ranks.index(subject):
            check_outranks(actor, subject)
        else:
            with pytest.raises(Forbidden):
                check_outranks(actor, subject)


def test_a_private_group_keeps_its_past_from_newcomers() -> None:
    assert {kind for kind in Kind if sees_all_history(kind)} == {Kind.CHANNEL, Kind.LOBBY}
