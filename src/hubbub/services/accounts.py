"""Accounts and logins: registering, logging in and out, and the list of one's devices.

An account with a password is never entered without it; one without a password is entered by its
name, and only while registration is open.
"""

from __future__ import annotations

from typing import Annotated, Final

from msgspec import UNSET, Meta, UnsetType
from sqlalchemy import Connection

from hubbub.domain import text as texts
from hubbub.domain.ids import LOBBY, MAX_ID
from hubbub.domain.models import Device, Registration, User, UserKind
from hubbub.domain.times import rfc3339
from hubbub.errors import BadRequest, Conflict, Forbidden, NotFound, RateLimited, Unauthenticated
from hubbub.services.context import Context
from hubbub.services.passwords import MAX_LENGTH, check_password
from hubbub.storage import invites, members, openings, tokens, users
from hubbub.storage.openings import Opening
from hubbub.storage.tokens import BY_NAME
from hubbub.storage.transaction import Transaction
from hubbub.wire.operation import Answer, Nothing, Operation

MAX_DEVICE: Final = 120

Name = Annotated[str, Meta(max_length=200, description="A name; case and outer spaces do not matter.")]
Password = Annotated[str, Meta(max_length=MAX_LENGTH)]
DeviceName = Annotated[
    str, Meta(max_length=MAX_DEVICE, description="What to call this login, such as a phone's name.")
]


class LoggedIn(Answer, frozen=True):
    """Who you are now, and the token that proves it."""

    token: str
    user: User


class Resumed(Answer, frozen=True):
    """Who you are."""

    user: User


class Sessions(Answer, frozen=True):
    """Your logins."""

    sessions: list[Device]


class Register(Operation, frozen=True, kw_only=True, tag="auth.register"):
    """Make an account and log in."""

    name: Name
    password: Password | UnsetType = UNSET
    display_name: str | UnsetType = UNSET
    invite: Annotated[str, Meta(max_length=100)] | UnsetType = UNSET
    device: DeviceName | UnsetType = UNSET


class LogIn(Operation, frozen=True, kw_only=True, tag="auth.login"):
    """Log in with a name and, if the account has one, its password."""

    name: Name
    password: Password | UnsetType = UNSET
    device: DeviceName | UnsetType = UNSET


class Resume(Operation, frozen=True, kw_only=True, tag="auth.resume"):
    """Log a socket in with a token."""

    token: Annotated[str, Meta(max_length=200)]


class LogOut(Operation, frozen=True, kw_only=True, tag="auth.logout"):
    """End this login; its sockets close."""


class ListSessions(Operation, frozen=True, kw_only=True, tag="auth.sessions"):
    """List your logins."""


class Revoke(Operation, frozen=True, kw_only=True, tag="auth.revoke"):
    """End one of your logins, or all `others` than this one; their sockets close."""

    session: Annotated[int, Meta(ge=0, le=MAX_ID)] | UnsetType = UNSET
    others: bool = False


class ChangePassword(Operation, frozen=True, kw_only=True, tag="auth.password"):
    """Set or change your password; every other login of yours ends."""

    password: Password
    current: Password | UnsetType = UNSET


async def register(ctx: Context, op: Register) -> LoggedIn:
    """Make an account. Raises Conflict for a taken name, Forbidden where registration does not allow it."""
    name = texts.check_name(op.name)
    display_name = name
    if op.display_name is not UNSET:
        display_name = texts.check_line(op.display_name, "display_name", most=texts.MAX_TITLE)
    _check_registration(ctx, op)
    hashed = None
    if op.password is not UNSET:
        hashed = await ctx.services.passwords.hash(check_password(op.password), ctx.caller.address)
    device = _device(ctx, op.device)

    def work(tx: Transaction) -> LoggedIn:
        if op.invite is not UNSET and ctx.services.registration is Registration.INVITE:
            invites.use(tx, op.invite)
        user = create_person(tx, name, display_name=display_name, password_hash=hashed)
        return LoggedIn(tokens.issue(tx, user.id, device), user)

    return await _enter(ctx, await ctx.log.transact(work))


async def log_in(ctx: Context, op: LogIn) -> LoggedIn:
    """Log in. Raises Unauthenticated; an unknown name and a wrong password look the same."""
    if op.password is not UNSET:
        ctx.services.passwords.check_room(ctx.caller.address)
    account = await ctx.read(users.account, op.name)
    password = None if op.password is UNSET else op.password
    await _check_identity(ctx, op.name, account, password)
    assert account is not None
    device = _device(ctx, op.device)
    user = account.user

    def work(tx: Transaction) -> LoggedIn:
        _check_unchanged(tx.connection, op.name, account)
        return LoggedIn(tokens.issue(tx, user.id, device), user)

    return await _enter(ctx, await ctx.log.transact(work))


async def resume(ctx: Context, op: Resume) -> Resumed:
    """Log a socket in with a token. Raises Unauthenticated."""
    if ctx.caller.admit is None:
        return Resumed((await open_by_token(ctx, op.token)).login.user)
    await ctx.caller.admit(lambda: open_by_token(ctx, op.token))
    return Resumed(ctx.caller.user)


async def log_out(ctx: Context, _: LogOut) -> Nothing:
    """End the caller's login."""
    me, login = ctx.me, ctx.caller.login
    assert login is not None
    await ctx.log.transact(lambda tx: tokens.end(tx, me, [login.token_id]))
    return Nothing()


async def list_sessions(ctx: Context, _: ListSessions) -> Sessions:
    """List the caller's logins."""
    me, login = ctx.me, ctx.caller.login
    assert login is not None
    rows = await ctx.read(tokens.list_of, me, ctx.services.clock())
    return Sessions(
        [
            Device(
                row.id, row.device, rfc3339(row.created_at), rfc3339(row.seen_at), row.id == login.token_id
            )
            for row in rows
        ]
    )


