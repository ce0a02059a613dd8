"""Those whose last connection has just gone: for a moment more they are seen to be here.

Networks break off and pages are reloaded. Who is back in that moment has never been away, so a crowd that is
cut and comes back costs nobody a frame; the more have gone, the longer they are waited for.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from msgspec import Struct

from hubbub.bus.port import Whisper
from hubbub.delivery.room import Pace

MOMENT_SECONDS: Final = 1.0
SECONDS_FOR_EACH: Final = 0.02
"""Longer for each who is waited for: many who go at once have not gone, something between has."""
LONGEST_SECONDS: Final = 30.0
LOOK_SECONDS: Final = 0.25


class _Gone(Struct, frozen=True):
    since: float
    whisper: Whisper


class Lingering:
    """Tells ``tell`` of those who stay away."""

    def __init__(self, pace: Pace, tell: Callable[[Whisper], None]) -> None:
        self._pace = pace
        self._tell = tell
        self._gone: dict[int, _Gone] = {}
        """In the order in which they have gone."""

    def __contains__(self, user: int) -> bool:
        return user in self._gone

    def add(self, user: int, whisper: Whisper) -> None:
        """Take note of somebody who has gone, and of what to say if they stay away."""
        if not self._gone:
            self._pace.call_later(LOOK_SECONDS, self._look)
        self._gone[user] = _Gone(self._pace.now(), whisper)

    def take_back(self, user: int) -> bool:
        """Say whether somebody who comes had not been seen to go."""
        return self._gone.pop(user, None) is not None

    def _look(self) -> None:
        moment = min(MOMENT_SECONDS + SECONDS_FOR_EACH * len(self._gone), LONGEST_SECONDS)
        latest = self._pace.now() - moment
        while self._gone:
            user, gone = next(iter(self._gone.items()))
            if gone.since > latest:
                self._pace.call_later(LOOK_SECONDS, self._look)
                return
            del self._gone[user]
            self._tell(gone.whisper)
