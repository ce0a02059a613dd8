"""The main screen: which key does what, and where one can go from here."""

from __future__ import annotations

from textual.binding import Binding

from hubbub.terminal.chat.conversation import Conversation
from hubbub.terminal.chat.dialogs import Help, NewGroup
from hubbub.terminal.chat.drafting import Drafting
from hubbub.terminal.chat.history import History
from hubbub.terminal.chat.sidebar import Sidebar
from hubbub.terminal.chat.switcher import Switcher, Target
from hubbub_client import Listing, User


def _key(key: str, action: str) -> Binding:
    return Binding(key, action, show=False, priority=True)


class ChatScreen(Drafting):
    """Everything a person does here."""

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
        switcher = Switcher(self.chat, self.owner.words, self.owner.look, self.owner.reception.find)
        self.app.push_screen(switcher, self._go_to)

    def _go_to(self, target: Target | None) -> None:
        match target:
            case Conversation():
                self.owner.desk.open(target.id)
            case User():
                self.owner.desk.talk_to(target)
            case Listing():
                self.owner.reception.enter(target)

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
            self.owner.reception.create(*answer)
