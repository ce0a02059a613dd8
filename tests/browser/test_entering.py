"""The way in and out: names, passwords, invitations, a second tab, logging out."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from playwright.sync_api import expect

from tests.support.browsing import Caller, Person, said
from tests.support.people import unique
from tests.support.server import Server, running

Visit = Callable[..., Person]
Call = Callable[..., Caller]
PASSWORD = "analytical engine no. 1"


def test_a_name_is_enough_and_is_remembered_until_one_logs_out(server: Server, visit: Visit) -> None:
    ada = visit(server).enter("ada")
    expect(ada.page.locator("#me")).to_have_text(ada.name)
    expect(ada.page.locator("#room-title")).to_have_text("Lobby")
    api = f"http://localhost:{server.port}/api/v1"
    sessions = ada.context.request.post(f"{api}/auth.sessions", data={}).json()["sessions"]
    ada.context.request.post(f"{api}/auth.revoke", data={"session": sessions[0]["id"]})
    expect(ada.page.locator("#name")).to_have_value(ada.name)
    ada.page.locator("#enter").click()
    expect(ada.page.locator("#me")).to_have_text(ada.name)
    ada.log_out()
    expect(ada.page.locator("#name")).to_have_value("")


def test_a_name_with_a_password_asks_for_it(server: Server, visit: Visit, call: Call) -> None:
    grace = call(server, "grace", password="correct horse battery")
    page = visit(server).page
    page.locator("#name").fill(grace.name)
    expect(page.locator("#password")).to_have_count(0)
    page.locator("#name").press("Enter")
    expect(page.locator("#password")).to_be_focused()
    page.locator("#password").fill("wrong horse battery")
    page.locator("#enter").click()
    expect(page.locator("#door-error")).to_have_text("Name and password do not match.")
    page.locator("#password").fill("correct horse battery")
    page.locator("#enter").click()
    expect(page.locator("#me")).to_have_text(grace.name)


def test_a_server_that_wants_passwords_has_two_ways_in(data: Path, visit: Visit) -> None:
    with running(data, "--registration", "password") as server:
        ada = visit(server)
        expect(ada.page.locator("[data-mode=register]")).to_have_attribute("aria-pressed", "true")
        ada.page.locator("#name").fill("ada")
        ada.page.locator("#password").fill("short")
        ada.page.locator("#enter").click()
        expect(ada.page.locator("#password-words.error")).to_contain_text("At least 8 characters")
        expect(ada.page.locator("#password")).to_be_focused()
        ada.page.locator("#password").fill(PASSWORD)
        ada.page.locator("#enter").click()
        expect(ada.page.locator("#me")).to_have_text("ada")
        ada.log_out()
        expect(ada.page.locator("[data-mode=login]")).to_have_attribute("aria-pressed", "true")
        ada.page.locator("#name").fill("ada")
        ada.page.locator("#password").fill(PASSWORD)
        ada.page.locator("#enter").click()
        expect(ada.page.locator("#me")).to_have_text("ada")
        grace = visit(server)
        grace.page.locator("#name").fill("ada")
        grace.page.locator("#password").fill("another password")
        grace.page.locator("#enter").click()
        expect(grace.page.locator("#name-words")).to_contain_text("This name is taken")


def test_a_closed_server_says_so_before_one_tries(data: Path, visit: Visit) -> None:
    with running(data, "--registration", "closed") as server:
        page = visit(server).page
        expect(page.locator(".why")).to_contain_text("makes no new accounts")
        expect(page.locator("[data-mode]")).to_have_count(0)
        page.locator("#name").fill("ada")
        page.locator("#password").fill(PASSWORD)
        page.locator("#enter").click()
        expect(page.locator("#door-error")).to_have_text("Name and password do not match.")


def test_a_server_of_invitations_asks_newcomers_for_one(data: Path, visit: Visit) -> None:
    with running(data, "--registration", "invite") as server:
        page = visit(server).page
        expect(page.locator("#invite")).to_have_count(0)
        page.locator("[data-mode=register]").click()
        page.locator("#name").fill("ada")
        page.locator("#password").fill(PASSWORD)
        page.locator("#enter").click()
        expect(page.locator("#invite-words")).to_have_text("New people need an invitation here.")
        page.locator("#invite").fill("not a real one")
        page.locator("#enter").click()
        expect(page.locator("#invite-words")).to_contain_text("This invitation is not valid")
        expect(page.locator("#invite")).to_be_focused()


def test_a_name_the_server_refuses_is_explained_at_its_field(server: Server, visit: Visit) -> None:
    page = visit(server).page
    page.locator("#enter").click()
    expect(page.locator("#name-words")).to_contain_text("Please give a name")
    page.locator("#name").fill("ada@home")
    page.locator("#enter").click()
    expect(page.locator("#name-words")).to_contain_text("must not contain @")
    expect(page.locator("#name")).to_have_attribute("aria-invalid", "true")


def test_an_invitation_is_kept_through_the_door(server: Server, visit: Visit, call: Call) -> None:
    grace = call(server, "grace")
    room = unique("engine room")
    made = grace.ask("conversation.create", kind="group", name=room)["conversation"]["id"]
    code = grace.ask("invite.create", conversation=made)["code"]
    ada = visit(server)
    ada.page.goto(f"http://localhost:{server.port}/#/join/{code}")
    ada.page.reload()
    expect(ada.page.locator(".why")).to_contain_text("You are invited")
    ada.page.locator("#name").fill(unique("ada"))
    ada.page.locator("#enter").click()
    expect(ada.page.locator("#invitation .title")).to_have_text(room)
    ada.page.locator("#accept").click()
    expect(ada.page.locator("#room-title")).to_have_text(room)


def test_an_invitation_that_is_over_says_so(server: Server, visit: Visit) -> None:
    ada = visit(server).enter("ada")
    ada.choose("#join-by-link")
    ada.page.locator("#join-code").fill(f"http://localhost:{server.port}/#/join/AAAAAAAAAAAAAAAAAAAAAA")
    ada.page.keyboard.press("Enter")
    expect(ada.page.get_by_role("dialog")).to_contain_text("not valid any more")


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
    second.locator("#my-menu").click()
    second.locator("#log-out").click()
    expect(second.locator("#name")).to_be_visible()
    expect(ada.page.locator("#ended")).to_have_text("You have been logged out.")
    expect(ada.page.locator("#name")).to_have_value("")
    second.reload()
    expect(second.locator("#name")).to_be_visible()


def test_a_session_is_ended_from_another(server: Server, visit: Visit) -> None:
    """R9: the one that was signed out is outside, and is told why."""
    ada = visit(server)
    ada.page.locator("#name").fill(name := unique("ada"))
    ada.page.locator("#enter").click()
    expect(ada.page.locator("#text")).to_be_visible()
    elsewhere = visit(server)
    elsewhere.page.locator("#name").fill(name)
    elsewhere.page.locator("#enter").click()
    expect(elsewhere.page.locator("#text")).to_be_visible()
    ada.choose("#open-sessions")
    expect(ada.page.locator("#sessions li")).to_have_count(2)
    expect(ada.page.locator("#sessions li").first).to_contain_text("This one")
    ada.page.locator("#sessions").get_by_role("button", name="Sign out").click()
    expect(ada.page.locator("#sessions li")).to_have_count(1)
    expect(elsewhere.page.locator("#ended")).to_have_text("You have been signed out from elsewhere.")


def test_all_other_sessions_are_ended_at_once_and_this_one_goes_on(server: Server, visit: Visit) -> None:
    name = unique("ada")
    ada, *others = [visit(server) for _ in range(3)]
    for each in (ada, *others):
        each.page.locator("#name").fill(name)
        each.page.locator("#enter").click()
        expect(each.page.locator("#text")).to_be_visible()
    ada.choose("#open-sessions")
    expect(ada.page.locator("#sessions li")).to_have_count(3)
    ada.page.locator("#end-others").click()
    ada.page.get_by_role("alertdialog").locator(".yes").click()
    expect(ada.page.locator("#sessions li")).to_have_count(1)
    for other in others:
        expect(other.page.locator("#ended")).to_have_text("You have been signed out from elsewhere.")
    ada.page.keyboard.press("Escape")
    ada.say(text := unique("still here"))
    expect(said(ada.page).last).to_have_text(text)


def test_a_profile_is_changed_and_seen_by_others(server: Server, visit: Visit) -> None:
    ada, grace = visit(server).enter("ada"), visit(server).enter("grace")
    ada.say(unique("hello"))
    ada.choose("#open-profile")
    ada.page.locator("#display-name").fill(title := unique("Countess"))
    ada.page.get_by_role("button", name="Save").click()
    expect(ada.page.locator("#me")).to_have_text(title)
    grace.page.locator("#search").fill(title)
    expect(grace.page.locator("#found button", has_text=title)).to_be_visible()


def test_a_password_is_set_and_wanted_from_then_on(server: Server, visit: Visit) -> None:
    ada = visit(server).enter("ada")
    ada.choose("#open-profile")
    ada.page.locator("details.more summary").click()
    ada.page.locator("#new-password").fill("short")
    ada.page.locator("#new-password").press("Enter")
    expect(ada.page.locator("#new-password-words.error")).to_contain_text("At least 8 characters")
    ada.page.locator("#new-password").fill(PASSWORD)
    ada.page.locator("#new-password").press("Enter")
    expect(ada.page.locator(".toast")).to_contain_text("password is changed")
    ada.page.keyboard.press("Escape")
    ada.log_out()
    ada.page.locator("#name").fill(ada.name)
    ada.page.locator("#enter").click()
    expect(ada.page.locator("#password-words")).to_have_text("This name has a password.")
    ada.page.locator("#password").fill(PASSWORD)
    ada.page.locator("#enter").click()
    expect(ada.page.locator("#me")).to_have_text(ada.name)


def test_a_picture_is_cut_shown_and_removed(server: Server, visit: Visit, tmp_path: Path) -> None:
    from PIL import Image

    Image.new("RGB", (300, 200), "#7a4fb5").save(tmp_path / "me.png")
    ada = visit(server).enter("ada")
    ada.choose("#open-profile")
    ada.page.locator("#picture").set_input_files(tmp_path / "me.png")
    ada.page.locator(".crop canvas").press("ArrowRight")
    ada.page.locator("#use-picture").click()
    face = ada.page.locator("#my-menu img")
    expect(face).to_be_visible()
    ada.until(
        lambda: bool(face.evaluate("image => image.complete && image.naturalWidth === image.naturalHeight"))
    )
    ada.page.locator("#remove-picture").click()
    expect(face).to_have_count(0)
