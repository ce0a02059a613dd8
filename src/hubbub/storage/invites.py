"""Invitations, for servers that let nobody register without one."""

from __future__ import annotations

import secrets

from sqlalchemy import insert, update

from hubbub.errors import Forbidden
from hubbub.storage import tables as t
from hubbub.storage.tokens import hash_of
from hubbub.storage.transaction import Transaction


def create(tx: Transaction, *, uses: int, days: int) -> str:
    """Create an invitation for so many people and days, and return its code."""
    code = secrets.token_urlsafe(12)
    tx.connection.execute(
        insert(t.invites).values(
            hash=hash_of(code), uses_left=uses, created_at=tx.now, expires_at=tx.now + days * 86_400_000
        )
    )
    return code


def use(tx: Transaction, code: str) -> None:
    """Use an invitation once. Raises Forbidden if there is none, or none left."""
    used = tx.connection.execute(
        update(t.invites)
        .where(t.invites.c.hash == hash_of(code), t.invites.c.uses_left > 0, t.invites.c.expires_at > tx.now)
        .values(uses_left=t.invites.c.uses_left - 1)
    )
    if used.rowcount == 0:
        raise Forbidden("invite: unknown, used up or expired")
