"""What is being written: new, in reply to something, or an edit of something; and what Tab makes of it."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Final

from msgspec import Struct

from hubbub.terminal.chat.commands import NEEDS
from hubbub.terminal.chat.emoji import EMOJI
from hubbub_client import Message

_WORD_AT_END: Final = re.compile(r"(?:^|(?<=\s))([@:/])(\S*)$|(?<![A-Za-z0-9_])(@)([^\s@]*)$")
TYPING_EVERY: Final = 3.0
"""Seconds between two notices that one is typing; each holds for five."""


class Draft(Struct):
    """What is being written in one conversation."""

    text: str = ""
    reply_to: Message | None = None
    editing: Message | None = None
    kept: str = ""
    """What was being written before the edit began."""

    @property
    def plain(self) -> bool:
        """Whether it is neither a reply nor an edit."""
        return self.reply_to is None and self.editing is None

    def reply(self, message: Message) -> None:
        """Answer a message."""
        self.leave()
        self.reply_to = message

    def edit(self, message: Message) -> None:
        """Change a message; what was being written waits."""
        self.leave()
        self.editing, self.kept, self.text = message, self.text, message.text

    def leave(self) -> None:
        """Go back to what was being written."""
        if self.editing is not None:
            self.text, self.kept = self.kept, ""
        self.reply_to = self.editing = None


class Completion(Struct, frozen=True):
    """What Tab may put in the place of what stands before the cursor, the best first."""

    start: int
    choices: tuple[str, ...]


def complete(before: str, names: Iterable[str]) -> Completion | None:
    """Say what may stand instead of the word that ends at the cursor; None if nothing can."""
    found = _WORD_AT_END.search(before)
    if found is None:
        return None
    mark, word = found[1] or found[3], found[2] if found[1] else found[4]
    choices = _choices(mark, word, before, names)
    return Completion(found.start(), choices) if choices else None


def _choices(mark: str, word: str, before: str, names: Iterable[str]) -> tuple[str, ...]:
    if mark == "@":
        return tuple(f"@{name} " for name in _best(word, names))
    if mark == ":":
        known = _best(word.rstrip(":"), EMOJI) if word else ()
        return tuple(f"{EMOJI[name]} " for name in known)
    return tuple(f"/{name} " for name in _best(word, NEEDS)) if before == f"/{word}" else ()


def _best(word: str, names: Iterable[str]) -> list[str]:
    """Return names that begin with the word, and then those that hold it."""
    wanted = word.casefold()
    found = [name for name in dict.fromkeys(names) if wanted in name.casefold()]
    return sorted(found, key=lambda name: (not name.casefold().startswith(wanted), name.casefold()))


class TypingNotice:
    """When to say that one is typing: at once, and then no more often than is needed."""

    def __init__(self) -> None:
        self._next = 0.0

    def due(self, text: str, now: float) -> bool:
        """Say whether it is time, given what stands there. Commands are nobody's business."""
        if not text.strip() or (text.startswith("/") and not text.startswith("//")) or now < self._next:
            return False
        self._next = now + TYPING_EVERY
        return True

    def sent(self) -> None:
        """A message says that the typing is over; the next letter is news again."""
        self._next = 0.0
