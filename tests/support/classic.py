"""A classic page played by hand: the original's frames and calls, as its Vue front end sends them."""

from __future__ import annotations

import asyncio
import contextlib
import itertools
import json
import time
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from typing import Any, NamedTuple, Protocol

import httpx
from websockets.asyncio.client import ClientConnection, connect
from websockets.exceptions import ConnectionClosed

from tests.support.people import _NO_TLS, SECONDS, Frame
from tests.support.server import Server

ORIGIN = "http://front.example:8080"
_millisecond = itertools.count(int(time.time() * 1000))


class Door(Protocol):
    """Where calls are answered: a server, or one port of it."""

    @property
    def http(self) -> str: ...


class Port(NamedTuple):
    """One port of a server."""

    http: str


class Answer:
    """What a call answered: the status, the envelope and the headers."""

    def __init__(self, response: httpx.Response) -> None:
        self.status = response.status_code
        self.headers = response.headers
        self.content = response.content
        body = response.json() if "json" in response.headers.get("content-type", "") else {}
        self.body: Frame = body
        self.code: int | None = body.get("code")
        self.data: Any = body.get("data")


async def call(server: Door, method: str, path: str, **request: Any) -> Answer:
    """Ask as a page from another origin does: every GET carries a content type."""
    headers = {"Origin": ORIGIN, "Content-Type": "application/json", **request.pop("headers", {})}
    if "files" in request:
        del headers["Content-Type"]
    async with httpx.AsyncClient(base_url=server.http, timeout=30, verify=_NO_TLS) as http:
        return Answer(await http.request(method, path, headers=headers, **request))


async def fetch(server: Door, path: str, **query: Any) -> Answer:
    """GET with a query."""
    return await call(server, "GET", path, params=query)


async def log_in(server: Door, name: str) -> Frame:
    """Log in by name and return the User."""
    answer = await call(server, "POST", "/ws/login", json={"name": name})
    assert (answer.status, answer.code) == (200, 200), answer.body
    user: Frame = answer.data
    return user


class Page:
    """One classic page's socket: everything it was sent, in order."""

    def __init__(self, connection: ClientConnection, user: Frame) -> None:
        self.connection = connection
        self.user = user
        self.frames: list[Frame] = []
        self.confirms = True
        """Whether it confirms what it shows, as the original's page does at once."""
        self._changed = asyncio.Event()
        self.reading: asyncio.Task[None]
        self._ticks = 0

    @property
    def id(self) -> int:
        """The user's id."""
        return int(self.user["user_id"])

    async def say(self, **frame: Any) -> None:
        """Send a frame as front ends do: binary, of UTF-8 JSON."""
        await self.connection.send(json.dumps(frame).encode())

    async def init(self, **more: Any) -> None:
        """Say who this is."""
        await self.say(type="INIT", from_user_id=self.id, message="init", **more)

    async def send(
        self, message: str, *, to: int | None = None, block: int | None = None, **more: Any
    ) -> Frame:
        """Send a MESSAGE and return what was sent."""
        where = {"chat_type": "PTP", "to_user_id": str(to)}
        if block is not None:
            where = {"chat_type": "BLOCK", "block_id": str(block)}
        frame = {
            "type": "MESSAGE",
            "from_user_id": str(self.id),
            "message_id": "-2",
            "message": message,
            "send_time": int(time.time() * 1000),
            "temp_id": str(next(_millisecond)),
            **where,
            **more,
        }
        await self.say(**frame)
        return frame

    async def sent(self, message: str, **where: Any) -> Frame:
        """Send a MESSAGE and return its CONFIRM."""
        frame = await self.send(message, **where)
        return await self.frame(lambda f: f["type"] == "CONFIRM" and f["temp_id"] == frame["temp_id"])

    @property
    def shown(self) -> list[Frame]:
        """Return the MESSAGEs that came, in order."""
        return [frame for frame in self.frames if frame["type"] == "MESSAGE"]

    async def message(self, text: str) -> Frame:
        """Wait for a MESSAGE that holds a text."""
        return await self.frame(lambda f: f["type"] == "MESSAGE" and text in f["message"])

    async def refusal(self) -> Frame:
        """Wait for the answer to something refused."""
        return await self.frame(lambda f: f["type"] == "SYSTEM" and "code" in f)

    async def frame(self, wanted: Callable[[Frame], bool]) -> Frame:
        """Wait for a frame, and return the first there is."""
        await self.until(lambda: any(wanted(frame) for frame in self.frames))
        return next(frame for frame in self.frames if wanted(frame))

    async def until(self, condition: Callable[[], bool]) -> None:
        """Wait for a condition on what came. Raises TimeoutError."""
        async with asyncio.timeout(SECONDS):
            while not condition():
                self._changed.clear()
                await self._changed.wait()

    async def ping(self) -> None:
        """Send a PING and wait for its PONG: everything sent before it has been looked at."""
        self._ticks += 1
        tick = f"tick {self._ticks}"
        await self.say(type="PING", message="ping", from_user_id=str(self.id), tick=tick)
        await self.frame(lambda f: f["type"] == "PONG" and f.get("tick") == tick)

    def cut(self) -> None:
        """Cut the TCP connection; nothing is read any more."""
        self.reading.cancel()
        self.connection.transport.abort()

    async def read(self) -> None:
        """Take in frames until the socket ends."""
        with contextlib.suppress(ConnectionClosed):
            async for payload in self.connection:
                assert isinstance(payload, str), "servers send text frames"
                frame = json.loads(payload)
                self.frames.append(frame)
                self._changed.set()
                if frame["type"] == "MESSAGE" and self.confirms and "chat_type" in frame:
                    await self.say(**{**frame, "type": "CONFIRM"})
        self._changed.set()


@asynccontextmanager
async def page(
    server: Server, user: Frame | str, *, init: bool = True, confirms: bool = True, url: str | None = None
) -> AsyncIterator[Page]:
    """Open a page's socket for somebody, logging them in if it is a name."""
    user = await log_in(server, user) if isinstance(user, str) else user
    address = url or f"ws://127.0.0.1:{server.port}/"
    async with connect(address, origin=ORIGIN, ping_interval=None, close_timeout=1) as connection:  # type: ignore[arg-type]
        opened = Page(connection, user)
        opened.confirms = confirms
        opened.reading = reading = asyncio.create_task(opened.read())
        try:
            if init:
                await opened.init()
                await opened.frame(lambda f: f["type"] == "SYSTEM" and f.get("message") == "join")
            yield opened
        finally:
            reading.cancel()
            with contextlib.suppress(asyncio.CancelledError):
                await reading
