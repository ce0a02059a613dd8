"""Both languages: the whole page, switched at once, kept, with dates as the language writes them."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import expect

from tests.support.browsing import Caller, Person, said
from tests.support.probes import probe
from tests.support.scene import Scene, ordinary_day
from tests.support.server import Server, running
from tests.support.views import VIEWS, back, enter_as_ada

Visit = Callable[..., Person]
Call = Callable[..., Caller]
ENGLISH = re.compile(r"[A-Za-z]{3,}")
NAMES = re.compile(
    r"Hubbub|zzz|English|API|Ctrl|Shift|Enter|Esc|Alt|TLS|Chrome|Chromium|Edge|Linux|python-httpx\S*|https?://\S*"
)


@pytest.fixture(scope="module")
def scene(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Scene]:
    with running(tmp_path_factory.mktemp("scene") / "data") as server, ordinary_day(server) as scene:
        yield scene


def test_the_page_works_in_chinese_and_switches(server: Server, visit: Visit) -> None:
    ada = visit(server, locale="zh-CN")
    expect(ada.page.locator("html")).to_have_attribute("lang", "zh-CN")
    expect(ada.page.get_by_role("button", name="开始聊天")).to_be_visible()
    ada.enter("爱达")
    expect(ada.page.locator("#room-title")).to_have_text("大厅")
    ada.say("大家好")
    expect(said(ada.page).last).to_have_text("大家好")
    expect(ada.row("大厅").locator(".preview")).to_have_text("你：大家好")
    ada.choose("#other-language")
    expect(ada.page.locator("#room-title")).to_have_text("Lobby")
    expect(ada.row("Lobby").locator(".preview")).to_have_text("You: 大家好")
    expect(ada.page.locator("html")).to_have_attribute("lang", "en")
    ada.page.reload()
    expect(ada.page.locator("#room-title")).to_have_text("Lobby")


def test_an_explanation_changes_its_language_too(server: Server, visit: Visit) -> None:
    page = visit(server).page
    page.locator("#enter").click()
    expect(page.locator("#name-words")).to_contain_text("Please give a name.")
    page.get_by_role("button", name="简体中文").click()
    expect(page.locator("#name-words")).to_contain_text("请填写名字。")


def test_no_english_is_left_in_a_chinese_page(scene: Scene, visit: Visit) -> None:
    """What people wrote and how they are called is theirs; every other word is the page's."""
    ada = visit(scene.server, locale="zh-CN")
    enter_as_ada(ada)
    theirs = [*scene.rooms, *(person.name for person in scene.people.values())]
    left: dict[str, list[str]] = {}
    for name, go in VIEWS.items():
        go(ada, scene)
        found = [text for text in ada.page.evaluate(probe("words")) if is_english(text, theirs)]
        if found:
            left[name] = found
        back(ada)
    assert left == {}


def is_english(text: str, theirs: list[str]) -> bool:
    for name in sorted([*theirs, *TITLES], key=len, reverse=True):
        text = text.replace(name, "")
    return ENGLISH.search(NAMES.sub("", text)) is not None


TITLES = (
    "Ada Lovelace",
    "Grace Hopper",
    "Linus",
    "Katherine Johnson",
    "Alan Turing",
    "Margaret Hamilton",
    "Barbara Liskov",
    "Thursday at six, in the engine room",
)


def test_dates_are_written_as_the_language_writes_them(server: Server, visit: Visit) -> None:
    ada = visit(server)
    assert ada.page.evaluate(probe("dates"), "en") == [
        "Today",
        "Yesterday",
        "Thursday 5 March",
        "Friday, 7 February 2025",
        "15:09",
        "Wed",
        "just now",
        "5 minutes ago",
        "2 hours ago",
        "yesterday",
        "a, b and c",
        "1 member",
        "1,234 members",
    ]
    assert ada.page.evaluate(probe("dates"), "zh") == [
        "今天",
        "昨天",
        "3月5日星期四",
        "2025年2月7日星期五",
        "15:09",
        "周三",
        "刚刚",
        "5分钟前",
        "2小时前",
        "昨天",
        "a、b和c",
        "1 位成员",
        "1,234 位成员",
    ]
