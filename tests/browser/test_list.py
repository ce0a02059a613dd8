"""The list of conversations: what is unread, in which order; pinned, muted, archived; drafts; the filter."""

from __future__ import annotations

import re
import time
from collections.abc import Callable
from typing import Any

from playwright.sync_api import Locator, expect

from tests.support.browsing import Caller, Person, said
from tests.support.people import unique
from tests.support.server import Server

Visit = Callable[..., Person]
Call = Callable[..., Caller]


MANY = 150


def patiently(caller: Caller, op: str, **fields: Any) -> None:
    """Ask as often as the server allows."""
    while (answer := caller.http.post(op, json=fields)).status_code == 429:
        time.sleep(answer.json()["error"]["retry_after"])
    assert answer.status_code == 200, answer.text


def titles(person: Person) -> Locator:
    return person.page.locator("#rooms .title")


def group(owner: Caller, *members: Person, kind: str = "group") -> tuple[str, int]:
    name = unique("room")
    ids = [member.id for member in members]
    made = owner.ask("conversation.create", kind=kind, name=name, members=ids)
    return name, int(made["conversation"]["id"])


def test_a_message_counts_one_more_and_moves_its_conversation_to_the_top(
    server: Server, visit: Visit, call: Call
) -> None:
    ada, grace, linus = visit(server).enter("ada"), call(server, "grace"), call(server, "linus")
    grace.ask("message.send", to=ada.id, text="first")
    expect(ada.row(grace.name).locator(".badge.count")).to_contain_text("1")
    linus.ask("message.send", to=ada.id, text="second")
    expect(titles(ada).first).to_have_text(linus.name)
    grace.ask("message.send", to=ada.id, text="third")
    expect(titles(ada).first).to_have_text(grace.name)
    expect(ada.row(grace.name).locator(".badge.count")).to_contain_text("2")
    expect(ada.row(grace.name).locator(".preview")).to_have_text("third")
    expect(ada.page).to_have_title("(3) Hubbub")
    ada.row(grace.name).get_by_role("link").click()
    expect(ada.row(grace.name).locator(".badge")).to_have_count(0)
    expect(ada.page).to_have_title("(1) Hubbub")


NOTE_BADGE = """
window.badges = [];
navigator.setAppBadge = async (count) => badges.push(count);
navigator.clearAppBadge = async () => badges.push(0);
"""


def test_the_icons_of_the_tab_and_of_the_app_show_that_something_is_unread(
    server: Server, visit: Visit, call: Call
) -> None:
    ada, grace = visit(server).enter("ada"), call(server, "grace")
    ada.page.add_init_script(NOTE_BADGE)
    ada.page.reload()
    ada.is_connected()
    icon = ada.page.locator("link[rel=icon]")
    expect(icon).to_have_attribute("href", re.compile(r"/icon\.svg$"))
    grace.ask("message.send", to=ada.id, text="are you there?")
    expect(icon).to_have_attribute("href", re.compile(r"/icons/unread\.svg$"))
    assert ada.page.evaluate("badges.at(-1)") == 1
    ada.row(grace.name).click()
    expect(icon).to_have_attribute("href", re.compile(r"/icon\.svg$"))
    assert ada.page.evaluate("badges.at(-1)") == 0


def test_a_mention_is_counted_apart(server: Server, visit: Visit, call: Call) -> None:
    ada, grace = visit(server).enter("ada"), call(server, "grace")
    name, room = group(grace, ada)
    grace.say("for everyone", f"for you, @{ada.name}", conversation=room)
    expect(ada.row(name).locator(".badge.count")).to_contain_text("2")
    expect(ada.row(name).locator(".badge.mention")).to_contain_text("@1")
    expect(ada.row(name).locator(".preview")).to_have_text(f"{grace.name}: for you, @{ada.name}")


