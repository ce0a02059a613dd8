"""Mentions: who is meant by ``@name`` and ``@all``, and how many of them someone has not read."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec import Struct
from sqlalchemy import Connection, and_, select

from hubbub.domain import text as texts
from hubbub.domain.models import Kind
from hubbub.storage import tables as t

MOST_COUNTED = 200
"""In a larger room ``@all`` is a word like others: it would cost a row and a notice for everyone."""


class Named(Struct, frozen=True):
    """Who is shown as mentioned, and for whom it counts (the same, but for ``@all``)."""

    shown: tuple[int, ...]
    counted: tuple[int, ...]


Line = tuple[int, int, str, str]
"""A key of the caller's, the conversation, the text, the conversation's kind."""


def resolve(connection: Connection, lines: Sequence[Line]) -> dict[int, Named]:
    """Say for each line that mentions members whom it means; lines that mention nobody are left out."""
    return {
        key: named
        for key, room, text, kind in lines
        if "@" in text and (named := _named(connection, room, text, kind)) is not None
    }


def _named(connection: Connection, room: int, text: str, kind: str) -> Named | None:
    candidates = texts.mention_candidates(text)
    if not candidates:
        return None
    rows = connection.execute(
        select(t.users.c.name_key, t.users.c.id)
        .join(t.members, and_(t.members.c.user_id == t.users.c.id, t.members.c.conversation_id == room))
        .where(t.users.c.name_key.in_(candidates))
    )
    shown = tuple(texts.mentioned(text, {row.name_key: row.id for row in rows}))
    counted = shown
    if kind in (Kind.GROUP, Kind.CHANNEL) and texts.mentions_everyone(text):
        everyone = connection.scalars(
            select(t.members.c.user_id).where(t.members.c.conversation_id == room).limit(MOST_COUNTED + 1)
        ).all()
        if len(everyone) <= MOST_COUNTED:
            shown = counted = tuple(everyone)
    return Named(shown, counted) if shown or counted else None


NOBODY = Named((), ())
