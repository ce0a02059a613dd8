"""People: finding them, and what they say of themselves."""

from __future__ import annotations

from typing import Annotated, Any, Final

from msgspec import UNSET, Meta, UnsetType

from hubbub.bus.port import Whisper
from hubbub.domain import text as texts
from hubbub.domain.events import UserUpdated
from hubbub.domain.ids import FileId, UserId
from hubbub.domain.models import User
from hubbub.errors import BadRequest
from hubbub.services import avatars
from hubbub.services.context import Context
from hubbub.storage import members, users
from hubbub.storage.transaction import Transaction
from hubbub.wire.operation import Answer, Operation

MOST_TOLD: Final = 1_000
"""Where more connections than this look on, a new name shows when somebody looks again."""

Query = Annotated[str, Meta(min_length=1, max_length=texts.MAX_QUERY)]


class Get(Operation, frozen=True, kw_only=True, tag="user.get"):
    """Get a user."""

    user: UserId


class Search(Operation, frozen=True, kw_only=True, tag="user.search"):
    """Find people whose name or display name holds the query."""

    query: Query
    limit: Annotated[int, Meta(ge=1, le=100)] = 20


class Update(Operation, frozen=True, kw_only=True, tag="user.update"):
    """Change how others see you. A `picture` is a file, of which a square becomes your avatar."""

    display_name: str | UnsetType = UNSET
    avatar: str | UnsetType | None = UNSET
    picture: FileId | UnsetType | None = UNSET


class Users(Answer, frozen=True):
    """People."""

    users: list[User]


async def get(ctx: Context, op: Get) -> User:
    """Get a user. Raises NotFound."""
    return await ctx.read(users.get, op.user)


async def search(ctx: Context, op: Search) -> Users:
    """Find people."""
    return Users(await ctx.read(users.search, op.query, op.limit))


async def update(ctx: Context, op: Update) -> User:
    """Change the caller's display name or avatar."""
    me, values = ctx.me, _values(op)
    square = await avatars.square_of(ctx, op.picture)

    def work(tx: Transaction) -> tuple[User, list[int]]:
        seen = avatars.hang(tx, values, op.picture, square, user=me)
        return users.change(tx, me, **seen), members.conversations_of(tx.connection, me)

    user, conversations = await ctx.log.transact(work)
    ctx.services.bus.whisper(
        Whisper(
            ("user", 0, me),
            UserUpdated(user),
            conversations=tuple(conversations),
            most=MOST_TOLD,
            users=(me,),
        )
    )
    return user


def check_avatar(avatar: str | None) -> str | None:
    """Return an avatar's address, or None. Raises BadRequest for anything but http(s) or a local path."""
    if avatar is None:
        return None
    avatar = texts.check_line(avatar, "avatar", most=texts.MAX_AVATAR)
    local = avatar.startswith("/") and not avatar.startswith(("//", "/\\"))
    if not local and not avatar.startswith(("https://", "http://")):
        raise BadRequest("avatar: must be an http(s) address or a path on this server")
    return avatar


def _values(op: Update) -> dict[str, Any]:
    values: dict[str, Any] = {}
    if op.display_name is not UNSET:
        values["display_name"] = texts.check_line(op.display_name, "display_name", most=texts.MAX_TITLE)
    if op.avatar is not UNSET:
        values["avatar"] = check_avatar(op.avatar)
    avatars.check_one_way(op.avatar, op.picture)
    if not values and op.picture is UNSET:
        raise BadRequest("display_name: give display_name, avatar or picture")
    return values
