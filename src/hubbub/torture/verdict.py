"""What the checker says of each promise: how many cases were tried, how many broke, and some of those."""

from __future__ import annotations

from typing import Final

from msgspec import Struct, field

PROMISES: Final = {
    "R1": "What was acknowledged is never lost, and stands where the answer said",
    "R2": "Retrying a send gives one message and the first answer",
    "R3": "Each conversation has one order, without holes, the same for everyone",
    "R4": "Every device shows everything of its membership once, in order",
    "R5": "No silent hole: what cannot be continued is told to begin anew",
    "R7": "An old snapshot plus the events equals a fresh snapshot",
    "R8": "Unread and mention counts are exact; read cursors only rise",
    "R9": "Nothing arrives after a removal, a logout or a revocation",
    "R10": "A slow or hostile client costs bounded memory and delays nobody",
    "R11": "An error means that nothing was stored",
}
"""R6 (the bus) and R12 (the death of a node) need several nodes; their rules have their place here."""

MOST_EXAMPLES: Final = 8


class Verdict(Struct):
    """Of one promise."""

    rule: str
    tried: int = 0
    broken: int = 0
    examples: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)

    @property
    def promise(self) -> str:
        """The promise in words."""
        return PROMISES[self.rule]

    def hold(self, cases: int = 1) -> None:
        """So many cases kept it."""
        self.tried += cases

    def breaks(self, example: str, cases: int = 1) -> None:
        """A case broke it, or several that one example stands for."""
        self.tried += cases
        self.broken += cases
        if len(self.examples) < MOST_EXAMPLES:
            self.examples.append(example)

    def case(self, kept: bool, example: str, *values: object) -> None:
        """One case; the example is a format, filled in only where it broke."""
        if kept:
            self.tried += 1
        else:
            self.breaks(example.format(*values))


class Verdicts:
    """One for each promise."""

    def __init__(self) -> None:
        self._of = {rule: Verdict(rule) for rule in PROMISES}

    def __getitem__(self, rule: str) -> Verdict:
        return self._of[rule]

    def all(self) -> list[Verdict]:
        """Return them in the order of the contract."""
        return list(self._of.values())

    @property
    def broken(self) -> list[str]:
        """The promises that broke."""
        return [verdict.rule for verdict in self.all() if verdict.broken]
