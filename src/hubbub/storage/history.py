"""The log as it is read back: what happened in a conversation since a position, in order."""

from __future__ import annotations

from typing import Any, get_args

import msgspec
from sqlalchemy import Connection

from hubbub.domain.events import AnyLogEvent, MessageEdited, MessageSent
from hubbub.domain.models import Message
from hubbub.domain.times import rfc3339
from hubbub.storage import bulk, messages

Span = tuple[int, int, int]
"""A conversation and the events wanted of it: after the second, up to the third."""

_KINDS: dict[str, type[Any]] = {str(kind.__struct_config__.tag): kind for kind in get_args(AnyLogEvent)}
_MESSAGES = (
    f"SELECT {messages.COLUMNS} FROM (VALUES ",
    ") AS k CROSS JOIN messages m"
    " WHERE m.conversation_id = k.column1 AND m.seq > k.column2 AND m.seq <= k.column3",
)
_CHANGES = (
    "SELECT x.conversation_id, x.seq, x.kind, x.actor_id, x.payload, x.at FROM (VALUES ",
    ") AS k CROSS JOIN changes x"
    " WHERE x.conversation_id = k.column1 AND x.seq > k.column2 AND x.seq <= k.column3",
)
_TARGETS = (
    "SELECT m.conversation_id, m.seq, m.text, m.mentions FROM (VALUES ",
    ") AS k CROSS JOIN messages m WHERE m.conversation_id = k.column1 AND m.seq = k.column2",
)


def events(connection: Connection, spans: list[Span]) -> list[AnyLogEvent]:
    """Return what happened in these spans, by conversation and ``seq``, messages in their present state."""
    if not spans:
        return []
    found: list[AnyLogEvent] = [
        _sent(messages.of(*row)) for row in bulk.gather(connection, *_MESSAGES, spans)
    ]
    found += _changed(connection, bulk.gather(connection, *_CHANGES, spans))
    order = {span[0]: place for place, span in enumerate(spans)}
    found.sort(key=lambda event: (order[event.conversation], event.seq))
    return found


def _sent(m: Message) -> MessageSent:
    return MessageSent(
        m.conversation,
        m.seq,
        m.sent_at,
        m.sender,
        m.id,
        m.sender,
        m.client_id,
        m.text,
        m.reply_to,
        m.mentions,
        m.files,
        m.sent_at,
        m.edited_at,
        m.deleted,
        m.origin,
    )


def _changed(connection: Connection, rows: list[Any]) -> list[AnyLogEvent]:
    changes = [(row[0], row[1], row[2], row[3], _payload(row[4]), row[5]) for row in rows]
    edited = [(c, p["target"]) for c, _, kind, _, p, _ in changes if _KINDS[kind] is MessageEdited]
    now: dict[tuple[int, int], tuple[str, str | None]] = {}
    if edited:
        now = {(c, s): (text, named) for c, s, text, named in bulk.gather(connection, *_TARGETS, edited)}
    return [_change(*change, now) for change in changes]


def _change(
    conversation: int,
    seq: int,
    kind: str,
    actor: int,
    payload: dict[str, Any],
    at: int,
    now: dict[tuple[int, int], tuple[str, str | None]],
) -> AnyLogEvent:
    fields = {"conversation": conversation, "seq": seq, "at": rfc3339(at), "by": actor, **payload}
    if _KINDS[kind] is MessageEdited:
        text, named = now[conversation, payload["target"]]
        fields |= {"text": text, "mentions": messages.ids(named)}
    return msgspec.convert(fields, _KINDS[kind])  # type: ignore[no-any-return]


def _payload(value: str) -> dict[str, Any]:
    return msgspec.json.decode(value, type=dict[str, Any])
