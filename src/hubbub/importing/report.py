"""What was there, what was taken and what was not: the counts that have to add up."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from msgspec import Struct, field

MOST_NOTES: Final = 20
"""How many single cases of a kind are named; the rest are only counted."""


class Count(Struct):
    """One kind of thing. Every one of the source is taken, was there already, or is refused for a reason."""

    source: int = 0
    taken: int = 0
    already: int = 0
    changed: int = 0
    """How many of those taken are not as they were."""
    refused: dict[str, int] = field(default_factory=dict)
    """How many were refused, by reason."""
    notes: list[str] = field(default_factory=list)
    unnamed: int = 0

    def refuse(self, reason: str, which: str = "") -> None:
        """Count one that cannot be taken, and say which."""
        self.refused[reason] = self.refused.get(reason, 0) + 1
        if which:
            self.note(f"{which}: {reason}")

    def change(self, note: str = "") -> None:
        """Count one that is taken otherwise than it was, and say how."""
        self.changed += 1
        if note:
            self.note(note)

    def note(self, note: str) -> None:
        """Name a single case, if there are few."""
        if len(self.notes) < MOST_NOTES:
            self.notes.append(note)
        else:
            self.unnamed += 1

    @property
    def adds_up(self) -> bool:
        """Whether nothing of the source is unaccounted for."""
        return self.source == self.taken + self.already + sum(self.refused.values())


class Report(Struct):
    """The counts of a run, in the order they are shown; `wrong` says what the target holds otherwise."""

    users: Count = field(default_factory=Count)
    contacts: Count = field(default_factory=Count)
    groups: Count = field(default_factory=Count)
    members: Count = field(default_factory=Count)
    listed: Count = field(default_factory=Count)
    direct_messages: Count = field(default_factory=Count)
    group_messages: Count = field(default_factory=Count)
    redis_messages: Count = field(default_factory=Count)
    undelivered: Count = field(default_factory=Count)
    pictures: Count = field(default_factory=Count)
    unrecognised: dict[str, int] = field(default_factory=dict)
    """Redis keys that nothing is known of, by pattern."""
    wrong: list[str] = field(default_factory=list)

    @property
    def adds_up(self) -> bool:
        """Whether every count adds up and the target holds what was counted."""
        return not self.wrong and all(count.adds_up for _, count in self._counts())

    def _counts(self) -> list[tuple[str, Count]]:
        return [
            ("users", self.users),
            ("contacts", self.contacts),
            ("groups", self.groups),
            ("members of groups", self.members),
            ("conversations listed in Redis", self.listed),
            ("messages, one to one", self.direct_messages),
            ("messages, in groups", self.group_messages),
            ("messages, in Redis only", self.redis_messages),
            ("undelivered, for each person", self.undelivered),
            ("pictures in messages", self.pictures),
        ]

    def lines(self) -> Iterator[str]:
        """Give the table, then what was changed or refused and why."""
        yield f"{'':<30}{'source':>10}{'taken':>10}{'already':>10}{'refused':>10}{'changed':>10}"
        for name, count in self._counts():
            numbers = (count.source, count.taken, count.already, sum(count.refused.values()), count.changed)
            row = "".join(f"{number:>10,}" for number in numbers)
            yield f"{name:<30}{row}{'' if count.adds_up else '  DOES NOT ADD UP'}"
        for name, count in self._counts():
            for reason, times in sorted(count.refused.items()):
                yield f"refused, {name}: {times:,}: {reason}"
            for note in count.notes:
                yield f"{name}: {note}"
            if count.unnamed:
                yield f"{name}: and {count.unnamed:,} more"
        for pattern, times in sorted(self.unrecognised.items()):
            yield f"Redis: {times:,} keys like {pattern} were not looked into: nothing is known of them"
        yield from (f"wrong: {line}" for line in self.wrong)
