"""Two and three people talk: what is said, answered, changed, taken back, seen, and what is refused."""

from __future__ import annotations

import re
from collections.abc import Callable
from io import BytesIO

from PIL import Image
from playwright.sync_api import Locator, Page, Request, Route, expect

from tests.support.browsing import Caller, Person, said
from tests.support.server import Server

Visit = Callable[..., Person]
Call = Callable[..., Caller]


def line(person: Person, text: str) -> Locator:
    """Return the message that says so."""
    return person.page.locator("article.line", has=person.page.locator(".bubble", has_text=text))


def room_for(server: Server, *people: Person) -> int:
    """Give people a group of their own, in view for each of them, and return its id."""
    first, *others = people
    made = first.context.request.post(
        f"http://localhost:{server.port}/api/v1/conversation.create",
        data={"kind": "group", "name": "Engine room", "members": [other.id for other in others]},
    )
    conversation = int(made.json()["conversation"]["id"])
    for person in people:
        look_at(person, conversation)
    return conversation


def look_at(person: Person, conversation: int) -> None:
    expect(person.page.locator("#rooms li", has_text="Engine room")).to_be_visible()
    person.page.evaluate("id => { location.hash = `#/c/${id}` }", conversation)
    expect(person.page.locator("#room-title")).to_have_text("Engine room")


def choose(person: Person, text: str, action: str) -> None:
    """Point at a message, open its menu and choose."""
    line(person, text).hover()
    line(person, text).get_by_role("button", name="More").click()
    person.page.get_by_role("menuitem", name=action).click()


def test_two_people_talk_in_the_lobby(server: Server, visit: Visit) -> None:
    ada, grace = visit(server).enter("ada"), visit(server).enter("grace")
    ada.say("hello from ada")
    expect(said(grace.page).last).to_have_text("hello from ada")
    grace.say("and from grace")
    expect(said(ada.page).last).to_have_text("and from grace")
    expect(ada.page.locator(".line.own .bubble").last).to_have_text("hello from ada")
    expect(ada.page.locator(".line:not(.own) .sender").last).to_have_text(grace.name)


def test_three_people_see_one_order(server: Server, visit: Visit) -> None:
    ada, grace, linus = (visit(server).enter(name) for name in ("ada", "grace", "linus"))
    room_for(server, ada, grace, linus)
    for n in range(5):
        for person in (ada, grace, linus):
            person.say(f"{person.name} {n}")
    for person in (ada, grace, linus):
        expect(said(person.page)).to_have_count(15)
        expect(person.page.locator(".unsent, .failed")).to_have_count(0)
    orders = {tuple(said(person.page).all_inner_texts()) for person in (ada, grace, linus)}
    assert len(orders) == 1


def test_an_answer_quotes_what_it_answers_and_leads_there(server: Server, visit: Visit) -> None:
    ada, grace = visit(server).enter("ada"), visit(server).enter("grace")
    room_for(server, ada, grace)
    ada.say("the **first** question", *(f"filler {n}\n\n\n\n\n" + "x" for n in range(20)))
    expect(said(grace.page).last).to_have_text(re.compile("filler 19"))
    grace.page.locator("#log").focus()
    grace.page.keyboard.press("Home")
    line(grace, "the first question").hover()
    line(grace, "the first question").get_by_role("button", name="Reply").click()
    expect(grace.page.locator(".task")).to_contain_text(f"Reply to {ada.name}")
    grace.say("the answer")
    expect(grace.page.locator(".task")).to_have_count(0)
    quote = line(ada, "the answer").locator(".quote")
    expect(quote).to_contain_text(ada.name)
    expect(quote).to_contain_text("the first question")
    expect(line(ada, "the answer")).to_be_in_viewport()
    quote.click()
    expect(ada.page.locator(".line.lit .bubble")).to_have_text("the first question")
    expect(ada.page.locator(".line.lit")).to_be_in_viewport()


