"""Latest values on their way: the newest of each is told, at most twenty times a second."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Final

from hubbub.bus.port import Whisper
from hubbub.delivery.hub import Hub
from hubbub.domain.log import Committed

GATHER_SECONDS: Final = 0.05


class Ears:
    """What this node does with what the bus brings: facts at once, latest values gathered."""

    def __init__(self, hub: Hub, call_later: Callable[[float, Callable[[], None]], object]) -> None:
        self._hub = hub
        self._call_later = call_later
        self._latest: dict[tuple[str, int, int], Whisper] = {}

    def tell(self, facts: Sequence[Committed]) -> None:
        """Deliver committed facts."""
        self._hub.tell(facts)

    def whisper(self, whisper: Whisper) -> None:
        """Deliver a latest value soon, unless a newer one comes."""
        if not self._latest:
            self._call_later(GATHER_SECONDS, self._deliver)
        self._latest[whisper.key] = whisper

    def _deliver(self) -> None:
        latest, self._latest = self._latest, {}
        self._hub.whisper(latest.values())
