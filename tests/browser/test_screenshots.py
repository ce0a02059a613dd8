"""Pictures of every view, light and dark, wide and on a phone, in both languages, to look at.

``SCREENSHOTS=folder`` makes all of them there; otherwise one combination is made, to see that all views open.
"""

from __future__ import annotations

import itertools
import os
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import expect

from tests.support.browsing import Person
from tests.support.scene import Scene, ordinary_day
from tests.support.server import running
from tests.support.views import VIEWS, back, enter_as_ada

Visit = Callable[..., Person]
WINDOWS: dict[str, dict[str, Any]] = {
    "wide": {"viewport": {"width": 1280, "height": 800}},
    "phone": {"viewport": {"width": 390, "height": 844}, "device_scale_factor": 2, "has_touch": True},
}
LOCALES = {"en": "en-GB", "zh": "zh-CN"}
EVERY = list(itertools.product(["light", "dark"], WINDOWS, LOCALES))
WANTED = EVERY if "SCREENSHOTS" in os.environ else EVERY[:1]


@pytest.fixture(scope="module")
def scene(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Scene]:
    with running(tmp_path_factory.mktemp("scene") / "data") as server, ordinary_day(server) as scene:
        yield scene


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    folder = Path(os.environ.get("SCREENSHOTS", tmp_path))
    folder.mkdir(parents=True, exist_ok=True)
    return folder


@pytest.mark.parametrize(("theme", "window", "tongue"), WANTED)
def test_every_view_has_its_picture(
    scene: Scene, visit: Visit, folder: Path, theme: str, window: str, tongue: str
) -> None:
    ada = visit(scene.server, color_scheme=theme, locale=LOCALES[tongue], **WINDOWS[window])

    def take(name: str) -> None:
        ada.page.wait_for_timeout(
            350
        )  # motion comes to rest: the one thing here that is only to be waited for
        ada.page.screenshot(path=folder / f"{name}-{window}-{theme}-{tongue}.png")

    expect(ada.page.locator("#name")).to_be_visible()
    take("door")
    enter_as_ada(ada)
    for name, go in VIEWS.items():
        go(ada, scene)
        take(name)
        back(ada)
    ada.page.locator("#search").evaluate("field => field.blur()")
    ada.context.set_offline(True)
    ada.page.evaluate("dispatchEvent(new Event('offline'))")
    expect(ada.page.locator("#status")).to_have_attribute("data-status", "offline")
    take("offline")
    ada.context.set_offline(False)
