"""Answers that are an object of the store, or a part of it, or that the client has it already (RFC 9110)."""

from __future__ import annotations

import time
from collections.abc import AsyncIterator, Awaitable, Callable
from typing import Any, Final

from litestar import Request, Response
from litestar.response import Stream
from litestar.types import Receive, Scope
from litestar.types import Send as Sending

from hubbub.blobs.store import BlobStore
from hubbub.errors import BadRequest, HubbubError
from hubbub.http import errors
from hubbub.wire import ranges

SLICE: Final = 64 * 1024
LOOK_EVERY_SECONDS: Final = 0.5

AnyRequest = Request[Any, Any, Any]
Check = Callable[[], Awaitable[object]]
"""Raises an error of the catalogue if somebody may read on no longer."""


def send(
    store: BlobStore,
    request: AnyRequest,
    name: str,
    size: int,
    tag: str,
    headers: dict[str, str],
    check: Check | None = None,
) -> Response[Any]:
    """Answer with an object of so many bytes; whoever fails the ``check`` meanwhile gets no more of it."""
    headers = {**headers, "ETag": tag, "Accept-Ranges": "bytes"}
    asked = request.headers
    if (wanted := asked.get("if-match")) is not None and not ranges.matches(wanted, tag, weakly=False):
        return errors.answer(BadRequest("If-Match: the file is another"), 412)
    if ranges.matches(asked.get("if-none-match"), tag):
        return Response(b"", status_code=304, headers=headers)
    if request.method == "HEAD":  # which knows no ranges
        return Response(b"", status_code=200, headers={**headers, "Content-Length": str(size)})
    try:
        part = ranges.wanted(asked.get("range"), asked.get("if-range"), tag, size)
    except ValueError:
        refusal = errors.answer(BadRequest(f"Range: the file has {size} bytes"), 416)
        refusal.headers["Content-Range"] = f"bytes */{size}"
        return refusal
    start, end = part or (0, size)
    headers["Content-Length"] = str(end - start)
    if part is not None:
        headers["Content-Range"] = f"bytes {start}-{end - 1}/{size}"
    return _Download(_slices(store.read(name, start, end), check), 200 if part is None else 206, headers)


async def _slices(pieces: AsyncIterator[bytes], check: Check | None) -> AsyncIterator[bytes]:
    """Give pieces in slices, so small that a slow reader is looked at often enough."""
    looked = time.monotonic()
    async for piece in pieces:
        for start in range(0, len(piece), SLICE):
            if check is not None and time.monotonic() - looked > LOOK_EVERY_SECONDS:
                await check()
                looked = time.monotonic()
            yield piece[start : start + SLICE]


class _Download(Stream):
    """A stream that breaks off, and its connection with it, where an error of the catalogue ends it."""

    def __init__(self, slices: AsyncIterator[bytes], status: int, headers: dict[str, str]) -> None:
        super().__init__(slices, status_code=status, headers=headers)

    def to_asgi_response(self, *args: Any, **named: Any) -> Any:
        return _Breakable(super().to_asgi_response(*args, **named))


class _Breakable:
    def __init__(self, response: Any) -> None:
        self._response = response

    async def __call__(self, scope: Scope, receive: Receive, send: Sending) -> None:
        try:
            await self._response(scope, receive, send)
        except* HubbubError:
            pass  # its status has been sent; uvicorn says in the log that it is not complete, and closes
