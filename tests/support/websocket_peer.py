"""The other end of a gateway's socket, frame by frame, able to do everything wrong."""

from __future__ import annotations

import asyncio
import contextlib
import socket
import time
from collections.abc import AsyncIterator, Callable, Coroutine
from typing import Any

import uvicorn
import uvloop

from hubbub.gateway import Connection, Gateway
from tests.support.echo_server import hello, listen, server

CONTINUATION, TEXT, BINARY, CLOSE, PING, PONG = 0x0, 0x1, 0x2, 0x8, 0x9, 0xA
PATIENCE = 10.0
_HANDSHAKE = {
    "Host": "127.0.0.1",
    "Connection": "Upgrade",
    "Upgrade": "websocket",
    "Sec-WebSocket-Version": "13",
    "Sec-WebSocket-Key": "dGhlIHNhbXBsZSBub25jZQ==",
}


def run(scenario: Coroutine[Any, Any, None]) -> None:
    """Runs a scenario on the event loop of production, with a deadline."""
    uvloop.run(asyncio.wait_for(scenario, 30))


async def until(condition: Callable[[], object], what: str) -> None:
    """Waits for a condition, up to a deadline."""
    deadline = time.monotonic() + PATIENCE
    while not condition():
        assert time.monotonic() < deadline, f"waited in vain until {what}"
        await asyncio.sleep(0.005)


class Recorder:
    """A receiver that remembers."""

    def __init__(self) -> None:
        self.messages: list[tuple[bytes, bool]] = []
        self.ends = 0
        self.connection: Connection

    def connected(self, connection: Connection) -> None:
        self.connection = connection

    def received(self, message: bytes, binary: bool) -> None:
        self.messages.append((message, binary))

    def disconnected(self) -> None:
        self.ends += 1


def frame(
    opcode: int, payload: bytes = b"", *, final: bool = True, rsv: int = 0, masked: bool = True
) -> bytes:
    """A client's frame, right or wrong. The mask is zero: what is masked with it is easy to read."""
    first = (0x80 if final else 0) | rsv << 4 | opcode
    mask = 0x80 if masked else 0
    if len(payload) < 126:
        head = bytes((first, mask | len(payload)))
    elif len(payload) < 65536:
        head = bytes((first, mask | 126)) + len(payload).to_bytes(2, "big")
    else:
        head = bytes((first, mask | 127)) + len(payload).to_bytes(8, "big")
    return head + (bytes(4) if masked else b"") + payload


class Peer:
    """One TCP connection to a gateway."""

    def __init__(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self.reader = reader
        self.writer = writer
        self.status = 0
        self.headers: dict[str, str] = {}

    async def ask(self, path: str = "/", **headers: str | None) -> None:
        """Asks for an upgrade. Headers as keywords replace the usual ones; with None they are left out."""
        given = {name.replace("_", "-").title(): value for name, value in headers.items()}
        usual = {name.title(): value for name, value in _HANDSHAKE.items()}
        lines = [f"{name}: {value}" for name, value in (usual | given).items() if value is not None]
        self.writer.write("\r\n".join([f"GET {path} HTTP/1.1", *lines, "", ""]).encode())
        await self.read_head()

    async def read_head(self) -> None:
        """The head of an HTTP answer."""
        async with asyncio.timeout(PATIENCE):
            head = (await self.reader.readuntil(b"\r\n\r\n")).decode()
        status, *lines = head.split("\r\n")
        self.status = int(status.split()[1])
        self.headers = {name.lower(): value for name, _, value in (line.partition(": ") for line in lines)}

    def send(self, *frames: bytes) -> None:
        """Bytes as they are, in one segment if they fit."""
        self.writer.write(b"".join(frames))

    async def read(self) -> tuple[int, bytes]:
        """The next frame from the server: opcode and payload."""
        async with asyncio.timeout(PATIENCE):
            first, size = await self.reader.readexactly(2)
            assert first & 0x80, "a server of ours never fragments"
            assert size < 128, "a server never masks"
            if size == 126:
                size = int.from_bytes(await self.reader.readexactly(2), "big")
            elif size == 127:
                size = int.from_bytes(await self.reader.readexactly(8), "big")
            return first & 0x7F, await self.reader.readexactly(size)

    async def read_close(self) -> tuple[int | None, str]:
        """The server's close frame, which has to be the next one, and the end of the connection after it."""
        opcode, payload = await self.read()
        assert opcode == CLOSE, (opcode, payload[:40])
        assert await self.rest() == b"", "nothing may follow a close frame"
        return (int.from_bytes(payload[:2], "big") if payload else None), payload[2:].decode()

    async def rest(self) -> bytes:
        """Everything until the server closes the connection."""
        async with asyncio.timeout(PATIENCE):
            return await self.reader.read()

    def leave(self) -> None:
        """Closes the TCP connection without a word."""
        self.writer.close()


class Host:
    """A gateway behind a real uvicorn, and its visitors."""

    def __init__(self, port: int, running: uvicorn.Server) -> None:
        self.port = port
        self.running = running
        self.peers: list[Peer] = []

    async def dial(self, receive_buffer: int | None = None) -> Peer:
        """Connects, and says nothing. ``receive_buffer``: bytes the kernel takes for who does not read."""
        connected = socket.socket()
        if receive_buffer is not None:
            connected.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, receive_buffer)
        connected.setblocking(False)
        await asyncio.get_running_loop().sock_connect(connected, ("127.0.0.1", self.port))
        peer = Peer(*await asyncio.open_connection(sock=connected))
        self.peers.append(peer)
        return peer

    async def upgrade(self, path: str = "/", **headers: str | None) -> Peer:
        """Connects and asks for an upgrade, as :meth:`Peer.ask`."""
        peer = await self.dial()
        await peer.ask(path, **headers)
        return peer


@contextlib.asynccontextmanager
async def serving(
    gateway: Gateway, application: Any = hello, send_buffer: int | None = None
) -> AsyncIterator[Host]:
    """Serves until the end of the block, and leaves no socket open. ``send_buffer``: the kernel's."""
    listener, running = listen(0), server(gateway, application)
    if send_buffer is not None:  # every socket that is accepted has it from this one
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_SNDBUF, send_buffer)
    task = asyncio.create_task(running.serve([listener]))
    host = Host(listener.getsockname()[1], running)
    try:
        await until(lambda: running.started, "uvicorn has started")
        yield host
    finally:
        for peer in host.peers:
            peer.leave()
            with contextlib.suppress(OSError):
                await peer.writer.wait_closed()
        running.should_exit = True
        await task
