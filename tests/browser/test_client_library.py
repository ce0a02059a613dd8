"""The JavaScript client library in a real browser: the cookie, the network, and IndexedDB."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, Route

from tests.support.people import unique
from tests.support.server import Server

SOURCE = Path(__file__).parents[2] / "sdk" / "js" / "src"
PAGE = "/api/hubbub.d.ts"
"""Something of the server's that runs nothing by itself."""
BEGIN = """async (options) => {
  const { Client } = await import("/lib/index.js");
  const { indexedDbOutbox } = await import("/lib/indexeddb.js");
  window.shown = [];
  window.client = new Client({
    outbox: indexedDbOutbox("tried"),
    backoff: { first: 50, most: 600_000 },
    ...options,
    onEvent: (event) => shown.push(event),
  });
  if (options.enter) await client.post(options.enter, { name: options.as });
  client.start();
}"""
TEXTS = "shown.filter((event) => event.ev === 'message.sent').map((event) => event.text)"
ACKNOWLEDGED = "shown.filter((event) => event.ev === 'client.acknowledged').map((event) => event.letter.text)"


@pytest.fixture
def context(chromium: Browser, server: Server) -> Iterator[BrowserContext]:
    """Give a browser that finds the library beside the server's own page."""
    context = chromium.new_context(bypass_csp=True)

    def answer(route: Route) -> None:
        name = route.request.url.rpartition("/")[2]
        route.fulfill(content_type="text/javascript", body=(SOURCE / name).read_text(encoding="utf-8"))

    context.route("**/lib/*", answer)
    yield context
    context.close()


def begin(context: BrowserContext, server: Server, **options: Any) -> Page:
    page = context.new_page()
    page.goto(server.http + PAGE)
    page.evaluate(BEGIN, options)
    return page


def until(page: Page, condition: str) -> None:
    page.wait_for_function(condition, timeout=15_000)


def test_who_has_the_cookie_is_in_and_who_logs_out_is_told(server: Server, context: BrowserContext) -> None:
    """Logging in over HTTP sets the cookie, and the socket needs nothing else; a revoked cookie ends it."""
    name = unique("ada")
    page = begin(context, server, enter="auth.register", **{"as": name})
    until(page, "client.status === 'online'")
    assert page.evaluate("client.me.name") == name
    again = begin(context, server)
    until(again, "client.status === 'online'")
    assert again.evaluate("client.me.name") == name
    page.evaluate("client.post('auth.logout')")
    until(again, "shown.some((event) => event.ev === 'client.ended')")
    assert again.evaluate("shown.at(-1).reason") == "revoked"
    nobody = begin(context, server)
    until(nobody, "client.status === 'ended'")
    assert nobody.evaluate("shown.at(-1).reason") == "unauthenticated"


def test_a_network_that_goes_and_comes_is_followed_at_once(server: Server, context: BrowserContext) -> None:
    """The browser says so by events: no heartbeat is waited for, and no back-off."""
    page = begin(context, server, enter="auth.register", **{"as": unique("ada")})
    until(page, "client.status === 'online'")
    context.set_offline(True)
    until(page, "client.status === 'offline'")
    page.evaluate("client.send({ conversation: 0, text: 'from the tunnel' }).client_id")
    assert page.evaluate("client.waiting.map((letter) => letter.text)") == ["from the tunnel"]
    context.set_offline(False)
    until(page, f"{TEXTS}.includes('from the tunnel')")
    assert page.evaluate("client.waiting") == []


def test_what_was_written_offline_outlives_the_page(server: Server, context: BrowserContext) -> None:
    """IndexedDB keeps letters, in their order, until they are acknowledged to whichever page comes next."""
    page = begin(context, server, enter="auth.register", **{"as": unique("ada")})
    until(page, "client.status === 'online'")
    page.evaluate("client.lull()")
    texts = [f"written offline {number}" for number in range(10)]
    for text in texts:
        page.evaluate("(text) => client.send({ conversation: 0, text }).client_id", text)
    page.wait_for_function(
        """async () => {
          const { indexedDbOutbox } = await import("/lib/indexeddb.js");
          return (await indexedDbOutbox("tried").load()).length === 10;
        }"""
    )
    page.close()
    again = begin(context, server)
    until(again, f"{ACKNOWLEDGED}.length === 10")
    assert again.evaluate(ACKNOWLEDGED) == texts
    until(again, f"{TEXTS}.filter((text) => text.startsWith('written')).length === 10")
    assert again.evaluate(TEXTS)[-10:] == texts
    again.evaluate("client.stop()")
    third = begin(context, server)
    until(third, "client.status === 'online'")
    assert third.evaluate("shown.filter((event) => event.ev === 'client.queued')") == []


def test_two_pages_with_one_outbox_make_one_message_of_each_letter(
    server: Server, context: BrowserContext
) -> None:
    page = begin(context, server, enter="auth.register", **{"as": unique("ada")})
    until(page, "client.status === 'online'")
    page.evaluate("client.lull()")
    for number in range(5):
        page.evaluate("(text) => client.send({ conversation: 0, text }).client_id", f"shared {number}")
    other = begin(context, server)
    page.evaluate("client.hurry()")
    shared = f"{TEXTS}.filter((text) => text.startsWith('shared'))"
    for each in (page, other):
        until(each, f"{shared}.length >= 5 && client.waiting.length === 0")
        each.evaluate("client.ask('ping')")
        assert each.evaluate(shared) == [f"shared {number}" for number in range(5)]
