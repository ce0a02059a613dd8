"""Times: UTC, integer milliseconds inside, RFC 3339 with milliseconds outside."""

from __future__ import annotations

import time
from collections.abc import Callable
from datetime import UTC, datetime
from functools import lru_cache

Clock = Callable[[], int]
"""Milliseconds since 1970 UTC."""


def now_ms() -> int:
    """Return the time by this machine's clock: the one that a running server is given."""
    return time.time_ns() // 1_000_000


@lru_cache(maxsize=16)
def _second(seconds: int) -> str:
    return datetime.fromtimestamp(seconds, UTC).strftime("%Y-%m-%dT%H:%M:%S")


def rfc3339(milliseconds: int) -> str:
    """Write a time as RFC 3339 UTC with milliseconds, such as ``2026-11-23T04:42:00.000Z``."""
    seconds, rest = divmod(milliseconds, 1000)
    return f"{_second(seconds)}.{rest:03d}Z"


def milliseconds(moment: datetime) -> int:
    """Turn an aware datetime into milliseconds; the whole range of RFC 3339 is accepted."""
    return int(moment.timestamp() * 1000)
