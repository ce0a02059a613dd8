"""The gateway with nothing behind it: every message comes back. For conformance, tests and measurements.

    python -m tests.support.echo_server --port 9001

Prints ``listening on <port>`` when it does; port 0 takes a free one.
"""

from __future__ import annotations

import argparse
import socket
from collections.abc import Awaitable, Callable
from typing import Any, cast

import uvicorn

from hubbub.gateway import Connection, Gateway, GatewayLimits, Receiver, Route, Upgrade
from hubbub.wire import frames

Send = Callable[[dict[str, Any]], Awaitable[None]]


class Echo:
    """Answers each message with itself."""

    connection: Connection

    def connected(self, connection: Connection) -> None:
        self.connection = connection

    def received(self, message: bytes, binary: bool) -> None:
        self.connection.write(frames.binary(message) if binary else frames.text(message))

    def disconnected(self) -> None:
        del self.connection


def echo(upgrade: Upgrade) -> Receiver:
    """An endpoint that lets everybody in."""
    return Echo()


async def hello(scope: dict[str, Any], receive: object, send: Send) -> None:
    """The smallest ASGI application."""
    await send({"type": "http.response.start", "status": 200, "headers": [(b"content-length", b"5")]})
    await send({"type": "http.response.body", "body": b"hello"})


def server(gateway: Gateway, application: Any = hello) -> uvicorn.Server:
    """A uvicorn server with this gateway as its door, and an ASGI application behind it."""
    return uvicorn.Server(
        uvicorn.Config(
            application,
            http=cast(Any, gateway.http_protocol),
            ws="none",
            loop="uvloop",
            lifespan="off",
            log_config=None,
            access_log=False,
        )
    )


def listen(port: int) -> socket.socket:
    """A socket on the loopback address."""
    listener = socket.socket()
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    listener.bind(("127.0.0.1", port))
    listener.listen(2048)
    return listener


def main() -> None:
    """Serves until a signal comes."""
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--port", type=int, default=0)
    arguments.add_argument("--message-limit", type=int, default=GatewayLimits().message)
    arguments.add_argument("--write-buffer", type=int, default=GatewayLimits().write_buffer)
    given = arguments.parse_args()
    limits = GatewayLimits(message=given.message_limit, write_buffer=given.write_buffer, receive_buffer=None)
    gateway = Gateway({"/": Route(echo)}, limits=limits.without_caps())
    listener = listen(given.port)
    print("listening on", listener.getsockname()[1], flush=True)  # noqa: T201 (whoever started it waits for this)
    server(gateway).run([listener])


if __name__ == "__main__":
    main()
