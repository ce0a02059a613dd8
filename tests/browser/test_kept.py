"""What the browser keeps: said when it can keep nothing, and gone with the person it belongs to."""

from __future__ import annotations

from collections.abc import Callable

from playwright.sync_api import expect

from tests.support.browsing import Person, said
from tests.support.server import Server

Visit = Callable[..., Person]

KEYS = "() => Object.keys(localStorage).sort()"


def has_room_for(person: Person, quota: int | None) -> None:
    """Let the browser's storage hold so many bytes."""
    origin = f"http://localhost:{person.server.port}"
    session = person.context.new_cdp_session(person.page)
    session.send(
        "Storage.overrideQuotaForOrigin",
        {"origin": origin, **({} if quota is None else {"quotaSize": quota})},
    )


def test_that_nothing_can_be_kept_is_said_until_something_can(server: Server, visit: Visit) -> None:
    ada = visit(server).enter("ada")
    has_room_for(ada, 1)
    ada.say("works all the same")
    expect(said(ada.page).last).to_have_text("works all the same")
    expect(ada.page.locator("#status")).to_contain_text("This browser can keep nothing")
    has_room_for(ada, None)
    ada.say("and now")
    expect(ada.page.locator("#status")).to_have_text("")


def test_where_there_is_no_storage_it_is_said(server: Server, visit: Visit) -> None:
    ada = visit(server, locale="zh-CN")
    ada.context.add_init_script("delete Window.prototype.indexedDB; delete window.indexedDB;")
    ada.page.close()
    ada.page = ada.open()
    ada.enter("ada")
    expect(ada.page.locator("#status")).to_contain_text("浏览器现在无法保存任何内容")


def test_logging_out_leaves_how_the_page_looks_and_nothing_of_the_person(
    server: Server, visit: Visit
) -> None:
    ada = visit(server).enter("ada")
    other = ada.open()
    expect(other.locator("#text")).to_be_visible()
    ada.page.evaluate("""() => {
        localStorage.setItem("hubbub.theme", "dark");
        localStorage.setItem("hubbub.language", "en");
        localStorage.setItem("hubbub.enter", "false");
        localStorage.setItem("hubbub.emoji", '["😀"]');
    }""")
    assert {"hubbub.name", "hubbub.last"} <= set(ada.page.evaluate(KEYS))
    ada.log_out()
    assert ada.page.evaluate(KEYS) == ["hubbub.language", "hubbub.theme"]
    assert ada.page.evaluate("location.hash") == ""
    expect(ada.page.locator("#name")).to_have_value("")
    expect(other.locator("#name")).to_be_visible()
    assert other.evaluate(KEYS) == ["hubbub.language", "hubbub.theme"]
