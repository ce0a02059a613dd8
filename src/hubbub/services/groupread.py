"""Group reads: what many ask at the same moment is read in one transaction, as the log writes it in one.

While one batch is read the next gathers: a lone question is answered at once, a crowd's hundreds together.
The read begins after the question was asked, so whoever asked sees all that had been answered before.
"""

from __future__ import annotations

import asyncio
from collections import deque
from collections.abc import Callable, Sequence
from typing import Final, Generic, TypeVar

from sqlalchemy import Connection

from hubbub.domain.admission import Admission
from hubbub.errors import HubbubError
from hubbub.services.context import Library

K = TypeVar("K")
V = TypeVar("V")

ABREAST: Final = 2
"""Batches that are read at a time: behind somebody with much to read, the others still get on."""
REST_SECONDS: Final = 0.02
"""From the begin of a batch that several shared to the next, unless that would be full: a transaction costs
as much as reading for five, and a crowd that is answered at once each comes in batches of two."""

Read = Callable[[Connection, Sequence[K]], Sequence[V]]
"""Answers the first of these questions, at least one: it leaves the others when their answers grow large."""


class GroupRead(Generic[K, V]):
    """Questions of one kind and who waits for the answers. ``admission`` bounds how many do."""

    def __init__(
        self, library: Library, read: Read[K, V], admission: Admission, *, most_at_once: int
    ) -> None:
        self.admission = admission
        self._library = library
        self._read = read
        self._most_at_once = most_at_once
        self._waiting: deque[tuple[K, asyncio.Future[V]]] = deque()
        self._batches: set[asyncio.Task[None]] = set()
        self._scheduled = False
        self._rested_at = 0.0

    async def ask(self, question: K) -> V:
        """Return the answer. Raises RateLimited if too many wait, Unavailable if the store fails."""
        self.admission.enter("too many ask this at once")
        try:
            future: asyncio.Future[V] = asyncio.get_running_loop().create_future()
            self._waiting.append((question, future))
            self._wake()
            return await future
        finally:
            self.admission.leave()

    def _wake(self) -> None:
        if self._scheduled or not self._waiting or len(self._batches) >= ABREAST:
            return
        self._scheduled = True
        loop = asyncio.get_running_loop()
        rest = self._rested_at - loop.time()
        if rest > 0 and len(self._waiting) < self._most_at_once:
            loop.call_later(rest, self._start)
        else:
            # Not at once: what else this turn of the loop brings should share the read.
            loop.call_soon(self._start)

    def _start(self) -> None:
        self._scheduled = False
        count = min(self._most_at_once, len(self._waiting))
        batch = [self._waiting.popleft() for _ in range(count)]
        if count > 1:
            self._rested_at = asyncio.get_running_loop().time() + REST_SECONDS
        task = asyncio.create_task(self._answer(batch))
        self._batches.add(task)
        task.add_done_callback(self._ended)
        self._wake()

    def _ended(self, task: asyncio.Task[None]) -> None:
        self._batches.discard(task)
        self._wake()

    async def _answer(self, batch: list[tuple[K, asyncio.Future[V]]]) -> None:
        try:
            answers = await self._library.read(self._read, [question for question, _ in batch])
        except Exception as error:
            if len(batch) > 1 and not isinstance(error, HubbubError):
                for each in batch:  # a poisoned batch: each alone, so that only the poison fails
                    await self._answer([each])
                return
            for _, future in batch:
                if not future.done():
                    future.set_exception(_again(error))
            return
        self._waiting.extendleft(reversed(batch[len(answers) :]))
        for (_, future), answer in zip(batch, answers, strict=False):
            if not future.done():
                future.set_result(answer)


def _again(error: Exception) -> Exception:
    """Return an error of its own for each who waits: a raised one keeps where it was raised."""
    if isinstance(error, HubbubError):
        return type(error)(error.message, retry_after=error.retry_after)
    return error
