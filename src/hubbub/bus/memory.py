"""The bus of a single node: a function call."""

from __future__ import annotations

from collections.abc import Sequence

from hubbub.bus.port import Listener, Whisper
from hubbub.domain.log import Committed


class MemoryBus:
    """Tells the one listener of this process, in the same turn of the loop."""

    def __init__(self) -> None:
        self._listeners: list[Listener] = []

    def listen(self, listener: Listener) -> None:
        """Name a listener of everything published from now on."""
        self._listeners.append(listener)

    def publish(self, facts: Sequence[Committed]) -> None:
        """Tell what has been committed."""
        for listener in self._listeners:
            listener.tell(facts)

    def whisper(self, whisper: Whisper) -> None:
        """Tell a latest value."""
        for listener in self._listeners:
            listener.whisper(whisper)
