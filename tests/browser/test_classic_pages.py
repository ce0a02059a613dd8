"""CLASSIC, in Chromium: a stand-in for the original's front end, cross-origin, at the original's ports.

The page is our own (tests/support/classic_page); what it does is what is known of the original's: it confirms
at once, drops no double, orders messages by comparing ids as strings, and compiles what it shows.
"""

from __future__ import annotations

import hashlib
import io
import os
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, NamedTuple
from urllib.parse import urlencode

import pytest
from PIL import Image, ImageDraw
from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page, expect

from tests.support import rtc
from tests.support.browsing import NO_ANSWER, Person, said
from tests.support.people import unique
from tests.support.server import Server, running

FOLDER = Path(__file__).parents[1] / "support" / "classic_page"
SIZE = {"width": 680, "height": 640}


class House(NamedTuple):
    """A server, the host it listens on, and where its doors are for a page."""

    server: Server
    host: str
    doors: dict[str, str]


class Web(Person):
    """Somebody at the web page of a server that has an address of its own."""

    def __init__(self, context: BrowserContext, house: House) -> None:
        self.host = house.host
        super().__init__(context, house.server)

    def open(self) -> Page:
        """Open the page in another tab of the same browser."""
        page = self.context.new_page()
        page.goto(f"http://{self.host}:{self.server.port}/")
        return page


class Classic:
    """Somebody at a classic page in a browser of their own."""

    def __init__(self, browser: Browser, address: str, name: str) -> None:
        self.name = name
        self.context = browser.new_context(viewport=SIZE)  # type: ignore[arg-type]
        self.errors: list[str] = []
        self.context.on("weberror", lambda error: self.errors.append(str(error.error)))
        self.context.on("console", self._note)
        self.address = address
        self.page = self.context.new_page()
        self.page.goto(address)

    def _note(self, message: ConsoleMessage) -> None:
        if message.type == "error" and not NO_ANSWER.search(message.text):
            self.errors.append(message.text)

    def enter(self) -> Classic:
        """Log in, and wait until the socket is open."""
        self.page.locator("#name").fill(self.name)
        self.page.get_by_role("button", name="Log in").click()
        self.is_online()
        return self

    def is_online(self) -> None:
        """Expect the socket to be open."""
        expect(self.page.locator("#status")).to_have_text("online")

    @property
    def id(self) -> str:
        """The user's id, as session storage has it."""
        return str(self.page.evaluate("sessionStorage.getItem('user_id')"))

    def open(self, name: str) -> None:
        """Open the conversation of this name."""
        self.page.locator("#talks li", has_text=name).click()
        expect(self.page.locator("#title")).to_have_text(name)

    def add(self, name: str) -> int:
        """Search for a person or a group and add the first; return the code."""
        self.page.locator("#search").fill(name)
        self.page.locator("#search").press("Enter")
        self.page.evaluate("window.added = null")
        self.page.locator("#found button").first.click()
        self.page.wait_for_function("window.added")
        expect(self.page.locator("#title")).to_have_text(name)
        return int(self.page.evaluate("window.added"))

    def create(self, name: str) -> None:
        """Make a group, which opens it."""
        self.page.locator("#group").fill(name)
        self.page.locator("#creating button").click()
        expect(self.page.locator("#title")).to_have_text(name)

    def say(self, *texts: str) -> None:
        """Write, and expect no mark of failure or of waiting beside it: it was confirmed within a second."""
        for text in texts:
            self.page.locator("#text").fill(text)
            self.page.locator("#send").click()
            expect(self.page.locator("#lines li.mine .mark").last).to_have_text("")

    def sees(self, *texts: str) -> None:
        """Expect these messages and no others, in this order."""
        expect(self.page.locator("#lines .bubble")).to_have_text(list(texts), use_inner_text=True)
        expect(self.page.locator(".mark", has_text="!")).to_have_count(0)

    def show(self, picture: Path) -> None:
        """Send a picture."""
        self.page.locator("#picture").set_input_files(picture)

    def sees_picture(self, width: int) -> str:
        """Expect the last picture to be loaded, of this width; return its address."""
        picture = self.page.locator("#lines img").last
        expect(picture).to_have_js_property("naturalWidth", width)
        return str(picture.get_attribute("src"))


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    """Give a server with the original's ports, on an address that only this process uses."""
    host = f"127.7.{os.getpid() // 250 % 250}.{os.getpid() % 250 + 1}"
    flags = ("--host", host, "--registration", "open", "--classic-ports")
    with running(tmp_path_factory.mktemp("house") / "data", *flags) as server:
        doors = {
            "calls": f"http://{host}:3100",
            "socket": f"ws://{host}:7000/chat",
            "uploads": f"http://{host}:5200",
            "pictures": f"http://{host}:5700",
        }
        yield House(server, host, doors)
        assert "Traceback" not in server.log, server.log


