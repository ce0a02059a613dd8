"""Everything a client can ask for: a struct for each request, and a typed method that asks it.

Made from the server's operations table by `make sdk`: change that, not this.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any, ClassVar, Literal, Protocol, TypeVar

from msgspec import UNSET, Struct, UnsetType

from hubbub_client.events import SyncAnswer
from hubbub_client.models import (
    AuthLoggedIn,
    AuthResumeAnswer,
    AuthSessionsAnswer,
    CallGetAnswer,
    CallListAnswer,
    CallOne,
    CallServersAnswer,
    Changed,
    ConversationListAnswer,
    ConversationSearchAnswer,
    FileFound,
    FileOfferAnswer,
    FileUsageAnswer,
    InviteCreateAnswer,
    InviteGetAnswer,
    InviteListAnswer,
    Media,
    MemberListAnswer,
    MessageHistoryAnswer,
    MessageSendAnswer,
    Nothing,
    One,
    Preferences,
    PresenceGetAnswer,
    ReceiptReadAnswer,
    ReceiptSeenAnswer,
    Role,
    ServerGetAnswer,
    User,
    Users,
)

Answer = TypeVar("Answer")


class Request(Struct, kw_only=True, omit_defaults=True, tag_field="op"):
    """What is asked. `id` is the connection's to give; `changes` says whether it may change anything."""

    changes: ClassVar[bool] = True

    id: int | UnsetType = UNSET


class Ask(Protocol):
    """How a request becomes an answer. Raises what ``hubbub_client.errors`` holds."""

    async def __call__(self, request: Request, answer: type[Answer], /) -> Answer: ...


class Noun:
    """The operations on one noun."""

    __slots__ = ("_ask",)

    def __init__(self, ask: Ask) -> None:
        self._ask = ask


class AuthRegister(Request, kw_only=True, tag="auth.register"):
    """Make an account and log in."""

    name: str
    password: str | UnsetType = UNSET
    display_name: str | UnsetType = UNSET
    invite: str | UnsetType = UNSET
    device: str | UnsetType = UNSET


class AuthLogin(Request, kw_only=True, tag="auth.login"):
    """Log in with a name and, if the account has one, its password."""

    name: str
    password: str | UnsetType = UNSET
    device: str | UnsetType = UNSET


class AuthResume(Request, kw_only=True, tag="auth.resume"):
    """Log a socket in with a token."""

    changes: ClassVar[bool] = False

    token: str


class AuthLogout(Request, kw_only=True, tag="auth.logout"):
    """End this login; its sockets close."""


class AuthSessions(Request, kw_only=True, tag="auth.sessions"):
    """List your logins."""

    changes: ClassVar[bool] = False


class AuthRevoke(Request, kw_only=True, tag="auth.revoke"):
    """End one of your logins, or all `others` than this one; their sockets close."""

    session: int | UnsetType = UNSET
    others: bool = False


class AuthPassword(Request, kw_only=True, tag="auth.password"):
    """Set or change your password; every other login of yours ends."""

    password: str
    current: str | UnsetType = UNSET


class Sync(Request, kw_only=True, tag="sync"):
    """Catch up. `cursors` holds the last `seq` you have of each conversation, `epoch` what hello said.

    With more cursors than a frame has room for, ask for a range of conversations at a time.
    """

    changes: ClassVar[bool] = False

    cursors: Mapping[str, int] = {}
    epoch: str | UnsetType = UNSET
    first: int | UnsetType = UNSET
    last: int | UnsetType = UNSET


class MessageSend(Request, kw_only=True, tag="message.send"):
    """Say something, in a conversation or to a person. With a `client_id` it can be retried safely.

    With `files` the text may be empty.
    """

    text: str
    conversation: int | UnsetType = UNSET
    to: int | UnsetType = UNSET
    client_id: str | None = None
    reply_to: int | None = None
    files: Sequence[str] = ()


