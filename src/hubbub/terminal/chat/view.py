"""The main screen as it looks: what is drawn when, and what of it counts as seen."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Final, cast

from rich.text import Text
from textual import events
from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.screen import Screen

from hubbub.terminal.chat.bars import Bar, header, status
from hubbub.terminal.chat.composing import Draft
from hubbub.terminal.chat.conversation import Conversation
from hubbub.terminal.chat.history import History
from hubbub.terminal.chat.model import Chat, Link
from hubbub.terminal.chat.rows import rows_of, title_of
from hubbub.terminal.chat.sidebar import Sidebar
from hubbub.terminal.chat.text import clean_line
from hubbub.terminal.chat.writing import Composer

if TYPE_CHECKING:
    from hubbub.terminal.chat.app import ChatApp

NARROW: Final = 60
"""Below so many columns the list makes room for the history, until it is asked for."""
ROOMY: Final = 100
"""Below so many the list is smaller."""
DRAW_SECONDS: Final = 0.03
"""What happens within this is drawn at once."""
LOOK_SECONDS: Final = 30.0
"""How often it is asked who is there: in large rooms nobody tells."""


class View(Screen[None]):
    """List, history and composer."""

    def __init__(self) -> None:
        super().__init__()
        self._drafts: dict[int, Draft] = {}
        self._shown: int | None = None
        self._new_after: int | None = None
        self._drawing = False

    @property
    def owner(self) -> ChatApp:
        """The application, which holds the model and the desk."""
        return cast("ChatApp", self.app)

    @property
    def chat(self) -> Chat:
        """The model."""
        return self.owner.chat

    @property
    def _draft(self) -> Draft:
        return self._drafts.setdefault(-1 if self._shown is None else self._shown, Draft())

    def _names(self) -> Iterable[str]:
        """Give the names that Tab completes: those who are in the open conversation."""
        room = self.chat.opened
        roster = (room.roster if room is not None else None) or set()
        users = [user for user in self.chat.people.all() if user.id in roster and user.id != self.chat.my_id]
        return [clean_line(user.name) for user in users]

    def compose(self) -> ComposeResult:
        with Horizontal():
            yield Sidebar()
            with Vertical(id="room"):
                yield Bar(id="header")
                yield History()
                yield Bar(id="below")
                yield Bar(id="mode")
                yield Composer(self._names)
        yield Bar(id="status")

    def on_mount(self) -> None:
        self.composer.focus()
        self.set_interval(1.0, self._tick)
        self.set_interval(LOOK_SECONDS, self.owner.desk.look)
        self.watch(self.app, "app_focus", self._looked_away, init=False)
        self.draw_soon()

    @property
    def composer(self) -> Composer:
        """Where one writes."""
        return self.query_one(Composer)

    @property
    def history(self) -> History:
        """What was said."""
        return self.query_one(History)

    # Drawing

    def draw_soon(self) -> None:
        """Draw once for all that happens now."""
        if not self._drawing and self.is_mounted:
            self._drawing = True
            self.set_timer(DRAW_SECONDS, self._draw)

    def _draw(self) -> None:
        self._drawing = False
        self._say_what_went()
        self._keep_one_open()
        room = self.chat.opened
        changed = (room.id if room is not None else None) != self._shown
        if changed:
            self._turn_to(room)
        self.query_one(Sidebar).show(self.chat, self.owner.words, self.owner.look)
        if room is not None:
            self._show_rows(room)
            if changed:
                self.history.show_unread()
        else:
            self.history.show([], self.owner.look)
        self._draw_bars()
        self.owner.desk.settle()
        self.call_after_refresh(self._note_seen)

    def _show_rows(self, room: Conversation) -> None:
        now = datetime.now(UTC)
        self.history.show(rows_of(self.chat, room, self.owner.words, self._new_after, now), self.owner.look)

    def _draw_bars(self) -> None:
        words, look, room = self.owner.words, self.owner.look, self.chat.opened
        width = max(1, self.query_one("#header", Bar).content_size.width)
        self.query_one("#header", Bar).paint(header(self.chat, room, words, look, width))
        unseen = 0 if room is None or self.history.at_end else room.unread
        self._show_bar("#below", Text(f"↓ {words.below.format(unseen)}", look.new) if unseen else None)
        self._show_bar("#mode", self._mode(width))
        line = status(
            self.chat, len(self.owner.client.outbox), self.owner.server, words, look, self.size.width
        )
        self.query_one("#status", Bar).paint(line)
        title = words.write if room is None else words.write_to.format(title_of(room, words))
        self.composer.placeholder = Content(title)

    def _show_bar(self, name: str, text: Text | None) -> None:
        bar = self.query_one(name, Bar)
        bar.display = text is not None
        if text is not None:
            bar.paint(text)

    def _mode(self, width: int) -> Text | None:
        words, look, draft = self.owner.words, self.owner.look, self._draft
        if draft.plain:
            return None
        label = words.editing
        if draft.reply_to is not None:
            author = self.chat.people.name(draft.reply_to.sender)
            label = words.replying.format(author, clean_line(draft.reply_to.text))
        ending = Text(f"  {words.leave_mode}", look.faint)
        text = Text(f"↩ {label}" if draft.reply_to is not None else f"✎ {label}", look.mine)
        text.truncate(max(1, width - ending.cell_len), overflow="ellipsis")
        return text + ending

    def _tick(self) -> None:
        """What changes by time alone: who is typing, when it is tried again."""
        typed = any(each.typing for each in self.chat.listed())
        for each in self.chat.listed():
            self.chat.typing_in(each)
        if typed or self.chat.state.link is not Link.ONLINE:
            self.draw_soon()

    def _say_what_went(self) -> None:
        while self.chat.departed:
            name = clean_line(self.chat.departed.pop()) or "?"
            self.owner.tell(self.owner.words.gone.format(name))

    def _keep_one_open(self) -> None:
        if self.chat.opened is None and self.chat.state.link is Link.ONLINE:
            listed = self.chat.listed()
            if listed:
                self.owner.desk.open(listed[0].id)

    def _turn_to(self, room: Conversation | None) -> None:
        """Show another conversation: put away the draft of the one and take out that of the other."""
        if self._shown is not None:
            self._draft.text = self.composer.text
        self._shown = None if room is None else room.id
        self._new_after = room.read if room is not None and room.unread else None
        self.history.begin()
        self.composer.put(self._draft.text)

    # Seeing

    def _note_seen(self) -> None:
        """Say what was read: what stands on the screen while somebody looks."""
        room = self.chat.opened
        if room is None or room.id != self._shown or not self._looked_at:
            return
        seen = room.timeline.cursor if self.history.at_end else self.history.last_seen()
        self.owner.desk.read(room, min(seen, room.timeline.cursor))
        if self.history.near_start:
            self.owner.desk.older()

    @property
    def _looked_at(self) -> bool:
        return self.app.app_focus and self.is_current and bool(self.history.rows)

    def on_history_scrolled(self) -> None:
        self._note_seen()
        self._draw_bars()

    def _looked_away(self, looks: bool) -> None:
        """What comes while nobody looks is new to whoever comes back."""
        room = self.chat.opened
        if looks:
            self._note_seen()
        elif room is not None and not room.unread:
            self._new_after = room.timeline.cursor

    def on_screen_resume(self) -> None:
        self.draw_soon()

    def on_resize(self, event: events.Resize) -> None:
        self.set_class(event.size.width < NARROW, "narrow")
        self.set_class(NARROW <= event.size.width < ROOMY, "snug")
        self.draw_soon()
