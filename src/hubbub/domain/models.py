"""The nouns as clients see them: User, Attachment, Message, Summary, Member, Presence, Device..."""

from __future__ import annotations

from enum import StrEnum
from typing import Any

from msgspec import UNSET, Struct, UnsetType

from hubbub.domain.ids import ConversationId, Cursor, Seq, UserId


class Kind(StrEnum):
    """What sort of conversation it is; the policy table says what that means."""

    DIRECT = "direct"
    GROUP = "group"
    CHANNEL = "channel"
    LOBBY = "lobby"


class Role(StrEnum):
    """What a member may do, from most to least."""

    OWNER = "owner"
    MODERATOR = "moderator"
    MEMBER = "member"


class UserKind(StrEnum):
    """Who is behind an account."""

    PERSON = "person"
    BOT = "bot"
    SYSTEM = "system"


class Registration(StrEnum):
    """Who may make an account: with a name alone, with a password too, when invited, or nobody."""

    OPEN = "open"
    PASSWORD = "password"
    INVITE = "invite"
    CLOSED = "closed"


class User(Struct, frozen=True):
    """A person, a bot or the system, as everyone sees them."""

    id: UserId
    name: str
    display_name: str
    avatar: str | None
    kind: UserKind


class Attachment(Struct, frozen=True, omit_defaults=True):
    """A file as a message shows it; what it looks like is known of pictures only. `size` is in bytes."""

    id: str
    name: str
    type: str
    size: int
    width: int | None = None
    height: int | None = None
    blurhash: str | None = None


class Origin(Struct, frozen=True):
    """What a message said beyond its content when it came by another protocol, to be said there again."""

    protocol: str
    fields: dict[str, Any]


class Message(Struct, frozen=True):
    """A message in its present state; the text of a deleted one is empty."""

    conversation: ConversationId
    seq: Seq
    id: int
    sender: UserId
    client_id: str | None
    text: str
    reply_to: Seq | None
    mentions: tuple[UserId, ...]
    files: tuple[Attachment, ...]
    sent_at: str
    edited_at: str | None
    deleted: bool
    origin: Origin | UnsetType = UNSET


class Summary(Struct, frozen=True):
    """A conversation as one member sees it."""

    id: ConversationId
    kind: Kind
    name: str
    topic: str
    avatar: str | None
    owner: UserId | None
    role: Role
    public: bool
    head: Cursor
    read: Cursor
    unread: int
    mentions: int
    muted: bool
    pinned: bool
    archived: bool
    last_at: str
    last_message: Message | None
    members: int
    peer: User | UnsetType = UNSET


class Preferences(Struct, frozen=True):
    """How a member keeps a conversation, for themselves alone."""

    muted: bool
    pinned: bool
    archived: bool


class Listing(Struct, frozen=True):
    """A public conversation as anyone may find it."""

    id: ConversationId
    kind: Kind
    name: str
    topic: str
    avatar: str | None
    members: int
    joined: bool


class Invite(Struct, frozen=True):
    """An invitation to a conversation; `uses` are those that are left. Its code is not kept."""

    id: str
    conversation: ConversationId
    by: UserId
    uses: int
    created_at: str
    expires_at: str


class Member(Struct, frozen=True):
    """Someone's place in a conversation."""

    user: User
    role: Role
    joined_seq: Cursor


class Presence(Struct, frozen=True):
    """Whether someone is connected, and when they last were."""

    user: UserId
    online: bool
    seen_at: str | None


class Device(Struct, frozen=True):
    """One login of yours: what `auth.sessions` lists and `auth.revoke` ends."""

    id: int
    device: str
    created_at: str
    seen_at: str
    current: bool
