"""When to come back: full jitter, what the server asked for, and when not to come back at all."""

from __future__ import annotations

import random
import ssl
from typing import Final

from msgspec import Struct

from hubbub_client.connection import Ended, Refused
from hubbub_client.errors import HubbubError, OutboxError, is_temporary

_BYE: Final = 1000
_NOT_ALLOWED: Final = 1008
_RESTARTING: Final = 1012
_MOST_SPREAD: Final = 300.0
_TEMPORARY_STATUS: Final = frozenset({408, 425, 429})


class Backoff(Struct, frozen=True):
    """Seconds: the bound of the first wait, doubled for each attempt that fails, up to ``most``.

    Each wait is anything from nothing to its bound ("full jitter"), so that the many who were cut at once
    do not come back at once.
    """

    first: float = 0.5
    most: float = 10.0

    def wait(self, failures: int) -> float:
        """Return the seconds to wait after so many failures in a row."""
        return random.uniform(0, min(self.most, self.first * 2.0 ** min(failures, 40)))

    def after_end(self, ended: Ended, failures: int) -> float | None:
        """Return the seconds to wait after a connection ended, or None if one is not to come back."""
        if ended.code in (_BYE, _NOT_ALLOWED):
            return None
        if ended.code == _RESTARTING and ended.reason.isdecimal():
            return random.uniform(0, min(_MOST_SPREAD, float(ended.reason))) + (
                self.wait(failures) if failures else 0
            )
        return self.wait(failures)

    def after_failure(self, error: Exception, failures: int) -> float | None:
        """Return the seconds to wait after an attempt that failed, or None if no other can succeed."""
        if isinstance(error, Refused):
            if 400 <= error.status < 500 and error.status not in _TEMPORARY_STATUS:
                return None
            return (error.retry_after or 0.0) + self.wait(failures)
        if isinstance(error, HubbubError):
            return (error.retry_after or 0.0) + self.wait(failures) if is_temporary(error) else None
        if isinstance(error, ssl.SSLCertVerificationError | OutboxError):
            return None
        return self.wait(failures)

    def after_refusal(self, error: HubbubError) -> float:
        """Return the seconds after which to ask again what was refused for the moment."""
        return (error.retry_after or 0.0) + self.wait(0)
