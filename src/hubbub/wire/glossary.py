"""Words and bounds of fields that their types do not say: for the documents, which nothing else enforces.

The bounds are those of ``hubbub.domain.text``, which the services check; most of them are not on the
structs because what passes them is another error than ``bad_request``, or is counted after trimming.
"""

from __future__ import annotations

from typing import Final

from hubbub.domain import text
from hubbub.errors import Code

TIMES: Final = frozenset(
    {"at", "sent_at", "edited_at", "seen_at", "last_at", "created_at"}
    | {"started_at", "rings_until", "answered_at", "expires_at"}
)
"""Fields that hold a time: RFC 3339 UTC with milliseconds."""

_TITLE: Final = {"minLength": 1, "maxLength": text.MAX_TITLE}
_BOUNDS: Final[dict[str, dict[str, int]]] = {
    "text": {"minLength": 1, "maxLength": text.MAX_TEXT},
    "display_name": _TITLE,
    "topic": {"minLength": 0, "maxLength": text.MAX_TOPIC},
    "auth.register name": {"minLength": 1, "maxLength": text.MAX_NAME},
    "auth.register password": {"minLength": 8},
    "auth.password password": {"minLength": 8},
    "conversation.create name": _TITLE,
    "conversation.update name": _TITLE,
}

ASKED: Final = {
    "op": "The operation's name. Needed in a frame; over HTTP the path says it.",
    "id": "Any string or integer; comes back as `re`.",
    "text": "What to say. Control characters and bidirectional overrides are refused.",
    "reply_to": "The position of the message this replies to, in the same conversation.",
    "message.send conversation": "Where to say it; 0 is the lobby. Instead of `to`.",
    "to": "A user's id: their direct conversation with you, made if needed. Instead of `conversation`.",
    "password": "Needed where the account has one.",
    "current": "The password so far, if there is one.",
    "invite": "An invitation, where `registration` is `invite`.",
    "display_name": "What others see; the name if nothing is given.",
    "token": "What `auth.login` or `auth.register` answered.",
    "session": "A login's id, from `auth.sessions`.",
    "cursors": "The last `seq` you have of each conversation, by its id.",
    "epoch": "What `hello` or the last `sync` said; another one means that the log is not the one you know.",
    "before": "Messages before this position, the latest of them.",
    "after": "Messages after this position, the earliest of them.",
    "around": "The message at this position with as many before as after it.",
    "at": "Messages from this time on (RFC 3339, with an offset).",
    "limit": "At most this many.",
    "kind": "A group is private and a channel public unless `public` says otherwise.",
    "topic": "What it is about.",
    "members": "Who is in it from the start, besides you.",
    "public": "Whether anyone may find and join it.",
    "avatar": "An http(s) address or a path on this server; null takes it away.",
    "picture": "A file, of which a square becomes the avatar; null takes it away. Instead of `avatar`.",
    "muted": "Whether to mute it.",
    "pinned": "Whether to pin it.",
    "archived": "Whether to archive it.",
    "invite.revoke invite": "An invitation's id, from `invite.list`.",
    "others": "Whether to end every login but this one. Instead of `session`.",
    "uses": "How many people may join with it.",
    "hours": "For how long it works.",
    "query": "A part of a name; case and width do not matter.",
    "users": "The users asked for.",
    "role": "The new role.",
    "auth.register name": "Yours alone, whatever its case. No `@`, no control characters, not `all`.",
    "auth.register password": "Optional where `registration` is `open`, needed elsewhere.",
    "auth.password password": "The new password.",
    "conversation.create name": "What it is called.",
    "conversation.update name": "What it is called from now on.",
    "call.start media": "What to begin with; it binds nobody.",
    "call": "A running call's id.",
    "call.signal to": "Somebody who is in the call, and not you.",
    "signal": "Any JSON object of up to 16 KiB, nested up to 64 deep.",
    "call.start device": "What your other devices know this one by; any name of your choice.",
    "call.accept device": "What your other devices know this one by; any name of your choice.",
    "call.get after": "The number of the last signal you have; 0 is before the first.",
    "member.list after": "Members with a greater user id than this.",
}

