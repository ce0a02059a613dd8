"""Bringing a database to this program's schema, and knowing which database it is."""

from __future__ import annotations

import secrets
from pathlib import Path
from typing import TYPE_CHECKING

from sqlalchemy import Connection, insert, select

from hubbub.domain.times import Clock
from hubbub.storage import conversations
from hubbub.storage.engine import Database
from hubbub.storage.tables import facts
from hubbub.storage.transaction import Transaction

if TYPE_CHECKING:
    from alembic.config import Config


def migrate(database: Database, clock: Clock) -> list[str]:
    """Bring the database up to date and return the revisions applied; an empty one is founded."""
    from alembic import command

    with database.writing() as connection:
        before = _revision(connection)
        command.upgrade(_config(connection), "head")
        transaction = Transaction(connection, clock())
        if connection.execute(select(facts.c.value).where(facts.c.name == "epoch")).one_or_none() is None:
            connection.execute(insert(facts).values(name="epoch", value=secrets.token_hex(8)))
            conversations.found(transaction)
        after = _revision(connection)
    return [] if before == after else [f"{before or 'empty'} -> {after}"]


def pending(database: Database) -> bool:
    """Say whether the database is behind this program."""
    with database.reading() as connection:
        return _revision(connection) != _newest(connection)


def epoch(connection: Connection) -> str:
    """Return the database's own id: positions in another database's logs mean nothing here (R5)."""
    return str(connection.execute(select(facts.c.value).where(facts.c.name == "epoch")).scalar_one())


def _config(connection: Connection) -> Config:
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(Path(__file__).with_name("migrations")))
    config.attributes["connection"] = connection
    return config


def _revision(connection: Connection) -> str | None:
    from alembic.runtime.migration import MigrationContext

    return MigrationContext.configure(connection).get_current_revision()


def _newest(connection: Connection) -> str | None:
    from alembic.script import ScriptDirectory

    return ScriptDirectory.from_config(_config(connection)).get_current_head()
