"""Membership: who is in a conversation, with what role, and how far they have read."""

from __future__ import annotations

from typing import Any

from msgspec import Struct
from sqlalchemy import Connection, bindparam, delete, func, insert, select, update

from hubbub.domain.events import ConversationAdded, MemberJoined, MemberRole
from hubbub.domain.log import Notice
from hubbub.domain.models import Kind, Member, Preferences, Role
from hubbub.domain.policy import may_invite, sees_all_history
from hubbub.errors import Conflict, NotFound
from hubbub.storage import bulk, calls, summaries, users
from hubbub.storage import tables as t
from hubbub.storage.transaction import Transaction

_CONVERSATIONS_OF = select(t.members.c.conversation_id).where(t.members.c.user_id == bindparam("user"))


class Place(Struct, frozen=True):
    """Someone's place in a conversation: what every access begins with."""

    conversation: int
    user: int
    kind: Kind
    public: bool
    role: Role
    joined_seq: int
    read_seq: int
    head: int
    size: int


def no_such() -> NotFound:
    """Return the one answer for a conversation that does not exist or is not for you."""
    return NotFound("conversation: there is none of this id for you")


def access(connection: Connection, conversation: int, user: int) -> Place:
    """Load a conversation through its member. Raises NotFound for everyone else."""
    m, c = t.members.c, t.conversations.c
    row = connection.execute(
        select(c.kind, c.public, m.role, m.joined_seq, m.read_seq, c.head, c.size)
        .join_from(t.members, t.conversations, c.id == m.conversation_id)
        .where(m.conversation_id == conversation, m.user_id == user)
    ).one_or_none()
    if row is None:
        raise no_such()
    return Place(
        conversation,
        user,
        Kind(row.kind),
        row.public,
        Role(row.role),
        row.joined_seq,
        row.read_seq,
        row.head,
        row.size,
    )


def access_other(connection: Connection, conversation: int, user: int) -> Place:
    """Load somebody else's place, for one who has theirs already. Raises NotFound naming ``user``."""
    try:
        return access(connection, conversation, user)
    except NotFound:
        raise NotFound(f"user: {user} is not a member") from None


def is_member(connection: Connection, conversation: int, user: int) -> bool:
    """Say whether someone is a member."""
    query = select(func.count()).where(
        t.members.c.conversation_id == conversation, t.members.c.user_id == user
    )
    return bool(connection.execute(query).scalar_one())


def conversations_of(connection: Connection, user: int) -> list[int]:
    """Return the ids of the conversations someone is in."""
    return list(connection.scalars(_CONVERSATIONS_OF, {"user": user}))


def insert_row(
    tx: Transaction, conversation: int, user: int, role: Role, *, joined_seq: int, read_seq: int
) -> None:
    """Put someone into a conversation, saying nothing to anyone."""
    tx.connection.execute(
        insert(t.members).values(
            conversation_id=conversation,
            user_id=user,
            role=role,
            joined_seq=joined_seq,
            joined_at=tx.now,
            read_seq=read_seq,
        )
    )
    _resize(tx, conversation, 1)


def insert_founders(tx: Transaction, conversation: int, owner: int, others: list[int]) -> None:
    """Put the first members into a new conversation, all at once; its creation is all they have read."""
    roles = [(owner, Role.OWNER), *((user, Role.MEMBER) for user in others)]
    rows = [(conversation, user, role.value, 0, tx.now, 1) for user, role in roles]
    bulk.insert(
        tx.connection,
        t.members,
        ("conversation_id", "user_id", "role", "joined_seq", "joined_at", "read_seq"),
        rows,
    )
    _resize(tx, conversation, len(rows))


def join(tx: Transaction, conversation: int, kind: Kind, user: int, *, by: int) -> int:
    """Make someone a member and tell everybody. Raises Conflict if they are one, NotFound for nobody."""
    users.check_active(tx.connection, [user])
    if is_member(tx.connection, conversation, user):
        raise Conflict("user: already a member")
    mark = tx.mark
    seq = tx.change(MemberJoined, conversation, by, {"user": user})
    joined = 0 if sees_all_history(kind) else seq - 1
    insert_row(tx, conversation, user, Role.MEMBER, joined_seq=joined, read_seq=seq)
    if kind is not Kind.LOBBY and _owner(tx.connection, conversation) is None:  # nobody was left to own it
        set_role(tx, conversation, user, Role.OWNER, by=by)
    tell_newcomers(tx, conversation, [[user]], mark, joined)
    return seq


def enter_lobby(tx: Transaction, lobby: int, user: int) -> None:
    """Put a new account into the lobby; its log is not told, or it would hold little else."""
    head = tx.connection.execute(
        select(t.conversations.c.head).where(t.conversations.c.id == lobby)
    ).scalar_one()
    insert_row(tx, lobby, user, Role.MEMBER, joined_seq=0, read_seq=head)


def tell_newcomers(
    tx: Transaction, conversation: int, newcomers: list[list[int]], mark: int, floor: int = 0
) -> None:
    """Tell people what they are in now, so that they hear what has happened since the mark: how they came in.

    It looks the same to all who have just come in one role, which is what each list holds.
    """
    notices = []
    for alike in filter(None, newcomers):
        added = ConversationAdded(summaries.get(tx.connection, conversation, alike[0]))
        notices += [Notice(user, added, floor) for user in alike]
    tx.tell_at(mark, notices)


