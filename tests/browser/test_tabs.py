"""Two tabs of one person know of each other: what one leaves, drafts or reads is the other's too."""

from __future__ import annotations

from collections.abc import Callable

from playwright.sync_api import Page, expect

from tests.support.browsing import Caller, Person, said
from tests.support.server import Server

Visit = Callable[..., Person]
Call = Callable[..., Caller]

DRAFTS = """async () => {
    const open = indexedDB.open("hubbub");
    await new Promise((resolve) => (open.onsuccess = resolve));
    const mine = open.result.transaction("self").objectStore("self").get("mine");
    await new Promise((resolve) => (mine.onsuccess = resolve));
    open.result.close();
    return mine.result?.drafts ?? [];
}"""
OUTBOX = """async () => {
    const open = indexedDB.open("hubbub-outbox");
    await new Promise((resolve) => (open.onsuccess = resolve));
    const all = open.result.transaction("letters").objectStore("letters").getAll();
    await new Promise((resolve) => (all.onsuccess = resolve));
    open.result.close();
    return all.result.length;
}"""


def two_tabs(visit: Visit, server: Server) -> tuple[Person, Page]:
    ada = visit(server).enter("ada")
    other = ada.open()
    expect(other.locator("#status")).to_have_attribute("data-status", "online")
    return ada, other


def test_what_a_closed_tab_has_left_is_sent_by_the_one_that_stays_and_stands_there_once(
    server: Server, visit: Visit, call: Call
) -> None:
    ada, other = two_tabs(visit, server)
    grace = call(server, "grace")
    made = grace.ask("conversation.create", kind="group", name="friends", members=[ada.id])
    room = made["conversation"]["id"]
    for page in (ada.page, other):
        page.evaluate(f"location.hash = '#/c/{room}'")
        expect(page.locator("#room-title")).to_have_text("friends")
    ada.context.set_offline(True)
    ada.is_away()
    ada.say("left behind", "by the first")
    ada.until(lambda: ada.page.evaluate(OUTBOX) == 2)
    ada.page.close()
    expect(other.locator(".unsent .bubble")).to_have_text(["left behind", "by the first"])
    other.evaluate(
        "window.most = 0; new MutationObserver(() => { window.most = Math.max(window.most,"
        " document.querySelectorAll('#lines .bubble').length); })"
        ".observe(document.body, { childList: true, subtree: true })"
    )
    ada.context.set_offline(False)
    ada.page = other
    ada.sees("left behind", "by the first")
    history = grace.ask("message.history", conversation=room)["messages"]
    assert [message["text"] for message in history] == ["left behind", "by the first"]
    assert other.evaluate("window.most") == 2, "a row was doubled for a moment"
    ada.until(lambda: other.evaluate(OUTBOX) == 0)


def test_where_tabs_have_no_locks_what_one_has_left_is_sent_with_the_next_connection(
    server: Server, visit: Visit
) -> None:
    """As over plain HTTP, where browsers give neither locks nor service workers."""
    ada = visit(server)
    ada.context.add_init_script(
        "for (const part of ['locks', 'serviceWorker']) delete Navigator.prototype[part]"
    )
    ada.page.reload()
    ada.enter("ada")
    other = ada.open()
    expect(other.locator("#status")).to_have_attribute("data-status", "online")
    ada.context.set_offline(True)
    ada.is_away()
    ada.say("left behind")
    ada.until(lambda: ada.page.evaluate(OUTBOX) == 1)
    ada.page.close()
    ada.context.set_offline(False)
    ada.page = other
    expect(said(other).last).to_have_text("left behind")
    expect(other.locator(".unsent, .failed")).to_have_count(0)


def test_a_draft_of_one_tab_stands_in_the_other(server: Server, visit: Visit) -> None:
    ada, other = two_tabs(visit, server)
    ada.page.locator("#text").fill("half a th")
    expect(other.locator("#text")).to_have_value("half a th")
    other.locator("#text").fill("half a thought")
    expect(ada.page.locator("#text")).to_have_value("half a thought")
    ada.page.locator("#text").press("Enter")
    for page in (ada.page, other):
        expect(said(page).last).to_have_text("half a thought")
        expect(page.locator("#text")).to_have_value("")


def test_what_two_tabs_have_drafted_is_kept_though_neither_knew_of_the_other(
    server: Server, visit: Visit, call: Call
) -> None:
    ada = visit(server)
    ada.context.add_init_script("BroadcastChannel.prototype.postMessage = () => {}")
    ada.page.reload()
    ada.enter("ada")
    grace = call(server, "grace")
    grace.ask("message.send", to=ada.id, text="psst")
    direct = ada.row(grace.name)
    expect(direct).to_be_visible()
    other = ada.open()
    other.locator("#rooms li", has_text=grace.name).locator("a").click()
    expect(other.locator("#room-title")).to_have_text(grace.name)
    ada.page.locator("#text").fill("to everyone")
    other.locator("#text").fill("to grace")
    ada.until(lambda: {"to everyone", "to grace"} <= {text for _, text in ada.page.evaluate(DRAFTS)})
    other.close()
    ada.page.close()
    ada.page = ada.open()
    for title, draft in ((grace.name, "to grace"), ("Lobby", "to everyone")):
        ada.row(title).locator("a").click()
        expect(ada.page.locator("#text")).to_have_value(draft)


def test_what_is_read_in_one_tab_is_read_in_the_other(server: Server, visit: Visit, call: Call) -> None:
    ada, other = two_tabs(visit, server)
    grace = call(server, "grace")
    grace.ask("message.send", to=ada.id, text="psst")
    for page in (ada.page, other):
        expect(page.locator("#rooms .badge.count")).to_have_count(1)
    ada.context.set_offline(True)
    ada.is_away()
    ada.page.locator("#rooms li", has_text=grace.name).locator("a").click()
    for page in (ada.page, other):
        expect(page.locator("#rooms .badge.count")).to_have_count(0)
        expect(page).to_have_title("Hubbub")
    ada.context.set_offline(False)
    ada.is_connected()
    ada.until(lambda: [each["unread"] for each in conversations(ada)] == [0, 0])


def conversations(person: Person) -> list[dict[str, int]]:
    url = f"http://localhost:{person.server.port}/api/v1/conversation.list"
    return list(person.context.request.post(url, data={}).json()["conversations"])
