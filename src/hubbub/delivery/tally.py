"""Numbers that the hot paths count by hand and the metrics read."""

from __future__ import annotations

from collections import Counter

from msgspec import Struct, field


class Tally(Struct):
    """Counts since the start; only the event loop's thread writes them."""

    deliveries: int = 0
    received: int = 0
    csp_reports: int = 0
    refusals: Counter[str] = field(default_factory=Counter)
