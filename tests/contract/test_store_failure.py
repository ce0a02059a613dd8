"""A store that fails gives an error and never an acknowledgement, and is forgiven once it works again."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager
from pathlib import Path

import pytest

from hubbub.storage.engine import BUSY_TIMEOUT_MS
from tests.support.faults import (
    Attempt,
    Record,
    check_refused_is_not_stored,
    check_stored,
    eventually,
    fill,
    holding_the_turn,
    locked,
    logs_of,
    readiness,
    small_disk,
)
from tests.support.people import Caller, Refused, Socket, group, people
from tests.support.server import Server, running
from tests.support.stopwatch import Stopwatch

pytestmark = pytest.mark.anyio

LONG = "long " * 1_500
BOUND = 3 * BUSY_TIMEOUT_MS / 1_000
"""Seconds in which a store that does not answer has to be given up."""


class Attempts:
    """One person's sends, one after the other, with what became of each."""

    def __init__(self, who: Socket, room: int) -> None:
        self.who = who
        self.room = room
        self.record = Record()

    async def send(self, length: int = 100) -> Attempt:
        """Send once and write down the outcome."""
        number = len(self.record.attempts)
        attempt = Attempt(
            self.who.id, {"conversation": self.room}, f"id {number}", f"{number} {LONG[:length]}", 0
        )
        attempt.sent = self.record.tick()
        self.record.attempts.append(attempt)
        try:
            attempt.answer = await self.who.ask("message.send", **attempt.fields)
        except Refused as refused:
            attempt.refusal = refused.code
        attempt.answered = self.record.tick()
        return attempt

    async def send_until_refused(self) -> Attempt:
        """Send until the store takes no more."""
        for _ in range(1_000):
            attempt = await self.send(len(LONG))
            if attempt.refusal is not None:
                return attempt
        raise AssertionError("premise: the disk takes no more")

    async def check(self, member: Caller) -> None:
        """R1, R3, R11: the acknowledged are there, the refused are not, and there is no hole."""
        logs = await logs_of(member)
        check_stored(self.record, logs)
        check_refused_is_not_stored(self.record, logs)
        assert len(logs[self.room]) == len(self.record.acknowledged)


async def is_ready(server: Server) -> bool:
    return await readiness(server.http) == 200


async def is_not_ready(server: Server) -> bool:
    return await readiness(server.http) == 503


@pytest.mark.parametrize("logs_too", [False, True], ids=["disk for data", "disk for data and log lines"])
async def test_a_full_disk_refuses_and_recovers_by_itself(tmp_path: Path, *, logs_too: bool) -> None:
    """R11: a failing store gives an error, never an acknowledgement; nothing acknowledged is missing after
    space is made again, nor after a restart. /readyz tells the load balancer. Reading goes on.
    """
    with small_disk(tmp_path / "disk", "12m") as disk:
        data = disk / "data" if logs_too else tmp_path / "data"
        flags = ["--database", f"sqlite:///{disk / 'hubbub.db'}"]
        with running(data, "--limits", "off", *flags) as server:
            ada, grace = await people(server, "ada", "grace")
            room = await group(ada, grace)
            assert await is_ready(server), "premise: there is room"
            async with ada.online() as socket, grace.online() as listener:
                sends = Attempts(socket, room)
                for _ in range(20):
                    assert (await sends.send()).refusal is None, "premise: there is room"

                filler = fill(disk, *([data / "stderr.log"] if logs_too else []))
                assert (await sends.send_until_refused()).refusal == "unavailable"
                await eventually(lambda: is_not_ready(server), "/readyz says 503")
                for _ in range(10):
                    refused = await sends.send(len(LONG))
                    assert refused.refusal == "unavailable", refused
                with pytest.raises(Refused) as caught:
                    await grace.ask("message.send", conversation=room, text=LONG)
                assert (caught.value.code, caught.value.status) == ("unavailable", 503)
                await sends.check(grace)  # reading works

                filler.unlink()
                await eventually(lambda: is_ready(server), "/readyz says 200 again")
                for _ in range(10):
                    assert (await sends.send(len(LONG))).refusal is None, "nobody had to restart anything"
                last = sends.record.acknowledged[-1].answer
                assert last is not None
                await listener.event("message.sent", seq=last["seq"])
                heard = [event["seq"] for event in listener.heard("message.sent", conversation=room)]
                told = [attempt.answer["seq"] for attempt in sends.record.acknowledged if attempt.answer]
                assert heard == told, "what was acknowledged was heard, what was refused was not"
            await sends.check(grace)

            server.kill()
            server.start()
            await sends.check(grace)
            assert server.stop() == 0
            server.start()
            await sends.check(grace)


Lock = Callable[[Path], AbstractContextManager[None]]
LOCKS: dict[str, Lock] = {
    "immediate": locked,
    "exclusive": lambda database: locked(database, "BEGIN EXCLUSIVE"),
    "turn": holding_the_turn,
}


@pytest.mark.parametrize("lock", LOCKS)
async def test_a_locked_database_is_an_error_within_bounded_time(data: Path, lock: str) -> None:
    """R11: an error, never an acknowledgement. R10: deadlines on everything, on other programs too."""
    with running(data, "--limits", "off") as server:
        ada, grace = await people(server, "ada", "grace")
        room = await group(ada, grace)
        async with ada.online() as socket:
            sends = Attempts(socket, room)
            assert (await sends.send()).refusal is None, "premise: it works"
            with LOCKS[lock](data / "hubbub.db"):
                watch = Stopwatch(server.pid)
                assert (await sends.send()).refusal == "unavailable"
                with pytest.raises(Refused) as caught:
                    await ada.ask("member.remove", conversation=room, user=grace.id)
                assert (caught.value.code, caught.value.status) == ("unavailable", 503)
                assert watch.seconds < 2 * BOUND
                await sends.check(grace)  # reading works
                assert await is_not_ready(server)
            await eventually(lambda: is_ready(server), "the lock is gone")
            assert (await sends.send()).refusal is None
            await sends.check(grace)
        assert server.stop() == 0


async def test_a_server_leaves_although_the_database_is_locked(data: Path) -> None:
    """R10, R11: deadlines on everything; what waits is refused and the server ends."""
    with running(data) as server:
        (ada,) = await people(server, "ada")
        with locked(data / "hubbub.db"):
            async with ada.online() as socket:
                await socket.send("message.send", conversation=0, text="one")
                assert server.stop() == 0
        server.start()
        assert (await logs_of(ada))[0] == []
