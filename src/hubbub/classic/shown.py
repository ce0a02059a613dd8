"""What one page has been shown: what it knows already, and what it has not confirmed yet."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final, Protocol

from hubbub.storage.owed import Place

MOST_KNOWN: Final = 4_096
MOST_WATCHED: Final = 1_000
SECONDS_UNTIL_AGAIN: Final = 30
"""What has not been confirmed for so long is sent once more on the same connection."""


class Timer(Protocol):
    """Something that is due later."""

    def cancel(self) -> object:
        """Let it not come."""


class Known:
    """The latest messages that a page shows already: sent from there, or paid before they were told."""

    def __init__(self) -> None:
        self._places: dict[Place, None] = {}

    def __contains__(self, place: Place) -> bool:
        return place in self._places

    def add(self, place: Place) -> None:
        """Remember a message, and forget the oldest past a bound."""
        self._places[place] = None
        if len(self._places) > MOST_KNOWN:
            del self._places[next(iter(self._places))]

    def clear(self) -> None:
        """Forget everything."""
        self._places.clear()


class Unconfirmed:
    """What was sent to a page and not confirmed since, the oldest first.

    ``expect`` calls back after so many seconds; ``again`` is told what has waited for `SECONDS_UNTIL_AGAIN`,
    which is then forgotten here: whoever shows it again adds it again.
    """

    def __init__(
        self,
        now: Callable[[], float],
        expect: Callable[[float, Callable[[], None]], Timer],
        again: Callable[[set[Place]], None],
    ) -> None:
        self._now = now
        self._expect = expect
        self._again = again
        self._sent: dict[Place, float] = {}
        self._timer: Timer | None = None

    def add(self, place: Place) -> None:
        """Begin to wait for a confirmation; past a bound no longer for the oldest one."""
        self._sent[place] = self._now()
        if len(self._sent) > MOST_WATCHED:
            del self._sent[next(iter(self._sent))]
        self._wait()

    def discard(self, place: Place) -> None:
        """End waiting: it is confirmed."""
        self._sent.pop(place, None)

    def clear(self) -> None:
        """Wait for nothing any more."""
        self._sent.clear()
        if self._timer is not None:
            self._timer.cancel()
            self._timer = None

    def _wait(self) -> None:
        if self._timer is None and self._sent:
            oldest = next(iter(self._sent.values()))
            self._timer = self._expect(max(oldest + SECONDS_UNTIL_AGAIN - self._now(), 0.1), self._look)

    def _look(self) -> None:
        self._timer = None
        before = self._now() - SECONDS_UNTIL_AGAIN
        late = {place for place, at in self._sent.items() if at <= before}
        for place in late:
            del self._sent[place]
        if late:
            self._again(late)
        self._wait()
