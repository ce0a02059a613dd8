"""The bus: what has happened, told to every node.

A bus may lose anything: it carries hints, and a node that has missed one reads the log (R6).
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

from msgspec import Struct

from hubbub.domain.events import Event
from hubbub.domain.log import Committed


class Whisper(Struct, frozen=True):
    """The latest value of something, kept nowhere: typing, presence, read cursors.

    It goes to whoever follows one of ``conversations``, where at most ``most`` connections do, and to
    ``users`` in any case, but not to ``silent_for``; ``key`` names the value, so that a newer one
    replaces it on the way.
    """

    key: tuple[str, int, int]
    event: Event
    conversations: tuple[int, ...] = ()
    most: int = 0
    users: tuple[int, ...] = ()
    silent_for: int | None = None


class Listener(Protocol):
    """What a node does with what it hears."""

    def tell(self, facts: Sequence[Committed]) -> None:
        """Deliver committed facts, in the order given."""

    def whisper(self, whisper: Whisper) -> None:
        """Deliver a latest value."""


class Bus(Protocol):
    """Publishing and hearing."""

    def listen(self, listener: Listener) -> None:
        """Name the one that hears everything published from now on, here or elsewhere."""

    def publish(self, facts: Sequence[Committed]) -> None:
        """Tell every node what has been committed; returns at once."""

    def whisper(self, whisper: Whisper) -> None:
        """Tell every node a latest value; returns at once."""
