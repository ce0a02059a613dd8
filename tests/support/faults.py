"""Everything that goes wrong, on purpose: full disks, locked databases, servers that die in mid-sentence.

And the people it happens to: senders who keep a record of what they asked and were answered, and what
such records must be true of.
"""

from __future__ import annotations

import asyncio
import contextlib
import errno
import fcntl
import itertools
import os
import sqlite3
import subprocess
from collections import defaultdict
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import httpx
import msgspec
import pytest
from websockets.exceptions import ConnectionClosed

from tests.support.people import SECONDS, Asker, Caller, Frame, Refused, Socket

# Time


async def eventually(
    condition: Callable[[], Awaitable[bool]], what: str, seconds: float = 2 * SECONDS
) -> None:
    """Ask until it is so, or fail after a deadline."""
    try:
        async with asyncio.timeout(seconds):
            while not await condition():
                await asyncio.sleep(0.01)
    except TimeoutError:
        raise AssertionError(f"waited in vain until {what}") from None


async def readiness(base: str) -> int:
    """Return the status of ``/readyz``."""
    async with httpx.AsyncClient(base_url=base, timeout=SECONDS) as http:
        return (await http.get("/readyz")).status_code


# Stores that fail


@contextlib.contextmanager
def small_disk(folder: Path, size: str) -> Iterator[Path]:
    """Give a folder on a file system of its own that holds no more than ``size``."""
    if os.geteuid() != 0:
        pytest.skip("only root may mount a small disk")
    folder.mkdir(parents=True)
    subprocess.run(["mount", "-t", "tmpfs", "-o", f"size={size}", "tmpfs", str(folder)], check=True)
    try:
        yield folder
    finally:
        subprocess.run(["umount", "--lazy", str(folder)], check=True)


def fill(disk: Path, *appended: Path) -> Path:
    """Leave no byte free on a disk, nor in these files that grow, and return the file that takes it all."""
    filler = disk / "filler"
    for path in (filler, *appended):
        with path.open("ab", buffering=0) as file:
            for size in (1 << 16, 1 << 12, 1):
                with contextlib.suppress(OSError):
                    while True:
                        file.write(b" " * size)
    with pytest.raises(OSError, match="space") as caught:
        (disk / "one-more").write_bytes(b"\0")
    assert caught.value.errno == errno.ENOSPC, "premise: the disk is full"
    (disk / "one-more").unlink(missing_ok=True)
    return filler


@contextlib.contextmanager
def locked(database: Path, begin: str = "BEGIN IMMEDIATE") -> Iterator[None]:
    """Hold the database's write lock, as a backup or somebody's shell would."""
    connection = sqlite3.connect(database, isolation_level=None, timeout=SECONDS)
    connection.execute(begin)
    try:
        yield
    finally:
        connection.rollback()
        connection.close()


@contextlib.contextmanager
def holding_the_turn(database: Path) -> Iterator[None]:
    """Hold the lock file, as a command that was suspended in the middle of its work would."""
    descriptor = os.open(f"{database}.lock", os.O_RDWR)
    fcntl.flock(descriptor, fcntl.LOCK_EX)
    try:
        yield
    finally:
        os.close(descriptor)


# Senders and their records


class Attempt(msgspec.Struct):
    """One send: what was asked and what was answered. Ticks count what happened in this test, in order."""

    sender: int
    target: Frame
    client_id: str
    text: str
    sent: int
    answered: int | None = None
    answer: Frame | None = None
    refusal: str | None = None

    @property
    def fields(self) -> Frame:
        """The fields of ``message.send``, the same for every retry."""
        return {**self.target, "client_id": self.client_id, "text": self.text}


class Record:
    """All attempts of a test, by everyone, with one clock of ticks."""

    def __init__(self) -> None:
        self.attempts: list[Attempt] = []
        self.changed = asyncio.Event()
        self._ticks = itertools.count(1)

    def tick(self) -> int:
        """Return the next moment."""
        return next(self._ticks)

    @property
    def acknowledged(self) -> list[Attempt]:
        """Those with an answer."""
        return [attempt for attempt in self.attempts if attempt.answer is not None]

    @property
    def refused(self) -> list[Attempt]:
        """Those with an error instead."""
        return [attempt for attempt in self.attempts if attempt.refusal is not None]

    @property
    def unknown(self) -> list[Attempt]:
        """Those who never heard."""
        return [a for a in self.attempts if a.answer is None and a.refusal is None]

    async def until(self, condition: Callable[[], bool]) -> None:
        """Wait until a condition on the record is true."""
        async with asyncio.timeout(3 * SECONDS):
            while not condition():
                await self.changed.wait()

    def note(self, attempt: Attempt, frame: Frame) -> None:
        """Write down an answer."""
        attempt.answered = self.tick()
        if "error" in frame:
            attempt.refusal = str(frame["error"]["code"])
        else:
            attempt.answer = frame["ok"]
        self.changed.set()
        self.changed = asyncio.Event()


