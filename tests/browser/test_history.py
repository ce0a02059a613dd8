"""A conversation of ten thousand messages: all is reached, nothing is missing or doubled, nothing jumps."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

import pytest
from playwright.sync_api import Page, expect

from tests.support.browsing import Caller, Person
from tests.support.long_history import fill
from tests.support.server import Server, running

Visit = Callable[..., Person]
COUNT = 10_000
MOST_ROWS = 80
SLOW_FRAME_MS = 50
CLICK = 180
"""Pixels by which one click of the wheel scrolls."""
OPENING_MS = 1_000
"""Generous for a shared machine; the budget of 150 ms is for a quiet one."""


@dataclass
class Library:
    """A server with a channel that has a long history."""

    server: Server
    channel: int
    head: int


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Library]:
    with running(tmp_path_factory.mktemp("library") / "data") as server:
        grace = Caller(server, "grace")
        channel = grace.ask("conversation.create", kind="channel", name="annals")["conversation"]["id"]
        grace.http.close()
        server.stop()
        head = fill(server, channel, grace.id, COUNT)
        server.start()
        yield Library(server, channel, head)


@pytest.fixture
def reader(library: Library, visit: Visit) -> Person:
    """Ada, who has joined the channel and read it to the end."""
    ada = visit(library.server).enter("ada")
    for op, fields in (("conversation.join", {}), ("receipt.read", {"seq": library.head})):
        answer = ada.context.request.post(
            f"http://localhost:{library.server.port}/api/v1/{op}",
            data={"conversation": library.channel, **fields},
        )
        assert answer.ok
    expect(ada.page.locator("#rooms li", has_text="annals")).to_be_visible()
    return ada


def open_channel(reader: Person, library: Library, seq: int | None = None) -> Page:
    address = f"#/c/{library.channel}" + (f"/{seq}" if seq else "")
    reader.page.evaluate("address => { location.hash = address }", address)
    expect(reader.page.locator("#room-title")).to_have_text("annals")
    expect(reader.page.locator("#lines article.line").first).to_be_visible()
    return reader.page


NUMBERS = r"""() => [...document.querySelectorAll('#lines .bubble')]
  .map((bubble) => Number(/message (\d+)/.exec(bubble.textContent)?.[1]))"""


TOPMOST = r"""() => {
  const { top } = document.querySelector('#log').getBoundingClientRect();
  const bubbles = [...document.querySelectorAll('#lines .bubble')];
  const topmost = bubbles.find((bubble) => bubble.getBoundingClientRect().bottom > top);
  return Number(/message (\d+)/.exec(topmost.textContent)?.[1]);
}"""
"""The number of the message at the top of the window."""


def numbers(page: Page) -> list[int]:
    """Return the numbers of the messages that are drawn, in the order in which they stand."""
    return [int(number) for number in page.evaluate(NUMBERS)]


def at_rest(page: Page) -> None:
    """Wait until nothing that is in view is missing, and nothing has moved for a few frames."""
    page.wait_for_function(
        """() => {
          const log = document.querySelector('#log');
          const box = log.getBoundingClientRect();
          const gap = [...log.querySelectorAll('.gap')].some((one) => {
            const { top, bottom } = one.getBoundingClientRect();
            return top < box.bottom && bottom > box.top;
          });
          const state = `${log.scrollTop} ${log.scrollHeight}`;
          window.still = state === window.state && !gap ? (window.still ?? 0) + 1 : 0;
          window.state = state;
          return window.still > 20;
        }"""
    )


def test_it_opens_at_its_end_with_few_rows(reader: Person, library: Library) -> None:
    page = open_channel(reader, library)
    at_rest(page)
    shown = numbers(page)
    assert shown[-1] == COUNT
    assert len(shown) <= MOST_ROWS
    assert (
        page.evaluate(
            """() => {
              const log = document.querySelector('#log');
              return log.scrollHeight - log.scrollTop - log.clientHeight;
            }"""
        )
        < 2
    )
    expect(page.locator("#latest")).to_be_hidden()


def test_scrolling_up_meets_every_message_once_and_in_order(reader: Person, library: Library) -> None:
    """From the newest to number 9,000, screen by screen; what is drawn stands in the log's order.

    Rows that turn out higher than was thought may leave what is drawn to begin where it did: what is in view
    moves with every turn of the wheel.
    """
    page = open_channel(reader, library)
    at_rest(page)
    seen: set[int] = set()
    page.locator("#log").hover()
    while min(seen, default=COUNT) > COUNT - 1_000:
        shown = numbers(page)
        assert shown == list(range(shown[0], shown[0] + len(shown)))
        assert len(shown) <= MOST_ROWS
        seen.update(shown)
        before = page.evaluate(TOPMOST)
        page.mouse.wheel(0, -500)
        page.wait_for_function(f"before => ({TOPMOST})() < before", arg=before)
    assert seen == set(range(min(seen), COUNT + 1))


def test_home_reaches_the_first_message_and_end_the_last(reader: Person, library: Library) -> None:
    page = open_channel(reader, library)
    page.locator("#log").focus()
    page.keyboard.press("Home")
    expect(page.locator(".edge")).to_have_text(re.compile("begins"))
    at_rest(page)
    shown = numbers(page)
    assert shown[0] == 1
    assert shown == list(range(1, len(shown) + 1))
    expect(page.locator(".event").first).to_be_hidden()
    page.keyboard.press("End")
    at_rest(page)
    assert numbers(page)[-1] == COUNT


def test_the_bar_dragged_to_the_middle_shows_the_middle(reader: Person, library: Library) -> None:
    page = open_channel(reader, library)
    at_rest(page)
    page.evaluate(
        """() => {
          const log = document.querySelector('#log');
          log.scrollTop = (log.scrollHeight - log.clientHeight) / 2;
        }"""
    )
    at_rest(page)
    shown = numbers(page)
    assert COUNT * 0.4 < shown[0] < COUNT * 0.6
    assert shown == list(range(shown[0], shown[0] + len(shown)))


def test_the_bar_drawn_through_everything_ends_at_the_beginning(reader: Person, library: Library) -> None:
    """Frame by frame, faster than pages come: what comes late must not move the bar from under the hand."""
    page = open_channel(reader, library)
    at_rest(page)
    page.evaluate(
        """() => new Promise((done) => {
          const log = document.querySelector('#log');
          const height = log.scrollHeight - log.clientHeight;
          let frame = 0;
          const step = () => {
            log.scrollTop = height * (1 - (frame += 1) / 90);
            if (frame < 90) requestAnimationFrame(step);
            else done();
          };
          step();
        })"""
    )
    at_rest(page)
    assert numbers(page)[0] == 1


def test_what_one_reads_does_not_move_when_more_is_loaded(reader: Person, library: Library) -> None:
    """What is in the window moves as the wheel turns, to the pixel, while pages above and below come in."""
    page = open_channel(reader, library, 5_000)
    at_rest(page)
    page.locator("#log").hover()
    page.evaluate(
        """click => {
          window.jumps = [];
          window.clicks = 0;
          const log = document.querySelector('#log');
          const box = log.getBoundingClientRect();
          let last = null;
          const look = () => {
            const rows = [...document.querySelectorAll('#lines .row')]
              .map((row) => [row.dataset.seq, row.getBoundingClientRect().top]);
            const tops = new Map(rows.filter(([, top]) => top > box.top && top < box.bottom));
            // What is in the window twice moves by whole clicks, wherever the bar is put meanwhile.
            for (const [seq, top] of last ?? []) {
              if (!tops.has(seq)) continue;
              const moved = tops.get(seq) - top;
              const clicks = Math.round(moved / click);
              if (clicks < 0 || Math.abs(moved - clicks * click) > 1.5) window.jumps.push([seq, moved]);
              window.clicks = Math.max(window.clicks, clicks);
            }
            last = tops;
            window.frame = requestAnimationFrame(look);
          };
          look();
        }""",
        CLICK,
    )
    for _ in range(40):
        page.mouse.wheel(0, -CLICK)
        page.wait_for_timeout(16)
    at_rest(page)
    assert page.evaluate("window.jumps") == []
    assert page.evaluate("window.clicks") > 0, "premise: rows were seen to move"


def test_a_permalink_opens_at_its_message_and_lights_it_up(reader: Person, library: Library) -> None:
    page = open_channel(reader, library, 4_321)
    lit = page.locator(".line.lit")
    expect(lit).to_be_in_viewport()
    expect(lit.locator(".bubble")).to_contain_text("message 4320")
    at_rest(page)
    expect(page.locator('article[data-seq="4321"]')).to_be_in_viewport()


def test_a_date_is_gone_to(reader: Person, library: Library) -> None:
    page = open_channel(reader, library)
    at_rest(page)
    page.locator(".head").get_by_role("button", name="What to do here").click()
    page.get_by_role("menuitem", name="Go to a date").click()
    day = page.evaluate("() => new Date(Date.now() - 3 * 864e5).toLocaleDateString('sv')")
    page.locator("#date").fill(day)
    page.get_by_role("button", name="Go", exact=True).click()
    lit = page.locator(".row:has(.line.lit)")
    expect(lit.locator(".day")).to_be_in_viewport()
    shown = page.evaluate(
        """() => {
          const { dateTime } = document.querySelector('.row:has(.line.lit) time');
          return new Date(dateTime).toLocaleDateString('sv');
        }"""
    )
    assert shown == day


def test_scrolling_is_smooth(reader: Person, library: Library) -> None:
    """Of two seconds of wheel, nearly all frames come in time."""
    page = open_channel(reader, library)
    at_rest(page)
    page.locator("#log").hover()
    page.evaluate(
        """() => {
          window.frames = [];
          let last = performance.now();
          const tick = (now) => {
            window.frames.push(now - last);
            last = now;
            requestAnimationFrame(tick);
          };
          requestAnimationFrame(tick);
        }"""
    )
    for _ in range(120):
        page.mouse.wheel(0, -240)
        page.wait_for_timeout(8)
    frames = sorted(page.evaluate("window.frames.slice(1)"))
    slow = sum(frame > SLOW_FRAME_MS for frame in frames)
    middle, late = frames[len(frames) // 2], frames[int(len(frames) * 0.95)]
    figures = f"{len(frames)} frames: median {middle:.1f} ms, 95 % in {late:.1f}, {slow} over {SLOW_FRAME_MS}"
    assert slow <= len(frames) * 0.1, figures


def test_it_opens_fast(reader: Person, library: Library) -> None:
    page = open_channel(reader, library)
    at_rest(page)
    page.evaluate("location.hash = '#/c/0'")
    expect(page.locator("#room-title")).to_have_text("Lobby")
    took = page.evaluate(
        """id => new Promise((resolve) => {
          const from = performance.now();
          location.hash = `#/c/${id}`;
          const look = () => {
            if (document.querySelector('#lines article.line')) resolve(performance.now() - from);
            else requestAnimationFrame(look);
          };
          look();
        })""",
        library.channel,
    )
    assert took < OPENING_MS
