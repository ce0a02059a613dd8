"""The way in and out: names, passwords, a second tab, logging out."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from playwright.sync_api import expect

from tests.support.browsing import Caller, Person, said
from tests.support.people import unique
from tests.support.server import Server, running

Visit = Callable[..., Person]
Call = Callable[..., Caller]


def test_a_name_with_a_password_asks_for_it(server: Server, visit: Visit, call: Call) -> None:
    grace = call(server, "grace", password="correct horse battery")
    page = visit(server).page
    page.locator("#name").fill(grace.name)
    expect(page.locator("#password")).to_be_hidden()
    page.locator("#name").press("Enter")
    page.locator("#password").fill("wrong horse battery")
    page.locator("#enter").click()
    expect(page.locator("#door-error")).to_have_text("Name and password do not match.")
    page.locator("#password").fill("correct horse battery")
    page.locator("#enter").click()
    expect(page.locator("#me")).to_have_text(grace.name)


def test_a_server_that_wants_passwords_gets_them(data: Path, visit: Visit) -> None:
    with running(data, "--registration", "password") as server:
        ada = visit(server)
        ada.page.locator("#name").fill("ada")
        ada.page.locator("#enter").click()
        ada.page.locator("#password").fill("analytical engine no. 1")
        ada.page.locator("#enter").click()
        expect(ada.page.locator("#me")).to_have_text("ada")


def test_a_closed_server_says_so(data: Path, visit: Visit) -> None:
    with running(data, "--registration", "closed") as server:
        page = visit(server).page
        page.locator("#name").fill("ada")
        page.locator("#enter").click()
        page.locator("#password").fill("analytical engine no. 1")
        page.locator("#enter").click()
        expect(page.locator("#door-error")).to_contain_text("makes no new accounts")


def test_a_server_of_invitations_asks_for_one(data: Path, visit: Visit) -> None:
    with running(data, "--registration", "invite") as server:
        page = visit(server).page
        page.locator("#name").fill("ada")
        page.locator("#enter").click()
        page.locator("#password").fill("analytical engine no. 1")
        page.locator("#enter").click()
        page.locator("#invite").fill("not a real one")
        page.locator("#enter").click()
        expect(page.locator("#door-error")).to_contain_text("invite: unknown")


def test_a_name_the_server_refuses_is_explained(server: Server, visit: Visit) -> None:
    page = visit(server).page
    page.locator("#name").fill("ada@home")
    page.locator("#enter").click()
    expect(page.locator("#door-error")).to_contain_text("must not contain @")


def test_a_second_tab_stays_in_step(server: Server, visit: Visit, call: Call) -> None:
    """R8 and R9: counts are the same on every device; logging out ends them all in this browser."""
    ada, grace = visit(server).enter("ada"), call(server, "grace")
    second = ada.open()
    expect(second.locator("#text")).to_be_visible()
    ada.say(text := unique("from the first tab"))
    expect(said(second).last).to_have_text(text)
    grace.ask("message.send", to=ada.id, text="unread on both")
    for tab in (ada.page, second):
        expect(tab.locator("#rooms .badge.count")).to_contain_text("1")
    second.bring_to_front()
    second.locator("#rooms a", has_text=grace.name).click()
    for tab in (ada.page, second):
        expect(tab.locator("#rooms .badge")).to_have_count(0)
    second.locator("#log-out").click()
    expect(second.locator("#name")).to_be_visible()
    expect(ada.page.locator("#door-error")).to_have_text("You have been logged out.")
    second.reload()
    expect(second.locator("#name")).to_be_visible()
