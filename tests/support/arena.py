"""A server that is fuzzed, and what must stay true: others talk on, it logs no defect, it does not grow."""

from __future__ import annotations

import asyncio
import contextlib
import itertools
import json
import sqlite3
import subprocess
from collections.abc import AsyncIterator, Coroutine, Iterator
from contextlib import asynccontextmanager
from typing import Any, Final, Protocol, TypeVar

from websockets.asyncio.client import ClientConnection, connect

from tests.support.people import Frame, group, people
from tests.support.server import Server

DEADLINE: Final = 10.0
"""Seconds in which everything is answered or closed."""
MOST_GROWN: Final = 96 * 1024
"""KiB that the server's memory may grow by while it is fuzzed."""
CLOSE_CODES: Final = frozenset({1000, 1002, 1007, 1008, 1009, 1012, 4000, 4001})
"""PROTOCOL, Close codes, without 1011, which is a defect."""
REFUSALS: Final = frozenset(
    {"bad_request", "unauthenticated", "forbidden", "not_found", "conflict", "too_large", "rate_limited"}
)
"""What may be said to somebody who asks for something odd: no defect, and not that the store has failed."""
DEFECTS: Final = ("Traceback", "[error", "[critical", "defect", "Exception", "never awaited")
"""What a line of the log has in it where something has gone wrong that is not the client's doing."""
T = TypeVar("T")


class Neighbour(Protocol):
    """People who talk and must not notice anything."""

    async def talk(self) -> None:
        """Say something and see that it arrives, next after what was said before."""


class Witness:
    """Ada speaks and grace listens. Nothing between them may be late, lost, doubled or out of order."""

    def __init__(self, ada: ClientConnection, grace: ClientConnection, room: int, head: int) -> None:
        self._ada = ada
        self._grace = grace
        self._room = room
        self._head = head

    @classmethod
    @asynccontextmanager
    async def on(cls, server: Server) -> AsyncIterator[Witness]:
        """Give two people who are connected and have a room of their own."""
        ada, grace = await people(server, "ada", "grace")
        room = await group(ada, grace)
        head = (await ada.ask("conversation.get", conversation=room))["conversation"]["head"]
        async with _line(server, ada.token) as one, _line(server, grace.token) as other:
            yield cls(one, other, room, head)

    async def talk(self) -> None:
        """Say something and see that it arrives, next after what was said before; a ping is answered too."""
        self._head += 1
        said = f"number {self._head}"
        await _say(self._ada, op="message.send", id=said, conversation=self._room, text=said)
        await _say(self._grace, op="ping", id=said)
        reply = await _heard(self._ada, lambda frame: frame.get("re") == said)
        assert reply["ok"]["seq"] == self._head, reply
        waited = {"ping", "message"}
        while waited:
            frame = await _heard(self._grace, lambda frame: self._is_said(frame) or frame.get("re") == said)
            if "re" in frame:
                assert frame["ok"] == {}, frame
                waited.discard("ping")
            else:
                assert (frame["seq"], frame["text"]) == (self._head, said), "lost, doubled or out of order"
                waited.discard("message")

    def _is_said(self, frame: Frame) -> bool:
        return frame.get("ev") == "message.sent" and frame["conversation"] == self._room


@asynccontextmanager
async def _line(server: Server, token: str | None) -> AsyncIterator[ClientConnection]:
    known = {"Authorization": f"Bearer {token}"}
    async with connect(server.ws, additional_headers=known, max_size=None, compression=None) as connection:
        yield connection


async def _say(connection: ClientConnection, **frame: Any) -> None:
    await connection.send(json.dumps(frame))


async def _heard(connection: ClientConnection, wanted: Any) -> Frame:
    while True:
        frame: Frame = json.loads(await connection.recv())
        if wanted(frame):
            return frame


