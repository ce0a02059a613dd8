"""Contents: bytes that are stored once, by their SHA-256, however many files share them.

A content goes in three steps, for what deletes bytes may be slow or far away and is no part of a
transaction: it is marked as leaving, its bytes are deleted, and then it is forgotten. Nobody makes a file
of one that is leaving, and one that somebody has just asked to keep is not let go for a while. One
process at a time sweeps.
"""

from __future__ import annotations

from typing import Any

from msgspec import Struct
from sqlalchemy import Connection, delete, exists, insert, select, update

from hubbub.errors import Unavailable
from hubbub.storage import tables as t
from hubbub.storage.transaction import Transaction

_B, _F, _P, _V = t.blobs.c, t.files.c, t.classic_pictures.c, t.avatars.c


class Content(Struct, frozen=True):
    """What is stored: by its SHA-256, with what was seen of it if it is a picture."""

    hash: str
    md5: str
    size: int
    media_type: str | None = None
    width: int | None = None
    height: int | None = None
    blurhash: str | None = None


_COLUMNS = (_B.hash, _B.md5, _B.size, _B.media_type, _B.width, _B.height, _B.blurhash)


def get(connection: Connection, sha256: str) -> Content | None:
    """Return a content of which a file may be made, or None."""
    found = select(*_COLUMNS).where(_B.hash == sha256, ~_B.leaving)
    row = connection.execute(found).one_or_none()
    return None if row is None else Content(*row)


def keep(tx: Transaction, content: Content) -> Content:
    """Make a stored content known, and let nobody remove it for as long as what is unused stays.

    Returns what is known of it now. Raises Unavailable while it is being removed.
    """
    found = tx.connection.execute(select(*_COLUMNS, _B.leaving).where(_B.hash == content.hash)).one_or_none()
    if found is None:
        tx.connection.execute(insert(t.blobs).values(**_values(content), stored_at=tx.now))
        return content
    *columns, leaving = found
    if leaving:
        raise Unavailable("files: this content is being removed just now", retry_after=1)
    known = Content(*columns) if content.width is None else content
    tx.connection.execute(
        update(t.blobs).where(_B.hash == content.hash).values(**_values(known), stored_at=tx.now)
    )
    return known


def unused(connection: Connection, before: int, limit: int) -> list[str]:
    """Return contents of nothing that nobody has asked to keep since a time. Looks through all of them.

    A picture of the classic door that no file is of counts as used until it is as old.
    """
    return list(connection.scalars(select(_B.hash).where(*_are_unused(before)).limit(limit)))


def let_go(tx: Transaction, hashes: list[str], before: int) -> int:
    """Mark those of the contents as leaving that are still unused; return how many."""
    still = select(_B.hash).where(_B.hash.in_(hashes), *_are_unused(before))
    going = list(tx.connection.scalars(still))
    tx.connection.execute(delete(t.classic_pictures).where(_P.blob_hash.in_(going)))
    tx.connection.execute(update(t.blobs).where(_B.hash.in_(going)).values(leaving=True))
    return len(going)


def let_go_unknown(tx: Transaction, hashes: list[str]) -> None:
    """Mark what is in the store and not known, after a crash, as leaving."""
    known = set(tx.connection.scalars(select(_B.hash).where(_B.hash.in_(hashes))))
    for sha256 in set(hashes) - known:
        lost = Content(sha256, "", 0)
        tx.connection.execute(insert(t.blobs).values(**_values(lost), stored_at=tx.now, leaving=True))


def leaving(connection: Connection, limit: int) -> list[str]:
    """Return contents whose bytes are to be deleted."""
    return list(connection.scalars(select(_B.hash).where(_B.leaving).limit(limit)))


def forget(tx: Transaction, hashes: list[str]) -> None:
    """Forget contents that were leaving and whose bytes are deleted."""
    tx.connection.execute(delete(t.blobs).where(_B.hash.in_(hashes), _B.leaving))


def known(connection: Connection, hashes: list[str]) -> set[str]:
    """Return those of the hashes that are of known contents, leaving or not."""
    return set(connection.scalars(select(_B.hash).where(_B.hash.in_(hashes))))


def _are_unused(before: int) -> tuple[Any, ...]:
    return (
        _B.stored_at < before,
        ~_B.leaving,
        ~exists().where(_F.blob_hash == _B.hash),
        ~exists().where(_V.blob_hash == _B.hash),
        ~exists().where(_P.blob_hash == _B.hash, _P.uploaded_at >= before),
    )


def _values(content: Content) -> dict[str, Any]:
    return {name: getattr(content, name) for name in content.__struct_fields__}
