"""A device under torture: a client library like anybody's, and a recorder of what it shows."""

from __future__ import annotations

import asyncio
from typing import Final

from hubbub.torture.history import History
from hubbub.torture.recorder import Recorder
from hubbub.torture.records import Device
from hubbub_client import Backoff, Client, Closed, ConnectionLost, HubbubError, Operations, State

BACK_SOON: Final = Backoff(first=0.1, most=1.0)
PATIENCE: Final = 20.0
"""Seconds for an operation that is asked only once."""
_IN_FLIGHT: Final = 64


class Handset:
    """One device of one person: it connects, shows what it is told, and can be put away and taken up."""

    def __init__(self, history: History, address: str, device: Device, state: State) -> None:
        self._history = history
        self.address = address
        self._state = state
        self.device = device
        self.recorder = Recorder(history, device)
        self.client: Client
        self.once: Operations
        """Operations that are asked once: if the connection breaks, their outcome is not known."""
        self._reading: asyncio.Task[None] | None = None

    @property
    def token(self) -> str | None:
        """What it logs in with."""
        return self._state.token

    async def take_up(self) -> None:
        """Connect, and go on after what was shown last. The server may be down: then it comes on later."""
        self.client = Client(
            self.address,
            state=self._state,
            window=_IN_FLIGHT,
            timeout=PATIENCE,
            start_timeout=0,
            backoff=BACK_SOON,
        )
        self.once = self.client.asking(timeout=PATIENCE, retry=False)
        await self.client.start()
        self._reading = asyncio.create_task(self._read())

    async def put_away(self) -> None:
        """Disconnect. What had come and was not shown will be asked for again."""
        if self._reading is not None:
            reading, self._reading = self._reading, None
            await self.client.close()
            await asyncio.gather(reading, return_exceptions=True)
            self._state = self.client.state

    async def ended(self) -> None:
        """Wait until the client has given up for good."""
        if self._reading is not None:
            await asyncio.wait([self._reading])

    async def _read(self) -> None:
        show = self.recorder.show
        try:
            async for event in self.client:
                show(event)
        except (Closed, ConnectionLost, HubbubError):
            pass  # its login has ended: whether it should have is the checker's to say

    def has_shown(self, room: int, head: int) -> bool:
        """Say whether it has shown a conversation up to a position."""
        track = self.device.tracks.get(room)
        return track is not None and track.last >= head
