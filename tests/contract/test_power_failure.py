"""A power cut: what was written and not synced is gone. With the defaults nothing acknowledged goes with it.

The server's own SQLite has no file layer to put in between, so its work is recorded, statement by statement,
and done again by another build of SQLite, with the very same settings, on files that can lose power.
"""

from __future__ import annotations

import asyncio
import sqlite3
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import apsw
import pytest
from sqlalchemy import event

from hubbub.domain.log import Append, Sent
from hubbub.services.accounts import create_person
from hubbub.storage import schema
from hubbub.storage.engine import Database
from hubbub.storage.log import Log
from hubbub.storage.transaction import Transaction

pytestmark = pytest.mark.anyio

SENDS = 60


class Disk(apsw.VFS):
    """A file layer that knows for each file what of it would survive a power cut: what was last synced."""

    def __init__(self) -> None:
        super().__init__("losing-power", base="", maxpathname=0)
        self.survives: dict[str, bytes] = {}

    def xOpen(self, name: Any, flags: list[int]) -> _File:
        return _File(self, name, flags)

    def cut_power(self, folder: Path) -> None:
        """Write what survives into another folder."""
        folder.mkdir()
        for name, content in self.survives.items():
            (folder / Path(name).name).write_bytes(content)


class _File(apsw.VFSFile):
    def __init__(self, disk: Disk, name: Any, flags: list[int]) -> None:
        self.disk = disk
        self.path = name.filename() if isinstance(name, apsw.URIFilename) else name
        super().__init__("", name, flags)

    def xSync(self, flags: int) -> None:
        super().xSync(flags)
        self.disk.survives[self.path] = Path(self.path).read_bytes()


@pytest.fixture
def disk() -> Iterator[Disk]:
    """Give a disk that can lose power."""
    disk = Disk()
    yield disk
    disk.unregister()


async def work_of_the_log(folder: Path) -> tuple[list[str], list[list[str]], Path]:
    """Let the real log store some messages one by one.

    Return the settings its writer was given, the statements of each acknowledged message, and the database
    as it was before them.
    """
    database = Database(f"sqlite:///{folder / 'hubbub.db'}")
    schema.migrate(database, lambda: 1_000)
    with database.writing() as connection:
        ada = create_person(Transaction(connection, 1_000), "ada")
    before = folder / "before.db"
    with sqlite3.connect(folder / "hubbub.db") as source, sqlite3.connect(before) as copy:
        source.backup(copy)
    source.close()
    copy.close()
    said: list[str] = []
    database.writer.dispose()  # so that the next connection is recorded from its very first word

    @event.listens_for(database.writer, "connect", insert=True)
    def record(connection: Any, _: object) -> None:
        connection.set_trace_callback(said.append)

    log = Log(database, lambda: 2_000, lambda facts: None)
    settings: list[str] = []
    acknowledged: list[list[str]] = []
    for number in range(SENDS):
        answer: asyncio.Future[Any] = asyncio.get_running_loop().create_future()
        log.append(Append(ada.id, 0, None, f"message {number}", f"{number}", None, answer.set_result))
        assert isinstance(await asyncio.wait_for(answer, 10), Sent)
        first = said.index(next(s for s in said if s.startswith("BEGIN")))
        settings += said[:first]
        acknowledged.append(said[first:])
        said.clear()
    await log.close()
    database.close()
    return settings, acknowledged, before


def lost_by_a_power_cut(
    disk: Disk, folder: Path, settings: Sequence[str], work: list[list[str]], before: Path
) -> int:
    """Do the same work on the disk, cut its power after each acknowledgement, and count what is missing."""
    folder.mkdir()
    path = folder / "hubbub.db"
    path.write_bytes(before.read_bytes())
    disk.survives = {str(path): path.read_bytes()}
    connection = apsw.Connection(str(path), vfs="losing-power")
    for setting in settings:
        connection.execute(setting).fetchall()
    lost = 0
    for count, statements in enumerate(work, 1):
        for statement in statements:
            connection.execute(statement).fetchall()
        disk.cut_power(after := folder / f"after {count}")
        survivor = sqlite3.connect(after / "hubbub.db")
        assert survivor.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        found = [row[0] for row in survivor.execute("SELECT text FROM messages ORDER BY seq")]
        survivor.close()
        assert found == [f"message {n}" for n in range(len(found))], "what survives has no holes"
        lost += count - len(found)
    connection.close()
    return lost


async def test_a_power_cut_takes_nothing_that_was_acknowledged(tmp_path: Path, disk: Disk) -> None:
    """R1: nor, with the defaults, if the power fails. FULL must pass this, and NORMAL must fail it."""
    settings, work, before = await work_of_the_log(tmp_path)
    full = "PRAGMA synchronous=FULL"
    assert full in settings, "premise: the log's writer asks for it"
    assert len(work) == SENDS
    assert any(statement == "COMMIT" for statement in work[-1]), "premise: each was committed"
    assert lost_by_a_power_cut(disk, tmp_path / "full", settings, work, before) == 0

    careless = [setting.replace(full, "PRAGMA synchronous=NORMAL") for setting in settings]
    assert lost_by_a_power_cut(disk, tmp_path / "normal", careless, work, before) > 0
