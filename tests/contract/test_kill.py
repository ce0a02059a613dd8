"""A server killed in the middle of everything: nothing acknowledged is lost, nothing is there twice."""

from __future__ import annotations

import asyncio
import random
from pathlib import Path

import pytest

from tests.support.faults import (
    Attempt,
    Record,
    Sender,
    check_real_time_order,
    check_stored,
    everyone_online,
    logs_of,
    retry,
)
from tests.support.people import Caller, Frame, Refused, Socket, group, people
from tests.support.server import Server, running

pytestmark = pytest.mark.anyio

SENDS = 1_000
MOMENTS = {
    "early": (1, 40),
    "middle": (350, 650),
    "late": (850, 950),
}


async def places(callers: list[Caller]) -> list[list[Frame]]:
    """Give each person the targets they may send to: two groups and two direct conversations."""
    ada, grace, linus = callers
    all_of_us, two_of_us = await group(ada, grace, linus), await group(grace, linus)
    return [
        [{"conversation": all_of_us}, {"to": grace.id}, {"to": linus.id}, {"conversation": 0}],
        [{"conversation": all_of_us}, {"conversation": two_of_us}, {"to": ada.id}],
        [{"conversation": all_of_us}, {"conversation": two_of_us}, {"to": ada.id}, {"conversation": 0}],
    ]


async def send_until_killed(
    server: Server, callers: list[Caller], dice: random.Random, after: int
) -> tuple[Record, list[list[tuple[Frame, str, str]]]]:
    """Let everyone send all at once, and kill the server when so many have been acknowledged."""
    targets = await places(callers)
    scripts = [
        [(dice.choice(targets[i % 3]), f"{i}", f"message {i}") for i in range(SENDS) if i % 3 == who]
        for who in range(3)
    ]
    record = Record()
    async with everyone_online(callers) as sockets:
        sending = [
            asyncio.create_task(Sender(socket, record, dice.randint(20, 60)).send_all(script))
            for socket, script in zip(sockets, scripts, strict=True)
        ]
        await record.until(lambda: len(record.acknowledged) >= after)
        server.kill()
        await asyncio.gather(*sending)
    return record, scripts


async def retry_everything(
    callers: list[Caller], record: Record, scripts: list[list[tuple[Frame, str, str]]]
) -> None:
    """R2: send all thousand again, those that were never sent too; who had an answer gets the same."""
    known = {(a.sender, a.client_id): a for a in record.attempts}
    async with everyone_online(callers) as sockets:
        again = Record()
        await asyncio.gather(
            *(Sender(s, again, 200).send_all(script) for s, script in zip(sockets, scripts, strict=True))
        )
    assert len(again.acknowledged) == SENDS, again.refused[:3]
    for attempt in again.acknowledged:
        first = known.get((attempt.sender, attempt.client_id))
        if first is None:
            record.attempts.append(attempt)
        elif first.answer is None:
            first.answer, first.answered = attempt.answer, attempt.answered
        else:
            assert attempt.answer == first.answer, "a retry gets the first answer"


@pytest.mark.parametrize("moment", MOMENTS)
@pytest.mark.parametrize("seed", [1, 2])
async def test_nothing_acknowledged_is_lost_when_the_server_is_killed(
    data: Path, moment: str, seed: int
) -> None:
    """R1: never lost, though the server is killed the next instant. R2: retries give one message and the
    first answer. R3: seq 1..N without holes, and who was acknowledged first comes first.
    """
    dice = random.Random(f"{moment} {seed}")
    with running(data, "--limits", "off") as server:
        callers = await people(server, "ada", "grace", "linus")
        record, scripts = await send_until_killed(server, callers, dice, dice.randint(*MOMENTS[moment]))
        assert record.acknowledged, "premise: some had been acknowledged"
        assert record.unknown, "premise: and some had been sent and not answered"
        check_real_time_order(record)

        server.start()
        for caller in callers:
            async with caller.online() as socket:
                logs = await logs_of(socket)
                check_stored(only_in(record, logs), logs)

        await retry_everything(callers, record, scripts)
        await retry_everything(callers, record, scripts)
        found: set[tuple[int, str]] = set()
        for caller in callers:
            async with caller.online() as socket:
                logs = await logs_of(socket)
                check_stored(only_in(record, logs), logs)
                found |= {(m["sender"], m["client_id"]) for log in logs.values() for m in log}
        assert len(found) == SENDS


def only_in(record: Record, logs: dict[int, list[Frame]]) -> Record:
    """The part of a record that one member can see."""
    part = Record()
    part.attempts = [a for a in record.attempts if a.answer is None or a.answer["conversation"] in logs]
    return part


async def test_a_retry_after_a_restart_over_the_other_door_gets_the_first_answer(data: Path) -> None:
    """R2: on any node, at any later time; the same client_id with another text is `conflict`."""
    with running(data) as server:
        ada, grace = await people(server, "ada", "grace")
        room = await group(ada, grace)
        async with ada.online() as socket:
            first = await socket.ask("message.send", conversation=room, text="once", client_id="one")
            await socket.ask("message.delete", conversation=room, seq=first["seq"])
        server.kill()
        server.start()
        attempt = Attempt(ada.id, {"conversation": room}, "one", "once", 0)
        assert await retry(ada, attempt) == first, "the first answer, though the message is deleted since"
        await _refuses_another_text(ada, attempt)
        async with ada.online() as socket:
            assert await retry(socket, attempt) == first
            await _refuses_another_text(socket, attempt)


async def _refuses_another_text(who: Caller | Socket, attempt: Attempt) -> None:
    another = Attempt(attempt.sender, attempt.target, attempt.client_id, "twice", 0)
    refusal = await retry(who, another)
    assert isinstance(refusal, Refused), refusal
    assert refusal.code == "conflict"


async def test_one_client_id_raced_over_many_sockets_gives_one_message(data: Path) -> None:
    """R2: any number of times."""
    with running(data) as server:
        (ada,) = await people(server, "ada")
        room = await group(ada)
        async with everyone_online([ada] * 6) as sockets:
            for number in range(30):
                fields = {"conversation": room, "text": f"message {number}", "client_id": f"id {number}"}
                asked = [await socket.send("message.send", **fields) for socket in sockets for _ in range(2)]
                answers = [
                    await socket.reply(id_)
                    for socket, ids in zip(sockets, zip(asked[::2], asked[1::2], strict=True), strict=True)
                    for id_ in ids
                ]
                assert all(answer == answers[0] for answer in answers), answers
        assert [m["text"] for m in (await logs_of(ada))[room]] == [f"message {n}" for n in range(30)]
