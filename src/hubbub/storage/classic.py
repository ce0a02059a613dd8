"""What only the classic doors ask: the house, people and groups by the original's ways, pictures by MD5."""

from __future__ import annotations

import secrets
from collections.abc import Iterable, Sequence
from typing import Any

from msgspec import Struct
from sqlalchemy import (
    ColumnElement,
    Connection,
    Select,
    case,
    delete,
    exists,
    func,
    insert,
    or_,
    select,
)

from hubbub.domain.models import Kind, User, UserKind
from hubbub.domain.text import name_key
from hubbub.storage import tables as t
from hubbub.storage import users
from hubbub.storage.transaction import Transaction


class House(Struct, frozen=True):
    """What everybody finds: who welcomes them, and the group that all begin in."""

    welcomer: int
    group: int


class Group(Struct, frozen=True):
    """A group as anyone may find it."""

    id: int
    name: str
    owner: int | None
    avatar: str | None


class Stored(Struct, frozen=True):
    """A content that classic pages may show."""

    hash: str
    size: int
    media_type: str | None


_WELCOMER, _GROUP = "classic.welcomer", "classic.group"
_P = t.classic_chunks.c
_BY_NAME = (
    t.users.c.password_hash.is_(None),
    t.users.c.deactivated_at.is_(None),
    t.users.c.kind == UserKind.PERSON,
)
_C, _D, _B, _A = t.conversations.c, t.directs.c, t.blobs.c, t.attachments.c


def house(connection: Connection) -> House | None:
    """Return the house, if it has been founded."""
    rows = connection.execute(select(t.facts).where(t.facts.c.name.in_([_WELCOMER, _GROUP])))
    known = {row.name: int(row.value) for row in rows}
    return House(known[_WELCOMER], known[_GROUP]) if len(known) == 2 else None


def found_house(tx: Transaction, made: House) -> None:
    """Remember the house."""
    values = {_WELCOMER: made.welcomer, _GROUP: made.group}
    tx.connection.execute(
        insert(t.facts), [{"name": name, "value": str(value)} for name, value in values.items()]
    )


def is_sent(connection: Connection, sender: int, client_id: str) -> bool:
    """Say whether somebody has sent a message under this key."""
    m = t.messages.c
    found = select(m.id).where(m.sender_id == sender, m.client_id == client_id)
    return connection.execute(found).one_or_none() is not None


def peers(connection: Connection, user: int) -> dict[int, int]:
    """Return the other person of each of somebody's direct conversations."""
    other = case((_D.low_id == user, _D.high_id), else_=_D.low_id)
    mine = or_(_D.low_id == user, _D.high_id == user)
    return {row[0]: row[1] for row in connection.execute(select(_D.conversation_id, other).where(mine))}


def contacts(connection: Connection, user: int) -> list[User]:
    """Return whom somebody has as a contact and who has them, by name."""
    c = t.contacts.c
    theirs = (
        select(c.contact_id).where(c.user_id == user).union(select(c.user_id).where(c.contact_id == user))
    )
    rows = connection.execute(
        select(*users.PUBLIC).where(t.users.c.id.in_(theirs)).order_by(t.users.c.name_key)
    )
    return [users.from_row(row) for row in rows]


def group(connection: Connection, wanted: int) -> Group | None:
    """Return a group or channel that is public, or that somebody is in who comes in by name alone.

    Their pages ask after each of their conversations, and do not say who asks.
    """
    m = t.members.c
    theirs = exists().where(m.conversation_id == _C.id, t.users.c.id == m.user_id, *_BY_NAME)
    row = connection.execute(_groups(or_(_C.public, theirs)).where(_C.id == wanted)).one_or_none()
    return None if row is None else Group(*row)


def find_groups(connection: Connection, name: str, limit: int) -> list[Group]:
    """Return public groups and channels whose name holds a word."""
    holds = _C.name_key.contains(name_key(name), autoescape=True)
    return [
        Group(*row)
        for row in connection.execute(_groups(_C.public).where(holds).order_by(_C.id).limit(limit))
    ]


