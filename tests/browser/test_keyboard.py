"""Everything without a mouse: entering, finding, talking, making a group, settings, leaving."""

from __future__ import annotations

from collections.abc import Callable

from playwright.sync_api import expect

from tests.support.browsing import Caller, Person, said
from tests.support.people import unique
from tests.support.server import Server

Visit = Callable[..., Person]
Call = Callable[..., Caller]


def test_a_day_without_a_mouse(server: Server, visit: Visit, call: Call) -> None:
    grace = call(server, "grace")
    ada = visit(server)
    keys, page = ada.page.keyboard, ada.page
    expect(page.locator("#name")).to_be_focused()
    keys.type(unique("ada"))
    keys.press("Enter")
    expect(page.locator("#text")).to_be_focused()
    keys.type("good morning")
    keys.press("Enter")
    expect(said(page).last).to_have_text("good morning")
    keys.press("Control+k")
    expect(page.locator("#switcher")).to_be_focused()
    keys.type(grace.name)
    expect(page.locator("#switcher-list [aria-selected=true]")).to_contain_text(grace.name)
    keys.press("Enter")
    expect(page.locator("#room-title")).to_have_text(grace.name)
    expect(page.locator("#text")).to_be_focused()
    keys.type("hello, grace")
    keys.press("Enter")
    expect(ada.row(grace.name)).to_be_visible()
    keys.press("Alt+ArrowDown")
    expect(page.locator("#room-title")).to_have_text("Lobby")
    keys.press("Alt+ArrowUp")
    expect(page.locator("#room-title")).to_have_text(grace.name)


def test_the_next_unread_conversation_is_one_key_away(server: Server, visit: Visit, call: Call) -> None:
    ada = visit(server).enter("ada")
    grace, linus, alan = call(server, "grace"), call(server, "linus"), call(server, "alan")
    for caller in (alan, linus, grace):
        caller.ask("message.send", to=ada.id, text="hello")
        expect(ada.row(caller.name)).to_be_visible()
    ada.row(linus.name).get_by_role("link").click()
    expect(ada.row(linus.name).locator(".badge")).to_have_count(0)
    grace.ask("message.send", to=ada.id, text="again")
    expect(ada.row(grace.name).locator(".badge.count")).to_contain_text("2")
    ada.page.keyboard.press("Alt+Shift+ArrowDown")
    expect(ada.page.locator("#room-title")).to_have_text(alan.name)
    ada.page.keyboard.press("Alt+Shift+ArrowUp")
    expect(ada.page.locator("#room-title")).to_have_text(grace.name)


def test_the_list_is_one_stop_and_arrows_move_in_it(server: Server, visit: Visit, call: Call) -> None:
    ada, grace = visit(server).enter("ada"), call(server, "grace")
    grace.ask("message.send", to=ada.id, text="hello")
    expect(ada.row(grace.name)).to_be_visible()
    expect(ada.page.locator("#rooms a[tabindex='0']")).to_have_count(1)
    ada.page.locator("#text").evaluate("field => field.blur()")
    ada.page.keyboard.press("/")
    expect(ada.page.locator("#search")).to_be_focused()
    ada.page.keyboard.press("ArrowDown")
    expect(ada.row(grace.name).get_by_role("link")).to_be_focused()
    ada.page.keyboard.press("End")
    expect(ada.row("Lobby").get_by_role("link")).to_be_focused()
    ada.page.keyboard.press("Home")
    ada.page.keyboard.press("Enter")
    expect(ada.page.locator("#room-title")).to_have_text(grace.name)


def test_menus_are_walked_and_give_focus_back(server: Server, visit: Visit) -> None:
    ada = visit(server).enter("ada")
    page, keys = ada.page, ada.page.keyboard
    page.locator("#my-menu").focus()
    keys.press("Enter")
    expect(page.get_by_role("menuitem", name="Profile")).to_be_focused()
    keys.press("ArrowUp")
    expect(page.get_by_role("menuitem", name="Log out")).to_be_focused()
    keys.press("s")
    expect(page.get_by_role("menuitem", name="Settings")).to_be_focused()
    keys.press("Escape")
    expect(page.locator("#my-menu")).to_be_focused()
    keys.press("Enter")
    keys.press("s")
    keys.press("Enter")
    expect(page.get_by_role("dialog", name="Settings")).to_be_visible()
    keys.press("Escape")
    expect(page.get_by_role("dialog")).to_have_count(0)
    expect(page.locator("#my-menu")).to_be_focused()


def test_a_row_has_its_menu_by_key(server: Server, visit: Visit) -> None:
    ada = visit(server).enter("ada")
    ada.row("Lobby").get_by_role("link").focus()
    ada.page.keyboard.press("Shift+F10")
    ada.page.keyboard.press("m")
    ada.page.keyboard.press("Enter")
    expect(ada.row("Lobby").locator(".marks")).to_contain_text("muted")
    expect(ada.row("Lobby").get_by_role("link")).to_be_focused()


def test_a_group_is_made_by_keys_alone(server: Server, visit: Visit, call: Call) -> None:
    ada, grace = visit(server).enter("ada"), call(server, "grace")
    page, keys = ada.page, ada.page.keyboard
    page.locator("#new").focus()
    keys.press("Enter")
    keys.press("ArrowDown")
    keys.press("Enter")
    expect(page.locator("#group-name")).to_be_focused()
    keys.type("Without a mouse")
    keys.press("Tab")
    keys.press("Tab")
    expect(page.locator("#group-search")).to_be_focused()
    keys.type(grace.name)
    expect(page.locator("#group-found button", has_text=grace.name)).to_be_visible()
    keys.press("Enter")
    expect(page.locator("#group-chosen li")).to_have_text([grace.name])
    keys.press("Backspace")
    expect(page.locator("#group-chosen li")).to_have_count(0)
    page.locator("#group-name").focus()
    keys.press("Enter")
    expect(page.locator("#room-title")).to_have_text("Without a mouse")


def test_escape_marks_as_read_and_the_keys_are_explained(server: Server, visit: Visit) -> None:
    ada = visit(server).enter("ada")
    ada.page.locator("#text").evaluate("field => field.blur()")
    ada.page.keyboard.press("?")
    dialog = ada.page.get_by_role("dialog", name="Keyboard shortcuts")
    expect(dialog).to_be_visible()
    expect(dialog.locator("kbd").first).to_have_text("Ctrl")
    ada.page.keyboard.press("Escape")
    expect(dialog).to_have_count(0)
    ada.page.locator("#text").focus()
    ada.page.keyboard.type("? and / are letters here")
    expect(ada.page.locator("#text")).to_have_value("? and / are letters here")


def test_keys_write_into_the_composer_at_once_after_a_dialog(server: Server, visit: Visit) -> None:
    ada = visit(server).enter("ada")
    page, keys = ada.page, ada.page.keyboard
    page.evaluate(
        "() => { window.requestAnimationFrame = (work) => setTimeout(work, 1000); }"
    )  # a busy machine
    page.locator("#text").focus()
    keys.press("Control+k")
    expect(page.locator("#switcher")).to_be_focused()
    keys.press("Escape")
    expect(page.get_by_role("dialog")).to_have_count(0)
    expect(page.locator("#text")).to_be_focused()
    keys.type("and on it goes")
    expect(page.locator("#text")).to_have_value("and on it goes")
