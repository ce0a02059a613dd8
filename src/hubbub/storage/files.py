"""Files: what people have put here under a name of theirs, who may read it, and what no message holds."""

from __future__ import annotations

import secrets

from sqlalchemy import Connection, delete, exists, func, insert, select

from hubbub.domain.models import Attachment
from hubbub.errors import Conflict, NotFound
from hubbub.storage import bulk
from hubbub.storage import tables as t
from hubbub.storage.transaction import Transaction

Wish = tuple[str, int]
"""A file's id and the user who wants it."""

_F, _B, _A = t.files.c, t.blobs.c, t.attachments.c
_IS_UNUSED = ~exists().where(_A.file_id == _F.id)
_READABLE = (
    "SELECT f.id, k.column2, f.name, COALESCE(b.media_type, f.media_type), b.size, b.width, b.height,"
    " b.blurhash, b.hash FROM (VALUES ",
    ") AS k CROSS JOIN files f CROSS JOIN blobs b WHERE f.id = k.column1 AND b.hash = f.blob_hash AND ("
    "f.owner_id = k.column2 OR EXISTS (SELECT 1 FROM attachments a JOIN members m ON"
    " m.conversation_id = a.conversation_id AND m.user_id = k.column2 AND a.seq > m.joined_seq"
    " WHERE a.file_id = f.id))",
)


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


def unused(connection: Connection, before: int, limit: int) -> list[str]:
    """Return files that no message holds and that are older than a time. Looks through all old ones."""
    found = select(_F.id).where(_F.created_at < before, _IS_UNUSED).order_by(_F.created_at).limit(limit)
    return list(connection.scalars(found))


def discard(tx: Transaction, file: str, owner: int) -> None:
    """Forget somebody's own file. Raises Conflict while a message holds it, and NotFound for all others."""
    is_theirs = select(exists().where(_F.id == file, _F.owner_id == owner))
    if not tx.connection.execute(is_theirs).scalar_one():
        raise no_such()
    if not remove_unused(tx, [file]):
        raise Conflict("file: a message holds it")


def remove_unused(tx: Transaction, files: list[str]) -> int:
    """Forget those of the files that still no message holds; return how many."""
    return tx.connection.execute(delete(t.files).where(_F.id.in_(files), _IS_UNUSED)).rowcount
