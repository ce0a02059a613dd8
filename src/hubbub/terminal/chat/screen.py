"""The main screen: what each key does, and when what is drawn."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Final, cast

from rich.text import Text
from textual import events
from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Horizontal, Vertical
from textual.screen import Screen
from textual.widgets import TextArea

from hubbub.terminal.chat import commands
from hubbub.terminal.chat.bars import Bar, header, status
from hubbub.terminal.chat.composing import Draft, TypingNotice
from hubbub.terminal.chat.conversation import Conversation
from hubbub.terminal.chat.dialogs import Help, NewGroup, Sure
from hubbub.terminal.chat.history import History
from hubbub.terminal.chat.model import Chat, Link
from hubbub.terminal.chat.orders import carry_out
from hubbub.terminal.chat.rows import Key, rows_of, title_of
from hubbub.terminal.chat.sidebar import Sidebar
from hubbub.terminal.chat.switcher import Switcher, Target
from hubbub.terminal.chat.text import clean, clean_line
from hubbub.terminal.chat.writing import Composer
from hubbub_client import Listing, Message, User

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


def _key(key: str, action: str) -> Binding:
    return Binding(key, action, show=False, priority=True)


class ChatScreen(Screen[None]):
    """List, history and composer."""

    BINDINGS = [
        _key("ctrl+k", "switch"),
        _key("ctrl+n", "new_group"),
        _key("ctrl+r", "reply"),
        _key("ctrl+e", "edit"),
        _key("ctrl+d", "delete"),
        _key("alt+up,ctrl+pageup", "neighbour(-1)"),
        _key("alt+down,ctrl+pagedown", "neighbour(1)"),
        _key("alt+a", "next_unread"),
        _key("ctrl+up", "select(-1)"),
        _key("ctrl+down", "select(1)"),
        _key("pageup", "page(-1)"),
        _key("pagedown", "page(1)"),
        _key("ctrl+end", "end"),
        _key("escape", "leave"),
        _key("f1", "help"),
        _key("f3", "list"),
    ]

    def __init__(self) -> None:
        super().__init__()
        self._drafts: dict[int, Draft] = {}
        self._shown: int | None = None
        self._new_after: int | None = None
        self._typing = TypingNotice()
        self._drawing = False

    @property
    def owner(self) -> ChatApp:
        """The application, which holds the model and the desk."""
        return cast("ChatApp", self.app)

    @property
    def chat(self) -> Chat:
        """The model."""
        return self.owner.chat

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
        self.composer.placeholder = Text(title).plain

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
        if self.chat.state.link is not Link.ONLINE or any(each.typing for each in self.chat.listed()):
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

    def on_app_blur(self) -> None:
        """What comes from here on is new to whoever comes back."""
        room = self.chat.opened
        if room is not None and not room.unread:
            self._new_after = room.timeline.cursor

    def on_app_focus(self) -> None:
        self._note_seen()

    def on_screen_resume(self) -> None:
        self.draw_soon()

    def on_resize(self, event: events.Resize) -> None:
        self.set_class(event.size.width < NARROW, "narrow")
        self.set_class(NARROW <= event.size.width < ROOMY, "snug")
        self.draw_soon()

    # Choosing

    def on_sidebar_chosen(self, event: Sidebar.Chosen) -> None:
        self.remove_class("list")
        self.owner.desk.open(event.conversation)
        self.composer.focus()

    def on_history_chosen(self, event: History.Chosen) -> None:
        self.history.select(None if self.history.selected == event.key else event.key)

    def action_select(self, step: int) -> None:
        """Mark a message."""
        self.history.select_next(step)

    def action_page(self, step: int) -> None:
        """Scroll by a page."""
        self.history.move(step * max(1, self.history.size.height - 2))
        self._note_seen()

    def action_end(self) -> None:
        """Go to the newest message."""
        self.history.go_to_end()

    def action_neighbour(self, step: int) -> None:
        """Go up or down in the list."""
        room = self.chat.neighbour(step)
        if room is not None:
            self.owner.desk.open(room.id)

    def action_next_unread(self) -> None:
        """Go to the next conversation with something unread."""
        room = self.chat.next_unread()
        if room is None:
            self.owner.tell(self.owner.words.nothing_unread)
        else:
            self.owner.desk.open(room.id)

    def action_switch(self) -> None:
        """Open the quick switcher."""
        switcher = Switcher(self.chat, self.owner.words, self.owner.look, self.owner.desk.find)
        self.app.push_screen(switcher, self._go_to)

    def _go_to(self, target: Target | None) -> None:
        match target:
            case Conversation():
                self.owner.desk.open(target.id)
            case User():
                self.owner.desk.talk_to(target)
            case Listing():
                self.owner.desk.enter(target)

    def action_list(self) -> None:
        """Show or hide the list."""
        self.toggle_class("list" if self.has_class("narrow") else "unlisted")
        self.draw_soon()

    def action_help(self) -> None:
        """Show the keys."""
        self.app.push_screen(Help(self.owner.words))

    def action_new_group(self) -> None:
        """Ask for a group's name and people."""
        self.app.push_screen(NewGroup(self.owner.words), self._create)

    def _create(self, answer: tuple[str, list[str]] | None) -> None:
        if answer is not None:
            self.owner.desk.create(*answer)

    # Writing

    @property
    def _draft(self) -> Draft:
        return self._drafts.setdefault(-1 if self._shown is None else self._shown, Draft())

    def _names(self) -> Iterable[str]:
        """Give the names that Tab completes: those who are in the open conversation."""
        room = self.chat.opened
        roster = (room.roster if room is not None else None) or set()
        users = [user for user in self.chat.people.all() if user.id in roster and user.id != self.chat.my_id]
        return [clean_line(user.name) for user in users]

    def on_text_area_changed(self, event: TextArea.Changed) -> None:
        if self._draft.editing is None and self._typing.due(event.text_area.text, self.chat.clock()):
            self.owner.desk.typing()

    def on_composer_entered(self) -> None:
        text = clean(self.composer.text).strip()
        draft = self._draft
        if draft.editing is not None:
            self._finish_edit(draft, draft.editing, text)
        elif text:
            self._say(draft, text)

    def _say(self, draft: Draft, text: str) -> None:
        match commands.read(text, self.owner.words):
            case commands.Mistake(message):
                self.owner.tell(message)
            case commands.Command() as command:
                if carry_out(command, self.owner):
                    self.composer.put("")
            case commands.Say(said):
                if self.owner.desk.send(said, draft.reply_to):
                    self._sent(draft)

    def _sent(self, draft: Draft) -> None:
        draft.leave()
        self.composer.put("")
        self._typing.sent()
        self._new_after = None
        self.history.select(None)
        self.history.go_to_end()

    def _finish_edit(self, draft: Draft, message: Message, text: str) -> None:
        if not text:
            self.action_delete()
            return
        if text != clean(message.text):
            self.owner.desk.edit(message, text)
        self._leave_mode()

    def _leave_mode(self) -> None:
        if self._draft.editing is None:
            self._draft.text = self.composer.text
        self._draft.leave()
        self.composer.put(self._draft.text)
        self.draw_soon()

    def action_leave(self) -> None:
        """Leave what one is in: edit, reply, selection; else say that all of it is read."""
        room = self.chat.opened
        if not self._draft.plain:
            self._leave_mode()
        elif self.history.selected is not None:
            self.history.select(None)
        elif room is not None:
            self._new_after = None
            self.history.go_to_end()
            self.owner.desk.read(room, room.timeline.cursor)
            self.draw_soon()

    def action_reply(self) -> None:
        """Reply to the marked message, or the latest of somebody else."""
        room = self.chat.opened
        message = self._marked() or (
            room.timeline.latest(others=self.chat.my_id) if room is not None else None
        )
        if message is None:
            self.owner.tell(self.owner.words.nothing_to_reply)
            return
        if self._draft.editing is not None:
            self._leave_mode()
        self._draft.text = self.composer.text
        self._draft.reply(message)
        self._begin_mode()

    def action_edit(self) -> None:
        """Edit the marked message, or the last of one's own. A refused one is taken back."""
        if self._take_back():
            return
        message = self._marked() or self._last_own()
        if message is None or message.sender != self.chat.my_id:
            self.owner.tell(self.owner.words.nothing_to_edit)
            return
        if self._draft.editing is None:
            self._draft.text = self.composer.text
        self._draft.edit(message)
        self._begin_mode()
        self.composer.put(clean(message.text))

    def on_composer_wants_last(self) -> None:
        self.action_edit()

    def _begin_mode(self) -> None:
        self.history.select(None)
        self.composer.focus()
        self.draw_soon()

    def _take_back(self) -> bool:
        client_id = self._refused_key()
        waiting = self.owner.desk.discard(client_id) if client_id is not None else None
        if waiting is None:
            return False
        self.composer.put(waiting.text)
        return True

    def _refused_key(self) -> str | None:
        """Return the marked message that was refused; without a mark, the last one."""
        room = self.chat.opened
        if room is None:
            return None
        key: Key | None = self.history.selected
        if key is not None:
            return str(key[1]) if key[0] == "waiting" else None
        refused = [each.client_id for each in room.timeline.waiting.values() if each.failure is not None]
        return refused[-1] if refused else None

    def _marked(self) -> Message | None:
        key, room = self.history.selected, self.chat.opened
        if key is None or room is None or key[0] != "message":
            return None
        return room.timeline.message(int(key[1]))

    def _last_own(self) -> Message | None:
        room = self.chat.opened
        if room is None or self.history.selected is not None:
            return None
        return room.timeline.latest(sender=self.chat.my_id)

    def action_delete(self) -> None:
        """Delete the marked message, or the last of one's own, if the person is sure."""
        client_id = self._refused_key()
        if client_id is not None and self.owner.desk.discard(client_id) is not None:
            return
        message = self._draft.editing or self._marked() or self._last_own()
        if message is None:
            self.owner.tell(self.owner.words.nothing_to_delete)
            return
        words = self.owner.words
        question = Sure(words.delete_sure, clean(message.text)[:300], words.delete_keys)

        def decided(sure: bool | None) -> None:
            if sure:
                self.owner.desk.delete(message)
                self.history.select(None)
                if self._draft.editing is not None:
                    self._leave_mode()

        self.app.push_screen(question, decided)
