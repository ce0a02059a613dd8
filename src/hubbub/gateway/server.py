"""The gateway: every WebSocket of the process, who may open one, and how they all end.

Give :meth:`Gateway.http_protocol` to uvicorn as its ``http`` setting; requests that do not upgrade go to
the ASGI application as ever.
"""

from __future__ import annotations

import asyncio
import logging
import math
import socket
import time
from collections import Counter
from collections.abc import Iterable, Mapping
from typing import Any

from uvicorn.config import Config
from uvicorn.server import ServerState

from hubbub.domain.addresses import household
from hubbub.domain.limits import Seconds
from hubbub.domain.occupancy import Occupancy
from hubbub.domain.origins import Origins
from hubbub.errors import Code, HubbubError

from . import handshake
from .address import Proxies, peer_address
from .connection import Connection
from .door import Door
from .framing import CloseCode
from .heartbeat import DeadlineWheel, Sweeper
from .limits import GatewayLimits
from .parser import attach
from .upgrade import Refused, Route, Upgrade

log = logging.getLogger(__name__)

RETURNS_A_SECOND = 750
"""What one process takes back with ease, beside the talk."""
SHORTEST_SPREAD = 2
LONGEST_SPREAD = 60
_SLACK = 2.0  # beyond the peers' grace, for aborted sockets to be reported as gone


