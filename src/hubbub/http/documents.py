"""The documents derived from the table, as pages: OpenAPI, AsyncAPI, TypeScript, and one to read."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

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

    @cache
    def written(name: str) -> tuple[str, bytes]:
        match name:
            case "docs":
                return "text/html; charset=utf-8", docs_page.render(described, version).encode()
            case "openapi.json":
                return "application/json", msgspec.json.encode(openapi.document(described, version))
            case "asyncapi.json":
                return "application/json", msgspec.json.encode(asyncapi.document(described, version))
            case "hubbub.d.ts":
                return "text/plain; charset=utf-8", typescript.declarations(described).encode()
        raise NotFound("path: nothing is here")

    def answer(name: str) -> Response[bytes]:
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
