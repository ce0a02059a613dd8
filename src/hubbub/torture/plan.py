"""What a run is to be: how long, how many people, in which rooms. All of it follows from the seed."""

from __future__ import annotations

import random
from typing import Final

from msgspec import Struct

LARGE: Final = "everyone"
REVOLVING: Final = "revolving"
SMALL: Final = "small"


class Plan(Struct, frozen=True, kw_only=True):
    """What was asked for. A run goes on until all of minutes, messages and kills are reached."""

    seed: int = 1
    minutes: float = 1.0
    people: int = 24
    messages: int = 0
    """Acknowledged messages to reach, at least."""
    kills: int = 0
    """SIGKILLs to reach, at least; they come about evenly over the minutes."""
    window: int = 6
    """How many things one person does at once."""
    patience: float = 45.0
    """Seconds that everybody has in the end for their last words, and then to catch up."""

    def dice(self, *what: object) -> random.Random:
        """Return dice for one purpose, which give the same in each run of the same seed."""
        return random.Random(f"{self.seed}/" + "/".join(map(str, what)))

    @property
    def seconds_between_kills(self) -> float:
        """The pace: about five seconds if nothing was asked for."""
        return self.minutes * 60 / self.kills if self.kills else 5.0


class Room(Struct, frozen=True):
    """A group to be made: people by their numbers, the owner first."""

    name: str
    kind: str
    people: tuple[int, ...]


def rooms(plan: Plan) -> list[Room]:
    """Return the groups: many small ones, two whose members come and go, one with everybody in it."""
    dice = plan.dice("rooms")
    everybody = range(plan.people)
    small = [
        Room(f"small {number}", SMALL, tuple(dice.sample(everybody, min(plan.people, dice.randint(2, 4)))))
        for number in range(plan.people)
    ]
    revolving = [
        Room(f"revolving {number}", REVOLVING, tuple(dice.sample(everybody, max(2, plan.people // 2))))
        for number in range(2)
    ]
    return [*small, *revolving, Room("everyone", LARGE, tuple(everybody))]