def test_up_changes_the_last_message_and_escape_gives_it_up(server: Server, visit: Visit) -> None:
    ada, grace = visit(server).enter("ada"), visit(server).enter("grace")
    room_for(server, ada, grace)
    ada.say("frist")
    field = ada.page.locator("#text")
    expect(ada.page.locator(".unsent")).to_have_count(0)
    field.press("ArrowUp")
    expect(field).to_have_value("frist")
    field.press("Escape")
    expect(field).to_have_value("")
    field.press("ArrowUp")
    field.fill("first")
    field.press("Enter")
    for person in (ada, grace):
        person.sees("first")
        expect(person.page.locator(".edited")).to_have_count(1)
    expect(field).to_have_value("")


def test_a_draft_waits_while_a_message_is_changed(server: Server, visit: Visit) -> None:
    ada, grace = visit(server).enter("ada"), visit(server).enter("grace")
    room_for(server, ada, grace)
    ada.say("one")
    expect(ada.page.locator(".unsent")).to_have_count(0)
    field = ada.page.locator("#text")
    field.fill("half a thought")
    line(ada, "one").hover()
    line(ada, "one").get_by_role("button", name="Edit").click()
    expect(field).to_have_value("one")
    field.fill("ONE")
    field.press("Enter")
    ada.sees("ONE")
    expect(field).to_have_value("half a thought")


def test_what_was_taken_back_is_gone_for_everyone(server: Server, visit: Visit) -> None:
    ada, grace = visit(server).enter("ada"), visit(server).enter("grace")
    room_for(server, ada, grace)
    ada.say("wrong room", "right room")
    expect(said(grace.page)).to_have_count(2)
    choose(ada, "wrong room", "Delete")
    ada.page.get_by_role("alertdialog").get_by_role("button", name="Delete").click()
    for person in (ada, grace):
        person.sees("This message was deleted.", "right room")


def test_a_check_becomes_two_when_it_was_read(server: Server, visit: Visit) -> None:
    ada, grace = visit(server).enter("ada"), visit(server).enter("grace")
    conversation = room_for(server, ada, grace)
    grace.page.evaluate("location.hash = '#/c/0'")
    expect(grace.page.locator("#room-title")).to_have_text("Lobby")
    ada.say("are you there?")
    expect(ada.page.locator(".foot .seen")).to_have_attribute("aria-label", "Sent")
    look_at(grace, conversation)
    expect(grace.page.locator(".newline")).to_be_visible()
    expect(ada.page.locator(".foot .seen.yes")).to_have_attribute("aria-label", "Seen by 1 person")
    ada.page.locator(".foot .seen.yes").click()
    expect(ada.page.get_by_role("dialog")).to_contain_text(grace.name)


def test_typing_is_seen_and_ends_with_the_message(server: Server, visit: Visit) -> None:
    ada, grace = visit(server).enter("ada"), visit(server).enter("grace")
    room_for(server, ada, grace)
    ada.page.locator("#text").press_sequentially("typing")
    expect(grace.page.locator("#typing")).to_have_text(f"{ada.name} is typing…")
    ada.page.locator("#text").press("Enter")
    expect(grace.page.locator("#typing")).to_have_text("")


def test_a_name_is_completed_and_calls_whom_it_names(server: Server, visit: Visit) -> None:
    ada, grace = visit(server).enter("ada"), visit(server).enter("grace")
    room_for(server, ada, grace)
    field = ada.page.locator("#text")
    field.press_sequentially("hello @gra")
    option = ada.page.get_by_role("option", name=re.compile(grace.name))
    expect(option).to_have_attribute("aria-selected", "true")
    expect(field).to_have_attribute("aria-activedescendant", "choice-0")
    field.press("Enter")
    expect(field).to_have_value(f"hello @{grace.name} ")
    field.press("Enter")
    expect(line(grace, "hello").locator(".at.calls")).to_have_text(f"@{grace.name}")
    expect(grace.page.locator(".line.calls")).to_have_count(1)
    field.press_sequentially("@al")
    expect(ada.page.get_by_role("option", name=re.compile("@all"))).to_be_visible()
    field.press("Escape")
    expect(ada.page.get_by_role("listbox")).to_have_count(0)
    expect(field).to_have_value("@al")


