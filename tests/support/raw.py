"""A TCP connection on which bytes are sent as they are, and what servers answer is read strictly."""

from __future__ import annotations

import asyncio
import contextlib
import json
from collections.abc import AsyncIterator, Iterable
from contextlib import asynccontextmanager
from typing import Any, Final

import httptools
import msgspec

from tests.support.arena import DEADLINE, REFUSALS
from tests.support.server import Server

KEY: Final = "dGhlIHNhbXBsZSBub25jZQ=="
BODILESS: Final = (204, 304)


class Closed(Exception):
    """The server has closed the connection where more was to come."""


class HttpAnswer(msgspec.Struct):
    """An HTTP answer, whole."""

    status: int
    headers: dict[str, str]
    body: bytes

    @property
    def json(self) -> Any:
        """The body as JSON."""
        return json.loads(self.body)


def check_answer(answer: HttpAnswer, *, engine_io: bool = False) -> None:
    """Check that nothing is the server's fault, and that what is refused is so in the catalogue's words."""
    assert answer.status < 500, (answer.status, answer.body[:500])
    if answer.status < 400 or not answer.body or engine_io:
        return  # Engine.IO's own refusals are plain text, as the reference's are
    assert answer.headers["content-type"] == "application/json", answer
    refusal = answer.json
    if "error" in refusal:
        assert refusal["error"]["code"] in REFUSALS, refusal
        assert refusal["error"]["message"], refusal
    else:  # a classic page's call
        assert refusal["code"] == answer.status, refusal
        assert refusal["message"], refusal


class Wire:
    """One connection. What it reads has a deadline."""

    def __init__(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self._reader = reader
        self._writer = writer

    async def send(self, slices: Iterable[bytes]) -> None:
        """Send bytes, slice by slice; a peer that has hung up meanwhile is no error."""
        try:
            for piece in slices:
                self._writer.write(piece)
                await self._writer.drain()
        except ConnectionError:
            pass

    def end(self) -> None:
        """Say that nothing more will come; a peer that has hung up already is no error."""
        with contextlib.suppress(OSError):
            self._writer.write_eof()

    async def answer(self, *, to_head: bool = False) -> HttpAnswer:
        """Read an HTTP answer. Raises Closed where it has none, AssertionError for one that is malformed."""
        async with asyncio.timeout(DEADLINE + 5):
            try:
                head = await self._reader.readuntil(b"\r\n\r\n")
            except asyncio.IncompleteReadError as error:
                raise Closed(error.partial) from None
            except ConnectionError:
                raise Closed(b"") from None
            status, headers = _parse(head)
            body = b"" if to_head or status in BODILESS or status < 200 else await self._body(headers)
        return HttpAnswer(status, headers, body)

    async def _body(self, headers: dict[str, str]) -> bytes:
        if "content-length" in headers:
            return await self._reader.readexactly(int(headers["content-length"]))
        if headers.get("transfer-encoding") != "chunked":
            return await self._reader.read()
        body = b""
        while size := int((await self._reader.readline()).split(b";")[0], 16):
            body += await self._reader.readexactly(size)
            assert await self._reader.readexactly(2) == b"\r\n"
        assert await self._reader.readexactly(2) == b"\r\n"
        return body

    async def frame(self) -> tuple[int, bytes]:
        """Read a frame of the server's: opcode and payload. Raises Closed."""
        try:
            async with asyncio.timeout(3 * DEADLINE):  # it may be about a password
                first, size = await self._reader.readexactly(2)
                assert first & 0xF0 == 0x80, "servers of ours neither fragment nor extend"
                assert size < 128, "servers do not mask"
                if size > 125:
                    size = int.from_bytes(await self._reader.readexactly(2 if size == 126 else 8), "big")
                return first & 0x0F, await self._reader.readexactly(size)
        except (asyncio.IncompleteReadError, ConnectionError):
            raise Closed from None

    async def rest(self) -> bytes:
        """Read until the server closes, which it has to."""
        async with asyncio.timeout(DEADLINE + 5):
            try:
                return await self._reader.read()
            except ConnectionError:
                return b""

    async def close(self) -> None:
        """Hang up."""
        self._writer.close()
        with contextlib.suppress(ConnectionError):
            await self._writer.wait_closed()

    async def ask(self, method: str, target: str, body: bytes = b"", **headers: str) -> HttpAnswer:
        """Make a request and read its answer. Headers as keywords, with underscores."""
        named = {"Host": "127.0.0.1", "Content-Length": str(len(body))}
        named |= {name.replace("_", "-").title(): value for name, value in headers.items()}
        lines = [f"{method} {target} HTTP/1.1", *(f"{name}: {value}" for name, value in named.items())]
        await self.send(["\r\n".join([*lines, "", ""]).encode("latin-1", "replace") + body])
        return await self.answer(to_head=method == "HEAD")

    async def upgrade(self, path: str, *headers: str) -> HttpAnswer:
        """Ask for a WebSocket."""
        lines = [
            f"GET {path} HTTP/1.1",
            "Host: 127.0.0.1",
            "Connection: Upgrade",
            "Upgrade: websocket",
            "Sec-WebSocket-Version: 13",
            f"Sec-WebSocket-Key: {KEY}",
            *headers,
        ]
        await self.send(["\r\n".join([*lines, "", ""]).encode("latin-1")])
        return await self.answer()


def _parse(head: bytes) -> tuple[int, dict[str, str]]:
    """Return status and headers, after a stricter parser than ours has agreed."""
    headers: dict[str, str] = {}

    class Reader:
        def on_header(self, name: bytes, value: bytes) -> None:
            key = name.decode("ascii").lower()
            assert key not in headers or key == "set-cookie", f"{key} is said twice"
            headers[key] = value.decode("latin-1")

    parser = httptools.HttpResponseParser(Reader())
    with contextlib.suppress(httptools.HttpParserUpgrade):  # what follows is no HTTP
        parser.feed_data(head)
    return parser.get_status_code(), headers


@asynccontextmanager
async def dialled(server: Server) -> AsyncIterator[Wire]:
    """Connect to a server."""
    wire = Wire(*await asyncio.open_connection("127.0.0.1", server.port, limit=2**24))
    try:
        yield wire
    finally:
        await wire.close()


def client_frame(opcode: int, payload: bytes, *, mask: bytes = bytes(4), final: bool = True) -> bytes:
    """Write a frame as a client has to."""
    size = len(payload)
    if size < 126:
        length = bytes((0x80 | size,))
    else:
        length = (
            bytes((0xFE,)) + size.to_bytes(2, "big")
            if size < 2**16
            else bytes((0xFF,)) + size.to_bytes(8, "big")
        )
    return bytes(((0x80 if final else 0) | opcode,)) + length + mask + masked(payload, mask)


def masked(payload: bytes, mask: bytes) -> bytes:
    """Mask a payload (RFC 6455, 5.3)."""
    if not any(mask):
        return payload
    key = (mask * (len(payload) // 4 + 1))[: len(payload)]
    return (int.from_bytes(payload, "big") ^ int.from_bytes(key, "big")).to_bytes(len(payload), "big")
