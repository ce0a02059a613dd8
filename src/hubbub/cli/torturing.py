"""``torture``: docs/torture.md."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

from cyclopts import Parameter
from cyclopts.validators import Number


def torture(
    url: str | None = None,
    *,
    self_: Annotated[bool, Parameter(name="--self", negative=())] = False,
    seed: int = 1,
    minutes: Annotated[float, Parameter(validator=Number(gt=0))] = 1.0,
    people: Annotated[int, Parameter(validator=Number(gte=4, lte=1_000))] = 24,
    window: Annotated[int, Parameter(validator=Number(gte=1, lte=60))] = 6,
    messages: Annotated[int, Parameter(validator=Number(gte=0))] = 0,
    kills: Annotated[int, Parameter(validator=Number(gte=0))] = 0,
    report: Path | None = None,
) -> int:
    """Try to break the delivery contract, and say whether it held: see docs/torture.md.

    Parameters
    ----------
    url
        A server to torture. Its rate limits count, and it is not killed.
    self_
        Torture a server of our own instead, with SIGKILLs, in a temporary folder.
    seed
        What everything random follows from.
    minutes
        How long, at least.
    people
        How many people talk; each has two or three devices.
    window
        How many things each person does at once.
    messages
        Go on until so many messages have been acknowledged.
    kills
        Go on until the server has been killed so often.
    report
        Write the report into this HTML file.
    """
    if self_ == (url is not None):
        raise SystemExit("hubbub: give the URL of a server, or --self")
    from hubbub.torture import command
    from hubbub.torture.plan import Plan

    plan = Plan(seed=seed, minutes=minutes, people=people, window=window, messages=messages, kills=kills)
    return command.run(plan, url=url, page=report)
