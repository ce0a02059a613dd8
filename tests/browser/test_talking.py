"""Two people at two browsers talk; what they write is text and nothing else."""

from __future__ import annotations

import re
from collections.abc import Callable

from playwright.sync_api import Page, expect

from tests.support.browsing import Caller, Person, said
from tests.support.server import Server

Visit = Callable[..., Person]
Call = Callable[..., Caller]
HOSTILE = "<img src=x onerror=alert(1)> {{1+1}} javascript:alert(2) <b>bold</b>"


def test_two_people_talk_in_the_lobby(server: Server, visit: Visit) -> None:
    ada, grace = visit(server).enter("ada"), visit(server).enter("grace")
    ada.say("hello from ada")
    expect(said(grace.page).last).to_have_text("hello from ada")
    grace.say("and from grace")
    expect(said(ada.page).last).to_have_text("and from grace")
    expect(ada.page.locator(".line.own .bubble").last).to_have_text("hello from ada")
    expect(ada.page.locator(".line:not(.own) .sender").last).to_have_text(grace.name)


def test_a_direct_chat_begins_with_a_search_and_counts_what_is_unread(server: Server, visit: Visit) -> None:
    ada, grace = visit(server).enter("ada"), visit(server).enter("grace")
    ada.find(grace.name)
    ada.say("just between us")
    row = grace.page.locator("#rooms li", has_text=ada.name)
    expect(row.locator(".badge.count")).to_contain_text("1")
    expect(grace.page).to_have_title(re.compile(r"^\(\d+\) Hubbub$"))
    row.get_by_role("link").click()
    grace.sees("just between us")
    expect(row.locator(".badge")).to_have_count(0)
    expect(grace.page.locator("#room-words")).to_have_text("online")
    ada.page.locator("#text").press_sequentially("typing")
    expect(grace.page.locator("#typing")).to_have_text(f"{ada.name} is typing…")
    ada.context.close()
    expect(grace.page.locator("#room-words")).to_have_text("offline")


def test_a_group_is_made_with_people_found_by_name(server: Server, visit: Visit) -> None:
    ada, grace = visit(server).enter("ada"), visit(server).enter("grace")
    ada.page.locator("#new-group").click()
    ada.page.locator("#group-name").fill("Engine room")
    ada.page.locator("#group-search").fill(grace.name)
    ada.page.locator("#group-found button").click()
    ada.page.get_by_role("button", name="Create").click()
    expect(ada.page.locator("#room-title")).to_have_text("Engine room")
    expect(ada.page.locator("#room-words")).to_have_text("2 members")
    ada.say(f"welcome @{grace.name}")
    row = grace.page.locator("#rooms li", has_text="Engine room")
    expect(row.locator(".badge.mention")).to_contain_text("@1")
    row.get_by_role("link").click()
    grace.sees(f"welcome @{grace.name}")
    grace.page.on("dialog", lambda dialog: dialog.accept())
    grace.page.locator("#leave").click()
    expect(row).to_have_count(0)
    expect(ada.page.locator(".event").last).to_have_text(f"{grace.name} left")


def test_a_channel_is_found_and_joined_with_its_history(server: Server, visit: Visit, call: Call) -> None:
    grace = call(server, "grace")
    made = grace.ask("conversation.create", kind="channel", name="analytical engines")["conversation"]["id"]
    [edited, deleted] = grace.say("frist", "wrong room", conversation=made)
    grace.ask("message.edit", conversation=made, seq=edited, text="first")
    grace.ask("message.delete", conversation=made, seq=deleted)
    ada = visit(server).enter("ada")
    ada.find("analytical")
    ada.sees("first", "This message was deleted.")
    expect(ada.page.locator(".edited")).to_have_count(1)
    grace.ask("member.remove", conversation=made, user=ada.id)
    expect(ada.page.locator(".gone")).to_be_visible()
    expect(ada.page.locator("#rooms li", has_text="analytical engines")).to_have_count(0)


