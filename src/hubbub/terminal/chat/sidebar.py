"""The list of conversations: the latest first, what is unread and what mentions one apart."""

from __future__ import annotations

from collections.abc import Sequence

from rich.cells import cell_len
from rich.style import Style
from rich.text import Text
from textual import events
from textual.message import Message as Notice
from textual.strip import Strip

from hubbub.terminal.chat.blocks import Blocks
from hubbub.terminal.chat.conversation import Conversation
from hubbub.terminal.chat.look import Look
from hubbub.terminal.chat.model import Chat
from hubbub.terminal.chat.paint import strip_of
from hubbub.terminal.chat.rows import title_of
from hubbub.terminal.chat.text import clean_line
from hubbub.terminal.chat.words import Words

ROOMY = 30
"""From so many lines on, each conversation has a second one with its latest message."""
MOST_SHOWN = 99


class Sidebar(Blocks):
    """One block a conversation."""

    class Chosen(Notice):
        """A conversation was clicked."""

        def __init__(self, conversation: int) -> None:
            super().__init__()
            self.conversation = conversation

    def __init__(self) -> None:
        super().__init__(id="sidebar")
        self._ids: list[int] = []

    def show(self, chat: Chat, words: Words, look: Look) -> None:
        """Show the conversations, the open one in sight."""
        rooms = chat.listed()
        moved = self._ids != [room.id for room in rooms]
        self._ids = [room.id for room in rooms]
        width, roomy = self.line_width, self.screen.size.height >= ROOMY
        blocks = [entry(chat, room, words, look, width, roomy=roomy) for room in rooms]
        if not blocks:
            blocks = [[strip_of(Text(f" {words.none_yet}", look.muted), width)]]
        self.lay_out(blocks, look.panel)
        if chat.current in self._ids and (moved or chat.current != self._shown):
            self._shown = chat.current
            self._bring_into_sight(self._ids.index(chat.current))

    _shown: int | None = None

    def _bring_into_sight(self, place: int) -> None:
        top, end, height = self.top_of(place), self.top_of(place + 1), self.size.height
        line = (
            min(self.scroll_offset.y, top)
            if top < self.scroll_offset.y
            else max(self.scroll_offset.y, end - height)
        )
        self.scroll_to(y=line, animate=False, force=True, immediate=True)

    def on_click(self, event: events.Click) -> None:
        place = self.block_under(event)
        if place is not None and place < len(self._ids):
            self.post_message(self.Chosen(self._ids[place]))


def entry(
    chat: Chat, room: Conversation, words: Words, look: Look, width: int, *, roomy: bool
) -> Sequence[Strip]:
    """Return a conversation's lines."""
    current = room.id == chat.current
    back = look.current if current else look.panel
    bar = ("▎", look.mine) if current else (" ", look.text)
    style = look.text + Style(bold=bool(room.loud) or current) if room.loud or current else look.muted
    name = Text.assemble(bar, sign(chat, room, look), " ", (title_of(room, words), style))
    lines = [_between(name, badges(room, look), width, back)]
    if roomy:
        preview = Text.assemble(bar, "   ", (_preview(chat, room, words), look.faint))
        lines += [_between(preview, Text(), width, back), strip_of(Text(), width, look.panel)]
    return lines


def badges(room: Conversation, look: Look) -> Text:
    """Return what is unread: mentions apart, muted ones quiet."""
    found = Text()
    if room.mentions:
        found.append(f" @{_bounded(room.mentions)} ", look.mention_badge)
    if room.unread:
        found.append(" " if room.mentions else "")
        found.append(f" {_bounded(room.unread)} ", look.quiet_badge if room.muted else look.badge)
    return found


def _bounded(count: int) -> str:
    return f"{MOST_SHOWN}+" if count > MOST_SHOWN else str(count)


def sign(chat: Chat, room: Conversation, look: Look) -> tuple[str, Style]:
    """Return what stands before a name: whether they are there, or what sort of room it is."""
    if room.peer is not None:
        return ("●", look.success) if chat.people.online(room.peer.id) else ("○", look.faint)
    return ("◆", look.faint) if room.kind == "group" else ("#", look.faint)


def _preview(chat: Chat, room: Conversation, words: Words) -> str:
    if chat.typing_in(room):
        return words.is_typing.format(chat.people.name(chat.typing_in(room)[0]))
    if room.last is None:
        return words.lobby_topic if room.kind == "lobby" else clean_line(room.topic)
    if room.last.deleted:
        return words.deleted
    text = clean_line(room.last.text[:200]) or (
        clean_line(room.last.files[0].name) if room.last.files else ""
    )
    if room.last.sender == chat.my_id:
        return words.you_said.format(text)
    return text if room.peer is not None else words.said.format(chat.people.name(room.last.sender), text)


def _between(left: Text, right: Text, width: int, back: Style) -> Strip:
    """Return a line with something at its end, which is never cut."""
    room = max(1, width - 1 - cell_len(right.plain) - (1 if right.plain else 0))
    left.truncate(room, overflow="ellipsis", pad=True)
    return strip_of(Text.assemble(left, " " if right.plain else "", right), width, back)
