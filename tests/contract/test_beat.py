"""What a server does unasked, and that nothing which fails in it stops the rest."""

from __future__ import annotations

import asyncio
import sqlite3
import time
from contextlib import closing
from pathlib import Path

import httpx
import pytest

from tests.support.cli import hubbub
from tests.support.people import Socket, group, register
from tests.support.server import Server, running
from tests.support.stopwatch import Stopwatch

pytestmark = pytest.mark.anyio

SECONDS = 3.0


def forbid_the_witness(server: Server) -> None:
    """Let the witness fail as it does on a full disk: a folder stands where its draft should be."""
    (server.data / f"hubbub.db.witness.{server.pid}.new").mkdir()


def ask_store(data: Path, question: str) -> int:
    """Return one number of the database, read behind the server's back."""
    with closing(sqlite3.connect(data / "hubbub.db")) as connection:
        return int(connection.execute(question).fetchone()[0])


async def test_a_witness_that_cannot_write_keeps_no_dead_login_alive(data: Path) -> None:
    """R9: `hubbub user disable` closes sockets though another duty of the beat fails; SIGTERM is success."""
    with running(data) as server:
        ada, grace = await register(server, "ada"), await register(server, "grace")
        forbid_the_witness(server)
        async with ada.online() as socket, grace.online() as talker:
            talking = asyncio.create_task(_talk(talker))
            try:
                await asyncio.sleep(1.5)  # so that a beat has failed
                await asyncio.to_thread(hubbub, "user", "disable", ada.name, "--data", str(data))
                watch = Stopwatch(server.pid)
                assert (await socket.closed())[0] == 1008
                assert watch.seconds < SECONDS
            finally:
                talking.cancel()
                await asyncio.gather(talking, return_exceptions=True)
            await talker.ask("message.send", conversation=0, text="the last")
        assert "note_commits" in server.log, "the premise: the witness failed, and that was said"
        assert await asyncio.to_thread(server.stop) == 0
        assert "Traceback" not in server.log


async def _talk(socket: Socket) -> None:
    while True:
        await socket.ask("message.send", conversation=0, text="still here")
        await asyncio.sleep(0.1)


async def test_a_witness_that_failed_is_noted_later(data: Path) -> None:
    """R5: what could not be noted is noted as soon as it can be."""
    with running(data) as server:
        ada = await register(server, "ada")
        forbid_the_witness(server)
        await ada.ask("message.send", conversation=0, text="unseen")
        await asyncio.sleep(1.5)
        (server.data / f"hubbub.db.witness.{server.pid}.new").rmdir()
        commits = ask_store(data, "SELECT value FROM facts WHERE name = 'commits'")
        watch = Stopwatch(server.pid)
        while f'"commits":{commits}' not in (data / "hubbub.db.witness").read_text():
            assert watch.seconds < SECONDS, "nobody spoke since, and still it is due"
            await asyncio.sleep(0.1)


async def test_times_do_not_fall_when_the_clock_was_set_back(data: Path) -> None:
    """PROTOCOL: times do not fall along a log, not over a restart either."""
    later = int(time.time() * 1000) + 3_600_000
    with running(data) as server:
        ada = await register(server, "ada")
        room = await group(ada)
        await ada.ask("message.send", conversation=room, text="one")
        assert server.stop() == 0
        # As if this had been said before the clock was set back by an hour.
        with closing(sqlite3.connect(data / "hubbub.db")) as connection, connection:
            connection.execute("UPDATE conversations SET last_at = ? WHERE id = ?", (later, room))
        server.start()
        await ada.ask("message.send", conversation=room, text="two")
        assert ask_store(data, f"SELECT last_at FROM conversations WHERE id = {room}") >= later


async def test_asking_whether_it_can_write_is_not_a_way_to_make_it_write(data: Path) -> None:
    """DESIGN 7: `/readyz` asks for no login: its checks have a rate, past which the last outcome holds."""
    count = "SELECT value FROM facts WHERE name = 'commits'"
    with running(data) as server:
        before, begun = ask_store(data, count), time.monotonic()
        async with httpx.AsyncClient(base_url=server.http, timeout=10, verify=False) as http:
            for _ in range(20):
                answers = await asyncio.gather(*(http.get("/readyz") for _ in range(10)))
                assert {answer.status_code for answer in answers} == {200}
        assert ask_store(data, count) - before <= 5 + (time.monotonic() - begun)