class MessageEdit(Request, kw_only=True, tag="message.edit"):
    """Give a message of yours another text."""

    conversation: int
    seq: int
    text: str


class MessageDelete(Request, kw_only=True, tag="message.delete"):
    """Take a message back: yours, or anyone's if you moderate the room."""

    conversation: int
    seq: int


class MessageHistory(Request, kw_only=True, tag="message.history"):
    """Read messages before, after or around a position, or from a time on; without any, the newest."""

    changes: ClassVar[bool] = False

    conversation: int
    before: int | UnsetType = UNSET
    after: int | UnsetType = UNSET
    around: int | UnsetType = UNSET
    at: datetime | UnsetType = UNSET
    limit: int = 50


class ConversationCreate(Request, kw_only=True, tag="conversation.create"):
    """Make a group (private unless `public`) or a channel (public unless not)."""

    kind: Literal["channel", "group"]
    name: str
    topic: str = ""
    members: Sequence[int] = ()
    public: bool | UnsetType = UNSET


class ConversationList(Request, kw_only=True, tag="conversation.list"):
    """List the conversations you are in, latest activity first."""

    changes: ClassVar[bool] = False


class ConversationGet(Request, kw_only=True, tag="conversation.get"):
    """Get one conversation you are in."""

    changes: ClassVar[bool] = False

    conversation: int


class ConversationJoin(Request, kw_only=True, tag="conversation.join"):
    """Join a public group or channel."""

    conversation: int


class ConversationLeave(Request, kw_only=True, tag="conversation.leave"):
    """Leave a group or channel; an owner's goes to the senior moderator or member."""

    conversation: int


class ConversationUpdate(Request, kw_only=True, tag="conversation.update"):
    """Change what a group or channel is called or about, or looks like: a `picture` is a file."""

    conversation: int
    name: str | UnsetType = UNSET
    topic: str | UnsetType = UNSET
    avatar: str | UnsetType | None = UNSET
    picture: str | UnsetType | None = UNSET


class ConversationPrefer(Request, kw_only=True, tag="conversation.prefer"):
    """Mute, pin or archive a conversation for yourself, or undo it."""

    conversation: int
    muted: bool | UnsetType = UNSET
    pinned: bool | UnsetType = UNSET
    archived: bool | UnsetType = UNSET


class ConversationSearch(Request, kw_only=True, tag="conversation.search"):
    """Find public groups and channels by name."""

    changes: ClassVar[bool] = False

    query: str
    limit: int = 20


class InviteCreate(Request, kw_only=True, tag="invite.create"):
    """Make a code by which others may join."""

    conversation: int
    uses: int = 100
    hours: int = 168


class InviteList(Request, kw_only=True, tag="invite.list"):
    """List the invitations to a conversation that still work. Their codes are not kept."""

    changes: ClassVar[bool] = False

    conversation: int


class InviteRevoke(Request, kw_only=True, tag="invite.revoke"):
    """End an invitation: one's own, or as owner or moderator any."""

    invite: str


class InviteGet(Request, kw_only=True, tag="invite.get"):
    """Ask what a code invites to, before or after logging in."""

    changes: ClassVar[bool] = False

    code: str


class InviteAccept(Request, kw_only=True, tag="invite.accept"):
    """Join by a code. Who is a member already uses nothing up."""

    code: str


class MemberList(Request, kw_only=True, tag="member.list"):
    """List the members of a conversation by user id, at most `limit` after the user `after`."""

    changes: ClassVar[bool] = False

    conversation: int
    after: int = 0
    limit: int = 1000


class MemberAdd(Request, kw_only=True, tag="member.add"):
    """Add someone to a group or channel."""

    conversation: int
    user: int


class MemberRemove(Request, kw_only=True, tag="member.remove"):
    """Remove someone who ranks below you."""

    conversation: int
    user: int


class MemberRole(Request, kw_only=True, tag="member.role"):
    """Make someone moderator, member, or the owner in your place."""

    conversation: int
    user: int
    role: Role