def test_an_emoji_is_found_by_name_and_in_chinese(server: Server, visit: Visit) -> None:
    ada = visit(server).enter("ada")
    field = ada.page.locator("#text")
    field.press_sequentially("yes :thumbsu")
    field.press("Tab")
    expect(field).to_have_value("yes 👍️ " if "👍️" in field.input_value() else "yes 👍 ")
    ada.page.locator("#emoji").click()
    ada.page.get_by_role("searchbox", name="Find an emoji").fill("蛋糕")
    ada.page.locator(".picker .grid button").first.click()
    expect(field).to_have_value(re.compile("🎂|🍰|🥮|🧁|🍥"))
    expect(ada.page.locator(".picker")).to_have_count(0)
    expect(field).to_be_focused()


def test_half_a_chinese_word_is_never_sent(server: Server, visit: Visit) -> None:
    """While an input method composes, Enter is its own, also where the browser tells only by code 229."""
    ada = visit(server).enter("ada")
    field = ada.page.locator("#text")
    field.fill("ni hao")
    press = """(field, options) => field.dispatchEvent(
      new KeyboardEvent('keydown', {key: 'Enter', bubbles: true, cancelable: true, ...options}))"""
    field.evaluate(press, {"isComposing": True})
    field.evaluate(press, {"keyCode": 229})
    expect(field).to_have_value("ni hao")
    expect(said(ada.page).filter(has_text="ni hao")).to_have_count(0)
    field.evaluate(press, {"keyCode": 13})
    expect(said(ada.page).last).to_have_text("ni hao")


def test_marks_are_put_by_keys_and_taken_off_again(server: Server, visit: Visit) -> None:
    ada = visit(server).enter("ada")
    field = ada.page.locator("#text")
    field.fill("bold")
    field.press("ControlOrMeta+A")
    field.press("ControlOrMeta+b")
    expect(field).to_have_value("**bold**")
    field.press("ControlOrMeta+b")
    expect(field).to_have_value("bold")
    field.press("ControlOrMeta+z")
    expect(field).to_have_value("**bold**")
    field.press("Shift+Enter")
    expect(field).to_have_value(re.compile("\n"))


def test_drafts_stay_with_their_place(server: Server, visit: Visit) -> None:
    ada, grace = visit(server).enter("ada"), visit(server).enter("grace")
    room_for(server, ada, grace)
    ada.page.locator("#text").fill("to be continued")
    ada.page.evaluate("location.hash = '#/c/0'")
    expect(ada.page.locator("#text")).to_have_value("")
    ada.page.go_back()
    expect(ada.page.locator("#text")).to_have_value("to be continued")


def test_what_is_too_long_is_not_sent_and_says_so(server: Server, visit: Visit) -> None:
    ada = visit(server).enter("ada")
    field = ada.page.locator("#text")
    field.fill("好" * 9_990)
    expect(ada.page.locator("#length")).to_have_text("10 characters left")
    field.fill("好" * 10_001)
    expect(ada.page.locator("#too-long")).to_contain_text("10,001")
    expect(ada.page.locator("#send")).to_be_disabled()
    field.press("Enter")
    expect(field).to_have_value("好" * 10_001)


