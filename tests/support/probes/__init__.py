"""Questions that tests put to a page, in its own language."""

from __future__ import annotations

from pathlib import Path


def probe(name: str) -> str:
    """Return the function in ``<name>.js``, for Playwright's ``evaluate``."""
    source = (Path(__file__).parent / f"{name}.js").read_text()
    return "\n".join(line for line in source.splitlines() if not line.startswith("//"))
