"""The whole of a run."""

from msgspec import Struct

from bench.figures import Figure, Outcome
from bench.machine import Machine
from bench.plan import Plan


class Report(Struct, frozen=True, kw_only=True):
    """Everything that the written forms are made from."""

    at: str
    commit: str
    seconds: int
    machine: Machine
    plan: Plan
    rounds: int
    titles: dict[str, str]
    versions: dict[str, dict[str, str]]
    outcomes: list[Outcome]

    def figures(self, server: str) -> dict[str, Figure]:
        """All figures of one server by key."""
        return {figure.key: figure for outcome in self.outcomes_of(server) for figure in outcome.figures}

    def outcomes_of(self, server: str) -> list[Outcome]:
        """What came of each scenario on one server."""
        return [outcome for outcome in self.outcomes if outcome.server == server]

    def rows(self) -> list[Figure]:
        """One figure for each key that any server has, in the order of the run."""
        rows: dict[str, Figure] = {}
        for outcome in self.outcomes:
            for figure in outcome.figures:
                rows.setdefault(figure.key, figure)
        return list(rows.values())
