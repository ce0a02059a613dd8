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
from typing import Annotated, Final

from msgspec import Meta
from sqlalchemy import Connection

from hubbub.blobs.store import blob_name
from hubbub.domain import text as texts
from hubbub.domain.ids import FileId
from hubbub.domain.models import Attachment
from hubbub.errors import BadRequest, NotFound, TooLarge, Unauthenticated
from hubbub.services.context import Caller, Context
from hubbub.storage import contents, files, tokens, uploads
from hubbub.storage.transaction import Transaction
from hubbub.storage.uploads import Offer, Range
from hubbub.wire.operation import Answer, Operation

MAX_FILE_NAME: Final = 255
MAX_MEDIA_TYPE: Final = 100
MOST_RANGES: Final = 4
RANGE_BYTES: Final = 16 * 1024
CHALLENGE_MS: Final = 5 * 60 * 1000
MOST_CHALLENGES: Final = 100
_MEDIA_TYPE = r"^[A-Za-z0-9!#$&^_.+-]{1,60}/[A-Za-z0-9!#$&^_.+-]{1,60}$"
Sha256 = Annotated[str, Meta(pattern="^[0-9a-f]{64}$", description="A SHA-256 in lower-case hex.")]
UNKNOWN_TYPE: Final = "application/octet-stream"


class Offered(Operation, frozen=True, kw_only=True, tag="file.offer"):
    """Say that you have a file. What comes back is to be shown of it to `file.claim`, known here or not."""

    sha256: Sha256
    size: Annotated[int, Meta(ge=0, le=2**53 - 1)]
    name: str
    type: Annotated[str, Meta(max_length=MAX_MEDIA_TYPE)] = UNKNOWN_TYPE


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


async def offer(ctx: Context, op: Offered) -> Challenge:
    """Choose what is to be shown of a content. It is the same whether it is known or not."""
    me, name = ctx.me, check_name(op.name)
    check_size(ctx, op.size)
    media_type = check_media_type(op.type)
    made = Offer(op.sha256, op.size, name, media_type, secrets.token_hex(16), choose_ranges(op.size))
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
    known = await ctx.read(contents.get, made.sha256)
    if known is None or known.size != made.size or not await _is_shown(ctx, made, op.proof):
        raise NotFound("proof: upload it")
    file = files.new_id()

    def work(tx: Transaction) -> Attachment:
        if contents.get(tx.connection, made.sha256) is None:  # it went meanwhile
            raise NotFound("proof: upload it")
        check_quota(ctx, tx, me, made.size)
        return files.add(tx, me, file, made.sha256, made.name, made.media_type)

    return Found(await ctx.log.transact(work))


async def get(ctx: Context, op: Get) -> Found:
    """Get a file. Raises NotFound."""
    return Found((await ctx.read(files.access, op.file, ctx.me))[0])


async def check_access(ctx: Context, file: str) -> None:
    """Raise NotFound if the caller may read a file no longer, Unauthenticated if their login has ended."""
    await ctx.read(_check_access, file, ctx.caller, ctx.services.clock())


def _check_access(connection: Connection, file: str, caller: Caller, now: int) -> None:
    files.access(connection, file, caller.user.id)
    if caller.login is not None and not tokens.still_alive(connection, {caller.login}, now):
        raise Unauthenticated("token: ended")


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


async def _is_shown(ctx: Context, made: Offer, proof: str) -> bool:
    expected = hashlib.sha256(bytes.fromhex(made.nonce))
    for part in made.ranges:
        expected.update(await ctx.services.cabinet.store.get(blob_name(made.sha256), part.start, part.end))
    return hmac.compare_digest(expected.hexdigest(), proof)


def check_media_type(media_type: str) -> str:
    """Return a media type as it may stand in a header; none given is the unknown one. Raises BadRequest."""
    media_type = media_type.partition(";")[0].strip()  # what a browser has recorded names its codecs, too
    if not media_type:
        return UNKNOWN_TYPE
    if len(media_type) > MAX_MEDIA_TYPE or not re.fullmatch(_MEDIA_TYPE, media_type):
        raise BadRequest("type: must be a media type such as image/png")
    return media_type.lower()