class ReceiptRead(Request, kw_only=True, tag="receipt.read"):
    """Say how far you have read; the cursor only rises."""

    conversation: int
    seq: int


class ReceiptSeen(Request, kw_only=True, tag="receipt.seen"):
    """Ask who has read as far as `seq`, at most a thousand of them."""

    changes: ClassVar[bool] = False

    conversation: int
    seq: int


class CallStart(Request, kw_only=True, tag="call.start"):
    """Ring the others in a direct conversation or a group."""

    conversation: int
    media: Media
    device: str | None = None


class CallAccept(Request, kw_only=True, tag="call.accept"):
    """Take or join a call, on this device."""

    call: int
    device: str | None = None


class CallDecline(Request, kw_only=True, tag="call.decline"):
    """Say no to a call."""

    call: int


class CallLeave(Request, kw_only=True, tag="call.leave"):
    """Hang up."""

    call: int


class CallSignal(Request, kw_only=True, tag="call.signal"):
    """Tell someone else in the call whatever the two browsers agree on: offers, answers, candidates."""

    call: int
    to: int
    signal: Mapping[str, Any]


class CallGet(Request, kw_only=True, tag="call.get"):
    """Look at a running call; with `after`, also at what was signalled to you since that number."""

    changes: ClassVar[bool] = False

    call: int
    after: int | UnsetType = UNSET


class CallList(Request, kw_only=True, tag="call.list"):
    """List the running calls of your conversations: to be asked after coming back."""

    changes: ClassVar[bool] = False


class CallServers(Request, kw_only=True, tag="call.servers"):
    """Ask for STUN and TURN servers, with a password that is good for an hour."""

    changes: ClassVar[bool] = False


class TypingStart(Request, kw_only=True, tag="typing.start"):
    """Say that you are typing; it ends by itself after five seconds."""

    conversation: int


class PresenceGet(Request, kw_only=True, tag="presence.get"):
    """Ask who is connected; unknown users are left out."""

    changes: ClassVar[bool] = False

    users: Sequence[int]


class UserGet(Request, kw_only=True, tag="user.get"):
    """Get a user."""

    changes: ClassVar[bool] = False

    user: int


class UserSearch(Request, kw_only=True, tag="user.search"):
    """Find people whose name or display name holds the query."""

    changes: ClassVar[bool] = False

    query: str
    limit: int = 20


class UserUpdate(Request, kw_only=True, tag="user.update"):
    """Change how others see you. A `picture` is a file, of which a square becomes your avatar."""

    display_name: str | UnsetType = UNSET
    avatar: str | UnsetType | None = UNSET
    picture: str | UnsetType | None = UNSET


class FileOffer(Request, kw_only=True, tag="file.offer"):
    """Say that you have a file. What comes back is to be shown of it to `file.claim`, known here or not."""

    sha256: str
    size: int
    name: str
    type: str = "application/octet-stream"


class FileClaim(Request, kw_only=True, tag="file.claim"):
    """Show what was asked for, once. `not_found` says to upload it: nobody had it, or this was not it."""

    challenge: str
    proof: str


class FileGet(Request, kw_only=True, tag="file.get"):
    """Get what is known of a file of yours, or that a conversation of yours holds."""

    changes: ClassVar[bool] = False

    file: str


class FileUsage(Request, kw_only=True, tag="file.usage"):
    """Ask how many bytes your files have, and may have."""

    changes: ClassVar[bool] = False


class ContactAdd(Request, kw_only=True, tag="contact.add"):
    """Make someone your contact; twice is once."""

    user: int


class ContactRemove(Request, kw_only=True, tag="contact.remove"):
    """Make someone no contact of yours."""

    user: int


class ContactList(Request, kw_only=True, tag="contact.list"):
    """List your contacts by name."""

    changes: ClassVar[bool] = False


class ServerGet(Request, kw_only=True, tag="server.get"):
    """Ask how to come in, and how much of anything this server takes."""

    changes: ClassVar[bool] = False