async def revoke(ctx: Context, op: Revoke) -> Nothing:
    """End one of the caller's logins, or all but this one. Raises NotFound for one that is not theirs."""
    me, login = ctx.me, ctx.caller.login
    assert login is not None
    session = op.session
    if (session is UNSET) is not op.others:
        raise BadRequest("session: give session or others")

    def work(tx: Transaction) -> None:
        if session is UNSET:
            tokens.end_all(tx, me, but=login.token_id)
        elif session == BY_NAME or not tokens.end(tx, me, [session]):
            raise NotFound("session: none of yours has this id")

    await ctx.log.transact(work)
    return Nothing()


async def change_password(ctx: Context, op: ChangePassword) -> Nothing:
    """Set or change the caller's password. Raises Unauthenticated if the current one is wrong."""
    me, login = ctx.me, ctx.caller.login
    assert login is not None
    check_password(op.password)
    account = await ctx.read(users.account, ctx.caller.user.name)
    assert account is not None
    if account.password_hash is not None:
        if op.current is UNSET:
            raise Unauthenticated("current: needed")
        if not await _guess(ctx, account.user.name, account.password_hash, op.current):
            raise Unauthenticated("current: wrong password")
    hashed = await ctx.services.passwords.hash(op.password, ctx.caller.address)

    def work(tx: Transaction) -> None:
        _check_unchanged(tx.connection, account.user.name, account)
        users.change(tx, me, password_hash=hashed)
        tokens.end_all(tx, me, but=login.token_id or None)

    await ctx.log.transact(work)
    return Nothing()


async def open_by_token(ctx: Context, token: str) -> Opening:
    """Load what the owner of a token begins with. Raises Unauthenticated."""
    opening = await ctx.services.openings.ask(openings.ByToken(token, ctx.services.clock()))
    if opening is None:
        raise Unauthenticated("token: unknown or ended")
    return opening


async def open_by_name(ctx: Context, name: str) -> Opening:
    """Let somebody in by name alone, registering them if unknown.

    Raises BadRequest, Forbidden, Unauthenticated, or RateLimited for too many newcomers from an address.
    """
    if ctx.services.registration is not Registration.OPEN:
        raise Forbidden("name: this server does not let people in by name alone")
    name = texts.check_line(name, "name", most=texts.MAX_NAME)
    opening = await ctx.services.openings.ask(openings.ByName(name))
    if opening is None:
        # Only now: who has an account is let in though its name could not be taken any more.
        name = texts.check_name(name)
        ctx.services.guesses.let_in(ctx.caller.address)
        await ctx.log.transact(lambda tx: _create_unless_there(tx, name))
        opening = await ctx.services.openings.ask(openings.ByName(name))
    if opening is None:
        raise Unauthenticated("name: entered with a password, not by name alone")
    return opening


def create_person(
    tx: Transaction, name: str, *, display_name: str | None = None, password_hash: str | None = None
) -> User:
    """Make a person's account, a member of the lobby like everyone. Raises Conflict."""
    user = users.create(
        tx, name, display_name=display_name, password_hash=password_hash, kind=UserKind.PERSON
    )
    members.enter_lobby(tx, LOBBY, user.id)
    return user


def _create_unless_there(tx: Transaction, name: str) -> None:
    if users.account(tx.connection, name) is None:
        create_person(tx, name)


def _check_registration(ctx: Context, op: Register) -> None:
    match ctx.services.registration:
        case Registration.CLOSED:
            raise Forbidden("registration is closed on this server")
        case Registration.INVITE if op.invite is UNSET:
            raise Forbidden("invite: needed on this server")
        case Registration.INVITE | Registration.PASSWORD if op.password is UNSET:
            raise BadRequest("password: needed on this server")
        case _:
            return


async def _check_identity(
    ctx: Context, name: str, account: users.Account | None, password: str | None
) -> None:
    known = account is not None and account.active and account.user.kind is not UserKind.SYSTEM
    hashed = account.password_hash if account is not None and known else None
    if password is None:
        names_suffice = ctx.services.registration is Registration.OPEN
        if known and hashed is None and names_suffice:
            return
        # Elsewhere the answer does not tell strangers who has an account.
        raise Unauthenticated("name: unknown" if names_suffice and not known else "password: needed")
    if not await _guess(ctx, name, hashed, password):
        raise Unauthenticated("name or password: wrong")


async def _guess(ctx: Context, name: str, hashed: str | None, password: str) -> bool:
    """Say whether a password is right. It is paid for first, and given back if right or not looked at."""
    guesses, address = ctx.services.guesses, ctx.caller.address
    guesses.take(name, address)
    try:
        right = await ctx.services.passwords.verify(hashed, password, address)
    except RateLimited:
        guesses.give_back(name, address)
        raise
    if right:
        guesses.give_back(name, address)
    return right


def _check_unchanged(connection: Connection, name: str, account: users.Account | None) -> None:
    """Raise if the account has been disabled or got another password while we were hashing."""
    if users.account(connection, name) != account:
        raise Conflict("name: the account has just changed, try again")


async def _enter(ctx: Context, logged_in: LoggedIn) -> LoggedIn:
    """Log the connection in as well, if it is nobody's yet."""
    if ctx.caller.admit is not None and ctx.caller.login is None:
        await ctx.caller.admit(lambda: open_by_token(ctx, logged_in.token))
    return logged_in


def _device(ctx: Context, device: str | UnsetType) -> str:
    named = ctx.caller.device if device is UNSET else device
    return "".join(c for c in named if c.isprintable())[:MAX_DEVICE]