@pytest.fixture(scope="module")
def front() -> Iterator[str]:
    """Serve the page from an origin of its own."""
    page = (FOLDER / "index.html").read_text()
    style = (FOLDER / "style.css").read_text()
    page = page.replace('<link rel="stylesheet" href="/style.css">', f"<style>{style}</style>")
    scripts = {f"/{script.name}": script.read_text() for script in FOLDER.glob("*.js")}
    with rtc.serving({"/": page, **scripts}) as origin:
        yield origin


@pytest.fixture
def visit(chromium: Browser, front: str, house: House) -> Iterator[Callable[..., Classic]]:
    """Open the page as somebody: ``visit("ada", piece=1000)``. In the end no script may have failed."""
    people: list[Classic] = []

    def visit(name: str, *, exactly: bool = False, **settings: Any) -> Classic:
        name = name if exactly else unique(name)
        people.append(Classic(chromium, f"{front}/?{urlencode({**house.doors, **settings})}", name))
        return people[-1]

    yield visit
    for person in people:
        person.context.close()
    assert [error for person in people for error in person.errors] == []


@pytest.fixture
def web(chromium: Browser, house: House) -> Iterator[Callable[[str], Web]]:
    """Open the web page under a name that is taken already."""
    people: list[Web] = []

    def web(name: str) -> Web:
        person = Web(chromium.new_context(locale="en-GB", viewport={"width": 940, "height": 640}), house)
        people.append(person)
        person.name = name
        person.page.get_by_role("textbox").fill(name)
        person.page.locator("#enter").click()
        expect(person.page.locator("#text")).to_be_visible()
        return person

    yield web
    for person in people:
        assert not person.complaints
        person.context.close()


def drawing(path: Path, words: str = "") -> Path:
    """Draw a picture of 320 x 200 that has not been there before."""
    picture = Image.new("RGB", (320, 200), "#f3c26b")
    pen = ImageDraw.Draw(picture)
    pen.ellipse((40, 30, 180, 170), fill="#2f7d6b")
    pen.rectangle((150, 90, 290, 180), fill="#d2553f")
    pen.text((12, 182), words or unique("drawing"), fill="#23303d")
    picture.save(path)
    return path


def test_two_people_log_in_find_each_other_and_talk(visit: Callable[..., Classic]) -> None:
    ada, grace = visit("ada").enter(), visit("grace").enter()
    expect(ada.page.locator("#talks li")).to_have_text(["Hubbub1", "Everyone"])
    ada.open("Hubbub")
    ada.sees("Welcome! This group and I are your first contacts. Say hello.")
    assert ada.add(grace.name) == 200
    ada.say("hello, Grace", "two\nlines & <b>no markup</b>")
    grace.open(ada.name)
    grace.sees("hello, Grace", "two\nlines & <b>no markup</b>")
    grace.say("hello, Ada")
    ada.sees("hello, Grace", "two\nlines & <b>no markup</b>", "hello, Ada")
    assert grace.add(ada.name) == 500  # contacts are read both ways


