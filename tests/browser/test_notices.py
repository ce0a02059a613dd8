"""What is said while nobody looks at the page is told beside it, once, and taken back when it was read."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from playwright.sync_api import expect

from tests.support.browsing import Caller, Person
from tests.support.server import Server

SERVICE_WORKERS = "allow"
WHOLE_BROWSER = True
Visit = Callable[..., Person]
Call = Callable[..., Caller]

HIDE = """() => {
    Object.defineProperty(document, "hidden", { get: () => window.isHidden, configurable: true });
    document.hasFocus = () => !window.isHidden;
}"""
TURN = """(hidden) => {
    window.isHidden = hidden;
    document.dispatchEvent(new Event("visibilitychange"));
}"""
SHOWN = """async () => {
    const registration = await navigator.serviceWorker.ready;
    return (await registration.getNotifications()).map(({ title, body, tag }) => ({ title, body, tag }));
}"""
IS_CONTROLLED = "() => navigator.serviceWorker.controller !== null"


def hidden(person: Person, so: bool = True) -> None:
    """Headless Chromium never hides a page: say so in its stead."""
    person.page.evaluate(TURN, so)


def shown(person: Person) -> list[dict[str, Any]]:
    return list(person.page.evaluate(SHOWN))


def ask(person: Person, op: str, **fields: Any) -> None:
    """Do something on another device of theirs."""
    answer = person.context.request.post(f"http://localhost:{person.server.port}/api/v1/{op}", data=fields)
    assert answer.ok, answer.text()


def entered(visit: Visit, server: Server, *, permissions: list[str]) -> Person:
    ada = visit(server, permissions=permissions)
    ada.page.evaluate(HIDE)
    hidden(ada, False)
    ada.enter("ada")
    ada.until(lambda: bool(ada.page.evaluate(IS_CONTROLLED)))
    return ada


def test_a_message_to_a_hidden_page_is_told_once_and_taken_back_when_read(
    server: Server, visit: Visit, call: Call
) -> None:
    ada, grace = entered(visit, server, permissions=["notifications"]), call(server, "grace")
    hidden(ada)
    for text in ("psst", "are you there?"):
        grace.ask("message.send", to=ada.id, text=text)
    ada.until(lambda: [each["body"] for each in shown(ada)] == ["are you there?"])
    assert shown(ada)[0]["title"] == grace.name
    expect(ada.page).to_have_title("(2) Hubbub")
    sent = grace.ask("message.send", to=ada.id, text="one more")
    ask(ada, "receipt.read", conversation=sent["conversation"], seq=sent["seq"])
    ada.until(lambda: shown(ada) == [])
    expect(ada.page).to_have_title("Hubbub")


def test_nothing_is_told_of_what_is_muted_but_what_mentions_one_is(
    server: Server, visit: Visit, call: Call
) -> None:
    ada, grace = entered(visit, server, permissions=["notifications"]), call(server, "grace")
    made = grace.ask("conversation.create", kind="group", name="noisy", members=[ada.id])["conversation"][
        "id"
    ]
    expect(ada.row("noisy")).to_be_visible()
    ask(ada, "conversation.prefer", conversation=made, muted=True)
    hidden(ada)
    grace.say("blah", conversation=made)
    row = ada.row("noisy")
    expect(row.locator(".preview")).to_contain_text("blah")
    expect(row.locator(".badge.quiet")).to_have_count(1)
    grace.ask("message.send", to=ada.id, text="psst")  # told after whatever was told before
    ada.until(lambda: [each["body"] for each in shown(ada)] == ["psst"])
    expect(ada.page).to_have_title("(1) Hubbub")
    grace.say(f"@{ada.name} look", conversation=made)
    expect(row.locator(".badge.mention")).to_have_count(1)
    expect(ada.page).to_have_title("(2) Hubbub")
    # The first one may be gone by now: a browser takes a notice down that nobody clicks on.
    ada.until(
        lambda: any("look" in each["body"] and "noisy" in each["title"] for each in shown(ada)),
        lambda: shown(ada),
    )
    assert not any("blah" in each["body"] for each in shown(ada))


def test_what_was_said_while_the_connection_was_broken_is_told_after_it(
    server: Server, visit: Visit, call: Call
) -> None:
    ada, grace = entered(visit, server, permissions=["notifications"]), call(server, "grace")
    grace.ask("message.send", to=ada.id, text="before it")
    expect(ada.row(grace.name).locator(".badge")).to_have_count(1)
    hidden(ada)
    ada.context.set_offline(True)
    ada.is_away()
    grace.ask("message.send", to=ada.id, text="in the tunnel")
    ada.context.set_offline(False)
    ada.until(lambda: [each["body"] for each in shown(ada)] == ["in the tunnel"], lambda: shown(ada))


def test_the_browser_is_not_asked_before_one_has_said_so(server: Server, visit: Visit) -> None:
    """Never at the load; after the first message of one's own there is a line with a button."""
    ada = entered(visit, server, permissions=[])
    asked = "Notification.requestPermission = async () => ((window.asked = true), 'granted')"
    ada.page.evaluate(f"() => {{ {asked} }}")
    expect(ada.page.locator(".suggestion")).to_have_count(0)
    ada.say("my first words")
    if ada.page.evaluate("Notification.permission") == "default":
        expect(ada.page.locator(".suggestion")).to_be_visible()
    assert ada.page.evaluate("window.asked") is None
