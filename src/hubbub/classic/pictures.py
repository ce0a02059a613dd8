"""Classic uploads and pictures: pieces in, joined once their hash holds, and read by that hash.

Nobody says here who they are, so what comes in is readable by whoever knows its MD5, as it was with the
original. Other people's files are not: only what a classic page may be shown has an address here.
"""

from __future__ import annotations

import asyncio
import hashlib
import re
from typing import Any, Final, Protocol

import msgspec
from litestar import Response, post, route
from litestar.handlers import HTTPRouteHandler

from hubbub.blobs.store import blob_name, look_name
from hubbub.classic import forms
from hubbub.classic.http import AnyRequest, answer, detached, json_of
from hubbub.classic.letters import Frame
from hubbub.classic.portraits import portrait
from hubbub.domain.addresses import household
from hubbub.domain.occupancy import Occupancy
from hubbub.errors import BadRequest, NotFound, RateLimited, TooLarge
from hubbub.pictures.studio import RESULT_TYPE
from hubbub.services.contents import collect
from hubbub.services.context import Services
from hubbub.services.files import classic_pieces
from hubbub.storage import classic, contents
from hubbub.storage.transaction import Transaction

PIECE: Final = 10 * 1024 * 1024
MOST_PIECES: Final = 64
MOST_BODY: Final = PIECE + 64 * 1024
MOST_WAITING_BYTES: Final = 4 * 1024**3
"""Bytes that all pieces may have together which nobody has joined yet."""
PIECES_LIVE_MS: Final = 3600 * 1000
MOST_AT_ONCE: Final = 4
"""Pieces that are put into the store at the same time: each is in memory."""
MOST_COMING: Final = 64
"""Pieces that are on their way from one address: each is in a file, however slowly it comes."""
MOST_NAME: Final = 1_024

_MD5 = re.compile(r"[0-9a-fA-F]{32}")
_BY_MD5 = re.compile(r"(?P<md5>[0-9a-f]{32})(?:[^/\\]{0,16})")
_BY_FILE = re.compile(r"(?P<file>[A-Za-z0-9_-]{22})\.[a-z]{1,8}")
_SAFE: Final = {
    "Cache-Control": "public, max-age=31536000, immutable",
    "Content-Security-Policy": "sandbox; default-src 'none'",
    "Cross-Origin-Resource-Policy": "cross-origin",
    "X-Content-Type-Options": "nosniff",
}


class Send(Protocol):
    """Answers with an object of the store, or what a request wants of it."""

    def __call__(
        self, store: Any, request: AnyRequest, name: str, size: int, tag: str, headers: dict[str, str]
    ) -> Response[Any]: ...


def routes(services: Services, send: Send) -> list[HTTPRouteHandler]:
    """Return the routes of uploads and pictures."""
    counter = _Counter(services, send)
    return [
        post("/verify", status_code=200)(detached(counter.verify)),
        post("/upload", status_code=200, request_max_body_size=MOST_BODY)(detached(counter.upload)),
        post("/merge", status_code=200)(detached(counter.merge)),
        route("/images/{name:str}", http_method=["GET", "HEAD"])(detached(counter.picture)),
    ]


