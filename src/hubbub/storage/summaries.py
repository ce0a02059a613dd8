"""Conversations as their members see them: the snapshot of `sync`, with counts that are exact (R8).

Unread is derived, never kept: other people's undeleted messages past one's read cursor. It is everything past
the cursor less what does not count, of which there is little: ten messages behind or a million, it costs the
same. All is read for many members at once, and what they share, such as the latest message, once.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import msgspec
from msgspec import UNSET, Struct
from sqlalchemy import Connection

from hubbub.domain.ids import MAX_ID
from hubbub.domain.models import Kind, Message, Role, Summary, User, UserKind
from hubbub.domain.times import rfc3339
from hubbub.errors import NotFound
from hubbub.storage import bulk, messages

Range = tuple[int, int, int]
"""A user, and the conversations asked of: from the second to the third, both included."""


class Standing(Struct, frozen=True, array_like=True):
    """How a member stands in a conversation: what a summary is made of, before anything is counted."""

    user: int
    id: int
    kind: Kind
    name: str
    topic: str
    avatar: str | None
    owner: int | None
    public: bool
    head: int
    last_at: int
    members: int
    joined: int
    read: int
    muted: bool
    pinned: bool
    archived: bool
    role: Role


_MINE = (
    "SELECT m.user_id, c.id, c.kind, c.name, c.topic, c.avatar, c.owner_id, c.public, c.head, c.last_at,"
    " c.size, m.joined_seq, m.read_seq, m.muted, m.pinned, m.archived, m.role FROM (VALUES ",
    ") AS k CROSS JOIN members m CROSS JOIN conversations c"
    " WHERE m.user_id = k.column1 AND m.conversation_id >= k.column2 AND m.conversation_id <= k.column3"
    " AND c.id = m.conversation_id",
)
_SIZES = (
    "SELECT k.column1, (SELECT count(*) FROM members m WHERE m.user_id = k.column1) FROM (VALUES ",
    ") AS k WHERE k.column1 IS NOT NULL",
)
_DELETED_BY_OTHERS = (
    " - (SELECT count(*) FROM messages x WHERE x.conversation_id = k.column1 AND x.seq > k.column3"
    " AND x.deleted_at IS NOT NULL AND x.sender_id <> k.column2)"
)
# Every seq is a message or a change: all past the cursor, less changes, one's own, and what others deleted.
_UNREAD = (
    "(SELECT c.head FROM conversations c WHERE c.id = k.column1) - k.column3"
    " - (SELECT count(*) FROM changes x WHERE x.conversation_id = k.column1 AND x.seq > k.column3)"
    " - (SELECT count(*) FROM messages x WHERE x.conversation_id = k.column1 AND x.sender_id = k.column2"
    f" AND x.seq > k.column3){_DELETED_BY_OTHERS}"
)
_COUNTS = (
    f"SELECT k.column1, k.column2, {_UNREAD},"
    " (SELECT count(*) FROM mentions n WHERE n.user_id = k.column2 AND n.conversation_id = k.column1"
    " AND n.seq > k.column3) FROM (VALUES ",
    ") AS k WHERE k.column1 IS NOT NULL",
)
_LATEST = (
    f"SELECT {messages.COLUMNS} FROM (VALUES ",
    ") AS k CROSS JOIN messages m WHERE m.conversation_id = k.column1 AND m.seq ="
    " (SELECT max(x.seq) FROM messages x WHERE x.conversation_id = k.column1)",
)
# The other person of a direct conversation; of one with oneself, oneself.
_PEERS = (
    "SELECT d.conversation_id, k.column2, u.id, u.name, u.display_name, u.avatar, u.kind FROM (VALUES ",
    ") AS k CROSS JOIN directs d CROSS JOIN users u WHERE d.conversation_id = k.column1"
    " AND u.id = CASE d.low_id WHEN k.column2 THEN d.high_id ELSE d.low_id END",
)


def standings(connection: Connection, ranges: Sequence[Range]) -> dict[int, list[Standing]]:
    """Return how people stand in their conversations, for each person latest activity first.

    Each person is asked for once; who is in none of their range has an empty list.
    """
    found: dict[int, list[Standing]] = {user: [] for user, _, _ in ranges}
    rows = bulk.gather(connection, *_MINE, ranges)
    for standing in msgspec.convert(rows, list[Standing], strict=False):
        found[standing.user].append(standing)
    for each in found.values():
        each.sort(key=lambda standing: (standing.last_at, standing.id), reverse=True)
    return found


def sizes(connection: Connection, users: Iterable[int]) -> dict[int, int]:
    """Return how many conversations people are in."""
    return dict(bulk.gather(connection, *_SIZES, [(user,) for user in users]))


def summarise(connection: Connection, standings: Sequence[Standing]) -> list[Summary]:
    """Return what the members of these conversations see, in the same order."""
    counts = _counts(connection, standings)
    latest = _latest_messages(connection, {s.id for s in standings if s.head > s.joined})
    peers = _peers(connection, [(s.id, s.user) for s in standings if s.kind is Kind.DIRECT])
    return [
        _summary(s, *counts.get((s.id, s.user), (0, 0)), latest.get(s.id), peers.get((s.id, s.user)))
        for s in standings
    ]


def list_of(connection: Connection, user: int) -> list[Summary]:
    """Return all of a user's conversations, latest activity first."""
    return summarise(connection, standings(connection, [(user, 0, MAX_ID)])[user])