def test_nothing_that_is_typed_is_run_or_computed(visit: Callable[..., Classic]) -> None:
    ada, grace = visit("ada").enter(), visit("grace").enter()
    typed = ["{{1+1}}", "{{window.ran = true}}", "<img src=x onerror='window.ran = true'>", "'\" OR 1=1; --"]
    ada.add(grace.name)
    for text in typed:
        ada.page.locator("#text").fill(text)
        ada.page.locator("#send").click()
    grace.open(ada.name)
    grace.sees(*typed)
    forged = "<p><svg onload='window.ran = true'></svg></p><iframe srcdoc='x'></iframe>"
    ada.page.evaluate("fragment => write(fragment)", forged)
    grace.sees(*typed, "<svg onload='window.ran = true'></svg>\n<iframe srcdoc='x'></iframe>")
    assert grace.page.evaluate("window.ran") is None


def test_after_a_reload_the_page_goes_on_with_its_id_as_text(visit: Callable[..., Classic]) -> None:
    ada, grace = visit("ada").enter(), visit("grace").enter()
    ada.add(grace.name)
    ada.say("before")
    ada.page.reload()
    ada.is_online()
    assert ada.page.evaluate("typeof sessionStorage.getItem('user_id')") == "string"
    expect(ada.page.locator("#talks li").first).to_have_text(grace.name)
    ada.open(grace.name)
    ada.say("after")
    ada.sees("before", "after")
    grace.open(ada.name)
    grace.sees("before", "after")
    grace.say("still there?")
    ada.sees("before", "after", "still there?")


def test_who_logs_out_can_come_back_as_somebody_else(visit: Callable[..., Classic]) -> None:
    ada, grace = visit("ada").enter(), visit("grace").enter()
    ada.page.locator("#logout").click()
    expect(ada.page.locator("#login")).to_be_visible()
    ada.name = unique("augusta")
    ada.enter()
    ada.add(grace.name)
    ada.say("it is me")
    grace.open(ada.name)
    grace.sees("it is me")


def test_a_group_is_made_found_joined_and_talked_in(visit: Callable[..., Classic]) -> None:
    ada, grace = visit("ada").enter(), visit("grace").enter()
    name = unique("Analytical 50% Engines")
    ada.create(name)
    assert grace.add(name) == 200
    assert grace.add(name) == 500
    ada.say("one")
    grace.sees("one")
    grace.say("two")
    ada.say("three")
    for person in (ada, grace):
        person.sees("one", "two", "three")
    ada.page.locator("#group").fill(" ")
    ada.page.locator("#creating button").click()
    expect(ada.page.locator("#title")).to_contain_text("must not be empty")


