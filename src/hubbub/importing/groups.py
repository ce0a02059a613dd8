"""Groups, and who is in them."""

from __future__ import annotations

from collections.abc import Iterable

from sqlalchemy import func, insert, select, update

from hubbub.domain.models import Kind, Role
from hubbub.domain.text import name_key
from hubbub.importing.mapping import Mapping
from hubbub.importing.names import title
from hubbub.importing.original import AT_ONCE, Snapshot, line, runs, whole
from hubbub.importing.people import Free, Target, insert_members, pass_over, take_avatar
from hubbub.storage import bulk
from hubbub.storage import tables as t

_ENDS = ("member.left", "member.removed")
MEMBERS = (
    "SELECT m.conversation_id, m.user_id FROM (VALUES ",
    ") AS k CROSS JOIN members m WHERE m.conversation_id = k.column1 AND m.user_id = k.column2",
)


def take_groups(target: Target, snapshot: Snapshot, mapping: Mapping) -> list[int]:
    """Take the groups, which anyone may find and join, as there; return those that are new here."""
    fresh = []
    count, place, ids = target.report.groups, mapping.groups, target.ids
    free = Free(target.connection.scalars(select(t.conversations.c.id)), snapshot.greatest(place, "id"))
    for number, name, owner, image in snapshot.rows(place, ("id", "name", "owner", "image"), ("id",)):
        count.source += 1
        number = whole(number)
        if number is None or number in ids.groups:
            pass_over(count, number)
            continue
        mine = ids.groups[number] = free.take(number)
        fresh.append(number)
        if mine != number:
            count.change(f"group {number} is conversation {mine} here: the id was not free")
        called = title(line(name), f"group {number}")
        if called != line(name):
            count.change(f"group {number}, {line(name)!r}, is called {called!r} here")
        count.taken += 1
        target.connection.execute(
            insert(t.conversations).values(
                id=mine,
                kind=Kind.GROUP,
                public=True,
                name=called,
                name_key=name_key(called),
                topic="",
                avatar=take_avatar(count, number, line(image)),
                owner_id=ids.people.get(whole(owner) or 0),
                head=0,
                created_at=target.now,
                last_at=target.now,
                size=0,
                settings={},
            )
        )
    return fresh


def take_members(target: Target, snapshot: Snapshot, mapping: Mapping, fresh: list[int]) -> None:
    """Take who is in which group. An owner is in the group, and a group that has members has an owner."""
    count, ids = target.report.members, target.ids
    found = snapshot.rows(mapping.members, ("group", "user"), ("group", "user"))
    for run in runs(found, AT_ONCE):
        pairs: dict[tuple[int, int], None] = {}
        for group, user in (map(whole, row) for row in run):
            count.source += 1
            if group not in ids.groups or user not in ids.people:
                reason = (
                    "of a user who is not there" if group in ids.groups else "of a group that is not there"
                )
                count.refuse(reason, f"user {user} in group {group}")
            elif (pair := (ids.groups[group], ids.people[user])) in pairs:
                count.already += 1
            else:
                pairs[pair] = None
        there = set(bulk.select(target.connection, *MEMBERS, list(pairs)))
        count.already += len(there)
        gone = _gone(target, {group for group, _ in pairs}) & (pairs.keys() - there)
        for conversation, person in sorted(gone):
            count.refuse("of a user who has left the group here", f"user {person} in group {conversation}")
        count.taken += len(pairs) - len(there) - len(gone)
        _join(target, (pair for pair in pairs if pair not in there and pair not in gone))
    _see_to_owners(target, fresh)


def _gone(target: Target, groups: set[int]) -> set[tuple[int, int]]:
    """Return who has left these groups, or was removed, since an earlier run: nobody is brought back."""
    c = t.changes.c
    ended = select(c.conversation_id, c.payload).where(c.conversation_id.in_(groups), c.kind.in_(_ENDS))
    return {(row.conversation_id, row.payload["user"]) for row in target.connection.execute(ended)}


def _join(target: Target, pairs: Iterable[tuple[int, int]]) -> None:
    """Put people into groups; what is there already they have not missed."""
    wanted = list(pairs)
    c = t.conversations.c
    heads = {
        row.id: row.head
        for row in target.connection.execute(select(c.id, c.head).where(c.id.in_({g for g, _ in wanted})))
    }
    member = Role.MEMBER.value
    insert_members(target, [(g, user, member, 0, target.now, heads[g]) for g, user in wanted])


def _see_to_owners(target: Target, fresh: list[int]) -> None:
    """Make the owner of each new group a member with that role, or the first member the owner."""
    m, count = t.members.c, target.report.groups
    for number in fresh:
        group = target.ids.groups[number]
        owner = target.connection.execute(
            select(t.conversations.c.owner_id).where(t.conversations.c.id == group)
        ).scalar_one()
        if owner is None:
            owner = target.connection.execute(
                select(func.min(m.user_id)).where(m.conversation_id == group)
            ).scalar_one()
            if owner is None:
                continue
            count.change(f"group {number} has no owner there, user {owner} owns it here")
            target.connection.execute(
                update(t.conversations).where(t.conversations.c.id == group).values(owner_id=owner)
            )
        elif not set(bulk.select(target.connection, *MEMBERS, [(group, owner)])):
            count.change(f"group {number} has its owner, user {owner}, as a member here")
            _join(target, [(group, owner)])
        target.connection.execute(
            update(t.members).where(m.conversation_id == group, m.user_id == owner).values(role=Role.OWNER)
        )
