"""The nouns of the protocol, and what operations answer. Times are aware datetimes in UTC.

Made from the server's operations table by `make sdk`: change that, not this.
"""

from __future__ import annotations

from datetime import datetime
from typing import Any, Literal

from msgspec import Struct, field

__all__ = [
    "Attachment",
    "AuthLoggedIn",
    "AuthResumeAnswer",
    "AuthSessionsAnswer",
    "Call",
    "CallGetAnswer",
    "CallListAnswer",
    "CallOne",
    "CallServersAnswer",
    "Changed",
    "ConversationListAnswer",
    "ConversationSearchAnswer",
    "Device",
    "FileFound",
    "FileOfferAnswer",
    "FileUsageAnswer",
    "IceServer",
    "Invite",
    "InviteCreateAnswer",
    "InviteGetAnswer",
    "InviteListAnswer",
    "Kind",
    "Lengths",
    "Limits",
    "Listing",
    "Media",
    "Member",
    "MemberListAnswer",
    "Message",
    "MessageHistoryAnswer",
    "MessageSendAnswer",
    "Nothing",
    "One",
    "Origin",
    "Outcome",
    "Part",
    "Participant",
    "Preferences",
    "Presence",
    "PresenceGetAnswer",
    "Range",
    "ReceiptReadAnswer",
    "ReceiptSeenAnswer",
    "Registration",
    "Role",
    "ServerGetAnswer",
    "Signalled",
    "Summary",
    "User",
    "UserKind",
    "Users",
]


class Attachment(Struct, frozen=True, kw_only=True):
    """A file as a message shows it; what it looks like is known of pictures only. `size` is in bytes."""

    id: str
    name: str
    type: str
    size: int
    width: int | None = None
    height: int | None = None
    blurhash: str | None = None


class AuthLoggedIn(Struct, frozen=True, kw_only=True):
    """Who you are now, and the token that proves it."""

    token: str
    user: User


class AuthResumeAnswer(Struct, frozen=True, kw_only=True):
    """Who you are."""

    user: User


class AuthSessionsAnswer(Struct, frozen=True, kw_only=True):
    """Your logins."""

    sessions: tuple[Device, ...]


class Call(Struct, frozen=True, kw_only=True):
    """A running call as one member of its conversation sees it."""

    id: int
    conversation: int
    by: int
    media: str
    started_at: datetime
    rings_until: datetime
    answered_at: datetime | None = None
    people: tuple[Participant, ...]
    mine: str | None = None


class CallGetAnswer(Struct, frozen=True, kw_only=True):
    """A running call, and what was signalled to you; `lost` if something after `after` is gone for good."""

    call: Call
    signals: tuple[Signalled, ...]
    lost: bool


class CallListAnswer(Struct, frozen=True, kw_only=True):
    """Running calls, the oldest first."""

    calls: tuple[Call, ...]


class CallOne(Struct, frozen=True, kw_only=True):
    """A running call."""

    call: Call


class CallServersAnswer(Struct, frozen=True, kw_only=True):
    """What RTCPeerConnection takes as `iceServers`; ask again before the time is over."""

    servers: tuple[IceServer, ...]
    expires_at: datetime


class Changed(Struct, frozen=True, kw_only=True):
    """Done; the change stands at `seq` of the conversation's log."""

    seq: int


class ConversationListAnswer(Struct, frozen=True, kw_only=True):
    """Your conversations, latest activity first."""

    conversations: tuple[Summary, ...]


class ConversationSearchAnswer(Struct, frozen=True, kw_only=True):
    """Public conversations."""

    conversations: tuple[Listing, ...]


class Device(Struct, frozen=True, kw_only=True):
    """One login of yours: what `auth.sessions` lists and `auth.revoke` ends."""

    id: int
    device: str
    created_at: datetime
    seen_at: datetime
    current: bool


class FileFound(Struct, frozen=True, kw_only=True):
    """A file."""

    file: Attachment


class FileOfferAnswer(Struct, frozen=True, kw_only=True):
    """What to show: the SHA-256 of the nonce's bytes and then those of the ranges, in their order.

    The nonce is in hex; a range goes from `start` to before `end`.
    """

    challenge: str
    nonce: str
    ranges: tuple[Range, ...]


class FileUsageAnswer(Struct, frozen=True, kw_only=True):
    """Bytes."""

    used: int
    quota: int
    largest: int


class IceServer(Struct, frozen=True, kw_only=True):
    """An entry of `iceServers`, as RTCPeerConnection takes it."""

    urls: tuple[str, ...]
    username: str | None = None
    credential: str | None = None


class Invite(Struct, frozen=True, kw_only=True):
    """An invitation to a conversation; `uses` are those that are left. Its code is not kept."""

    id: str
    conversation: int
    by: int
    uses: int
    created_at: datetime
    expires_at: datetime


class InviteCreateAnswer(Struct, frozen=True, kw_only=True):
    """An invitation, and the code that is shown this once."""

    code: str
    invite: Invite


class InviteGetAnswer(Struct, frozen=True, kw_only=True):
    """What somebody is invited to, and by whom."""

    conversation: Listing
    by: User
    expires_at: datetime


