"""Where the original keeps what: table and column names, and the patterns of Redis keys.

The defaults are those of the original's own ``db.sql`` and Redis scripts. An installation that differs is
found out by the columns its tables have, or described in a TOML file.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final, TypeVar

import msgspec
from msgspec import Struct

from hubbub.errors import BadRequest

Columns = dict[str, dict[str, str]]
"""By table and column: the column's type."""


class Place(Struct, frozen=True, forbid_unknown_fields=True):
    """A table and which of its columns holds what. An empty name: there is no such column."""

    table: str


class Users(Place, frozen=True):
    """People."""

    table: str = "user"
    id: str = "user_id"
    name: str = "user_name"
    image: str = "user_img"


class Groups(Place, frozen=True):
    """Groups, which the original calls blocks."""

    table: str = "block"
    id: str = "block_id"
    name: str = "block_name"
    owner: str = "owner_id"
    image: str = "block_img"


class Contacts(Place, frozen=True):
    """Who has whom as a contact; read both ways."""

    table: str = "user_contacter"
    user: str = "user_id"
    contact: str = "contacter_id"


class Members(Place, frozen=True):
    """Who is in which group."""

    table: str = "block_user"
    group: str = "block_id"
    user: str = "user_id"


class DirectMessages(Place, frozen=True):
    """Messages from one person to another."""

    table: str = "user_contacter_message"
    id: str = "contacter_message_id"
    sender: str = "user_id"
    receiver: str = "contacter_id"
    text: str = "message"
    sent_at: str = "send_time"


class GroupMessages(Place, frozen=True):
    """Messages to a group."""

    table: str = "block_message"
    id: str = "block_message_id"
    sender: str = "user_id"
    group: str = "block_id"
    mentioned: str = "at_user_id"
    text: str = "message"
    sent_at: str = "send_time"


class RedisKeys(Struct, frozen=True, forbid_unknown_fields=True):
    """Patterns of keys: ``{user}`` stands for a user's id, ``*`` for anything."""

    undelivered: str = "offline:offline_message_{user}"
    unconfirmed: str = "temp:*"
    conversations: str = "conversation:chat_room_{user}"
    ignored: tuple[str, ...] = ("message_id", "confirm:*")


class Mapping(Struct, frozen=True, forbid_unknown_fields=True):
    """The whole of it."""

    users: Users = Users()
    groups: Groups = Groups()
    contacts: Contacts = Contacts()
    members: Members = Members()
    direct_messages: DirectMessages = DirectMessages()
    group_messages: GroupMessages = GroupMessages()
    redis: RedisKeys = RedisKeys()

    def lines(self) -> Iterator[str]:
        """Say it in the words of the file that would say it."""
        for name in self.__struct_fields__:
            yield f"[{name}]"
            for key, value in msgspec.structs.asdict(getattr(self, name)).items():
                yield f"{key} = {msgspec.json.encode(value).decode()}"


P = TypeVar("P", bound=Place)

OPTIONAL: Final = {"image", "owner", "mentioned", "sent_at"}
"""What a table may lack."""

_FOREIGN: Final[dict[type[Place], frozenset[str]]] = {
    Contacts: frozenset({"message"}),
    Members: frozenset({"message", "block_name"}),
    DirectMessages: frozenset({"block_id"}),
}
"""Columns that show that a table is another than it looks."""

# The names that messages have on the wire: what a table that is not the known one most likely calls them.
_GUESSES: Final[dict[type[Place], tuple[Place, ...]]] = {
    DirectMessages: (DirectMessages(id="message_id", sender="from_user_id", receiver="to_user_id"),),
    GroupMessages: (GroupMessages(id="message_id", sender="from_user_id"),),
}


def read(file: Path) -> tuple[Mapping, frozenset[str]]:
    """Return what a TOML file says, and which of its sections it has. Raises BadRequest."""
    try:
        told = msgspec.toml.decode(file.read_bytes())
        return msgspec.convert(told, Mapping), frozenset(told)
    except (msgspec.DecodeError, msgspec.ValidationError) as error:
        raise BadRequest(f"mapping: {file}: {error}") from None


def settle(told: Mapping, sections: frozenset[str], there: Columns) -> Mapping:
    """Return the mapping that fits the tables that are there. Raises BadRequest naming what does not."""
    settled: dict[str, Any] = {
        name: _settle(getattr(told, name), name, name in sections, there)
        for name in told.__struct_fields__
        if name != "redis"
    }
    return msgspec.structs.replace(told, **settled)


def _settle(place: P, section: str, told: bool, there: Columns) -> P:
    if (missing := _missing(place, there)) and told:
        raise BadRequest(f"mapping: [{section}] {place.table} lacks {', '.join(missing)}")
    if missing:
        place = _find(place, section, there)
    known = there[place.table]
    absent = {
        name: "" for name in OPTIONAL & set(place.__struct_fields__) if getattr(place, name) not in known
    }
    return msgspec.structs.replace(place, **absent)


def _find(place: P, section: str, there: Columns) -> P:
    """Find the one table that has the columns."""
    guesses: tuple[Place, ...] = (place, *_GUESSES.get(type(place), ()))
    foreign = _FOREIGN.get(type(place), frozenset())
    found = [
        each
        for guess in guesses
        for table, columns in there.items()
        if not _missing(each := msgspec.structs.replace(guess, table=table), there)
        and not foreign & set(columns)
    ]
    if len(found) == 1:
        return found[0]  # type: ignore[return-value]
    what = f"fits {', '.join(each.table for each in found)} alike" if found else "fits no table"
    raise BadRequest(f"mapping: [{section}] {what}: say which table and columns it is, with --mapping")


def _missing(place: Place, there: Columns) -> list[str]:
    """Return the needed columns that a table lacks, or its name if there is none."""
    if place.table not in there:
        return [f"table {place.table}"]
    names = (name for name in place.__struct_fields__ if name != "table" and name not in OPTIONAL)
    return [column for name in names if (column := getattr(place, name)) not in there[place.table]]
