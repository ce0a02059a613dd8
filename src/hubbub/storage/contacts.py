"""Contacts: whom someone wants at hand. One-sided: nobody is asked."""

from __future__ import annotations

from sqlalchemy import Connection, delete, insert, select

from hubbub.domain.models import User
from hubbub.storage import tables as t
from hubbub.storage import users
from hubbub.storage.transaction import Transaction


def add(tx: Transaction, user: int, contact: int) -> None:
    """Make someone a contact; twice is once. Raises NotFound for nobody."""
    users.check_active(tx.connection, [contact])
    known = select(t.contacts.c.user_id).where(
        t.contacts.c.user_id == user, t.contacts.c.contact_id == contact
    )
    if tx.connection.execute(known).one_or_none() is None:
        tx.connection.execute(insert(t.contacts).values(user_id=user, contact_id=contact, added_at=tx.now))


def remove(tx: Transaction, user: int, contact: int) -> None:
    """Make someone no contact any more; it does not matter whether they were."""
    tx.connection.execute(
        delete(t.contacts).where(t.contacts.c.user_id == user, t.contacts.c.contact_id == contact)
    )


def list_of(connection: Connection, user: int) -> list[User]:
    """Return a user's contacts by name."""
    rows = connection.execute(
        select(t.users)
        .join(t.contacts, t.contacts.c.contact_id == t.users.c.id)
        .where(t.contacts.c.user_id == user)
        .order_by(t.users.c.name_key)
    )
    return [users.from_row(row) for row in rows]