def get(connection: Connection, conversation: int, user: int) -> Summary:
    """Return one conversation as a member sees it. Raises NotFound for everyone else."""
    found = standings(connection, [(user, conversation, conversation)])[user]
    if not found:
        raise NotFound("conversation: there is none of this id for you")
    return summarise(connection, found)[0]


def unread(connection: Connection, conversation: int, user: int, read: int) -> int:
    """Count other people's undeleted messages past a cursor."""
    [(_, _, count, _)] = bulk.gather(connection, *_COUNTS, [(conversation, user, read)])
    return int(count)


def _summary(s: Standing, unread_: int, mentioned: int, last: Message | None, peer: User | None) -> Summary:
    return Summary(
        id=s.id,
        kind=s.kind,
        name=s.name if peer is None else peer.display_name,
        topic=s.topic,
        avatar=s.avatar if peer is None else peer.avatar,
        owner=s.owner,
        role=s.role,
        public=s.public,
        head=s.head,
        read=s.read,
        unread=unread_,
        mentions=mentioned,
        muted=s.muted,
        pinned=s.pinned,
        archived=s.archived,
        last_at=rfc3339(s.last_at),
        last_message=None if last is None or last.seq <= s.joined else last,
        members=s.members,
        peer=UNSET if peer is None else peer,
    )


def _counts(connection: Connection, standings: Sequence[Standing]) -> dict[tuple[int, int], tuple[int, int]]:
    """Return unread and mentions by conversation and member, of those who are behind."""
    behind = [(s.id, s.user, s.read) for s in standings if s.head > s.read]
    return {(room, user): (n, named) for room, user, n, named in bulk.gather(connection, *_COUNTS, behind)}


def _latest_messages(connection: Connection, conversations: Iterable[int]) -> dict[int, Message]:
    """Return the newest message of each conversation: shared by all members who may see it."""
    keys = [(conversation,) for conversation in conversations]
    latest = (messages.of(*row) for row in bulk.gather(connection, *_LATEST, keys))
    return {message.conversation: message for message in latest}


def _peers(connection: Connection, places: list[tuple[int, int]]) -> dict[tuple[int, int], User]:
    return {
        (room, me): User(user, name, display_name, avatar, UserKind(kind))
        for room, me, user, name, display_name, avatar, kind in bulk.gather(connection, *_PEERS, places)
    }