def take_out(tx: Transaction, kind: type[Any], place: Place, *, by: int) -> int:
    """Let someone leave or be removed: the change is the last entry of their membership."""
    calls.end_part(tx, place.conversation, place.user, by=by, members=place.size - 1)
    seq = tx.change(kind, place.conversation, by, {"user": place.user})
    tx.connection.execute(
        delete(t.members).where(
            t.members.c.conversation_id == place.conversation, t.members.c.user_id == place.user
        )
    )
    tx.connection.execute(
        delete(t.mentions).where(
            t.mentions.c.conversation_id == place.conversation, t.mentions.c.user_id == place.user
        )
    )
    _end_invitations(tx, place.conversation, place.user)
    _resize(tx, place.conversation, -1)
    if place.role is Role.OWNER:
        _find_heir(tx, place.conversation, by)
    return seq


def set_role(tx: Transaction, conversation: int, user: int, role: Role, *, by: int) -> int:
    """Give a member a role and tell everybody; the owner is also written on the conversation."""
    seq = tx.change(MemberRole, conversation, by, {"user": user, "role": role})
    tx.connection.execute(
        update(t.members)
        .where(t.members.c.conversation_id == conversation, t.members.c.user_id == user)
        .values(role=role)
    )
    if role is Role.OWNER:
        tx.connection.execute(
            update(t.conversations).where(t.conversations.c.id == conversation).values(owner_id=user)
        )
    place = access(tx.connection, conversation, user)
    if not may_invite(place.role, place.kind, public=place.public):
        _end_invitations(tx, conversation, user)
    return seq


def read(tx: Transaction, place: Place, seq: int) -> int:
    """Raise someone's read cursor (it never falls, nor passes the head) and return it."""
    wanted = min(seq, place.head)
    if wanted <= place.read_seq:
        return place.read_seq
    tx.connection.execute(
        update(t.members)
        .where(t.members.c.conversation_id == place.conversation, t.members.c.user_id == place.user)
        .values(read_seq=wanted)
    )
    return wanted


def prefer(tx: Transaction, place: Place, values: dict[str, bool]) -> Preferences:
    """Change how someone keeps a conversation, and return how they keep it now."""
    m = t.members.c
    row = tx.connection.execute(
        update(t.members)
        .where(m.conversation_id == place.conversation, m.user_id == place.user)
        .values(**values)
        .returning(m.muted, m.pinned, m.archived)
    ).one()
    return Preferences(*row)


def seen_by(connection: Connection, conversation: int, seq: int, limit: int) -> list[int]:
    """Return the members who have read as far as ``seq`` and may see it."""
    return list(
        connection.scalars(
            select(t.members.c.user_id)
            .where(
                t.members.c.conversation_id == conversation,
                t.members.c.read_seq >= seq,
                t.members.c.joined_seq < seq,
            )
            .order_by(t.members.c.user_id)
            .limit(limit)
        )
    )


def list_of(connection: Connection, conversation: int, after: int, limit: int) -> list[Member]:
    """Return members by user id, at most ``limit`` after the user ``after``."""
    rows = connection.execute(
        select(t.members.c.role, t.members.c.joined_seq, t.users)
        .join(t.users, t.users.c.id == t.members.c.user_id)
        .where(t.members.c.conversation_id == conversation, t.members.c.user_id > after)
        .order_by(t.members.c.user_id)
        .limit(limit)
    )
    return [Member(users.from_row(row), Role(row.role), row.joined_seq) for row in rows]


def _find_heir(tx: Transaction, conversation: int, by: int) -> None:
    """A room without an owner goes to its senior moderator, or else its senior member, or nobody.

    Disabled accounts do not count: nobody could do anything in their room.
    """
    heir = tx.connection.execute(
        select(t.members.c.user_id)
        .join(t.users, t.users.c.id == t.members.c.user_id)
        .where(t.members.c.conversation_id == conversation, t.users.c.deactivated_at.is_(None))
        .order_by((t.members.c.role == Role.MODERATOR).desc(), t.members.c.joined_at, t.members.c.user_id)
        .limit(1)
    ).scalar_one_or_none()
    if heir is not None:
        set_role(tx, conversation, heir, Role.OWNER, by=by)
    else:
        tx.connection.execute(
            update(t.conversations).where(t.conversations.c.id == conversation).values(owner_id=None)
        )


def _end_invitations(tx: Transaction, conversation: int, inviter: int) -> None:
    """End for good what somebody has invited with who may no longer: it does not come back when they do."""
    i = t.conversation_invites.c
    tx.connection.execute(
        delete(t.conversation_invites).where(i.conversation_id == conversation, i.inviter_id == inviter)
    )


def _owner(connection: Connection, conversation: int) -> int | None:
    query = select(t.conversations.c.owner_id).where(t.conversations.c.id == conversation)
    owner: int | None = connection.execute(query).scalar_one()
    return owner


def _resize(tx: Transaction, conversation: int, by: int) -> None:
    tx.connection.execute(
        update(t.conversations)
        .where(t.conversations.c.id == conversation)
        .values(size=t.conversations.c.size + by)
    )
