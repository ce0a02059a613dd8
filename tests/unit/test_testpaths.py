"""The order of the tests' folders is written down, and a folder that is not is not tested."""

from __future__ import annotations

import tomllib
from pathlib import Path

ROOT = Path(__file__).parent.parent.parent


def test_every_folder_of_tests_is_run_once() -> None:
    """Once: of a folder and one within it pytest runs the outer one alone, in the order of the alphabet."""
    written = tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["pytest"]["testpaths"]
    there = {str(file.parent.relative_to(ROOT)) for file in (ROOT / "tests").rglob("test_*.py")}
    assert sorted(written) == sorted(there)
