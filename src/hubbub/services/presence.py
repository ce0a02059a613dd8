"""Presence and typing: the latest value of things that nobody keeps."""

from __future__ import annotations

from typing import Annotated, Final

from msgspec import Meta

from hubbub.bus.port import Whisper
from hubbub.domain.events import Typing
from hubbub.domain.ids import ConversationId, UserId
from hubbub.domain.models import Presence
from hubbub.domain.policy import Right, check_may
from hubbub.domain.times import rfc3339
from hubbub.services.context import Context
from hubbub.storage import members, users
from hubbub.wire.operation import Answer, Nothing, Operation

MOST_TOLD: Final = 100
"""Nobody is told who types in front of a larger audience."""


class StartTyping(Operation, frozen=True, kw_only=True, tag="typing.start"):
    """Say that you are typing; it ends by itself after five seconds."""

    conversation: ConversationId


class GetPresence(Operation, frozen=True, kw_only=True, tag="presence.get"):
    """Ask who is connected; unknown users are left out."""

    users: Annotated[list[UserId], Meta(max_length=1000)]


class Presences(Answer, frozen=True):
    """Who is connected, in the order asked."""

    users: list[Presence]


async def start_typing(ctx: Context, op: StartTyping) -> Nothing:
    """Tell the others in a conversation that the caller is typing."""
    me = ctx.me
    place = await ctx.read(members.access, op.conversation, me)
    check_may(place.role, Right.SEND, place.kind)
    ctx.services.bus.whisper(
        Whisper(
            ("typing", op.conversation, me),
            Typing(op.conversation, me),
            conversations=(op.conversation,),
            most=MOST_TOLD,
            silent_for=me,
        )
    )
    return Nothing()


async def get_presence(ctx: Context, op: GetPresence) -> Presences:
    """Say of each user whether they are connected."""
    seen = await ctx.read(users.seen_at, op.users)
    attendance = ctx.services.attendance
    return Presences(
        [
            Presence(user, attendance.seems_online(user), _at(attendance.last_seen(user) or seen[user]))
            for user in dict.fromkeys(op.users)
            if user in seen
        ]
    )


def _at(moment: int | None) -> str | None:
    return None if moment is None else rfc3339(moment)
