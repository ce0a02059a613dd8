"""What a member wants of a conversation for themselves alone: muted, pinned, archived.

The server keeps the three and changes none by itself, so all devices agree. What is archived stays archived
when somebody writes, and counts as unread like any other: what that means to the eye is the client's.
"""

from __future__ import annotations

from msgspec import UNSET, UnsetType

from hubbub.domain.events import ConversationPreferred
from hubbub.domain.ids import ConversationId
from hubbub.domain.models import Preferences
from hubbub.errors import BadRequest
from hubbub.services.context import Context
from hubbub.storage import members
from hubbub.storage.transaction import Transaction
from hubbub.wire.operation import Operation


class Prefer(Operation, frozen=True, kw_only=True, tag="conversation.prefer"):
    """Mute, pin or archive a conversation for yourself, or undo it."""

    conversation: ConversationId
    muted: bool | UnsetType = UNSET
    pinned: bool | UnsetType = UNSET
    archived: bool | UnsetType = UNSET


async def prefer(ctx: Context, op: Prefer) -> Preferences:
    """Change how the caller keeps a conversation, and tell all their connections."""
    me, values = ctx.me, _values(op)

    def work(tx: Transaction) -> Preferences:
        place = members.access(tx.connection, op.conversation, me)
        kept = members.prefer(tx, place, values)
        tx.tell(me, ConversationPreferred(op.conversation, kept.muted, kept.pinned, kept.archived))
        return kept

    return await ctx.log.transact(work)


def _values(op: Prefer) -> dict[str, bool]:
    given = {name: getattr(op, name) for name in Preferences.__struct_fields__}
    values = {name: value for name, value in given.items() if value is not UNSET}
    if not values:
        raise BadRequest("muted: give muted, pinned or archived")
    return values
