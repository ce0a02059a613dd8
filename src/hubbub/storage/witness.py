"""The witness: a small file beside the database that remembers how far the database had come.

A restored backup holds the epoch it was made with, so its positions look valid, and new messages
would take places that clients have already seen filled. The witness tells: the database has counted
fewer commits than were seen here, or it is another file than the one that was written here. Then
it gets a new epoch, and clients start afresh (R5).
"""

from __future__ import annotations

import contextlib
import os
from pathlib import Path

import msgspec
from sqlalchemy import Connection, func, insert, select, update

from hubbub.storage.tables import conversations, facts

_COUNT = "UPDATE facts SET value = CAST(value AS INTEGER) + 1 WHERE name = 'commits' RETURNING value"


class Testimony(msgspec.Struct, frozen=True):
    """What was seen: which database, how many commits, and which file it was."""

    epoch: str
    commits: int
    file: int


class Witness:
    """Remembers beside ``path``, the database's file."""

    def __init__(self, path: Path) -> None:
        self._database = path
        self._notes = path.with_name(path.name + ".witness")

    def doubts(self, epoch: str, commits: int) -> bool:
        """Say whether this cannot be the database that was last seen here, or not in its last state."""
        try:
            seen = msgspec.json.decode(self._notes.read_bytes(), type=Testimony)
        except (OSError, ValueError):  # none was ever made here, or nobody can read it
            return True
        return seen.epoch != epoch or seen.commits > commits or seen.file != self._inode()

    def note(self, epoch: str, commits: int) -> None:
        """Remember the present state. A crash can only lose the last second of it."""
        # A command may note beside the server: each has a draft of its own.
        draft = self._notes.with_name(f"{self._notes.name}.{os.getpid()}.new")
        try:
            draft.write_bytes(msgspec.json.encode(Testimony(epoch, commits, self._inode())))
            draft.replace(self._notes)
        except OSError:
            with contextlib.suppress(OSError):
                draft.unlink()
            raise

    def _inode(self) -> int:
        return self._database.stat().st_ino


def count_commit(connection: Connection) -> int:
    """Count a commit inside its transaction and return how many there have been."""
    cursor = connection.connection.cursor()
    try:
        cursor.execute(_COUNT)
        row = cursor.fetchone()
        return int(row[0]) if row else 0
    finally:
        cursor.close()


def commits(connection: Connection) -> int:
    """Return how many commits the database has counted."""
    return int(_read(connection, "commits") or 0)


def epoch(connection: Connection) -> str:
    """Return the database's own id: positions in another database's logs mean nothing here (R5)."""
    found = _read(connection, "epoch")
    assert found is not None
    return found


def latest(connection: Connection) -> int:
    """Return the latest time in any log, so that a clock that was set back makes none fall."""
    found: int | None = connection.execute(select(func.max(conversations.c.last_at))).scalar_one()
    return found or 0


def found(connection: Connection, new_epoch: str) -> None:
    """Give a new database its id and its count."""
    connection.execute(
        insert(facts), [{"name": "epoch", "value": new_epoch}, {"name": "commits", "value": "0"}]
    )


def change_epoch(connection: Connection, new_epoch: str) -> None:
    """Give the database another id, so that every cursor made before is refused."""
    connection.execute(update(facts).where(facts.c.name == "epoch").values(value=new_epoch))


def is_founded(connection: Connection) -> bool:
    """Say whether the database has an id yet."""
    return _read(connection, "epoch") is not None


def _read(connection: Connection, name: str) -> str | None:
    return connection.execute(select(facts.c.value).where(facts.c.name == name)).scalar_one_or_none()
