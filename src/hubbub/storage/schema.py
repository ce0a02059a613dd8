"""Bringing a database to this program's schema."""

from __future__ import annotations

import secrets
from pathlib import Path
from typing import TYPE_CHECKING

from sqlalchemy import Connection

from hubbub.domain.times import Clock
from hubbub.storage import conversations, witness
from hubbub.storage.engine import Database
from hubbub.storage.transaction import Transaction

if TYPE_CHECKING:
    from alembic.config import Config


def migrate(database: Database, clock: Clock) -> list[str]:
    """Bring the database up to date and return what was done, in words; an empty one is founded."""
    from alembic import command

    done = []
    with database.writing() as connection:
        before = _revision(connection)
        command.upgrade(_config(connection), "head")
        if (after := _revision(connection)) != before:
            done.append(f"{before or 'empty'} -> {after}")
        if not witness.is_founded(connection):
            witness.found(connection, secrets.token_hex(8))
            conversations.found(Transaction(connection, clock()))
        elif database.witness.doubts(witness.epoch(connection), witness.commits(connection)):
            witness.change_epoch(connection, secrets.token_hex(8))
            done.append("new epoch: this is a restored or moved database")
    with database.reading() as connection:
        database.witness.note(witness.epoch(connection), witness.commits(connection))
    return done


def pending(database: Database) -> bool:
    """Say whether the database is behind this program."""
    with database.reading() as connection:
        return _revision(connection) != _newest(connection)


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
