"""Files: getting them in, with or without sending them again, and finding them.

The bytes of an upload are stored in parts as they come; when the last is here they are joined into one
content, looked at if it may be a picture, and become a file of the upload's id. Who has a content
already may get a file of it by showing a few ranges of it that the server chose: knowing its hash
gives nobody anything.
"""

from __future__ import annotations

import hashlib
import hmac
import re
import secrets
import tempfile
from pathlib import Path
from typing import Annotated, Final

from msgspec import Meta, Struct

from hubbub.blobs.store import BlobStore, blob_name, look_name
from hubbub.domain import text as texts
from hubbub.domain.ids import FileId
from hubbub.domain.models import Attachment
from hubbub.errors import BadRequest, NotFound, TooLarge
from hubbub.pictures.studio import Studio
from hubbub.services.context import Context, Library
from hubbub.storage import classic, files, uploads
from hubbub.storage.files import Content
from hubbub.storage.log import Log
from hubbub.storage.transaction import Transaction
from hubbub.storage.uploads import Offer, Range
from hubbub.wire.operation import Answer, Operation

MAX_FILE_NAME: Final = 255
MAX_MEDIA_TYPE: Final = 100
MOST_RANGES: Final = 4
RANGE_BYTES: Final = 16 * 1024
CHALLENGE_MS: Final = 5 * 60 * 1000
MOST_CHALLENGES: Final = 100
LARGEST_PICTURE: Final = 64 * 1024 * 1024
"""Bytes past which nobody looks whether a file is a picture."""

UNUSED_MS: Final = 24 * 3600 * 1000
"""What nobody has referred to for so long is removed."""
MOST_SWEPT: Final = 200
_MEDIA_TYPE = r"^[A-Za-z0-9!#$&^_.+-]{1,60}/[A-Za-z0-9!#$&^_.+-]{1,60}$"
MediaType = Annotated[str, Meta(pattern=_MEDIA_TYPE, max_length=MAX_MEDIA_TYPE)]
Sha256 = Annotated[str, Meta(pattern="^[0-9a-f]{64}$", description="A SHA-256 in lower-case hex.")]
UNKNOWN_TYPE: Final = "application/octet-stream"


class Offered(Operation, frozen=True, kw_only=True, tag="file.offer"):
    """Say that you have a file. What comes back is to be shown of it to `file.claim`, known here or not."""

    sha256: Sha256
    size: Annotated[int, Meta(ge=0, le=2**53 - 1)]
    name: str
    type: MediaType = UNKNOWN_TYPE


class Challenge(Answer, frozen=True):
    """What to show: the SHA-256 of the nonce's bytes and then those of the ranges, in their order.

    The nonce is in hex; a range goes from `start` to before `end`.
    """

    challenge: str
    nonce: str
    ranges: tuple[Range, ...]


class Claim(Operation, frozen=True, kw_only=True, tag="file.claim"):
    """Show what was asked for, once. `not_found` says to upload it: nobody had it, or this was not it."""

    challenge: Annotated[str, Meta(max_length=64)]
    proof: Sha256


class Get(Operation, frozen=True, kw_only=True, tag="file.get"):
    """Get what is known of a file of yours, or that a conversation of yours holds."""

    file: FileId


class Found(Answer, frozen=True):
    """A file."""

    file: Attachment


class GetUsage(Operation, frozen=True, kw_only=True, tag="file.usage"):
    """Ask how many bytes your files have, and may have."""


class Usage(Answer, frozen=True):
    """Bytes."""

    used: int
    quota: int
    largest: int


class Cabinet(Struct, frozen=True):
    """Where files are kept, who looks at pictures, and how much is allowed: bytes a file and bytes a user."""

    store: BlobStore
    studio: Studio
    largest: int
    quota: int


