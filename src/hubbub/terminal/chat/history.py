"""The history on the screen: keeps its place while pages come in above and messages below."""

from __future__ import annotations

from collections.abc import Sequence

from textual import events
from textual.message import Message as Notice
from textual.strip import Strip

from hubbub.terminal.chat.blocks import Blocks
from hubbub.terminal.chat.look import Look
from hubbub.terminal.chat.paint import paint
from hubbub.terminal.chat.rows import Key, MessageRow, NewRow, Row

NEAR = 3
"""So many lines below the top one wants the page above."""


class History(Blocks):
    """Rows of one conversation. It follows the newest as long as one is at the bottom."""

    DEFAULT_CSS = """
    History { height: 1fr; overflow-x: hidden; overflow-y: scroll; scrollbar-size-vertical: 1; }
    """

    class Scrolled(Notice):
        """Another part is in sight."""

    class Chosen(Notice):
        """A message was clicked."""

        def __init__(self, key: Key) -> None:
            super().__init__()
            self.key = key

    def __init__(self) -> None:
        super().__init__(id="history")
        self.rows: list[Row] = []
        self.selected: Key | None = None
        self.following = True
        self._look: Look | None = None
        self._painted: dict[tuple[Row, bool], list[Strip]] = {}
        self._painted_for: tuple[str, int] = ("", 0)

    # What is shown

    def begin(self) -> None:
        """Another conversation comes: nothing is selected, and the newest is followed."""
        self.rows, self.selected, self.following = [], None, True

    def show(self, rows: Sequence[Row], look: Look) -> None:
        """Show these rows, and stay at the place where one is."""
        anchor = self._anchor()
        self.rows, self._look = list(rows), look
        if self.selected is not None and not any(row.key == self.selected for row in rows):
            self.selected = None
        self._lay_out()
        self._return_to(anchor)

    def show_unread(self) -> None:
        """Go to where the unread begins, if it is more than the screen holds."""
        for place, row in enumerate(self.rows):
            if isinstance(row, NewRow) and self.top_of(place) < self._bottom:
                self.following = False
                self._go(self.top_of(place))

    def go_to_end(self) -> None:
        """Follow the newest."""
        self.following = True
        self._go(self._bottom)

    def move(self, lines: int) -> None:
        """Scroll so many lines."""
        self._go(self.scroll_offset.y + lines)

    # Selecting

    def select(self, key: Key | None) -> None:
        """Mark a message, and bring it into sight."""
        self.selected = key
        self._lay_out()
        places = [place for place, row in enumerate(self.rows) if row.key == key]
        if places:
            self._bring_into_sight(self.top_of(places[0]), self.top_of(places[0] + 1))

    def select_next(self, step: int) -> None:
        """Mark the message above or below the marked one; past the newest, none."""
        keys = [row.key for row in self.rows if isinstance(row, MessageRow) and not row.deleted]
        if self.selected in keys:
            place = keys.index(self.selected) + step
            self.select(keys[max(0, place)] if place < len(keys) else None)
        elif keys and step < 0:
            self.select(keys[-1])

    # What is in sight

    @property
    def at_end(self) -> bool:
        """Whether the newest line is in sight."""
        return self.scroll_offset.y >= self._bottom

    @property
    def near_start(self) -> bool:
        """Whether one is about to run out of lines above."""
        return self.scroll_offset.y <= NEAR

    def last_seen(self) -> int:
        """Return the position of the last message that is in sight to its end; 0 if none is."""
        end = self.scroll_offset.y + self.size.height
        for place in range(len(self.rows) - 1, -1, -1):
            row = self.rows[place]
            if isinstance(row, MessageRow) and row.seq is not None and self.top_of(place + 1) <= end:
                return row.seq
        return 0

    # Details

    @property
    def _bottom(self) -> int:
        return max(0, len(self._lines) - self.size.height)

    def _lay_out(self) -> None:
        if self._look is None:
            return
        width = self.line_width
        if self._painted_for != (self._look.name, width):
            self._painted, self._painted_for = {}, (self._look.name, width)
        keys = [(row, row.key == self.selected) for row in self.rows]
        painted = [
            self._painted.get(key) or paint(key[0], self._look, width, selected=key[1]) for key in keys
        ]
        self._painted = dict(zip(keys, painted, strict=True))
        self.lay_out([*painted, [Strip.blank(width)]], self._look.base)

    def _anchor(self) -> tuple[Key, int] | None:
        """Return the row at the top, and how far it is above it."""
        place = self.block_at(self.scroll_offset.y)
        if self.following or place is None:
            return None
        while place < len(self.rows) and not isinstance(self.rows[place], MessageRow):
            place += 1  # rules and edges come and go
        if place >= len(self.rows):
            return None
        return self.rows[place].key, self.top_of(place) - self.scroll_offset.y

    def _return_to(self, anchor: tuple[Key, int] | None) -> None:
        if self.following:
            self._go(self._bottom)
        elif anchor is not None:
            for place, row in enumerate(self.rows):
                if row.key == anchor[0]:
                    self._go(self.top_of(place) - anchor[1])

    def _bring_into_sight(self, top: int, end: int) -> None:
        if top < self.scroll_offset.y:
            self._go(top)
        elif end > self.scroll_offset.y + self.size.height:
            self._go(end - self.size.height)

    def _go(self, line: int) -> None:
        self.scroll_to(y=max(0, min(line, self._bottom)), animate=False, immediate=True)

    def watch_scroll_y(self, old_value: float, new_value: float) -> None:
        super().watch_scroll_y(old_value, new_value)
        if round(old_value) != round(new_value):
            self.following = self.at_end
            self.post_message(self.Scrolled())

    def on_resize(self, event: events.Resize) -> None:
        anchor = self._anchor()
        self._lay_out()
        self._return_to(anchor)

    def on_click(self, event: events.Click) -> None:
        place = self.block_under(event)
        if place is not None and place < len(self.rows) and isinstance(self.rows[place], MessageRow):
            self.post_message(self.Chosen(self.rows[place].key))
