"""The log on a real SQLite file: what one entry can do to its neighbours, and the order of what is told."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import text

from hubbub.domain.events import MemberRemoved, MessageSent
from hubbub.domain.log import Append, Committed, Sent
from hubbub.domain.models import Kind
from hubbub.errors import HubbubError, Internal, Unavailable
from hubbub.services.accounts import create_person
from hubbub.storage import conversations, members, schema
from hubbub.storage.engine import Database
from hubbub.storage.log import Log
from hubbub.storage.transaction import Transaction

pytestmark = pytest.mark.anyio

Outcome = Sent | HubbubError


class Room:
    """A log, a group of ada and grace in it, and everything that was told of it."""

    def __init__(self, log: Log, database: Database, ada: int, grace: int, id_: int) -> None:
        self.log, self.database = log, database
        self.ada, self.grace, self.id = ada, grace, id_
        self.told: list[Committed] = []
        self.batches: list[int] = []
        log.stats.observe = lambda size, seconds: self.batches.append(size)

    def append(
        self, text_: str, *, client_id: str | None = None, done: Callable[[Outcome], None] | None = None
    ) -> asyncio.Future[Outcome]:
        """Queue a message of ada's; the future gives what became of it."""
        future: asyncio.Future[Outcome] = asyncio.get_running_loop().create_future()

        def answered(outcome: Outcome) -> None:
            future.set_result(outcome)
            if done is not None:
                done(outcome)

        self.log.append(Append(self.ada, self.id, None, text_, client_id, None, answered))
        return future

    def stored(self) -> list[tuple[int, str]]:
        """Return ``(seq, text)`` of all messages, as another connection sees them."""
        with self.database.reading() as connection:
            rows = connection.execute(text("SELECT seq, text FROM messages ORDER BY seq"))
            return [(row.seq, row.text) for row in rows]

    def head(self) -> int:
        """Return the last position given out."""
        with self.database.reading() as connection:
            return int(
                connection.execute(
                    text("SELECT head FROM conversations WHERE id = :id"), {"id": self.id}
                ).scalar_one()
            )

    def told_seqs(self) -> list[int]:
        """Return the positions of what was told, in the order in which it was."""
        return [fact.seq for fact in self.told if isinstance(fact, (MessageSent, MemberRemoved))]


@asynccontextmanager
async def room(folder: Path) -> AsyncIterator[Room]:
    """Give a log over a new database with ada and grace in a group."""
    database = Database(f"sqlite:///{folder / 'hubbub.db'}")
    schema.migrate(database, lambda: 1_000)
    facts: list[Committed] = []
    log = Log(database, lambda: 1_000, facts.extend)

    def found(tx: Transaction) -> tuple[int, int, int]:
        ada, grace = create_person(tx, "ada").id, create_person(tx, "grace").id
        made = conversations.create(
            tx, Kind.GROUP, name="a group", topic="", owner=ada, members_=[grace], public=False
        )
        return ada, grace, made

    made = Room(log, database, *await log.transact(found))
    await asyncio.sleep(0)  # what the founding had to tell
    facts.clear()
    made.told = facts
    try:
        yield made
    finally:
        await log.close()
        database.close()


async def until(condition: Callable[[], bool]) -> None:
    """Wait for a condition, turn by turn of the loop, so that nothing happens in between."""
    async with asyncio.timeout(10):
        while not condition():
            await asyncio.sleep(0)


async def settled(futures: Sequence[asyncio.Future[Outcome]]) -> list[Outcome]:
    """Wait for all outcomes."""
    return await asyncio.wait_for(asyncio.gather(*futures), 10)


POISON = "\ud800"  # what the driver cannot encode; no door lets it in


async def test_a_poison_entry_fails_alone(tmp_path: Path) -> None:
    """DESIGN, the way of a message: a poison entry fails alone. R3: and leaves no hole."""
    async with room(tmp_path) as here:
        texts = ["one", "two", POISON, "three", "four"]
        outcomes = await settled([here.append(text_) for text_ in texts])
        assert [type(outcome) for outcome in outcomes] == [Sent, Sent, Internal, Sent, Sent]
        assert here.stored() == [(2, "one"), (3, "two"), (4, "three"), (5, "four")]
        assert [outcome.seq for outcome in outcomes if isinstance(outcome, Sent)] == [2, 3, 4, 5]
        assert here.told_seqs() == [2, 3, 4, 5]
        assert here.head() == 5


async def test_a_unit_of_work_with_a_defect_fails_alone_and_undoes_itself(tmp_path: Path) -> None:
    """A unit succeeds or fails as a whole; its neighbours in the batch do not notice."""

    def defect(tx: Transaction) -> None:
        tx.take_seq(here.id)
        raise ZeroDivisionError

    async with room(tmp_path) as here:
        broken = asyncio.ensure_future(here.log.transact(defect))
        await until(lambda: here.log.depth == 1)
        outcomes = [here.append("before"), here.append("after")]
        with pytest.raises(Internal):
            await asyncio.wait_for(broken, 10)
        assert all(isinstance(outcome, Sent) for outcome in await settled(outcomes))
        assert here.batches == [3], "premise: one batch"
        assert here.stored() == [(2, "before"), (3, "after")]


