"""Invitations to a group or channel: a link that lets in whoever has it, for a while, so many times."""

from __future__ import annotations

from typing import Annotated, Final

from msgspec import Meta
from sqlalchemy import Connection

from hubbub.domain.ids import ConversationId
from hubbub.domain.models import Invite, Listing, Role, User
from hubbub.domain.policy import check_may_invite
from hubbub.domain.times import rfc3339
from hubbub.errors import Forbidden
from hubbub.services.context import Context
from hubbub.services.conversations import One
from hubbub.storage import conversation_invites, conversations, members, summaries, users
from hubbub.storage.members import Place
from hubbub.storage.transaction import Transaction
from hubbub.wire.operation import Answer, Nothing, Operation

HOUR_MS: Final = 3_600_000

Code = Annotated[str, Meta(min_length=1, max_length=64, description="What `invite.create` answered.")]
InviteId = Annotated[
    str, Meta(pattern="^[0-9a-f]{64}$", description="An invitation's id, which lets nobody in.")
]


class Create(Operation, frozen=True, kw_only=True, tag="invite.create"):
    """Make a code by which others may join."""

    conversation: ConversationId
    uses: Annotated[int, Meta(ge=1, le=10_000)] = 100
    hours: Annotated[int, Meta(ge=1, le=8_760)] = 168


class ListAll(Operation, frozen=True, kw_only=True, tag="invite.list"):
    """List the invitations to a conversation that still work. Their codes are not kept."""

    conversation: ConversationId


class Revoke(Operation, frozen=True, kw_only=True, tag="invite.revoke"):
    """End an invitation: one's own, or as owner or moderator any."""

    invite: InviteId


class Get(Operation, frozen=True, kw_only=True, tag="invite.get"):
    """Ask what a code invites to, before or after logging in."""

    code: Code


class Accept(Operation, frozen=True, kw_only=True, tag="invite.accept"):
    """Join by a code. Who is a member already uses nothing up."""

    code: Code


class Made(Answer, frozen=True):
    """An invitation, and the code that is shown this once."""

    code: str
    invite: Invite


class Invites(Answer, frozen=True):
    """Invitations, the newest first."""

    invites: list[Invite]


class Offer(Answer, frozen=True):
    """What somebody is invited to, and by whom."""

    conversation: Listing
    by: User
    expires_at: str


async def create(ctx: Context, op: Create) -> Made:
    """Make an invitation. Raises Forbidden for those who may not, Conflict where there are too many."""
    me = ctx.me

    def work(tx: Transaction) -> Made:
        place = _access(tx.connection, op.conversation, me)
        return Made(*conversation_invites.create(tx, place, uses=op.uses, lifetime_ms=op.hours * HOUR_MS))

    return await ctx.log.transact(work)


async def list_all(ctx: Context, op: ListAll) -> Invites:
    """List a conversation's invitations."""
    now = ctx.services.clock()

    def work(connection: Connection, me: int) -> Invites:
        _access(connection, op.conversation, me)
        return Invites(conversation_invites.list_of(connection, op.conversation, now))

    return await ctx.read(work, ctx.me)


async def revoke(ctx: Context, op: Revoke) -> Nothing:
    """End an invitation. Raises NotFound for who is not in its conversation."""
    me = ctx.me

    def work(tx: Transaction) -> None:
        invite = conversation_invites.get(tx.connection, op.invite)
        place = members.access(tx.connection, invite.conversation, me)
        if invite.by != me and place.role is Role.MEMBER:
            raise Forbidden("invite: somebody else's")
        conversation_invites.revoke(tx, op.invite)

    await ctx.log.transact(work)
    return Nothing()


async def get(ctx: Context, op: Get) -> Offer:
    """Say what a code invites to. Raises NotFound."""
    login = ctx.caller.login
    return await ctx.read(_get, op.code, ctx.services.clock(), None if login is None else login.user.id)


async def accept(ctx: Context, op: Accept) -> One:
    """Join by a code. Raises NotFound."""
    me = ctx.me

    def work(tx: Transaction) -> One:
        conversation = conversation_invites.leads_to(tx.connection, op.code)
        # Before it is asked whether the code still works: who used it last may not have heard the answer.
        if conversation is None or not members.is_member(tx.connection, conversation, me):
            invitation = conversation_invites.find(tx.connection, op.code, tx.now)
            conversation = invitation.inviter.conversation
            conversation_invites.use(tx, invitation)
            members.join(tx, conversation, invitation.inviter.kind, me, by=me)
        return One(summaries.get(tx.connection, conversation, me))

    return await ctx.log.transact(work)


def _access(connection: Connection, conversation: int, user: int) -> Place:
    place = members.access(connection, conversation, user)
    check_may_invite(place.role, place.kind, public=place.public)
    return place


def _get(connection: Connection, code: str, now: int, user: int | None) -> Offer:
    invitation = conversation_invites.find(connection, code, now)
    inviter = invitation.inviter
    return Offer(
        conversations.listing(connection, inviter.conversation, user),
        users.get(connection, inviter.user),
        rfc3339(invitation.expires_at),
    )
