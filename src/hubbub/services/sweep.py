"""Removing what nobody refers to: uploads that stopped, files in no message, contents of no file.

What takes time looks on reader threads or asks the store; a write transaction only looks again at what
was found, and never waits for the store.
"""

from __future__ import annotations

from typing import Final

from hubbub.blobs.store import SHARDS, BlobStore, Entry, blob_name, look_name
from hubbub.services.context import Library
from hubbub.services.files import classic_pieces
from hubbub.storage import classic, contents, files, uploads
from hubbub.storage.log import Log

UNUSED_MS: Final = 24 * 3600 * 1000
"""What nobody has referred to for so long is removed."""
STRAY_PART_MS: Final = 2 * 3600 * 1000
"""A part of no upload that is so old is removed; classic pieces live for less."""
MOST_AT_ONCE: Final = 200
"""Rows of one transaction, so that messages need not wait long for it."""


async def sweep(log: Log, library: Library, store: BlobStore, *, thoroughly: bool) -> None:
    """Remove what nobody refers to. ``thoroughly``: also what a crash has left in the store."""
    before = log.now() - UNUSED_MS
    await _end_uploads(log, library, store)
    await _end_classic_uploads(log, library, store)
    await log.transact(uploads.end_challenges)
    await _remove_parts(library, store, log.now() - STRAY_PART_MS)
    await _remove_files(log, library, before)
    await _let_contents_go(log, library, before)
    if thoroughly:
        await _let_strays_go(log, library, store, before)
    await _remove_contents(log, library, store)


async def _end_uploads(log: Log, library: Library, store: BlobStore) -> None:
    while expired := await library.read(uploads.expired, log.now(), MOST_AT_ONCE):
        ended = await log.transact(lambda tx: [each for each in expired if uploads.end_expired(tx, each)])
        for upload in ended:
            await store.delete(_names(await store.entries(f"parts/{upload}/")))
        if not ended:  # they have got on meanwhile
            return


async def _end_classic_uploads(log: Log, library: Library, store: BlobStore) -> None:
    for md5, sender in await library.read(classic.expired_pieces, log.now(), MOST_AT_ONCE):
        await log.transact(lambda tx: classic.forget_pieces(tx, md5, sender))  # noqa: B023
        await store.delete(_names(await store.entries(classic_pieces(md5, sender))))


async def _remove_parts(library: Library, store: BlobStore, before: int) -> None:
    """Remove parts of no upload: what a crash or a request that lost its turn has left."""
    old = _older(await store.entries("parts/"), before)
    for start in range(0, len(old), MOST_AT_ONCE):
        parts = old[start : start + MOST_AT_ONCE]
        going_on = await library.read(uploads.are_under_way, list({_upload_of(part) for part in parts}))
        await store.delete([part for part in parts if _upload_of(part) not in going_on])


async def _remove_files(log: Log, library: Library, before: int) -> None:
    while unused := await library.read(files.unused, before, MOST_AT_ONCE):
        if not await log.transact(lambda tx: files.remove_unused(tx, unused)):
            return


async def _let_contents_go(log: Log, library: Library, before: int) -> None:
    while unused := await library.read(contents.unused, before, MOST_AT_ONCE):
        if not await log.transact(lambda tx: contents.let_go(tx, unused, before)):
            return


async def _let_strays_go(log: Log, library: Library, store: BlobStore, before: int) -> None:
    """Let go what is in the store though the database does not know it; a shard's names at a time."""
    await store.delete(_older(await store.entries("drafts/"), before))
    for shard in SHARDS:
        entries = await store.entries(f"blobs/{shard}/") + await store.entries(f"looks/{shard}/")
        old = sorted({_hash_of(name) for name in _older(entries, before)})
        for start in range(0, len(old), MOST_AT_ONCE):
            hashes = old[start : start + MOST_AT_ONCE]
            strays = list(set(hashes) - await library.read(contents.known, hashes))
            if strays:
                await log.transact(lambda tx: contents.let_go_unknown(tx, strays))  # noqa: B023


async def _remove_contents(log: Log, library: Library, store: BlobStore) -> None:
    """Delete the bytes of what is leaving, also of what a sweep that was cut off has left."""
    while leaving := await library.read(contents.leaving, MOST_AT_ONCE):
        await store.delete([name for sha256 in leaving for name in _places(sha256)])
        await log.transact(lambda tx: contents.forget(tx, leaving))


def _places(sha256: str) -> tuple[str, ...]:
    return blob_name(sha256), look_name(sha256, "thumbnail"), look_name(sha256, "view")


def _names(entries: list[Entry]) -> list[str]:
    return [entry.name for entry in entries]


def _older(entries: list[Entry], before: int) -> list[str]:
    return [entry.name for entry in entries if entry.written_at < before]


def _upload_of(part: str) -> str:
    return part.split("/")[1]


def _hash_of(name: str) -> str:
    return name.rpartition("/")[2].partition(".")[0]
