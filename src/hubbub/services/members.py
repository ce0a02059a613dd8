"""Members: who is in a conversation, and in what role."""

from __future__ import annotations

from typing import Annotated

from msgspec import Meta
from sqlalchemy import Connection

from hubbub.domain.events import MemberLeft, MemberRemoved
from hubbub.domain.ids import ConversationId, UserId
from hubbub.domain.models import Member, Role
from hubbub.domain.policy import Right, check_may, check_outranks
from hubbub.errors import BadRequest
from hubbub.services.context import Context
from hubbub.storage import members, users
from hubbub.storage.transaction import Transaction
from hubbub.wire.operation import Answer, Changed, Operation


class ListAll(Operation, frozen=True, kw_only=True, tag="member.list"):
    """List the members of a conversation by user id, at most `limit` after the user `after`."""

    conversation: ConversationId
    after: Annotated[int, Meta(ge=0, le=2**53 - 1)] = 0
    limit: Annotated[int, Meta(ge=1, le=1000)] = 1000


class Add(Operation, frozen=True, kw_only=True, tag="member.add"):
    """Add someone to a group or channel."""

    conversation: ConversationId
    user: UserId


class Remove(Operation, frozen=True, kw_only=True, tag="member.remove"):
    """Remove someone who ranks below you."""

    conversation: ConversationId
    user: UserId


class SetRole(Operation, frozen=True, kw_only=True, tag="member.role"):
    """Make someone moderator, member, or the owner in your place."""

    conversation: ConversationId
    user: UserId
    role: Role


class Members(Answer, frozen=True):
    """Members by user id; `has_more` if there are more after the last."""

    members: list[Member]
    has_more: bool


async def list_all(ctx: Context, op: ListAll) -> Members:
    """List the members of one of the caller's conversations."""
    return await ctx.read(_list, op, ctx.me)


async def add(ctx: Context, op: Add) -> Changed:
    """Make someone a member. Raises Conflict if they are one."""
    me = ctx.me

    def work(tx: Transaction) -> int:
        place = members.access(tx.connection, op.conversation, me)
        check_may(place.role, Right.ADD_MEMBER, place.kind)
        return members.join(tx, op.conversation, place.kind, op.user, by=me)

    return Changed(await ctx.log.transact(work))


async def remove(ctx: Context, op: Remove) -> Changed:
    """End someone's membership; removing oneself is leaving."""
    me = ctx.me

    def work(tx: Transaction) -> int:
        place = members.access(tx.connection, op.conversation, me)
        if op.user == me:
            check_may(place.role, Right.LEAVE, place.kind)
            return members.take_out(tx, MemberLeft, place, by=me)
        check_may(place.role, Right.REMOVE_MEMBER, place.kind)
        other = members.access_other(tx.connection, op.conversation, op.user)
        check_outranks(place.role, other.role)
        return members.take_out(tx, MemberRemoved, other, by=me)

    return Changed(await ctx.log.transact(work))


async def set_role(ctx: Context, op: SetRole) -> Changed:
    """Change someone's role; a new owner replaces the old one, who becomes a moderator."""
    me = ctx.me

    def work(tx: Transaction) -> int:
        place = members.access(tx.connection, op.conversation, me)
        check_may(place.role, Right.CHANGE_ROLE, place.kind)
        members.access_other(tx.connection, op.conversation, op.user)
        if op.user == me:
            raise BadRequest("user: make someone else the owner instead")
        users.check_active(tx.connection, [op.user])
        if op.role is Role.OWNER:
            members.set_role(tx, op.conversation, me, Role.MODERATOR, by=me)
        return members.set_role(tx, op.conversation, op.user, op.role, by=me)

    return Changed(await ctx.log.transact(work))


def _list(connection: Connection, op: ListAll, me: int) -> Members:
    members.access(connection, op.conversation, me)
    page = members.list_of(connection, op.conversation, op.after, op.limit + 1)
    return Members(page[: op.limit], len(page) > op.limit)
