"""Everything the server tells unasked.

Log events have a place in a conversation's order, ``seq``, and are never lost; the others are the latest
value of something and may be skipped.
Made from the server's operations table by `make sdk`: change that, not this.
"""

from __future__ import annotations

from datetime import datetime
from typing import Any

from msgspec import UNSET, Struct, UnsetType, field

from hubbub_client.models import Attachment, Origin, Summary, User

__all__ = [
    "AnyLogEvent",
    "CallAccepted",
    "CallDeclined",
    "CallEnded",
    "CallLeft",
    "CallSignal",
    "CallStarted",
    "ConversationAdded",
    "ConversationCreated",
    "ConversationPreferred",
    "ConversationUpdated",
    "Event",
    "Hello",
    "LogEvent",
    "MemberJoined",
    "MemberLeft",
    "MemberRemoved",
    "MemberRole",
    "MessageDeleted",
    "MessageEdited",
    "MessageSent",
    "PresenceChanged",
    "ReceiptRead",
    "ServerEvent",
    "SessionRevoked",
    "SyncAnswer",
    "Typing",
    "UserUpdated",
]


class Event(Struct, frozen=True, kw_only=True, tag_field="ev"):
    """Anything the server tells unasked."""


class LogEvent(Event, frozen=True, kw_only=True):
    """An entry of a conversation's log: `by` did it at `at`."""

    conversation: int
    seq: int
    at: datetime
    by: int


class MessageSent(LogEvent, frozen=True, kw_only=True, tag="message.sent"):
    """A message, with all its fields."""

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
    id: int


class MessageEdited(LogEvent, frozen=True, kw_only=True, tag="message.edited"):
    """The message at `target` now says `text`."""

    target: int
    text: str
    mentions: tuple[int, ...]


class MessageDeleted(LogEvent, frozen=True, kw_only=True, tag="message.deleted"):
    """The message at `target` is gone."""

    target: int


class MemberJoined(LogEvent, frozen=True, kw_only=True, tag="member.joined"):
    """`user` is a member from here on; `by` says who added them."""

    user: int


class MemberLeft(LogEvent, frozen=True, kw_only=True, tag="member.left"):
    """`user` has left; this is the last entry they see."""

    user: int


class MemberRemoved(LogEvent, frozen=True, kw_only=True, tag="member.removed"):
    """`by` has removed `user`; this is the last entry they see."""

    user: int


class MemberRole(LogEvent, frozen=True, kw_only=True, tag="member.role"):
    """`user` has `role` from here on."""

    user: int
    role: str


class ConversationCreated(LogEvent, frozen=True, kw_only=True, tag="conversation.created"):
    """The first entry of every group and channel."""

    name: str


class ConversationUpdated(LogEvent, frozen=True, kw_only=True, tag="conversation.updated"):
    """What is given has changed."""

    name: str | None = None
    topic: str | None = None
    avatar: str | UnsetType | None = UNSET


class CallEnded(LogEvent, frozen=True, kw_only=True, tag="call.ended"):
    """A call is over; `users` took part, and talked for so many `seconds`."""

    call: int
    started_by: int
    media: str
    outcome: str
    seconds: int
    users: tuple[int, ...]


class CallStarted(Event, frozen=True, kw_only=True, tag="call.started"):
    """`by` is calling: ring until `rings_until`, unless somebody answers on one of your devices before."""

    call: int
    conversation: int
    by: int
    media: str
    device: str | None = None
    started_at: datetime
    rings_until: datetime


class CallAccepted(Event, frozen=True, kw_only=True, tag="call.accepted"):
    """`user` is in the call, on `device`: their other devices stop ringing."""

    call: int
    conversation: int
    user: int
    device: str | None = None


class CallDeclined(Event, frozen=True, kw_only=True, tag="call.declined"):
    """`user` says no: all their devices stop ringing."""

    call: int
    conversation: int
    user: int


class CallLeft(Event, frozen=True, kw_only=True, tag="call.left"):
    """`user` is in the call no longer."""

    call: int
    conversation: int
    user: int


class CallSignal(Event, frozen=True, kw_only=True, tag="call.signal"):
    """Somebody in the call tells you something; `number` counts what was told to you in it, from 1."""

    call: int
    from_: int = field(name="from")
    signal: dict[str, Any]
    number: int
    device: str | None = None


class ReceiptRead(Event, frozen=True, kw_only=True, tag="receipt.read"):
    """`user` has read up to `seq`."""

    conversation: int
    user: int
    seq: int


class UserUpdated(Event, frozen=True, kw_only=True, tag="user.updated"):
    """`user` is seen differently from now on; the name of a direct conversation with them too."""

    user: User


class Typing(Event, frozen=True, kw_only=True, tag="typing"):
    """`user` is typing; forget it after five seconds."""

    conversation: int
    user: int


class PresenceChanged(Event, frozen=True, kw_only=True, tag="presence"):
    """`user` has come or gone."""

    user: int
    online: bool
    seen_at: datetime | None = None


class ConversationAdded(Event, frozen=True, kw_only=True, tag="conversation.added"):
    """You have just become a member."""

    conversation: Summary


class ConversationPreferred(Event, frozen=True, kw_only=True, tag="conversation.preferred"):
    """You keep the conversation like this from now on: said by one of your devices to all of them."""

    conversation: int
    muted: bool
    pinned: bool
    archived: bool


class SessionRevoked(Event, frozen=True, kw_only=True, tag="session.revoked"):
    """This login has ended; the socket closes next."""


class Hello(Event, frozen=True, kw_only=True, tag="hello"):
    """The first frame on every socket."""

    protocol: int
    epoch: str
    heartbeat: int
    user: User | None = None


AnyLogEvent = (
    MessageSent
    | MessageEdited
    | MessageDeleted
    | MemberJoined
    | MemberLeft
    | MemberRemoved
    | MemberRole
    | ConversationCreated
    | ConversationUpdated
    | CallEnded
)
ServerEvent = (
    AnyLogEvent
    | CallStarted
    | CallAccepted
    | CallDeclined
    | CallLeft
    | CallSignal
    | ReceiptRead
    | UserUpdated
    | Typing
    | PresenceChanged
    | ConversationAdded
    | ConversationPreferred
    | SessionRevoked
    | Hello
)


class SyncAnswer(Struct, frozen=True, kw_only=True):
    """How things stand, and what has happened since; call again with the new cursors while `more`."""

    epoch: str
    conversations: tuple[Summary, ...]
    events: tuple[AnyLogEvent, ...]
    reset: tuple[int, ...]
    more: bool
