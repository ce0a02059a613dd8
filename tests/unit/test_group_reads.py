"""Group reads: what many ask at once is read together, from a real database on real threads."""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from pathlib import Path

import pytest
from sqlalchemy import Connection, text

from hubbub.domain.admission import Admission
from hubbub.errors import RateLimited, Unavailable
from hubbub.services.context import Library
from hubbub.services.groupread import GroupRead
from hubbub.storage.engine import Database

pytestmark = pytest.mark.anyio

POISON = -1
FAILING = -2


class Squares:
    """Reads squares, and remembers what was asked together. It answers at most ``most`` at a time."""

    def __init__(self, most: int = 1_000) -> None:
        self.most = most
        self.batches: list[list[int]] = []

    def read(self, connection: Connection, numbers: Sequence[int]) -> list[int]:
        """Answer the first of the questions."""
        self.batches.append(list(numbers))
        if POISON in numbers:
            raise ZeroDivisionError("poison")
        if FAILING in numbers:
            raise OSError("the disk is gone")
        return [
            connection.execute(text("SELECT :n * :n"), {"n": number}).scalar_one()
            for number in numbers[: self.most]
        ]


@asynccontextmanager
async def reading(folder: Path, squares: Squares, waiting: int = 1_000) -> AsyncIterator[GroupRead[int, int]]:
    """Give a group read of ten at once."""
    database = Database(f"sqlite:///{folder / 'test.db'}")
    library = Library(database, 4)
    try:
        yield GroupRead(library, squares.read, Admission(waiting, time.monotonic), most_at_once=10)
    finally:
        library.close()
        database.close()


async def test_a_crowd_shares_its_reads_and_everybody_gets_their_own_answer(tmp_path: Path) -> None:
    squares = Squares()
    async with reading(tmp_path, squares) as group:
        answers = await asyncio.gather(*(group.ask(number) for number in range(100)))
    assert answers == [number**2 for number in range(100)]
    assert sorted(squares.batches) == [[*range(first, first + 10)] for first in range(0, 100, 10)]


async def test_those_who_keep_coming_share_what_is_read_while_they_come(tmp_path: Path) -> None:
    """Not two at a time because reading is quick: a crowd comes over many turns of the loop."""
    squares = Squares()
    async with reading(tmp_path, squares) as group:

        async def come(number: int) -> None:
            for _ in range(number):
                await asyncio.sleep(0)
            await group.ask(number)

        await asyncio.gather(*(come(number) for number in range(100)))
    assert len(squares.batches) <= 25


async def test_a_lone_question_waits_for_nobody(tmp_path: Path) -> None:
    squares = Squares()
    async with reading(tmp_path, squares) as group:
        for number in range(5):
            assert await group.ask(number) == number**2
    assert squares.batches == [[number] for number in range(5)]


async def test_what_was_left_is_read_next_and_in_order(tmp_path: Path) -> None:
    """Answers that grow large end a batch; the questions behind it lose no place."""
    squares = Squares(most=3)
    async with reading(tmp_path, squares) as group:
        assert await asyncio.gather(*(group.ask(n) for n in range(10))) == [n**2 for n in range(10)]
    assert [batch[:3] for batch in squares.batches] == [[0, 1, 2], [3, 4, 5], [6, 7, 8], [9]]


async def test_a_poisonous_question_fails_alone(tmp_path: Path) -> None:
    async with reading(tmp_path, Squares()) as group:
        answers = await asyncio.gather(*(group.ask(n) for n in (1, POISON, 2)), return_exceptions=True)
    assert (answers[0], answers[2]) == (1, 4)
    assert isinstance(answers[1], ZeroDivisionError)


async def test_a_store_that_fails_fails_all_with_an_error_each(tmp_path: Path) -> None:
    async with reading(tmp_path, Squares()) as group:
        answers = await asyncio.gather(*(group.ask(n) for n in (1, FAILING, 2)), return_exceptions=True)
    assert all(isinstance(answer, Unavailable) for answer in answers)
    assert len({id(answer) for answer in answers}) == 3


async def test_who_asks_past_the_bound_is_told_when_to_come_back(tmp_path: Path) -> None:
    async with reading(tmp_path, Squares(), waiting=20) as group:
        answers = await asyncio.gather(*(group.ask(n) for n in range(50)), return_exceptions=True)
        refused = [answer for answer in answers if isinstance(answer, RateLimited)]
        assert answers[:20] == [n**2 for n in range(20)]
        assert len(refused) == 30
        assert all(error.retry_after is not None and error.retry_after >= 1 for error in refused)
        assert await group.ask(7) == 49, "there is room again"


async def test_who_goes_away_while_waiting_disturbs_nobody(tmp_path: Path) -> None:
    async with reading(tmp_path, Squares(), waiting=20) as group:
        asking = [asyncio.create_task(group.ask(n)) for n in range(20)]
        await asyncio.sleep(0)
        for task in asking[::2]:
            task.cancel()
        answers = await asyncio.gather(*asking, return_exceptions=True)
        assert answers[1::2] == [n**2 for n in range(1, 20, 2)]
        assert group.admission.inside == 0
