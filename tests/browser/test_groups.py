"""Groups and channels: made, found, joined, changed, left; who may do what."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

from playwright.sync_api import expect

from tests.support.browsing import Caller, Person
from tests.support.people import unique
from tests.support.server import Server

Visit = Callable[..., Person]
Call = Callable[..., Caller]


def open_details(person: Person) -> None:
    person.page.locator("#room header .about").click()
    expect(person.page.locator("#members li").first).to_be_visible()


def act_on(person: Person, member: str, action: str) -> None:
    row = person.page.locator("#members li", has_text=member)
    row.get_by_role("button", name="What to do").click()
    person.page.get_by_role("menuitem", name=action).click()


def test_a_group_is_made_with_people_found_by_name(server: Server, visit: Visit) -> None:
    ada, grace = visit(server).enter("ada"), visit(server).enter("grace")
    ada.choose("#new-group")
    page = ada.page
    page.locator("#group-name").fill("Engine room")
    page.locator("#group-topic").fill("Steam, mostly")
    page.locator("#group-search").fill(grace.name)
    page.locator("#group-found button", has_text=grace.name).click()
    expect(page.locator("#group-chosen li")).to_have_text([grace.name])
    page.get_by_role("button", name="Create").click()
    expect(page.locator("#room-title")).to_have_text("Engine room")
    expect(page.locator("#room-words")).to_contain_text("2 members")
    expect(grace.row("Engine room")).to_be_visible()
    expect(grace.row("Engine room").locator(".preview")).to_have_text("Steam, mostly")


def test_a_channel_is_found_by_others_and_joined(server: Server, visit: Visit) -> None:
    ada, grace = visit(server).enter("ada"), visit(server).enter("grace")
    ada.choose("#new-channel")
    ada.page.locator("#group-name").fill(name := unique("tables"))
    ada.page.locator("#group-name").press("Enter")
    expect(ada.page.locator("#room-title")).to_have_text(name)
    grace.find(name)
    expect(grace.page.locator("#room-title")).to_have_text(name)
    expect(ada.page.locator("#room-words")).to_contain_text("2 members")


def test_the_owner_renames_adds_promotes_and_removes(server: Server, visit: Visit, call: Call) -> None:
    ada, grace, linus = visit(server).enter("ada"), visit(server).enter("grace"), call(server, "linus")
    ada.choose("#new-group")
    ada.page.locator("#group-name").fill("Draft")
    ada.page.get_by_role("button", name="Create").click()
    expect(ada.page.locator("#room-title")).to_have_text("Draft")
    open_details(ada)
    ada.page.get_by_role("button", name="Change the name").click()
    ada.page.get_by_label("Change the name").fill(name := unique("Fair copy"))
    ada.page.keyboard.press("Enter")
    expect(ada.page.locator("#room-title")).to_have_text(name)
    for person in (grace, linus):
        ada.page.locator("#add-people").click()
        ada.page.locator("#group-search").fill(person.name)
        ada.page.locator("#group-found button", has_text=person.name).click()
        ada.page.get_by_role("button", name="Add", exact=True).click()
        expect(ada.page.locator("#members li", has_text=person.name)).to_be_visible()
    act_on(ada, grace.name, "Make moderator")
    expect(ada.page.locator("#members li", has_text=grace.name)).to_contain_text("Moderator")
    act_on(ada, linus.name, "Remove")
    ada.page.locator(".confirm .yes").click()
    expect(ada.page.locator("#members li", has_text=linus.name)).to_have_count(0)
    grace.row(name).get_by_role("link").click()
    open_details(grace)
    expect(grace.page.get_by_role("button", name="Change the name")).to_be_visible()
    owner = grace.page.locator("#members li", has_text=ada.name)
    owner.get_by_role("button", name="What to do").click()
    expect(grace.page.get_by_role("menuitem")).to_have_text(["Message"])


def test_a_member_is_offered_only_what_members_may(server: Server, visit: Visit, call: Call) -> None:
    ada, grace = visit(server).enter("ada"), call(server, "grace")
    name = unique("theirs")
    grace.ask("conversation.create", kind="group", name=name, members=[ada.id])
    ada.row(name).get_by_role("link").click()
    open_details(ada)
    expect(ada.page.locator(".portrait .title")).to_have_text(name)
    expect(ada.page.get_by_role("button", name="Change the name")).to_have_count(0)
    expect(ada.page.locator("#open-invite")).to_have_count(0)
    expect(ada.page.locator("#add-people")).to_be_visible()


def test_a_moderator_is_offered_what_moderators_may_from_the_moment_on(
    server: Server, visit: Visit, call: Call
) -> None:
    ada, grace = visit(server).enter("ada"), call(server, "grace")
    name = unique("watch")
    made = grace.ask("conversation.create", kind="group", name=name, members=[ada.id])["conversation"]
    assert made["role"] == "owner"
    grace.say("delete me", conversation=made["id"])
    ada.row(name).get_by_role("link").click()
    menu = ada.page.locator(".head").get_by_role("button", name="What to do here")
    menu.click()
    expect(ada.page.get_by_role("menuitem", name="Go to")).to_be_visible()
    expect(ada.page.get_by_role("menuitem", name="Invite people")).to_have_count(0)
    ada.page.keyboard.press("Escape")
    grace.ask("member.role", conversation=made["id"], user=ada.id, role="moderator")
    expect(ada.page.locator(".event", has_text="moderator")).to_be_visible()
    menu.click()
    expect(ada.page.get_by_role("menuitem", name="Invite people")).to_be_visible()
    ada.page.keyboard.press("Escape")
    ada.page.locator(".line", has_text="delete me").locator(".bubble").click(button="right")
    ada.page.get_by_role("menuitem", name="Delete").click()
    ada.page.locator(".confirm .yes").click()
    expect(ada.page.locator(".bubble.deleted")).to_have_count(1)


def test_every_member_of_a_public_group_may_invite(server: Server, visit: Visit, call: Call) -> None:
    ada, grace = visit(server).enter("ada"), call(server, "grace")
    name = unique("open house")
    grace.ask("conversation.create", kind="group", name=name, public=True, members=[ada.id])
    ada.row(name).get_by_role("link").click()
    open_details(ada)
    expect(ada.page.locator("#open-invite")).to_be_visible()


def test_a_group_is_left_after_a_question(server: Server, visit: Visit, call: Call) -> None:
    ada, grace = visit(server).enter("ada"), call(server, "grace")
    name = unique("crowd")
    grace.ask("conversation.create", kind="group", name=name, members=[ada.id])
    ada.row(name).get_by_role("link").click()
    open_details(ada)
    ada.page.locator("#leave").click()
    ada.page.locator(".confirm").get_by_role("button", name="Cancel").click()
    expect(ada.row(name)).to_be_visible()
    ada.page.locator("#leave").click()
    ada.page.locator(".confirm .yes").click()
    expect(ada.row(name)).to_have_count(0)
    expect(ada.page.get_by_role("dialog")).to_have_count(0)


def test_an_invitation_link_lets_somebody_in(server: Server, visit: Visit) -> None:
    ada, grace = visit(server).enter("ada"), visit(server).enter("grace")
    ada.choose("#new-group")
    ada.page.locator("#group-name").fill(name := unique("By letter"))
    ada.page.get_by_role("button", name="Create").click()
    expect(ada.page.locator("#room-title")).to_have_text(name)
    open_details(ada)
    ada.page.locator("#open-invite").click()
    ada.page.get_by_role("radio", name="once").check()
    ada.page.locator("#make-invite").click()
    link = ada.page.locator("#invite-link").input_value()
    assert link.startswith(f"http://localhost:{server.port}/#/join/")
    grace.choose("#join-by-link")
    grace.page.locator("#join-code").fill(link)
    grace.page.keyboard.press("Enter")
    expect(grace.page.locator("#invitation .title")).to_have_text(name)
    grace.page.locator("#accept").click()
    expect(grace.page.locator("#room-title")).to_have_text(name)
    late = visit(server).enter("linus")
    late.choose("#join-by-link")
    late.page.locator("#join-code").fill(link)
    late.page.keyboard.press("Enter")
    expect(late.page.get_by_role("dialog")).to_contain_text("not valid any more")


def test_an_invitation_is_listed_and_taken_back(server: Server, visit: Visit, call: Call) -> None:
    ada, grace = visit(server).enter("ada"), call(server, "grace")
    name = unique("by word")
    room = grace.ask("conversation.create", kind="group", name=name, public=True, members=[ada.id])
    conversation = room["conversation"]["id"]
    theirs = grace.ask("invite.create", conversation=conversation, uses=3)["code"]
    ada.row(name).get_by_role("link").click()
    open_details(ada)
    rows = ada.page.locator("#invites li")
    expect(rows).to_contain_text([grace.name])
    expect(rows.get_by_role("button", name="Revoke")).to_have_count(0)
    ada.page.keyboard.press("Escape")
    grace.ask("member.role", conversation=conversation, user=ada.id, role="moderator")
    expect(ada.page.locator(".event", has_text="moderator")).to_be_visible()
    open_details(ada)
    rows.get_by_role("button", name="Revoke").click()
    expect(rows).to_have_count(0)
    assert grace.http.post("invite.get", json={"code": theirs}).status_code == 404


def test_a_group_gets_a_picture_cut_square_and_loses_it(server: Server, visit: Visit) -> None:
    ada = visit(server).enter("ada")
    ada.choose("#new-group")
    ada.page.locator("#group-name").fill(name := unique("Portrait"))
    ada.page.get_by_role("button", name="Create").click()
    expect(ada.page.locator("#room-title")).to_have_text(name)
    open_details(ada)
    png = Path(__file__).parents[2] / "src/hubbub/web/icons/192.png"
    ada.page.locator("#picture").set_input_files(png)
    ada.page.locator("#use-picture").click()
    expect(ada.page.locator(".portrait .avatar img")).to_have_attribute(
        "src", re.compile(r"/api/v1/avatars/")
    )
    ada.page.locator("#remove-picture").click()
    expect(ada.page.locator(".portrait .avatar img")).to_have_count(0)


def test_a_contact_stands_first_where_people_are_chosen(server: Server, visit: Visit, call: Call) -> None:
    ada, grace = visit(server).enter("ada"), call(server, "grace")
    ada.choose("#new-direct")
    ada.page.locator("#people-search").fill(grace.name)
    ada.page.locator("#people-found li", has_text=grace.name).get_by_role(
        "button", name="Add to contacts"
    ).click()
    expect(ada.page.locator(".toast")).to_contain_text(f"{grace.name} is in your contacts")
    ada.page.locator("#people-search").fill("")
    expect(ada.page.locator("#people-found .who b")).to_have_text([grace.name])
    ada.page.locator("#people-found .choose").click()
    expect(ada.page.locator("#room-title")).to_have_text(grace.name)
