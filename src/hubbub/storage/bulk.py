"""Many rows in one statement.

A statement that the driver steps through once costs one turn of the interpreter lock, however
many rows it holds; a loop over rows costs one each. Sizes are powers of two, so that a few
statements serve every size of batch and stay prepared.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import Any, Final

import msgspec
from sqlalchemy import Connection, Table

MOST_ROWS: Final = 256

Row = tuple[Any, ...]
_ROWS: Final = msgspec.json.Decoder(list[Row])


def insert(connection: Connection, table: Table, columns: tuple[str, ...], rows: Sequence[Row]) -> None:
    """Insert rows (tuples in the order of ``columns``) in as few statements as possible."""
    start = 0
    while start < len(rows):
        count = min(MOST_ROWS, 1 << ((len(rows) - start).bit_length() - 1))
        head = f"INSERT INTO {table.name} ({', '.join(columns)}) VALUES "
        chunk = rows[start : start + count]
        _run(
            connection, _statement(head, "", len(columns), count, connection.dialect.paramstyle), _flat(chunk)
        )
        start += count


def select(connection: Connection, head: str, tail: str, keys: Sequence[Row]) -> Iterator[Row]:
    """Run ``head VALUES (...), (...) tail`` over all keys, padded with nulls, and give the rows."""
    for start in range(0, len(keys), MOST_ROWS):
        chunk = keys[start : start + MOST_ROWS]
        width = len(chunk[0])
        count = 1 << (len(chunk) - 1).bit_length()
        parameters = _flat(chunk) + (None,) * (width * (count - len(chunk)))
        statement = _statement(head, tail, width, count, connection.dialect.paramstyle)
        yield from _run(connection, statement, parameters)


def gather(connection: Connection, head: str, tail: str, keys: Sequence[Row]) -> list[Row]:
    """Do the same in one step of the driver; for columns of numbers and texts only.

    SQLite gives the interpreter lock back for every row, and beside a busy loop each row waits for its turn
    again: so it puts the rows of a statement into one JSON text.
    """
    if connection.dialect.name != "sqlite":
        return list(select(connection, head, tail, keys))
    rows: list[Row] = []
    for (text,) in select(connection, _aggregated(head), tail, keys):
        rows += _ROWS.decode(text)
    return rows


@lru_cache(maxsize=256)
def _aggregated(head: str) -> str:
    columns, start, rest = head.removeprefix("SELECT ").partition(" FROM (VALUES ")
    return f"SELECT json_group_array(json_array({columns})){start}{rest}"


def _run(connection: Connection, statement: str, parameters: Row) -> Sequence[Row]:
    """Run a statement past SQLAlchemy, whose result objects cost more than the rows."""
    cursor = connection.connection.cursor()
    try:
        cursor.execute(statement, parameters)
        return cursor.fetchall() if cursor.description else []
    finally:
        cursor.close()


def _flat(rows: Sequence[Row]) -> Row:
    return tuple(value for row in rows for value in row)


@lru_cache(maxsize=1024)
def _statement(head: str, tail: str, width: int, count: int, paramstyle: str) -> str:
    mark = "?" if paramstyle == "qmark" else "%s"
    row = f"({', '.join([mark] * width)})"
    return f"{head}{', '.join([row] * count)}{tail}"
