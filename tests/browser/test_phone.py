"""Small windows: 360 pixels wide, fingers instead of a pointer, and everything at twice its size."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import expect

from tests.support.browsing import Person
from tests.support.probes import probe
from tests.support.scene import Scene, ordinary_day
from tests.support.server import Server, running
from tests.support.views import VIEWS, back, enter_as_ada

Visit = Callable[..., Person]
PHONE = {"viewport": {"width": 360, "height": 740}, "has_touch": True, "is_mobile": True}


@pytest.fixture(scope="module")
def scene(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Scene]:
    with running(tmp_path_factory.mktemp("scene") / "data") as server, ordinary_day(server) as scene:
        yield scene


@pytest.mark.parametrize("locale", ["en-GB", "zh-CN"])
def test_nothing_is_wider_than_a_narrow_phone_and_all_targets_suit_fingers(
    scene: Scene, visit: Visit, locale: str
) -> None:
    ada = visit(scene.server, locale=locale, **PHONE)
    expect(ada.page.locator("#name")).to_be_visible()
    wide, small = {}, {}

    def measure(name: str) -> None:
        wide[name] = ada.page.evaluate(probe("cut"))
        small[name] = ada.page.evaluate(probe("targets"))

    measure("door")
    enter_as_ada(ada)
    for name, go in VIEWS.items():
        go(ada, scene)
        measure(name)
        back(ada)
    assert {name: over for name, over in wide.items() if over} == {}
    assert {name: targets for name, targets in small.items() if targets} == {}


def test_at_twice_the_size_everything_still_fits(scene: Scene, visit: Visit) -> None:
    """A window of 1280 pixels at 200 % is one of 640 CSS pixels."""
    ada = visit(scene.server, viewport={"width": 640, "height": 400}, device_scale_factor=2)
    enter_as_ada(ada)
    for name, go in VIEWS.items():
        go(ada, scene)
        assert ada.page.evaluate(probe("cut")) == [], name
        back(ada)


def test_the_list_and_the_conversation_take_turns(server: Server, visit: Visit) -> None:
    ada = visit(server, **PHONE).enter("ada")
    expect(ada.page.locator("#side")).to_be_hidden()
    ada.page.locator("#back").click()
    expect(ada.page.locator("#room")).to_be_hidden()
    ada.row("Lobby").get_by_role("link").tap()
    expect(ada.page.locator("#text")).to_be_visible()
    ada.page.go_back()
    expect(ada.page.locator("#side")).to_be_visible()
    ada.page.reload()
    expect(ada.row("Lobby")).to_be_visible()
    expect(ada.page.locator("#room")).to_be_hidden()
