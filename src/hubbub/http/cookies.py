"""The session cookie: a token that a browser keeps and no script can read."""

from __future__ import annotations

from typing import Any, Final

from litestar import Request
from litestar.datastructures import Cookie

from hubbub.storage.tokens import LIFETIME_MS

PLAIN: Final = "hubbub_session"
SECURE: Final = "__Host-hubbub_session"
"""Under TLS. The prefix makes browsers refuse it from another host or without Secure (RFC 6265bis, 4.1.3)."""


def made_of(token: str, *, secure: bool) -> Cookie:
    """Return the cookie that holds a token; an empty one takes it away."""
    return Cookie(
        key=SECURE if secure else PLAIN,
        value=token,
        max_age=LIFETIME_MS // 1000 if token else 0,
        path="/",
        httponly=True,
        secure=secure,
        samesite="lax",
    )


def token_in(cookies: dict[str, str]) -> str | None:
    """Return the token that a request's cookies hold."""
    return cookies.get(SECURE) or cookies.get(PLAIN) or None


def is_secure(request: Request[Any, Any, Any]) -> bool:
    """Say whether a request came over TLS, as far as this server or its proxy knows."""
    return request.scope["scheme"] == "https"
