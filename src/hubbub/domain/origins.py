"""Which web pages may talk to this server: an exact list, and pages it serves itself.

A page's Origin is what a browser says of it and no page can forge (RFC 6454). Comparing it with
the Host header alone would let a rebound DNS name in: only a Host that is an IP address or
localhost, which no attacker's name can pretend to be, vouches for itself.
"""

from __future__ import annotations

import ipaddress
from urllib.parse import urlsplit


class Origins:
    """An allow-list of origins such as ``https://chat.example.org``."""

    __slots__ = ("_allowed",)

    def __init__(self, allowed: frozenset[str]) -> None:
        self._allowed = frozenset(origin.lower() for origin in allowed)

    def allows(self, origin: str, host: str) -> bool:
        """Say whether a page of this origin may talk to the server it reached as ``host``."""
        origin = origin.lower()
        if origin in self._allowed:
            return True
        scheme, separator, authority = origin.partition("://")
        return (
            scheme in ("http", "https")
            and bool(separator)
            and authority == host.lower()
            and _is_address(host)
        )


def _is_address(authority: str) -> bool:
    try:
        host = urlsplit(f"//{authority}").hostname or ""
        return host == "localhost" or bool(ipaddress.ip_address(host))
    except ValueError:
        return False
