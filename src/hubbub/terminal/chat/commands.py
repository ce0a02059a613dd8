"""What a line that begins with a slash asks for."""

from __future__ import annotations

from typing import Final

from msgspec import Struct

from hubbub.terminal.chat.words import Words


class Say(Struct, frozen=True):
    """A message: the line was no command."""

    text: str


class Command(Struct, frozen=True):
    """A command of the table, with what stands behind it."""

    name: str
    rest: str


class Mistake(Struct, frozen=True):
    """A line that means nothing, and what to tell the person."""

    message: str


NEEDS: Final = {
    "join": "NAME",
    "leave": "",
    "topic": "TEXT",
    "add": "NAME",
    "new": "NAME",
    "theme": "NAME",
    "help": "",
    "quit": "",
}
"""Every command, and what has to stand behind it."""


def read(line: str, words: Words) -> Say | Command | Mistake:
    """Say what a line asks for. ``//`` begins a message with a slash."""
    if line.startswith("//"):
        return Say(line[1:])
    if not line.startswith("/") or line[1:2].isspace() or len(line) == 1:
        return Say(line)
    name, _, rest = line[1:].partition(" ")
    name, rest = name.strip().lower(), rest.strip()
    if name not in NEEDS:
        return Mistake(words.unknown_command.format(name))
    if NEEDS[name] and not rest:
        return Mistake(words.needs.format(name, NEEDS[name]))
    return Command(name, rest)
