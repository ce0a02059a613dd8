"""What goes wrong between people and the server, and when: all of it from the seed."""

from __future__ import annotations

import random
from collections.abc import Iterator
from enum import StrEnum
from typing import Final

from msgspec import Struct


class Kind(StrEnum):
    """Ways in which a connection fails."""

    RESET = "reset"
    """Both ends get an RST, and what was on the way is gone."""
    CLOSE = "close"
    """Both ends get a FIN."""
    TEAR = "tear"
    """Part of the next chunk passes, then an RST: a frame is cut in the middle."""
    DELAY = "delay"
    """Everything takes longer for a while, in order."""
    SLICE = "slice"
    """Everything comes in tiny pieces for a while."""
    HOLE_UP = "hole up"
    """Nothing reaches the server for a while, then it does or the connection is reset."""
    HOLE_DOWN = "hole down"
    """Nothing reaches the client for a while."""
    HOLE = "hole"
    """Nothing passes for a while, in neither direction."""


WEIGHTS: Final = {
    Kind.RESET: 4,
    Kind.CLOSE: 2,
    Kind.TEAR: 3,
    Kind.DELAY: 3,
    Kind.SLICE: 3,
    Kind.HOLE_UP: 2,
    Kind.HOLE_DOWN: 2,
    Kind.HOLE: 2,
}
MOST_SECONDS_APART: Final = 1.6
LONGEST: Final = 5.0


class Fault(Struct, frozen=True):
    """One blow: it hits a share of the connections that are open at that moment."""

    at: float
    """Seconds since the beginning."""
    kind: Kind
    share: float
    """0..1, of all connections through the proxy; at least one is hit."""
    seconds: float
    """How long it lasts, where it lasts."""
    severity: float
    """0..1: how slow, how small, how far into the chunk."""
    kills: bool
    """Whether a hole ends with a reset instead of everything coming after all."""


def schedule(dice: random.Random) -> Iterator[Fault]:
    """Give faults for ever, each later than the one before. One in twelve hits everybody at once."""
    at = 0.0
    kinds, weights = list(WEIGHTS), list(WEIGHTS.values())
    while True:
        at += dice.uniform(0.1, MOST_SECONDS_APART)
        yield Fault(
            at=at,
            kind=dice.choices(kinds, weights)[0],
            share=1.0 if dice.random() < 1 / 12 else dice.uniform(0.0, 0.3),
            seconds=dice.uniform(0.2, LONGEST),
            severity=dice.random(),
            kills=dice.random() < 0.5,
        )
