"""The composer: Enter sends, Tab completes, Up in an empty one edits the last message."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import cast

from textual import events
from textual._ansi_sequences import ANSI_SEQUENCES_KEYS
from textual.keys import Keys
from textual.message import Message as Notice
from textual.widgets import TextArea

from hubbub.terminal.chat.composing import Completion, complete
from hubbub.terminal.chat.text import clean

# Alt+Enter of a terminal without the newer keyboard protocols: Textual would take it for Enter, and send.
cast("dict[str, object]", ANSI_SEQUENCES_KEYS).setdefault("\x1b\r", (Keys.ControlJ,))
NEW_LINE = ("alt+enter", "shift+enter", "ctrl+enter", "ctrl+j")


class Composer(TextArea):
    """Where one writes. ``names`` gives the people that Tab may complete."""

    class Entered(Notice):
        """What stands there is to be sent."""

    class WantsLast(Notice):
        """The last message is to be edited."""

    def __init__(self, names: Callable[[], Iterable[str]]) -> None:
        super().__init__(id="composer", soft_wrap=True, highlight_cursor_line=False, compact=True)
        self._names = names
        self._completion: Completion | None = None
        self._choice = 0

    def put(self, text: str) -> None:
        """Replace what stands there, the cursor at its end."""
        if text != self.text:
            self.load_text(text)
        self.move_cursor(self.document.end)

    async def _on_key(self, event: events.Key) -> None:
        if event.key != "tab":
            self._completion = None
        if event.key == "enter":
            self._take(event)
            self.post_message(self.Entered())
        elif event.key in NEW_LINE:
            self._take(event)
            self.insert("\n")
        elif event.key == "tab":
            self._take(event)
            self._complete()
        elif event.key == "up" and not self.text:
            self._take(event)
            self.post_message(self.WantsLast())
        else:
            await super()._on_key(event)

    async def _on_paste(self, event: events.Paste) -> None:
        """Take a paste, without what the server would refuse."""
        await super()._on_paste(events.Paste(clean(event.text)))
        event.stop()
        event.prevent_default()

    def _take(self, event: events.Key) -> None:
        event.stop()
        event.prevent_default()

    def _complete(self) -> None:
        """Complete the word before the cursor; again, the next choice in its place."""
        if self._completion is None:
            line, column = self.cursor_location
            self._completion = complete(self.document.get_line(line)[:column], self._names())
            self._choice = 0
        else:
            self._choice += 1
        if self._completion is not None:
            line, column = self.cursor_location
            choices = self._completion.choices
            text = choices[self._choice % len(choices)]
            self.replace(text, (line, self._completion.start), (line, column))
