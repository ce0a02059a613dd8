"""The network goes and comes back: nothing is lost, nothing is doubled."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from playwright.sync_api import expect

from tests.support.browsing import Caller, Person, said
from tests.support.server import running

Visit = Callable[..., Person]
Call = Callable[..., Caller]


def test_what_is_written_and_said_while_offline_arrives_once(data: Path, visit: Visit) -> None:
    """R2 and R4, with the cable pulled out on one side."""
    with running(data) as server:
        ada, grace = visit(server).enter("ada"), visit(server).enter("grace")
        ada.say("before")
        grace.sees("before")
        ada.context.set_offline(True)
        ada.is_away()
        ada.say("written offline", "and another")
        expect(ada.page.locator(".unsent")).to_have_count(2)
        grace.say("said meanwhile")
        ada.context.set_offline(False)
        ada.is_connected()
        everything = ("before", "said meanwhile", "written offline", "and another")
        grace.sees(*everything)
        ada.sees(*everything)


def test_a_server_killed_amid_many_sends_loses_and_doubles_nothing(data: Path, visit: Visit) -> None:
    """R1 and R2 at the page: whatever was under way is sent again under the same client_id."""
    texts = [f"number {number}" for number in range(40)]
    with running(data) as server:
        ada, grace = visit(server).enter("ada"), visit(server).enter("grace")
        ada.say(*texts[:20])
        server.kill()
        ada.is_away()
        ada.say(*texts[20:])
        server.start()
        for person in (ada, grace):
            person.is_connected()
            person.sees(*texts)


def test_a_server_that_restarts_is_found_again_at_a_press(data: Path, visit: Visit) -> None:
    """PROTOCOL, close codes: 1012 says within how many seconds to come back; a person may be quicker."""
    with running(data) as server:
        ada = visit(server).enter("ada")
        server.stop()
        ada.is_away()
        ada.say("patience")
        server.start()
        ada.page.locator("#compose .status button").click()
        ada.is_connected()
        ada.sees("patience")


def test_more_than_a_page_behind_begins_anew_and_scrolls_back(data: Path, visit: Visit, call: Call) -> None:
    """R5: the answer says reset, and nothing old is shown as if it were next to the new."""
    with running(data) as server:
        ada, grace = visit(server).enter("ada"), call(server, "grace")
        grace.say("the first")
        ada.sees("the first")
        ada.context.set_offline(True)
        ada.is_away()
        texts = [f"number {number}" for number in range(260)]
        grace.say(*texts)
        ada.context.set_offline(False)
        ada.is_connected()
        expect(said(ada.page).last).to_have_text(texts[-1])
        expect(said(ada.page)).to_have_count(200)
        ada.page.locator("#log").evaluate("log => log.scrollTo(0, 0)")
        expect(said(ada.page)).to_have_count(250)
        ada.page.locator("#log").evaluate("log => log.scrollTo(0, 0)")
        ada.sees("the first", *texts)


def test_another_database_in_its_place_is_noticed(tmp_path: Path, visit: Visit) -> None:
    """R5: positions of another epoch mean nothing; the login is gone with the old database."""
    with running(tmp_path / "one") as server:
        ada = visit(server).enter("ada")
        ada.say("in the old one")
        ada.sees("in the old one")
        server.kill()
        server.data = tmp_path / "other"
        server.start()
        expect(ada.page.locator("#door-error")).to_have_text("You have been logged out.")
