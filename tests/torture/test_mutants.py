"""Servers that break the contract, under torture: each is caught, by the name of the promise it breaks."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest
from msgspec import structs

from hubbub.torture.plan import Plan
from hubbub.torture.run import Result, Run
from hubbub.torture.server import Server
from tests.support import power
from tests.torture.mutants import MUTANTS

pytestmark = pytest.mark.anyio

SEED = 7
PLAN = Plan(seed=SEED, minutes=4 / 60, people=8, messages=400, kills=1)
"""Until so much has happened, however slow the machine: most of the time goes into starting servers."""
BROKEN = {
    "reply_before_commit": "R1",
    "seq_from_memory": "R3",
    "no_deduplication": "R2",
    "membership_not_rechecked": "R9",
    "cursor_falls": "R8",
    "deleted_are_unread": "R8",
    "removed_hear_on": "R9",
    "ended_logins_hear_on": "R9",
    "sync_leaves_out": "R4",
    "snapshot_of_yesterday": "R7",
    "hoards": "R10",
    "never_reset": "R5",
    "refuse_what_is_stored": "R11",
}
"""Which promise each breaks first of all; others may go with it."""


SHORT = structs.replace(PLAN, messages=200, patience=6)
"""For those who need not be given the time to do everything right."""
OFTEN_KILLED = structs.replace(SHORT, kills=3)
"""For those who lose something only if they are killed at a bad moment."""


async def tortured(data: Path, mutant: str, plan: Plan = SHORT, *, lose_power: Path | None = None) -> Result:
    """Torture a mutant, on a disk that loses power with each kill if a layer for that is given."""
    command = (sys.executable, "-m", "tests.torture.mutants", mutant, "serve")
    if lose_power is None:
        server = Server(data, command)
    else:
        env = power.environment(lose_power)
        server = Server(data, command, env=env, after_kill=lambda: power.cut(data))
    result = await Run(plan, server=server).go()
    assert len(result.timeline.kills) >= plan.kills, "premise: it was killed"
    assert result.history.attempts.acknowledged > 50, "premise: people talked"
    return result


def said(result: Result) -> dict[str, list[str]]:
    return {verdict.rule: verdict.examples for verdict in result.verdicts.all() if verdict.broken}


async def test_the_server_as_it_is_breaks_nothing(data: Path) -> None:
    """And every promise is really tried, with the same seed that catches the mutants."""
    result = await tortured(data, "nothing", PLAN)
    assert said(result) == {}
    assert result.complaints == []
    assert {verdict.rule for verdict in result.verdicts.all() if not verdict.tried} == set()


@pytest.mark.parametrize("mutant", BROKEN)
async def test_a_mutant_is_caught_by_name(data: Path, mutant: str) -> None:
    result = await tortured(data, mutant, OFTEN_KILLED if mutant == "reply_before_commit" else SHORT)
    assert result.verdicts[BROKEN[mutant]].broken, said(result)


async def test_a_power_cut_takes_nothing_that_was_acknowledged(data: Path, tmp_path: Path) -> None:
    """R1: nor, with the defaults, if the power fails."""
    result = await tortured(data, "nothing", PLAN, lose_power=power.build(tmp_path))
    assert said(result) == {}


async def test_a_power_cut_catches_a_server_that_does_not_sync(tmp_path: Path) -> None:
    """FULL must pass it, and NORMAL must fail it by R1: of a few cuts one takes what was acknowledged."""
    layer = power.build(tmp_path)
    others: list[dict[str, list[str]]] = []
    for chance in range(4):
        result = await tortured(tmp_path / f"data{chance}", "not_synced", OFTEN_KILLED, lose_power=layer)
        if result.verdicts["R1"].broken:
            return
        others.append(said(result))
    pytest.fail(f"broke only {others}")


def test_every_mutant_is_tried() -> None:
    assert MUTANTS.keys() == BROKEN.keys() | {"nothing", "not_synced"}