def test_what_is_muted_counts_quietly(server: Server, visit: Visit, call: Call) -> None:
    ada, grace = visit(server).enter("ada"), call(server, "grace")
    name, room = group(grace, ada)
    choose_for(ada, name, "Mute")
    expect(ada.row(name).locator(".marks")).to_contain_text("muted")
    grace.say("noise", conversation=room)
    expect(ada.row(name).locator(".badge.quiet")).to_contain_text("1")
    expect(ada.page).to_have_title("Hubbub")
    grace.say(f"@{ada.name}!", conversation=room)
    expect(ada.row(name).locator(".badge.mention")).to_contain_text("@1")
    expect(ada.page).to_have_title("(1) Hubbub")


def test_what_is_pinned_stays_above(server: Server, visit: Visit, call: Call) -> None:
    ada, grace, linus = visit(server).enter("ada"), call(server, "grace"), call(server, "linus")
    grace.ask("message.send", to=ada.id, text="pin me")
    choose_for(ada, grace.name, "Pin")
    linus.ask("message.send", to=ada.id, text="later than that")
    expect(ada.row(linus.name)).to_be_visible()
    expect(titles(ada).first).to_have_text(grace.name)
    ada.page.reload()
    expect(titles(ada).first).to_have_text(grace.name)
    choose_for(ada, grace.name, "Unpin")
    expect(titles(ada).first).to_have_text(linus.name)


def test_what_is_archived_is_behind_one_row(server: Server, visit: Visit, call: Call) -> None:
    ada, grace = visit(server).enter("ada"), call(server, "grace")
    grace.ask("message.send", to=ada.id, text="put me away")
    choose_for(ada, grace.name, "Archive")
    expect(ada.row(grace.name)).to_have_count(0)
    grace.ask("message.send", to=ada.id, text="still away")
    expect(ada.page.locator("#archived .badge")).to_have_text("1")
    ada.page.locator("#archived").click()
    expect(ada.row(grace.name).locator(".preview")).to_have_text("still away")
    choose_for(ada, grace.name, "Take out of the archive")
    ada.page.get_by_role("button", name="Back to all").click()
    expect(ada.row(grace.name)).to_be_visible()


def test_what_is_marked_as_read_is_read(server: Server, visit: Visit, call: Call) -> None:
    ada, grace = visit(server).enter("ada"), call(server, "grace")
    grace.ask("message.send", to=ada.id, text="read me")
    choose_for(ada, grace.name, "Mark as read")
    expect(ada.row(grace.name).locator(".badge")).to_have_count(0)
    ada.page.reload()
    expect(ada.row(grace.name)).to_be_visible()
    expect(ada.row(grace.name).locator(".badge")).to_have_count(0)


def test_a_draft_is_shown_where_it_was_left(server: Server, visit: Visit, call: Call) -> None:
    ada, grace = visit(server).enter("ada"), call(server, "grace")
    grace.ask("message.send", to=ada.id, text="write to me")
    ada.row(grace.name).get_by_role("link").click()
    expect(ada.page.locator("#room-title")).to_have_text(grace.name)
    ada.page.locator("#text").press_sequentially("not quite")
    ada.row("Lobby").get_by_role("link").click()
    expect(ada.row(grace.name).locator(".preview")).to_have_text("Draft: not quite")
    ada.row(grace.name).get_by_role("link").click()
    expect(ada.page.locator("#text")).to_have_value("not quite")
    expect(ada.row(grace.name).locator(".preview")).to_have_text("write to me")


def test_who_is_typing_is_told_in_the_row(server: Server, visit: Visit, call: Call) -> None:
    ada, grace = visit(server).enter("ada"), call(server, "grace")
    sent = grace.ask("message.send", to=ada.id, text="wait")
    expect(ada.row(grace.name)).to_be_visible()
    grace.ask("typing.start", conversation=sent["conversation"])
    expect(ada.row(grace.name).locator(".preview")).to_have_text("typing…")
    expect(ada.row(grace.name).locator(".preview")).to_have_text("wait")


