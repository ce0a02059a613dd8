"""The classic doors together: which requests and sockets are theirs, here and on the original's ports."""

from __future__ import annotations

from collections.abc import Callable, Coroutine, Mapping
from typing import Any, Final, Protocol

from hubbub.classic import http, pictures
from hubbub.classic.clerk import Clerk, Customs
from hubbub.classic.content import PICTURES
from hubbub.classic.http import AnyRequest, Asgi
from hubbub.classic.parlour import Parlour
from hubbub.classic.session import ClassicSession
from hubbub.delivery.follower import Node
from hubbub.domain.addresses import household
from hubbub.services.context import Caller, Services

HTTP_PORT: Final = 3100
UPLOAD_PORT: Final = 5200
PICTURE_PORT: Final = 5700
SOCKET_PORT: Final = 7000
PORTS: Final = (HTTP_PORT, UPLOAD_PORT, PICTURE_PORT, SOCKET_PORT)
"""Where the original listens: calls and socket.io, uploads, pictures, WebSocket."""

SOCKET_PATH: Final = "/"
SECONDS_OF_SILENCE: Final = 7
"""A socket that says nothing for so long is dropped; pages ping every five seconds."""

_AT_UPLOADS: Final = ("/verify", "/upload", "/merge")


class Knock(Protocol):
    """An upgrade, as the gateway hands it over."""

    @property
    def headers(self) -> dict[str, str]: ...
    @property
    def address(self) -> str: ...
    @property
    def port(self) -> int: ...


class Doors:
    """Makes sessions of upgrades and answers the classic requests; all others go on to the ``rest``."""

    def __init__(
        self,
        node: Node,
        services: Services,
        customs: Customs,
        start: Callable[[Coroutine[Any, Any, None]], object],
        send: pictures.Send,
    ) -> None:
        self.clerk = Clerk(services, customs, start)
        self._node = node
        self._services = services
        self._send = send
        self._parlour = Parlour(services.library, start)

    def open(self, knock: Knock) -> ClassicSession:
        """Make the session of an upgrade; INIT will say whose it is."""
        host = knock.headers.get("host", "localhost")
        base = picture_base(knock.headers, knock.port)
        caller = Caller(household(knock.address), knock.headers.get("user-agent", ""))
        return ClassicSession(self._node, caller, self.clerk, self._parlour, base=base, host=_name_of(host))

    def before(self, rest: Asgi) -> Asgi:
        """Return an application that answers classic requests and leaves the others to the rest."""
        classic = http.application(
            self.clerk, _base_of, self._node.hub.tally, pictures.routes(self._services, self._send)
        )

        async def serve(scope: Any, receive: Any, send: Any) -> None:
            if scope["type"] != "http":
                await rest(scope, receive, send)
                return
            port, path = scope["server"][1], scope["path"]
            if port == PICTURE_PORT:
                scope = {**scope, "path": PICTURES + path.lstrip("/"), "raw_path": None}
            if port in PORTS or path.startswith(("/ws/", PICTURES)) or path in _AT_UPLOADS:
                await classic(scope, receive, send)
            else:
                await rest(scope, receive, send)

        return serve


def picture_base(headers: Mapping[str, str], port: int) -> str:
    """Return where a page that reached us by these headers at this port finds pictures."""
    scheme = "https" if headers.get("x-forwarded-proto") == "https" else "http"
    host = headers.get("host", "localhost")
    if port in PORTS:
        return f"{scheme}://{_name_of(host)}:{PICTURE_PORT}/"
    return f"{scheme}://{host}{PICTURES}"


def _base_of(request: AnyRequest) -> str:
    server = request.scope.get("server")
    return picture_base(request.headers, server[1] if server and server[1] else 0)


def _name_of(host: str) -> str:
    """Return a Host header's name without its port; an IPv6 address keeps its brackets."""
    name, colon, port = host.rpartition(":")
    return name if colon and port.isdigit() else host
