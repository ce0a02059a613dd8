"""Uploads: files on their way, a part at a time, on any node, across any number of cut connections."""

from __future__ import annotations

import asyncio
import hashlib
from collections.abc import AsyncIterator
from typing import Final

from msgspec import Struct, structs

from hubbub.blobs.store import blob_name
from hubbub.domain.models import Attachment
from hubbub.errors import BadRequest, Code, Conflict, HubbubError, NotFound, RateLimited, Unavailable
from hubbub.services.context import Context
from hubbub.services.files import Cabinet, check_media_type, check_name, check_quota, check_size, look
from hubbub.storage import files, uploads
from hubbub.storage.files import Content
from hubbub.storage.transaction import Transaction
from hubbub.storage.uploads import Upload

PART: Final = 4 * 1024 * 1024
"""So much of a request is held in memory before it goes to the store."""
LIFETIME_MS: Final = 24 * 3600 * 1000
"""An upload that does not get on for so long is forgotten."""
MOST_AT_ONCE: Final = 16
"""Requests that may be sending bytes at the same time: what they hold is in memory."""
MOST_OF_ONE: Final = 100
"""Uploads that a user may have under way."""
ALGORITHMS: Final = ("sha1", "sha256", "md5")


class Checksum(Struct, frozen=True):
    """What the bytes of a request are said to hash to."""

    algorithm: str
    digest: bytes


class ChecksumMismatch(HubbubError):
    """The bytes are not those that were meant; none of them is kept."""

    code = Code.BAD_REQUEST


class Desk:
    """What this process knows of uploads: whose bytes are coming just now, and which are being finished."""

    def __init__(self) -> None:
        self._receiving: set[str] = set()
        self._finishing: dict[str, asyncio.Task[Attachment]] = {}

    def enter(self, upload: str) -> None:
        """Begin to receive. Raises Conflict if another request does, RateLimited if too many do."""
        if upload in self._receiving:
            raise Conflict("upload: another request is sending it")
        if len(self._receiving) >= MOST_AT_ONCE:
            raise RateLimited("upload: too many at once", retry_after=1)
        self._receiving.add(upload)

    def leave(self, upload: str) -> None:
        """End receiving."""
        self._receiving.discard(upload)

    async def finish(self, ctx: Context, upload: Upload) -> Attachment:
        """Make a file of a complete upload, once, though whoever asked for it goes away."""
        task = self._finishing.get(upload.id)
        if task is None:
            task = self._finishing[upload.id] = asyncio.create_task(_finish(ctx, upload))
            task.add_done_callback(lambda done: self._finished(upload.id, done))
        return await asyncio.shield(task)

    def _finished(self, upload: str, task: asyncio.Task[Attachment]) -> None:
        del self._finishing[upload]
        if not task.cancelled():
            task.exception()  # whoever waits gets it; if nobody does, the next one tries again

    async def close(self) -> None:
        """Wait for what is being finished."""
        await asyncio.gather(*self._finishing.values(), return_exceptions=True)


async def begin(ctx: Context, name: str, media_type: str, size: int) -> Upload:
    """Begin an upload. Raises BadRequest, or TooLarge for more than a file or a user may have."""
    name, media_type = check_name(name), check_media_type(media_type)
    if size < 0:
        raise BadRequest("size: must not be negative")
    check_size(ctx, size)
    until = ctx.services.clock() + LIFETIME_MS
    upload = Upload(files.new_id(), ctx.me, name, media_type, size, 0, until)

    def work(tx: Transaction) -> None:
        if uploads.count(tx.connection, upload.owner) >= MOST_OF_ONE:
            raise RateLimited(f"upload: at most {MOST_OF_ONE} under way", retry_after=60)
        check_quota(ctx, tx, upload.owner, size)
        uploads.begin(tx, upload)

    await ctx.log.transact(work)
    if not size:
        await ctx.services.uploads.finish(ctx, upload)
    return upload


async def get(ctx: Context, upload: str) -> Upload:
    """Return the caller's upload as far as it has come; one that is complete is a file before this returns.

    Raises NotFound. A finished one is answered for as long as its file is there.
    """
    found = await ctx.read(uploads.get, upload, ctx.me)
    if found is None:
        file, _ = await ctx.read(files.access, upload, ctx.me)
        return Upload(file.id, ctx.me, file.name, file.type, file.size, file.size, 0)
    if found.received == found.size:
        await ctx.services.uploads.finish(ctx, found)
    return found


