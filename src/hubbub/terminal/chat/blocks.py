"""Blocks of lines, of which only those in sight are drawn: the list and the history are such."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence

from rich.style import Style
from textual import events
from textual.geometry import Size
from textual.scroll_view import ScrollView
from textual.strip import Strip


class Blocks(ScrollView, can_focus=False):
    """Blocks by their place. ``base`` is the style of what they leave empty."""

    def __init__(self, *, id: str) -> None:
        super().__init__(id=id)
        self.base = Style.null()
        self._lines: list[Strip] = []
        self._tops: list[int] = []

    def lay_out(self, blocks: Sequence[Sequence[Strip]], base: Style) -> None:
        """Replace all blocks."""
        self.base = base
        self._lines, self._tops = [], []
        for block in blocks:
            self._tops.append(len(self._lines))
            self._lines.extend(block)
        self.virtual_size = Size(self.line_width, len(self._lines))
        self.refresh()

    @property
    def line_width(self) -> int:
        """The width that lines have, beside the scroll bar."""
        return max(1, self.scrollable_content_region.width)

    def top_of(self, block: int) -> int:
        """Return the line in which a block begins; the number of lines for the one after the last."""
        return self._tops[block] if block < len(self._tops) else len(self._lines)

    def block_at(self, line: int) -> int | None:
        """Return the block that holds a line."""
        return bisect_right(self._tops, line) - 1 if 0 <= line < len(self._lines) else None

    def block_under(self, event: events.Click) -> int | None:
        """Return the block that was clicked."""
        place = event.get_content_offset(self)
        return None if place is None else self.block_at(place.y + self.scroll_offset.y)

    def render_line(self, y: int) -> Strip:
        """Return a line of the screen."""
        line = y + self.scroll_offset.y
        width = self.line_width
        if line >= len(self._lines):
            return Strip.blank(width, self.base)
        return self._lines[line].crop_extend(0, width, self.base).apply_style(self.base)
