"""Uploads: files on their way, a part at a time, on any node, across any number of cut connections."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from typing import Final

from hubbub.domain.models import Attachment
from hubbub.errors import BadRequest, Conflict, RateLimited, Unavailable
from hubbub.services.cabinet import Cabinet
from hubbub.services.contents import collect
from hubbub.services.context import Context
from hubbub.services.files import check_media_type, check_name, check_quota, check_size
from hubbub.services.intake import LIFETIME_MS, Checksum, Held, Intake, Turns, folder
from hubbub.storage import contents, files, uploads
from hubbub.storage.contents import Content
from hubbub.storage.transaction import Transaction
from hubbub.storage.uploads import Upload

MOST_OF_ONE: Final = 100
"""Uploads that a user may have under way."""


class Desk:
    """What this process knows of uploads: whose turn it is to send, and which are being finished."""

    def __init__(self) -> None:
        self.turns = Turns()
        self.held = Held()
        self._finishing: dict[str, asyncio.Task[Attachment]] = {}

    async def finish(self, ctx: Context, upload: Upload) -> Attachment:
        """Make a file of a complete upload, once, though whoever asked for it goes away."""
        task = self._finishing.get(upload.id)
        if task is None:
            task = self._finishing[upload.id] = asyncio.create_task(_finish(ctx, upload.id))
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
    desk = ctx.services.uploads
    await _access_at(ctx, upload, offset)  # or anybody could take somebody's turn away
    async with desk.turns.of(upload) as turn:
        found = await _access_at(ctx, upload, offset)  # only now it stays as far as it is
        if found.expires_at == 0:
            return found
        found = await Intake(ctx, found, turn, desk.held, checksum).take(pieces)
    if found.received == found.size:
        await desk.finish(ctx, found)
    return found


async def _access_at(ctx: Context, upload: str, offset: int) -> Upload:
    found = await get(ctx, upload)
    if offset != found.received:
        raise Conflict(f"offset: {found.received} bytes are here")
    return found


async def abandon(ctx: Context, upload: str) -> None:
    """Forget an upload and its bytes, or the file that it has become: what nobody has been shown may go.

    Raises NotFound, and Conflict for a file that a message holds.
    """
    me = ctx.me
    found = await ctx.read(uploads.get, upload, me)
    if found is None:
        await ctx.log.transact(lambda tx: files.discard(tx, upload, me))
        return
    async with ctx.services.uploads.turns.of(upload):  # whoever sends it stops, and adds no part
        if not await ctx.log.transact(lambda tx: uploads.end(tx, upload)):
            raise files.no_such()
        await remove_parts(ctx.services.cabinet, upload)


async def remove_parts(cabinet: Cabinet, upload: str) -> None:
    """Delete what is stored of an upload under way."""
    await cabinet.store.delete([entry.name for entry in await cabinet.store.entries(folder(upload))])


async def _finish(ctx: Context, wanted: str) -> Attachment:
    cabinet = ctx.services.cabinet
    upload = await ctx.read(uploads.get, wanted, ctx.me)
    if upload is None:  # it was finished between our reading of it and here
        return (await ctx.read(files.access, wanted, ctx.me))[0]
    content = await collect(ctx.log, cabinet, await _parts(cabinet, upload))
    made = await ctx.log.transact(lambda tx: _settle(tx, upload, content))
    await remove_parts(cabinet, upload.id)
    return made


def _settle(tx: Transaction, upload: Upload, content: Content) -> Attachment:
    """Make the file of an upload. Raises NotFound if it has been abandoned."""
    if not uploads.end(tx, upload.id):
        raise files.no_such()
    contents.keep(tx, content)
    return files.add(tx, upload.owner, upload.id, content.hash, upload.name, upload.media_type)


async def _parts(cabinet: Cabinet, upload: Upload) -> list[str]:
    """Return the parts that follow on each other: what an aborted request left over is not among them."""
    parts, end = [], 0
    for entry in await cabinet.store.entries(folder(upload.id)):
        if int(entry.name.rpartition("/")[2]) == end and end < upload.size:
            parts.append(entry.name)
            end += entry.size
    if end != upload.size:
        raise Unavailable("upload: a part of it is missing")
    return parts
