"""Without network the page opens, knows what it knew, and keeps what is written until it can be sent."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

from playwright.sync_api import Page, expect

import hubbub
from tests.support.browsing import Caller, Person, said
from tests.support.server import Server, running

SERVICE_WORKERS = "allow"
Visit = Callable[..., Person]
Call = Callable[..., Caller]

KEPT = """async () => {
    const names = (await caches.keys()).filter((name) => name.startsWith("hubbub-"));
    const count = async (name) => (await (await caches.open(name)).keys()).length;
    const counts = await Promise.all(names.map(count));
    return Object.fromEntries(names.map((name, place) => [name, counts[place]]));
}"""
IS_READY = "async () => Boolean((await navigator.serviceWorker.getRegistration())?.active)"
IS_SETTLED = """async () => {
    const { installing, waiting, active } = await navigator.serviceWorker.getRegistration();
    const version = document.querySelector("script[type=module]").src.split("/")[4];
    return !installing && !waiting && active.state === "activated" && await caches.has(`hubbub-${version}`);
}"""
STORED = """async ([database, store]) => {
    const open = indexedDB.open(database);
    await new Promise((resolve) => (open.onsuccess = resolve));
    const all = open.result.transaction(store).objectStore(store).getAll();
    await new Promise((resolve) => (all.onsuccess = resolve));
    open.result.close();
    return JSON.stringify(all.result);
}"""
DATABASES = "async () => (await indexedDB.databases()).map(({ name }) => name).sort()"
HTML = "() => document.querySelector('script[type=module]').src"


def stored(person: Person, database: str, store: str) -> str:
    """Return all records of one of the page's databases, as JSON."""
    return str(person.page.evaluate(STORED, [database, store]))


def is_kept(person: Person, page: Page, *texts: str) -> None:
    """Wait until the page could open without network, with these messages."""
    person.until(lambda: bool(page.evaluate(IS_READY)))
    person.until(lambda: all(text in page.evaluate(STORED, ["hubbub", "conversations"]) for text in texts))


def test_the_page_opens_without_network_and_shows_what_it_knew(data: Path, visit: Visit) -> None:
    with running(data) as server:
        ada = visit(server).enter("ada")
        ada.say("remember me", "and me")
        ada.sees("remember me", "and me")
        is_kept(ada, ada.page, "remember me", "and me")
        server.kill()
        ada.context.set_offline(True)
        ada.page.close()
        ada.page = ada.open()
        expect(said(ada.page)).to_have_text(["remember me", "and me"])
        expect(ada.row("Lobby")).to_be_visible()
        ada.is_away()


def test_a_page_that_was_away_catches_up_on_what_it_knew(data: Path, visit: Visit, call: Call) -> None:
    """What was kept and what happened since are one log: no hole, nothing twice, counts as the server's."""
    with running(data) as server:
        ada, grace = visit(server).enter("ada"), call(server, "grace")
        before = grace.say("one", "two")
        ada.sees("one", "two")
        is_kept(ada, ada.page, "one", "two")
        ada.page.close()
        grace.ask("message.edit", conversation=0, seq=before[0], text="one, edited")
        grace.say("three")
        ada.page = ada.open()
        ada.sees("one, edited", "two", "three")


def test_what_was_written_offline_is_sent_once_though_the_page_was_closed(data: Path, visit: Visit) -> None:
    """R2: the outbox outlives the page."""
    with running(data) as server:
        ada, grace = visit(server).enter("ada"), visit(server).enter("grace")
        is_kept(ada, ada.page)
        ada.context.set_offline(True)
        ada.is_away()
        ada.say("written offline", "in two parts")
        expect(ada.page.locator(".unsent")).to_have_count(2)
        ada.until(lambda: stored(ada, "hubbub-outbox", "letters").count('"text"') == 2)
        ada.page.close()
        ada.page = ada.open()
        expect(ada.page.locator(".unsent")).to_have_count(2)
        ada.context.set_offline(False)
        ada.is_connected()
        for person in (grace, ada):
            person.sees("written offline", "in two parts")


def test_a_draft_is_there_after_the_page_was_closed(data: Path, visit: Visit) -> None:
    with running(data) as server:
        ada = visit(server).enter("ada")
        ada.page.locator("#text").fill("not quite fin")
        is_kept(ada, ada.page)
        ada.until(lambda: "not quite fin" in stored(ada, "hubbub", "self"))
        ada.page.close()
        ada.page = ada.open()
        expect(ada.page.locator("#text")).to_have_value("not quite fin")


def test_logging_out_leaves_nothing_behind_in_any_tab(data: Path, visit: Visit) -> None:
    with running(data) as server:
        ada = visit(server).enter("ada")
        ada.say("private")
        other = ada.open()
        expect(said(other)).to_have_text(["private"])
        is_kept(ada, ada.page, "private")
        ada.log_out()
        expect(other.locator("#name")).to_be_visible()
        for page in (ada.page, other):
            holds_nothing(ada, page)
            assert "private" not in page.content()
            assert "private" not in page.evaluate("JSON.stringify(localStorage)")


