"""Logins. A token is known only by its hash; ending it ends its sockets."""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Iterable
from typing import Any, Final

from msgspec import Struct
from sqlalchemy import Connection, bindparam, delete, insert, select, update

from hubbub.domain.models import User
from hubbub.storage import tables as t
from hubbub.storage import users
from hubbub.storage.transaction import Transaction

LIFETIME_MS: Final = 90 * 24 * 3600 * 1000
"""A login ends this long after it was last used."""

BY_NAME: Final = 0
"""The token id of a socket that was opened with a name and no token."""


_LIVES = (t.tokens.c.expires_at > bindparam("now"), t.users.c.deactivated_at.is_(None))
_FIND = (
    select(t.tokens.c.id.label("token_id"), *users.PUBLIC)
    .join(t.users, t.users.c.id == t.tokens.c.user_id)
    .where(t.tokens.c.hash == bindparam("hash"), *_LIVES)
)


class Login(Struct, frozen=True):
    """Who a token belongs to."""

    token_id: int
    user: User


def hash_of(token: str) -> bytes:
    """Return what is kept of a token: 256 random bits need no salt and no slow hash."""
    return hashlib.sha256(token.encode("utf-8", "replace")).digest()


def issue(tx: Transaction, user: int, device: str) -> str:
    """Create a login and return its token, which is stored nowhere."""
    token = secrets.token_urlsafe(32)
    tx.connection.execute(
        insert(t.tokens).values(
            hash=hash_of(token),
            user_id=user,
            device=device,
            created_at=tx.now,
            seen_at=tx.now,
            expires_at=tx.now + LIFETIME_MS,
        )
    )
    return token


def find(connection: Connection, token: str, now: int) -> Login | None:
    """Return whose token this is, or None if it is unknown, expired or the account is disabled."""
    row = connection.execute(_FIND, {"hash": hash_of(token), "now": now}).one_or_none()
    return None if row is None else Login(row.token_id, users.from_row(row))


def alive(connection: Connection, tokens: Iterable[int], now: int) -> set[int]:
    """Return those of the tokens that still let someone in."""
    return set(
        connection.scalars(
            select(t.tokens.c.id)
            .join(t.users, t.users.c.id == t.tokens.c.user_id)
            .where(
                t.tokens.c.id.in_(list(tokens)),
                t.tokens.c.expires_at > now,
                t.users.c.deactivated_at.is_(None),
            )
        )
    )


def still_alive(connection: Connection, logins: set[Login], now: int) -> set[Login]:
    """Return those of the logins that still let someone in, by token or by name."""
    by_token = alive(connection, [login.token_id for login in logins], now)
    by_name = users.entering_by_name(connection, {x.user.id for x in logins if x.token_id == BY_NAME})
    return {x for x in logins if x.token_id in by_token or (x.token_id == BY_NAME and x.user.id in by_name)}


def list_of(connection: Connection, user: int, now: int) -> list[Any]:
    """Return a user's logins, the latest used first."""
    return list(
        connection.execute(
            select(t.tokens)
            .where(t.tokens.c.user_id == user, t.tokens.c.expires_at > now)
            .order_by(t.tokens.c.seen_at.desc(), t.tokens.c.id.desc())
        )
    )


def touch(tx: Transaction, token_ids: Iterable[int]) -> None:
    """Note that these logins have just been used, and let them live on."""
    tx.connection.execute(
        update(t.tokens)
        .where(t.tokens.c.id.in_(list(token_ids)))
        .values(seen_at=tx.now, expires_at=tx.now + LIFETIME_MS)
    )


def end(tx: Transaction, user: int, token_ids: Iterable[int]) -> bool:
    """End some of a user's logins and close their sockets; say whether there were any."""
    wanted = list(token_ids)
    ended = tx.connection.scalars(
        delete(t.tokens).where(t.tokens.c.user_id == user, t.tokens.c.id.in_(wanted)).returning(t.tokens.c.id)
    ).all()
    tx.revoke(user, tuple(ended) + ((BY_NAME,) if BY_NAME in wanted else ()))
    return bool(ended)


def end_all(tx: Transaction, user: int, *, but: int | None = None) -> None:
    """End all of a user's logins but one, those by name only too."""
    ids = tx.connection.scalars(select(t.tokens.c.id).where(t.tokens.c.user_id == user)).all()
    end(tx, user, [token for token in (BY_NAME, *ids) if token != but])


def end_expired(tx: Transaction) -> None:
    """Forget logins that have run out, and close their sockets."""
    rows = tx.connection.execute(
        delete(t.tokens).where(t.tokens.c.expires_at <= tx.now).returning(t.tokens.c.user_id, t.tokens.c.id)
    ).all()
    for user, token in rows:
        tx.revoke(user, (token,))