async def receive(
    ctx: Context, upload: str, offset: int, pieces: AsyncIterator[bytes], checksum: Checksum | None = None
) -> Upload:
    """Take bytes from ``offset`` on, and return how far the upload has come.

    What has come is kept though the request breaks off, unless it had a checksum to be held against.
    Raises NotFound, Conflict for another offset than what is here, BadRequest for too many bytes,
    ChecksumMismatch, and whatever the iterator raises.
    """
    found = await get(ctx, upload)
    if offset != found.received:
        raise Conflict(f"offset: {found.received} bytes are here")
    if found.expires_at == 0:
        return found
    desk = ctx.services.uploads
    desk.enter(upload)
    try:
        found = await _Intake(ctx, found, checksum).take(pieces)
    finally:
        desk.leave(upload)
    if found.received == found.size:
        await desk.finish(ctx, found)
    return found


async def abandon(ctx: Context, upload: str) -> None:
    """Forget an upload and its bytes. Raises NotFound, also for a finished one: that is a file."""
    found = await ctx.read(uploads.get, upload, ctx.me)
    if found is None or not await ctx.log.transact(lambda tx: uploads.end(tx, upload)):
        raise files.no_such()
    await remove_parts(ctx.services.cabinet, upload)


async def remove_parts(cabinet: Cabinet, upload: str) -> None:
    """Delete what is stored of an upload under way."""
    await cabinet.store.delete([entry.name for entry in await cabinet.store.entries(_folder(upload))])


class _Intake:
    """One request's bytes on their way into the store."""

    def __init__(self, ctx: Context, upload: Upload, checksum: Checksum | None) -> None:
        self._ctx = ctx
        self._upload = upload
        self._checksum = checksum
        self._stored = upload.received
        self._hash = None if checksum is None else hashlib.new(checksum.algorithm, usedforsecurity=False)
        self._buffer = bytearray()

    async def take(self, pieces: AsyncIterator[bytes]) -> Upload:
        try:
            async for piece in pieces:
                if self._stored + len(self._buffer) + len(piece) > self._upload.size:
                    raise BadRequest(f"body: the file has {self._upload.size} bytes")
                self._buffer += piece
                if len(self._buffer) >= PART:
                    await self._store()
        except BaseException:
            if self._checksum is None:
                await asyncio.shield(self._store())
            raise
        await self._store()
        if self._checksum is not None:
            await self._check()
        return self._upload

    async def _store(self) -> None:
        """Put what has gathered into the store, and, unless it is yet to be checked, say that it is there."""
        if not self._buffer:
            return
        part, self._buffer = bytes(self._buffer), bytearray()
        if self._hash is not None:
            await asyncio.to_thread(self._hash.update, part)
        name = f"{_folder(self._upload.id)}{self._stored:020d}"
        await self._ctx.services.cabinet.store.put(name, part)
        self._stored += len(part)
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


async def _finish(ctx: Context, upload: Upload) -> Attachment:
    cabinet = ctx.services.cabinet
    for _ in range(3):
        parts = await _parts(cabinet, upload)
        digest = await cabinet.store.assemble(parts)
        if digest.size != upload.size:
            raise Unavailable("upload: a part of it is missing")
        content = await look(cabinet, Content(digest.sha256, digest.md5, digest.size))
        made = await ctx.log.transact(lambda tx: _settle(tx, cabinet, upload, content))  # noqa: B023
        if made is not None:
            await remove_parts(cabinet, upload.id)
            return made
    raise Unavailable("upload: it could not be stored")


def _settle(tx: Transaction, cabinet: Cabinet, upload: Upload, content: Content) -> Attachment | None:
    """Make the file; None if the content was swept away between its storing and here."""
    if files.content(tx.connection, content.hash) is None and not cabinet.store.has_now(
        blob_name(content.hash)
    ):
        return None
    if not uploads.end(tx, upload.id):
        raise NotFound("upload: it has been abandoned")
    files.add_content(tx, content)
    return files.add(tx, upload.owner, upload.id, content.hash, upload.name, upload.media_type)


async def _parts(cabinet: Cabinet, upload: Upload) -> list[str]:
    """Return the parts that follow on each other: what an aborted request left over is not among them."""
    parts, end = [], 0
    for entry in await cabinet.store.entries(_folder(upload.id)):
        if int(entry.name.rpartition("/")[2]) == end and end < upload.size:
            parts.append(entry.name)
            end += entry.size
    return parts


def _folder(upload: str) -> str:
    return f"parts/{upload}/"
