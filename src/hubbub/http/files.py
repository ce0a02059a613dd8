"""Files over HTTP: resumable uploads (tus 1.0) and downloads, at ``/api/v1/files``.

What people have sent is never served as anything that runs: what is shown is what we have drawn anew,
sound and film; the rest is saved.
"""

from __future__ import annotations

import contextlib
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from functools import wraps
from typing import Any, Final

from litestar import Request, Response, Router, delete, patch, post, route
from litestar.datastructures import MutableScopeHeaders
from litestar.exceptions import HTTPException
from litestar.types import ASGIApp, Message, Receive, Scope, Send

from hubbub.blobs.store import blob_name, look_name
from hubbub.domain.models import Attachment
from hubbub.errors import BadRequest, HubbubError, NotFound, Unavailable
from hubbub.http import api, downloads, errors, tus
from hubbub.http.api import AnyRequest, Door
from hubbub.pictures.studio import RESULT_TYPE
from hubbub.services import uploads
from hubbub.services.context import Context
from hubbub.services.files import check_access
from hubbub.services.intake import ALGORITHMS, Checksum, ChecksumMismatch
from hubbub.services.operations import SELDOM
from hubbub.storage import files
from hubbub.storage.uploads import Upload
from hubbub.wire import ranges

PATH: Final = "/api/v1/files"
SHOWN: Final = frozenset(
    {
        "audio/aac", "audio/flac", "audio/mp4", "audio/mpeg", "audio/ogg", "audio/wav", "audio/webm",
        "video/mp4", "video/ogg", "video/webm",
    }
)  # fmt: skip
"""What a browser may play where it is, besides pictures that we have drawn anew."""
SAFE: Final = {
    "Cache-Control": "private, max-age=31536000, immutable",
    "Content-Security-Policy": "sandbox; default-src 'none'",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Vary": "Authorization, Cookie",
    "X-Content-Type-Options": "nosniff",
}
"""Of what people have sent."""
_CAPABLE: Final = {
    "Tus-Resumable": tus.VERSION,
    "Tus-Version": tus.VERSION,
    "Tus-Extension": tus.EXTENSIONS,
    "Tus-Checksum-Algorithm": ",".join(ALGORITHMS),
}


def router(door: Door, largest: int) -> Router:
    """Return the routes of files; ``largest`` is how many bytes one may have."""
    routes = _Routes(door, largest)
    return Router(
        path=PATH,
        route_handlers=[
            route("/", http_method="OPTIONS", status_code=200)(_detached(routes.options)),
            route("/{file:str}", http_method="OPTIONS", status_code=200)(_detached(routes.options_of_one)),
            post("/", status_code=201, request_max_body_size=None)(_detached(routes.create)),
            patch("/{file:str}", status_code=200, request_max_body_size=None)(_detached(routes.append)),
            post("/{file:str}", status_code=200, request_max_body_size=None)(_detached(routes.override)),
            delete("/{file:str}", status_code=200)(_detached(routes.abandon)),
            route("/{file:str}", http_method=["GET", "HEAD"])(_detached(routes.read)),
            route("/{file:str}/thumbnail", http_method=["GET", "HEAD"])(_detached(routes.thumbnail)),
            route("/{file:str}/view", http_method=["GET", "HEAD"])(_detached(routes.view)),
        ],
        exception_handlers={ChecksumMismatch: _mismatch},
        middleware=[_naming_the_version],
    )


def _detached(method: Callable[..., Awaitable[Any]]) -> Callable[..., Awaitable[Any]]:
    """Return a function that calls a method: Litestar would copy the object of a bound one."""

    @wraps(method)
    async def call(*args: Any, **named: Any) -> Any:
        return await method(*args, **named)

    return call


