"""A line between a browser and its server that can be made slow and cut, in a thread of its own."""

from __future__ import annotations

import asyncio
import contextlib
import copy
import threading
from collections.abc import Iterator

from tests.support.proxy import Proxy, between
from tests.support.server import Server

SLOW_SECONDS = 0.02
"""What a piece of at most 64 KiB is late."""


class Line:
    """A proxy for those who do not live in its event loop."""

    def __init__(self, server: Server, proxy: Proxy, loop: asyncio.AbstractEventLoop) -> None:
        self.server = copy.copy(server)
        """The server as it looks from this side."""
        self.server.port = proxy.port
        self._proxy = proxy
        self._loop = loop

    @property
    def passed(self) -> int:
        """How many bytes have gone to the server."""
        return self._proxy.passed

    def slow_down(self) -> None:
        """Let everything be late from now on."""
        self._proxy.delay = SLOW_SECONDS

    def cut(self) -> None:
        """Cut every connection, and be as quick as before for those that come."""
        self._proxy.delay = 0.0
        self._loop.call_soon_threadsafe(self._proxy.cut)


@contextlib.contextmanager
def cutting(server: Server) -> Iterator[Line]:
    """Give such a line to a server."""
    made: list[Line] = []
    ready, over = threading.Event(), threading.Event()

    async def live() -> None:
        async with between(server.port) as proxy:
            made.append(Line(server, proxy, asyncio.get_running_loop()))
            ready.set()
            await asyncio.to_thread(over.wait)

    thread = threading.Thread(target=asyncio.run, args=(live(),))
    thread.start()
    try:
        assert ready.wait(10), "there is no line"
        yield made[0]
    finally:
        over.set()
        thread.join(10)
