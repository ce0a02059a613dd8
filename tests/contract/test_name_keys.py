"""Migrations keep what was true: nobody loses an account by an update of the program."""

from __future__ import annotations

from pathlib import Path

from alembic import command
from sqlalchemy import text

from hubbub.domain.text import name_key
from hubbub.domain.times import now_ms
from hubbub.storage import schema, users
from hubbub.storage.engine import Database

OLD: dict[int, tuple[str, str]] = {
    # id: name, and its key of old, when only some of what is invisible did not count
    1: ("ada", "ada"),
    2: ("Grace  Hopper", "grace  hopper"),
    3: ("a\U000e0061da", "a\U000e0061da"),
    4: ("ada\u2800", "ada\u2800"),
    5: ("\u2800", "\u2800"),
    6: ("linus  t", "linus  t"),
    7: ("linus t", "linus t"),
    8: ("a\u2800ll", "a\u2800ll"),
    9: ("x" * 39 + "\u2800", "x" * 39 + "\u2800"),
    10: ("x" * 39, "x" * 39),
    11: ("ada 2", "ada 2"),
    12: ("a＠b", "a@b"),
}
NAMES = {
    **{id_: name for id_, (name, _) in OLD.items()},
    3: "a\U000e0061da 3",
    4: "ada\u2800 4",
    5: "nobody 2",
    6: "linus  t 2",
    8: "a\u2800ll 2",
    9: "x" * 38 + " 2",
}


def test_every_account_is_found_by_its_name_when_keys_have_changed(tmp_path: Path) -> None:
    """DESIGN 4: a name is one person's; whoever had it by its present key keeps it, or else the oldest."""
    database = Database(f"sqlite:///{tmp_path / 'hubbub.db'}")
    try:
        with database.writing() as connection:
            command.upgrade(schema._config(connection), "0003")
            for id_, (name, key) in OLD.items():
                row = {"id": id_, "name": name, "key": key}
                connection.execute(
                    text(
                        "INSERT INTO users (id, name, name_key, display_name, kind, created_at)"
                        " VALUES (:id, :name, :key, :name, 'person', 0)"
                    ),
                    row,
                )
            connection.execute(
                text(
                    "INSERT INTO conversations"
                    " (id, kind, public, name, name_key, topic, head, created_at, last_at, size, settings)"
                    " VALUES (1, 'group', true, 'The  Room', 'the  room', '', 0, 0, 0, 0, '{}')"
                )
            )
        schema.migrate(database, now_ms)
        with database.reading() as connection:
            for id_, name in NAMES.items():
                account = users.account(connection, name)
                assert account is not None, name
                assert (account.user.id, account.user.name, account.user.display_name) == (id_, name, name)
            rows = connection.execute(text("SELECT name, name_key FROM users WHERE id > 0")).all()
            assert all(row.name_key == name_key(row.name) for row in rows)
            assert (
                connection.execute(text("SELECT name_key FROM conversations WHERE id = 1")).scalar()
                == "the room"
            )
    finally:
        database.close()
