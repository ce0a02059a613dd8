"""Conversations: making them, finding them, changing what they are called."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Connection, Exists, insert, literal, or_, select, update

from hubbub.domain import text as texts
from hubbub.domain.events import ConversationAdded, ConversationCreated
from hubbub.domain.ids import LOBBY, SYSTEM
from hubbub.domain.models import Kind, Listing, Role
from hubbub.storage import members, summaries, users
from hubbub.storage import tables as t
from hubbub.storage.transaction import Transaction


def find_direct(connection: Connection, one: int, other: int) -> int | None:
    """Return the direct conversation of two users, if they have one."""
    low, high = sorted((one, other))
    found = connection.execute(
        select(t.directs.c.conversation_id).where(t.directs.c.low_id == low, t.directs.c.high_id == high)
    ).scalar_one_or_none()
    return None if found is None else int(found)


def direct(tx: Transaction, one: int, other: int) -> int:
    """Return the direct conversation of two users, made if needed. Raises NotFound for nobody."""
    found = find_direct(tx.connection, one, other)
    if found is not None:
        return found
    low, high = sorted((one, other))
    users.check_active(tx.connection, {one, other})
    conversation = _insert(tx, Kind.DIRECT, name="", topic="", owner=None, public=False)
    tx.connection.execute(insert(t.directs).values(low_id=low, high_id=high, conversation_id=conversation))
    for user in sorted({low, high}):
        members.insert_row(tx, conversation, user, Role.MEMBER, joined_seq=0, read_seq=0)
    for user in sorted({low, high}):
        tx.tell(user, ConversationAdded(summaries.get(tx.connection, conversation, user)))
    return conversation


def create(
    tx: Transaction, kind: Kind, *, name: str, topic: str, owner: int, members_: list[int], public: bool
) -> int:
    """Make a group or channel with its first members and return its id. Raises NotFound for nobody."""
    people = list(dict.fromkeys(user for user in members_ if user != owner))
    users.check_active(tx.connection, people)
    conversation = _insert(tx, kind, name=name, topic=topic, owner=owner, public=public)
    mark = tx.mark
    tx.change(ConversationCreated, conversation, owner, {"name": name})
    members.insert_founders(tx, conversation, owner, people)
    members.tell_newcomers(tx, conversation, [[owner], people], mark)
    return conversation


def _insert(tx: Transaction, kind: Kind, *, name: str, topic: str, owner: int | None, public: bool) -> int:
    return int(
        tx.connection.execute(
            insert(t.conversations)
            .values(
                kind=kind,
                public=public,
                name=name,
                name_key=texts.name_key(name),
                topic=topic,
                owner_id=owner,
                head=0,
                created_at=tx.now,
                last_at=tx.now,
                size=0,
                settings={},
            )
            .returning(t.conversations.c.id)
        ).scalar_one()
    )


def change(tx: Transaction, conversation: int, values: dict[str, Any]) -> None:
    """Change what a conversation is called or about."""
    if "name" in values:
        values = {**values, "name_key": texts.name_key(values["name"])}
    tx.connection.execute(
        update(t.conversations).where(t.conversations.c.id == conversation).values(**values)
    )


def known_kind(connection: Connection, conversation: int, user: int) -> Kind:
    """Return the kind of a conversation that is public or the user's own. Raises NotFound for any other."""
    c = t.conversations.c
    kind = connection.execute(
        select(c.kind).where(c.id == conversation, or_(c.public, _joined(user)))
    ).scalar_one_or_none()
    if kind is None:
        raise members.no_such()
    return Kind(kind)


def search(connection: Connection, user: int, query: str, limit: int) -> list[Listing]:
    """Return public groups and channels whose name holds the query, those that begin with it first."""
    key, c = texts.name_key(query), t.conversations.c
    rows = connection.execute(
        select(c.id, c.kind, c.name, c.topic, c.avatar, c.size, _joined(user).label("joined"))
        .where(c.public, c.kind.in_([Kind.GROUP, Kind.CHANNEL]), c.name_key.contains(key, autoescape=True))
        .order_by(c.name_key.startswith(key, autoescape=True).desc(), c.size.desc(), c.id)
        .limit(limit)
    )
    return [_listing(row) for row in rows]


def listing(connection: Connection, conversation: int, user: int | None) -> Listing:
    """Return a conversation as somebody may see it who is invited to it, perhaps before they are anybody."""
    c = t.conversations.c
    joined = literal(False) if user is None else _joined(user)
    row = connection.execute(
        select(c.id, c.kind, c.name, c.topic, c.avatar, c.size, joined.label("joined")).where(
            c.id == conversation
        )
    ).one()
    return _listing(row)


def _listing(row: Any) -> Listing:
    return Listing(row.id, Kind(row.kind), row.name, row.topic, row.avatar, row.size, bool(row.joined))


def _joined(user: int) -> Exists:
    """Say in SQL whether someone is a member of the conversation at hand."""
    return (
        select(t.members.c.user_id)
        .where(t.members.c.conversation_id == t.conversations.c.id, t.members.c.user_id == user)
        .exists()
    )


def found(tx: Transaction) -> None:
    """Make what every server begins with: the system and the lobby."""
    tx.connection.execute(
        insert(t.users).values(
            id=SYSTEM,
            name="system",
            name_key="system",
            display_name="Hubbub",
            kind="system",
            created_at=tx.now,
        )
    )
    tx.connection.execute(
        insert(t.conversations).values(
            id=LOBBY,
            kind=Kind.LOBBY,
            public=True,
            name="Lobby",
            name_key="lobby",
            topic="",
            head=0,
            created_at=tx.now,
            last_at=tx.now,
            size=0,
            settings={},
        )
    )
