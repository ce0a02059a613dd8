"""Is it alive, can it write, what does it count."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Awaitable, Callable

from litestar import Response, Router, get

from hubbub.domain.limits import Rate, TokenBucket
from hubbub.errors import HubbubError, Unavailable
from hubbub.http import errors

CHECKS = Rate(burst=3, per_second=1)
"""Anybody may ask whether it can write, and each check is a write."""


def router(check_writable: Callable[[], Awaitable[None]], metrics: Callable[[], tuple[bytes, str]]) -> Router:
    """Return ``/healthz``, ``/readyz`` and ``/metrics``."""
    readiness = _Readiness(check_writable)

    @get("/healthz", media_type="text/plain")
    async def alive() -> str:
        """Answer, which is all that is asked."""
        return "ok\n"

    @get("/readyz")
    async def ready() -> Response[bytes]:
        """Answer 200 if the database takes writes, else 503."""
        if (error := await readiness.ask()) is not None:
            return errors.answer(Unavailable(error.message))
        return Response(b"ready\n", media_type="text/plain")

    @get("/metrics")
    async def show() -> Response[bytes]:
        """Answer in Prometheus' format."""
        body, content_type = metrics()
        return Response(body, headers={"Content-Type": content_type})

    return Router(path="/", route_handlers=[alive, ready, show])


class _Readiness:
    """Checks one at a time and not too often; who asks meanwhile shares the outcome."""

    def __init__(self, check: Callable[[], Awaitable[None]]) -> None:
        self._check = check
        self._checks = TokenBucket(CHECKS, time.monotonic)
        self._last: asyncio.Task[HubbubError | None] | None = None

    async def ask(self) -> HubbubError | None:
        """Return why it takes no writes, or None if it does."""
        last = self._last
        if last is None or (last.done() and not self._checks.take()):
            last = self._last = asyncio.create_task(self._outcome())
        return await asyncio.shield(last)  # who hangs up does not end it for the others

    async def _outcome(self) -> HubbubError | None:
        try:
            await self._check()
        except HubbubError as error:
            return error
        return None
