"""Conversations: making, finding, joining, leaving and renaming them."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from msgspec import UNSET, Meta, UnsetType
from sqlalchemy import Connection

from hubbub.domain import text as texts
from hubbub.domain.events import ConversationUpdated, MemberLeft
from hubbub.domain.ids import ConversationId, FileId, UserId
from hubbub.domain.models import Kind, Listing, Summary
from hubbub.domain.policy import Right, check_may
from hubbub.errors import BadRequest
from hubbub.services import avatars
from hubbub.services.context import Context
from hubbub.services.users import Query, check_avatar
from hubbub.storage import conversations, members, summaries
from hubbub.storage.transaction import Transaction
from hubbub.wire.operation import Answer, Changed, Operation

MOST_AT_ONCE = 10_000


class Create(Operation, frozen=True, kw_only=True, tag="conversation.create"):
    """Make a group (private unless `public`) or a channel (public unless not)."""

    kind: Literal["group", "channel"]
    name: str
    topic: str = ""
    members: Annotated[list[UserId], Meta(max_length=MOST_AT_ONCE)] = []
    public: bool | UnsetType = UNSET


class ListMine(Operation, frozen=True, kw_only=True, tag="conversation.list"):
    """List the conversations you are in, latest activity first."""


class Get(Operation, frozen=True, kw_only=True, tag="conversation.get"):
    """Get one conversation you are in."""

    conversation: ConversationId


class Join(Operation, frozen=True, kw_only=True, tag="conversation.join"):
    """Join a public group or channel."""

    conversation: ConversationId


class Leave(Operation, frozen=True, kw_only=True, tag="conversation.leave"):
    """Leave a group or channel; an owner's goes to the senior moderator or member."""

    conversation: ConversationId


class Update(Operation, frozen=True, kw_only=True, tag="conversation.update"):
    """Change what a group or channel is called or about, or looks like: a `picture` is a file."""

    conversation: ConversationId
    name: str | UnsetType = UNSET
    topic: str | UnsetType = UNSET
    avatar: str | UnsetType | None = UNSET
    picture: FileId | UnsetType | None = UNSET


class Search(Operation, frozen=True, kw_only=True, tag="conversation.search"):
    """Find public groups and channels by name."""

    query: Query
    limit: Annotated[int, Meta(ge=1, le=100)] = 20


class One(Answer, frozen=True):
    """A conversation as you see it."""

    conversation: Summary


class Many(Answer, frozen=True):
    """Your conversations, latest activity first."""

    conversations: list[Summary]


class Listings(Answer, frozen=True):
    """Public conversations."""

    conversations: list[Listing]


async def create(ctx: Context, op: Create) -> One:
    """Make a group or channel owned by the caller."""
    me = ctx.me
    name = texts.check_line(op.name, "name", most=texts.MAX_TITLE)
    topic = texts.check_line(op.topic, "topic", most=texts.MAX_TOPIC, empty=True)
    kind = Kind(op.kind)
    public = kind is Kind.CHANNEL if op.public is UNSET else op.public

    def work(tx: Transaction) -> Summary:
        made = conversations.create(
            tx, kind, name=name, topic=topic, owner=me, members_=op.members, public=public
        )
        return summaries.get(tx.connection, made, me)

    return One(await ctx.log.transact(work))


async def list_mine(ctx: Context, _: ListMine) -> Many:
    """List the caller's conversations."""
    return Many(await ctx.read(summaries.list_of, ctx.me))


async def get(ctx: Context, op: Get) -> One:
    """Get one of the caller's conversations."""
    return One(await ctx.read(summaries.get, op.conversation, ctx.me))


async def join(ctx: Context, op: Join) -> Changed:
    """Make the caller a member of a public conversation. Raises Conflict for one who is there."""
    me = ctx.me

    def work(tx: Transaction) -> int:
        kind = conversations.known_kind(tx.connection, op.conversation, me)
        return members.join(tx, op.conversation, kind, me, by=me)

    return Changed(await ctx.log.transact(work))


async def leave(ctx: Context, op: Leave) -> Changed:
    """End the caller's membership."""
    me = ctx.me

    def work(tx: Transaction) -> int:
        place = members.access(tx.connection, op.conversation, me)
        check_may(place.role, Right.LEAVE, place.kind)
        return members.take_out(tx, MemberLeft, place, by=me)

    return Changed(await ctx.log.transact(work))


async def update(ctx: Context, op: Update) -> Changed:
    """Change a conversation's name, topic or avatar."""
    me, values = ctx.me, _values(op)
    await ctx.read(_check_may_update, op.conversation, me)  # before a picture costs a process
    square = await avatars.square_of(ctx, op.picture)

    def work(tx: Transaction) -> int:
        _check_may_update(tx.connection, op.conversation, me)
        seen = avatars.hang(tx, values, op.picture, square, conversation=op.conversation)
        conversations.change(tx, op.conversation, seen)
        return tx.change(ConversationUpdated, op.conversation, me, seen)

    return Changed(await ctx.log.transact(work))


async def search(ctx: Context, op: Search) -> Listings:
    """Find public conversations."""
    return Listings(await ctx.read(conversations.search, ctx.me, op.query, op.limit))


def _check_may_update(connection: Connection, conversation: int, user: int) -> None:
    place = members.access(connection, conversation, user)
    check_may(place.role, Right.UPDATE, place.kind)


def _values(op: Update) -> dict[str, Any]:
    values: dict[str, Any] = {}
    if op.name is not UNSET:
        values["name"] = texts.check_line(op.name, "name", most=texts.MAX_TITLE)
    if op.topic is not UNSET:
        values["topic"] = texts.check_line(op.topic, "topic", most=texts.MAX_TOPIC, empty=True)
    if op.avatar is not UNSET:
        values["avatar"] = check_avatar(op.avatar)
    avatars.check_one_way(op.avatar, op.picture)
    if not values and op.picture is UNSET:
        raise BadRequest("name: give name, topic, avatar or picture")
    return values