def test_what_was_refused_stays_to_be_tried_again_or_thrown_away(
    server: Server, visit: Visit, call: Call
) -> None:
    """A file that the server does not take: the message waits, with the reason, until its writer decides."""
    ada = visit(server).enter("ada")
    refused = {"error": {"code": "forbidden", "message": "not you"}}

    def refuse(route: Route) -> None:
        route.fulfill(status=403, json=refused)

    ada.page.route("**/api/v1/files", refuse)
    attach(ada, "plan.txt", b"the plan")
    ada.say("see the plan")
    failed = ada.page.locator(".line.failed")
    expect(failed).to_contain_text("Not sent: You are not allowed to do that here.")
    ada.page.unroute("**/api/v1/files", refuse)
    failed.get_by_role("button", name="Try again").click()
    expect(ada.page.locator(".line.own:not(.unsent) .file")).to_contain_text("plan.txt")
    expect(ada.page.locator(".failed, .unsent")).to_have_count(0)
    ada.page.route("**/api/v1/files", refuse)
    attach(ada, "plan.txt", b"the plan")
    ada.say("never mind")
    expect(failed).to_have_count(1)
    failed.get_by_role("button", name="Discard").click()
    expect(failed).to_have_count(0)


def attach(person: Person, name: str, body: bytes, kind: str = "text/plain") -> None:
    person.page.locator("input[type=file]").set_input_files({"name": name, "mimeType": kind, "buffer": body})
    expect(person.page.locator(".enclosed")).to_contain_text(name)


def test_a_picture_keeps_its_place_before_it_is_here(server: Server, visit: Visit) -> None:
    ada, grace = visit(server).enter("ada"), visit(server).enter("grace")
    room_for(server, ada, grace)
    held: list[Route] = []

    def hold(route: Route) -> None:
        held.append(route)

    grace.page.route("**/thumbnail", hold)
    attach(ada, "sea.png", picture(640, 360), "image/png")
    ada.page.locator("#text").press("Enter")
    frame = grace.page.locator(".picture")
    expect(frame).to_be_visible()
    before = frame.bounding_box()
    grace.until(lambda: bool(held))
    for route in held:
        route.continue_()
    expect(grace.page.locator(".picture.here")).to_be_visible()
    assert frame.bounding_box() == before
    lightbox = grace.page.locator(".lightbox")
    for key in ("Escape", "Enter"):
        frame.click()
        expect(lightbox.locator("img")).to_be_visible()
        lightbox.get_by_role("button", name="Close").press(key)
        expect(lightbox).to_have_count(0)
        expect(frame).to_be_focused()


def test_an_upload_that_failed_is_tried_again_and_not_begun_again(server: Server, visit: Visit) -> None:
    ada = visit(server).enter("ada")
    begun: list[str] = []

    def note(request: Request) -> None:
        if request.method == "POST" and request.url.endswith("/files"):
            begun.append(request.url)

    ada.page.on("request", note)

    def refuse(route: Route) -> None:
        route.fulfill(status=403, json={"error": {"code": "forbidden", "message": "not now"}})

    ada.page.route("**/api/v1/files/*", refuse)
    attach(ada, "plan.txt", b"step one")
    ada.page.locator("#text").press("Enter")
    failed = ada.page.locator(".failed")
    expect(failed).to_contain_text("plan.txt")
    ada.page.unroute("**/api/v1/files/*")
    failed.get_by_role("button", name="Try again").click()
    expect(failed).to_have_count(0)
    expect(ada.page.locator(".file")).to_contain_text("plan.txt")
    assert len(begun) == 1


def picture(width: int, height: int) -> bytes:
    image = BytesIO()
    Image.radial_gradient("L").resize((width, height)).convert("RGB").save(image, "PNG")
    return image.getvalue()


def test_a_new_message_does_not_move_whoever_reads_above(server: Server, visit: Visit) -> None:
    ada, grace = visit(server).enter("ada"), visit(server).enter("grace")
    room_for(server, ada, grace)
    ada.say(*(f"line {n}" + "\nmore" * 3 for n in range(20)))
    expect(said(grace.page).last).to_have_text(re.compile("line 19"))
    grace.page.locator("#log").focus()
    grace.page.keyboard.press("Home")
    expect(line(grace, "line 0")).to_be_in_viewport()
    before = line(grace, "line 0").bounding_box()
    ada.say("news")
    expect(grace.page.locator("#latest")).to_have_attribute("aria-label", "1 new message below")
    assert line(grace, "line 0").bounding_box() == before
    grace.page.locator("#latest").click()
    expect(line(grace, "news")).to_be_in_viewport()
    expect(grace.page.locator(".newline")).to_be_visible()
    expect(grace.page.locator("#latest")).to_be_hidden()


