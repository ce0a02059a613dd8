"""What a connection begins with, read in one go: whose it is, what they are in, who watches them."""

from __future__ import annotations

from msgspec import Struct
from sqlalchemy import Connection

from hubbub.domain.events import CallSignal
from hubbub.storage import contacts, members, signals, tokens, users, witness
from hubbub.storage.tokens import BY_NAME, Login


class Opening(Struct, frozen=True):
    """A login, its user's conversations, and those who want to know when they come and go."""

    login: Login
    floors: dict[int, int]
    """The conversations, each with the last entry before the user's membership."""
    watchers: list[int]
    signals: list[CallSignal]
    """What came for them in their calls while they had no connection."""
    commits: int
    """How many commits the database had counted: what is in here has been told once those have."""


def by_token(connection: Connection, token: str, now: int) -> Opening | None:
    """Load what the owner of a token begins with, or return None if the token lets nobody in."""
    login = tokens.find(connection, token, now)
    return None if login is None else _of(connection, login)


def by_name(connection: Connection, name: str) -> Opening | None:
    """Load what somebody known by name alone begins with, or return None if a name is not enough."""
    account = users.account(connection, name)
    if account is None or not account.enters_by_name:
        return None
    return _of(connection, Login(BY_NAME, account.user))


def by_id(connection: Connection, user: int) -> Opening | None:
    """Load what somebody known by id begins with, or return None if a name is not enough for them."""
    known = users.entering_by_name(connection, [user])
    return _of(connection, Login(BY_NAME, users.get(connection, user))) if known else None


def _of(connection: Connection, login: Login) -> Opening:
    user = login.user.id
    return Opening(
        login,
        members.floors(connection, user),
        contacts.watchers(connection, user),
        signals.owed(connection, user),
        witness.commits(connection),
    )
