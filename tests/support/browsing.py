"""People at browsers, and a client that talks to the server without one."""

from __future__ import annotations

import re
import time
from collections.abc import Callable
from typing import Any

import httpx
from playwright.sync_api import (
    BrowserContext,
    ConsoleMessage,
    Locator,
    Page,
    expect,
)

from tests.support.people import unique
from tests.support.server import Server

PATIENCE_MS = 30_000
NO_ANSWER = re.compile(
    r"status of 40[01349]|ERR_CONNECTION|ERR_INTERNET_DISCONNECTED|WebSocket is closed before"
    r"|Service Worker registration blocked by Playwright"
)
"""What Chromium itself writes into the console when the server says no or is away; no script can stop it."""

expect.set_options(timeout=PATIENCE_MS)


class Person:
    """Somebody at a browser of their own, with everything the console has complained about."""

    def __init__(self, context: BrowserContext, server: Server) -> None:
        self.context = context
        self.server = server
        self.name = ""
        self.complaints: list[str] = []
        context.on("console", self._note)
        context.on("weberror", lambda error: self.complaints.append(str(error.error)))
        self.page = self.open()

    def _note(self, message: ConsoleMessage) -> None:
        if message.type in ("error", "warning") and not NO_ANSWER.search(message.text):
            self.complaints.append(message.text)

    def open(self) -> Page:
        """Open the page in another tab of the same browser."""
        page = self.context.new_page()
        page.set_default_timeout(PATIENCE_MS)
        page.goto(f"http://localhost:{self.server.port}/")
        return page

    def enter(self, name: str, password: str = "") -> Person:
        """Give a name nobody else has, and wait for the lobby."""
        self.name = unique(name)
        self.page.locator("#name").fill(self.name)
        if password:
            self.page.locator("#password").fill(password)
        self.page.locator("#enter").click()
        expect(self.page.locator("#text")).to_be_visible()
        return self

    def say(self, *texts: str) -> None:
        """Write into the composer of the conversation in view, and press Enter."""
        for text in texts:
            self.page.locator("#text").fill(text)
            self.page.locator("#text").press("Enter")

    def find(self, query: str) -> None:
        """Search, and take the first result that has it in its name."""
        self.page.locator("#search").fill(query)
        self.page.locator("#side nav a.roomlink, #found button", has_text=query).first.click()

    def choose(self, item: str) -> None:
        """Open one's own menu, or that of what is new, and choose an item by its id."""
        button = "#new" if item.startswith("#new") or item == "#join-by-link" else "#my-menu"
        self.page.locator(button).click()
        self.page.locator(item).click()

    def row(self, title: str) -> Locator:
        """Return a conversation's row in the list."""
        return self.page.locator("#rooms li", has=self.page.locator(".title", has_text=title))

    def log_out(self) -> None:
        """Leave by one's own menu."""
        self.choose("#log-out")
        expect(self.page.locator("#name")).to_be_visible()

    def sees(self, *texts: str) -> None:
        """Expect these messages, and no others, in this order, each stored."""
        expect(said(self.page)).to_have_text(list(texts))
        expect(self.page.locator(".unsent, .failed")).to_have_count(0)

    @property
    def id(self) -> int:
        """Their user id, asked with the browser's own cookie."""
        users = self.context.request.post(
            f"http://localhost:{self.server.port}/api/v1/user.search", data={"query": self.name}
        )
        return int(users.json()["users"][0]["id"])

    def until(self, condition: Callable[[], bool], seen: Callable[[], object] = lambda: "") -> None:
        """Wait until something is true that no locator can see, and let the browser go on meanwhile.

        What is ``seen`` instead is told of a wait in vain.
        """
        deadline = time.monotonic() + PATIENCE_MS / 1000
        while not condition():
            assert time.monotonic() < deadline, f"waited in vain: {seen()}"
            self.page.wait_for_timeout(20)

    def is_connected(self) -> None:
        """Expect the page to know that it is."""
        expect(self.page.locator("#status")).to_have_attribute("data-status", "online")

    def tries_now(self) -> None:
        """Press what stands beside "offline", if it still stands there."""
        self.page.evaluate("document.querySelector('#status button')?.click()")

    def is_away(self) -> None:
        """Expect the page to know that the connection is gone."""
        expect(self.page.locator("#status")).to_have_attribute("data-status", "offline")


def said(page: Page) -> Locator:
    """Return the texts of the messages in view."""
    return page.locator("#lines .bubble")


class Caller:
    """Somebody who asks over HTTP: what others do while a person looks at the page."""

    def __init__(self, server: Server, name: str, *, exactly: bool = False, **fields: Any) -> None:
        self.http = httpx.Client(base_url=f"{server.http}/api/v1/", timeout=PATIENCE_MS / 1000)
        self.name = name if exactly else unique(name)
        answer = self.ask("auth.register", name=self.name, **fields)
        self.id = int(answer["user"]["id"])
        self.http.headers["Authorization"] = f"Bearer {answer['token']}"
        self.http.cookies.clear()

    def ask(self, op: str, **fields: Any) -> dict[str, Any]:
        """Perform an operation and return its answer."""
        response = self.http.post(op, json=fields)
        assert response.status_code == 200, response.text
        return dict(response.json())

    def say(self, *texts: str, conversation: int = 0) -> list[int]:
        """Send messages and return their places."""
        return [int(self.ask("message.send", conversation=conversation, text=text)["seq"]) for text in texts]
