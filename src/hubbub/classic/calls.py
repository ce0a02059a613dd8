"""Who is in a call with whom, on classic pages: in each room people are paired two by two.

The classic dialect has one room for everyone and tells nobody apart in it, so a third person would break
into a running call. Here the third waits. No I/O: people are whatever the shell uses to tell them apart.
"""

from __future__ import annotations

from collections.abc import Hashable
from typing import Generic, TypeVar

Person = TypeVar("Person", bound=Hashable)


class Calls(Generic[Person]):
    """The pairs, and in each room at most one person who waits for another.

    Two who wait in one room would have been paired, so there is never more than one. A room is remembered
    only while somebody is in it.
    """

    def __init__(self) -> None:
        self._rooms: dict[Person, str] = {}
        self._waiting: dict[str, Person] = {}
        self._partners: dict[Person, Person] = {}

    def arrive(self, person: Person, room: str) -> tuple[Person, Person] | None:
        """Let someone in; return the pair this makes, who waited first, or nothing if they have to wait.

        Somebody who is in a room already has to leave first: arriving twice is a defect, ``ValueError``.
        """
        if person in self._rooms:
            raise ValueError("nobody arrives twice")
        self._rooms[person] = room
        return self._match(person)

    def leave(self, person: Person) -> tuple[Person, Person] | None:
        """Let someone out; return the new pair of the one left over and one who waited, if there is one.

        Nothing happens to who is not there.
        """
        room = self._rooms.pop(person, None)
        if room is None:
            return None
        left_over = self._partners.pop(person, None)
        if left_over is None:
            del self._waiting[room]
            return None
        del self._partners[left_over]
        return self._match(left_over)

    def partner(self, person: Person) -> Person | None:
        """Return whom someone is in a call with."""
        return self._partners.get(person)

    def __len__(self) -> int:
        return len(self._rooms)

    def _match(self, person: Person) -> tuple[Person, Person] | None:
        room = self._rooms[person]
        other = self._waiting.pop(room, None)
        if other is None:
            self._waiting[room] = person
            return None
        self._partners[person] = other
        self._partners[other] = person
        return other, person
