"""The network goes and comes back: nothing is lost, nothing is doubled."""

from __future__ import annotations

import os
import signal
from collections.abc import Callable
from pathlib import Path

from playwright.sync_api import WebSocketRoute, expect

from tests.support.browsing import Caller, Person, said
from tests.support.server import Server, running

Visit = Callable[..., Person]
Call = Callable[..., Caller]


def test_what_is_written_and_said_while_offline_arrives_once(data: Path, visit: Visit) -> None:
    """R2 and R4, with the cable pulled out on one side."""
    with running(data) as server:
        ada, grace = visit(server).enter("ada"), visit(server).enter("grace")
        ada.say("before")
        grace.sees("before")
        ada.context.set_offline(True)
        ada.is_away()
        ada.say("written offline", "and another")
        expect(ada.page.locator(".unsent")).to_have_count(2)
        grace.say("said meanwhile")
        ada.context.set_offline(False)
        ada.is_connected()
        everything = ("before", "said meanwhile", "written offline", "and another")
        grace.sees(*everything)
        ada.sees(*everything)


def test_a_server_killed_with_sends_under_way_loses_and_doubles_nothing(data: Path, visit: Visit) -> None:
    """R1 and R2 at the page: what was not answered is sent again under the same client_id."""
    texts = [f"number {number}" for number in range(18)]
    with running(data) as server:
        ada, grace = visit(server).enter("ada"), visit(server).enter("grace")
        ada.say(*texts[:6])
        os.kill(server.pid, signal.SIGSTOP)
        ada.say(*texts[6:12])
        server.kill()
        ada.is_away()
        ada.say(*texts[12:])
        server.start()
        for person in (ada, grace):
            person.tries_now()
            person.is_connected()
            person.sees(*texts)


def test_a_server_that_restarts_is_found_again_at_a_press(data: Path, visit: Visit) -> None:
    """PROTOCOL, close codes: 1012 says within how many seconds to come back; a person may be quicker."""
    with running(data) as server:
        ada = visit(server).enter("ada")
        server.stop()
        ada.is_away()
        ada.say("patience")
        server.start()
        ada.tries_now()
        ada.is_connected()
        ada.sees("patience")


def test_more_than_a_page_behind_begins_anew_and_scrolls_back(data: Path, visit: Visit, call: Call) -> None:
    """R5: the answer says reset, and nothing old is shown as if it were next to the new."""
    with running(data) as server:
        ada, grace = visit(server).enter("ada"), call(server, "grace")
        grace.say("the first")
        ada.sees("the first")
        ada.context.set_offline(True)
        ada.is_away()
        texts = [f"number {number}" for number in range(220)]
        grace.say(*texts)
        ada.context.set_offline(False)
        ada.is_connected()
        expect(said(ada.page).last).to_have_text(texts[-1])
        ada.page.locator("#log").evaluate("log => log.scrollTo(0, 0)")
        for place, text in enumerate(["the first", *texts[:10]]):
            expect(said(ada.page).nth(place)).to_have_text(text)


def test_another_database_in_its_place_is_noticed(tmp_path: Path, visit: Visit) -> None:
    """R5: positions of another epoch mean nothing; the login is gone with the old database."""
    with running(tmp_path / "one") as server:
        ada = visit(server).enter("ada")
        ada.say("in the old one")
        ada.sees("in the old one")
        server.kill()
        server.data = tmp_path / "other"
        server.start()
        ada.tries_now()
        expect(ada.page.locator("#ended")).to_have_text("You have been logged out.")


def test_events_doubled_and_lost_on_their_way_are_shown_once(
    server: Server, visit: Visit, call: Call
) -> None:
    """R4: a duplicate is dropped, a gap is fetched."""
    ada, grace = visit(server), call(server, "grace")
    told: list[str | bytes] = []

    def deliver(socket: WebSocketRoute, frame: str | bytes) -> None:
        if '"message.sent"' in str(frame) and '"ev"' in str(frame)[:6]:
            told.append(frame)
            if len(told) % 3 == 2:
                return
            socket.send(frame)
        socket.send(frame)

    def between(socket: WebSocketRoute) -> None:
        far = socket.connect_to_server()
        far.on_message(lambda frame: deliver(socket, frame))

    ada.page.route_web_socket("**/api/v1/ws", between)
    ada.page.reload()
    ada.enter("ada")
    made = grace.ask("conversation.create", kind="group", name="far away", members=[ada.id])
    ada.page.locator("#rooms a", has_text="far away").click()
    expect(ada.page.locator(".event")).to_have_count(1)
    texts = [f"number {number}" for number in range(10)]
    for text in texts:
        grace.say(text, conversation=made["conversation"]["id"])
        reaches(ada, told, text)
    ada.sees(*texts)


def reaches(person: Person, told: list[str | bytes], text: str) -> None:
    """Wait until the server has told this, whether the page got it or not."""
    person.until(lambda: f'"{text}"' in str(told[-1:]))


def test_an_answer_lost_on_its_way_doubles_nothing(data: Path, visit: Visit) -> None:
    """R2: stored and never answered, then the connection ends."""
    with running(data) as server:
        ada, grace = visit(server), visit(server).enter("grace")
        lost: list[WebSocketRoute] = []

        def between(socket: WebSocketRoute) -> None:
            far = socket.connect_to_server()
            cut = not lost

            def deliver(frame: str | bytes) -> None:
                if cut and '"client_id"' in str(frame) and '"re"' in str(frame)[:6]:
                    lost.append(socket)
                    socket.close(code=4001, reason="too slow to read")
                elif not (cut and lost):
                    socket.send(frame)

            far.on_message(deliver)

        ada.page.route_web_socket("**/api/v1/ws", between)
        ada.page.reload()
        ada.enter("ada")
        ada.say("once", "and only once")
        for person in (grace, ada):
            person.sees("once", "and only once")
        assert lost, "an answer was kept from the page"


def test_a_line_the_server_refuses_says_why_and_can_be_let_go(server: Server, visit: Visit) -> None:
    ada = visit(server).enter("ada")
    ada.say("turned \u202e around")
    failed = ada.page.locator(".failed")
    expect(failed).to_contain_text("U+202E")
    failed.get_by_role("button", name="Try again").click()
    expect(failed).to_contain_text("U+202E")
    failed.get_by_role("button", name="Discard").click()
    expect(failed).to_have_count(0)
