"""Pictures of people and conversations: a square cut from an upload, small and without anything hidden."""

from __future__ import annotations

from typing import Any, Final

from msgspec import UNSET, UnsetType

from hubbub.blobs.store import look_name
from hubbub.errors import BadRequest, NotFound, Unavailable
from hubbub.services import contents
from hubbub.services.cabinet import Cabinet
from hubbub.services.context import Context
from hubbub.storage import avatars, files
from hubbub.storage.contents import Content
from hubbub.storage.transaction import Transaction

SQUARE: Final = "square.webp"


async def square_of(ctx: Context, picture: str | UnsetType | None) -> Content | None:
    """Return the square of a picture, if one is given. Raises what `cut` does."""
    return await cut(ctx, picture) if isinstance(picture, str) else None


def hang(
    tx: Transaction,
    values: dict[str, Any],
    picture: str | UnsetType | None,
    square: Content | None,
    **whose: int,
) -> dict[str, Any]:
    """Return values with the address of the picture, if it is to change; the one there was is forgotten.

    It stays where the ``avatar`` that is given is its own address: who sends back what they were told changes
    nothing.
    """
    if picture is UNSET:
        if "avatar" in values:
            avatars.forget(tx, but=values["avatar"], **whose)
        return values
    return {**values, "avatar": avatars.replace(tx, square, **whose)}


def check_one_way(avatar: object, picture: object) -> None:
    """Raise BadRequest if an avatar is given in both ways."""
    if avatar is not UNSET and picture is not UNSET:
        raise BadRequest("picture: give avatar or picture")


async def cut(ctx: Context, file: str) -> Content:
    """Cut the square of a picture that the caller may read, and keep it.

    It lives on its own: the file may go, and does if no message holds it. Raises NotFound, or BadRequest for
    what is no picture.
    """
    try:
        known, sha256 = await ctx.read(files.access, file, ctx.me)
    except NotFound:
        raise NotFound("picture: there is no file of this id for you") from None
    if known.width is None:
        raise BadRequest("picture: not a picture that can be shown")
    cabinet = ctx.services.cabinet
    part = f"parts/{files.new_id()}/{SQUARE}"
    try:
        await _cut(cabinet, sha256, part)
    except OSError as error:
        raise Unavailable(f"picture: no place to cut it ({type(error).__name__})") from error
    try:
        return await contents.join(ctx.log, cabinet, [part])
    finally:
        await cabinet.store.delete([part])


async def _cut(cabinet: Cabinet, sha256: str, part: str) -> None:
    """Store the square of a picture as a part. Raises Unavailable, or OSError."""
    async with contents.table() as table:
        source, square, view = (table / name for name in ("source", SQUARE, "view"))
        await cabinet.store.copy_to(look_name(sha256, "thumbnail"), source)
        if await cabinet.studio.develop(source, square, view, square=True) is None:
            raise Unavailable("picture: it cannot be looked at now")
        await cabinet.store.put_file(part, square)
