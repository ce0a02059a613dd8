"""Who is here with a classic page: what the first dialect tells everyone online, and people's names."""

from __future__ import annotations

from collections.abc import Callable, Coroutine
from typing import TYPE_CHECKING, Any, Final

from hubbub.classic import letters
from hubbub.classic.letters import Frame
from hubbub.services.context import Library
from hubbub.storage import users

if TYPE_CHECKING:
    from hubbub.classic.session import ClassicSession

MOST_NAMES: Final = 10_000


class Parlour:
    """The classic pages of this node."""

    def __init__(self, library: Library, start: Callable[[Coroutine[Any, Any, None]], object]) -> None:
        self._library = library
        self._start = start
        self._present: dict[ClassicSession, None] = {}
        self._names: dict[int, str] = {}

    def enter(self, session: ClassicSession) -> None:
        """Count a page as online."""
        self._present[session] = None

    def leave(self, session: ClassicSession) -> None:
        """Count it no more."""
        self._present.pop(session, None)

    def tell(self, frame: Frame) -> None:
        """Send a frame to everyone online, its sender too. It is kept nowhere."""
        framed = letters.write(frame)
        for session in self._present:
            session.write_bytes(framed)

    def name(self, user: int, then: Callable[[str], None]) -> None:
        """Call ``then`` with somebody's name: at once if it is known, or when it has been looked up."""
        if user in self._names:
            then(self._names[user])
        else:
            self._start(self._look_up(user, then))

    async def _look_up(self, user: int, then: Callable[[str], None]) -> None:
        found = await self._library.read(users.get, user)
        if len(self._names) >= MOST_NAMES:
            self._names.clear()
        self._names[user] = found.name
        then(found.name)
