"""R5: no silent hole, also where the database has gone back in time."""

from __future__ import annotations

import shutil
import sqlite3
from pathlib import Path

import pytest

from tests.support.people import Caller, group, people
from tests.support.server import Server, running

pytestmark = pytest.mark.anyio


def back_up(server: Server, copy: Path) -> None:
    """Copy the database as an operator would, while the server runs."""
    with sqlite3.connect(server.data / "hubbub.db") as connection:
        connection.execute("VACUUM INTO ?", (str(copy),))
    connection.close()


def restore(server: Server, copy: Path) -> None:
    """Put an old copy in the place of the database."""
    for path in server.data.glob("hubbub.db-*"):
        path.unlink()
    shutil.copyfile(copy, server.data / "hubbub.db")


async def say(who: Caller, room: int, *texts: str) -> int:
    """Send messages one after another and return the last one's place."""
    seq = 0
    for text in texts:
        seq = (await who.ask("message.send", conversation=room, text=text))["seq"]
    return seq


async def test_a_restored_backup_makes_clients_start_afresh(data: Path, tmp_path: Path) -> None:
    """R5: a cursor from before the restore is refused, though its place has been filled again."""
    with running(data) as server:
        ada, grace = await people(server, "ada", "grace")
        room = await group(ada, grace)
        await say(ada, room, "one", "two")
        back_up(server, tmp_path / "backup.db")
        seen = await say(ada, room, "three", "four")
        async with grace.online() as socket:
            epoch = socket.hello["epoch"]
        assert server.stop() == 0
        restore(server, tmp_path / "backup.db")
        server.start()
        assert await say(ada, room, "other three", "other four", "other five") > seen
        async with grace.online() as socket:
            assert socket.hello["epoch"] != epoch
            synced = await socket.ask("sync", epoch=epoch, cursors={str(room): seen})
        assert room in synced["reset"]
        said = [e["text"] for e in synced["events"] if e["ev"] == "message.sent"]
        assert said == ["one", "two", "other three", "other four", "other five"]


async def test_a_restart_is_no_restore(data: Path) -> None:
    """R4: across restarts, also after a kill, a client goes on where it was."""
    with running(data) as server:
        ada, grace = await people(server, "ada", "grace")
        room = await group(ada, grace)
        seen = await say(ada, room, "one")
        async with grace.online() as socket:
            epoch = socket.hello["epoch"]
        server.kill()
        server.start()
        await say(ada, room, "two")
        assert server.stop() == 0
        server.start()
        async with grace.online() as socket:
            assert socket.hello["epoch"] == epoch
            synced = await socket.ask("sync", epoch=epoch, cursors={str(room): seen, "0": 0})
        assert synced["reset"] == []
        assert [e["text"] for e in synced["events"] if e["conversation"] == room] == ["two"]


async def test_nobody_else_may_read_what_is_kept(data: Path) -> None:
    """The database holds every message: only its owner reads it."""
    with running(data):
        for name in ("hubbub.db", "hubbub.db-wal", "hubbub.db.lock"):
            assert (data / name).stat().st_mode & 0o077 == 0, name
