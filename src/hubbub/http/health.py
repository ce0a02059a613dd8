"""Is it alive, can it write, what does it count."""

from __future__ import annotations

from collections.abc import Awaitable, Callable

from litestar import Response, Router, get

from hubbub.errors import HubbubError, Unavailable
from hubbub.http import errors


def router(check_writable: Callable[[], Awaitable[None]], metrics: Callable[[], tuple[bytes, str]]) -> Router:
    """Return ``/healthz``, ``/readyz`` and ``/metrics``."""

    @get("/healthz", media_type="text/plain")
    async def alive() -> str:
        """Answer, which is all that is asked."""
        return "ok\n"

    @get("/readyz")
    async def ready() -> Response[bytes]:
        """Answer 200 if the database takes writes, else 503."""
        try:
            await check_writable()
        except HubbubError as error:
            return errors.answer(Unavailable(error.message))
        return Response(b"ready\n", media_type="text/plain")

    @get("/metrics")
    async def show() -> Response[bytes]:
        """Answer in Prometheus' format."""
        body, content_type = metrics()
        return Response(body, media_type=content_type)

    return Router(path="/", route_handlers=[alive, ready, show])
