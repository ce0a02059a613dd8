"""Files: what people have put here, who may read it, and what nobody refers to any more.

A content is stored once, however many files share it. It may go when no file and no classic picture
is of it; whoever makes a file of a content does so in a transaction, and so does whoever removes one.
"""

from __future__ import annotations

import secrets
from typing import Any

from msgspec import Struct
from sqlalchemy import Connection, delete, exists, func, insert, select

from hubbub.domain.models import Attachment
from hubbub.errors import NotFound
from hubbub.storage import bulk
from hubbub.storage import tables as t
from hubbub.storage.transaction import Transaction

Wish = tuple[str, int]
"""A file's id and the user who wants it."""

_F, _B, _A, _M = t.files.c, t.blobs.c, t.attachments.c, t.members.c
_READABLE = (
    "SELECT f.id, k.column2, f.name, COALESCE(b.media_type, f.media_type), b.size, b.width, b.height,"
    " b.blurhash, b.hash FROM (VALUES ",
    ") AS k CROSS JOIN files f CROSS JOIN blobs b WHERE f.id = k.column1 AND b.hash = f.blob_hash AND ("
    "f.owner_id = k.column2 OR EXISTS (SELECT 1 FROM attachments a JOIN members m ON"
    " m.conversation_id = a.conversation_id AND m.user_id = k.column2 AND a.seq > m.joined_seq"
    " WHERE a.file_id = f.id))",
)


class Content(Struct, frozen=True):
    """What is stored: by its SHA-256, with what was seen of it if it is a picture."""

    hash: str
    md5: str
    size: int
    media_type: str | None = None
    width: int | None = None
    height: int | None = None
    blurhash: str | None = None


def new_id() -> str:
    """Return an id for a file: 128 random bits, 22 characters."""
    return secrets.token_urlsafe(16)


def load(connection: Connection, wishes: list[Wish]) -> dict[Wish, Attachment]:
    """Return those of the files that their readers may read: their own, and what their conversations hold."""
    rows = bulk.select(connection, *_READABLE, wishes)
    return {(row[0], row[1]): Attachment(row[0], *row[2:8]) for row in rows}


def access(connection: Connection, file: str, user: int) -> tuple[Attachment, str]:
    """Return a file and its content's hash, for one who may read it. Raises NotFound."""
    for row in bulk.select(connection, *_READABLE, [(file, user)]):
        return Attachment(row[0], *row[2:8]), row[8]
    raise no_such()


def no_such() -> NotFound:
    """Return the one answer for a file that does not exist or is not for you."""
    return NotFound("file: there is none of this id for you")


def usage(connection: Connection, user: int) -> int:
    """Return the bytes of somebody's files, those on their way too."""
    kept = select(func.coalesce(func.sum(_B.size), 0)).join(t.files, _F.blob_hash == _B.hash)
    coming = select(func.coalesce(func.sum(t.uploads.c.size), 0))
    return int(
        connection.execute(kept.where(_F.owner_id == user)).scalar_one()
        + connection.execute(coming.where(t.uploads.c.owner_id == user)).scalar_one()
    )


def content(connection: Connection, sha256: str) -> Content | None:
    """Return a stored content, or None."""
    row = connection.execute(
        select(_B.hash, _B.md5, _B.size, _B.media_type, _B.width, _B.height, _B.blurhash).where(
            _B.hash == sha256
        )
    ).one_or_none()
    return None if row is None else Content(*row)


def add_content(tx: Transaction, made: Content) -> None:
    """Make a stored content known; twice is once."""
    if content(tx.connection, made.hash) is None:
        tx.connection.execute(
            insert(t.blobs).values(
                hash=made.hash,
                md5=made.md5,
                size=made.size,
                media_type=made.media_type,
                width=made.width,
                height=made.height,
                blurhash=made.blurhash,
                stored_at=tx.now,
            )
        )


def add(tx: Transaction, owner: int, file: str, sha256: str, name: str, media_type: str) -> Attachment:
    """Make a file of a known content."""
    tx.connection.execute(
        insert(t.files).values(
            id=file,
            blob_hash=sha256,
            owner_id=owner,
            name=name,
            media_type=media_type,
            created_at=tx.now,
        )
    )
    return access(tx.connection, file, owner)[0]


def remove_unused(tx: Transaction, before: int, limit: int) -> int:
    """Forget files that no message holds and that are older than a time; return how many."""
    unused = (
        select(_F.id)
        .where(_F.created_at < before, ~exists().where(_A.file_id == _F.id))
        .order_by(_F.created_at)
        .limit(limit)
    )
    found = list(tx.connection.scalars(unused))
    tx.connection.execute(delete(t.files).where(_F.id.in_(found)))
    return len(found)


def remove_contents(tx: Transaction, before: int, limit: int) -> list[str]:
    """Forget contents that no file is of, stored before a time; return their hashes.

    A picture of the classic door that no file is of counts as used until it is as old.
    """
    p = t.classic_pictures.c
    tx.connection.execute(
        delete(t.classic_pictures).where(p.uploaded_at < before, ~exists().where(_F.blob_hash == p.blob_hash))
    )
    unused: Any = (
        select(_B.hash)
        .where(
            _B.stored_at < before,
            ~exists().where(_F.blob_hash == _B.hash),
            ~exists().where(p.blob_hash == _B.hash),
        )
        .limit(limit)
    )
    found = list(tx.connection.scalars(unused))
    tx.connection.execute(delete(t.blobs).where(_B.hash.in_(found)))
    return found


def known(connection: Connection, hashes: list[str]) -> set[str]:
    """Return those of the hashes that are of known contents."""
    return set(connection.scalars(select(_B.hash).where(_B.hash.in_(hashes))))
