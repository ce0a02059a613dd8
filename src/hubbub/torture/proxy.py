"""A TCP proxy that does harm: it passes bytes between people and the server, until a fault hits a link.

It knows nothing of frames. What it holds back stays in order; what it drops ends the connection, as with TCP.
"""

from __future__ import annotations

import asyncio
import random
import socket
import struct
from collections import deque
from collections.abc import Callable
from typing import Any, Final, cast

from hubbub.torture.faults import Fault, Kind

_RST_ON_CLOSE: Final = struct.pack("ii", 1, 0)
_SLOWEST: Final = 0.4
"""Seconds that a delayed chunk takes at most."""
_MOST_PIECES: Final = 60


class Pipe(asyncio.Protocol):
    """One end of a link, and the way from it to the other end."""

    def __init__(self, link: Link) -> None:
        self._link = link
        self.transport: asyncio.Transport | None = None
        self.peer: Pipe | None = None
        self.latency = 0.0
        self.pieces = 0
        self.torn: float | None = None
        self._queue: deque[tuple[float, bytes]] = deque()
        self._draining = False
        self._holes = 0
        self._full = False

    # asyncio calls these

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self.transport = cast(asyncio.Transport, transport)
        raw: socket.socket | None = transport.get_extra_info("socket")
        if raw is not None:
            raw.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self._link.opened(self)

    def data_received(self, data: bytes) -> None:
        if self.torn is not None:
            self._tear(data)
        elif self.latency or self.pieces or self._queue or self.peer is None:
            self._hold(data)
        else:
            self.peer.write(data)

    def pause_writing(self) -> None:
        if self.peer is not None:
            self.peer.fill(True)

    def resume_writing(self) -> None:
        if self.peer is not None:
            self.peer.fill(False)

    def connection_lost(self, error: Exception | None) -> None:
        self._link.ended(reset=error is not None)

    @property
    def open(self) -> bool:
        """Whether it can be written to."""
        return self.transport is not None and not self.transport.is_closing()

    def write(self, data: bytes) -> None:
        """Send something out at this end, if it still can be."""
        if self.transport is not None and not self.transport.is_closing():
            self.transport.write(data)

    def join(self, peer: Pipe) -> None:
        """Know the other end from now on, and pass on what has been held for it."""
        self.peer = peer
        self._draining = True
        self._drain()

    # What faults do

    def hole(self, open_: bool) -> None:
        """Let nothing through from here; several holes may overlap."""
        self._holes += 1 if open_ else -1
        self._steer()

    def fill(self, full: bool) -> None:
        """The other end takes no more for now."""
        self._full = full
        self._steer()

    def _steer(self) -> None:
        if self.transport is None or self.transport.is_closing():
            return
        reading = self.transport.is_reading()
        wanted = not self._holes and not self._full
        if reading and not wanted:
            self.transport.pause_reading()
        elif wanted and not reading:
            self.transport.resume_reading()

    def _hold(self, data: bytes) -> None:
        due = asyncio.get_running_loop().time() + self.latency
        size = max(1, -(-len(data) // self.pieces)) if self.pieces else len(data)
        for start in range(0, len(data), size):
            self._queue.append((due, data[start : start + size]))
        if not self._draining and self.peer is not None:
            self._draining = True
            self._drain()

    def _drain(self) -> None:
        """Write one piece a turn, so that each is a segment of its own."""
        if not self._queue or self.peer is None or not self.peer.open:
            self._draining = False
            return
        loop = asyncio.get_running_loop()
        due, piece = self._queue[0]
        if due <= loop.time():
            self._queue.popleft()
            self.peer.write(piece)
            loop.call_soon(self._drain)
        else:
            loop.call_at(due, self._drain)

    def _tear(self, data: bytes) -> None:
        assert self.torn is not None
        part, self.torn = data[: int(len(data) * self.torn)], 0.0
        if self.peer is not None and part and not self._queue:  # nothing may overtake what is held back
            self.peer.write(part)
        # The kernel takes a moment to send it, and an RST would take it back.
        asyncio.get_running_loop().call_later(0.02, self._link.reset)


class Link:
    """A client's connection, and the one made for it to the server."""

    def __init__(self, proxy: Proxy) -> None:
        self._proxy = proxy
        self.near, self.far = Pipe(self), Pipe(self)
        self._connecting: asyncio.Task[Any] | None = None
        self._over = False

    def opened(self, pipe: Pipe) -> None:
        """One end is connected; the client's is first, and what it says is held until the server's is."""
        if pipe is self.near:
            self._proxy.links[self] = None
            self._connecting = asyncio.get_running_loop().create_task(self._connect())

    async def _connect(self) -> None:
        loop = asyncio.get_running_loop()
        try:
            await loop.create_connection(lambda: self.far, *self._proxy.target)
        except OSError:
            self.reset()
            return
        if self._over:
            self._abort(self.far)
            return
        self.near.join(self.far)
        self.far.join(self.near)

    def ended(self, *, reset: bool) -> None:
        """One end is gone: the other goes the same way."""
        if reset:
            self.reset()
        else:
            self.close()

    def reset(self) -> None:
        """Send an RST to both ends."""
        self._finish()
        for pipe in (self.near, self.far):
            self._abort(pipe)

    def close(self) -> None:
        """Send a FIN to both ends, behind what is still to be written."""
        self._finish()
        for pipe in (self.near, self.far):
            if pipe.transport is not None:
                pipe.transport.close()

    def _finish(self) -> None:
        self._over = True
        self._proxy.links.pop(self, None)

    @staticmethod
    def _abort(pipe: Pipe) -> None:
        if pipe.transport is None or pipe.transport.is_closing():
            return
        raw: socket.socket | None = pipe.transport.get_extra_info("socket")
        if raw is not None:
            raw.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, _RST_ON_CLOSE)
        pipe.transport.abort()

    def suffer(self, fault: Fault) -> None:
        """Be hit by a fault."""
        match fault.kind:
            case Kind.RESET:
                self.reset()
            case Kind.CLOSE:
                self.close()
            case Kind.TEAR:
                (self.near if fault.kills else self.far).torn = fault.severity
            case Kind.DELAY:
                self._for_a_while(
                    fault, self._set("latency", fault.severity * _SLOWEST), self._set("latency", 0.0)
                )
            case Kind.SLICE:
                pieces = 2 + int(fault.severity * _MOST_PIECES)
                self._for_a_while(fault, self._set("pieces", pieces), self._set("pieces", 0))
            case Kind.HOLE_UP:
                self._hole(fault, self.near)
            case Kind.HOLE_DOWN:
                self._hole(fault, self.far)
            case Kind.HOLE:
                self._hole(fault, self.near, self.far)

    def _set(self, what: str, value: float) -> Callable[[], None]:
        def both() -> None:
            setattr(self.near, what, value)
            setattr(self.far, what, value)

        return both

    def _hole(self, fault: Fault, *pipes: Pipe) -> None:
        def fall() -> None:
            for pipe in pipes:
                pipe.hole(True)

        def rise() -> None:
            if fault.kills:
                self.reset()
            for pipe in pipes:
                pipe.hole(False)

        self._for_a_while(fault, fall, rise)

    def _for_a_while(self, fault: Fault, begin: Callable[[], None], end: Callable[[], None]) -> None:
        begin()
        asyncio.get_running_loop().call_later(fault.seconds, end)


class Proxy:
    """Listens on a port of its own and passes everything on to a target."""

    def __init__(self, target: tuple[str, int]) -> None:
        self.target = target
        self.links: dict[Link, None] = {}
        self.port = 0
        self._server: asyncio.Server | None = None

    async def start(self) -> None:
        """Listen."""
        loop = asyncio.get_running_loop()
        self._server = await loop.create_server(lambda: Link(self).near, "127.0.0.1", 0, backlog=1024)
        self.port = self._server.sockets[0].getsockname()[1]

    def strike(self, fault: Fault, dice: random.Random) -> int:
        """Hit as many links as the fault says, chosen by dice, and return how many."""
        links = list(self.links)
        if not links:
            return 0
        hit = dice.sample(links, max(1, round(len(links) * fault.share)))
        for link in hit:
            link.suffer(fault)
        return len(hit)

    async def close(self) -> None:
        """Listen no more, and end what is open."""
        if self._server is not None:
            self._server.close()
        for link in list(self.links):
            link.reset()