class Ping(Request, kw_only=True, tag="ping"):
    """Nothing; a sign of life."""

    changes: ClassVar[bool] = False


class AuthOperations(Noun):
    """Operations on a auth."""

    __slots__ = ()

    async def register(
        self,
        name: str,
        *,
        password: str | UnsetType = UNSET,
        display_name: str | UnsetType = UNSET,
        invite: str | UnsetType = UNSET,
        device: str | UnsetType = UNSET,
    ) -> AuthLoggedIn:
        """Make an account and log in.

        name: Yours alone, whatever its case. No `@`, no control characters, not `all`.
        password: Optional where `registration` is `open`, needed elsewhere.
        display_name: What others see; the name if nothing is given.
        invite: An invitation, where `registration` is `invite`.
        device: What to call this login, such as a phone's name.
        """
        return await self._ask(
            AuthRegister(
                name=name, password=password, display_name=display_name, invite=invite, device=device
            ),
            AuthLoggedIn,
        )

    async def login(
        self, name: str, *, password: str | UnsetType = UNSET, device: str | UnsetType = UNSET
    ) -> AuthLoggedIn:
        """Log in with a name and, if the account has one, its password.

        name: A name; case and outer spaces do not matter.
        password: Needed where the account has one.
        device: What to call this login, such as a phone's name.
        """
        return await self._ask(AuthLogin(name=name, password=password, device=device), AuthLoggedIn)

    async def resume(self, token: str) -> AuthResumeAnswer:
        """Log a socket in with a token.

        token: What `auth.login` or `auth.register` answered.
        """
        return await self._ask(AuthResume(token=token), AuthResumeAnswer)

    async def logout(self) -> Nothing:
        """End this login; its sockets close."""
        return await self._ask(AuthLogout(), Nothing)

    async def sessions(self) -> AuthSessionsAnswer:
        """List your logins."""
        return await self._ask(AuthSessions(), AuthSessionsAnswer)

    async def revoke(self, *, session: int | UnsetType = UNSET, others: bool = False) -> Nothing:
        """End one of your logins, or all `others` than this one; their sockets close.

        session: A login's id, from `auth.sessions`.
        others: Whether to end every login but this one. Instead of `session`.
        """
        return await self._ask(AuthRevoke(session=session, others=others), Nothing)

    async def password(self, password: str, *, current: str | UnsetType = UNSET) -> Nothing:
        """Set or change your password; every other login of yours ends.

        password: The new password.
        current: The password so far, if there is one.
        """
        return await self._ask(AuthPassword(password=password, current=current), Nothing)


class MessageOperations(Noun):
    """Operations on a message."""

    __slots__ = ()

    async def send(
        self,
        text: str,
        *,
        conversation: int | UnsetType = UNSET,
        to: int | UnsetType = UNSET,
        client_id: str | None = None,
        reply_to: int | None = None,
        files: Sequence[str] = (),
    ) -> MessageSendAnswer:
        """Say something, in a conversation or to a person. With a `client_id` it can be retried safely.

        With `files` the text may be empty.

        text: What to say. Control characters and bidirectional overrides are refused.
        conversation: Where to say it; 0 is the lobby. Instead of `to`.
        to: A user's id: their direct conversation with you, made if needed. Instead of `conversation`.
        reply_to: The position of the message this replies to, in the same conversation.
        """
        return await self._ask(
            MessageSend(
                text=text,
                conversation=conversation,
                to=to,
                client_id=client_id,
                reply_to=reply_to,
                files=files,
            ),
            MessageSendAnswer,
        )

    async def edit(self, conversation: int, seq: int, text: str) -> Changed:
        """Give a message of yours another text.

        conversation: A conversation's id; 0 is the lobby.
        seq: A position in a conversation's log, from 1, without holes.
        text: What to say. Control characters and bidirectional overrides are refused.
        """
        return await self._ask(MessageEdit(conversation=conversation, seq=seq, text=text), Changed)

    async def delete(self, conversation: int, seq: int) -> Changed:
        """Take a message back: yours, or anyone's if you moderate the room.

        conversation: A conversation's id; 0 is the lobby.
        seq: A position in a conversation's log, from 1, without holes.
        """
        return await self._ask(MessageDelete(conversation=conversation, seq=seq), Changed)

    async def history(
        self,
        conversation: int,
        *,
        before: int | UnsetType = UNSET,
        after: int | UnsetType = UNSET,
        around: int | UnsetType = UNSET,
        at: datetime | UnsetType = UNSET,
        limit: int = 50,
    ) -> MessageHistoryAnswer:
        """Read messages before, after or around a position, or from a time on; without any, the newest.

        conversation: A conversation's id; 0 is the lobby.
        before: Messages before this position, the latest of them.
        after: Messages after this position, the earliest of them.
        around: The message at this position with as many before as after it.
        at: Messages from this time on (RFC 3339, with an offset).
        limit: At most this many.
        """
        return await self._ask(
            MessageHistory(
                conversation=conversation, before=before, after=after, around=around, at=at, limit=limit
            ),
            MessageHistoryAnswer,
        )


