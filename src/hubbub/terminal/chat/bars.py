"""The lines around the history: what conversation this is, and how the connection is."""

from __future__ import annotations

from math import ceil

from rich.cells import cell_len
from rich.style import Style
from rich.text import Text
from textual.widgets import Static

from hubbub.terminal.chat.conversation import Conversation
from hubbub.terminal.chat.look import Look
from hubbub.terminal.chat.model import Chat, Link
from hubbub.terminal.chat.rows import title_of
from hubbub.terminal.chat.text import clean_line
from hubbub.terminal.chat.words import Words


def header(chat: Chat, room: Conversation | None, words: Words, look: Look, width: int) -> Text:
    """Return two lines: name and topic, and who is there or typing."""
    if room is None:
        return Text(f"\n{words.pick}", look.muted)
    title = Text.assemble((title_of(room, words), look.text + Style(bold=True)))
    topic = words.lobby_topic if room.kind == "lobby" and not room.topic else clean_line(room.topic)
    if topic:
        title.append(f"   {topic}", look.muted)
    title.truncate(width, overflow="ellipsis")
    below = _people(chat, room, words, look)
    below.truncate(width, overflow="ellipsis")
    return Text("\n").join([title, below])


def _people(chat: Chat, room: Conversation, words: Words, look: Look) -> Text:
    typing = [chat.people.name(user) for user in chat.typing_in(room)]
    if typing:
        return Text(_typing(typing, words), look.mine)
    if room.peer is not None:
        return _presence(chat, room.peer.id, words, look)
    line = Text(words.member if room.members == 1 else words.members.format(room.members), look.muted)
    online = sum(bool(chat.people.online(user)) for user in room.roster or ())
    if online:
        line.append(" · ", look.faint)
        line.append(words.members_online.format(online), look.success)
    return line


def _presence(chat: Chat, peer: int, words: Words, look: Look) -> Text:
    online = chat.people.online(peer)
    if online is None:
        return Text()
    return Text(f"● {words.is_online}", look.success) if online else Text(f"○ {words.is_offline}", look.muted)


def _typing(names: list[str], words: Words) -> str:
    if len(names) == 1:
        return words.is_typing.format(names[0])
    return words.are_typing.format(*names) if len(names) == 2 else words.many_typing


def status(chat: Chat, waiting: int, server: str, words: Words, look: Look, width: int) -> Text:
    """Return the last line: the connection's state as it is, and what to press for help."""
    sign, style, label, detail = _link(chat, server, words, look)
    left = Text.assemble((f" {sign} ", style), (label, look.muted))
    if waiting:
        left.append(f" · {words.waiting.format(waiting)}", look.new)
    if detail:
        left.append(f" · {detail}", look.muted)
    elsewhere = sum(room.loud for room in chat.listed() if room.id != chat.current)
    keys = Text.assemble(
        (f" {elsewhere} ", look.badge) if elsewhere else "", ("  ^K ", look.muted), ("F1 ", look.muted)
    )
    left.truncate(max(1, width - cell_len(keys.plain)), overflow="ellipsis", pad=True)
    return Text.assemble(left, keys)


def _link(chat: Chat, server: str, words: Words, look: Look) -> tuple[str, Style, str, str]:
    state = chat.state
    match state.link:
        case Link.CONNECTING:
            return "◌", look.mention, words.connecting.format(server), ""
        case Link.CATCHING_UP:
            return "◌", look.mention, words.catching_up, ""
        case Link.ONLINE:
            name = clean_line(chat.me.display_name) if chat.me is not None else ""
            return "●", look.success, f"{name} · {server}", ""
        case Link.OFFLINE:
            seconds = ceil(max(0.0, (state.retry_at or 0.0) - chat.clock()))
            later = f"{words.retry_in.format(seconds)} · " if seconds else ""
            return "○", look.error, words.offline, later + clean_line(state.reason)
        case Link.ENDED:
            reason = words.login_ended if state.reason == "session.revoked" else clean_line(state.reason)
            return "✕", look.error, words.ended.format(reason), ""


class Bar(Static):
    """One or two lines that are painted when they have changed. Never markup: it takes painted text alone."""

    _painted: Text | None = None

    def paint(self, text: Text) -> None:
        """Show a text."""
        if text != self._painted or self._painted.spans != text.spans:
            self._painted = text
            self.update(text)
