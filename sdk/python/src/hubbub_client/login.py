"""Saying who one is, on a connection that is nobody's yet. Never in an address: those end up in logs."""

from __future__ import annotations

from msgspec import UNSET, Struct

from hubbub_client.errors import Conflict, Unauthenticated
from hubbub_client.models import AuthLoggedIn, AuthResumeAnswer, User
from hubbub_client.operations import Ask, AuthLogin, AuthRegister, AuthResume


class Credentials(Struct, frozen=True):
    """A token, or a name with its password if it has one; ``register`` makes the account if there is none."""

    token: str | None = None
    name: str | None = None
    password: str | None = None
    register: bool = False
    invite: str | None = None
    device: str | None = None


class Login(Struct, frozen=True):
    """Who one is now, and the token that proves it the next time."""

    token: str
    user: User


async def log_in(ask: Ask, credentials: Credentials) -> Login:
    """Log in by the token, or else by the name. Raises what the server says against it."""
    if credentials.token is not None:
        try:
            resumed = await ask(AuthResume(token=credentials.token), AuthResumeAnswer)
        except Unauthenticated:
            if credentials.name is None:
                raise
        else:
            return Login(credentials.token, resumed.user)
    if credentials.name is None:
        raise Unauthenticated("token, name: one of them is needed")
    answer = await _enter(ask, credentials, credentials.name)
    return Login(answer.token, answer.user)


async def _enter(ask: Ask, credentials: Credentials, name: str) -> AuthLoggedIn:
    password = UNSET if credentials.password is None else credentials.password
    device = UNSET if credentials.device is None else credentials.device
    try:
        return await ask(AuthLogin(name=name, password=password, device=device), AuthLoggedIn)
    except Unauthenticated as unknown:
        if not credentials.register:
            raise
        invite = UNSET if credentials.invite is None else credentials.invite
        try:
            return await ask(
                AuthRegister(name=name, password=password, invite=invite, device=device), AuthLoggedIn
            )
        except Conflict:
            raise unknown from None  # the name is somebody's: it was the password