class InviteListAnswer(Struct, frozen=True, kw_only=True):
    """Invitations, the newest first."""

    invites: tuple[Invite, ...]


Kind = Literal["channel", "direct", "group", "lobby"]
"""What sort of conversation it is; the policy table says what that means."""


class Lengths(Struct, frozen=True, kw_only=True):
    """How many characters a new password may have."""

    shortest: int
    longest: int


class Limits(Struct, frozen=True, kw_only=True):
    """The most there may be: characters, of files bytes, and `files` of one message."""

    name: int
    title: int
    topic: int
    text: int
    files: int
    file: int
    quota: int


class Listing(Struct, frozen=True, kw_only=True):
    """A public conversation as anyone may find it."""

    id: int
    kind: str
    name: str
    topic: str
    avatar: str | None = None
    members: int
    joined: bool


Media = Literal["audio", "video"]
"""What a call is begun with."""


class Member(Struct, frozen=True, kw_only=True):
    """Someone's place in a conversation."""

    user: User
    role: str
    joined_seq: int


class MemberListAnswer(Struct, frozen=True, kw_only=True):
    """Members by user id; `has_more` if there are more after the last."""

    members: tuple[Member, ...]
    has_more: bool


class Message(Struct, frozen=True, kw_only=True):
    """A message in its present state; the text of a deleted one is empty."""

    conversation: int
    seq: int
    id: int
    sender: int
    client_id: str | None = None
    text: str
    reply_to: int | None = None
    mentions: tuple[int, ...]
    files: tuple[Attachment, ...]
    sent_at: datetime
    edited_at: datetime | None = None
    deleted: bool
    origin: Origin | None = None


class MessageHistoryAnswer(Struct, frozen=True, kw_only=True):
    """Messages by ascending `seq`, in their present state; `has_more` in the direction asked for."""

    messages: tuple[Message, ...]
    has_more: bool


class MessageSendAnswer(Struct, frozen=True, kw_only=True):
    """The answer to a send: where the message stands, the same for every retry."""

    conversation: int
    seq: int
    at: datetime
    client_id: str | None = None


class Nothing(Struct, frozen=True, kw_only=True):
    """Done; there is nothing to say."""


class One(Struct, frozen=True, kw_only=True):
    """A conversation as you see it."""

    conversation: Summary


class Origin(Struct, frozen=True, kw_only=True):
    """What a message said beyond its content when it came by another protocol, to be said there again."""

    protocol: str
    fields: dict[str, Any]


Outcome = Literal["answered", "cancelled", "declined", "missed"]
"""What a call has come to."""


Part = Literal["declined", "in", "left"]
"""What somebody has done about a call."""


class Participant(Struct, frozen=True, kw_only=True):
    """Someone who is in a call; `device` is where."""

    user: int
    device: str | None = None


class Preferences(Struct, frozen=True, kw_only=True):
    """How a member keeps a conversation, for themselves alone."""

    muted: bool
    pinned: bool
    archived: bool


class Presence(Struct, frozen=True, kw_only=True):
    """Whether someone is connected, and when they last were."""

    user: int
    online: bool
    seen_at: datetime | None = None


class PresenceGetAnswer(Struct, frozen=True, kw_only=True):
    """Who is connected, in the order asked."""

    users: tuple[Presence, ...]


class Range(Struct, frozen=True, kw_only=True):
    """Bytes from ``start`` to before ``end``."""

    start: int
    end: int


class ReceiptReadAnswer(Struct, frozen=True, kw_only=True):
    """Where your cursor is, and what is still unread."""

    read: int
    unread: int


class ReceiptSeenAnswer(Struct, frozen=True, kw_only=True):
    """Users by id."""

    users: tuple[int, ...]


Registration = Literal["closed", "invite", "open", "password"]
"""Who may make an account: with a name alone, with a password too, when invited, or nobody."""


Role = Literal["member", "moderator", "owner"]
"""What a member may do, from most to least."""


class ServerGetAnswer(Struct, frozen=True, kw_only=True):
    """A server. `guests`: whether a name without a password is enough to come in."""

    name: str
    version: str
    registration: str
    guests: bool
    password: Lengths
    limits: Limits


class Signalled(Struct, frozen=True, kw_only=True):
    """A signal as it is kept: `number` counts those to one person in one call, from 1, without holes."""

    number: int
    from_: int = field(name="from")
    device: str | None = None
    signal: dict[str, Any]


class Summary(Struct, frozen=True, kw_only=True):
    """A conversation as one member sees it."""

    id: int
    kind: str
    name: str
    topic: str
    avatar: str | None = None
    owner: int | None = None
    role: str = "member"
    public: bool = False
    head: int
    read: int
    unread: int
    mentions: int
    muted: bool
    pinned: bool
    archived: bool = False
    last_at: datetime
    last_message: Message | None = None
    members: int
    peer: User | None = None


class User(Struct, frozen=True, kw_only=True):
    """A person, a bot or the system, as everyone sees them."""

    id: int
    name: str
    display_name: str
    avatar: str | None = None
    kind: str


UserKind = Literal["bot", "person", "system"]
"""Who is behind an account."""


class Users(Struct, frozen=True, kw_only=True):
    """People."""

    users: tuple[User, ...]
