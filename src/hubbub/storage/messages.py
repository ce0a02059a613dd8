"""Messages in their present state: reading, editing, deleting."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from typing import Any

import msgspec
from msgspec import UNSET
from sqlalchemy import Connection, Select, delete, func, insert, select, update

from hubbub.domain.models import Attachment, Message, Origin
from hubbub.domain.times import rfc3339
from hubbub.errors import NotFound
from hubbub.storage import tables as t
from hubbub.storage.transaction import Transaction

_M = t.messages.c
SELECTED: tuple[Any, ...] = (
    _M.conversation_id,
    _M.seq,
    _M.id,
    _M.sender_id,
    _M.client_id,
    _M.text,
    _M.reply_to,
    _M.mentions,
    _M.sent_at,
    _M.edited_at,
    _M.deleted_at,
    _M.files,
    _M.origin,
)
"""What `of` takes, in its order."""
_ATTACHMENTS = msgspec.json.Decoder(tuple[Attachment, ...])
_ORIGIN = msgspec.json.Decoder(Origin)


def fingerprint(text: str, files: Iterable[str] = ()) -> bytes:
    """Return 16 bytes that tell one text with its files from another."""
    return hashlib.blake2b("\0".join((text, *files)).encode(), digest_size=16).digest()


COLUMNS = (
    "m.conversation_id, m.seq, m.id, m.sender_id, m.client_id, m.text, m.reply_to, m.mentions,"
    " m.sent_at, m.edited_at, m.deleted_at, m.files, m.origin"
)
"""What `of` takes, in its order."""


def of(
    conversation: int,
    seq: int,
    message_id: int,
    sender: int,
    client_id: str | None,
    text: str,
    reply_to: int | None,
    mentioned: str | None,
    sent_at: int,
    edited_at: int | None,
    deleted_at: int | None,
    files: str | None,
    origin: str | None,
) -> Message:
    """Make a Message of a row's columns."""
    deleted = deleted_at is not None
    return Message(
        conversation=conversation,
        seq=seq,
        id=message_id,
        sender=sender,
        client_id=client_id,
        text="" if deleted else text,
        reply_to=reply_to,
        mentions=() if deleted else ids(mentioned),
        files=() if deleted else attached(files),
        sent_at=rfc3339(sent_at),
        edited_at=None if edited_at is None else rfc3339(edited_at),
        deleted=deleted,
        origin=UNSET if deleted or origin is None else _ORIGIN.decode(origin),
    )


def ids(mentioned: str | None) -> tuple[int, ...]:
    """Return the user ids of a ``mentions`` column."""
    return () if mentioned is None else tuple(msgspec.json.decode(mentioned, type=list[int]))


def attached(files: str | None) -> tuple[Attachment, ...]:
    """Return what a ``files`` column holds."""
    return () if files is None else _ATTACHMENTS.decode(files)


def get(connection: Connection, conversation: int, seq: int) -> Message:
    """Return the message at a position, deleted ones too. Raises NotFound."""
    row = connection.execute(_of(conversation).where(t.messages.c.seq == seq)).one_or_none()
    if row is None:
        raise NotFound(f"seq: no message {seq} here")
    return of(*row)


def before(connection: Connection, conversation: int, floor: int, seq: int, limit: int) -> list[Message]:
    """Return at most ``limit`` messages with floor < seq' < seq, the newest of them, ascending."""
    query = _of(conversation).where(t.messages.c.seq > floor, t.messages.c.seq < seq)
    rows = connection.execute(query.order_by(t.messages.c.seq.desc()).limit(limit)).all()
    return [of(*row) for row in reversed(rows)]


def after(connection: Connection, conversation: int, floor: int, seq: int, limit: int) -> list[Message]:
    """Return at most ``limit`` messages after both floor and seq, the oldest of them, ascending."""
    query = _of(conversation).where(t.messages.c.seq > max(floor, seq))
    return [of(*row) for row in connection.execute(query.order_by(t.messages.c.seq).limit(limit))]


def first_at(connection: Connection, conversation: int, floor: int, at: int) -> int | None:
    """Return the ``seq`` of the first message sent at or after a time, or None.

    Times do not fall along a log (one clock, one writer), so a binary search over ``seq`` finds the
    place in some twenty steps whatever the length, without an index of its own.
    """
    low, high = floor, _last(connection, conversation)
    if high <= floor:
        return None
    found: int | None = None
    while low < high:
        middle = (low + high) // 2
        row = connection.execute(
            select(t.messages.c.seq, t.messages.c.sent_at)
            .where(t.messages.c.conversation_id == conversation, t.messages.c.seq > middle)
            .order_by(t.messages.c.seq)
            .limit(1)
        ).one()
        if row.sent_at >= at:
            found, high = row.seq, middle
        else:
            low = row.seq
    return found


def edit(tx: Transaction, message: Message, text: str, mentioned: tuple[int, ...]) -> None:
    """Give a message another text."""
    tx.connection.execute(
        _at(update(t.messages), message).values(
            text=text,
            mentions=msgspec.json.encode(mentioned).decode() if mentioned else None,
            edited_at=tx.now,
            origin=None,  # how it was said elsewhere is not how it is said now
            fingerprint=_kept_print(message),
        )
    )


def erase(tx: Transaction, message: Message) -> None:
    """Delete a message's content; its place in the order stays."""
    tx.connection.execute(
        _at(update(t.messages), message).values(
            text="",
            mentions=None,
            deleted_at=tx.now,
            files=None,
            origin=None,
            fingerprint=_kept_print(message),
        )
    )
    tx.connection.execute(
        delete(t.attachments).where(
            t.attachments.c.conversation_id == message.conversation, t.attachments.c.seq == message.seq
        )
    )
    count_mentions(tx, message, ())


def count_mentions(tx: Transaction, message: Message, users: Iterable[int]) -> None:
    """Let a message count as a mention for these users and for nobody else."""
    tx.connection.execute(
        delete(t.mentions).where(
            t.mentions.c.conversation_id == message.conversation, t.mentions.c.seq == message.seq
        )
    )
    rows = [
        {"user_id": user, "conversation_id": message.conversation, "seq": message.seq}
        for user in users
        if user != message.sender
    ]
    if rows:
        tx.connection.execute(insert(t.mentions), rows)


def _of(conversation: int) -> Select[Any]:
    return select(*SELECTED).where(t.messages.c.conversation_id == conversation)


def _kept_print(message: Message) -> Any:
    first = fingerprint(message.text, (file.id for file in message.files))
    return func.coalesce(t.messages.c.fingerprint, first)


def _at(statement: Any, message: Message) -> Any:
    return statement.where(
        t.messages.c.conversation_id == message.conversation, t.messages.c.seq == message.seq
    )


def _last(connection: Connection, conversation: int) -> int:
    last = connection.execute(
        select(func.max(t.messages.c.seq)).where(t.messages.c.conversation_id == conversation)
    ).scalar_one()
    return int(last or 0)
