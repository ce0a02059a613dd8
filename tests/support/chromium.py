"""Debian's Chromium, which talks to nobody of its own accord."""

from __future__ import annotations

import contextlib
import shutil
from collections.abc import Iterator
from typing import Final

import pytest
from playwright.sync_api import Browser, sync_playwright

ARGUMENTS: Final = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)


SHELL: Final = "chromium-headless-shell"
WHOLE: Final = "chromium"


@contextlib.contextmanager
def running_chromium(*more: str, whole: bool = True) -> Iterator[Browser]:
    """Give a browser with these arguments besides its own, and end it; skip where there is none.

    One without menus and bars, where that is installed and not the ``whole`` is asked for: it takes half of
    the time, and has no notices, no installing and no cameras.
    """
    wanted = [WHOLE] if whole else [SHELL, WHOLE]
    program = next(filter(None, map(shutil.which, wanted)), None)
    if program is None:
        pytest.skip("there is no chromium command here (Debian: apt-get install chromium)")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program, args=[*ARGUMENTS, *more])
        yield browser
        browser.close()
