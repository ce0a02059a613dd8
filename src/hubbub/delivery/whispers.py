"""Latest values on their way: the newest of each is told, at most twenty times a second."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Final

from hubbub.bus.port import Whisper
from hubbub.delivery.hub import Hub
from hubbub.domain.events import PresenceChanged
from hubbub.domain.log import Committed

GATHER_SECONDS: Final = 0.05
MOST_PRESENCE_FRAMES: Final = 300
"""About who comes and goes, at a time: a crowd that comes is told of in portions, so that talk gets by."""


class Ears:
    """What this node does with what the bus brings: facts at once, latest values gathered."""

    def __init__(self, hub: Hub, call_later: Callable[[float, Callable[[], None]], object]) -> None:
        self._hub = hub
        self._call_later = call_later
        self._latest: dict[tuple[str, int, int], Whisper] = {}
        self._presence: dict[tuple[str, int, int], Whisper] = {}

    def tell(self, facts: Sequence[Committed]) -> None:
        """Deliver committed facts."""
        self._hub.tell(facts)

    def whisper(self, whisper: Whisper) -> None:
        """Deliver a latest value soon, unless a newer one comes."""
        if not self._latest and not self._presence:
            self._call_later(GATHER_SECONDS, self._deliver)
        values = self._presence if isinstance(whisper.event, PresenceChanged) else self._latest
        values[whisper.key] = whisper

    def _deliver(self) -> None:
        latest, self._latest = self._latest, {}
        for whisper in latest.values():
            self._hub.whisper(whisper)
        frames = 0
        while self._presence and frames < MOST_PRESENCE_FRAMES:
            frames += self._hub.whisper(self._presence.pop(next(iter(self._presence))))
        self._hub.outbox.flush()
        if self._presence:
            self._call_later(GATHER_SECONDS, self._deliver)
