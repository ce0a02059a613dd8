"""What one was about to say in a group one was taken out of is not lost."""

from __future__ import annotations

from collections.abc import Callable

from playwright.sync_api import expect

from tests.support.browsing import Caller, Person
from tests.support.server import Server

Visit = Callable[..., Person]
Call = Callable[..., Caller]


def test_letters_and_drafts_to_a_group_one_was_taken_out_of_are_found_and_can_be_copied(
    server: Server, visit: Visit, call: Call
) -> None:
    ada = visit(server, permissions=["clipboard-read", "clipboard-write"]).enter("ada")
    grace = call(server, "grace")
    made = grace.ask("conversation.create", kind="group", name="secret circle", members=[ada.id])
    room = made["conversation"]["id"]
    ada.row("secret circle").locator("a").click()
    expect(ada.page.locator("#room-title")).to_have_text("secret circle")
    user = ada.id
    ada.context.set_offline(True)
    ada.is_away()
    ada.say("said too late")
    ada.page.locator("#text").fill("hardly begun")
    grace.ask("member.remove", conversation=room, user=user)
    ada.context.set_offline(False)
    ada.is_connected()
    expect(ada.row("secret circle")).to_have_count(0)
    ada.page.locator(".gone button").click()
    rows = ada.page.locator("#left li")
    expect(rows).to_have_count(2)
    expect(rows.nth(0)).to_contain_text("secret circle")
    expect(rows.nth(0)).to_contain_text("Not sent: You are no longer a member.")
    expect(rows.nth(1)).to_contain_text("hardly begun")
    rows.nth(0).get_by_role("button", name="Copy text").click()
    ada.until(lambda: ada.page.evaluate("navigator.clipboard.readText()") == "said too late")
    rows.nth(0).get_by_role("button", name="Discard").click()
    expect(rows).to_have_count(1)
    ada.page.keyboard.press("Escape")
    ada.page.reload()
    ada.page.locator("#left-behind").click()
    expect(rows).to_have_count(1)
    expect(rows.nth(0)).to_contain_text("secret circle")
    rows.nth(0).get_by_role("button", name="Discard").click()
    expect(ada.page.locator("#left-behind, dialog[open]")).to_have_count(0)
