"""Caps: how many may be in at once, by key."""

from __future__ import annotations

from collections.abc import Hashable
from typing import Generic, TypeVar

Key = TypeVar("Key", bound=Hashable)


class Occupancy(Generic[Key]):
    """How many are in, by key, at most ``limit`` each. Memory only for keys that have somebody in."""

    __slots__ = ("_counts", "_limit")

    def __init__(self, limit: int | None) -> None:
        self._limit = limit
        self._counts: dict[Key, int] = {}

    def enter(self, key: Key) -> bool:
        """One more under ``key``; ``False`` (and nothing counted) if it is full."""
        count = self._counts.get(key, 0)
        if self._limit is not None and count >= self._limit:
            return False
        self._counts[key] = count + 1
        return True

    def leave(self, key: Key) -> None:
        """One less. Leaving without having entered is a defect and raises ``KeyError``."""
        count = self._counts[key]
        if count == 1:
            del self._counts[key]
        else:
            self._counts[key] = count - 1

    def count(self, key: Key) -> int:
        """How many are in under ``key``."""
        return self._counts.get(key, 0)

    def __len__(self) -> int:
        return len(self._counts)
