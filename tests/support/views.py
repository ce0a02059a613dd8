"""Every view of the page, and how to get there: one list for pictures, for axe and for narrow windows."""

from __future__ import annotations

from collections.abc import Callable

from playwright.sync_api import expect

from tests.support.browsing import Person
from tests.support.scene import Scene

Way = Callable[[Person, Scene], None]


def _open(person: Person, address: str) -> None:
    person.page.evaluate("address => { location.hash = address }", address)


def _list(person: Person, _scene: Scene) -> None:
    _open(person, "#/")
    expect(person.page.locator("#rooms li").first).to_be_attached()


def _party(person: Person, scene: Scene) -> None:
    _open(person, f"#/c/{scene.rooms['Launch party']}")
    expect(person.page.locator(".bubble", has_text="Six it is, then.")).to_be_visible()


def _dialog(item: str, ready: str) -> Way:
    def go(person: Person, scene: Scene) -> None:
        _list(person, scene)
        person.choose(item)
        expect(person.page.locator(f"dialog[open] {ready}").first).to_be_visible()

    return go


def _details(person: Person, scene: Scene) -> None:
    _party(person, scene)
    person.page.locator("#room header .about").click()
    expect(person.page.locator("#members li")).to_have_count(5)


def _invite(person: Person, scene: Scene) -> None:
    _details(person, scene)
    person.page.locator("#open-invite").click()
    person.page.locator("#make-invite").click()
    expect(person.page.locator("#invite-link")).to_be_visible()


def _join(person: Person, scene: Scene) -> None:
    made = scene.people["katherine"].ask("invite.create", conversation=scene.rooms["number theory"])
    _open(person, f"#/join/{made['code']}")
    expect(person.page.locator("#invitation")).to_be_visible()


def _found(person: Person, scene: Scene) -> None:
    _list(person, scene)
    person.page.locator("#search").fill("n")
    expect(person.page.locator("#found")).to_have_attribute("aria-busy", "false")


def _nothing_found(person: Person, scene: Scene) -> None:
    _list(person, scene)
    person.page.locator("#search").fill("zzz")
    expect(person.page.locator("#found .none")).to_contain_text("zzz")


def _group(person: Person, scene: Scene) -> None:
    _dialog("#new-group", "#group-name")(person, scene)
    person.page.locator("#group-name").fill("Analytical engines")
    person.page.locator("#group-search").fill("g")
    person.page.locator("#group-found button", has_text="Grace").click()
    person.page.locator("#group-search").fill("a")
    expect(person.page.locator("#group-found")).to_have_attribute("aria-busy", "false")


def _switcher(person: Person, scene: Scene) -> None:
    _party(person, scene)
    person.page.keyboard.press("Control+k")
    expect(person.page.locator("#switcher-list li").first).to_be_visible()


def _shortcuts(person: Person, scene: Scene) -> None:
    _party(person, scene)
    person.page.keyboard.press("Control+/")
    expect(person.page.locator("dialog.shortcuts")).to_be_visible()


def _my_menu(person: Person, scene: Scene) -> None:
    _list(person, scene)
    person.page.locator("#my-menu").click()
    expect(person.page.locator("[role=menu]")).to_be_visible()


def _row_menu(person: Person, scene: Scene) -> None:
    _list(person, scene)
    person.row("Linus").get_by_role("link").click(button="right")
    expect(person.page.locator("[role=menu]")).to_be_visible()


def _leaving(person: Person, scene: Scene) -> None:
    _details(person, scene)
    person.page.locator("#leave").click()
    expect(person.page.locator("dialog.confirm")).to_be_visible()


def _archive(person: Person, scene: Scene) -> None:
    _list(person, scene)
    person.page.locator("#archived").click()
    expect(person.row("Old project")).to_be_visible()


def _gone(person: Person, _scene: Scene) -> None:
    _open(person, "#/c/999999")
    expect(person.page.locator(".gone")).to_be_visible()


VIEWS: dict[str, Way] = {
    "list": _list,
    "conversation": _party,
    "found": _found,
    "nothing-found": _nothing_found,
    "archive": _archive,
    "gone": _gone,
    "my-menu": _my_menu,
    "row-menu": _row_menu,
    "details": _details,
    "leaving": _leaving,
    "invite": _invite,
    "join": _join,
    "new-group": _group,
    "people": _dialog("#new-direct", "#people-found li"),
    "profile": _dialog("#open-profile", "#display-name"),
    "settings": _dialog("#open-settings", "#enter-sends"),
    "sessions": _dialog("#open-sessions", "#sessions li"),
    "shortcuts": _shortcuts,
    "switcher": _switcher,
}
"""Each leaves whatever it opened open: `back` closes it."""


def back(person: Person) -> None:
    """Close what a view has opened."""
    for _ in range(4):
        if person.page.locator("dialog[open], [role=menu]").count() == 0:
            break
        person.page.keyboard.press("Escape")
    expect(person.page.locator("dialog[open], [role=menu]")).to_have_count(0)
    if person.page.locator("#leave-archive").count():
        person.page.locator("#leave-archive").click()
    person.page.locator("#search").evaluate(
        "field => field.value && (field.value = '', field.dispatchEvent(new Event('input', {bubbles: true})))"
    )


def enter_as_ada(person: Person) -> None:
    """Sign in as her whose day it is, in a window of any width."""
    person.page.locator("#name").fill("ada")
    person.page.locator("#enter").click()
    expect(person.page.locator("#text")).to_be_visible()
    expect(person.page.locator("#status")).to_have_attribute("data-status", "online")
