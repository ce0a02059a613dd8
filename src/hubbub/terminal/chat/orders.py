"""Slash commands, carried out."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Final

from hubbub.terminal.chat.commands import Command
from hubbub.terminal.chat.conversation import Conversation
from hubbub.terminal.chat.dialogs import Sure
from hubbub.terminal.chat.look import theme_named
from hubbub.terminal.chat.rows import title_of

if TYPE_CHECKING:
    from hubbub.terminal.chat.app import ChatApp


def carry_out(command: Command, app: ChatApp) -> bool:
    """Carry out a command, and return whether the line that held it may go."""
    if command.name in _ANYWHERE:
        return _ANYWHERE[command.name](app, command.rest)
    room = app.chat.opened
    if room is None or room.id < 0:
        app.tell(app.words.not_here)
        return False
    _IN_A_ROOM[command.name](app, room, command.rest)
    return True


def _join(app: ChatApp, name: str) -> bool:
    app.reception.join(name)
    return True


def _new(app: ChatApp, name: str) -> bool:
    app.reception.create(name, [])
    return True


def _theme(app: ChatApp, name: str) -> bool:
    found = theme_named(name)
    if found is None:
        app.tell(app.words.no_theme.format(name, ", ".join(sorted(app.available_themes))))
        return False
    app.theme = found
    return True


def _help(app: ChatApp, _: str) -> bool:
    app.chat_screen.action_help()
    return True


def _quit(app: ChatApp, _: str) -> bool:
    app.call_later(app.action_quit)
    return True


def _leave(app: ChatApp, room: Conversation, _: str) -> None:
    question = Sure(app.words.leave_sure.format(title_of(room, app.words)), "", app.words.leave_keys)
    app.push_screen(question, lambda sure: app.reception.leave(room) if sure else None)


def _topic(app: ChatApp, room: Conversation, topic: str) -> None:
    app.reception.topic(room, topic)


def _add(app: ChatApp, room: Conversation, name: str) -> None:
    app.reception.add(room, name)


_ANYWHERE: Final[dict[str, Callable[[ChatApp, str], bool]]] = {
    "join": _join,
    "new": _new,
    "theme": _theme,
    "help": _help,
    "quit": _quit,
}
_IN_A_ROOM: Final[dict[str, Callable[[ChatApp, Conversation, str], None]]] = {
    "leave": _leave,
    "topic": _topic,
    "add": _add,
}
