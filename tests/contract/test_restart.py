"""A server that is asked to leave, and one that was killed, start again on the same data."""

from __future__ import annotations

import asyncio
from pathlib import Path

import pytest

from tests.support.faults import (
    Record,
    Sender,
    check_refused_is_not_stored,
    check_stored,
    everyone_online,
    logs_of,
)
from tests.support.people import Frame, group, people
from tests.support.server import running

pytestmark = pytest.mark.anyio


@pytest.mark.parametrize("after", [1, 300, 700])
async def test_leaving_under_load_tells_everyone_and_loses_nothing(data: Path, after: int) -> None:
    """R1, R11: every send is acknowledged and stored, or not acknowledged; sockets get 1012 ("restarting:
    come back", the reason holds the bound in seconds), the exit code is 0, and sync finds everything.
    """
    with running(data, "--limits", "off") as server:
        ada, grace, linus = await people(server, "ada", "grace", "linus")
        room = await group(ada, grace, linus)
        record = Record()
        async with everyone_online([ada, grace]) as talkers, linus.online() as listener:
            scripts: list[list[tuple[Frame, str, str]]] = [
                [({"conversation": room}, f"{n}", f"{place} says {n}") for n in range(5_000)]
                for place in range(2)
            ]
            sending = [
                asyncio.create_task(Sender(talker, record, 100).send_all(script))
                for talker, script in zip(talkers, scripts, strict=True)
            ]
            await record.until(lambda: len(record.acknowledged) >= after)
            assert await asyncio.to_thread(server.stop) == 0
            await asyncio.gather(*sending)
            for socket in (*talkers, listener):
                code, reason = await socket.closed()
                assert code == 1012
                assert float(reason or "") > 0
            heard = [event["seq"] for event in listener.heard("message.sent", conversation=room)]
            assert heard == list(range(2, 2 + len(heard))), "no holes before the end"
        assert len(record.acknowledged) < 10_000, "premise: it left in the middle"
        assert {attempt.refusal for attempt in record.refused} <= {"unavailable"}

        server.start()
        logs = await logs_of(linus)
        check_stored(record, logs)
        check_refused_is_not_stored(record, logs)
        attempted = {(attempt.sender, attempt.client_id) for attempt in record.attempts}
        assert {(m["sender"], m["client_id"]) for m in logs[room]} <= attempted
        async with linus.online() as back:
            cursor = max(heard, default=1)
            while True:
                synced = await back.ask("sync", cursors={str(room): cursor}, epoch=back.hello["epoch"])
                assert room not in synced["reset"] or len(logs[room]) - len(heard) > 200
                if not synced["more"]:
                    break
        assert server.stop() == 0


async def test_a_killed_server_starts_again_on_the_same_data(data: Path) -> None:
    """R1: a lock file or a half-written log that was left behind is in nobody's way, however often."""
    with running(data, "--limits", "off") as server:
        (ada,) = await people(server, "ada")
        room = await group(ada)
        epochs = set()
        for turn in range(5):
            async with ada.online() as socket:
                epochs.add(socket.hello["epoch"])
                await socket.ask("message.send", conversation=room, text=f"turn {turn}")
                server.kill()
            assert (data / "hubbub.db.lock").exists(), "premise: what a killed server leaves behind"
            assert (data / "hubbub.db-wal").stat().st_size > 0, "premise: and a log that is not merged"
            server.start()
        assert [m["text"] for m in (await logs_of(ada))[room]] == [f"turn {turn}" for turn in range(5)]
        assert len(epochs) == 1, "R5: it is the same database"
