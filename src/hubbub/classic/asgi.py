"""Requests and upgrades of call signalling, as ASGI has them: what is read of one, how one is refused."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, MutableMapping
from typing import Any, Final
from urllib.parse import parse_qsl

import msgspec

from hubbub.errors import BadRequest, HubbubError

QUERY_FIELDS: Final = 16

Message = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Message], Awaitable[None]]
Application = Callable[[Any, Any, Any], Awaitable[None]]


def query(scope: Message) -> dict[str, str]:
    """Return the fields of a query; the last of a name counts. Raises ``BadRequest``."""
    try:
        return dict(
            parse_qsl(scope["query_string"].decode(), keep_blank_values=True, max_num_fields=QUERY_FIELDS)
        )
    except ValueError:
        raise BadRequest(f"query: UTF-8, and at most {QUERY_FIELDS} fields") from None


def wants_websocket(scope: Message, query: dict[str, str]) -> bool:
    """Say whether a request is for a WebSocket, by either of the signs that the library goes by."""
    upgrade = dict(scope["headers"]).get(b"upgrade", b"")
    return query.get("transport") == "websocket" or bool(upgrade.lower() == b"websocket")


def with_length(scope: Message, length: int) -> Message:
    """Return a scope that says how long the body is: without, the library reads nothing of one in chunks."""
    headers = [(name, value) for name, value in scope["headers"] if name != b"content-length"]
    return {**scope, "headers": [*headers, (b"content-length", str(length).encode())]}


def replay(body: bytes) -> Receive:
    """Return what receives a body that has been read already."""

    async def receive() -> Message:
        return {"type": "http.request", "body": body, "more_body": False}

    return receive


async def cut_off(receive: Receive) -> None:
    """Return when the peer of a request is gone."""
    while (await receive())["type"] != "http.disconnect":
        pass


async def refuse(scope: Message, send: Send, error: HubbubError) -> None:
    """Answer a request, or an upgrade instead of accepting it, with an error of the catalogue."""
    body = {"code": error.code, "message": error.message}
    headers = [(b"content-type", b"application/json"), (b"cache-control", b"no-store")]
    headers += [
        (b"access-control-allow-origin", value) for name, value in scope["headers"] if name == b"origin"
    ]
    if error.retry_after is not None:
        headers.append((b"retry-after", str(max(1, round(error.retry_after))).encode()))
    kind = "websocket.http.response" if scope["type"] == "websocket" else "http.response"
    await send({"type": f"{kind}.start", "status": error.status, "headers": headers})
    await send({"type": f"{kind}.body", "body": msgspec.json.encode({"error": body})})
