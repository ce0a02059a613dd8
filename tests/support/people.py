"""People who talk to a server over real sockets, through either door."""

from __future__ import annotations

import asyncio
import contextlib
import itertools
import json
import ssl
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import asynccontextmanager
from typing import Any, Protocol

import httpx
import msgspec
import pytest
from websockets.asyncio.client import ClientConnection, connect
from websockets.exceptions import ConnectionClosed

from tests.support.server import Server

SECONDS = 20.0
"""How long a condition may take to come true."""

Frame = dict[str, Any]
DOORS = ("http", "websocket")
STATUS = {
    "bad_request": 400,
    "unauthenticated": 401,
    "forbidden": 403,
    "not_found": 404,
    "conflict": 409,
    "too_large": 413,
    "rate_limited": 429,
    "unavailable": 503,
    "internal": 500,
}
"""PROTOCOL, Errors: each code and its HTTP status."""
MSGPACK = "hubbub.v1.msgpack"
_NO_TLS = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
"""Never used; without it httpx reads all the certificates of this machine for every request."""
_serial = itertools.count(1)


def unique(name: str) -> str:
    """Return a name nobody else in this run has."""
    return f"{name}-{next(_serial)}"


class Refused(Exception):
    """A catalogue error, from either door."""

    def __init__(self, error: Frame, status: int | None = None) -> None:
        super().__init__(f"{error.get('code')}: {error.get('message')}")
        self.code: str = error["code"]
        self.message: str = error["message"]
        self.retry_after: float | None = error.get("retry_after")
        self.status = status


class Asker(Protocol):
    """Someone who can ask, through whichever door."""

    async def ask(self, op: str, **fields: Any) -> Frame:
        """Perform an operation and return its answer. Raises Refused."""


class Caller:
    """Someone with a token who asks over HTTP."""

    def __init__(self, server: Server, token: str | None, user: Frame | None) -> None:
        self.server = server
        self.token = token
        self.user = user or {}

    @property
    def id(self) -> int:
        """Their user id."""
        return int(self.user["id"])

    @property
    def name(self) -> str:
        """Their name."""
        return str(self.user["name"])

    async def ask(self, op: str, **fields: Any) -> Frame:
        """Perform an operation over HTTP and return its answer. Raises Refused."""
        response = await self.post(op, json=fields)
        body: Frame = response.json()
        if response.status_code != 200:
            raise Refused(body["error"], response.status_code)
        return body

    async def post(self, op: str, headers: dict[str, str] | None = None, **request: Any) -> httpx.Response:
        """Send any request to an operation's address, with the token, and return the answer as it is."""
        known = {} if self.token is None else {"Authorization": f"Bearer {self.token}"}
        async with httpx.AsyncClient(base_url=self.server.http, timeout=SECONDS, verify=_NO_TLS) as http:
            return await http.post(f"/api/v1/{op}", headers={**known, **(headers or {})}, **request)

    @asynccontextmanager
    async def online(self, **options: Any) -> AsyncIterator[Socket]:
        """Connect with the token."""
        async with open_socket(self.server, token=self.token, **options) as socket:
            yield socket