def test_a_picture_goes_up_in_pieces_and_shows_on_both_pages(
    visit: Callable[..., Classic], tmp_path: Path
) -> None:
    """Twelve pieces or more, all at once, of a name with dashes; the second time nothing is sent."""
    picture = drawing(tmp_path / "my-holiday-1.png")
    size = picture.stat().st_size
    ada, grace = visit("ada", piece=size // 12).enter(), visit("grace").enter()
    ada.add(grace.name)
    ada.show(picture)
    digest = hashlib.md5(picture.read_bytes(), usedforsecurity=False).hexdigest()
    assert ada.sees_picture(320).endswith(f":5700/{digest}.png")
    assert ada.page.evaluate("window.verified") == 200
    grace.open(ada.name)
    assert grace.sees_picture(320).endswith(f":5700/{digest}.png")
    grace.show(picture)
    expect(ada.page.locator("#lines img")).to_have_count(2)
    assert ada.sees_picture(320).endswith(f":5700/{digest}.png")
    assert grace.page.evaluate("window.verified") == 204


def test_what_is_said_while_a_page_is_away_comes_once_and_in_order(visit: Callable[..., Classic]) -> None:
    ada, grace = visit("ada").enter(), visit("grace").enter()
    name = unique("Readers")
    ada.create(name)
    grace.add(name)
    grace.page.goto("about:blank")
    ada.say("group 1", "group 2")
    ada.add(grace.name)
    ada.say("direct 1", "direct 2")
    grace.page.goto(grace.address)
    grace.is_online()
    expect(grace.page.locator("#talks li", has_text=ada.name).locator("i")).to_have_text("2")
    grace.open(name)
    grace.sees("group 1", "group 2")
    grace.open(ada.name)
    grace.sees("direct 1", "direct 2")
    grace.page.reload()
    grace.is_online()
    grace.open(ada.name)
    ada.say("direct 3")
    grace.sees("direct 1", "direct 2", "direct 3")


def test_a_page_whose_cable_is_pulled_comes_back_by_itself_and_misses_nothing(
    visit: Callable[..., Classic], server: Server
) -> None:
    """At the main port. The page comes back on its tick of five seconds, and sends again on a click."""
    main = {
        "calls": server.http,
        "uploads": server.http,
        "pictures": f"{server.http}/images",
        "socket": f"ws://127.0.0.1:{server.port}/",
    }
    ada = visit("ada", **main).enter()
    with rtc.wired(server.port) as wire:
        grace = visit("grace", **{**main, "socket": f"ws://127.0.0.1:{wire.port}/"}).enter()
        ada.add(grace.name)
        ada.say("one")
        grace.open(ada.name)
        grace.sees("one")
        wire.cut()
        expect(grace.page.locator("#status")).to_have_text("offline")
        ada.say("two", "three")
        grace.page.locator("#text").fill("lost on the way")
        grace.page.locator("#send").click()
        expect(grace.page.locator(".mark").last).to_have_text("!")
        grace.errors.clear()  # the browser's own words about the cable
        wire.mend()
        grace.is_online()
        expect(grace.page.locator("#lines .bubble")).to_have_text(["one", "two", "three", "lost on the way"])
        grace.page.locator(".mark").last.click()
        for person in (grace, ada):
            if person is ada:
                ada.open(grace.name)
            person.sees("one", "two", "three", "lost on the way")
        assert grace.page.evaluate("window.sockets") >= 2


def test_two_tabs_of_one_person_show_the_same(visit: Callable[..., Classic]) -> None:
    ada, grace = visit("ada").enter(), visit("grace").enter()
    other = visit("ada")
    other.name = ada.name
    other.enter()
    ada.add(grace.name)
    ada.say("from one tab")
    other.open(grace.name)
    other.sees("from one tab")
    grace.open(ada.name)
    grace.say("to both")
    other.say("from the other")
    for person in (ada, other, grace):
        person.sees("from one tab", "to both", "from the other")


def test_a_classic_page_and_the_web_page_show_one_conversation(
    visit: Callable[..., Classic], web: Callable[[str], Web], tmp_path: Path
) -> None:
    """HUBBUB_PICTURES names a folder for the picture of the two side by side."""
    ada, grace = visit("Ada", exactly=True).enter(), visit("Grace", exactly=True).enter()
    name = "The reading room"
    ada.create(name)
    grace.add(name)
    linus = web("Linus")
    linus.find(name)
    ada.say("Has anyone tried the new engine?")
    linus.say("Yes, over lunch.\nIt computes {{6*7}} and keeps quiet about why.")
    grace.say("Sounds like <em>an engine</em> & no mistake")
    linus.sees(
        "Has anyone tried the new engine?",
        "Yes, over lunch.\nIt computes {{6*7}} and keeps quiet about why.",
        "Sounds like <em>an engine</em> & no mistake",
    )
    for person in (ada, grace):
        person.sees(*said(linus.page).all_inner_texts())
    side_by_side(linus.page, ada.page, Path(os.environ.get("HUBBUB_PICTURES", tmp_path)))


def side_by_side(left: Page, right: Page, folder: Path) -> None:
    """Keep a picture of two pages beside each other."""
    pictures = [Image.open(io.BytesIO(page.screenshot())) for page in (left, right)]
    gap = 12
    width = sum(picture.width for picture in pictures) + gap
    both = Image.new("RGB", (width, max(picture.height for picture in pictures)), "#55606a")
    both.paste(pictures[0], (0, 0))
    both.paste(pictures[1], (pictures[0].width + gap, 0))
    both.save(folder / "classic-and-web.png", optimize=True)
