"""What one person has written is nobody else's, also where two people use one browser one after the other."""

from __future__ import annotations

from collections.abc import Callable

from playwright.sync_api import expect

from tests.support.browsing import Person, said
from tests.support.server import Server

Visit = Callable[..., Person]


def test_a_draft_that_an_edit_has_put_aside_is_not_in_the_next_ones_field(
    server: Server, visit: Visit
) -> None:
    """Leaving gives the edit up and keeps the draft: at a logout there is nobody to keep it for."""
    ada = visit(server).enter("ada")
    ada.say("of ada")
    expect(said(ada.page).last).to_have_text("of ada")
    ada.page.locator("#text").fill("a secret draft")
    ada.page.locator("#lines .line.own").last.focus()
    ada.page.keyboard.press("e")
    expect(ada.page.locator("#text")).to_have_value("of ada")
    ada.log_out()
    ada.enter("grace")
    expect(ada.page.locator("#text")).to_have_value("")
