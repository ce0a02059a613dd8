"""Debian's Chromium, and people at it, each in a context of their own."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser

from tests.support.browsing import Caller, Person
from tests.support.chromium import running_chromium
from tests.support.server import Server


@pytest.fixture(scope="module")
def chromium(request: pytest.FixtureRequest) -> Iterator[Browser]:
    """Give one browser for the tests of a file, and no longer: its event loop would be in others' way.

    It is the light one, unless a file of tests says ``WHOLE_BROWSER = True``.
    """
    with running_chromium(whole=getattr(request.module, "WHOLE_BROWSER", False)) as browser:
        yield browser


@pytest.fixture
def visit(chromium: Browser, request: pytest.FixtureRequest) -> Iterator[Callable[..., Person]]:
    """Open the page as somebody: ``visit(server, locale=...)``. In the end no console may have complained.

    The service worker keeps every file of the page for later, which takes longer than most tests: there is
    one only where a file of tests says ``SERVICE_WORKERS = "allow"``.
    """
    people: list[Person] = []
    workers = getattr(request.module, "SERVICE_WORKERS", "block")

    def visit(server: Server, **options: Any) -> Person:
        options = {
            "locale": "en-GB",
            "viewport": {"width": 1100, "height": 700},
            "service_workers": workers,
            **options,
        }
        people.append(Person(chromium.new_context(**options), server))
        return people[-1]

    yield visit
    complaints = [complaint for person in people for complaint in person.complaints]
    for person in people:
        person.context.close()
    assert not complaints


@pytest.fixture
def call() -> Iterator[Callable[..., Caller]]:
    """Give people without a browser: ``call(server, "grace")``."""
    callers: list[Caller] = []

    def call(server: Server, name: str, **fields: Any) -> Caller:
        callers.append(Caller(server, name, **fields))
        return callers[-1]

    yield call
    for caller in callers:
        caller.http.close()
