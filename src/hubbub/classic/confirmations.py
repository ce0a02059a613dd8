"""What pages have confirmed, on its way to the database: one write a person at a time."""

from __future__ import annotations

from collections.abc import Callable, Coroutine, Iterator
from contextlib import contextmanager
from typing import Any

import structlog

from hubbub.errors import HubbubError
from hubbub.storage import owed
from hubbub.storage.log import Log
from hubbub.storage.owed import Place

logger = structlog.get_logger(__name__)


class Confirmations:
    """Takes confirmations on the event loop; what is not written yet counts already."""

    def __init__(self, log: Log, start: Callable[[Coroutine[Any, Any, None]], object]) -> None:
        self._log = log
        self._start = start
        self._waiting: dict[int, set[Place]] = {}
        self._writing: dict[int, set[Place]] = {}
        self._noted: dict[int, list[set[Place]]] = {}

    def take(self, user: int, place: Place) -> None:
        """Note that a person's page shows the message at a place."""
        self._waiting.setdefault(user, set()).add(place)
        for noted in self._noted.get(user, ()):
            noted.add(place)
        if user not in self._writing:
            self._writing[user] = set()
            self._start(self._write(user))

    @contextmanager
    def noting(self, user: int) -> Iterator[set[Place]]:
        """Give a set of what is on its way now and of what comes meanwhile: a reading may not show it yet."""
        noted = self._waiting.get(user, set()) | self._writing.get(user, set())
        self._noted.setdefault(user, []).append(noted)
        try:
            yield noted
        finally:
            self._noted[user] = [each for each in self._noted[user] if each is not noted]
            if not self._noted[user]:
                del self._noted[user]

    async def _write(self, user: int) -> None:
        try:
            while places := self._waiting.pop(user, None):
                self._writing[user] = places
                await self._log.transact(lambda tx, places=places: owed.confirm(tx, user, places))  # type: ignore[misc]
        except HubbubError as error:
            # They stay owed and are sent again: the page confirms them again.
            logger.warning("confirmations were not stored", error=error.code.value)
        finally:
            del self._writing[user]