class Arena:
    """A server, its neighbours, and the event loop on which cases are tried."""

    def __init__(self, server: Server, loop: asyncio.AbstractEventLoop) -> None:
        self.server = server
        self.neighbours: list[Neighbour] = []
        self.store = Store(server)
        self._loop = loop
        self._read = 0
        self._serial = itertools.count(1)
        self._grown_from = 0

    def run(self, work: Coroutine[Any, Any, T]) -> T:
        """Run something to its end, which has to come soon."""
        # Each answer has a deadline of its own. Passwords are hashed in time that nobody else wants:
        # where that is short, a minute is not enough for all the ways to get one wrong.
        return self._loop.run_until_complete(asyncio.wait_for(work, 30 * DEADLINE))

    def unique(self, name: str) -> str:
        """Return a name that nobody has here."""
        return f"{name}-{next(self._serial)}"

    def witnessed(self, misdeed: Coroutine[Any, Any, T]) -> T:
        """Return what a misdeed returns, and check that during it and after it nobody is disturbed."""
        return self.run(self._witnessed(misdeed))

    async def _witnessed(self, misdeed: Coroutine[Any, Any, T]) -> T:
        meanwhile = asyncio.ensure_future(self.talk())
        try:
            done = await misdeed
        finally:
            await meanwhile
        await self.talk()
        self.check_log()
        return done

    async def talk(self) -> None:
        """Check that nobody is disturbed."""
        for neighbour in self.neighbours:
            try:
                async with asyncio.timeout(DEADLINE):
                    await neighbour.talk()
            except TimeoutError:
                raise AssertionError(f"{type(neighbour).__name__} is disturbed: no answer in time") from None

    def check_log(self) -> None:
        """Check that nothing has been logged that is a defect of ours."""
        with (self.server.data / "stderr.log").open("rb") as log:
            log.seek(self._read)
            written = log.read()
        self._read += len(written)
        lines = written.decode(errors="replace").splitlines()
        faults = [line for line in lines if any(mark in line for mark in DEFECTS)]
        assert not faults, "\n".join(lines)

    def memory(self) -> int:
        """Return the KiB of memory that the server has."""
        asked = ["ps", "-o", "rss=", "-p", str(self.server.pid)]
        return int(subprocess.run(asked, check=True, capture_output=True, text=True).stdout)

    @contextlib.contextmanager
    def bounded(self) -> Iterator[None]:
        """Check that the server is not much bigger in the end than it was."""
        before = self.memory()
        yield
        grown = self.memory() - before
        assert grown < MOST_GROWN, f"the server has grown by {grown} KiB"


class Store:
    """What the server has stored, seen from beside it."""

    NOTED: Final = {("users", "seen_at"), ("tokens", "seen_at"), ("tokens", "expires_at"), ("facts", "value")}
    """When somebody was last here and when the store was last tried: changes whatever is asked."""

    def __init__(self, server: Server) -> None:
        self._path = server.data / "hubbub.db"
        self._sums: list[str] = []
        self._connection: sqlite3.Connection | None = None

    def summary(self) -> list[tuple[Any, ...]]:
        """Return how many rows each table has and what they add up to: equal if nothing was stored."""
        if self._connection is None:
            self._connection = sqlite3.connect(
                f"file:{self._path}?mode=ro", uri=True, check_same_thread=False
            )
            self._sums = list(self._queries(self._connection))
        return [self._connection.execute(query).fetchone() for query in self._sums]

    def close(self) -> None:
        """Look no more."""
        if self._connection is not None:
            self._connection.close()

    def _queries(self, connection: sqlite3.Connection) -> Iterator[str]:
        tables = connection.execute("SELECT name FROM sqlite_schema WHERE type = 'table'").fetchall()
        for (table,) in tables:
            columns = connection.execute(f'PRAGMA table_info("{table}")').fetchall()
            watched = [column[1] for column in columns if (table, column[1]) not in self.NOTED]
            sums = [f'total("{name}"), total(length("{name}"))' for name in watched]
            yield f"SELECT '{table}', count(*), {', '.join(sums)} FROM \"{table}\""


@contextlib.contextmanager
def arena(server: Server) -> Iterator[Arena]:
    """Give an arena around a server, with ada and grace in it, and check in the end that it has not grown."""
    with asyncio.Runner() as runner:
        opened = Arena(server, runner.get_loop())
        witness = Witness.on(server)
        opened.neighbours.append(runner.run(witness.__aenter__()))
        try:
            with opened.bounded():
                yield opened
            opened.run(opened.talk())
            opened.check_log()
        finally:
            opened.store.close()
            runner.run(witness.__aexit__(None, None, None))