async def test_a_retry_in_the_same_batch_gets_the_first_answer(tmp_path: Path) -> None:
    """R2: checked in the same transaction."""
    async with room(tmp_path) as here:
        outcomes = await settled([here.append("once", client_id="one") for _ in range(5)])
        assert len(set(map(str, outcomes))) == 1
        assert here.stored() == [(2, "once")]


async def test_a_failing_store_is_an_error_for_all_and_an_acknowledgement_for_none(tmp_path: Path) -> None:
    """R11: the failed transaction is the answer. R3: the positions it took are given out again."""
    async with room(tmp_path) as here:
        with here.database.writing() as connection:
            connection.execute(text("ALTER TABLE messages RENAME TO gone"))
        with here.database.writing() as connection:  # a view whose reading fails as a broken disk does
            connection.execute(text("CREATE VIEW messages AS SELECT * FROM nowhere"))
        outcomes = await settled([here.append("one"), here.append("two")])
        assert [type(outcome) for outcome in outcomes] == [Unavailable, Unavailable]
        assert here.told == []
        with here.database.writing() as connection:
            connection.execute(text("DROP VIEW messages"))
            connection.execute(text("ALTER TABLE gone RENAME TO messages"))
        outcomes = await settled([here.append("three")])
        assert [outcome.seq for outcome in outcomes if isinstance(outcome, Sent)] == [2]


async def test_an_answer_that_cannot_be_given_silences_no_other(tmp_path: Path) -> None:
    """A connection with a defect of its own is nobody else's trouble."""

    def broken(_: Outcome) -> None:
        raise ZeroDivisionError

    async with room(tmp_path) as here:
        outcomes = await settled([here.append("one", done=broken), here.append("two")])
        assert all(isinstance(outcome, Sent) for outcome in outcomes)
        assert here.told_seqs() == [2, 3]


async def test_batches_are_told_in_the_order_of_their_commits(tmp_path: Path) -> None:
    """R3, R9: a later batch is told after an earlier one, however long the earlier one's answers take.

    The earlier batch removes grace. Were the later one told first, she would hear a message of after that.
    """

    def remove_grace(tx: Transaction) -> int:
        place = members.access(tx.connection, here.id, here.grace)
        return members.take_out(tx, MemberRemoved, place, by=here.ada)

    async with room(tmp_path) as here:
        writer: ThreadPoolExecutor = here.log._writer

        def answer_slowly(_: Outcome) -> None:
            writer.submit(lambda: None).result(10)  # until the writer is through with the later batch

        removed = asyncio.ensure_future(here.log.transact(remove_grace))
        await until(lambda: here.log.depth == 1)
        first = here.append("first", done=answer_slowly)
        await until(lambda: here.log.depth == 0)
        later = here.append("later")  # while the first batch is being committed
        await asyncio.wait_for(asyncio.gather(first, removed, later), 10)
        assert here.batches == [2, 1], "premise: two batches, the first with a message and a removal"
        await asyncio.sleep(0)
        assert here.told_seqs() == [2, 3, 4]


async def test_nothing_is_acknowledged_before_it_is_committed(tmp_path: Path) -> None:
    """R1, R11: reply after commit. Whoever is answered finds it stored, seen from another connection."""
    async with room(tmp_path) as here:
        seen: list[bool] = []

        def look(outcome: Outcome) -> None:
            assert isinstance(outcome, Sent)
            seen.append(outcome.seq in [seq for seq, _ in here.stored()])

        await settled([here.append(f"message {n}", done=look) for n in range(20)])
        assert seen == [True] * 20


async def test_a_full_queue_refuses_instead_of_growing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """R10: bounded memory; past the bound a catalogue error, never a silent drop."""
    monkeypatch.setattr("hubbub.storage.log.MOST_QUEUED", 10)
    async with room(tmp_path) as here:
        futures = [here.append(f"message {n}") for n in range(10)]
        with pytest.raises(Unavailable) as caught:
            here.append("one too many")
        assert caught.value.retry_after
        assert all(isinstance(outcome, Sent) for outcome in await settled(futures))
        assert len(here.stored()) == 10


async def test_closing_commits_what_is_queued_and_takes_no_more(tmp_path: Path) -> None:
    """What was taken in is answered, also by a server that is leaving."""
    async with room(tmp_path) as here:
        futures: list[Any] = [here.append(f"message {n}") for n in range(100)]
        await here.log.close()
        assert all(isinstance(future.result(), Sent) for future in futures)
        with pytest.raises(Unavailable):
            here.append("too late")
