"""The bytes of one request on their way into the store: gathered into parts, held against a checksum.

What all requests of this process hold in memory is bounded together; nobody is turned away for it. When
much is held, parts become smaller.
"""

from __future__ import annotations

import asyncio
import contextlib
import hashlib
from collections import Counter
from collections.abc import AsyncIterator
from typing import Final

from msgspec import Struct, structs

from hubbub.errors import BadRequest, Code, Conflict, HubbubError, Unavailable
from hubbub.services.context import Context
from hubbub.storage import uploads
from hubbub.storage.transaction import Transaction
from hubbub.storage.uploads import Upload

PART: Final = 4 * 1024 * 1024
"""So much of a request is held in memory before it goes to the store."""
MOST_HELD: Final = 64 * 1024 * 1024
MOST_HELD_OF_ONE: Final = 32 * 1024 * 1024
"""Bytes that all requests together, and those of one user, may hold; then each stores what it has."""
SILENCE_SECONDS: Final = 30.0
"""A request of which nothing comes for so long is over: its connection may be dead without a word."""
HANDOVER_SECONDS: Final = 10.0
LIFETIME_MS: Final = 24 * 3600 * 1000
"""An upload that does not get on for so long is forgotten."""
ALGORITHMS: Final = ("sha1", "sha256", "md5")


class Checksum(Struct, frozen=True):
    """What the bytes of a request are said to hash to."""

    algorithm: str
    digest: bytes


class ChecksumMismatch(HubbubError):
    """The bytes are not those that were meant; none of them is kept."""

    code = Code.BAD_REQUEST


class Turn:
    """One request's turn to send an upload's bytes, until it is done or another takes over."""

    def __init__(self) -> None:
        self.over = asyncio.Event()
        self._lost = False
        self._patience: asyncio.Timeout | None = None

    def lose(self) -> None:
        """Let another request have it: no further byte is taken."""
        self._lost = True
        if self._patience is not None:
            self._patience.reschedule(asyncio.get_running_loop().time())

    async def next(self, pieces: AsyncIterator[bytes]) -> bytes | None:
        """Return the next piece, or None at the end. Raises Conflict if lost, Unavailable after a silence."""
        self.check()
        try:
            async with asyncio.timeout(SILENCE_SECONDS) as self._patience:
                return await anext(pieces, None)
        except TimeoutError:
            self.check()
            raise Unavailable(f"body: nothing came for {SILENCE_SECONDS:.0f} seconds") from None
        finally:
            self._patience = None

    def check(self) -> None:
        """Raise Conflict if another request has taken over."""
        if self._lost:
            raise Conflict("upload: another request is sending it")

    @property
    def is_lost(self) -> bool:
        """Whether another request has taken over."""
        return self._lost


class Turns:
    """Whose turn it is, by upload: one request's at a time, the latest one's.

    A client that comes back does not wait for its own dead connection, of which nobody has told us.
    """

    def __init__(self) -> None:
        self._of: dict[str, Turn] = {}

    @contextlib.asynccontextmanager
    async def of(self, upload: str) -> AsyncIterator[Turn]:
        """Give a turn once whoever had it has stopped. Raises Conflict if that takes too long."""
        while (earlier := self._of.get(upload)) is not None:
            earlier.lose()
            try:
                async with asyncio.timeout(HANDOVER_SECONDS):
                    await earlier.over.wait()
            except TimeoutError:
                raise Conflict("upload: another request is sending it") from None
        turn = self._of[upload] = Turn()
        try:
            yield turn
        finally:
            del self._of[upload]
            turn.over.set()


class Held:
    """How many bytes of uploads are in memory, in all and of each user."""

    def __init__(self) -> None:
        self._all = 0
        self._of: Counter[int] = Counter()

    def add(self, user: int, count: int) -> None:
        """Note that so many more are held, or fewer."""
        self._all += count
        self._of[user] += count
        if not self._of[user]:
            del self._of[user]

    def is_much(self, user: int) -> bool:
        """Say whether a user's request should store what it has now."""
        return self._all >= MOST_HELD or self._of[user] >= MOST_HELD_OF_ONE


class Intake:
    """One request's bytes on their way into the store."""

    def __init__(
        self, ctx: Context, upload: Upload, turn: Turn, held: Held, checksum: Checksum | None
    ) -> None:
        self._ctx = ctx
        self._upload = upload
        self._turn = turn
        self._held = held
        self._checksum = checksum
        self._stored = upload.received
        self._hash = None if checksum is None else hashlib.new(checksum.algorithm, usedforsecurity=False)
        self._buffer = bytearray()

    async def take(self, pieces: AsyncIterator[bytes]) -> Upload:
        """Store what comes, and return how far the upload has come. What breaks off is kept where it may be.

        Raises BadRequest for too many bytes, ChecksumMismatch, and what `Turn.next` and the iterator raise.
        """
        try:
            while (piece := await self._next(pieces)) is not None:
                await self._hold(piece)
            await self._store()
        finally:
            self._drop()
        if self._checksum is not None:
            await self._check()
        return self._upload

    async def _next(self, pieces: AsyncIterator[bytes]) -> bytes | None:
        try:
            return await self._turn.next(pieces)
        except Exception:
            # Of one that has lost its turn, the other request has been told how far the upload was.
            if self._checksum is None and not self._turn.is_lost:
                await self._store()
            raise

    async def _hold(self, piece: bytes) -> None:
        if self._stored + len(self._buffer) + len(piece) > self._upload.size:
            raise BadRequest(f"body: the file has {self._upload.size} bytes")
        self._buffer += piece
        self._held.add(self._upload.owner, len(piece))
        if len(self._buffer) >= PART or self._held.is_much(self._upload.owner):
            await self._store()

    def _drop(self) -> None:
        self._held.add(self._upload.owner, -len(self._buffer))
        self._buffer = bytearray()

    async def _store(self) -> None:
        """Put what has gathered into the store, and, unless it is yet to be checked, say that it is there."""
        if not self._buffer:
            return
        if self._hash is not None:
            await asyncio.to_thread(self._hash.update, self._buffer)
        name = f"{folder(self._upload.id)}{self._stored:020d}"
        await self._ctx.services.cabinet.store.put(name, self._buffer)
        self._stored += len(self._buffer)
        self._drop()
        if self._checksum is None:
            await self._advance()

    async def _check(self) -> None:
        assert self._checksum is not None
        assert self._hash is not None
        if self._hash.digest() != self._checksum.digest:
            raise ChecksumMismatch("checksum: the bytes are others")
        await self._advance()

    async def _advance(self) -> None:
        upload, until = self._upload, self._ctx.services.clock() + LIFETIME_MS
        stored = self._stored

        def work(tx: Transaction) -> bool:
            return uploads.advance(tx, upload.id, upload.received, stored, until)

        if not await self._ctx.log.transact(work):
            raise Conflict("offset: the upload has got on without this request")
        self._upload = structs.replace(upload, received=stored, expires_at=until)


def folder(upload: str) -> str:
    """Return where the parts of an upload are."""
    return f"parts/{upload}/"
