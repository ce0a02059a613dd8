"""One ``sync`` asked in parts: the cursors of very many conversations are more than a frame has room for.

Each part asks of a range of conversations. The ranges follow each other from the lowest id to the highest, so
that together they are all, those without a cursor too.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final

from msgspec import UNSET

from hubbub_client.operations import Sync
from hubbub_client.wire import Synced

MOST_CURSOR_BYTES: Final = 60_000
"""What a request's cursors may take as JSON: a frame less the words around them. MessagePack is no longer."""


class Parts:
    """Which part is asked for, and what was answered to those before it."""

    def __init__(self) -> None:
        self._answers: list[Synced] = []
        self._first = 0
        self._last: int | None = None

    def forget(self) -> None:
        """Begin with the first part again."""
        self._answers.clear()
        self._first = 0
        self._last = None

    def request(self, cursors: Mapping[int, int], epoch: str | None) -> Sync:
        """Return what to ask: of all conversations where that fits, and else of the next of them."""
        given, self._last = _fitting(cursors, self._first)
        return Sync(
            cursors=given,
            epoch=UNSET if epoch is None else epoch,
            first=self._first or UNSET,
            last=UNSET if self._last is None else self._last,
        )

    def join(self, answer: Synced) -> Synced | None:
        """Take an answer. After the last part return all of them as one, before it None."""
        self._answers.append(answer)
        if self._last is not None:
            self._first = self._last + 1
            return None
        answers = tuple(self._answers)
        self.forget()
        return answer if len(answers) == 1 else _joined(answers)


def _fitting(cursors: Mapping[int, int], first: int) -> tuple[dict[str, int], int | None]:
    """Return the cursors from ``first`` on that fit into a frame, and how far they go; None: to the end."""
    given: dict[str, int] = {}
    room = MOST_CURSOR_BYTES
    for conversation in sorted(conversation for conversation in cursors if conversation >= first):
        room -= len(f'"{conversation}":{cursors[conversation]},')
        if room < 0:
            return given, conversation - 1
        given[str(conversation)] = cursors[conversation]
    return given, None


def _joined(answers: Sequence[Synced]) -> Synced:
    conversations = [summary for answer in answers for summary in answer.conversations]
    conversations.sort(key=lambda summary: (summary.last_at, summary.id), reverse=True)
    return Synced(
        answers[-1].epoch,
        tuple(conversations),
        tuple(event for answer in answers for event in answer.events),
        tuple(conversation for answer in answers for conversation in answer.reset),
        any(answer.more for answer in answers),
    )