class Gateway:
    """All connections of the process. One event loop, one timer."""

    def __init__(
        self,
        routes: Mapping[str, Route],
        *,
        limits: GatewayLimits | None = None,
        origins: Origins | None = None,
        proxies: Iterable[str] = (),
        left_to_asgi: Iterable[str] = (),
        ports: Mapping[int, Route] | None = None,
        clock: Seconds = time.monotonic,
        slot: float = 0.25,
    ) -> None:
        """``origins``: the pages that may connect; ``proxies``: whose ``X-Forwarded-For`` is believed;
        ``left_to_asgi``: the paths whose upgrades go to the ASGI application, if uvicorn has a ``ws``.
        """
        self.routes = dict(routes)
        self.limits = limits or GatewayLimits()
        self.wheel = DeadlineWheel(clock, slot)
        self.opened = 0
        self.refused: Counter[Code] = Counter()
        self.closed: Counter[int] = Counter()
        """For the metrics, as ``connections`` is: upgrades, refusals by code, closes by close code."""
        self._origins = origins or Origins()
        self._proxies = Proxies(proxies)
        self._left_to_asgi = frozenset(left_to_asgi)
        self._ports = dict(ports or {})
        """What answers at every path of a port."""
        self._sweeper = Sweeper(self.wheel)
        self._open: set[Connection] = set()
        self._addresses: Occupancy[str] = Occupancy(self.limits.connections_per_address)
        self._visitors: Occupancy[str] = Occupancy(self.limits.http_per_address)
        self._draining = False
        self._empty = asyncio.Event()
        self._servers: set[ServerState] = set()

    @property
    def connections(self) -> int:
        """How many sockets are open."""
        return len(self._open)

    @property
    def buffered(self) -> int:
        """Bytes written and not yet taken by the kernel, over all sockets."""
        return sum(connection.buffered for connection in self._open)

    # -- uvicorn's side

    def enter(self, transport: asyncio.Transport) -> str | Refused:
        """Counts a socket that was accepted, under the name given back to :meth:`leave`, or says why not."""
        peer = peer_address(transport)
        if self._proxies.trusts(peer):
            return ""
        address = household(peer)
        if self._visitors.enter(address):
            return address
        refused = Refused(Code.RATE_LIMITED, "too many connections from this address", retry_after=10)
        self.refused[refused.code] += 1
        return refused

    def leave(self, visitor: str) -> None:
        """The socket has ended, or has become a WebSocket."""
        if visitor:
            self._visitors.leave(visitor)

    def http_protocol(
        self,
        config: Config,
        server_state: ServerState,
        app_state: dict[str, Any],
        _loop: asyncio.AbstractEventLoop | None = None,
    ) -> Door:
        """uvicorn's ``http`` setting: makes the protocol of one accepted socket."""
        return Door(self, config, server_state, app_state, _loop)

    def shutdown(self) -> None:
        """uvicorn stops: it asks all that is in ``connections`` to end and waits until there is nothing left.

        The gateway is one entry there for all of its sockets.
        """
        self.begin_drain()

    def leaves(self, target: bytes) -> bool:
        """Whether upgrades to this request target go to the ASGI application. All others are ours."""
        return target.partition(b"?")[0].decode("latin-1") in self._left_to_asgi

    def admit(
        self,
        transport: asyncio.Transport,
        method: str,
        target: bytes,
        headers: list[tuple[bytes, bytes]],
        server_state: ServerState,
    ) -> Refused | None:
        """Answers an upgrade with 101 and takes the socket over, or gives the reason why not."""
        try:
            refused = self._try_to_admit(transport, handshake.read(method, target, headers))
        except HubbubError as error:
            refused = Refused.because(error)
        except Exception:
            log.exception("an upgrade failed")
            refused = Refused(Code.INTERNAL, "the upgrade failed")
        if refused is not None:
            self.refused[refused.code] += 1
        else:
            server_state.connections.add(self)  # type: ignore[arg-type]  # it only ever calls shutdown()
            self._servers.add(server_state)
        return refused

    # -- the end of all

    @property
    def restart_within(self) -> int:
        """Seconds over which those who are connected now should spread their return."""
        spread = math.ceil(len(self._open) / RETURNS_A_SECOND)
        return min(max(spread, SHORTEST_SPREAD), LONGEST_SPREAD)

    async def drain(self, restart_within: float | None = None, grace: float | None = None) -> None:
        """Refuses upgrades from now on, closes every connection with 1012, and returns when all are gone.

        Clients are told to come back at a random time within ``restart_within`` seconds: the more they are
        the longer, unless it is given. Peers that do not
        answer in ``grace`` seconds (``close_grace`` unless given) are cut off, so this takes that long at
        most, and a slot.
        """
        self.begin_drain(restart_within)
        grace = self.limits.close_grace if grace is None else grace
        if not await self._emptied(grace):
            self.abort_all()
            await self._emptied(_SLACK)

    def begin_drain(self, restart_within: float | None = None) -> None:
        """The first half of :meth:`drain`: refuses upgrades and starts every closing handshake."""
        self._draining = True
        seconds = self.restart_within if restart_within is None else restart_within
        self.close_all(CloseCode.RESTARTING, str(round(seconds)))

    def close_all(self, code: int, reason: str = "") -> None:
        """Starts the closing handshake on every connection."""
        for connection in list(self._open):
            connection.close(code, reason)

    def abort_all(self) -> None:
        """Cuts every socket."""
        for connection in list(self._open):
            connection.abort()

    # -- a connection's side

    def note_close(self, code: int) -> None:
        """Counts a close."""
        self.closed[code] += 1

    def forget(self, connection: Connection) -> None:
        """The socket is gone: its place is free."""
        self._open.discard(connection)
        self._addresses.leave(household(connection.address))
        if not self._open:
            self._empty.set()
            for server in self._servers:
                server.connections.discard(self)

    # -- admission

    def _try_to_admit(self, transport: asyncio.Transport, request: handshake.Request) -> Refused | None:
        if self._draining:
            return Refused(Code.UNAVAILABLE, "the server is leaving", retry_after=1)
        port = _port_of(transport)
        route = self._ports.get(port) or self.routes.get(request.path)
        if route is None:
            return Refused(Code.NOT_FOUND, "no WebSocket is served here")
        key = handshake.key_of(request)
        if isinstance(key, Refused):
            return key
        origin = request.headers.get("origin")
        if not route.any_origin and not self._origins.permits(origin, request.headers.get("host")):
            return Refused(Code.FORBIDDEN, "this origin is not allowed")
        address = self._proxies.client(peer_address(transport), request.headers)
        if self.limits.connections is not None and len(self._open) >= self.limits.connections:
            return Refused(Code.RATE_LIMITED, "the server is full", retry_after=10)
        if not self._addresses.enter(household(address)):
            return Refused(Code.RATE_LIMITED, "too many connections from this address", retry_after=10)
        refused: Refused | None = Refused(Code.INTERNAL, "the upgrade failed")
        try:
            refused = self._open_connection(transport, route, request, address, origin, key)
        finally:
            if refused is not None:
                self._addresses.leave(household(address))
        return refused

    def _open_connection(
        self, transport: asyncio.Transport, route: Route, request: handshake.Request,
        address: str, origin: str | None, key: str,
    ) -> Refused | None:  # fmt: skip
        offered = handshake.offered_subprotocols(request)
        subprotocol = handshake.choose_subprotocol(offered, route.subprotocols)
        receiver = route.endpoint(
            Upgrade(
                path=request.path,
                query=request.query,
                headers=request.headers,
                address=address,
                port=_port_of(transport),
                origin=origin,
                subprotocols=offered,
                subprotocol=subprotocol,
            )
        )
        if isinstance(receiver, Refused):
            return receiver
        connection = Connection(transport, receiver, self, address, route.heartbeat)
        self._bound_buffers(transport)
        self._open.add(connection)
        try:
            attach(transport, connection, key=key, subprotocol=subprotocol, limit=self.limits.message)
        except BaseException:
            self._open.discard(connection)
            raise
        self._empty.clear()
        self.opened += 1
        return None

    def _bound_buffers(self, transport: asyncio.Transport) -> None:
        transport.set_write_buffer_limits(high=self.limits.write_buffer)
        if self.limits.receive_buffer is not None:
            connected: socket.socket = transport.get_extra_info("socket")
            connected.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, self.limits.receive_buffer)

    async def _emptied(self, seconds: float) -> bool:
        if not self._open:
            return True
        try:
            await asyncio.wait_for(self._empty.wait(), seconds)
        except TimeoutError:
            return False
        return True


def _port_of(transport: asyncio.Transport) -> int:
    """Return our own port; a Unix socket has none."""
    name = transport.get_extra_info("sockname")
    return int(name[1]) if isinstance(name, tuple) else 0
