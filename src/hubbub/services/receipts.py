"""Receipts: how far people have read."""

from __future__ import annotations

from typing import Final

from sqlalchemy import Connection

from hubbub.bus.port import Whisper
from hubbub.domain.events import ReceiptRead
from hubbub.domain.ids import ConversationId, Cursor, Seq
from hubbub.services.context import Context
from hubbub.storage import members, summaries
from hubbub.storage.transaction import Transaction
from hubbub.wire.operation import Answer, Operation

MOST_TOLD: Final = 100
"""Where more connections than this look on, a receipt is told to the reader's own devices only."""
MOST_SEEN: Final = 1_000


class Read(Operation, frozen=True, kw_only=True, tag="receipt.read"):
    """Say how far you have read; the cursor only rises."""

    conversation: ConversationId
    seq: Cursor


class Seen(Operation, frozen=True, kw_only=True, tag="receipt.seen"):
    """Ask who has read as far as `seq`, at most a thousand of them."""

    conversation: ConversationId
    seq: Seq


class ReadSoFar(Answer, frozen=True):
    """Where your cursor is, and what is still unread."""

    read: Cursor
    unread: int


class SeenBy(Answer, frozen=True):
    """Users by id."""

    users: list[int]


async def read(ctx: Context, op: Read) -> ReadSoFar:
    """Raise the caller's read cursor."""
    me = ctx.me

    def work(tx: Transaction) -> tuple[ReadSoFar, bool]:
        place = members.access(tx.connection, op.conversation, me)
        cursor = members.read(tx, place, op.seq)
        unread = summaries.unread(tx.connection, op.conversation, me, cursor)
        return ReadSoFar(cursor, unread), cursor > place.read_seq

    answer, risen = await ctx.log.transact(work)
    if risen:
        ctx.services.bus.whisper(
            Whisper(
                ("receipt", op.conversation, me),
                ReceiptRead(op.conversation, me, answer.read),
                conversations=(op.conversation,),
                most=MOST_TOLD,
                users=(me,),
            )
        )
    return answer


async def seen(ctx: Context, op: Seen) -> SeenBy:
    """List who has read as far as ``seq``."""
    return SeenBy(await ctx.read(_seen, op, ctx.me))


def _seen(connection: Connection, op: Seen, me: int) -> list[int]:
    members.access(connection, op.conversation, me)
    return members.seen_by(connection, op.conversation, op.seq, MOST_SEEN)