class _Counter:
    def __init__(self, services: Services, send: Send) -> None:
        self._services = services
        self._send = send
        self._places = asyncio.Semaphore(MOST_AT_ONCE)
        self._coming: Occupancy[str] = Occupancy(MOST_COMING)
        self._joining: dict[str, asyncio.Lock] = {}

    async def verify(self, request: AnyRequest) -> Response[bytes]:
        md5 = _md5(await json_of(request))
        if await self._read(classic.picture, md5) is not None:
            return _told({"code": 204, "msg": "file exist"})
        return _told({"code": 200, "msg": "need upload"})

    async def upload(self, request: AnyRequest) -> Response[bytes]:
        address = _address(request)
        if not self._coming.enter(address):
            raise RateLimited("chunk: too many at once from this address", retry_after=5)
        try:
            form = await forms.read(request, PIECE)
        finally:
            self._coming.leave(address)
        try:
            await self._keep(_sender(request), form)
        finally:
            await form.piece.close()
        return _told({"code": 200, "msg": "success"})

    async def _keep(self, sender: str, form: forms.Form) -> None:
        md5, place = _md5(form.fields), _place(form.fields)
        async with self._places:
            content = await form.piece.read()
            if not content:
                raise BadRequest("chunk: missing or empty")
            if await self._read(classic.waiting_bytes) + len(content) > MOST_WAITING_BYTES:
                raise RateLimited("chunk: too many pieces wait to be joined", retry_after=60)
            await self._services.cabinet.store.put(_name(md5, sender, place), content)
        until, size = self._services.clock() + PIECES_LIVE_MS, len(content)
        await self._services.log.transact(lambda tx: classic.note_piece(tx, md5, sender, place, size, until))

    async def merge(self, request: AnyRequest) -> Response[bytes]:
        md5, sender = _md5(await json_of(request)), _sender(request)
        lock = self._joining.setdefault(md5, asyncio.Lock())
        try:
            async with lock:
                if await self._read(classic.picture, md5) is None:
                    await self._join(md5, sender)
        finally:
            if not lock.locked():
                self._joining.pop(md5, None)
        return _told({"code": 200, "message": "file merged success"})

    async def _join(self, md5: str, sender: str) -> None:
        places = await self._read(classic.pieces, md5, sender)
        if not places:
            raise BadRequest("fileHash: nothing of it has been uploaded")
        if places != list(range(len(places))):
            raise BadRequest(f"hash: piece {_first_missing(places)} is missing")
        cabinet = self._services.cabinet
        names = [_name(md5, sender, place) for place in places]
        content = await collect(self._services.log, cabinet, names)
        if content.md5 != md5:
            await self._services.log.transact(lambda tx: classic.forget_pieces(tx, md5, sender))
            await cabinet.store.delete(names)
            raise BadRequest("fileHash: the bytes are others")

        def settle(tx: Transaction) -> None:
            contents.keep(tx, content)
            classic.remember_picture(tx, md5, content.hash)
            classic.forget_pieces(tx, md5, sender)

        await self._services.log.transact(settle)
        await cabinet.store.delete(names)

    async def picture(self, request: AnyRequest, name: str) -> Response[Any]:
        if (drawn := portrait(name)) is not None:
            return drawn
        if (found := _BY_MD5.fullmatch(name)) is not None:
            known = await self._read(classic.picture, found["md5"])
            if known is not None:
                media_type = known.media_type or "application/octet-stream"
                kind = "inline" if known.media_type else "attachment"
                return self._answer(request, blob_name(known.hash), known.size, known.hash, media_type, kind)
        if (found := _BY_FILE.fullmatch(name)) is not None:
            known = await self._read(classic.shown_file, found["file"])
            if known is not None and known.media_type is not None:
                look = look_name(known.hash, "view")
                size = await self._services.cabinet.store.size(look)
                return self._answer(request, look, size, f"{known.hash}.view", RESULT_TYPE, "inline")
        raise NotFound("path: no picture is here")

    def _answer(
        self, request: AnyRequest, name: str, size: int, tag: str, media_type: str, kind: str
    ) -> Response[Any]:
        headers = {**_SAFE, "Content-Type": media_type, "Content-Disposition": kind}
        return self._send(self._services.cabinet.store, request, name, size, f'"{tag}"', headers)

    async def _read(self, work: Any, *args: Any) -> Any:
        return await self._services.library.read(work, *args)


def _md5(said: Any) -> str:
    md5 = said.get("fileHash")
    if not isinstance(md5, str) or not _MD5.fullmatch(md5):
        raise BadRequest("fileHash: must be an MD5 in hex")
    name = said.get("filename")
    if not isinstance(name, str) or not name or len(name) > MOST_NAME:
        raise BadRequest(f"filename: must be text of 1 to {MOST_NAME} characters")
    return md5.lower()


def _place(form: Any) -> int:
    """Return which piece it is: ``hash`` is the name, a dash and a number; the name may hold dashes."""
    name, dash, place = str(form.get("hash", "")).rpartition("-")
    if not dash or name != form["filename"] or not place.isascii() or not place.isdigit() or len(place) > 4:
        raise BadRequest("hash: must be <filename>-<index>")
    if int(place) >= MOST_PIECES:
        raise TooLarge(f"hash: at most {MOST_PIECES} pieces")
    return int(place)


def _address(request: AnyRequest) -> str:
    return household(request.client.host) if request.client else ""


def _sender(request: AnyRequest) -> str:
    """Return what keeps apart the pieces of two who send a file of the same hash."""
    return hashlib.sha256(_address(request).encode()).hexdigest()[:16]


def _name(md5: str, sender: str, place: int) -> str:
    return f"{classic_pieces(md5, sender)}{place:020d}"


def _first_missing(places: list[int]) -> int:
    return next(place for place in range(MOST_PIECES + 1) if place not in places)


def _told(body: Frame) -> Response[bytes]:
    return answer(msgspec.json.encode(body), 200)
