"""Whose connection it is: the peer's address, or what a trusted proxy says it is.

uvicorn's own ``proxy_headers`` works on ASGI scopes, which an upgrade never becomes, so the rule is
applied here.
"""

from __future__ import annotations

import asyncio
import ipaddress
from collections.abc import Iterable, Mapping

LOCAL_SOCKET = "unix"
"""The address of a peer on a Unix socket."""


class Proxies:
    """The networks whose ``X-Forwarded-For`` is believed. None by default: anyone can write a header."""

    __slots__ = ("_networks",)

    def __init__(self, trusted: Iterable[str] = ()) -> None:
        self._networks = tuple(ipaddress.ip_network(network, strict=False) for network in trusted)

    def client(self, peer: str, headers: Mapping[str, str]) -> str:
        """The address nearest to the client that was written by somebody trusted."""
        address = peer
        hops = headers.get("x-forwarded-for", "").split(",") if self._networks else []
        while hops and self.trusts(address):
            address = hops.pop().strip() or address
        return address

    def trusts(self, address: str) -> bool:
        """Whether this is one of them."""
        if not self._networks:
            return False
        try:
            parsed = ipaddress.ip_address(address)
        except ValueError:
            return False
        return any(parsed in network for network in self._networks)


def peer_address(transport: asyncio.BaseTransport) -> str:
    """The address at the other end of the socket."""
    peer = transport.get_extra_info("peername")
    return str(peer[0]) if isinstance(peer, tuple) else LOCAL_SOCKET
