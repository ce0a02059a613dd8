"""What connections begin with, for many in one go: whose they are, what those are in, who watches them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import Any, Final

from msgspec import Struct
from sqlalchemy import Connection

from hubbub.domain.events import CallSignal
from hubbub.domain.models import User, UserKind
from hubbub.domain.text import name_key
from hubbub.storage import bulk, signals, tokens, witness
from hubbub.storage.tokens import BY_NAME, Login

MOST_AT_ONCE: Final = 64
"""Read in one transaction."""


class ByToken(Struct, frozen=True):
    """Somebody who shows a token. ``now`` is when, in milliseconds."""

    token: str
    now: int


class ByName(Struct, frozen=True):
    """Somebody who says a name."""

    name: str


class ById(Struct, frozen=True):
    """Somebody whose name was said before."""

    user: int


Claim = ByToken | ByName | ById
"""How somebody says who they are. A name or an id alone is enough only for who has no password."""


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


_PUBLIC = "u.id, u.name, u.display_name, u.avatar, u.kind"
_BY_TOKEN = (
    f"SELECT k.column3, t.id, {_PUBLIC} FROM (VALUES ",
    ") AS k CROSS JOIN tokens t CROSS JOIN users u WHERE t.hash = k.column1 AND t.expires_at > k.column2"
    " AND u.id = t.user_id AND u.deactivated_at IS NULL",
)
_BY_NAME_ALONE = " AND u.deactivated_at IS NULL AND u.password_hash IS NULL AND u.kind = 'person'"
_NAMED = (
    f"SELECT k.column2, {BY_NAME}, {_PUBLIC} FROM (VALUES ",
    f") AS k CROSS JOIN users u WHERE u.name_key = k.column1{_BY_NAME_ALONE}",
)
_NUMBERED = (
    f"SELECT k.column2, {BY_NAME}, {_PUBLIC} FROM (VALUES ",
    f") AS k CROSS JOIN users u WHERE u.id = k.column1{_BY_NAME_ALONE}",
)
_FLOORS = (
    "SELECT k.column1, m.conversation_id, m.joined_seq FROM (VALUES ",
    ") AS k CROSS JOIN members m WHERE m.user_id = k.column1",
)
_WATCHERS = (
    "SELECT k.column1, c.user_id FROM (VALUES ",
    ") AS k CROSS JOIN contacts c WHERE c.contact_id = k.column1",
)


def load(connection: Connection, claims: Sequence[Claim]) -> list[Opening | None]:
    """Load what each begins with, in their order; None for a claim that lets nobody in."""
    logins = _logins(connection, claims)
    users = list({login.user.id for login in logins.values()})
    floors: dict[int, dict[int, int]] = defaultdict(dict)
    for user, conversation, floor in _of_users(connection, _FLOORS, users):
        floors[user][conversation] = floor
    watchers: dict[int, list[int]] = defaultdict(list)
    for user, watcher in _of_users(connection, _WATCHERS, users):
        watchers[user].append(watcher)
    signalled = signals.owed(connection, users)
    commits = witness.commits(connection)
    return [
        Opening(
            login,
            dict(floors[login.user.id]),
            list(watchers[login.user.id]),
            signalled.get(login.user.id, []),
            commits,
        )
        if (login := logins.get(place)) is not None
        else None
        for place in range(len(claims))
    ]


def _logins(connection: Connection, claims: Sequence[Claim]) -> dict[int, Login]:
    """Return who the claims let in, by their place among them."""
    shown: list[bulk.Row] = []
    named: list[bulk.Row] = []
    numbered: list[bulk.Row] = []
    for place, claim in enumerate(claims):
        match claim:
            case ByToken(token, now):
                shown.append((tokens.hash_of(token), now, place))
            case ByName(name):
                named.append((name_key(name), place))
            case ById(user):
                numbered.append((user, place))
    found: list[bulk.Row] = []
    for question, keys in ((_BY_TOKEN, shown), (_NAMED, named), (_NUMBERED, numbered)):
        if keys:
            found += bulk.gather(connection, *question, keys)
    return {place: Login(token_id, _user(*public)) for place, token_id, *public in found}


def _user(user: int, name: str, display_name: str, avatar: str | None, kind: str) -> User:
    return User(user, name, display_name, avatar, UserKind(kind))


def _of_users(connection: Connection, question: tuple[str, str], users: Iterable[int]) -> list[Any]:
    return bulk.gather(connection, *question, [(user,) for user in users])
