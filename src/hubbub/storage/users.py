"""Accounts and how people find each other."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from msgspec import Struct
from sqlalchemy import Connection, insert, or_, select, update

from hubbub.domain import text as texts
from hubbub.domain.models import User, UserKind
from hubbub.errors import Conflict, NotFound
from hubbub.storage import tables as t
from hubbub.storage.transaction import Transaction

PUBLIC = (t.users.c.id, t.users.c.name, t.users.c.display_name, t.users.c.avatar, t.users.c.kind)


class Account(Struct, frozen=True):
    """A user with what only the server may know."""

    user: User
    password_hash: str | None
    active: bool

    @property
    def enters_by_name(self) -> bool:
        """Whether a name is enough: for an active person without a password, never for the system."""
        return self.active and self.password_hash is None and self.user.kind is UserKind.PERSON


def from_row(row: Any) -> User:
    """Make a User of a row that has the public columns."""
    return User(row.id, row.name, row.display_name, row.avatar, UserKind(row.kind))


def get(connection: Connection, user: int) -> User:
    """Return a user by id. Raises NotFound."""
    row = connection.execute(select(*PUBLIC).where(t.users.c.id == user)).one_or_none()
    if row is None:
        raise NotFound(f"user: no user {user}")
    return from_row(row)


def get_many(connection: Connection, users: Iterable[int]) -> dict[int, User]:
    """Return those of the users who exist, by id."""
    rows = connection.execute(select(*PUBLIC).where(t.users.c.id.in_(set(users))))
    return {row.id: from_row(row) for row in rows}


def check_active(connection: Connection, users: Iterable[int]) -> None:
    """Raise NotFound unless every one of the users is an active person or bot."""
    wanted = set(users)
    active = select(t.users.c.id).where(
        t.users.c.id.in_(wanted), t.users.c.deactivated_at.is_(None), t.users.c.kind != UserKind.SYSTEM
    )
    if missing := wanted - set(connection.scalars(active)):
        raise NotFound(f"user: no user {min(missing)}")


def account(connection: Connection, name: str) -> Account | None:
    """Return the account of this name, whatever its case, or None."""
    row = connection.execute(select(t.users).where(t.users.c.name_key == texts.name_key(name))).one_or_none()
    return None if row is None else Account(from_row(row), row.password_hash, row.deactivated_at is None)


def create(
    tx: Transaction,
    name: str,
    *,
    display_name: str | None = None,
    password_hash: str | None = None,
    kind: UserKind = UserKind.PERSON,
) -> User:
    """Create an account. Raises Conflict if the name is taken."""
    if account(tx.connection, name) is not None:
        raise Conflict("name: taken")
    values: dict[str, Any] = {
        "name": name,
        "name_key": texts.name_key(name),
        "display_name": display_name or name,
        "password_hash": password_hash,
        "kind": kind,
        "created_at": tx.now,
    }
    row = tx.connection.execute(insert(t.users).values(**values).returning(*PUBLIC)).one()
    return from_row(row)


def change(tx: Transaction, user: int, **values: Any) -> User:
    """Change columns of an account and return it as everyone sees it."""
    if values:
        tx.connection.execute(update(t.users).where(t.users.c.id == user).values(**values))
    return get(tx.connection, user)


def entering_by_name(connection: Connection, users: Iterable[int]) -> set[int]:
    """Return those of the users who enter by their name alone: active, without a password."""
    return set(
        connection.scalars(
            select(t.users.c.id).where(
                t.users.c.id.in_(set(users)),
                t.users.c.password_hash.is_(None),
                t.users.c.deactivated_at.is_(None),
                t.users.c.kind == UserKind.PERSON,
            )
        )
    )


def search(connection: Connection, query: str, limit: int) -> list[User]:
    """Return active users whose name or display name holds the query; names that begin with it first."""
    key = texts.name_key(query)
    begins = t.users.c.name_key.startswith(key, autoescape=True)
    rows = connection.execute(
        select(*PUBLIC)
        .where(
            t.users.c.deactivated_at.is_(None),
            t.users.c.kind != UserKind.SYSTEM,
            or_(
                t.users.c.name_key.contains(key, autoescape=True),
                t.users.c.display_name.icontains(query, autoescape=True),
            ),
        )
        .order_by(begins.desc(), t.users.c.name_key)
        .limit(limit)
    )
    return [from_row(row) for row in rows]


def seen_at(connection: Connection, users: Iterable[int]) -> dict[int, int | None]:
    """Return when each of the users was last connected; those who do not exist are left out."""
    rows = connection.execute(select(t.users.c.id, t.users.c.seen_at).where(t.users.c.id.in_(set(users))))
    return {row.id: row.seen_at for row in rows}


def list_all(connection: Connection) -> list[Any]:
    """Return every account, for the operator."""
    return list(connection.execute(select(t.users).order_by(t.users.c.id)))