ANSWERED: Final = {
    "ev": "The event's name.",
    "re": "The request's `id`.",
    "at": "When it was stored.",
    "token": "Proves who you are, until you log out or 90 days after its last use. Keep it secret.",
    "Message id": "Greater the later it was stored, over all conversations. Name messages by `seq`.",
    "MessageSentEvent id": "As in Message.",
    "User name": "What they log in with and are mentioned by.",
    "Summary name": "What it is called; for a direct conversation, the other's display name.",
    "Summary mentions": "How many unread messages mention you.",
    "Summary members": "How many members it has.",
    "Summary last_message": "The latest message you may see, or null.",
    "Summary peer": "The other person of a direct conversation.",
    "Summary role": "Your own.",
    "Summary head": "The last position of its log.",
    "Summary read": "How far you have read.",
    "Listing members": "How many members it has.",
    "Member joined_seq": "The last position from before they came; 0 where they see all.",
    "reply_to": "The position of the message this replies to, or null.",
    "target": "The position of the message meant.",
    "by": "The user who did it.",
    "sender": "The user who said it.",
    "owner": "The owner's user id, or null.",
    "display_name": "What others see.",
    "avatar": "An address, or null.",
    "topic": "What it is about.",
    "text": "What was said; empty once deleted.",
    "files": "Kept for files; empty in this version.",
    "mentions": "The users meant by `@name`.",
    "sent_at": "When it was stored.",
    "edited_at": "When it was last edited, or null.",
    "deleted": "Whether it has been deleted.",
    "client_id": "The sender's key for it, or null.",
    "unread": "Others' undeleted messages past your read cursor.",
    "public": "Whether anyone may find and join it.",
    "muted": "Whether you have muted it.",
    "pinned": "Whether you have pinned it.",
    "archived": "Whether you have archived it.",
    "InviteCreateAnswer code": "What lets somebody in. It is shown this once.",
    "Invite id": "Names it, and lets nobody in.",
    "Invite by": "Who made it.",
    "InviteGetAnswer by": "Who made it.",
    "uses": "How many people may still join with it.",
    "Invite expires_at": "Until when it works.",
    "InviteGetAnswer expires_at": "Until when it works.",
    "registration": "Who may make an account.",
    "guests": "Whether a name without a password is enough.",
    "version": "The program's version.",
    "shortest": "Characters that a new password has at least.",
    "longest": "Characters that a password has at most.",
    "Limits name": "Characters of a user's name.",
    "Limits title": "Characters of a display name, or of what a conversation is called.",
    "Limits topic": "Characters of a topic.",
    "Limits text": "Characters of a message.",
    "Limits files": "Files of a message.",
    "Limits file": "Bytes of a file.",
    "quota": "Bytes of all of somebody's files.",
    "last_at": "When something last happened in it.",
    "has_more": "Whether there are more in the direction asked for.",
    "joined": "Whether you are in it.",
    "seq": "Its position in the conversation's log.",
    "Changed seq": "The change's position in the conversation's log.",
    "ReceiptReadEvent seq": "How far they have read.",
    "epoch": "The log's own id: another one means that cursors are void.",
    "reset": "Conversations to forget and begin anew: the events given are their newest.",
    "more": "Whether to call again, with the new cursors.",
    "online": "Whether they have a connection.",
    "seen_at": "When they last had a connection, or null.",
    "heartbeat": "Seconds of silence after which the server pings; after twice that it closes.",
    "protocol": "The protocol's version: 1.",
    "message": "A sentence for whoever reads it; begins with the field's name where one is to blame.",
    "device": "What the login is called.",
    "current": "Whether it is the one asking.",
    "created_at": "When it began.",
    "call": "The call's id.",
    "Call by": "Who is calling.",
    "CallStartedEvent by": "Who is calling.",
    "CallEndedEvent by": "Who ended it; 0 where its time did.",
    "media": "What it was begun with.",
    "started_at": "When it began to ring.",
    "rings_until": "When it will be missed, unless somebody answers.",
    "answered_at": "When it was first answered, or null.",
    "people": "Who is in it, by user id.",
    "mine": "What you have done about it, or null.",
    "started_by": "Who called.",
    "outcome": "What became of it.",
    "seconds": "How long people talked.",
    "CallEndedEvent users": "Who took part, at most 100 of them.",
    "CallSignalEvent device": "The device that the sender is in the call with, or null.",
    "Signalled device": "The device that the sender is in the call with, or null.",
    "CallStartedEvent device": "The device they are calling from, or null.",
    "CallAcceptedEvent device": "The device they took it on, or null.",
    "Participant device": "The device they are in it with, or null.",
    "from": "Who signals.",
    "signal": "What they say, as they said it.",
    "number": "Counts the signals to you in this call, from 1, without holes.",
    "lost": "Whether something after `after` is not kept any more: begin anew, with an ICE restart.",
    "servers": "For `iceServers` of RTCPeerConnection.",
    "urls": "Where they are.",
    "username": "Until when the credential is good (seconds since 1970), and whose it is.",
    "credential": "The password that goes with it.",
    "expires_at": "When the passwords end; ask again before.",
}

