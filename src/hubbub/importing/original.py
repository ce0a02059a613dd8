"""The original's MySQL or MariaDB, read only, and never more of it in memory than a batch."""

from __future__ import annotations

import contextlib
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from itertools import islice
from typing import Any, Final, TypeVar

import msgspec
import pymysql
from msgspec import Struct
from pymysql.cursors import SSCursor
from sqlalchemy.engine import make_url
from sqlalchemy.exc import ArgumentError

from hubbub.domain.ids import MAX_ID
from hubbub.domain.times import milliseconds
from hubbub.errors import BadRequest, Unavailable
from hubbub.importing.mapping import Columns, Place

AT_ONCE: Final = 1_000
CONNECT_SECONDS: Final = 10
WRITE_SECONDS: Final = 3_600
"""How long the server waits for us to take a row: we also write."""
SECONDS_BEFORE: Final = 100_000_000_000
"""A number below is seconds since 1970, one above milliseconds (as seconds it would be the year 5138)."""

Row = tuple[Any, ...]
T = TypeVar("T")


class Said(Struct, frozen=True):
    """A message as the original has it: HTML, and its own ids. `place` is a group or the receiver."""

    group: bool
    id: int
    sender: int | None
    place: int | None
    html: str
    at: int | None
    mentioned: int | None = None
    key: str = ""
    """What tells it from others if the id does not: of messages that only Redis has."""

    @property
    def order(self) -> tuple[int, int]:
        """Where it stands among all messages: by its time, then by its id."""
        return (-1 if self.at is None else self.at, self.id)


class Original:
    """Opens connections to the database as they are needed. Raises Unavailable when it cannot be read."""

    def __init__(self, url: str) -> None:
        try:
            parts = make_url(url)
        except ArgumentError:
            raise BadRequest("mysql: not a URL, write mysql://user:password@host:3306/database") from None
        if parts.get_backend_name() not in ("mysql", "mariadb") or not parts.database:
            raise BadRequest("mysql: write mysql://user:password@host:3306/database")
        self._where: dict[str, Any] = {
            "host": parts.host or "localhost",
            "port": parts.port or 3306,
            "user": parts.username,
            "password": parts.password or "",
            "database": parts.database,
            "unix_socket": parts.query.get("unix_socket"),
        }

    @contextmanager
    def snapshot(self) -> Iterator[Snapshot]:
        """Give everything as it is at one moment, without holding up who writes there."""
        try:
            connection = pymysql.connect(
                **self._where,
                charset="utf8mb4",
                connect_timeout=CONNECT_SECONDS,
                init_command=f"SET SESSION time_zone = '+00:00', net_write_timeout = {WRITE_SECONDS}",
            )
        except pymysql.MySQLError as error:
            raise Unavailable(f"mysql: {_reason(error)}") from None
        try:
            with connection.cursor() as cursor:
                cursor.execute("SET SESSION TRANSACTION ISOLATION LEVEL REPEATABLE READ")
                cursor.execute("START TRANSACTION WITH CONSISTENT SNAPSHOT, READ ONLY")
            yield Snapshot(connection)
        except pymysql.MySQLError as error:
            raise Unavailable(f"mysql: {_reason(error)}") from None
        finally:
            connection.close()


class Snapshot:
    """One moment of the database; one stream of rows at a time."""

    def __init__(self, connection: pymysql.Connection[Any]) -> None:
        self._connection = connection

    def columns(self) -> Columns:
        """Return every table with its columns and their types."""
        found: Columns = {}
        for table, column, kind in self._ask(
            "SELECT table_name, column_name, data_type FROM information_schema.columns"
            " WHERE table_schema = DATABASE() ORDER BY table_name, ordinal_position"
        ):
            found.setdefault(table, {})[column] = kind
        return found

    def count(self, place: Place) -> int:
        """Return how many rows a table has."""
        return int(self._ask(f"SELECT COUNT(*) FROM {_quoted(place.table)}")[0][0])

    def greatest(self, place: Place, field: str) -> int:
        """Return the greatest number of a column, or 0."""
        column = _quoted(getattr(place, field))
        return int(self._ask(f"SELECT MAX({column}) FROM {_quoted(place.table)}")[0][0] or 0)

    def those(self, place: Place, fields: Sequence[str], ids: Sequence[int]) -> Sequence[Row]:
        """Return the rows with these ids, at most AT_ONCE of them."""
        if not ids:
            return ()
        marks = ", ".join(["%s"] * len(ids))
        return self._ask(f"{_select(place, fields)} WHERE {_quoted(place.id)} IN ({marks})", ids)  # type: ignore[attr-defined]

    def rows(self, place: Place, fields: Sequence[str], order: Sequence[str]) -> Iterator[Row]:
        """Stream all rows of a table in an order; a column that is not there gives None."""
        by = ", ".join(_quoted(column) for name in order if (column := getattr(place, name)))
        with self._connection.cursor(SSCursor) as cursor:
            cursor.execute(f"{_select(place, fields)} ORDER BY {by}", ())
            while chunk := cursor.fetchmany(AT_ONCE):
                yield from chunk

    def _ask(self, statement: str, parameters: Sequence[Any] = ()) -> Sequence[Row]:
        with self._connection.cursor() as cursor:
            cursor.execute(statement, tuple(parameters))
            return list(cursor.fetchall())


def runs(items: Iterable[T], most: int) -> Iterator[Sequence[T]]:
    """Give the items in runs of at most so many."""
    left = iter(items)
    while run := list(islice(left, most)):
        yield run


def moment(value: Any) -> int | None:
    """Return a time in milliseconds, from whatever a column or a message holds; None if it is none."""
    if isinstance(value, datetime):
        return milliseconds(value if value.tzinfo else value.replace(tzinfo=UTC))
    number = whole(value)
    if number is None and isinstance(value, str):
        with contextlib.suppress(ValueError):
            return moment(datetime.fromisoformat(value))
    if number is None or number <= 0:
        return None
    return number * 1_000 if number < SECONDS_BEFORE else number


def whole(value: Any) -> int | None:
    """Return a whole number, which Redis and JSON may hold as text; None if it is none that an id can be."""
    if type(value) is not int:
        try:
            value = msgspec.convert(value, int, strict=False)
        except msgspec.ValidationError:
            return None
    return value if abs(value) <= MAX_ID else None


def line(value: Any) -> str:
    """Return a text column's value as a text."""
    return value.decode("utf-8", "replace") if isinstance(value, bytes) else str(value or "")


def _select(place: Place, fields: Sequence[str]) -> str:
    columns = (getattr(place, name) for name in fields)
    return f"SELECT {', '.join(_quoted(c) if c else 'NULL' for c in columns)} FROM {_quoted(place.table)}"


def _quoted(name: str) -> str:
    # PyMySQL takes % for the mark of a parameter.
    return "`" + name.replace("`", "``").replace("%", "%%") + "`"


def _reason(error: pymysql.MySQLError) -> str:
    return str(error.args[-1] if error.args else error).splitlines()[0]