class ConversationOperations(Noun):
    """Operations on a conversation."""

    __slots__ = ()

    async def create(
        self,
        kind: Literal["channel", "group"],
        name: str,
        *,
        topic: str = "",
        members: Sequence[int] = (),
        public: bool | UnsetType = UNSET,
    ) -> One:
        """Make a group (private unless `public`) or a channel (public unless not).

        kind: A group is private and a channel public unless `public` says otherwise.
        name: What it is called.
        topic: What it is about.
        members: Who is in it from the start, besides you.
        public: Whether anyone may find and join it.
        """
        return await self._ask(
            ConversationCreate(kind=kind, name=name, topic=topic, members=members, public=public), One
        )

    async def list(self) -> ConversationListAnswer:
        """List the conversations you are in, latest activity first."""
        return await self._ask(ConversationList(), ConversationListAnswer)

    async def get(self, conversation: int) -> One:
        """Get one conversation you are in.

        conversation: A conversation's id; 0 is the lobby.
        """
        return await self._ask(ConversationGet(conversation=conversation), One)

    async def join(self, conversation: int) -> Changed:
        """Join a public group or channel.

        conversation: A conversation's id; 0 is the lobby.
        """
        return await self._ask(ConversationJoin(conversation=conversation), Changed)

    async def leave(self, conversation: int) -> Changed:
        """Leave a group or channel; an owner's goes to the senior moderator or member.

        conversation: A conversation's id; 0 is the lobby.
        """
        return await self._ask(ConversationLeave(conversation=conversation), Changed)

    async def update(
        self,
        conversation: int,
        *,
        name: str | UnsetType = UNSET,
        topic: str | UnsetType = UNSET,
        avatar: str | UnsetType | None = UNSET,
        picture: str | UnsetType | None = UNSET,
    ) -> Changed:
        """Change what a group or channel is called or about, or looks like: a `picture` is a file.

        conversation: A conversation's id; 0 is the lobby.
        name: What it is called from now on.
        topic: What it is about.
        avatar: An http(s) address or a path on this server; null takes it away.
        picture: A file, of which a square becomes the avatar; null takes it away. Instead of `avatar`.
        """
        return await self._ask(
            ConversationUpdate(
                conversation=conversation, name=name, topic=topic, avatar=avatar, picture=picture
            ),
            Changed,
        )

    async def prefer(
        self,
        conversation: int,
        *,
        muted: bool | UnsetType = UNSET,
        pinned: bool | UnsetType = UNSET,
        archived: bool | UnsetType = UNSET,
    ) -> Preferences:
        """Mute, pin or archive a conversation for yourself, or undo it.

        conversation: A conversation's id; 0 is the lobby.
        muted: Whether to mute it.
        pinned: Whether to pin it.
        archived: Whether to archive it.
        """
        return await self._ask(
            ConversationPrefer(conversation=conversation, muted=muted, pinned=pinned, archived=archived),
            Preferences,
        )

    async def search(self, query: str, *, limit: int = 20) -> ConversationSearchAnswer:
        """Find public groups and channels by name.

        query: A part of a name; case and width do not matter.
        limit: At most this many.
        """
        return await self._ask(ConversationSearch(query=query, limit=limit), ConversationSearchAnswer)


