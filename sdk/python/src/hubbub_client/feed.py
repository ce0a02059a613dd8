"""The feed: what is to be shown and was not yet, for one reader."""

from __future__ import annotations

import asyncio
from collections import deque
from collections.abc import Callable

from hubbub_client.session import Shown
from hubbub_client.status import Connected, Disconnected


class Feed:
    """Events in their order. It does not refuse any: whoever fills it looks whether it is ``full`` before."""

    def __init__(self, most: int, drained: Callable[[], None]) -> None:
        self._events: deque[Shown] = deque()
        self._most = most
        self._drained = drained
        self._overfull = False
        self._waiting: asyncio.Future[None] | None = None
        self._ended = False

    def __len__(self) -> int:
        return len(self._events)

    @property
    def _news(self) -> tuple[type[Shown], ...]:
        return (Connected, Disconnected) if self.full else (Disconnected,)

    @property
    def full(self) -> bool:
        """Whether so much waits that no more should come, until half of it has been taken."""
        if len(self._events) >= self._most:
            self._overfull = True
        return self._overfull

    def put(self, event: Shown) -> None:
        """Add an event. Of several failures to connect in a row only the last is kept, and nothing of a
        coming and going that nobody looks at.
        """
        if isinstance(event, Disconnected):
            while self._events and isinstance(self._events[-1], self._news):
                self._events.pop()
        self._events.append(event)
        self._wake()

    def end(self) -> None:
        """Nothing more comes."""
        self._ended = True
        self._wake()

    async def take(self) -> Shown | None:
        """Return the next event, or None after the last."""
        while not self._events:
            if self._ended:
                return None
            if self._waiting is None or self._waiting.done():
                self._waiting = asyncio.get_running_loop().create_future()
            await asyncio.shield(self._waiting)
        event = self._events.popleft()
        if self._overfull and len(self._events) <= self._most // 2:
            self._overfull = False
            self._drained()
        return event

    def _wake(self) -> None:
        if self._waiting is not None and not self._waiting.done():
            self._waiting.set_result(None)