def test_what_people_write_is_shown_as_they_wrote_it(server: Server, visit: Visit, call: Call) -> None:
    ada = visit(server).enter("ada")
    grace = call(server, "grace", display_name="<i>Grace</i>")
    made = grace.ask("conversation.create", kind="channel", name="<u>room</u>")["conversation"]["id"]
    ada.find("<u>")
    grace.say(HOSTILE, "see https://example.org/a_(b)?c=1, please", conversation=made)
    ada.say(HOSTILE)
    ada.sees(HOSTILE, "see https://example.org/a_(b)?c=1, please", HOSTILE)
    expect(ada.page.locator("#lines img, #lines b:not(.x), #lines i, #rooms u, #room-title u")).to_have_count(
        0
    )
    expect(ada.page.locator("#room-title")).to_have_text("<u>room</u>")
    link = ada.page.locator("#lines a")
    expect(link).to_have_attribute("href", "https://example.org/a_(b)?c=1")
    expect(link).to_have_attribute("rel", "noopener noreferrer")


def test_three_lines_in_a_browser_console_talk(server: Server, visit: Visit) -> None:
    """PROTOCOL: three lines in a browser console; the page shows them, with its own address."""
    ada, grace = visit(server), visit(server)
    assert shown(ada) == [
        f'ws = new WebSocket("ws://localhost:{server.port}/api/v1/ws?name=ada")',
        "ws.onmessage = e => console.log(e.data)",
        'ws.send(\'{"op":"message.send","conversation":0,"text":"hello, everyone"}\')',
    ]
    first, second, third = shown(ada)
    heard = [log_of(ada.page), log_of(grace.page)]
    enter_lines(ada, f"{first}, {second}")
    enter_lines(grace, f"{first.replace('name=ada', 'name=grace')}, {second}")
    ada.until(lambda: all(any('"ev":"hello"' in line for line in lines) for lines in heard))
    enter_lines(ada, third)
    enter_lines(grace, third)
    ada.until(lambda: [greetings(lines) for lines in heard] == [2, 2])


def shown(person: Person) -> list[str]:
    return person.page.locator("#outside .console pre").inner_text().splitlines()


def log_of(page: Page) -> list[str]:
    lines: list[str] = []
    page.on("console", lambda message: lines.append(message.text))
    return lines


def greetings(lines: list[str]) -> int:
    return sum('"message.sent"' in line and "hello, everyone" in line for line in lines)


def enter_lines(person: Person, *lines: str) -> None:
    """Do as the console does: one line after the other, a person's pause between."""
    for line in lines:
        person.page.evaluate(f"void ({line})")
        person.until(lambda: person.page.evaluate("ws.readyState") == 1)


def test_the_page_works_in_chinese_and_switches(server: Server, visit: Visit) -> None:
    ada = visit(server, locale="zh-CN")
    expect(ada.page.locator("html")).to_have_attribute("lang", "zh-CN")
    expect(ada.page.get_by_role("button", name="开始聊天")).to_be_visible()
    ada.enter("爱达")
    expect(ada.page.locator("#room-title")).to_have_text("大厅")
    ada.say("大家好")
    expect(said(ada.page).last).to_have_text("大家好")
    expect(ada.page.locator("#me")).to_have_text(ada.name)
    ada.page.locator("#side .language").click()
    expect(ada.page.locator("#room-title")).to_have_text("Lobby")
    ada.page.reload()
    expect(ada.page.locator("#room-title")).to_have_text("Lobby")


def test_on_a_phone_the_list_and_the_room_take_turns(server: Server, visit: Visit) -> None:
    ada = visit(server, viewport={"width": 390, "height": 844}, color_scheme="dark").enter("ada")
    expect(ada.page.locator("#side")).to_be_hidden()
    ada.page.locator("#back").click()
    expect(ada.page.locator("#room")).to_be_hidden()
    ada.page.locator("#rooms a").first.press("Enter")
    expect(ada.page.locator("#text")).to_be_visible()
    assert ada.page.evaluate("document.documentElement.scrollWidth <= innerWidth")
