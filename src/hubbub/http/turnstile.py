"""Turning logins away before anything is done for them, while no more passwords can be looked at.

The whole way of a request costs the event loop more than twice what its refusal does, and where people log in
by the hundreds a second nearly all are refused. Whoever comes by a name alone is not.
"""

from __future__ import annotations

from typing import Any, Final

from litestar.config.cors import CORSConfig
from litestar.types import ASGIApp, Receive, Scope, Send

from hubbub.delivery.tally import Tally
from hubbub.domain.addresses import household
from hubbub.http import errors
from hubbub.http.api import PREFIX
from hubbub.services.passwords import Passwords

PATHS: Final = frozenset(f"{PREFIX}/auth.{verb}" for verb in ("login", "register", "password"))
_PASSWORD: Final = b'"password"'
LARGEST: Final = 4 * 1024
"""Bytes of a body that is looked into; whoever sends a larger one goes the usual way."""


class Turnstile:
    """Stands before the routes, to which no WebSocket leads."""

    def __init__(
        self, inside: ASGIApp, passwords: Passwords, tally: Tally, cors: CORSConfig | None = None
    ) -> None:
        self._inside = inside
        self._passwords = passwords
        self._tally = tally
        self._cors = cors

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["path"] not in PATHS or not self._passwords.is_full_for(_address(scope)):
            await self._inside(scope, receive, send)
            return
        first = await receive()
        if _asks_for_a_hash(scope, first):
            await self._refuse(scope, send)
            return
        await self._inside(scope, _again(first, receive), send)

    async def _refuse(self, scope: Scope, send: Send) -> None:
        error = self._passwords.refusal()
        self._tally.refusals[error.code.value] += 1
        refusal = errors.answer(error)
        headers = [(name.lower().encode(), value.encode()) for name, value in refusal.headers.items()]
        start: Any = {
            "type": "http.response.start",
            "status": refusal.status_code,
            "headers": [
                *headers,
                *self._for_a_page_of(dict(scope["headers"]).get(b"origin")),
                (b"content-type", b"application/json"),
                (b"content-length", str(len(refusal.content)).encode()),
                (b"connection", b"close"),
            ],
        }
        await send(start)
        await send({"type": "http.response.body", "body": refusal.content, "more_body": False})

    def _for_a_page_of(self, origin: bytes | None) -> list[tuple[bytes, bytes]]:
        """Return what lets a page of an allowed origin read the refusal, which else looks like no network."""
        if origin is None or self._cors is None or not self._cors.is_origin_allowed(origin.decode("latin-1")):
            return []
        return [
            (b"access-control-allow-origin", origin),
            (b"access-control-allow-credentials", b"true"),
            (b"vary", b"Origin"),
        ]


def _address(scope: Any) -> str:
    client = scope.get("client")
    return household(client[0]) if client else ""


def _asks_for_a_hash(scope: Any, first: Any) -> bool:
    body: bytes = first.get("body", b"")
    whole = first["type"] == "http.request" and not first.get("more_body", False)
    return bool(scope["method"] == "POST" and whole and len(body) <= LARGEST and _PASSWORD in body)


def _again(first: Any, receive: Receive) -> Receive:
    """Return what gives a message that was received already, and then those that come."""
    waiting = [first]

    async def give() -> Any:
        return waiting.pop() if waiting else await receive()

    return give
