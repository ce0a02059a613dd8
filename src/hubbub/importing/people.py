"""People, and whom they have at hand; and where all of it is taken to."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Final

import msgspec
from msgspec import Struct
from sqlalchemy import Connection, delete, insert, select, update

from hubbub.domain.ids import LOBBY, MAX_ID
from hubbub.domain.models import Role, UserKind
from hubbub.domain.text import name_key
from hubbub.errors import BadRequest
from hubbub.importing.mapping import Mapping
from hubbub.importing.names import Names
from hubbub.importing.original import AT_ONCE, Snapshot, line, runs, whole
from hubbub.importing.report import Count, Report
from hubbub.services.users import check_avatar
from hubbub.storage import bulk, classic
from hubbub.storage import tables as t
from hubbub.storage.transaction import Transaction

MEMBER_COLUMNS: Final = ("conversation_id", "user_id", "role", "joined_seq", "joined_at", "read_seq")


class Ids(Struct):
    """Who and what of the original is who and what here, over all runs."""

    people: dict[int, int]
    groups: dict[int, int]


class Target(Struct):
    """The database that takes, inside its one transaction."""

    connection: Connection
    source: str
    now: int
    report: Report
    ids: Ids


def load_ids(connection: Connection, source: str) -> Ids:
    """Return what earlier runs took from this source."""
    kept = connection.execute(
        select(t.facts.c.value).where(t.facts.c.name == _fact(source))
    ).scalar_one_or_none()
    return Ids({}, {}) if kept is None else msgspec.json.decode(kept, type=Ids)


def keep_house(target: Target) -> None:
    """Let the original's first person and first group, which everybody meets there, be met here too."""
    welcomer, group = target.ids.people.get(1), target.ids.groups.get(1)
    if welcomer is not None and group is not None and classic.house(target.connection) is None:
        tx = Transaction(target.connection, target.now)
        classic.found_house(tx, classic.House(welcomer, group))


def keep_ids(target: Target) -> None:
    """Remember what was taken, for later runs."""
    target.connection.execute(delete(t.facts).where(t.facts.c.name == _fact(target.source)))
    value = msgspec.json.encode(target.ids).decode()
    target.connection.execute(insert(t.facts).values(name=_fact(target.source), value=value))


def _fact(source: str) -> str:
    return f"import:{source}"


class Free:
    """Ids: a thing keeps its own where nobody here has it, or else gets one past them all."""

    def __init__(self, taken: Iterable[int], past: int) -> None:
        self._taken = set(taken)
        self._last = max(past if past <= MAX_ID // 2 else 0, 0, *self._taken)

    def take(self, wanted: int) -> int:
        """Return the id that something gets which had another there."""
        if not 1 <= wanted <= MAX_ID // 2 or wanted in self._taken:
            self._last += 1
            wanted = self._last
        self._taken.add(wanted)
        return wanted


def take_users(target: Target, snapshot: Snapshot, mapping: Mapping) -> None:
    """Take the people, in the order of their ids: who comes first keeps the name."""
    count, place = target.report.users, mapping.users
    free = Free(target.connection.scalars(select(t.users.c.id)), snapshot.greatest(place, "id"))
    names = Names(target.connection.scalars(select(t.users.c.name_key)))
    for run in runs(snapshot.rows(place, ("id", "name", "image"), ("id",)), AT_ONCE):
        rows = []
        for number, name, image in run:
            count.source += 1
            number = whole(number)
            if number is None or number in target.ids.people:
                pass_over(count, number)
                continue
            mine = target.ids.people[number] = free.take(number)
            called, avatar = _name(count, names, number, line(name)), take_avatar(count, number, line(image))
            if mine != number:
                count.change(f"user {number} is user {mine} here: the id was not free")
            count.taken += 1
            rows.append((mine, called, name_key(called), called, avatar, UserKind.PERSON.value, target.now))
        columns = ("id", "name", "name_key", "display_name", "avatar", "kind", "created_at")
        bulk.insert(target.connection, t.users, columns, rows)
        _enter_lobby(target, [row[0] for row in rows])


def pass_over(count: Count, number: int | None) -> None:
    """Count what is here already, or has no id."""
    if number is None:
        count.refuse("its id is none")
    else:
        count.already += 1


def _name(count: Count, names: Names, number: int, name: str) -> str:
    called = names.take(name, f"user {number}")
    if called != name:
        count.change(f"user {number}, {name!r}, is called {called!r} here")
    return called


def take_avatar(count: Count, number: int, image: str) -> str | None:
    """Return the address of a picture, or None if it is none."""
    try:
        return check_avatar(image or None)
    except BadRequest:
        count.change(f"{number} has no picture here: {image[:80]!r} is no address of one")
        return None


def _enter_lobby(target: Target, users: list[int]) -> None:
    """Put new people into the lobby, which everyone is in, with nothing of it unread."""
    head = target.connection.execute(
        select(t.conversations.c.head).where(t.conversations.c.id == LOBBY)
    ).scalar_one()
    insert_members(target, [(LOBBY, user, Role.MEMBER.value, 0, target.now, head) for user in users])


def insert_members(target: Target, rows: list[tuple[int, int, str, int, int, int]]) -> None:
    """Put people into conversations, by rows of MEMBER_COLUMNS."""
    bulk.insert(target.connection, t.members, MEMBER_COLUMNS, rows)
    sizes: dict[int, int] = {}
    for row in rows:
        sizes[row[0]] = sizes.get(row[0], 0) + 1
    for conversation, more in sizes.items():
        target.connection.execute(
            update(t.conversations)
            .where(t.conversations.c.id == conversation)
            .values(size=t.conversations.c.size + more)
        )


def take_contacts(target: Target, snapshot: Snapshot, mapping: Mapping) -> None:
    """Take who has whom at hand, both ways: the original reads the relation so."""
    count, people = target.report.contacts, target.ids.people
    for run in runs(snapshot.rows(mapping.contacts, ("user", "contact"), ("user", "contact")), AT_ONCE):
        pairs: dict[tuple[int, int], None] = {}
        for user, contact in (map(whole, row) for row in run):
            count.source += 1
            if user not in people or contact not in people:
                count.refuse("of a user who is not there", f"{user} and {contact}")
            elif user == contact:
                count.refuse("nobody is their own contact")
            elif (people[user], people[contact]) in pairs or (people[contact], people[user]) in pairs:
                count.already += 1
            else:
                pairs[people[user], people[contact]] = None
        both = [pair for one, other in pairs for pair in ((one, other), (other, one))]
        there = set(bulk.select(target.connection, *_CONTACTS, both))
        for one, other in pairs:
            if {(one, other), (other, one)} <= there:
                count.already += 1
            else:
                count.taken += 1
        rows = [(*pair, target.now) for pair in both if pair not in there]
        bulk.insert(target.connection, t.contacts, ("user_id", "contact_id", "added_at"), rows)


_CONTACTS = (
    "SELECT c.user_id, c.contact_id FROM (VALUES ",
    ") AS k CROSS JOIN contacts c WHERE c.user_id = k.column1 AND c.contact_id = k.column2",
)


def peers(
    target: Target, listed: Iterator[tuple[int, int, int | None]]
) -> Iterator[tuple[int, int, int | None]]:
    """Give the pairs of people here whose conversation somebody's list shows, and since when."""
    count, people = target.report.listed, target.ids.people
    for user, peer, at in listed:
        if user in people and peer in people:
            yield people[user], people[peer], at
        else:
            count.refuse("of a user who is not there", f"{user} and {peer}")
