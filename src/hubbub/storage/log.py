"""The log: everything that is written goes through here, many entries in one commit.

While one batch commits, the next gathers; an idle server commits a lone message at once, a busy
one hundreds together. The answer to an entry is given after its commit and never before (R1,
R11). An entry that cannot be stored fails alone; a store that fails, fails all, and says so.

The loop thread queues and answers, one writer thread executes: nothing else writes.
"""

from __future__ import annotations

import asyncio
import contextlib
import time
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from itertools import groupby
from typing import Any, Final, TypeVar

import structlog
from msgspec import Struct

from hubbub.domain.log import Append, Committed, Sent
from hubbub.domain.times import Clock
from hubbub.errors import HubbubError, Unavailable
from hubbub.storage import append, witness
from hubbub.storage.engine import Database, is_store_failure
from hubbub.storage.transaction import Transaction
from hubbub.wire.defects import defect

logger = structlog.get_logger(__name__)

T = TypeVar("T")

MOST_QUEUED: Final = 50_000
MOST_QUEUED_CHARACTERS: Final = 64 * 1024 * 1024
MOST_IN_A_COMMIT: Final = 2_000

STORE_FAILED = "the store cannot take this now; nothing was stored"


class Unit(Struct):
    """A piece of work that is not a message: it succeeds or fails as a whole, in its place in the queue."""

    work: Callable[[Transaction], Any]
    future: asyncio.Future[Any]


Entry = Append | Unit
Outcome = Any
"""What became of an entry: its answer, or the error (an exception as a value)."""


class CommitStats(Struct):
    """What the metrics read: sizes and times of commits."""

    observe: Callable[[int, float], None] = lambda size, seconds: None
    failures: int = 0
    commits: int = 0
    """As the database counts them, over all its life."""
    appended: int = 0