class InviteOperations(Noun):
    """Operations on a invite."""

    __slots__ = ()

    async def create(self, conversation: int, *, uses: int = 100, hours: int = 168) -> InviteCreateAnswer:
        """Make a code by which others may join.

        conversation: A conversation's id; 0 is the lobby.
        uses: How many people may join with it.
        hours: For how long it works.
        """
        return await self._ask(
            InviteCreate(conversation=conversation, uses=uses, hours=hours), InviteCreateAnswer
        )

    async def list(self, conversation: int) -> InviteListAnswer:
        """List the invitations to a conversation that still work. Their codes are not kept.

        conversation: A conversation's id; 0 is the lobby.
        """
        return await self._ask(InviteList(conversation=conversation), InviteListAnswer)

    async def revoke(self, invite: str) -> Nothing:
        """End an invitation: one's own, or as owner or moderator any.

        invite: An invitation's id, from `invite.list`.
        """
        return await self._ask(InviteRevoke(invite=invite), Nothing)

    async def get(self, code: str) -> InviteGetAnswer:
        """Ask what a code invites to, before or after logging in.

        code: What `invite.create` answered.
        """
        return await self._ask(InviteGet(code=code), InviteGetAnswer)

    async def accept(self, code: str) -> One:
        """Join by a code. Who is a member already uses nothing up.

        code: What `invite.create` answered.
        """
        return await self._ask(InviteAccept(code=code), One)


class MemberOperations(Noun):
    """Operations on a member."""

    __slots__ = ()

    async def list(self, conversation: int, *, after: int = 0, limit: int = 1000) -> MemberListAnswer:
        """List the members of a conversation by user id, at most `limit` after the user `after`.

        conversation: A conversation's id; 0 is the lobby.
        after: Members with a greater user id than this.
        limit: At most this many.
        """
        return await self._ask(
            MemberList(conversation=conversation, after=after, limit=limit), MemberListAnswer
        )

    async def add(self, conversation: int, user: int) -> Changed:
        """Add someone to a group or channel.

        conversation: A conversation's id; 0 is the lobby.
        user: A user's id.
        """
        return await self._ask(MemberAdd(conversation=conversation, user=user), Changed)

    async def remove(self, conversation: int, user: int) -> Changed:
        """Remove someone who ranks below you.

        conversation: A conversation's id; 0 is the lobby.
        user: A user's id.
        """
        return await self._ask(MemberRemove(conversation=conversation, user=user), Changed)

    async def role(self, conversation: int, user: int, role: Role) -> Changed:
        """Make someone moderator, member, or the owner in your place.

        conversation: A conversation's id; 0 is the lobby.
        user: A user's id.
        """
        return await self._ask(MemberRole(conversation=conversation, user=user, role=role), Changed)


class ReceiptOperations(Noun):
    """Operations on a receipt."""

    __slots__ = ()

    async def read(self, conversation: int, seq: int) -> ReceiptReadAnswer:
        """Say how far you have read; the cursor only rises.

        conversation: A conversation's id; 0 is the lobby.
        seq: A position in a log; 0 is before the first entry.
        """
        return await self._ask(ReceiptRead(conversation=conversation, seq=seq), ReceiptReadAnswer)

    async def seen(self, conversation: int, seq: int) -> ReceiptSeenAnswer:
        """Ask who has read as far as `seq`, at most a thousand of them.

        conversation: A conversation's id; 0 is the lobby.
        seq: A position in a conversation's log, from 1, without holes.
        """
        return await self._ask(ReceiptSeen(conversation=conversation, seq=seq), ReceiptSeenAnswer)


