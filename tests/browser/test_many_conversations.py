"""The list of somebody who is in a thousand conversations: opened, filtered, moved in, scrolled.

Times are printed (``-s``) and bounded widely, as in ``test_budgets.py``, unless ``QUIET_MACHINE=1``.
"""

from __future__ import annotations

import os
import statistics
import sys
from collections.abc import Callable
from pathlib import Path

from playwright.sync_api import Page, expect

from tests.support import many_conversations as many
from tests.support.browsing import Caller, Person
from tests.support.server import running

Visit = Callable[..., Person]

MANY = 1_000
QUIET = "QUIET_MACHINE" in os.environ
OPENING_MS = 3_000 if QUIET else 60_000
KEY_MS = 50 if QUIET else 2_000
MOVE_MS = 200 if QUIET else 10_000
FRAME_MS = 50 if QUIET else 2_000
QUERY = "group 99"

NOTE_KEYS = """() => {
    window.keys = [];
    document.querySelector("#search").addEventListener("keydown", (event) => {
        const pressed = event.timeStamp;
        requestAnimationFrame(() => setTimeout(() => window.keys.push(performance.now() - pressed)));
    });
}"""
NOTE_MOVE = """(title) => {
    window.movedAt = null;
    const look = () => {
        if (document.querySelector("#rooms .title")?.textContent === title) window.movedAt = Date.now();
        else requestAnimationFrame(look);
    };
    look();
}"""
SCROLL = """async () => {
    const list = document.querySelector("#side nav");
    const frames = [];
    let before = performance.now();
    for (let still = 0; still < 20; ) {
        const top = list.scrollTop;
        list.scrollTop += 400;
        await new Promise(requestAnimationFrame);
        const now = performance.now();
        frames.push(now - before);
        before = now;
        still = list.scrollTop === top ? still + 1 : 0;
    }
    return frames;
}"""


def note(figures: str) -> None:
    """Show a figure to who runs with ``-s``."""
    sys.stdout.write(figures + "\n")


def first(page: Page) -> str:
    return str(page.locator("#rooms .title").first.inner_text())


def test_a_list_of_1000_conversations_is_quick_in_all_that_is_done_with_it(data: Path, visit: Visit) -> None:
    with running(data) as server:
        grace, ada = Caller(server, "grace"), visit(server).enter("ada")
        me = ada.id
        server.stop()
        rooms = many.found(server, grace.id, me, count=MANY)
        server.start()
        ada.page.reload()
        expect(ada.row(many.name_of(MANY)).first).to_be_visible()
        opened = ada.page.evaluate("performance.now()")
        note(f"open after {opened:,.0f} ms")
        assert opened <= OPENING_MS

        filters(ada)

        assert first(ada.page) == many.name_of(MANY), "premise: the latest stands first"
        ada.page.evaluate(NOTE_MOVE, many.name_of(1))
        said = ada.page.evaluate("Date.now()")
        grace.ask("message.send", conversation=rooms[0], text="up with it")
        ada.until(lambda: bool(ada.page.evaluate("window.movedAt")))
        moved = ada.page.evaluate("window.movedAt") - said
        note(f"a message moves the last to the top in {moved:,.0f} ms, the server's part included")
        assert moved <= MOVE_MS

        frames = sorted(ada.page.evaluate(SCROLL))
        late = frames[int(0.95 * len(frames))]
        note(f"{len(frames)} frames to the end: 95 % within {late:.0f} ms, all within {frames[-1]:.0f}")
        expect(ada.page.locator("#rooms > li")).to_have_count(MANY + 1)
        assert late <= FRAME_MS
        grace.http.close()


def filters(ada: Person) -> None:
    """Type into the search field: what does not hold it is gone, and each key is shown at once."""
    ada.page.locator("#search").fill("g")  # what is needed for it is fetched with the first letter
    expect(ada.page.locator("#found")).to_be_visible()
    ada.page.locator("#search").fill("")
    expect(ada.row(many.name_of(MANY)).first).to_be_visible()
    ada.page.evaluate(NOTE_KEYS)
    ada.page.locator("#search").press_sequentially(QUERY, delay=60)
    expect(ada.page.locator("#rooms .title").first).to_have_text("group 999")
    expect(ada.page.locator("#rooms .title")).to_have_count(11)
    keys = sorted(ada.page.evaluate("window.keys"))
    note(f"a key is shown in {statistics.median(keys):.0f} ms, all in {keys[-1]:.0f}")
    assert statistics.median(keys) <= KEY_MS
    ada.page.locator("#search").fill("")
    expect(ada.row(many.name_of(MANY)).first).to_be_visible()