async def offer(ctx: Context, op: Offered) -> Challenge:
    """Choose what is to be shown of a content. It is the same whether it is known or not."""
    me, name = ctx.me, check_name(op.name)
    check_size(ctx, op.size)
    made = Offer(op.sha256, op.size, name, op.type, secrets.token_hex(16), choose_ranges(op.size))
    challenge = files.new_id()
    until = ctx.services.clock() + CHALLENGE_MS
    await ctx.log.transact(lambda tx: uploads.challenge(tx, challenge, me, made, until, MOST_CHALLENGES))
    return Challenge(challenge, made.nonce, made.ranges)


async def claim(ctx: Context, op: Claim) -> Found:
    """Make a file of a content that is known and was shown. Raises NotFound, the same for all else."""
    me = ctx.me
    made = await ctx.log.transact(lambda tx: uploads.take_challenge(tx, op.challenge, me))
    if made is None:
        raise NotFound("challenge: unknown, used or too old")
    known = await ctx.read(files.content, made.sha256)
    if known is None or known.size != made.size or not await _is_shown(ctx, made, op.proof):
        raise NotFound("proof: upload it")
    file = files.new_id()

    def work(tx: Transaction) -> Attachment:
        if files.content(tx.connection, made.sha256) is None:  # it went meanwhile
            raise NotFound("proof: upload it")
        check_quota(ctx, tx, me, made.size)
        return files.add(tx, me, file, made.sha256, made.name, made.media_type)

    return Found(await ctx.log.transact(work))


async def get(ctx: Context, op: Get) -> Found:
    """Get a file. Raises NotFound."""
    return Found((await ctx.read(files.access, op.file, ctx.me))[0])


async def get_usage(ctx: Context, _: GetUsage) -> Usage:
    """Get the caller's usage."""
    cabinet = ctx.services.cabinet
    return Usage(await ctx.read(files.usage, ctx.me), cabinet.quota, cabinet.largest)


def check_name(name: str) -> str:
    """Return a file's name as it will be shown: one line, without a path."""
    name = name.replace("\\", "/").rpartition("/")[2]
    return texts.check_line(name, "name", most=MAX_FILE_NAME)


def check_size(ctx: Context, size: int) -> None:
    """Raise TooLarge for a file that is too large for this server."""
    largest = ctx.services.cabinet.largest
    if size > largest:
        raise TooLarge(f"size: at most {largest} bytes, got {size}")


def check_quota(ctx: Context, tx: Transaction, user: int, more: int) -> None:
    """Raise TooLarge if somebody's files would have more bytes than they may have."""
    quota = ctx.services.cabinet.quota
    if files.usage(tx.connection, user) + more > quota:
        raise TooLarge(f"size: your files may have {quota} bytes in all")


def choose_ranges(size: int) -> tuple[Range, ...]:
    """Choose ranges that nobody can foresee; of a small content, all of it."""
    if size <= MOST_RANGES * RANGE_BYTES:
        return (Range(0, size),) if size else ()
    starts = sorted(secrets.randbelow(size - RANGE_BYTES) for _ in range(MOST_RANGES - 1))
    last = size - RANGE_BYTES
    return tuple(Range(start, start + RANGE_BYTES) for start in (*starts, last))


def classic_pieces(md5: str, sender: str) -> str:
    """Return the prefix of what the store holds of a classic upload that is not joined."""
    return f"parts/classic-{md5}-{sender}/"