class CallOperations(Noun):
    """Operations on a call."""

    __slots__ = ()

    async def start(self, conversation: int, media: Media, *, device: str | None = None) -> CallOne:
        """Ring the others in a direct conversation or a group.

        conversation: A conversation's id; 0 is the lobby.
        device: What your other devices know this one by; any name of your choice.
        """
        return await self._ask(CallStart(conversation=conversation, media=media, device=device), CallOne)

    async def accept(self, call: int, *, device: str | None = None) -> CallOne:
        """Take or join a call, on this device.

        call: A running call's id.
        device: What your other devices know this one by; any name of your choice.
        """
        return await self._ask(CallAccept(call=call, device=device), CallOne)

    async def decline(self, call: int) -> Nothing:
        """Say no to a call.

        call: A running call's id.
        """
        return await self._ask(CallDecline(call=call), Nothing)

    async def leave(self, call: int) -> Nothing:
        """Hang up.

        call: A running call's id.
        """
        return await self._ask(CallLeave(call=call), Nothing)

    async def signal(self, call: int, to: int, signal: Mapping[str, Any]) -> Nothing:
        """Tell someone else in the call whatever the two browsers agree on: offers, answers, candidates.

        call: A running call's id.
        to: Somebody who is in the call, and not you.
        signal: Any JSON object of up to 16 KiB, nested up to 64 deep.
        """
        return await self._ask(CallSignal(call=call, to=to, signal=signal), Nothing)

    async def get(self, call: int, *, after: int | UnsetType = UNSET) -> CallGetAnswer:
        """Look at a running call; with `after`, also at what was signalled to you since that number.

        call: A running call's id.
        after: The number of the last signal you have; 0 is before the first.
        """
        return await self._ask(CallGet(call=call, after=after), CallGetAnswer)

    async def list(self) -> CallListAnswer:
        """List the running calls of your conversations: to be asked after coming back."""
        return await self._ask(CallList(), CallListAnswer)

    async def servers(self) -> CallServersAnswer:
        """Ask for STUN and TURN servers, with a password that is good for an hour."""
        return await self._ask(CallServers(), CallServersAnswer)


class TypingOperations(Noun):
    """Operations on a typing."""

    __slots__ = ()

    async def start(self, conversation: int) -> Nothing:
        """Say that you are typing; it ends by itself after five seconds.

        conversation: A conversation's id; 0 is the lobby.
        """
        return await self._ask(TypingStart(conversation=conversation), Nothing)


class PresenceOperations(Noun):
    """Operations on a presence."""

    __slots__ = ()

    async def get(self, users: Sequence[int]) -> PresenceGetAnswer:
        """Ask who is connected; unknown users are left out.

        users: The users asked for.
        """
        return await self._ask(PresenceGet(users=users), PresenceGetAnswer)


class UserOperations(Noun):
    """Operations on a user."""

    __slots__ = ()

    async def get(self, user: int) -> User:
        """Get a user.

        user: A user's id.
        """
        return await self._ask(UserGet(user=user), User)

    async def search(self, query: str, *, limit: int = 20) -> Users:
        """Find people whose name or display name holds the query.

        query: A part of a name; case and width do not matter.
        limit: At most this many.
        """
        return await self._ask(UserSearch(query=query, limit=limit), Users)

    async def update(
        self,
        *,
        display_name: str | UnsetType = UNSET,
        avatar: str | UnsetType | None = UNSET,
        picture: str | UnsetType | None = UNSET,
    ) -> User:
        """Change how others see you. A `picture` is a file, of which a square becomes your avatar.

        display_name: What others see; the name if nothing is given.
        avatar: An http(s) address or a path on this server; null takes it away.
        picture: A file, of which a square becomes the avatar; null takes it away. Instead of `avatar`.
        """
        return await self._ask(UserUpdate(display_name=display_name, avatar=avatar, picture=picture), User)