class _Routes:
    def __init__(self, door: Door, largest: int) -> None:
        self._door = door
        self._largest = largest

    # Uploads

    async def options(self) -> Response[bytes]:
        return Response(b"", status_code=204, headers={**_CAPABLE, "Tus-Max-Size": str(self._largest)})

    async def options_of_one(self, file: str) -> Response[bytes]:
        return await self.options()

    async def create(self, request: AnyRequest) -> Response[bytes]:
        ctx = await self._uploader(request)
        if isinstance(ctx, Response):
            return ctx
        if self._door.limits is not None:  # a file may be empty, so the quota alone bounds nothing
            self._door.limits.check(ctx.me, "file", SELDOM)
        if request.headers.get("upload-defer-length") is not None:
            raise BadRequest("Upload-Defer-Length: say how long it is")
        size = tus.read_count(request.headers.get("upload-length"), "Upload-Length")
        said = tus.read_metadata(request.headers.get("upload-metadata"))
        checksum = tus.read_checksum(request.headers.get("upload-checksum"))
        upload = await uploads.begin(ctx, said.filename or "file", said.filetype, size)
        if request.content_type[0] == tus.OFFSETS and size:
            upload = await self._receive_first(ctx, upload, request, checksum)
        return self._told(upload, 201, {"Location": f"{PATH}/{upload.id}"})

    @staticmethod
    async def _receive_first(
        ctx: Context, upload: Upload, request: AnyRequest, checksum: Checksum | None
    ) -> Upload:
        try:
            return await uploads.receive(ctx, upload.id, 0, _pieces(request), checksum)
        except HubbubError:  # who has not been told where it is cannot go on with it
            with contextlib.suppress(NotFound):
                await uploads.abandon(ctx, upload.id)
            raise

    async def override(self, request: AnyRequest, file: str) -> Response[Any]:
        """Do what a client asks for that can only POST."""
        method = request.headers.get("x-http-method-override", "").upper()
        asked = {"PATCH": self.append, "DELETE": self.abandon, "HEAD": self.look}.get(method)
        if asked is None:
            return errors.answer(BadRequest("X-HTTP-Method-Override: must be PATCH, DELETE or HEAD"), 405)
        return await asked(request, file)

    async def read(self, request: AnyRequest, file: str) -> Response[Any]:
        uploading = request.method == "HEAD" and "tus-resumable" in request.headers
        return await (self.look if uploading else self.download)(request, file)

    async def look(self, request: AnyRequest, file: str) -> Response[Any]:
        ctx = await self._uploader(request)
        if isinstance(ctx, Response):
            return ctx
        upload = await uploads.get(ctx, file)
        said = tus.write_metadata(upload.name, upload.media_type)
        return self._told(upload, 200, {"Upload-Length": str(upload.size), "Upload-Metadata": said})

    async def append(self, request: AnyRequest, file: str) -> Response[bytes]:
        ctx = await self._uploader(request)
        if isinstance(ctx, Response):
            return ctx
        if request.content_type[0] != tus.OFFSETS:
            return errors.answer(BadRequest(f"Content-Type: must be {tus.OFFSETS}"), 415)
        offset = tus.read_count(request.headers.get("upload-offset"), "Upload-Offset")
        checksum = tus.read_checksum(request.headers.get("upload-checksum"))
        return self._told(await uploads.receive(ctx, file, offset, _pieces(request), checksum), 204)

    async def abandon(self, request: AnyRequest, file: str) -> Response[bytes]:
        ctx = await self._uploader(request)
        if isinstance(ctx, Response):
            return ctx
        await uploads.abandon(ctx, file)
        return Response(b"", status_code=204, headers={"Tus-Resumable": tus.VERSION})

    async def _uploader(self, request: AnyRequest) -> Context | Response[bytes]:
        """Return the context of who asks, or the answer to one who speaks another tus."""
        if request.headers.get("tus-resumable") != tus.VERSION:
            refusal = errors.answer(BadRequest(f"Tus-Resumable: must be {tus.VERSION}"), 412)
            refusal.headers.update(_CAPABLE)
            return refusal
        api.check_origin(request, self._door.origins)
        return await self._context(request)

    @staticmethod
    def _told(upload: Upload, status: int, more: Mapping[str, str] | None = None) -> Response[bytes]:
        headers = {
            "Tus-Resumable": tus.VERSION,
            "Upload-Offset": str(upload.received),
            "Cache-Control": "no-store",
            **tus.expires(upload.expires_at),
            **(more or {}),
        }
        return Response(b"", status_code=status, headers=headers)

    # Downloads

    async def download(self, request: AnyRequest, file: str) -> Response[Any]:
        ctx, known, sha256 = await self._access(request, file)
        inline = known.type in SHOWN
        headers = {
            "Content-Type": known.type if inline else "application/octet-stream",
            "Content-Disposition": ranges.disposition("inline" if inline else "attachment", known.name),
        }
        return await self._send(ctx, request, file, blob_name(sha256), f'"{sha256}"', headers)

    async def thumbnail(self, request: AnyRequest, file: str) -> Response[Any]:
        return await self._look(request, file, "thumbnail")

    async def view(self, request: AnyRequest, file: str) -> Response[Any]:
        return await self._look(request, file, "view")

    async def _look(self, request: AnyRequest, file: str, which: str) -> Response[Any]:
        ctx, known, sha256 = await self._access(request, file)
        if known.width is None:
            raise NotFound(f"{which}: this file is no picture")
        headers = {"Content-Type": RESULT_TYPE, "Content-Disposition": "inline"}
        return await self._send(ctx, request, file, look_name(sha256, which), f'"{sha256}.{which}"', headers)

    async def _access(self, request: AnyRequest, file: str) -> tuple[Context, Attachment, str]:
        ctx = await self._context(request)
        if len(file) > 22:
            raise files.no_such()
        return ctx, *await ctx.read(files.access, file, ctx.me)

    async def _context(self, request: AnyRequest) -> Context:
        caller = await api.caller_of(request, self._door.desk, self._door.used_tokens)
        caller.user  # noqa: B018  (raises for those who are nobody)
        return Context(self._door.desk.services, caller)

    async def _send(
        self, ctx: Context, request: AnyRequest, file: str, name: str, tag: str, headers: dict[str, str]
    ) -> Response[Any]:
        store = ctx.services.cabinet.store
        size = await store.size(name)  # also to say no while it can still be said
        headers = {**SAFE, **headers}
        return downloads.send(store, request, name, size, tag, headers, lambda: check_access(ctx, file))


async def _pieces(request: AnyRequest) -> AsyncIterator[bytes]:
    """Give a body's pieces; a client that goes away in the middle ends it, and what came is kept."""
    try:
        async for piece in request.stream():
            yield piece
    except HTTPException as gone:
        raise Unavailable("body: it broke off") from gone


def _naming_the_version(app: ASGIApp) -> ASGIApp:
    """Return the routes, of which every answer to a client of tus names its version, a refusal too."""

    async def serve(scope: Scope, receive: Receive, send: Send) -> None:
        async def named(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableScopeHeaders.from_message(message)
                headers.setdefault("Tus-Resumable", tus.VERSION)
            await send(message)

        spoken = any(name == b"tus-resumable" for name, _ in scope["headers"])
        await app(scope, receive, named if spoken else send)

    return serve


def _mismatch(_: Request[Any, Any, Any], error: ChecksumMismatch) -> Response[bytes]:
    return errors.answer(error, tus.CHECKSUM_MISMATCH)
