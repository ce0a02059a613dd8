"""Messages: sending, editing, deleting, reading back."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Annotated, Final

from msgspec import UNSET, Meta, UnsetType
from sqlalchemy import Connection

from hubbub.domain import times
from hubbub.domain.events import MessageDeleted, MessageEdited
from hubbub.domain.ids import ClientId, ConversationId, FileId, Seq, UserId
from hubbub.domain.log import Append, Sent
from hubbub.domain.models import Message
from hubbub.domain.policy import Right, check_may
from hubbub.domain.text import check_text
from hubbub.errors import BadRequest, Forbidden, HubbubError, NotFound
from hubbub.services.context import Caller, Context, Services
from hubbub.storage import members, mentions, messages
from hubbub.storage.members import Place
from hubbub.storage.transaction import Transaction
from hubbub.wire.operation import Answer, Changed, Operation

MOST_MESSAGES: Final = 200
MOST_FILES: Final = 20
MOST_CHARACTERS: Final = 500_000
"""An answer holds fewer messages than asked for, and says `has_more`, rather than more text than this."""
Limit = Annotated[int, Meta(ge=1, le=MOST_MESSAGES)]


class Send(Operation, frozen=True, kw_only=True, tag="message.send"):
    """Say something, in a conversation or to a person. With a `client_id` it can be retried safely.

    With `files` the text may be empty.
    """

    text: str
    conversation: ConversationId | UnsetType = UNSET
    to: UserId | UnsetType = UNSET
    client_id: ClientId | None = None
    reply_to: Seq | None = None
    files: Annotated[list[FileId], Meta(max_length=MOST_FILES)] = []


class Edit(Operation, frozen=True, kw_only=True, tag="message.edit"):
    """Give a message of yours another text."""

    conversation: ConversationId
    seq: Seq
    text: str


class Delete(Operation, frozen=True, kw_only=True, tag="message.delete"):
    """Take a message back: yours, or anyone's if you moderate the room."""

    conversation: ConversationId
    seq: Seq


class ReadHistory(Operation, frozen=True, kw_only=True, tag="message.history"):
    """Read messages before, after or around a position, or from a time on; without any, the newest."""

    conversation: ConversationId
    before: Annotated[int, Meta(ge=0, le=2**53 - 1)] | UnsetType = UNSET
    after: Annotated[int, Meta(ge=0, le=2**53 - 1)] | UnsetType = UNSET
    around: Annotated[int, Meta(ge=0, le=2**53 - 1)] | UnsetType = UNSET
    at: Annotated[datetime, Meta(tz=True)] | UnsetType = UNSET
    limit: Limit = 50


class History(Answer, frozen=True):
    """Messages by ascending `seq`, in their present state; `has_more` in the direction asked for."""

    messages: list[Message]
    has_more: bool


def send(services: Services, caller: Caller, op: Send, done: Callable[[Sent | HubbubError], None]) -> None:
    """Queue a message; ``done`` is called once it is stored, or is not. Raises what is wrong at once."""
    sender = caller.user.id
    text = "" if op.files and not op.text.strip() else check_text(op.text)
    if len(set(op.files)) < len(op.files):
        raise BadRequest("files: each only once")
    room = None if op.conversation is UNSET else op.conversation
    to = None if op.to is UNSET else op.to
    if (room is None) == (to is None):
        raise BadRequest("conversation: give either conversation or to")
    services.log.append(Append(sender, room, to, text, op.client_id, op.reply_to, done, tuple(op.files)))


async def edit(ctx: Context, op: Edit) -> Changed:
    """Give the caller's own message another text."""
    me, text = ctx.me, check_text(op.text)

    def work(tx: Transaction) -> int:
        place, message = _access_message(tx.connection, op.conversation, me, op.seq)
        check_may(place.role, Right.EDIT_OWN, place.kind)
        if message.sender != me:
            raise Forbidden("seq: not your message")
        line = (0, op.conversation, text, str(place.kind))
        named = mentions.resolve(tx.connection, [line]).get(0) or mentions.NOBODY
        messages.edit(tx, message, text, named.shown)
        messages.count_mentions(tx, message, named.counted)
        live = {"text": text, "mentions": named.shown}
        return tx.change(MessageEdited, op.conversation, me, {"target": op.seq}, live)

    return Changed(await ctx.log.transact(work))


async def delete(ctx: Context, op: Delete) -> Changed:
    """Delete a message of the caller's, or of anybody's if their role allows it."""
    me = ctx.me

    def work(tx: Transaction) -> int:
        place, message = _access_message(tx.connection, op.conversation, me, op.seq)
        right = Right.DELETE_OWN if message.sender == me else Right.DELETE_ANY
        check_may(place.role, right, place.kind)
        messages.erase(tx, message)
        return tx.change(MessageDeleted, op.conversation, me, {"target": op.seq})

    return Changed(await ctx.log.transact(work))


async def read_history(ctx: Context, op: ReadHistory) -> History:
    """Read a page of a conversation's messages, within the caller's membership."""
    given = [field for field in (op.before, op.after, op.around, op.at) if field is not UNSET]
    if len(given) > 1:
        raise BadRequest("before: give one of before, after, around and at")
    return await ctx.read(_history, op, ctx.me)


def _page(messages: list[Message], limit: int, *, newest: bool) -> History:
    """Return what fits into one answer, taken from one end."""
    room = MOST_CHARACTERS
    page: list[Message] = []
    for message in reversed(messages) if newest else messages:
        room -= len(message.text)
        if len(page) == limit or (page and room < 0):
            break
        page.append(message)
    if newest:
        page.reverse()
    return History(page, len(page) < len(messages))


def _history(connection: Connection, op: ReadHistory, me: int) -> History:
    place = members.access(connection, op.conversation, me)
    room, floor, limit = op.conversation, place.joined_seq, op.limit
    if op.around is not UNSET:
        return _around(connection, place, op.around, limit)
    if op.at is not UNSET:
        first = messages.first_at(connection, room, floor, times.milliseconds(op.at))
        page = [] if first is None else messages.after(connection, room, floor, first - 1, limit + 1)
        return _page(page, limit, newest=False)
    if op.after is not UNSET:
        page = messages.after(connection, room, floor, op.after, limit + 1)
        return _page(page, limit, newest=False)
    before = place.head + 1 if op.before is UNSET else op.before
    page = messages.before(connection, room, floor, before, limit + 1)
    return _page(page, limit, newest=True)


def _around(connection: Connection, place: Place, seq: int, limit: int) -> History:
    """Return the message with as many before as after it, or more of one side where the other ends."""
    older = messages.before(connection, place.conversation, place.joined_seq, seq, limit + 1)
    newer = messages.after(connection, place.conversation, place.joined_seq, seq - 1, limit + 1)
    take_newer = min(len(newer), max(limit - limit // 2, limit - len(older)))
    take_older = min(len(older), limit - take_newer)
    before, after = _page(older, take_older, newest=True), _page(newer, take_newer, newest=False)
    return History(before.messages + after.messages, before.has_more or after.has_more)


def _access_message(connection: Connection, conversation: int, me: int, seq: int) -> tuple[Place, Message]:
    place = members.access(connection, conversation, me)
    if seq <= place.joined_seq:
        raise NotFound(f"seq: no message {seq} here")
    message = messages.get(connection, conversation, seq)
    if message.deleted:
        raise NotFound(f"seq: message {seq} is deleted")
    return place, message
