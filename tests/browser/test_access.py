"""Accessibility: axe finds nothing serious in any view, and landmarks, names and states are there."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.support.browsing import Person
from tests.support.scene import Scene, ordinary_day
from tests.support.server import Server, running
from tests.support.views import VIEWS, back, enter_as_ada

Visit = Callable[..., Person]
AXE = Path(__file__).parents[2] / "node_modules/axe-core/axe.min.js"
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]


@pytest.fixture(scope="module")
def scene(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Scene]:
    with running(tmp_path_factory.mktemp("scene") / "data") as server, ordinary_day(server) as scene:
        yield scene


def findings(page: Page) -> list[str]:
    """Return what axe finds serious or critical, with where."""
    if not AXE.exists():
        pytest.skip("axe-core is not here (Debian: apt-get install nodejs npm, then make lint)")
    page.wait_for_timeout(300)  # colours are measured at rest: what fades in has others for a moment
    if not page.evaluate("'axe' in window"):
        page.evaluate(AXE.read_text())
    result: dict[str, Any] = page.evaluate("tags => axe.run(document, {runOnly: tags})", TAGS)
    return [
        f"{violation['id']}: {node['target']} {node['failureSummary']}"
        for violation in result["violations"]
        if violation["impact"] in ("serious", "critical")
        for node in violation["nodes"]
    ]


@pytest.mark.parametrize("window", [(1280, 800), (390, 844)], ids=["wide", "phone"])
@pytest.mark.parametrize("theme", ["light", "dark"])
def test_axe_finds_nothing_serious_in_any_view(
    scene: Scene, visit: Visit, theme: str, window: tuple[int, int]
) -> None:
    ada = visit(scene.server, color_scheme=theme, viewport={"width": window[0], "height": window[1]})
    expect(ada.page.locator("#name")).to_be_visible()
    found = {"door": findings(ada.page)}
    enter_as_ada(ada)
    for name, go in VIEWS.items():
        go(ada, scene)
        found[name] = findings(ada.page)
        back(ada)
    assert {name: serious for name, serious in found.items() if serious} == {}


def test_landmarks_and_the_current_place_are_named(scene: Scene, visit: Visit) -> None:
    ada = visit(scene.server)
    enter_as_ada(ada)
    VIEWS["conversation"](ada, scene)
    expect(ada.page.get_by_role("main")).to_have_count(1)
    expect(ada.page.get_by_role("navigation", name="Conversations")).to_be_visible()
    expect(ada.page.get_by_role("search")).to_be_visible()
    expect(ada.page.locator("[aria-current]")).to_have_count(1)
    expect(ada.page.locator("[aria-current]")).to_contain_text("Launch party")
    expect(ada.row("Design review").get_by_role("link")).to_have_accessible_name(
        re.compile("1 mention of you.*1 unread message")
    )


def test_an_error_is_read_out_with_its_field(server: Server, visit: Visit) -> None:
    page = visit(server).page
    page.locator("#enter").click()
    expect(page.locator("#name")).to_have_accessible_description("Please give a name.")
    expect(page.get_by_role("alert").first).to_have_text("Please give a name.")


def test_motion_is_reduced_for_those_who_want_it_so(server: Server, visit: Visit) -> None:
    still = visit(server, reduced_motion="reduce").enter("ada")
    still.choose("#open-settings")
    dialog = still.page.get_by_role("dialog")
    expect(dialog).to_be_visible()
    assert dialog.evaluate("dialog => dialog.getAnimations({subtree: true}).length") == 0
    assert (
        still.page.locator(".track").first.evaluate("it => getComputedStyle(it).transitionDuration") == "0s"
    )
