"""The page keeps to its own policy: a real browser reports what does not, and has nothing to report."""

from __future__ import annotations

from collections.abc import Callable

import httpx
from playwright.sync_api import expect

from tests.conformance.test_health import metric
from tests.support.browsing import Person
from tests.support.people import SECONDS, unique
from tests.support.server import Server

Visit = Callable[..., Person]


def test_using_the_page_breaks_no_rule_of_its_policy(visit: Visit, server: Server) -> None:
    before = metric(server, "hubbub_csp_reports_total")
    ada = visit(server).enter("ada")
    ada.say("<img src=x onerror=alert(1)><script>alert(2)</script> https://example.org/x.png")
    expect(ada.page.locator("#lines")).to_contain_text("onerror")
    assert metric(server, "hubbub_csp_reports_total") == before


def test_nobody_can_make_others_break_it_by_a_picture_from_elsewhere(visit: Visit, server: Server) -> None:
    """An avatar may be any http address, and the policy loads https only: each onlooker would report it."""
    with httpx.Client(base_url=f"{server.http}/api/v1/", timeout=SECONDS) as mallory:
        token = mallory.post("auth.register", json={"name": (name := unique("mallory"))}).json()["token"]
        mallory.cookies.clear()
        mallory.headers["authorization"] = f"Bearer {token}"
        mallory.post("user.update", json={"avatar": "http://127.0.0.1:9/x.png"}).raise_for_status()
        said = {"conversation": 0, "client_id": "1", "text": name}
        mallory.post("message.send", json=said).raise_for_status()
    before = metric(server, "hubbub_csp_reports_total")
    ada = visit(server).enter("ada")
    expect(ada.page.locator("#lines")).to_contain_text(name)
    expect(ada.page.locator("#lines .avatar").last).to_be_visible()
    expect(ada.page.locator("img[src^='http:']")).to_have_count(0)
    assert metric(server, "hubbub_csp_reports_total") == before


def test_what_breaks_the_policy_is_reported(visit: Visit, server: Server) -> None:
    """The premise of every test that finds no report."""
    ada = visit(server)
    before = metric(server, "hubbub_csp_reports_total")
    ada.page.evaluate(
        "document.body.append(Object.assign(document.createElement('script'), {text: 'window.ran = 1'}))"
    )
    ada.until(lambda: metric(server, "hubbub_csp_reports_total") == before + 1)
    assert ada.page.evaluate("window.ran") is None
    ada.complaints.clear()  # the console said so, too
