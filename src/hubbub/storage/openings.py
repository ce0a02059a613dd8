"""What a connection begins with, read in one go: is its login alive, and what is it in."""

from __future__ import annotations

from msgspec import Struct
from sqlalchemy import Connection

from hubbub.storage import contacts, members, tokens, users
from hubbub.storage.tokens import BY_NAME, Login


class Opening(Struct, frozen=True):
    """The conversations of a connection's user, and those who want to know when they come and go."""

    conversations: list[int]
    watchers: list[int]


def load(connection: Connection, login: Login, now: int) -> Opening | None:
    """Load what a connection begins with, or return None if its login has ended meanwhile."""
    user = login.user.id
    if login.token_id == BY_NAME:
        if not users.entering_by_name(connection, [user]):
            return None
    elif not tokens.is_alive(connection, login.token_id, now):
        return None
    return Opening(members.conversations_of(connection, user), contacts.watchers(connection, user))
