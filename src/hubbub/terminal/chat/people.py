"""The people this chat has heard of: what they are called, and whether they are there."""

from __future__ import annotations

from collections.abc import Iterable

from hubbub.terminal.chat.text import clean_line
from hubbub_client import Presence, PresenceChanged, User

SYSTEM = 0
"""The server itself."""


class People:
    """Users by id. Who was asked for and is not known stands in ``wanted`` until somebody finds out."""

    def __init__(self) -> None:
        self._users: dict[int, User] = {}
        self._online: dict[int, bool] = {}
        self.wanted: set[int] = set()

    def meet(self, *users: User) -> None:
        """Take note of what people are called now."""
        for user in users:
            self._users[user.id] = user
            self.wanted.discard(user.id)

    def forget(self) -> None:
        """It is another database: ids may be other people's now."""
        self._users.clear()
        self._online.clear()
        self.wanted.clear()

    def get(self, user: int) -> User | None:
        """Return a user who is known."""
        return self._users.get(user)

    def name(self, user: int) -> str:
        """Return what to call someone; who is not known yet is a number until then."""
        known = self._users.get(user)
        if known is not None:
            return clean_line(known.display_name) or clean_line(known.name) or f"#{user}"
        if user != SYSTEM:
            self.wanted.add(user)
        return f"#{user}"

    def see(self, presence: Iterable[Presence | PresenceChanged]) -> None:
        """Take note of who is there."""
        self._online.update((each.user, each.online) for each in presence)

    def online(self, user: int) -> bool | None:
        """Say whether someone is there; None is not known."""
        return self._online.get(user)

    def lose_sight(self) -> None:
        """Without a connection nobody's presence is known."""
        self._online.clear()

    def all(self) -> Iterable[User]:
        """Return everyone who is known."""
        return self._users.values()