ERRORS: Final = {
    Code.BAD_REQUEST: "Malformed or out of bounds; the message names the field.",
    Code.UNAUTHENTICATED: "No token, or one that is unknown or has ended; a wrong name or password.",
    Code.FORBIDDEN: "Known and visible, but not allowed; or a page of another site.",
    Code.NOT_FOUND: "Does not exist, or not for you: the two are never told apart.",
    Code.CONFLICT: "A name is taken, someone is a member, a call runs, or a `client_id` was used for "
    "another message.",
    Code.TOO_LARGE: "A frame, body or text over its bound.",
    Code.RATE_LIMITED: "Too often: try again after `retry_after` seconds.",
    Code.UNAVAILABLE: "Storage failed or the server is leaving. Nothing was stored; try again.",
    Code.INTERNAL: "A defect. It is logged under the id in the message; trying again may help.",
}
"""What each code means to a client."""

MESSAGES: Final = {
    Code.BAD_REQUEST: "conversation: expected `int`, got `str`",
    Code.UNAUTHENTICATED: "log in first",
    Code.FORBIDDEN: "a member of a group may not remove members",
    Code.NOT_FOUND: "conversation: there is none of this id for you",
    Code.CONFLICT: "name: taken",
    Code.TOO_LARGE: "text: at most 10000 characters, got 12000",
    Code.RATE_LIMITED: "too many of these",
    Code.UNAVAILABLE: "the store failed, nothing was stored",
    Code.INTERNAL: "a defect, logged as 5f1c2e0a",
}
"""A message that each code may come with."""

CLOSE_CODES: Final = {
    1000: ("bye", "Nothing is wrong."),
    1002: ("protocol error", "A frame broke the rules of RFC 6455. Mend the client."),
    1007: ("not UTF-8", "A text frame was not UTF-8. Mend the client."),
    1008: ("not allowed", "The origin is not allowed, nobody logged in within 10 seconds, or the login has "
           "ended. Do not come back without logging in."),
    1009: ("too large", "A message was longer than 64 KiB. Do not send it again."),
    1011: ("defect", "The server failed. Come back after a random delay, and `sync`."),
    1012: ("restarting", "Come back after a random delay up to the seconds in the reason, and `sync`."),
    4000: ("no sign of life", "Nothing was heard for twice the heartbeat. Come back and `sync`."),
    4001: ("too slow to read", "More than 1 MiB was waiting to be read. Come back and `sync`."),
}  # fmt: skip
"""What a socket is closed with, and what to do then."""


def bounds(operation: str, field: str) -> dict[str, int]:
    """Return the bounds of a request's field that its type does not say."""
    return _BOUNDS.get(f"{operation} {field}", _BOUNDS.get(field, {}))


def asked(operation: str, field: str) -> str:
    """Return what a request's field means, or nothing where its type says enough."""
    return ASKED.get(f"{operation} {field}", ASKED.get(field, ""))


def answered(component: str, field: str) -> str:
    """Return what a field of an answer, event or model means, or nothing."""
    return ANSWERED.get(f"{component} {field}", ANSWERED.get(field, ""))
