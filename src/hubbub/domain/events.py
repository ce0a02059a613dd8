"""Everything the server tells unasked: one tagged union, ``ev`` says which.

Log events have a place in a conversation's order (``seq``) and are never lost; the others are
the latest value of something and may be skipped.
"""

from __future__ import annotations

from typing import Any, TypeVar

from msgspec import UNSET, Struct, UnsetType, field, structs

from hubbub.domain.calls import CallId, Media, Outcome
from hubbub.domain.ids import ConversationId, Cursor, Seq, UserId
from hubbub.domain.models import Attachment, Origin, Role, Summary, User


class Event(Struct, frozen=True, tag_field="ev"):
    """Anything the server tells unasked."""


class LogEvent(Event, frozen=True):
    """An entry of a conversation's log. `at` is RFC 3339 UTC, `by` is who did it."""

    conversation: ConversationId
    seq: Seq
    at: str
    by: UserId


class MessageSent(LogEvent, frozen=True, tag="message.sent"):
    """A message, with all its fields."""

    id: int
    sender: UserId
    client_id: str | None
    text: str
    reply_to: Seq | None
    mentions: tuple[UserId, ...]
    files: tuple[Attachment, ...]
    sent_at: str
    edited_at: str | None = None
    deleted: bool = False
    origin: Origin | UnsetType = UNSET


class MessageEdited(LogEvent, frozen=True, tag="message.edited"):
    """The message at `target` now says `text`."""

    target: Seq
    text: str
    mentions: tuple[UserId, ...] = ()


class MessageDeleted(LogEvent, frozen=True, tag="message.deleted"):
    """The message at `target` is gone."""

    target: Seq


class MemberJoined(LogEvent, frozen=True, tag="member.joined"):
    """`user` is a member from here on; `by` says who added them."""

    user: UserId


class MemberLeft(LogEvent, frozen=True, tag="member.left"):
    """`user` has left; this is the last entry they see."""

    user: UserId


class MemberRemoved(LogEvent, frozen=True, tag="member.removed"):
    """`by` has removed `user`; this is the last entry they see."""

    user: UserId


class MemberRole(LogEvent, frozen=True, tag="member.role"):
    """`user` has `role` from here on."""

    user: UserId
    role: Role


class ConversationCreated(LogEvent, frozen=True, tag="conversation.created"):
    """The first entry of every group and channel."""

    name: str


class ConversationUpdated(LogEvent, frozen=True, tag="conversation.updated"):
    """What is given has changed."""

    name: str | UnsetType = UNSET
    topic: str | UnsetType = UNSET
    avatar: str | UnsetType | None = UNSET


class CallEnded(LogEvent, frozen=True, tag="call.ended"):
    """A call is over; `users` took part, and talked for so many `seconds`."""

    call: CallId
    started_by: UserId
    media: Media
    outcome: Outcome
    seconds: int
    users: tuple[UserId, ...]


class CallEvent(Event, frozen=True):
    """Something about a running call: for all members of its conversation, in order with its log."""

    call: CallId
    conversation: ConversationId


class CallStarted(CallEvent, frozen=True, tag="call.started"):
    """`by` is calling: ring until `rings_until`, unless somebody answers on one of your devices before."""

    by: UserId
    media: Media
    device: str | None
    started_at: str
    rings_until: str


class CallAccepted(CallEvent, frozen=True, tag="call.accepted"):
    """`user` is in the call, on `device`: their other devices stop ringing."""

    user: UserId
    device: str | None


class CallDeclined(CallEvent, frozen=True, tag="call.declined"):
    """`user` says no: all their devices stop ringing."""

    user: UserId


class CallLeft(CallEvent, frozen=True, tag="call.left"):
    """`user` is in the call no longer."""

    user: UserId


class CallSignal(Event, frozen=True, tag="call.signal"):
    """Somebody in the call tells you something; `number` counts what was told to you in it, from 1."""

    call: CallId
    from_: UserId = field(name="from")
    signal: dict[str, Any]
    number: Seq
    device: str | None


class ReceiptRead(Event, frozen=True, tag="receipt.read"):
    """`user` has read up to `seq`."""

    conversation: ConversationId
    user: UserId
    seq: Cursor


class UserUpdated(Event, frozen=True, tag="user.updated"):
    """`user` is seen differently from now on; the name of a direct conversation with them too."""

    user: User


class Typing(Event, frozen=True, tag="typing"):
    """`user` is typing; forget it after five seconds."""

    conversation: ConversationId
    user: UserId


class PresenceChanged(Event, frozen=True, tag="presence"):
    """`user` has come or gone."""

    user: UserId
    online: bool
    seen_at: str | None


class ConversationAdded(Event, frozen=True, tag="conversation.added"):
    """You have just become a member."""

    conversation: Summary


class ConversationPreferred(Event, frozen=True, tag="conversation.preferred"):
    """You keep the conversation like this from now on: said by one of your devices to all of them."""

    conversation: ConversationId
    muted: bool
    pinned: bool
    archived: bool


class SessionRevoked(Event, frozen=True, tag="session.revoked"):
    """This login has ended; the socket closes next."""


class Hello(Event, frozen=True, tag="hello"):
    """The first frame on every socket."""

    protocol: int
    epoch: str
    heartbeat: int
    user: User | None


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
AnyCallEvent = CallStarted | CallAccepted | CallDeclined | CallLeft
AnyEvent = (
    AnyLogEvent
    | AnyCallEvent
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


AnyEventT = TypeVar("AnyEventT", bound=Event)


def veiled(event: AnyEventT, floor: int) -> AnyEventT:
    """Return an event as someone may see it whose membership begins after ``floor``.

    An edit of what was said before they came keeps its place in the order and loses its text.
    """
    if isinstance(event, MessageEdited) and event.target <= floor:
        return structs.replace(event, text="", mentions=())
    return event
