"""Names by today's keys: spaces count as one, and more of what is invisible does not count."""

import sqlalchemy as sa
from alembic import op

from hubbub.domain.text import EVERYONE, MAX_NAME, name_key

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

_users = sa.table("users", *map(sa.column, ("id", "name", "name_key", "display_name")))
_conversations = sa.table("conversations", *map(sa.column, ("id", "name", "name_key")))


def upgrade() -> None:
    """Give every name the key by which it is found now; what would be one name becomes two again.

    The name stays with the account that has its key already, or else with the oldest; the others get a
    number behind theirs. Conversations may share a name.
    """
    connection = op.get_bind()
    rows = connection.execute(sa.select(_users).order_by(_users.c.id)).all()
    taken = {EVERYONE} | {row.name_key for row in rows}
    for row in rows:
        if row.name_key == (key := name_key(row.name)):
            continue
        name = row.name
        if not key or key in taken:
            name = _numbered(row.name if key else "nobody", taken)
        taken.add(name_key(name))
        shown = name if row.display_name == row.name else row.display_name
        _change(connection, _users, row.id, name=name, name_key=name_key(name), display_name=shown)
    for row in connection.execute(sa.select(_conversations)).all():
        if row.name_key != (key := name_key(row.name)):
            _change(connection, _conversations, row.id, name_key=key)


def _numbered(name: str, taken: set[str]) -> str:
    number = 2
    while name_key(numbered := f"{name[: MAX_NAME - len(str(number)) - 1]} {number}") in taken:
        number += 1
    return numbered


def _change(connection: sa.Connection, table: sa.TableClause, id_: int, **values: str) -> None:
    connection.execute(sa.update(table).where(table.c.id == id_).values(**values))
