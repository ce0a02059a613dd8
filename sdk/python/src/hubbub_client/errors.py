"""Every way in which asking can fail: what the server refuses, and what happens on the way.

The server's codes are its catalogue; a code that this version does not know is a plain ``HubbubError``.
"""

from __future__ import annotations

from typing import Final

from msgspec import Struct


class HubbubError(Exception):
    """The server said no. ``code`` is for programs, ``message`` for people."""

    code: str = "internal"

    def __init__(self, message: str, *, retry_after: float | None = None) -> None:
        super().__init__(message)
        self.message = message
        self.retry_after = retry_after
        """Seconds after which it is worth trying again, if the server said so."""


class BadRequest(HubbubError):
    """Malformed or out of bounds; the message begins with the field's name."""

    code = "bad_request"


class Unauthenticated(HubbubError):
    """No token, an unknown or ended one; a wrong name or password."""

    code = "unauthenticated"


class Forbidden(HubbubError):
    """A member, but not allowed to; or registration is not open to you."""

    code = "forbidden"


class NotFound(HubbubError):
    """Does not exist, or not for you."""

    code = "not_found"


class Conflict(HubbubError):
    """A name is taken, or a ``client_id`` was used for another message."""

    code = "conflict"


class TooLarge(HubbubError):
    """A frame or a text over its bound."""

    code = "too_large"


class RateLimited(HubbubError):
    """Too often: try again after ``retry_after`` seconds."""

    code = "rate_limited"


class Unavailable(HubbubError):
    """The server could not store it, or is leaving. Nothing was stored; trying again is right."""

    code = "unavailable"


class Internal(HubbubError):
    """A defect of the server, logged there under the id in the message."""

    code = "internal"


class ConnectionLost(Exception):
    """There is no connection, or it broke before the answer came.

    The client goes on trying to connect; only what was asked is given up. ``sent`` says whether the
    server may have done it.
    """

    def __init__(self, message: str, *, sent: bool = False) -> None:
        super().__init__(message)
        self.sent = sent


class Closed(Exception):
    """The client is closed and does not come back: by ``close()``, or because the server does not want it."""


class OutboxError(Exception):
    """The outbox takes no more: it is full, or its file is in use, somebody else's, or none of ours.

    The file of the state too.
    """


class Problem(Struct, frozen=True):
    """An error as it stands on the wire."""

    code: str
    message: str
    retry_after: float | None = None


_CATALOGUE: Final = {
    kind.code: kind
    for kind in (
        *(BadRequest, Unauthenticated, Forbidden, NotFound, Conflict),
        *(TooLarge, RateLimited, Unavailable, Internal),
    )
}


def error_of(problem: Problem) -> HubbubError:
    """Return the exception for an error on the wire."""
    kind = _CATALOGUE.get(problem.code, HubbubError)
    error = kind(problem.message, retry_after=problem.retry_after)
    error.code = problem.code
    return error


def is_temporary(error: HubbubError) -> bool:
    """Say whether asking the same again later may succeed."""
    return isinstance(error, RateLimited | Unavailable) or error.code == Internal.code
