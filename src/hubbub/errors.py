"""The error catalogue: every way in which Hubbub says no, in one table.

An error is raised where it is known and turned into a frame or an HTTP status in one place.
Nothing outside this module invents a code.
"""

from __future__ import annotations

from enum import StrEnum
from typing import ClassVar


class Code(StrEnum):
    """The codes of PROTOCOL, the only ones a client ever sees."""

    BAD_REQUEST = "bad_request"
    UNAUTHENTICATED = "unauthenticated"
    FORBIDDEN = "forbidden"
    NOT_FOUND = "not_found"
    CONFLICT = "conflict"
    TOO_LARGE = "too_large"
    RATE_LIMITED = "rate_limited"
    UNAVAILABLE = "unavailable"
    INTERNAL = "internal"


HTTP_STATUS: dict[Code, int] = {
    Code.BAD_REQUEST: 400,
    Code.UNAUTHENTICATED: 401,
    Code.FORBIDDEN: 403,
    Code.NOT_FOUND: 404,
    Code.CONFLICT: 409,
    Code.TOO_LARGE: 413,
    Code.RATE_LIMITED: 429,
    Code.INTERNAL: 500,
    Code.UNAVAILABLE: 503,
}


class HubbubError(Exception):
    """A refusal with a code of the catalogue and a sentence for the person who reads it."""

    code: ClassVar[Code] = Code.INTERNAL

    def __init__(self, message: str, *, retry_after: float | None = None) -> None:
        super().__init__(message)
        self.message = message
        self.retry_after = retry_after

    @property
    def status(self) -> int:
        """The HTTP status of this error's code."""
        return HTTP_STATUS[self.code]


class BadRequest(HubbubError):
    """Malformed or out of bounds; the message begins with the field's name."""

    code = Code.BAD_REQUEST


class Unauthenticated(HubbubError):
    """No token, or one that nobody knows."""

    code = Code.UNAUTHENTICATED


class Forbidden(HubbubError):
    """Known and visible, but not allowed."""

    code = Code.FORBIDDEN


class NotFound(HubbubError):
    """Does not exist, or not for you: the two are never told apart."""

    code = Code.NOT_FOUND


class Conflict(HubbubError):
    """A name is taken, or a ``client_id`` was used for another message."""

    code = Code.CONFLICT


class TooLarge(HubbubError):
    """A frame, a text or an upload over its bound."""

    code = Code.TOO_LARGE


class RateLimited(HubbubError):
    """Too often; ``retry_after`` says in how many seconds it is worth trying again."""

    code = Code.RATE_LIMITED


class Unavailable(HubbubError):
    """Storage failed or the server is leaving; nothing was stored, trying again is right."""

    code = Code.UNAVAILABLE


class Internal(HubbubError):
    """A defect. The message holds the id under which it was logged, and nothing else."""

    code = Code.INTERNAL
