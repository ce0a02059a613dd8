"""The report of a run, made from a history by hand."""

from __future__ import annotations

import re
from html.parser import HTMLParser

from hubbub.torture import figures, report
from hubbub.torture.checker import check
from hubbub.torture.faults import Kind
from hubbub.torture.plan import Plan
from hubbub.torture.run import Result
from hubbub.torture.timeline import Blow, Kill, Sample, Timeline
from tests.torture.test_checker import forget_a_message, history

COMMAND = "hubbub torture --self --seed 5"


def result(*, broken: bool = False) -> Result:
    told = history()
    if broken:
        forget_a_message(told)
        told.names[2] = "<grace>"
    timeline = Timeline(
        [Blow(1.0, Kind.RESET, 3, 0.0), Blow(2.0, Kind.HOLE, 40, 2.5)],
        [Kill(3.0, 3.5)],
        [Sample(float(second), second * 3, second * 9, (100 + second) << 20) for second in range(6)],
    )
    return Result(Plan(seed=5), told, timeline, check(told), 5.0, 0.0, ["[error] something"])


class Tags(HTMLParser):
    """Counts what is opened and not closed."""

    VOID = ("meta",)

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.seen: set[str] = set()

    def handle_starttag(self, tag: str, attrs: object) -> None:
        self.seen.add(tag)
        if tag not in self.VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: object) -> None:
        self.seen.add(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag


def test_the_page_is_whole_and_loads_nothing() -> None:
    page = report.document(result(), COMMAND)
    tags = Tags()
    tags.feed(page)
    assert tags.open == []
    assert {"svg", "table", "style"} <= tags.seen
    assert not re.search(r"(src|href)=|url\(|<script|@import", page)
    assert COMMAND in page
    assert "Every promise kept" in page


def test_what_broke_is_on_the_page_and_in_the_terminal_and_nothing_in_it_is_markup() -> None:
    told = result(broken=True)
    page, lines = report.document(told, COMMAND), "\n".join(report.summary(told))
    assert "Broken: " in page
    assert "was acknowledged at" in page
    assert "was acknowledged at" in lines
    assert "BROKEN" in lines
    assert "<grace>" in lines
    assert "<grace>" not in page
    assert "[error] something" in page


def test_totals_count_what_was_done_and_how_long_the_server_was_down() -> None:
    told = result()
    totals = figures.totals(told.history, told.timeline)
    assert totals.kills == 1
    assert totals.faults == 43
    assert totals.down == 0.5
    assert totals.acknowledged == told.history.attempts.acknowledged > 5
    assert totals.rate == 15 / 4.5


def test_each_second_has_its_delays() -> None:
    told = result()
    points = figures.seconds(told.history, told.timeline, 0.0)
    assert len(points) == 6
    assert points[0].acknowledged > 5
    assert points[0].p50 == 10e-9
    assert points[3].resident == 103 << 20
