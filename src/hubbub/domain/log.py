"""What the log takes in and gives out."""

from __future__ import annotations

from collections.abc import Callable

from msgspec import Struct

from hubbub.domain.events import AnyCallEvent, AnyLogEvent, Event
from hubbub.domain.ids import ConversationId, Cursor, Seq, UserId
from hubbub.domain.models import Origin
from hubbub.errors import HubbubError


class Sent(Struct, frozen=True):
    """The answer to a send: where the message stands, the same for every retry."""

    conversation: ConversationId
    seq: Seq
    at: str
    client_id: str | None


class Append(Struct):
    """A message on its way into the log. `done` is called on the event loop, after the commit.

    Exactly one of `conversation` and `to` (a user: the direct conversation) is given.
    """

    sender: UserId
    conversation: ConversationId | None
    to: UserId | None
    text: str
    client_id: str | None
    reply_to: Seq | None
    done: Callable[[Sent | HubbubError], None]
    files: tuple[str, ...] = ()
    origin: Origin | None = None


class Notice(Struct, frozen=True):
    """A personal event, for every connection of one user; a new membership begins after ``floor``."""

    user: UserId
    event: Event
    floor: Cursor = 0


class Revoked(Struct, frozen=True):
    """Logins of a user that have ended: their sockets are to be closed. 0 stands for sockets by name only."""

    user: UserId
    tokens: tuple[int, ...]


Committed = AnyLogEvent | AnyCallEvent | Notice | Revoked
"""One fact of a committed batch, in commit order."""