def test_the_filter_looks_here_first_and_then_asks_the_server(
    server: Server, visit: Visit, call: Call
) -> None:
    ada, grace = visit(server).enter("ada"), call(server, "grace")
    stranger = call(server, "stranger", display_name=unique("Engine driver"))
    mine, _ = group(grace, ada)
    public, _ = group(grace, kind="channel")
    ada.page.locator("#search").fill(mine.upper())
    expect(titles(ada)).to_have_text([mine])
    ada.page.locator("#search").fill(public)
    expect(ada.page.locator("#found button", has_text=public)).to_contain_text("Join")
    ada.page.locator("#search").fill(stranger.name)
    ada.page.locator("#found button").first.click()
    expect(ada.page.locator("#room-title")).to_contain_text("Engine driver")
    expect(ada.page.locator("#search")).to_have_value("")


def test_nobody_found_is_said(server: Server, visit: Visit) -> None:
    ada = visit(server).enter("ada")
    ada.page.locator("#search").fill("nobody-of-that-name")
    expect(ada.page.locator("#found")).to_contain_text(
        "Nobody and nothing by the name of “nobody-of-that-name”."
    )
    ada.page.locator("#search").press("Escape")
    expect(titles(ada).first).to_be_visible()


def test_a_long_list_is_drawn_as_far_as_one_looks(server: Server, visit: Visit, call: Call) -> None:
    """The first rows are there at once, and the last is reached by scrolling."""
    grace = call(server, "grace")
    ada = visit(server).enter("ada")
    member = [ada.id]
    for number in range(MANY):
        patiently(grace, "conversation.create", kind="group", name=f"room {number:04}", members=member)
    ada.page.reload()
    expect(titles(ada).first).to_have_text(f"room {MANY - 1:04}")
    assert titles(ada).count() <= 120
    last = titles(ada).filter(has_text=re.compile("room 0000$"))
    for _ in range(12):
        ada.page.locator("#side nav").evaluate("list => list.scrollTo(0, list.scrollHeight)")
        ada.page.wait_for_timeout(50)
    expect(last).to_be_visible()


def choose_for(person: Person, title: str, action: str) -> None:
    """Right-click a row, and choose."""
    person.row(title).get_by_role("link").click(button="right")
    person.page.get_by_role("menuitem", name=action, exact=True).click()


def test_a_row_shows_words_and_not_the_signs_that_format_them(
    server: Server, visit: Visit, call: Call
) -> None:
    ada, grace = visit(server).enter("ada"), call(server, "grace")
    text = "**Steam** is `up`, says [the log](https://example.org/log) :tada:"
    grace.ask("message.send", to=ada.id, text=text)
    expect(ada.row(grace.name).locator(".preview")).to_have_text("Steam is up, says the log 🎉")


NOTE_UNREAD = """(title) => {
    const row = [...document.querySelectorAll("#rooms li")].find((each) => each.textContent.includes(title));
    window.seenUnread = 0;
    const isUnread = () => row.classList.contains("unread") || row.querySelector(".badge") !== null;
    const look = () => (window.seenUnread += Number(isUnread()));
    new MutationObserver(look).observe(row, { subtree: true, childList: true, attributes: true });
}"""


def test_what_is_read_as_it_comes_is_never_shown_as_unread(server: Server, visit: Visit, call: Call) -> None:
    ada, grace = visit(server).enter("ada"), call(server, "grace")
    ada.page.evaluate(NOTE_UNREAD, "Lobby")
    for number in range(5):
        grace.say(f"look {number}")
        expect(said(ada.page).last).to_have_text(f"look {number}")
        expect(ada.row("Lobby").locator(".preview")).to_contain_text(f"look {number}")
    assert ada.page.evaluate("window.seenUnread") == 0


def test_the_members_of_the_lobby_are_counted_as_they_come(server: Server, visit: Visit, call: Call) -> None:
    ada = visit(server).enter("ada")
    words = ada.page.locator("#room-words")
    expect(words).to_contain_text("member")
    count = members(ada)
    visit(server).enter("grace")  # says nothing
    ada.until(lambda: members(ada) == count + 1)
    call(server, "alan").say("I have no connection")
    ada.until(lambda: members(ada) == count + 2)


def members(person: Person) -> int:
    """Return how many members the head of the conversation says there are."""
    return int(re.sub(r"\D", "", person.page.locator("#room-words").inner_text().split("·")[0]))
