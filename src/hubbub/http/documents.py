"""The documents derived from the table, as pages: OpenAPI, AsyncAPI, TypeScript, and one to read."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import cache
from typing import Any

import msgspec
from litestar import Response, Router, get

from hubbub.errors import NotFound
from hubbub.http import docs_page
from hubbub.http.pages import PAGE_HEADERS
from hubbub.services.operations import Row
from hubbub.wire import asyncapi, openapi, typescript
from hubbub.wire.schema import Described


def describe(rows: Sequence[Row]) -> list[Described]:
    """Return the table's rows as the documents know them."""
    return [
        Described(
            row.name, row.request, row.answer, row.anonymous, row.changes, row.rate.burst, row.rate.per_second
        )
        for row in rows
    ]


def router(rows: Sequence[Row], version: str) -> Router:
    """Return ``/api/docs``, ``/api/openapi.json``, ``/api/asyncapi.json`` and ``/api/hubbub.d.ts``."""
    described = describe(rows)
    writers: dict[str, Callable[[], tuple[str, bytes]]] = {
        "docs": lambda: ("text/html", docs_page.render(described, version).encode()),
        "openapi.json": lambda: _json(openapi.document(described, version)),
        "asyncapi.json": lambda: _json(asyncapi.document(described, version)),
        "hubbub.d.ts": lambda: ("text/plain", typescript.declarations(described).encode()),
    }

    @cache
    def written(name: str) -> tuple[str, bytes]:
        return writers[name]()

    def answer(name: str) -> Response[bytes]:
        if name not in writers:
            raise NotFound("path: nothing is here")
        content_type, body = written(name)
        return Response(body, media_type=content_type, headers=PAGE_HEADERS)

    @get("/api/{name:str}")
    async def document(name: str) -> Response[bytes]:
        """Answer with one of the documents."""
        return answer(name)

    @get("/api/docs")
    async def page() -> Response[bytes]:
        """Answer with the page that explains everything."""
        return answer("docs")

    @get("/api/docs/{name:str}")
    async def asset(name: str) -> Response[bytes]:
        """Answer with a file that the page needs."""
        if name not in docs_page.ASSETS:
            raise NotFound("path: nothing is here")
        content_type, body = docs_page.ASSETS[name]
        return Response(body, media_type=content_type, headers=PAGE_HEADERS)

    return Router(path="/", route_handlers=[document, page, asset])


def _json(document: dict[str, Any]) -> tuple[str, bytes]:
    return "application/json", msgspec.json.encode(document)
