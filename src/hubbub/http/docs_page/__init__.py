"""The documentation page: everything a developer needs to speak to this server, rendered from the table."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape
from importlib.resources import files
from typing import Final

from hubbub.wire.schema import Described

ASSETS: Final[dict[str, tuple[str, bytes]]] = {
    "page.css": ("text/css; charset=utf-8", (files(__package__) / "page.css").read_bytes()),
    "page.js": ("text/javascript; charset=utf-8", (files(__package__) / "page.js").read_bytes()),
}
"""The page's files by name, each with its content type; served at ``/api/docs/<name>``."""


def render(described: Sequence[Described], version: str) -> str:
    """Return the page."""
    operations = "".join(f"<li>{escape(row.name)}: {escape(row.doc)}</li>" for row in described)
    return (
        "<!doctype html><html lang=en><meta charset=utf-8><title>Hubbub API</title>"
        f"<link rel=stylesheet href=/api/docs/page.css><h1>Hubbub {escape(version)}</h1><ul>{operations}</ul>"
    )
