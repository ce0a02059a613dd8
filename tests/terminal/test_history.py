"""The history on the screen keeps its place, whatever comes above and below."""

from __future__ import annotations

import pytest
from textual.app import App, ComposeResult

from hubbub.terminal.chat.history import History
from hubbub.terminal.chat.look import DARK, look_of
from hubbub.terminal.chat.rows import EdgeRow, MessageRow, Row

pytestmark = pytest.mark.anyio


class Shown(App[None]):
    """Nothing but a history."""

    def compose(self) -> ComposeResult:
        yield History()

    @property
    def history(self) -> History:
        return self.query_one(History)

    def lines(self) -> list[str]:
        """Return what stands on the screen."""
        return [self.history.render_line(y).text.rstrip() for y in range(self.history.size.height)]


def rows(start: int, end: int) -> list[Row]:
    said = (
        MessageRow(("message", n), n, 2, "grace", "12:00", n % 3 == 0, False, f"message {n}\n" * (1 + n % 2))
        for n in range(start, end)
    )
    return [EdgeRow(("edge", 0), "older"), *said]


async def test_a_page_above_and_a_message_below_move_nothing_that_is_in_sight() -> None:
    app, look = Shown(), look_of(DARK)
    async with app.run_test(size=(40, 12)) as pilot:
        app.history.show(rows(50, 100), look)
        await pilot.pause()
        app.history.move(-40)
        await pilot.pause()
        before = app.lines()
        assert any("message" in line for line in before)
        app.history.show(rows(0, 100), look)
        await pilot.pause()
        assert app.lines() == before
        app.history.show(rows(0, 101), look)
        await pilot.pause()
        assert app.lines() == before
        assert not app.history.at_end


async def test_at_the_end_it_follows_the_newest() -> None:
    app, look = Shown(), look_of(DARK)
    async with app.run_test(size=(40, 12)) as pilot:
        app.history.show(rows(0, 100), look)
        await pilot.pause()
        assert app.history.last_seen() == 99
        app.history.show(rows(0, 101), look)
        await pilot.pause()
        assert app.history.last_seen() == 100
        await pilot.resize_terminal(30, 8)
        await pilot.pause()
        assert app.history.last_seen() == 100


async def test_what_is_selected_comes_into_sight() -> None:
    app, look = Shown(), look_of(DARK)
    async with app.run_test(size=(40, 12)) as pilot:
        app.history.show(rows(0, 100), look)
        for _ in range(30):
            app.history.select_next(-1)
        await pilot.pause()
        assert app.history.selected == ("message", 70)
        assert any("message 70" in line for line in app.lines())
        for _ in range(31):
            app.history.select_next(1)
        assert app.history.selected is None
