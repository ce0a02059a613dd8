"""Files: what people have put here, and who may read it."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Connection

from hubbub.domain.models import Attachment
from hubbub.storage import bulk

Wish = tuple[str, int]
"""A file's id and the user who wants it."""

_READABLE = (
    "SELECT f.id, k.column2, f.name, f.media_type, b.size, b.width, b.height, b.blurhash FROM (VALUES ",
    ") AS k CROSS JOIN files f CROSS JOIN blobs b WHERE f.id = k.column1 AND b.hash = f.blob_hash AND ("
    "f.owner_id = k.column2 OR EXISTS (SELECT 1 FROM attachments a JOIN members m ON"
    " m.conversation_id = a.conversation_id AND m.user_id = k.column2 AND a.seq > m.joined_seq"
    " WHERE a.file_id = f.id))",
)


def load(connection: Connection, wishes: list[Wish]) -> dict[Wish, Attachment]:
    """Return those of the files that their readers may read: their own, and what their conversations hold."""
    return {(row[0], row[1]): _of(*row[2:], id=row[0]) for row in bulk.select(connection, *_READABLE, wishes)}


def _of(name: str, media_type: str, size: int, *look: Any, id: str) -> Attachment:
    return Attachment(id, name, media_type, size, *look)