def test_new_messages_are_read_out_and_old_ones_are_not(server: Server, visit: Visit) -> None:
    ada, grace = visit(server).enter("ada"), visit(server).enter("grace")
    room_for(server, ada, grace)
    ada.say("heard **once**")
    expect(grace.page.locator(".logbox [aria-live=polite]")).to_have_text(f"{ada.name}: heard once")
    expect(ada.page.locator(".logbox [aria-live=polite]")).to_have_text("")


def test_messages_are_walked_through_by_arrows(server: Server, visit: Visit) -> None:
    ada, grace = visit(server).enter("ada"), visit(server).enter("grace")
    room_for(server, ada, grace)
    ada.say("one", "two", "three")
    expect(ada.page.locator(".unsent")).to_have_count(0)
    expect(said(ada.page)).to_have_count(3)
    ada.page.locator("#log").focus()
    ada.page.keyboard.press("ArrowUp")
    expect(line(ada, "three")).to_be_focused()
    ada.page.keyboard.press("ArrowUp")
    expect(line(ada, "two")).to_be_focused()
    expect(line(ada, "two").get_by_role("toolbar")).to_be_visible()
    ada.page.keyboard.press("r")
    expect(ada.page.locator(".task")).to_contain_text("two")
    expect(ada.page.locator("#text")).to_be_focused()


def test_a_link_to_a_message_is_copied(server: Server, visit: Visit) -> None:
    ada, grace = visit(server).enter("ada"), visit(server).enter("grace")
    conversation = room_for(server, ada, grace)
    ada.context.grant_permissions(["clipboard-read", "clipboard-write"])
    ada.say("cite me")
    expect(ada.page.locator(".unsent")).to_have_count(0)
    choose(ada, "cite me", "Copy link")
    link = ada.page.evaluate("navigator.clipboard.readText()")
    assert re.fullmatch(rf"http://localhost:{server.port}/#/c/{conversation}/\d+", link)
    grace.page.goto(link)
    expect(grace.page.locator(".line.lit .bubble")).to_have_text("cite me")


def test_a_direct_conversation_begins_with_its_first_message(server: Server, visit: Visit) -> None:
    ada, grace = visit(server).enter("ada"), visit(server).enter("grace")
    ada.page.evaluate("id => { location.hash = `#/u/${id}` }", grace.id)
    expect(ada.page.locator("#room-title")).to_have_text(grace.name)
    expect(ada.page.locator(".empty")).to_be_visible()
    ada.say("just between us")
    ada.sees("just between us")
    expect(ada.page).to_have_url(re.compile(r"#/c/\d+$"))


def test_three_lines_in_a_browser_console_talk(server: Server, visit: Visit) -> None:
    """PROTOCOL: three lines in a browser console; the page shows them, with its own address."""
    ada, grace = visit(server), visit(server)
    lines = shown(ada)
    assert lines == [
        f'ws = new WebSocket("ws://localhost:{server.port}/api/v1/ws?name=ada")',
        "ws.onmessage = e => console.log(e.data)",
        'ws.send(\'{"op":"message.send","conversation":0,"text":"hello, everyone"}\')',
    ]
    first, second, third = lines
    heard = [log_of(ada.page), log_of(grace.page)]
    enter_lines(ada, f"{first}, {second}")
    enter_lines(grace, f"{first.replace('name=ada', 'name=grace')}, {second}")
    ada.until(lambda: all(any('"ev":"hello"' in line for line in lines) for lines in heard))
    enter_lines(ada, third)
    enter_lines(grace, third)
    ada.until(lambda: [greetings(lines) for lines in heard] == [2, 2])


def shown(person: Person) -> list[str]:
    person.page.locator(".console summary").click()
    return person.page.locator(".console pre").inner_text().splitlines()


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
