"""The database: one writer connection, a few readers, and how SQLite is made safe.

SQLite runs in WAL with ``synchronous=FULL``: a commit that has returned survives the power cut.
Only one connection of the whole machine writes or checkpoints at a time: inside the server that
is the log's writer; the command line takes turns with it through a lock file. (SQLite before
3.51.3 can corrupt a database when two connections write and reset the WAL in the same instant.)
"""

from __future__ import annotations

import contextlib
import fcntl
import os
import sqlite3
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Final

from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.engine import URL, make_url
from sqlalchemy.exc import ArgumentError, DataError, DBAPIError, IntegrityError, ProgrammingError
from sqlalchemy.pool import QueuePool

from hubbub.storage.witness import Witness

BUSY_TIMEOUT_MS: Final = 2_000
READERS: Final = 4
TURN_POLL_SECONDS: Final = 0.002
WRITER_CACHE_KIB: Final = 32 * 1024
READER_CACHE_KIB: Final = 4 * 1024
"""Small: what a reader misses, the operating system's own cache has."""

_PRAGMAS = (
    "PRAGMA journal_mode=WAL",
    "PRAGMA synchronous=FULL",
    "PRAGMA foreign_keys=ON",
    f"PRAGMA busy_timeout={BUSY_TIMEOUT_MS}",
    "PRAGMA temp_store=MEMORY",
    "PRAGMA wal_autocheckpoint=4000",
    "PRAGMA journal_size_limit=67108864",
)


class Database:
    """Hands out write and read transactions; owns the connections. Calls block: use threads."""

    def __init__(self, url: str | URL, *, readers: int = READERS) -> None:
        self.url = make_url(url)
        if self.url.get_backend_name() != "sqlite":
            raise ArgumentError(f"{self.url.get_backend_name()} is not supported yet, only SQLite is")
        path = Path(self.url.database or "")
        # Messages and password hashes are nobody else's; SQLite gives its other files the same mode.
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        os.close(os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600))
        self.witness = Witness(path)
        self._lock_file = os.open(f"{path}.lock", os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
        self._server_file: int | None = None
        self._server_path = f"{path}.server"
        # The threads take turns on a connection, never two at once; SQLite's own check would forbid it.
        arguments: dict[str, Any] = {"check_same_thread": False, "cached_statements": 512}
        # A statement's parameters are texts and hashes: an error that showed them would put them in the log.
        common: dict[str, Any] = {"poolclass": QueuePool, "max_overflow": 0, "hide_parameters": True}
        # A pool of one: whoever else asks for the writer waits, and never shares a transaction.
        self.writer: Engine = create_engine(self.url, pool_size=1, connect_args=arguments, **common)
        self.reader: Engine = create_engine(self.url, pool_size=readers, connect_args=arguments, **common)
        _prepare_sqlite(self.writer, begin="BEGIN IMMEDIATE", cache_kib=WRITER_CACHE_KIB)
        _prepare_sqlite(self.reader, begin="BEGIN", cache_kib=READER_CACHE_KIB, query_only=True)

    def serve_alone(self) -> bool:
        """Become the one server of this database until `close` or death; say whether there was no other.

        What is told live goes through one process: two would each tell half of it to half of the people.
        """
        if self._server_file is None:
            file = os.open(self._server_path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
            try:
                fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except OSError as error:
                os.close(file)
                if isinstance(error, BlockingIOError):
                    return False
                raise
            self._server_file = file
        return True

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        """One write transaction: committed at the end, rolled back by any exception."""
        with self._turn(), self.writer.begin() as connection:
            yield connection

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """One read transaction: everything read in it is of one moment."""
        with self.reader.connect() as connection, connection.begin():
            yield connection

    @contextmanager
    def _turn(self) -> Iterator[None]:
        self._take_turn()
        try:
            yield
        finally:
            fcntl.flock(self._lock_file, fcntl.LOCK_UN)

    def _take_turn(self) -> None:
        """Wait for a turn, not for ever: a command that hangs must not hang the server. Raises OSError."""
        deadline = time.monotonic() + BUSY_TIMEOUT_MS / 1_000
        while True:
            with contextlib.suppress(BlockingIOError):
                fcntl.flock(self._lock_file, fcntl.LOCK_EX | fcntl.LOCK_NB)
                return
            if time.monotonic() >= deadline:
                raise BlockingIOError("another program holds the lock file")
            time.sleep(TURN_POLL_SECONDS)

    def changed_outside(self) -> int:
        """Return a number that differs from the last one when another program has written here.

        It is the writer's view, so this server's own commits do not count.
        """
        with self.writer.connect() as connection:
            # Past SQLAlchemy, which would begin a transaction that a locked database refuses.
            driver: Any = connection.connection.driver_connection
            return int(driver.execute("PRAGMA data_version").fetchone()[0])

    def close(self) -> None:
        """Close every connection."""
        self.reader.dispose()
        self.writer.dispose()
        os.close(self._lock_file)
        if self._server_file is not None:
            os.close(self._server_file)


def _prepare_sqlite(engine: Engine, *, begin: str, cache_kib: int, query_only: bool = False) -> None:
    @event.listens_for(engine, "connect")
    def connected(connection: Any, _record: Any) -> None:
        # The driver would begin transactions on its own, deferred and only before writes.
        connection.isolation_level = None
        for pragma in (*_PRAGMAS, f"PRAGMA cache_size=-{cache_kib}"):
            connection.execute(pragma).close()
        if query_only:
            connection.execute("PRAGMA query_only=ON").close()

    @event.listens_for(engine, "begin")
    def began(connection: Connection) -> None:
        connection.exec_driver_sql(begin)


_OF_ONE_STATEMENT = (
    IntegrityError,
    DataError,
    ProgrammingError,
    sqlite3.IntegrityError,
    sqlite3.DataError,
    sqlite3.ProgrammingError,
)


def is_store_failure(error: BaseException) -> bool:
    """Say whether the store itself failed (full disk, lock, lost server) and not one statement's content."""
    return isinstance(error, (OSError, DBAPIError, sqlite3.Error)) and not isinstance(
        error, _OF_ONE_STATEMENT
    )