class Socket:
    """One WebSocket: operations by ``ask``, events kept in the order they came."""

    def __init__(self, connection: ClientConnection) -> None:
        self.connection = connection
        self.hello: Frame = {}
        self.events: list[Frame] = []
        self.frames: list[Frame] = []
        """Everything received, replies too, in order."""
        self._ids = itertools.count(1)
        self._changed = asyncio.Event()
        self._reading: asyncio.Task[None] | None = None
        self._binary = connection.subprotocol == MSGPACK

    def _encode(self, frame: Frame) -> str | bytes:
        return msgspec.msgpack.encode(frame) if self._binary else json.dumps(frame)

    def _decode(self, message: str | bytes) -> Frame:
        assert isinstance(message, bytes) == self._binary, "a frame of the other format"
        frame: Frame = msgspec.msgpack.decode(message) if isinstance(message, bytes) else json.loads(message)
        return frame

    @property
    def user(self) -> Frame:
        """Who the server says they are."""
        return dict(self.hello["user"])

    @property
    def id(self) -> int:
        """Their user id."""
        return int(self.hello["user"]["id"])

    async def begin(self) -> None:
        """Read the hello and go on reading."""
        self.hello = self._decode(await asyncio.wait_for(self.connection.recv(), SECONDS))
        assert self.hello["ev"] == "hello", self.hello
        self._reading = asyncio.create_task(self._read())

    async def _read(self) -> None:
        try:
            async for message in self.connection:
                frame = self._decode(message)
                self.frames.append(frame)
                if "ev" in frame:
                    self.events.append(frame)
                self._wake()
        except ConnectionClosed:
            pass  # with a code that is not 1000: ``closed`` gives it
        finally:
            self._wake()

    def _wake(self) -> None:
        self._changed.set()
        self._changed = asyncio.Event()

    async def send(self, op: str, **fields: Any) -> int:
        """Send an operation without waiting for its reply, and return its id."""
        number = next(self._ids)
        await self.connection.send(self._encode({"op": op, "id": number, **fields}))
        return number

    async def send_raw(self, frame: str | bytes) -> None:
        """Send a frame as it is."""
        await self.connection.send(frame)

    async def reply(self, number: Any) -> Frame:
        """Wait for the reply to an id and return its ``ok``. Raises Refused."""
        frame = await self.frame(lambda frame: "re" in frame and frame["re"] == number)
        if "error" in frame:
            raise Refused(frame["error"])
        return dict(frame["ok"])

    async def ask(self, op: str, **fields: Any) -> Frame:
        """Perform an operation and return its answer. Raises Refused."""
        return await self.reply(await self.send(op, **fields))

    async def frame(self, wanted: Callable[[Frame], bool]) -> Frame:
        """Wait for a frame that is wanted; also one that has come already."""
        await self.until(lambda: any(map(wanted, self.frames)))
        return next(filter(wanted, self.frames))

    def heard(self, ev: str, **fields: Any) -> list[Frame]:
        """Return the events of this kind with these fields that have come so far."""
        return [e for e in self.events if e["ev"] == ev and all(e.get(k) == v for k, v in fields.items())]

    async def event(self, ev: str, **fields: Any) -> Frame:
        """Wait for an event of this kind with these fields."""
        return await self.frame(
            lambda frame: (
                frame.get("ev") == ev and all(frame.get(key) == value for key, value in fields.items())
            )
        )

    async def until(self, condition: Callable[[], bool]) -> None:
        """Wait until a condition on what has come is true. Raises AssertionError in the end."""
        try:
            async with asyncio.timeout(SECONDS):
                while not condition():
                    if self._reading is not None and self._reading.done():
                        raise AssertionError(
                            f"closed with {self.connection.close_code}; had {self.frames[-5:]}"
                        )
                    await self._changed.wait()
        except TimeoutError:
            raise AssertionError(f"waited in vain; had {self.frames[-5:]}") from None

    async def closed(self) -> tuple[int | None, str | None]:
        """Wait until the server has closed, and return code and reason."""
        await asyncio.wait_for(self.connection.wait_closed(), SECONDS + 5)
        return self.connection.close_code, self.connection.close_reason

    async def quiet(self) -> None:
        """Wait until everything the server had for us by now is here: a ping comes back behind it."""
        await self.ask("ping")

    async def close(self) -> None:
        """Say goodbye."""
        await self.connection.close()
        if self._reading is not None:
            await asyncio.gather(self._reading, return_exceptions=True)


@asynccontextmanager
async def open_socket(
    server: Server,
    *,
    name: str | None = None,
    token: str | None = None,
    headers: dict[str, str] | None = None,
    **options: Any,
) -> AsyncIterator[Socket]:
    """Connect by name, by token, or as nobody yet."""
    address = server.ws if name is None else f"{server.ws}?name={name}"
    known = {} if token is None else {"Authorization": f"Bearer {token}"}
    options.setdefault("compression", None)
    async with connect(
        address, additional_headers={**known, **(headers or {})}, max_size=None, **options
    ) as connection:
        socket = Socket(connection)
        await socket.begin()
        try:
            yield socket
        finally:
            await socket.close()


def nobody(server: Server) -> Caller:
    """Return someone without a token."""
    return Caller(server, None, None)


@asynccontextmanager
async def through(door: str, caller: Caller) -> AsyncIterator[Asker]:
    """Let someone ask through one of the DOORS."""
    if door == "http":
        yield caller
        return
    async with caller.online() as socket:
        yield socket


@contextlib.contextmanager
def refused(code: str, *names: str) -> Iterator[None]:
    """Expect an error of this code whose message begins with one of these fields, if any are given."""
    with pytest.raises(Refused) as caught:
        yield
    error = caught.value
    assert error.code == code, error
    assert error.status in (None, STATUS[code]), "the catalogue's status, over HTTP"
    assert not names or error.message.split(":")[0] in names, error


async def register(server: Server, name: str, **fields: Any) -> Caller:
    """Make an account under a name nobody else has."""
    answer = await nobody(server).ask("auth.register", name=unique(name), **fields)
    return Caller(server, answer["token"], answer["user"])


async def people(server: Server, *names: str) -> list[Caller]:
    """Make several accounts."""
    return [await register(server, name) for name in names]


async def group(owner: Caller, *others: Caller, **fields: Any) -> int:
    """Make a group and return its conversation id."""
    fields = {"kind": "group", "name": "a group", **fields}
    answer = await owner.ask("conversation.create", members=[other.id for other in others], **fields)
    return int(answer["conversation"]["id"])
