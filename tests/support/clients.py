"""People who use the client library, and what their screens show."""

from __future__ import annotations

import asyncio
from collections import defaultdict
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from typing import Any, TypeVar

from hubbub_client import Backoff, CaughtUp, Client, LogEvent, MessageSent, Reset, Shown
from tests.support.people import SECONDS

QUICK = Backoff(0.02, 0.3)
"""A pace for tests: everything else about coming back is as it is."""

Kind = TypeVar("Kind")


class Screen:
    """What one client has shown, read as it comes."""

    def __init__(self, client: Client) -> None:
        self.client = client
        self.shown: list[Shown] = []
        self.ended: BaseException | None = None
        self._changed = asyncio.Event()
        self._reading = asyncio.create_task(self._read())

    async def _read(self) -> None:
        try:
            async for event in self.client:
                self.shown.append(event)
                self._wake()
        except Exception as error:
            self.ended = error
        finally:
            self._wake()

    def _wake(self) -> None:
        self._changed.set()
        self._changed = asyncio.Event()

    def of(self, kind: type[Kind]) -> list[Kind]:
        """Return what was shown of a kind."""
        return [event for event in self.shown if isinstance(event, kind)]

    def texts(self, conversation: int) -> list[str]:
        """Return the messages shown in a conversation."""
        return [event.text for event in self.of(MessageSent) if event.conversation == conversation]

    def seqs(self, conversation: int) -> list[int]:
        """Return the positions shown of a conversation since it was last reset."""
        seqs: list[int] = []
        for event in self.shown:
            if isinstance(event, Reset) and event.conversation == conversation:
                seqs.clear()
            elif isinstance(event, LogEvent) and event.conversation == conversation:
                seqs.append(event.seq)
        return seqs

    async def until(self, condition: Callable[[], Any], seconds: float = 2 * SECONDS) -> None:
        """Wait until a condition on what was shown is true. Raises AssertionError in the end."""
        try:
            async with asyncio.timeout(seconds):
                while not condition():
                    if self._reading.done():
                        raise AssertionError(f"over, with {self.ended!r}; showed {self.shown[-5:]}")
                    await self._changed.wait()
        except TimeoutError:
            raise AssertionError(f"waited in vain; showed {self.shown[-5:]}") from None

    async def caught_up(self, times: int = 1) -> None:
        """Wait until the client has caught up so many times."""
        await self.until(lambda: len(self.of(CaughtUp)) >= times)

    async def over(self) -> BaseException | None:
        """Wait until nothing more comes, and return what was raised."""
        await asyncio.wait_for(asyncio.shield(self._reading), SECONDS)
        return self.ended

    def check_order(self) -> None:
        """R4: every conversation's entries once and in order, without a hole since the last reset."""
        conversations: dict[int, None] = defaultdict(None)
        for event in self.of(LogEvent):
            conversations[event.conversation] = None
        for conversation in conversations:
            seqs = self.seqs(conversation)
            assert seqs == list(range(seqs[0], seqs[0] + len(seqs))), (conversation, seqs)


@asynccontextmanager
async def watching(url: str, **options: Any) -> AsyncIterator[Screen]:
    """Give a client that is connected and whose events are read."""
    options.setdefault("backoff", QUICK)
    async with Client(url, **options) as client:
        screen = Screen(client)
        yield screen
    await screen.over()
