"""The form of every result."""

from collections.abc import Sequence
from typing import Literal

from msgspec import Struct


class Figure(Struct, frozen=True, kw_only=True):
    """One number. `key` is the same for every server; `note` says what a reader must know of this one."""

    key: str
    label: str
    unit: str
    better: Literal["lower", "higher"]
    value: float
    note: str = ""


class Outcome(Struct, frozen=True, kw_only=True):
    """What came of one scenario on one server: figures, or why there are none."""

    scenario: str
    server: str
    figures: list[Figure]
    failed: str = ""


def best_of_rounds(outcomes: Sequence[Outcome]) -> list[Outcome]:
    """One outcome a scenario and server, with its best figures: a disturbance only ever makes them worse."""
    merged: dict[tuple[str, str], Outcome] = {}
    for outcome in outcomes:
        key = (outcome.server, outcome.scenario)
        merged[key] = _better(merged[key], outcome) if key in merged else outcome
    return list(merged.values())


def _better(one: Outcome, other: Outcome) -> Outcome:
    best = {figure.key: figure for figure in one.figures}
    for figure in other.figures:
        held = best.setdefault(figure.key, figure)
        if (figure.value < held.value) == (figure.better == "lower"):
            best[figure.key] = figure
    failed = "; ".join(dict.fromkeys(filter(None, (one.failed, other.failed))))
    return Outcome(scenario=one.scenario, server=one.server, figures=list(best.values()), failed=failed)
