"""Pictures that people and conversations show: at most one each, at an address that nobody can guess."""

from __future__ import annotations

from typing import Final

from sqlalchemy import Connection, delete, insert, select

from hubbub.errors import NotFound
from hubbub.storage import contents
from hubbub.storage import tables as t
from hubbub.storage.contents import Content
from hubbub.storage.files import new_id
from hubbub.storage.transaction import Transaction

PATH: Final = "/api/v1/avatars"

_V, _B = t.avatars.c, t.blobs.c


def replace(
    tx: Transaction, content: Content | None, *, user: int | None = None, conversation: int | None = None
) -> str | None:
    """Forget the picture of a user or a conversation, and return the address of the new one, or None."""
    forget(tx, user=user, conversation=conversation)
    if content is None:
        return None
    contents.keep(tx, content)
    avatar = new_id()
    tx.connection.execute(
        insert(t.avatars).values(
            id=avatar, blob_hash=content.hash, user_id=user, conversation_id=conversation
        )
    )
    return f"{PATH}/{avatar}"


def forget(
    tx: Transaction, *, but: str | None = None, user: int | None = None, conversation: int | None = None
) -> None:
    """Forget the picture of a user or a conversation, unless it is the one at the address ``but``."""
    owned = _V.user_id == user if user is not None else _V.conversation_id == conversation
    kept = (but or "").removeprefix(f"{PATH}/")
    tx.connection.execute(delete(t.avatars).where(owned, _V.id != kept))


def find(connection: Connection, avatar: str) -> tuple[str, int]:
    """Return the hash and the size of a picture. Raises NotFound."""
    row = connection.execute(
        select(_B.hash, _B.size).join(t.avatars, _V.blob_hash == _B.hash).where(_V.id == avatar)
    ).one_or_none()
    if row is None:
        raise NotFound("avatar: there is none of this id")
    return row.hash, row.size