async def sweep(log: Log, library: Library, cabinet: Cabinet, *, thoroughly: bool) -> None:
    """Remove what nobody refers to: old uploads, files in no message, contents of no file.

    ``thoroughly``: also what a crash has left in the store. A content goes inside a write transaction,
    and whoever makes a file of one looks in theirs whether it is there.
    """
    before = log.now() - UNUSED_MS
    for upload in await library.read(uploads.expired, log.now(), MOST_SWEPT):
        await log.transact(lambda tx: uploads.end(tx, upload))  # noqa: B023
        await cabinet.store.delete([part.name for part in await cabinet.store.entries(f"parts/{upload}/")])
    for md5, sender in await library.read(classic.expired_pieces, log.now(), MOST_SWEPT):
        await log.transact(lambda tx: classic.forget_pieces(tx, md5, sender))  # noqa: B023
        pieces = await cabinet.store.entries(classic_pieces(md5, sender))
        await cabinet.store.delete([piece.name for piece in pieces])
    await log.transact(uploads.end_challenges)
    await log.transact(lambda tx: files.remove_unused(tx, before, MOST_SWEPT))

    def remove(tx: Transaction) -> None:
        cabinet.store.delete_now(
            [n for h in files.remove_contents(tx, before, MOST_SWEPT) for n in _names(h)]
        )

    await log.transact(remove)
    if thoroughly:
        await _sweep_store(log, library, cabinet, before)


async def _sweep_store(log: Log, library: Library, cabinet: Cabinet, before: int) -> None:
    old = [entry.name for entry in await cabinet.store.entries("blobs/") if entry.written_at < before]
    for start in range(0, len(old), MOST_SWEPT):
        hashes = [name.rpartition("/")[2] for name in old[start : start + MOST_SWEPT]]
        lost = set(hashes) - await library.read(files.known, hashes)

        def remove(tx: Transaction) -> None:
            gone = lost - files.known(tx.connection, list(lost))  # noqa: B023
            cabinet.store.delete_now([name for sha256 in gone for name in _names(sha256)])

        if lost:
            await log.transact(remove)
    parts = [entry for entry in await cabinet.store.entries("parts/") if entry.written_at < before]
    owners = {entry.name.split("/")[1] for entry in parts}
    going_on = await library.read(uploads.are_under_way, list(owners))
    await cabinet.store.delete([entry.name for entry in parts if entry.name.split("/")[1] not in going_on])


def _names(sha256: str) -> tuple[str, ...]:
    return blob_name(sha256), look_name(sha256, "thumbnail"), look_name(sha256, "view")


async def look(cabinet: Cabinet, content: Content) -> Content:
    """Look whether a content is a picture; if so, store how it looks and return it with its measures."""
    if content.size > LARGEST_PICTURE or not content.size:
        return content
    with tempfile.TemporaryDirectory(prefix="hubbub-") as folder:
        source, thumbnail, view = (Path(folder) / name for name in ("source", "thumbnail", "view"))
        if not _may_be_picture(await cabinet.store.get(blob_name(content.hash), 0, min(16, content.size))):
            return content
        await cabinet.store.copy_to(blob_name(content.hash), source)
        seen = await cabinet.studio.develop(source, thumbnail, view)
        if seen is None:
            return content
        await cabinet.store.put_file(look_name(content.hash, "thumbnail"), thumbnail)
        await cabinet.store.put_file(look_name(content.hash, "view"), view)
    return Content(
        content.hash, content.md5, content.size, seen.media_type, seen.width, seen.height, seen.blurhash
    )


async def _is_shown(ctx: Context, made: Offer, proof: str) -> bool:
    expected = hashlib.sha256(bytes.fromhex(made.nonce))
    for part in made.ranges:
        expected.update(await ctx.services.cabinet.store.get(blob_name(made.sha256), part.start, part.end))
    return hmac.compare_digest(expected.hexdigest(), proof)


def _may_be_picture(head: bytes) -> bool:
    return head.startswith((b"\x89PNG\r\n", b"\xff\xd8\xff", b"GIF8")) or head[8:12] == b"WEBP"


def check_media_type(media_type: str) -> str:
    """Return a media type as it may stand in a header; none given is the unknown one. Raises BadRequest."""
    if not media_type:
        return UNKNOWN_TYPE
    if len(media_type) > MAX_MEDIA_TYPE or not re.fullmatch(_MEDIA_TYPE, media_type):
        raise BadRequest("filetype: must be a media type such as image/png")
    return media_type.lower()
