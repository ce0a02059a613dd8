"""The web page at ``/`` and its files: read once, served from memory, with a strict policy."""

from __future__ import annotations

import mimetypes
from importlib import resources
from typing import Final

from litestar import Response, Router, get

from hubbub.errors import NotFound

PAGE_HEADERS: Final = {
    "Content-Security-Policy": (
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data: https: http:;"
        " connect-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'"
    ),
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cache-Control": "no-cache",
}

FOLDER: Final = resources.files("hubbub") / "web"


def router() -> Router:
    """Return ``/`` and ``/web/<file>``."""
    files = {
        entry.name: (mimetypes.guess_type(entry.name)[0] or "application/octet-stream", entry.read_bytes())
        for entry in FOLDER.iterdir()
        if entry.is_file() and not entry.name.startswith((".", "_"))
    }

    def answer(name: str) -> Response[bytes]:
        if name not in files:
            raise NotFound("path: nothing is here")
        content_type, body = files[name]
        return Response(body, media_type=content_type, headers=PAGE_HEADERS)

    @get("/")
    async def index() -> Response[bytes]:
        """Answer with the page."""
        return answer("index.html")

    @get("/web/{name:str}")
    async def file(name: str) -> Response[bytes]:
        """Answer with one of the page's files."""
        return answer(name)

    return Router(path="/", route_handlers=[index, file])
