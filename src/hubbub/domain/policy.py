"""Who may do what: one table, default deny.

A right is held by the roles its row names, for each kind of conversation. What is not in the
table is allowed to nobody.
"""

from __future__ import annotations

from enum import StrEnum

from hubbub.domain.models import Kind, Role
from hubbub.errors import Forbidden


class Right(StrEnum):
    """What a member may do with a conversation, its messages and its members."""

    SEND = "send messages"
    EDIT_OWN = "edit one's own messages"
    DELETE_OWN = "delete one's own messages"
    DELETE_ANY = "delete other people's messages"
    MENTION_EVERYONE = "mention everyone"
    ADD_MEMBER = "add members"
    INVITE = "invite people"
    INVITE_PUBLICLY = "invite people to what anybody may join"
    REMOVE_MEMBER = "remove members"
    CHANGE_ROLE = "change roles"
    UPDATE = "change the name and topic"
    LEAVE = "leave"
    CALL = "call"


_ALL = frozenset(Role)
_STAFF = frozenset({Role.OWNER, Role.MODERATOR})
_OWNER = frozenset({Role.OWNER})

_ROOM: dict[Right, frozenset[Role]] = {
    Right.SEND: _ALL,
    Right.EDIT_OWN: _ALL,
    Right.DELETE_OWN: _ALL,
    Right.DELETE_ANY: _STAFF,
    Right.MENTION_EVERYONE: _ALL,
    Right.ADD_MEMBER: _ALL,
    Right.INVITE: _STAFF,
    Right.INVITE_PUBLICLY: _ALL,
    Right.REMOVE_MEMBER: _STAFF,
    Right.CHANGE_ROLE: _OWNER,
    Right.UPDATE: _STAFF,
    Right.LEAVE: _ALL,
}
_CALLS: dict[Right, frozenset[Role]] = {Right.CALL: _ALL}
_TALK_ONLY: dict[Right, frozenset[Role]] = {
    Right.SEND: _ALL,
    Right.EDIT_OWN: _ALL,
    Right.DELETE_OWN: _ALL,
}

TABLE: dict[Kind, dict[Right, frozenset[Role]]] = {
    Kind.DIRECT: _TALK_ONLY | _CALLS,
    Kind.LOBBY: _TALK_ONLY,
    Kind.GROUP: _ROOM | _CALLS,
    Kind.CHANNEL: _ROOM,
}

_ONE = {Role.MEMBER: "a member", Role.MODERATOR: "a moderator", Role.OWNER: "an owner"}
_RANK = {Role.MEMBER: 0, Role.MODERATOR: 1, Role.OWNER: 2}


def may(role: Role, right: Right, kind: Kind) -> bool:
    """Say whether a member with this role has this right in a conversation of this kind."""
    return role in TABLE[kind].get(right, frozenset())


def check_may(role: Role, right: Right, kind: Kind) -> None:
    """Raise Forbidden unless the role has the right."""
    if not may(role, right, kind):
        raise Forbidden(f"a {role} of a {kind} may not {right.value}")


def may_invite(role: Role, kind: Kind, *, public: bool) -> bool:
    """Say whether a member may make invitations."""
    return may(role, Right.INVITE_PUBLICLY if public else Right.INVITE, kind)


def check_may_invite(role: Role, kind: Kind, *, public: bool) -> None:
    """Raise Forbidden unless the member may make invitations."""
    if not may_invite(role, kind, public=public):
        raise Forbidden(f"a {role} of this {kind} may not {Right.INVITE.value}")


def check_outranks(actor: Role, subject: Role) -> None:
    """Raise Forbidden unless the actor stands above the one they act upon."""
    if _RANK[actor] <= _RANK[subject]:
        raise Forbidden(f"a {actor} may not act upon {_ONE[subject]}")


def sees_all_history(kind: Kind) -> bool:
    """Say whether a newcomer may read what was said before; a private group keeps it from them."""
    return kind in (Kind.CHANNEL, Kind.LOBBY)
