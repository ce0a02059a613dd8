"""A proxy between client and server that does harm: it cuts, delays, goes silent, meddles with frames."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager

from hubbub.wire import frames

Meddle = Callable[[bytes], list[bytes]]
"""What becomes of a message from the server: itself, nothing, or several."""


class Proxy:
    """Forwards connections to a server until it is told to do something else with them."""

    def __init__(self, port: int) -> None:
        self._target = port
        self.port = 0
        self.connections = 0
        """How many have been accepted."""
        self.cuts = 0
        """How many were cut while they were open."""
        self.passed = 0
        """How many bytes have gone to the server."""
        self.black = False
        """A black hole: nothing is forwarded, and nobody is told."""
        self.refusing = False
        """New connections are cut at once."""
        self.delay = 0.0
        """Seconds that everything is late."""
        self.cut_after: int | None = None
        """Bytes from the server after which a connection is cut, in the middle of whatever it is."""
        self.meddle: Meddle | None = None
        self._open: set[asyncio.StreamWriter] = set()
        self._clients: set[asyncio.StreamWriter] = set()
        self._tasks: set[asyncio.Task[None]] = set()

    @property
    def http(self) -> str:
        """The address to connect to instead of the server's."""
        return f"http://127.0.0.1:{self.port}"

    def cut(self) -> None:
        """Cut all connections without a word."""
        for writer in self._open:
            writer.transport.abort()
            self.cuts += writer in self._clients
        self._open.clear()

    async def accept(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """Connect one client through."""
        self.connections += 1
        task = asyncio.current_task()
        assert task is not None
        self._tasks.add(task)
        try:
            if not self.refusing:
                await self._connect_through(reader, writer)
        finally:
            writer.transport.abort()
            self._tasks.discard(task)

    async def _connect_through(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            upstream, downstream = await asyncio.open_connection("127.0.0.1", self._target)
        except OSError:
            return
        self._open |= {writer, downstream}
        self._clients.add(writer)
        try:
            await asyncio.gather(self._forward(reader, downstream), self._forward_meddling(upstream, writer))
        finally:
            downstream.transport.abort()
            self._clients.discard(writer)

    async def _forward(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        with contextlib.suppress(OSError):
            while chunk := await reader.read(65536):
                await self._pass(writer, chunk)
                self.passed += len(chunk)
        self._end(writer)

    async def _forward_meddling(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        left = self.cut_after
        with contextlib.suppress(OSError, asyncio.IncompleteReadError):
            await self._pass(writer, await reader.readuntil(b"\r\n\r\n"))
            while chunk := await (self._frame(reader) if self.meddle else reader.read(65536)):
                if left is not None and len(chunk) >= left:
                    await self._pass(writer, chunk[:left])
                    self.cuts += 1
                    break
                left = None if left is None else left - len(chunk)
                await self._pass(writer, chunk)
        self._end(writer)

    async def _pass(self, writer: asyncio.StreamWriter, chunk: bytes) -> None:
        if self.delay:
            await asyncio.sleep(self.delay)
        if not self.black:
            writer.write(chunk)
            await writer.drain()

    def _end(self, writer: asyncio.StreamWriter) -> None:
        self._open.discard(writer)
        if not self.black:
            writer.close()

    async def _frame(self, reader: asyncio.StreamReader) -> bytes:
        """Read a frame of the server's (unmasked, whole) and return what becomes of it, framed."""
        head = await reader.readexactly(2)
        size = head[1] & 0x7F
        extended = b""
        if size >= 126:
            extended = await reader.readexactly(2 if size == 126 else 8)
            size = int.from_bytes(extended, "big")
        payload = await reader.readexactly(size)
        if head[0] != 0x81 or self.meddle is None:
            return head + extended + payload
        made = b"".join(map(frames.text, self.meddle(payload)))
        return made or frames.pong()  # an empty chunk would be the end

    async def close(self) -> None:
        """Let go of everything."""
        self.cut()
        for task in list(self._tasks):
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)


@asynccontextmanager
async def between(port: int) -> AsyncIterator[Proxy]:
    """Give a proxy in front of a server's port."""
    proxy = Proxy(port)
    listener = await asyncio.start_server(proxy.accept, "127.0.0.1", 0)
    proxy.port = listener.sockets[0].getsockname()[1]
    try:
        yield proxy
    finally:
        listener.close()
        await proxy.close()