def picture(connection: Connection, md5: str) -> Stored | None:
    """Return a content by its MD5, if it came through the classic door."""
    p = t.classic_pictures.c
    row = connection.execute(
        select(_B.hash, _B.size, _B.media_type)
        .join(t.classic_pictures, p.blob_hash == _B.hash)
        .where(p.md5 == md5)
    ).one_or_none()
    return None if row is None else Stored(*row)


def shown_file(connection: Connection, file: str) -> Stored | None:
    """Return the content of a file that is in a conversation with somebody who comes in by name alone."""
    m = t.members.c
    shown = (
        exists()
        .where(_A.file_id == t.files.c.id, m.conversation_id == _A.conversation_id, t.users.c.id == m.user_id)
        .where(*_BY_NAME)
    )
    row = connection.execute(
        select(_B.hash, _B.size, _B.media_type)
        .join(t.files, t.files.c.blob_hash == _B.hash)
        .where(t.files.c.id == file, shown)
    ).one_or_none()
    return None if row is None else Stored(*row)


def remember_picture(tx: Transaction, md5: str, blob: str) -> None:
    """Let a stored content be known by its MD5."""
    if picture(tx.connection, md5) is None:
        tx.connection.execute(insert(t.classic_pictures).values(md5=md5, blob_hash=blob, uploaded_at=tx.now))


def note_piece(tx: Transaction, md5: str, sender: str, place: int, size: int, expires_at: int) -> None:
    """Note that a piece of a file is in the store; again is once."""
    tx.connection.execute(delete(t.classic_chunks).where(*_whose(md5, sender), _P.place == place))
    tx.connection.execute(
        insert(t.classic_chunks).values(md5=md5, sender=sender, place=place, size=size, expires_at=expires_at)
    )


def pieces(connection: Connection, md5: str, sender: str) -> list[int]:
    """Return which pieces of a file somebody has sent, in order."""
    return list(connection.scalars(select(_P.place).where(*_whose(md5, sender)).order_by(_P.place)))


def waiting_bytes(connection: Connection) -> int:
    """Return how many bytes all pieces have that wait to be joined."""
    return int(connection.execute(select(func.coalesce(func.sum(_P.size), 0))).scalar_one())


def forget_pieces(tx: Transaction, md5: str, sender: str) -> None:
    """Forget what somebody has sent of a file."""
    tx.connection.execute(delete(t.classic_chunks).where(*_whose(md5, sender)))


def expired_pieces(connection: Connection, now: int, limit: int) -> list[tuple[str, str]]:
    """Return files, by MD5 and sender, of which pieces are too old."""
    rows = connection.execute(select(_P.md5, _P.sender).where(_P.expires_at < now).distinct().limit(limit))
    return [(row[0], row[1]) for row in rows]


def adopt(tx: Transaction, user: int, pictures: Iterable[Sequence[str]]) -> dict[str, str]:
    """Make files of a person's of contents that came through the classic door, once each.

    Takes pairs of MD5 and name, returns the files' ids by MD5; what nobody knows is left out.
    """
    made: dict[str, str] = {}
    f = t.files.c
    for md5, name in pictures:
        known = picture(tx.connection, md5)
        if known is None or md5 in made:
            continue
        mine = select(f.id).where(f.owner_id == user, f.blob_hash == known.hash, f.name == name).limit(1)
        file = tx.connection.execute(mine).scalar_one_or_none()
        if file is None:
            file = secrets.token_urlsafe(16)
            tx.connection.execute(
                insert(t.files).values(
                    id=file,
                    blob_hash=known.hash,
                    owner_id=user,
                    name=name,
                    media_type=known.media_type or "application/octet-stream",
                    created_at=tx.now,
                )
            )
        made[md5] = file
    return made


def _whose(md5: str, sender: str) -> tuple[ColumnElement[bool], ColumnElement[bool]]:
    return _P.md5 == md5, _P.sender == sender


def _groups(shown: ColumnElement[bool]) -> Select[Any]:
    return select(_C.id, _C.name, _C.owner_id, _C.avatar).where(
        shown, _C.kind.in_([Kind.GROUP, Kind.CHANNEL])
    )