class Sender:
    """Someone who pipelines: up to ``window`` sends of theirs are unanswered at any time."""

    def __init__(self, who: Socket, record: Record, window: int) -> None:
        self.who = who
        self.record = record
        self._room = asyncio.Semaphore(window)
        self._waiting: dict[Any, Attempt] = {}
        self._replies: dict[Any, Frame] = {}
        self._seen = 0

    async def send_all(self, messages: list[tuple[Frame, str, str]]) -> None:
        """Send ``(target, client id, text)`` until all are answered or the connection is gone."""
        listening = asyncio.create_task(self._listen())
        try:
            for target, client_id, text in messages:
                await self._room.acquire()
                attempt = Attempt(self.who.id, target, client_id, text, self.record.tick())
                self.record.attempts.append(attempt)
                number = await self.who.send("message.send", **attempt.fields)
                self._waiting[number] = attempt
                self._match()
            await listening_until(lambda: not self._waiting, listening, self.record)
        except ConnectionClosed:
            await listening  # what had arrived before the end was an acknowledgement all the same
        finally:
            listening.cancel()
            await asyncio.gather(listening, return_exceptions=True)

    async def _listen(self) -> None:
        with contextlib.suppress(AssertionError):  # closed: everything that came has been looked at
            while True:
                await self.who.until(lambda: len(self.who.frames) > self._seen)
                self._look()
        self._look()
        for _ in range(10_000):
            self._room.release()

    def _look(self) -> None:
        while self._seen < len(self.who.frames):
            frame = self.who.frames[self._seen]
            self._seen += 1
            if "re" in frame:
                self._replies[frame["re"]] = frame
        self._match()

    def _match(self) -> None:
        for number in self._waiting.keys() & self._replies.keys():
            self.record.note(self._waiting.pop(number), self._replies.pop(number))
            self._room.release()


async def listening_until(
    condition: Callable[[], bool], listening: asyncio.Task[None], record: Record
) -> None:
    """Wait for a condition, or until nothing more can be heard."""
    while not condition() and not listening.done():
        changed = asyncio.create_task(record.changed.wait())
        await asyncio.wait({changed, listening}, return_when=asyncio.FIRST_COMPLETED)
        changed.cancel()


@asynccontextmanager
async def everyone_online(callers: list[Caller]) -> AsyncIterator[list[Socket]]:
    """Connect several people."""
    async with contextlib.AsyncExitStack() as stack:
        yield [await stack.enter_async_context(caller.online()) for caller in callers]


async def retry(who: Asker, attempt: Attempt) -> Frame | Refused:
    """Send the same once more and return the answer or the refusal."""
    try:
        return await who.ask("message.send", **attempt.fields)
    except Refused as refusal:
        return refusal


# What must be true


async def whole_history(member: Asker, conversation: int) -> list[Frame]:
    """Page through all messages of a conversation, the oldest first."""
    found: list[Frame] = []
    more, after = True, 0
    while more:
        page = await member.ask("message.history", conversation=conversation, after=after, limit=200)
        found += page["messages"]
        more = page["has_more"]
        after = found[-1]["seq"] if found else 0
    return found


async def logs_of(member: Asker) -> dict[int, list[Frame]]:
    """Return all messages of all conversations someone is in. Positions must be 1..head without holes."""
    synced = await member.ask("sync")
    logs = {}
    for summary in synced["conversations"]:
        messages = await whole_history(member, summary["id"])
        first = 2 if summary["kind"] in ("group", "channel") else 1  # they begin with conversation.created
        check_gapless([message["seq"] for message in messages], first, summary["head"])
        logs[summary["id"]] = messages
    return logs


def check_gapless(seqs: list[int], first: int, last: int) -> None:
    """R3: every position from first to last once, in order."""
    assert seqs == list(range(first, last + 1)), holes(seqs, first, last)


def holes(seqs: list[int], first: int, last: int) -> str:
    """Say what is wrong with a run of positions."""
    missing = sorted(set(range(first, last + 1)) - set(seqs))
    doubled = sorted({seq for seq in seqs if seqs.count(seq) > 1})
    return f"missing {missing[:10]}, doubled {doubled[:10]}, {len(seqs)} of {first}..{last}"


def check_stored(record: Record, logs: dict[int, list[Frame]]) -> None:
    """R1, R2: what was acknowledged is there once, where the answer said; nothing is there twice."""
    stored: dict[tuple[int, str], list[Frame]] = defaultdict(list)
    for messages in logs.values():
        for message in messages:
            if message["client_id"] is not None:
                stored[message["sender"], message["client_id"]].append(message)
    doubled = {key: places for key, places in stored.items() if len(places) > 1}
    assert not doubled, f"stored twice: {doubled}"
    for attempt in record.acknowledged:
        answer = attempt.answer
        assert answer is not None
        assert stored[attempt.sender, attempt.client_id], f"acknowledged and lost: {attempt}"
        message = stored[attempt.sender, attempt.client_id][0]
        assert (message["conversation"], message["seq"], message["sent_at"]) == (
            answer["conversation"],
            answer["seq"],
            answer["at"],
        ), f"not where the answer said: {attempt}"
        assert message["text"] == attempt.text


def check_refused_is_not_stored(record: Record, logs: dict[int, list[Frame]]) -> None:
    """R11: an error means that nothing was stored."""
    stored = {(m["sender"], m["client_id"]) for messages in logs.values() for m in messages}
    lied = [attempt for attempt in record.refused if (attempt.sender, attempt.client_id) in stored]
    assert not lied, f"refused and stored: {lied[:3]}"


def check_real_time_order(record: Record) -> None:
    """R3: if A was acknowledged before B was sent, A comes first."""
    rooms: dict[int, list[Attempt]] = defaultdict(list)
    for attempt in record.acknowledged:
        assert attempt.answer is not None
        rooms[attempt.answer["conversation"]].append(attempt)
    for attempts in rooms.values():
        attempts.sort(key=lambda a: -a.answer["seq"] if a.answer else 0)
        earliest: Attempt | None = None  # of those later in the log, the one acknowledged first
        for attempt in attempts:
            assert attempt.answered is not None
            if earliest is not None and earliest.answered is not None:
                assert earliest.answered > attempt.sent, f"{earliest} was known before {attempt} was sent"
            if earliest is None or earliest.answered is None or attempt.answered < earliest.answered:
                earliest = attempt
