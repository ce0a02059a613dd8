"""The web page's own tests, of what needs no browser: they run in Node, and this runs them."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest

TESTS = Path(__file__).parent.parent / "web"
DEADLINE_S = 120


@pytest.mark.parametrize("file", sorted(TESTS.glob("*.test.js")), ids=lambda file: file.name)
def test_the_pages_modules_keep_their_promises(file: Path) -> None:
    node = shutil.which("node")
    if node is None:
        pytest.skip("there is no node command here (Debian: apt-get install nodejs)")
    ran = subprocess.run(
        [node, "--test", str(file)], capture_output=True, text=True, timeout=DEADLINE_S, check=False
    )
    assert ran.returncode == 0, ran.stdout[-20_000:] + ran.stderr[-5_000:]
    assert "# pass 0" not in ran.stdout, "the file holds tests"
