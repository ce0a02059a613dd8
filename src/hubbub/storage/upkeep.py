"""What is written now and then: when people were last seen, and logins that have run out."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from sqlalchemy import bindparam, insert, update

from hubbub.storage import tables as t
from hubbub.storage import tokens
from hubbub.storage.transaction import Transaction


def note_seen(tx: Transaction, seen: Mapping[int, int], used_tokens: Iterable[int]) -> None:
    """Write when users were last connected, and let the logins they used live on."""
    if seen:
        tx.connection.execute(
            update(t.users).where(t.users.c.id == bindparam("user")).values(seen_at=bindparam("at")),
            [{"user": user, "at": at} for user, at in seen.items()],
        )
    if used := list(used_tokens):
        tokens.touch(tx, used)


def check_writable(tx: Transaction) -> None:
    """Write a row, so that a full disk or a lost server shows.

    It says something else each time: SQLite writes no page for a row that stays as it is.
    """
    said = tx.connection.execute(
        update(t.facts).where(t.facts.c.name == "writable_at").values(value=str(tx.now))
    )
    if not said.rowcount:
        tx.connection.execute(insert(t.facts).values(name="writable_at", value=str(tx.now)))
