"""The web page: ``/``, its files under ``/web/<version>/``, its service worker and its manifest.

All is in memory and compressed before anybody asks. Only the page itself, the worker and the manifest are
asked for anew each time, and answered with 304 as long as nothing has changed.
"""

from __future__ import annotations

import re
from typing import Any, Final

from litestar import HttpMethod, Request, Response, Router, route

from hubbub.errors import NotFound
from hubbub.http import bundle
from hubbub.http.bundle import Page
from hubbub.wire import ranges

AnyRequest = Request[Any, Any, Any]

REPORTS_PATH: Final = "/api/csp-report"
IMMUTABLE: Final = "public, max-age=31536000, immutable"
READ: Final = [HttpMethod.GET, HttpMethod.HEAD]
_CODING: Final = re.compile(r"\s*([\w*-]+)\s*(?:;\s*q\s*=\s*([0-9.]+)\s*)?")
_REFUSED: Final = re.compile(r"0(\.0{0,3})?")


def policy(*scripts: str) -> str:
    """Return the Content-Security-Policy of a page in which these inline scripts may run, and no others.

    Pictures may come from any https address only because an avatar may: those that people brought along from
    the classic server lie anywhere. Nothing else is loaded from elsewhere.
    """
    return "; ".join(
        [
            "default-src 'none'",
            " ".join(["script-src 'self'", *scripts]),
            "style-src 'self'",
            "img-src 'self' data: blob: https:",
            "media-src 'self' blob:",
            "font-src 'self'",
            "connect-src 'self'",
            "manifest-src 'self'",
            "worker-src 'self'",
            "base-uri 'none'",
            "form-action 'self'",
            "frame-ancestors 'none'",
            f"report-uri {REPORTS_PATH}",
        ]
    )


_SAFE: Final = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Opener-Policy": "same-origin",
}
PAGE_HEADERS: Final = {**_SAFE, "Content-Security-Policy": policy(), "Cache-Control": "no-cache"}
"""Of a page without inline scripts, and of what it loads."""


def router() -> Router:
    """Return ``/``, ``/web/<version>/<path>``, ``/sw.js`` and ``/manifest.webmanifest``."""
    all_of_it = bundle.read()
    index_headers = {**PAGE_HEADERS, "Content-Security-Policy": policy(*all_of_it.script_hashes)}
    file_headers = {**_SAFE, "Cache-Control": IMMUTABLE}

    @route("/", http_method=READ)
    async def index(request: AnyRequest) -> Response[bytes]:
        """Answer with the page."""
        return answer(request, all_of_it.index, index_headers)

    @route("/sw.js", http_method=READ)
    async def worker(request: AnyRequest) -> Response[bytes]:
        """Answer with the service worker, which may serve the whole site because it lies at its top."""
        return answer(request, all_of_it.worker, PAGE_HEADERS)

    @route("/manifest.webmanifest", http_method=READ)
    async def manifest(request: AnyRequest) -> Response[bytes]:
        """Answer with what makes the page an app."""
        return answer(request, all_of_it.manifest, PAGE_HEADERS)

    @route("/web/{version:str}/{path:path}", http_method=READ)
    async def file(request: AnyRequest, version: str, path: str) -> Response[bytes]:
        """Answer with one of the page's files, of this version only: another's would not fit the rest."""
        page = all_of_it.files.get(str(path).removeprefix("/"))
        if page is None or version != all_of_it.version:
            raise NotFound("path: nothing is here")
        return answer(request, page, file_headers)

    return Router(path="/", route_handlers=[index, worker, manifest, file])


def answer(request: AnyRequest, page: Page, headers: dict[str, str]) -> Response[bytes]:
    """Answer with a file in the form that the browser takes, or that it has it already."""
    packed = page.packed if _takes_gzip(request.headers.get("accept-encoding", "")) else None
    tag = f'"{page.tag}"' if packed is None else f'"{page.tag}-gzip"'
    headers = {**headers, "ETag": tag}
    if page.packed is not None:
        headers["Vary"] = "Accept-Encoding"
    if ranges.matches(request.headers.get("if-none-match"), tag):
        return Response(b"", status_code=304, headers=headers)
    if packed is not None:
        headers["Content-Encoding"] = "gzip"
    body = page.body if packed is None else packed
    return Response(body, status_code=200, media_type=page.media_type, headers=headers)


def _takes_gzip(accepted: str) -> bool:
    """Say whether an ``Accept-Encoding`` allows gzip (RFC 9110, 12.5.3)."""
    said = {}
    for each in accepted.lower().split(","):
        if found := _CODING.fullmatch(each):
            said[found[1]] = _REFUSED.fullmatch(found[2] or "1") is None
    return said.get("gzip", said.get("*", False))
