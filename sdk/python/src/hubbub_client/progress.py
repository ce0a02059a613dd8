"""How far the program has come with its events, and the file that remembers it."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Final

from hubbub_client import state as states
from hubbub_client.events import LogEvent
from hubbub_client.session import Shown, place_of
from hubbub_client.state import State
from hubbub_client.status import Reset, Unknown

SAVE_SECONDS: Final = 1.0
"""How often the state is saved while events are taken."""


class Progress:
    """The cursors of the events whose handling is over, saved about once a second."""

    def __init__(self, cursors: Mapping[int, int], file: Path | None, state: Callable[[], State]) -> None:
        self.cursors = dict(cursors)
        self._file = file
        self._state = state
        self._saved_at = 0.0
        self._saving: asyncio.Future[None] | None = None

    def through(self, event: Shown) -> None:
        """Take note that the program is through with an event."""
        if isinstance(event, LogEvent):
            self.cursors[event.conversation] = event.seq
        elif isinstance(event, Reset):
            self.cursors.pop(event.conversation, None)
        elif isinstance(event, Unknown) and (place := place_of(event)) is not None:
            self.cursors[place[0]] = place[1]
        now = asyncio.get_running_loop().time()
        if now - self._saved_at >= SAVE_SECONDS:
            self._saved_at = now
            self.save()

    def save(self) -> None:
        """Save the state, on a thread: it waits for the disk. One at a time."""
        if self._file is None or (self._saving is not None and not self._saving.done()):
            return
        state = self._state()
        if state.token is not None:
            loop = asyncio.get_running_loop()
            self._saving = loop.run_in_executor(None, states.save, self._file, state)

    async def saved(self) -> None:
        """Save the state as it is now, and return when it is safe. Raises OSError if it cannot be."""
        await self._done()
        self.save()
        await self._done()

    async def _done(self) -> None:
        if self._saving is not None:
            await self._saving
