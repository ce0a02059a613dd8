"""What the client itself tells, among the server's events: how the connection is, and what to forget."""

from __future__ import annotations

from typing import Any

from msgspec import Struct

from hubbub_client.models import Summary, User


class Connected(Struct, frozen=True):
    """Logged in as ``user``. What has been missed follows, and then ``CaughtUp``."""

    user: User


class Disconnected(Struct, frozen=True):
    """The connection is gone; the client comes back in ``retry_in`` seconds, or never if that is None.

    ``code`` is the close code of RFC 6455, 1006 where there was none.
    """

    reason: str
    code: int = 1006
    retry_in: float | None = None


class CaughtUp(Struct, frozen=True):
    """Everything up to now has been told. ``conversations`` is how all of yours stand, latest first."""

    conversations: tuple[Summary, ...]


class Reset(Struct, frozen=True):
    """Forget what you hold of a conversation: what follows are its newest entries, not the next ones.

    You were too far behind, or the server has another database. Older messages are in
    ``client.message.history``.
    """

    conversation: int


class Gone(Struct, frozen=True):
    """You are no longer in a conversation, and that happened while you were away."""

    conversation: int


class Undeliverable(Struct, frozen=True):
    """A message of the outbox was refused for good, and has left the outbox."""

    client_id: str
    error: Exception


class Unknown(Struct, frozen=True):
    """An event of a later version of the protocol. Log entries among them keep their place in the order."""

    ev: str
    fields: dict[str, Any]


LocalEvent = Connected | Disconnected | CaughtUp | Reset | Gone | Undeliverable | Unknown
