"""The documentation page: everything a developer needs to speak to this server, rendered from the table.

No inline script or style and nothing from elsewhere: it works under the strictest policy, without a network.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from html import escape
from importlib.resources import files
from typing import Final

from hubbub.http.docs_page import guide, reference
from hubbub.wire import schema
from hubbub.wire.schema import Components, Described

_FILES: Final = files(__package__)
ASSETS: Final[dict[str, tuple[str, bytes]]] = {
    "page.css": ("text/css; charset=utf-8", (_FILES / "page.css").read_bytes()),
    "page.js": ("text/javascript; charset=utf-8", (_FILES / "page.js").read_bytes()),
}
"""The page's files by name, each with its content type; served at ``/api/docs/<name>``."""

_GUIDE: Final = (
    ("start", "Three lines"),
    ("login", "Logging in"),
    ("frames", "Frames"),
    ("delivery", "Delivery"),
)
_AFTER: Final = (("errors", "Errors"), ("close-codes", "Close codes"))
_MARK: Final = (
    '<svg viewBox="0 0 32 32" width="28" height="28" aria-hidden="true">'
    '<path class="mark" d="M6 4h20a4 4 0 0 1 4 4v11a4 4 0 0 1-4 4H15l-7 6v-6H6a4 4 0 0 1-4-4V8a4 4 0 0 1 4-4"'
    '/><g class="dots"><circle cx="10" cy="13.5" r="2"/><circle cx="16" cy="13.5" r="2"/>'
    '<circle cx="22" cy="13.5" r="2"/></g></svg>'
)


def render(described: Sequence[Described], version: str) -> str:
    """Return the page."""
    components = schema.components(described, framed=True)
    nouns = {row.noun: [other for other in described if other.noun == row.noun] for row in described}
    return (
        '<!doctype html>\n<html lang="en"><head><meta charset="utf-8"><title>Hubbub API</title>'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        '<meta name="color-scheme" content="light dark">'
        '<meta name="description" content="Every operation, event and error of this chat server.">'
        '<link rel="stylesheet" href="/api/docs/page.css">'
        '<script src="/api/docs/page.js" defer></script></head>'
        f'<body><a class="skip" href="#content">Skip to the content</a>{_bar()}'
        f"{_navigation(nouns, components)}"
        f'<main id="content">{_opening(version, len(described))}{guide.start()}'
        f"{_operations(nouns, components)}{_events(components)}{_models(components)}"
        f"{guide.errors()}{guide.close_codes()}</main></body></html>\n"
    )


def _bar() -> str:
    return (
        f'<header class="bar"><a class="brand" href="#content">{_MARK}<b>Hubbub</b> API</a>'
        '<button type="button" class="menu" aria-expanded="false" aria-controls="navigation">'
        "Contents</button></header>"
    )


def _opening(version: str, count: int) -> str:
    return (
        f'<div class="opening"><p class="version">Hubbub {escape(version)}, protocol 1</p>'
        "<h1>Talk to this server</h1>"
        f"<p>{count} operations, each a WebSocket frame and a <code>POST /api/v1/&lt;operation&gt;</code>. "
        "One JSON object in, one out, and events as they happen.</p><p class='files'>"
        '<a href="/api/openapi.json">OpenAPI</a><a href="/api/asyncapi.json">AsyncAPI</a>'
        '<a href="/api/hubbub.d.ts">TypeScript</a></p></div>'
    )


def _navigation(nouns: dict[str, list[Described]], components: Components) -> str:
    groups = [_links("Start", _GUIDE)]
    groups += [_links(noun, [(row.name, row.name) for row in rows]) for noun, rows in nouns.items()]
    groups.append(_links("Events", [(to, event) for event, to in components.events.items()]))
    groups.append(_links("Models", [(name, name) for name in reference.models(components)]))
    groups.append(_links("When it fails", _AFTER))
    return (
        '<nav id="navigation" aria-label="Contents"><div class="search"><label for="search">Filter</label>'
        '<input id="search" type="search" placeholder="Filter  /" autocomplete="off" spellcheck="false">'
        "</div>"
        f'{"".join(groups)}<p class="none" role="status" hidden>Nothing is called that.</p></nav>'
    )


def _links(title: str, targets: Iterable[tuple[str, str]]) -> str:
    items = "".join(f'<li><a href="#{escape(to)}">{escape(name)}</a></li>' for to, name in targets)
    return f"<section><h2>{escape(title)}</h2><ul>{items}</ul></section>"


def _operations(nouns: dict[str, list[Described]], components: Components) -> str:
    return "".join(
        f'<section class="group"><h2>{escape(noun)}</h2>'
        f"{''.join(reference.operation(row, components) for row in rows)}</section>"
        for noun, rows in nouns.items()
    )


def _events(components: Components) -> str:
    entries = "".join(reference.event(kind, components) for kind in schema.EVENTS)
    return (
        '<section class="group"><h2>Events</h2><p>Log entries carry <code>conversation</code>, '
        "<code>seq</code>, <code>at</code> and <code>by</code> (a user's id), come in the order of "
        "<code>seq</code> and are never lost. The others are the latest value of something and may be "
        f"skipped, or are for you alone.</p>{entries}</section>"
    )


def _models(components: Components) -> str:
    entries = "".join(reference.model(name, components) for name in reference.models(components))
    return f'<section class="group"><h2>Models</h2>{entries}</section>'
