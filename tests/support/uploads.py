"""Files of people: going up by tus, shown instead of sent, and asked for."""

from __future__ import annotations

import base64
import contextlib
import hashlib
import io
import socket
from collections.abc import Iterator
from typing import Any

import httpx
from PIL import Image

from tests.support.people import _NO_TLS, SECONDS, Caller, Frame

TUS = {"Tus-Resumable": "1.0.0"}
OFFSETS = "application/offset+octet-stream"


def picture(width: int = 64, height: int = 48, colour: str = "red") -> bytes:
    """Return a PNG."""
    held = io.BytesIO()
    Image.new("RGB", (width, height), colour).save(held, "PNG")
    return held.getvalue()


async def ask(who: Caller, method: str, path: str, **request: Any) -> httpx.Response:
    """Send a request with somebody's token."""
    headers = {**request.pop("headers", {})}
    if who.token is not None:
        headers["Authorization"] = f"Bearer {who.token}"
    async with httpx.AsyncClient(base_url=who.server.http, timeout=30, verify=_NO_TLS) as http:
        return await http.request(method, path, headers=headers, **request)


async def begin(who: Caller, size: int, name: str = "notes.txt", kind: str = "text/plain") -> httpx.Response:
    """Create an upload."""
    said = f"filename {base64.b64encode(name.encode()).decode()}"
    if kind:
        said += f",filetype {base64.b64encode(kind.encode()).decode()}"
    headers = {**TUS, "Upload-Length": str(size), "Upload-Metadata": said}
    return await ask(who, "POST", "/api/v1/files", headers=headers)


async def append(who: Caller, path: str, offset: int, content: bytes, **headers: str) -> httpx.Response:
    """Send bytes of an upload."""
    known = {**TUS, "Upload-Offset": str(offset), "Content-Type": OFFSETS, **headers}
    return await ask(who, "PATCH", path, headers=known, content=content)


@contextlib.contextmanager
def stalled(who: Caller, path: str, size: int, first: bytes) -> Iterator[socket.socket]:
    """Begin to send an upload of so many bytes, and stop after the first ones without a word.

    The server is taking them by then: it has asked for them (RFC 9110, 10.1.1).
    """
    head = (
        f"PATCH {path} HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer {who.token}\r\n"
        f"Tus-Resumable: 1.0.0\r\nUpload-Offset: 0\r\nContent-Type: {OFFSETS}\r\n"
        f"Content-Length: {size}\r\nExpect: 100-continue\r\n\r\n"
    )
    with socket.create_connection(("127.0.0.1", who.server.port), SECONDS) as connection:
        connection.sendall(head.encode())
        assert connection.recv(1_000) == b"HTTP/1.1 100 Continue\r\n\r\n"
        connection.sendall(first)
        yield connection


async def upload(who: Caller, content: bytes, name: str = "notes.txt", kind: str = "text/plain") -> str:
    """Upload a file and return its id."""
    made = await begin(who, len(content), name, kind)
    assert made.status_code == 201, made.text
    path = made.headers["location"]
    sent = await append(who, path, 0, content)
    assert (sent.status_code, sent.headers["upload-offset"]) == (204, str(len(content))), sent.text
    return str(path.rpartition("/")[2])


def prove(challenge: Frame, content: bytes) -> str:
    """Return the proof of having a content."""
    shown = hashlib.sha256(bytes.fromhex(challenge["nonce"]))
    for part in challenge["ranges"]:
        shown.update(content[part["start"] : part["end"]])
    return shown.hexdigest()
