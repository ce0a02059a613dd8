"""What happened when, for the report and the eyes on the terminal: faults, kills, and the pace."""

from __future__ import annotations

from msgspec import Struct, field

from hubbub.torture.faults import Kind


class Blow(Struct, frozen=True):
    """A fault, when it struck, and how many connections it hit."""

    at: float
    kind: Kind
    links: int
    seconds: float


class Kill(Struct):
    """A SIGKILL, and when the server answered again."""

    at: float
    back: float = 0.0


class Sample(Struct, frozen=True):
    """Once a second: messages acknowledged and events shown so far, and the server's memory."""

    at: float
    acknowledged: int
    shown: int
    resident: int | None


class Timeline(Struct):
    """All of it, in seconds since the run began."""

    blows: list[Blow] = field(default_factory=list)
    kills: list[Kill] = field(default_factory=list)
    samples: list[Sample] = field(default_factory=list)

    def was_up(self, start: float, end: float, grace: float) -> bool:
        """Say whether the server was there, and had been for a while, all the time between two moments."""
        return not any(kill.at <= end and start <= (kill.back or end) + grace for kill in self.kills)
