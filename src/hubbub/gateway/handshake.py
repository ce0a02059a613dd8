"""The opening handshake (RFC 6455, section 4.2): from what uvicorn read to values, and to bytes."""

from __future__ import annotations

import binascii
from base64 import b64decode
from collections.abc import Iterable, Sequence
from http import HTTPStatus
from urllib.parse import parse_qsl, unquote

import msgspec

from hubbub.errors import BadRequest, Code

from .upgrade import Refused

_QUERY_FIELDS = 64


class Request(msgspec.Struct, frozen=True):
    """The head of an HTTP request. Header names are lower-case."""

    method: str
    path: str
    query: dict[str, str]
    headers: dict[str, str]


def read(method: str, target: bytes, headers: Iterable[tuple[bytes, bytes]]) -> Request:
    """Makes a :class:`Request` of what the HTTP parser found. Raises ``BadRequest``."""
    path, _, query = target.decode("latin-1").partition("?")
    fields: dict[str, str] = {}
    for name, value in headers:
        key, text = name.decode("latin-1"), value.decode("latin-1")
        fields[key] = f"{fields[key]}{'; ' if key == 'cookie' else ', '}{text}" if key in fields else text
    try:
        pairs = parse_qsl(query, keep_blank_values=True, max_num_fields=_QUERY_FIELDS)
    except ValueError:
        raise BadRequest(f"query: more than {_QUERY_FIELDS} fields") from None
    return Request(method, unquote(path), dict(pairs), fields)


def key_of(request: Request) -> str | Refused:
    """The client's ``Sec-WebSocket-Key``, or why this is no handshake."""
    if request.method != "GET":
        allow = (("Allow", "GET"),)
        return Refused(Code.BAD_REQUEST, "method: an upgrade is a GET", status=405, headers=allow)
    if request.headers.get("sec-websocket-version") != "13":
        return Refused(
            Code.BAD_REQUEST,
            "sec-websocket-version: only 13 is spoken here",
            status=426,
            headers=(("Sec-WebSocket-Version", "13"),),
        )
    key = request.headers.get("sec-websocket-key", "")
    try:
        complete = len(b64decode(key, validate=True)) == 16
    except (binascii.Error, ValueError):
        complete = False
    return key if complete else Refused(Code.BAD_REQUEST, "sec-websocket-key: 16 bytes in base64 are needed")


def offered_subprotocols(request: Request) -> tuple[str, ...]:
    """What the client can speak, best first."""
    offer = request.headers.get("sec-websocket-protocol", "")
    return tuple(name for part in offer.split(",") if (name := part.strip()))


def choose_subprotocol(offered: Sequence[str], spoken: Sequence[str]) -> str | None:
    """The client's favourite among those we speak; with ``None`` the route's default holds."""
    return next((name for name in offered if name in spoken), None)


def refusal(refused: Refused) -> bytes:
    """The whole HTTP answer; the connection is closed after it."""
    status, body = HTTPStatus(refused.http_status), refused.body()
    lines = [
        f"HTTP/1.1 {status.value} {status.phrase}",
        "Content-Type: application/json",
        f"Content-Length: {len(body)}",
        "Cache-Control: no-store",
        "Connection: close",
        *(f"{name}: {value}" for name, value in refused.headers),
    ]
    if refused.retry_after is not None:
        lines.append(f"Retry-After: {max(1, round(refused.retry_after))}")
    return "\r\n".join([*lines, "", ""]).encode("latin-1") + body
