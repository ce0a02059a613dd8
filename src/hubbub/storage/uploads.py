"""Uploads under way: how much of each is safely here, and what has to be shown to do without one."""

from __future__ import annotations

import msgspec
from msgspec import Struct
from sqlalchemy import Connection, delete, func, insert, select, update

from hubbub.storage import tables as t
from hubbub.storage.transaction import Transaction

_U, _C = t.uploads.c, t.challenges.c


class Upload(Struct, frozen=True):
    """A file on its way: ``received`` of its ``size`` bytes are in the store. Times in milliseconds."""

    id: str
    owner: int
    name: str
    media_type: str
    size: int
    received: int
    expires_at: int


class Range(Struct, frozen=True):
    """Bytes from ``start`` to before ``end``."""

    start: int
    end: int


class Offer(Struct, frozen=True):
    """A content that somebody says they have, and the ranges of it that they are to show."""

    sha256: str
    size: int
    name: str
    media_type: str
    nonce: str
    ranges: tuple[Range, ...]


_OFFER = msgspec.json.Decoder(Offer)


def begin(tx: Transaction, upload: Upload) -> None:
    """Write down a new upload."""
    tx.connection.execute(
        insert(t.uploads).values(
            id=upload.id,
            owner_id=upload.owner,
            name=upload.name,
            media_type=upload.media_type,
            size=upload.size,
            received=upload.received,
            expires_at=upload.expires_at,
        )
    )


def get(connection: Connection, upload: str, owner: int) -> Upload | None:
    """Return somebody's upload, or None."""
    row = connection.execute(
        select(_U.id, _U.owner_id, _U.name, _U.media_type, _U.size, _U.received, _U.expires_at).where(
            _U.id == upload, _U.owner_id == owner
        )
    ).one_or_none()
    return None if row is None else Upload(*row)


def count(connection: Connection, owner: int) -> int:
    """Return how many uploads somebody has under way."""
    return int(
        connection.execute(
            select(func.count()).select_from(t.uploads).where(_U.owner_id == owner)
        ).scalar_one()
    )


def advance(tx: Transaction, upload: str, start: int, received: int, expires_at: int) -> bool:
    """Note that more is in the store; say whether it followed on what was known to be there."""
    done = tx.connection.execute(
        update(t.uploads)
        .where(_U.id == upload, _U.received == start)
        .values(received=received, expires_at=expires_at)
    )
    return done.rowcount == 1


def end(tx: Transaction, upload: str) -> bool:
    """Forget an upload; say whether it was there."""
    return tx.connection.execute(delete(t.uploads).where(_U.id == upload)).rowcount == 1


def end_expired(tx: Transaction, upload: str) -> bool:
    """Forget an upload if its time is still over; say whether it was."""
    over = delete(t.uploads).where(_U.id == upload, _U.expires_at < tx.now)
    return tx.connection.execute(over).rowcount == 1


def expired(connection: Connection, now: int, limit: int) -> list[str]:
    """Return uploads whose time is over."""
    return list(connection.scalars(select(_U.id).where(_U.expires_at < now).limit(limit)))


def are_under_way(connection: Connection, uploads: list[str]) -> set[str]:
    """Return those of the ids that are of uploads under way."""
    return set(connection.scalars(select(_U.id).where(_U.id.in_(uploads))))


def challenge(tx: Transaction, challenge: str, owner: int, offer: Offer, expires_at: int, most: int) -> None:
    """Write down what somebody is to show; the oldest of theirs past ``most`` are forgotten."""
    older = select(_C.id).where(_C.owner_id == owner).order_by(_C.expires_at.desc()).offset(most - 1)
    tx.connection.execute(delete(t.challenges).where(_C.id.in_(list(tx.connection.scalars(older)))))
    tx.connection.execute(
        insert(t.challenges).values(
            id=challenge,
            owner_id=owner,
            offer=msgspec.json.encode(offer).decode(),
            expires_at=expires_at,
        )
    )


def take_challenge(tx: Transaction, challenge: str, owner: int) -> Offer | None:
    """Return what somebody was to show, once; None if it is not known or too old."""
    mine = (_C.id == challenge, _C.owner_id == owner)
    row = tx.connection.execute(select(_C.offer, _C.expires_at).where(*mine)).one_or_none()
    tx.connection.execute(delete(t.challenges).where(*mine))
    return None if row is None or row.expires_at < tx.now else _OFFER.decode(row.offer)


def end_challenges(tx: Transaction) -> None:
    """Forget those whose time is over."""
    tx.connection.execute(delete(t.challenges).where(_C.expires_at < tx.now))
