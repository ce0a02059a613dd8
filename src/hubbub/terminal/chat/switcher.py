"""The quick switcher: type a few letters and go to a conversation, a person or a public room."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Iterable

from rich.text import Text
from textual import work
from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Vertical
from textual.screen import ModalScreen
from textual.widgets import Input, OptionList, Static
from textual.widgets.option_list import Option

from hubbub.terminal.chat.conversation import Conversation
from hubbub.terminal.chat.look import Look
from hubbub.terminal.chat.model import Chat
from hubbub.terminal.chat.rows import title_of
from hubbub.terminal.chat.sidebar import badges, sign
from hubbub.terminal.chat.text import clean_line
from hubbub.terminal.chat.words import Words
from hubbub_client import Listing, User

Target = Conversation | User | Listing
Find = Callable[[str], Awaitable[tuple[tuple[User, ...], tuple[Listing, ...]]]]
PAUSE = 0.15
"""Seconds without a letter before the server is asked."""


class Switcher(ModalScreen[Target | None]):
    """A line to type in, and what fits it."""

    BINDINGS = [
        Binding("escape,ctrl+k", "dismiss(None)", show=False, priority=True),
        Binding("down", "move(1)", show=False, priority=True),
        Binding("up", "move(-1)", show=False, priority=True),
    ]

    def __init__(self, chat: Chat, words: Words, look: Look, find: Find) -> None:
        super().__init__(classes="dialog")
        self._chat, self._words, self._look, self._find = chat, words, look, find
        self.targets: list[Target] = []

    def compose(self) -> ComposeResult:
        with Vertical(classes="box wide top"):
            yield Static(Text(self._words.switch_title, "bold"))
            yield Input(placeholder=self._words.switch_hint, compact=True)
            yield OptionList(compact=True, markup=False)
            yield Static(Text(self._words.switch_keys), classes="keys")

    def on_mount(self) -> None:
        self._show(local(self._chat, self._words, ""))

    def on_input_changed(self, event: Input.Changed) -> None:
        self._show(local(self._chat, self._words, event.value))
        self._ask_server(event.value)

    def on_input_submitted(self) -> None:
        highlighted = self.query_one(OptionList).highlighted
        if highlighted is not None and highlighted < len(self.targets):
            self.dismiss(self.targets[highlighted])

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        if event.option_index < len(self.targets):
            self.dismiss(self.targets[event.option_index])

    def action_move(self, step: int) -> None:
        """Go up or down in what fits."""
        options = self.query_one(OptionList)
        options.action_cursor_down() if step > 0 else options.action_cursor_up()

    @work(exclusive=True)
    async def _ask_server(self, query: str) -> None:
        await asyncio.sleep(PAUSE)
        people, rooms = await self._find(query)
        if not self.is_current:
            return  # what was looked for has been chosen meanwhile
        known = local(self._chat, self._words, query)
        self._show([*known, *self._new(people, rooms)])

    def _new(self, people: Iterable[User], rooms: Iterable[Listing]) -> Iterable[Target]:
        """Yield what was found and is not a conversation already."""
        for user in people:
            if (
                user.kind != "system"
                and user.id != self._chat.my_id
                and self._chat.direct_with(user.id) is None
            ):
                yield user
        for room in rooms:
            if room.id not in self._chat.conversations:
                yield room

    def _show(self, targets: list[Target]) -> None:
        options = self.query_one(OptionList)
        kept = options.highlighted or 0
        self.targets = targets
        options.clear_options()
        if targets:
            options.add_options([Option(self._line(target)) for target in targets])
            options.highlighted = min(kept, len(targets) - 1)
        else:
            options.add_option(Option(Text(self._words.switch_empty), disabled=True))

    def _line(self, target: Target) -> Text:
        look, words = self._look, self._words
        if isinstance(target, Conversation):
            name = title_of(target, words)
            return Text.assemble(sign(self._chat, target, look), " ", name, "  ", badges(target, look))
        if isinstance(target, User):
            name = clean_line(target.display_name)
            return Text.assemble(
                "  ", name, (f"  @{clean_line(target.name)} · {words.person_mark}", look.muted)
            )
        return Text.assemble("# ", clean_line(target.name), (f"  {words.join_mark}", look.muted))


def local(chat: Chat, words: Words, query: str) -> list[Target]:
    """Return the conversations that fit, the best first: those that begin with what was typed."""
    wanted = query.strip().lstrip("#@").casefold()
    titles = {room: title_of(room, words).casefold() for room in chat.listed()}
    found = [room for room, title in titles.items() if _fits(wanted, title)]
    return [*sorted(found, key=lambda room: not titles[room].startswith(wanted))]


def _fits(wanted: str, title: str) -> bool:
    """Say whether the letters stand in the title, in this order."""
    letters = iter(title)
    return all(letter in letters for letter in wanted)