def holds_nothing(person: Person, page: Page) -> None:
    person.until(lambda: page.evaluate(DATABASES) == [])


def test_a_login_that_was_revoked_leaves_nothing_behind(data: Path, visit: Visit) -> None:
    with running(data) as server:
        ada = visit(server).enter("ada")
        ada.say("private")
        is_kept(ada, ada.page, "private")
        sessions = ask(ada, "auth.sessions")["sessions"]
        ask(ada, "auth.revoke", session=sessions[0]["id"])
        expect(ada.page.locator("#ended")).to_be_visible()
        ada.until(lambda: "hubbub" not in ada.page.evaluate(DATABASES))


def ask(person: Person, op: str, **fields: Any) -> dict[str, Any]:
    """Ask with the browser's own cookie."""
    answer = person.context.request.post(f"http://localhost:{person.server.port}/api/v1/{op}", data=fields)
    return dict(answer.json())


def test_when_another_tab_logs_in_as_somebody_else_this_one_follows(data: Path, visit: Visit) -> None:
    with running(data) as server:
        ada = visit(server).enter("ada")
        ada.say("of ada")
        is_kept(ada, ada.page, "of ada")
        other = ada.open()
        ada.log_out()
        grace = ada.page
        expect(other.locator("#name")).to_be_visible()
        ada.enter("grace")
        ada.page = other
        ada.is_connected()
        ada.page = grace
        ada.say("of grace")
        for page in (grace, other):
            expect(said(page)).to_have_text(["of ada", "of grace"])  # the lobby shows all of it
            expect(page.locator(".line.own")).to_have_count(1)


def test_two_tabs_send_each_letter_once(data: Path, visit: Visit) -> None:
    """They share an outbox: a letter that both send is one message."""
    with running(data) as server:
        ada, grace = visit(server).enter("ada"), visit(server).enter("grace")
        other = ada.open()
        expect(other.locator("#text")).to_be_visible()
        ada.context.set_offline(True)
        ada.is_away()
        ada.say("from the first")
        other.locator("#text").fill("from the second")
        other.locator("#text").press("Enter")
        expect(other.locator(".unsent", has_text="from the second")).to_have_count(1)
        ada.context.set_offline(False)
        expect(said(grace.page)).to_have_count(2)
        for page in (ada.page, other):
            expect(said(page)).to_have_count(2)
            expect(page.locator(".unsent, .failed")).to_have_count(0)


def test_without_storage_the_page_works_until_it_is_closed(server: Server, visit: Visit) -> None:
    ada = visit(server)
    ada.context.add_init_script("delete Window.prototype.indexedDB; delete window.indexedDB;")
    ada.page.close()
    ada.page = ada.open()
    assert ada.page.evaluate("window.indexedDB === undefined")
    ada.enter("ada").say("works all the same")
    expect(said(ada.page).last).to_have_text("works all the same")


def test_a_new_version_is_taken_whole_with_the_next_load(data: Path, tmp_path: Path, visit: Visit) -> None:
    """What is open goes on with its own files; what is opened has the new ones, with network and without."""
    newer = tmp_path / "newer"
    shutil.copytree(
        Path(hubbub.__file__).parent, newer / "hubbub", ignore=shutil.ignore_patterns("__pycache__")
    )
    main = newer / "hubbub" / "web" / "main.js"
    main.write_text(main.read_text() + "\ndocument.documentElement.dataset.newer = 'yes';\n")
    with running(data) as server:
        ada = visit(server).enter("ada")
        is_kept(ada, ada.page)
        old = ada.page.evaluate(HTML)
        server.stop()
        server.env = {"PYTHONPATH": os.fspath(newer)}
        server.start()
        ada.tries_now()
        ada.is_connected()
        opened = ada.open()
        expect(opened.locator("html")).to_have_attribute("data-newer", "yes")
        assert opened.evaluate(HTML) != old
        ada.until(lambda: bool(opened.evaluate(IS_SETTLED)))
        assert len(opened.evaluate(KEPT)) == 2, "each version whole, as long as a page needs it"
        opened.context.new_cdp_session(opened).send("Network.clearBrowserCache")
        # The first is as it was, and fetches what it still needs of its own version, which no server has.
        ada.choose("#open-settings")
        expect(ada.page.locator("dialog[open]")).to_be_visible()
        assert ada.page.evaluate("document.documentElement.dataset.newer") is None
        ada.context.set_offline(True)
        again = ada.open()
        expect(again.locator("html")).to_have_attribute("data-newer", "yes")
        expect(again.locator("#text")).to_be_visible()
