"""One unit of work in the database of the settings, which is brought up to date before."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, TypeVar

from hubbub.config import StoreSettings

if (
    TYPE_CHECKING
):  # imported where they are needed: what speaks with a server over the network has no database
    from sqlalchemy import Connection

    from hubbub.storage.engine import Database
    from hubbub.storage.transaction import Transaction

T = TypeVar("T")


def write(settings: StoreSettings, work: Callable[[Transaction], T]) -> T:
    """Return what some work returns. It is one transaction: committed then, or undone if it raises."""
    from hubbub.domain.times import now_ms
    from hubbub.storage.transaction import Transaction

    with _up_to_date(settings).writing() as connection:
        return work(Transaction(connection, now_ms()))


def read(settings: StoreSettings, work: Callable[[Connection], T]) -> T:
    """Return what some reading returns, all of it of one moment."""
    with _up_to_date(settings).reading() as connection:
        return work(connection)


def _up_to_date(settings: StoreSettings) -> Database:
    from hubbub.domain.times import now_ms
    from hubbub.storage import schema
    from hubbub.storage.engine import Database

    database = Database(settings.database_url)
    schema.migrate(database, now_ms)
    return database
