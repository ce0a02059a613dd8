"""The questions that are asked in the middle of the screen, and the help."""

from __future__ import annotations

from rich.table import Table
from rich.text import Text
from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Vertical, VerticalScroll
from textual.screen import ModalScreen
from textual.widgets import Input, Static

from hubbub.terminal.chat.words import Words


class Sure(ModalScreen[bool]):
    """A question that Enter says yes to and Esc no."""

    BINDINGS = [
        Binding("enter,y", "dismiss(True)", show=False),
        Binding("escape,n", "dismiss(False)", show=False),
    ]

    def __init__(self, question: str, detail: str, keys: str) -> None:
        super().__init__(classes="dialog")
        self._question, self._detail, self._keys = question, detail, keys

    def compose(self) -> ComposeResult:
        with Vertical(classes="box"):
            yield Static(Text(self._question, "bold"))
            if self._detail:
                yield Static(Text(self._detail), classes="detail")
            yield Static(Text(self._keys), classes="keys")


class NewGroup(ModalScreen[tuple[str, list[str]] | None]):
    """Asks what a group is called and who is in it."""

    BINDINGS = [Binding("escape", "dismiss(None)", show=False)]

    def __init__(self, words: Words) -> None:
        super().__init__(classes="dialog")
        self._words = words

    def compose(self) -> ComposeResult:
        with Vertical(classes="box"):
            yield Static(Text(self._words.group_title, "bold"))
            yield Input(placeholder=self._words.group_name, id="group-name", compact=True)
            yield Input(placeholder=self._words.group_members, id="group-members", compact=True)
            yield Static(Text(self._words.group_keys), classes="keys")

    def on_input_submitted(self, event: Input.Submitted) -> None:
        name = self.query_one("#group-name", Input).value.strip()
        members = self.query_one("#group-members", Input)
        if not name:
            self.query_one("#group-name", Input).focus()
        elif event.input is members:
            self.dismiss((name, [each for each in map(str.strip, members.value.split(",")) if each]))
        else:
            members.focus()


class Help(ModalScreen[None]):
    """Every key and command."""

    BINDINGS = [Binding("escape,f1,enter,q", "dismiss", show=False)]

    def __init__(self, words: Words) -> None:
        super().__init__(classes="dialog")
        self._words = words

    def compose(self) -> ComposeResult:
        with Vertical(classes="box wide"):
            yield Static(Text(self._words.help_title, "bold"))
            with VerticalScroll():
                yield Static(self._table())
            yield Static(Text(self._words.help_keys), classes="keys")

    def _table(self) -> Table:
        words = self._words
        table = Table.grid(padding=(0, 2))
        for key, meaning in (
            ("Enter", words.key_send),
            ("Alt+Enter, Ctrl+J", words.key_newline),
            ("Tab", words.key_complete),
            ("Up", words.key_last),
            ("Esc", words.key_escape),
            ("Ctrl+K", words.key_switch),
            ("Alt+Up/Down", words.key_rooms),
            ("Alt+A", words.key_unread),
            ("Ctrl+Up/Down", words.key_select),
            ("PageUp/PageDown", words.key_page),
            ("Ctrl+R", words.key_reply),
            ("Ctrl+E", words.key_edit),
            ("Ctrl+D", words.key_delete),
            ("Ctrl+N", words.key_group),
            ("F2", words.key_theme),
            ("F3", words.key_list),
            ("Ctrl+Q", words.key_quit),
            ("", ""),
            ("/join NAME", words.command_join),
            ("/leave", words.command_leave),
            ("/topic TEXT", words.command_topic),
            ("/add NAME", words.command_add),
            ("/new NAME", words.command_new),
            ("/theme NAME", words.command_theme),
            ("//text", words.command_literal),
        ):
            table.add_row(Text(key, "bold"), Text(meaning))
        return table