class Log:
    """Takes entries on the event loop and tells ``on_commit`` what has become true, in commit order."""

    def __init__(
        self,
        database: Database,
        clock: Clock,
        on_commit: Callable[[Sequence[Committed]], None],
        *,
        not_before: int = 0,
    ) -> None:
        self._database = database
        self._clock = clock
        self._on_commit = on_commit
        self._queue: list[Entry] = []
        self._characters = 0
        self._now = not_before
        self._committing = False
        self._scheduled = False
        self._closed = False
        self._idle = asyncio.Event()
        self._idle.set()
        self._writer = ThreadPoolExecutor(1, "hubbub-writer")
        self._loop = asyncio.get_running_loop()
        self._untold = 0
        self._told = -1
        self._telling = asyncio.Event()
        self.stats = CommitStats()

    @property
    def depth(self) -> int:
        """How many entries wait for the next commit."""
        return len(self._queue)

    def now(self) -> int:
        """Return the time by the log's clock, in milliseconds."""
        return self._clock()

    def append(self, entry: Append) -> None:
        """Queue a message. ``entry.done`` is called exactly once, never from within this call.

        Raises Unavailable when the queue is full or the server is leaving.
        """
        self._admit(len(entry.text))
        self._queue.append(entry)
        self._wake()

    async def transact(self, work: Callable[[Transaction], T]) -> T:
        """Run a unit of work in its turn and return what it returns, once that is committed.

        Raises what the work raises (nothing of it is stored then), or Unavailable.
        """
        self._admit(0)
        future: asyncio.Future[T] = self._loop.create_future()
        self._queue.append(Unit(work, future))
        self._wake()
        return await future

    async def changed_outside(self) -> int:
        """Return a number that differs from the last one when another program has written."""
        return await self._loop.run_in_executor(self._writer, self._database.changed_outside)

    async def told(self, commits: int) -> None:
        """Wait until everything up to a commit (as the database counts them) has been told."""
        while self._untold and self._told < commits:
            await self._telling.wait()

    async def close(self) -> None:
        """Take no more, commit what is queued, stop the writer."""
        self._closed = True
        await self._idle.wait()
        self._writer.shutdown(wait=True)

    async def drained(self) -> None:
        """Wait until everything queued so far is answered, whatever comes after it."""
        with contextlib.suppress(HubbubError):
            await self.transact(lambda _: None)

    def _admit(self, characters: int) -> None:
        if self._closed:
            raise Unavailable("the server is leaving")
        if len(self._queue) >= MOST_QUEUED or self._characters + characters > MOST_QUEUED_CHARACTERS:
            raise Unavailable("too much is waiting to be stored", retry_after=1)
        self._characters += characters

    def _wake(self) -> None:
        if not self._committing and not self._scheduled:
            # Not at once: what else this turn of the loop brings should share the commit.
            self._scheduled = True
            self._idle.clear()
            self._loop.call_soon(self._start)

    def _start(self) -> None:
        self._scheduled = False
        if not self._queue:
            self._committing = False
            self._idle.set()
            return
        self._committing = True
        if len(self._queue) <= MOST_IN_A_COMMIT:
            batch, self._queue = self._queue, []
            self._characters = 0
        else:
            batch, self._queue = self._queue[:MOST_IN_A_COMMIT], self._queue[MOST_IN_A_COMMIT:]
            self._characters -= sum(len(entry.text) for entry in batch if isinstance(entry, Append))
        self._untold += 1
        self._writer.submit(self._work, batch)

    def _work(self, batch: list[Entry]) -> None:
        started = time.perf_counter()
        try:
            facts, outcomes = self._commit_or_explain(batch)
        except BaseException as error:  # whatever it was: nobody waits for ever, and the log goes on
            facts, outcomes = [], [defect(error, "a commit") for _ in batch]
        seconds = time.perf_counter() - started
        self._loop.call_soon_threadsafe(self._finish, batch, facts, outcomes, seconds, self.stats.commits)

    def _finish(
        self,
        batch: list[Entry],
        facts: list[Committed],
        outcomes: list[Outcome],
        seconds: float,
        commits: int,
    ) -> None:
        try:
            later = self._answer_units(batch, outcomes)
            if later:
                # The handlers that waited run before this, so an answer precedes its event. And it is in
                # the loop's queue before the next batch starts, or that could be told first.
                self._loop.call_soon(self._tell, facts, commits)
        finally:
            self._start()  # the next batch goes to the disk while this one is told
        self.stats.observe(len(batch), seconds)
        for entry, outcome in zip(batch, outcomes, strict=True):
            if isinstance(entry, Append):
                self.stats.appended += isinstance(outcome, Sent)
                _answer(entry, outcome)
        if not later:
            self._tell(facts, commits)

    def _tell(self, facts: list[Committed], commits: int) -> None:
        try:
            self._on_commit(facts)
        finally:
            self._untold -= 1
            self._told = commits
            telling, self._telling = self._telling, asyncio.Event()
            telling.set()

    @staticmethod
    def _answer_units(batch: list[Entry], outcomes: list[Outcome]) -> bool:
        """Wake those who wait for a unit of work, and say whether there were any."""
        waited_for = False
        for entry, outcome in zip(batch, outcomes, strict=True):
            if isinstance(entry, Unit) and not entry.future.done():
                waited_for = True
                _resolve(entry.future, outcome)
        return waited_for

    def _commit_or_explain(self, batch: list[Entry]) -> tuple[list[Committed], list[Outcome]]:
        try:
            return self._commit(batch)
        except Exception as error:
            if is_store_failure(error):
                self.stats.failures += 1
                logger.error("store failed", entries=len(batch), error=_first_line(error))
                return [], [Unavailable(STORE_FAILED) for _ in batch]
            if len(batch) == 1:
                return [], [defect(error, "a write")]
        facts: list[Committed] = []
        outcomes: list[Outcome] = []
        for entry in batch:  # a poisoned batch: each entry alone, so that only the poison fails
            made, outcome = self._commit_or_explain([entry])
            facts += made
            outcomes += outcome
        return facts, outcomes

    def _commit(self, batch: list[Entry]) -> tuple[list[Committed], list[Outcome]]:
        outcomes: list[Outcome] = []
        with self._database.writing() as connection:
            self._now = max(self._now, self._clock())  # times do not fall along a log, though clocks do
            transaction = Transaction(connection, self._now)
            for kind, run in groupby(batch, type):
                if kind is Append:
                    outcomes += append.append_all(transaction, list(run))  # type: ignore[arg-type]
                else:
                    outcomes += [_run(transaction, unit) for unit in run]  # type: ignore[arg-type]
            commits = witness.count_commit(connection)
        self.stats.commits = commits
        return transaction.facts, outcomes


def _run(transaction: Transaction, unit: Unit) -> Outcome:
    try:
        with transaction.savepoint():
            return unit.work(transaction)
    except HubbubError as error:
        return error


def _answer(entry: Append, outcome: Sent | HubbubError) -> None:
    try:
        entry.done(outcome)
    except Exception:
        logger.exception("an answer could not be given")


def _resolve(future: asyncio.Future[Any], outcome: Outcome) -> None:
    if isinstance(outcome, HubbubError):
        future.set_exception(outcome)
    else:
        future.set_result(outcome)


def _first_line(error: BaseException) -> str:
    return str(error).split("\n", 1)[0]
