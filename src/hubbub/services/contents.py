"""Contents: bytes joined of their parts, known by their hash, and looked at if they may be a picture."""

from __future__ import annotations

import asyncio
import contextlib
import shutil
import tempfile
from collections.abc import AsyncIterator, Sequence
from pathlib import Path
from typing import Final

from msgspec import structs

from hubbub.blobs.store import BlobStore, blob_name, look_name
from hubbub.errors import Unavailable
from hubbub.pictures.studio import Studio
from hubbub.services.cabinet import Cabinet
from hubbub.storage import contents
from hubbub.storage.contents import Content
from hubbub.storage.log import Log

LARGEST_PICTURE: Final = 64 * 1024 * 1024
"""Bytes past which nobody looks whether a file is a picture."""


async def collect(log: Log, cabinet: Cabinet, parts: Sequence[str]) -> Content:
    """Join parts into a content of which files may be made from now on, looked at if it may be a picture.

    What was seen of it is known to the database once it is kept again (`contents.keep`), in the transaction
    that makes the file. Raises Unavailable; then the parts are still there, and it can be done again.
    """
    known = await join(log, cabinet, parts)
    return known if known.width is not None else await look(cabinet, known)


async def join(log: Log, cabinet: Cabinet, parts: Sequence[str]) -> Content:
    """Join parts into a content, and return what is known of it. Raises Unavailable."""
    digest = await cabinet.store.assemble(parts)
    content = Content(digest.sha256, digest.md5, digest.size)
    known = await log.transact(lambda tx: contents.keep(tx, content))
    if not await cabinet.store.has(blob_name(content.hash)):
        await cabinet.store.assemble(parts)  # it was swept away before we said that we want it
    return known


async def look(cabinet: Cabinet, content: Content) -> Content:
    """Look whether a stored content is a picture; if so, store how it looks and return its measures too."""
    store = cabinet.store
    if not 0 < content.size <= LARGEST_PICTURE:
        return content
    if not _may_be_picture(await store.get(blob_name(content.hash), 0, min(16, content.size))):
        return content
    try:
        async with table() as place:
            return await _develop(store, cabinet.studio, content, place)
    except OSError as error:
        raise Unavailable(f"files: no place to look at a picture ({type(error).__name__})") from error


async def _develop(store: BlobStore, studio: Studio, content: Content, table: Path) -> Content:
    source, thumbnail, view = (table / name for name in ("source", "thumbnail", "view"))
    await store.copy_to(blob_name(content.hash), source)
    seen = await studio.develop(source, thumbnail, view)
    if seen is None:
        return content
    await store.put_file(look_name(content.hash, "thumbnail"), thumbnail)
    await store.put_file(look_name(content.hash, "view"), view)
    return structs.replace(
        content, media_type=seen.media_type, width=seen.width, height=seen.height, blurhash=seen.blurhash
    )


@contextlib.asynccontextmanager
async def table() -> AsyncIterator[Path]:
    """Give a folder of this machine, and remove it with what is in it."""
    folder = await asyncio.to_thread(tempfile.mkdtemp, prefix="hubbub-")
    try:
        yield Path(folder)
    finally:
        await asyncio.to_thread(shutil.rmtree, folder, ignore_errors=True)


def _may_be_picture(head: bytes) -> bool:
    return head.startswith((b"\x89PNG\r\n", b"\xff\xd8\xff", b"GIF8")) or head[8:12] == b"WEBP"