class FileOperations(Noun):
    """Operations on a file."""

    __slots__ = ()

    async def offer(
        self, sha256: str, size: int, name: str, *, type: str = "application/octet-stream"
    ) -> FileOfferAnswer:
        """Say that you have a file. What comes back is to be shown of it to `file.claim`, known here or not.

        sha256: A SHA-256 in lower-case hex.
        """
        return await self._ask(FileOffer(sha256=sha256, size=size, name=name, type=type), FileOfferAnswer)

    async def claim(self, challenge: str, proof: str) -> FileFound:
        """Show what was asked for, once. `not_found` says to upload it: nobody had it, or this was not it.

        proof: A SHA-256 in lower-case hex.
        """
        return await self._ask(FileClaim(challenge=challenge, proof=proof), FileFound)

    async def get(self, file: str) -> FileFound:
        """Get what is known of a file of yours, or that a conversation of yours holds.

        file: A file's id.
        """
        return await self._ask(FileGet(file=file), FileFound)

    async def usage(self) -> FileUsageAnswer:
        """Ask how many bytes your files have, and may have."""
        return await self._ask(FileUsage(), FileUsageAnswer)


class ContactOperations(Noun):
    """Operations on a contact."""

    __slots__ = ()

    async def add(self, user: int) -> Nothing:
        """Make someone your contact; twice is once.

        user: A user's id.
        """
        return await self._ask(ContactAdd(user=user), Nothing)

    async def remove(self, user: int) -> Nothing:
        """Make someone no contact of yours.

        user: A user's id.
        """
        return await self._ask(ContactRemove(user=user), Nothing)

    async def list(self) -> Users:
        """List your contacts by name."""
        return await self._ask(ContactList(), Users)


class ServerOperations(Noun):
    """Operations on a server."""

    __slots__ = ()

    async def get(self) -> ServerGetAnswer:
        """Ask how to come in, and how much of anything this server takes."""
        return await self._ask(ServerGet(), ServerGetAnswer)


class Operations(Noun):
    """Every operation, by its noun."""

    __slots__ = (
        "auth",
        "call",
        "contact",
        "conversation",
        "file",
        "invite",
        "member",
        "message",
        "presence",
        "receipt",
        "server",
        "typing",
        "user",
    )

    def __init__(self, ask: Ask) -> None:
        super().__init__(ask)
        self.auth = AuthOperations(ask)
        self.message = MessageOperations(ask)
        self.conversation = ConversationOperations(ask)
        self.invite = InviteOperations(ask)
        self.member = MemberOperations(ask)
        self.receipt = ReceiptOperations(ask)
        self.call = CallOperations(ask)
        self.typing = TypingOperations(ask)
        self.presence = PresenceOperations(ask)
        self.user = UserOperations(ask)
        self.file = FileOperations(ask)
        self.contact = ContactOperations(ask)
        self.server = ServerOperations(ask)

    async def sync(
        self,
        *,
        cursors: Mapping[str, int] = {},
        epoch: str | UnsetType = UNSET,
        first: int | UnsetType = UNSET,
        last: int | UnsetType = UNSET,
    ) -> SyncAnswer:
        """Catch up. `cursors` holds the last `seq` you have of each conversation, `epoch` what hello said.

        With more cursors than a frame has room for, ask for a range of conversations at a time.

        cursors: The last `seq` you have of each conversation, by its id.
        epoch: What `hello` or the last `sync` said; another one means that the log is not the one you know.
        first: Only conversations from this id on; from 0 if left out.
        last: Only conversations up to this id; all if left out.
        """
        return await self._ask(Sync(cursors=cursors, epoch=epoch, first=first, last=last), SyncAnswer)

    async def ping(self) -> Nothing:
        """Nothing; a sign of life."""
        return await self._ask(Ping(), Nothing)
