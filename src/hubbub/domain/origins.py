"""Which pages may talk to us: cross-site WebSocket hijacking is stopped here, before the upgrade.

Browsers send cookies with a WebSocket of any page and apply no same-origin rule to it; only the Origin
header tells them apart.
"""

from __future__ import annotations

import ipaddress
from collections.abc import Iterable
from urllib.parse import urlsplit

_DEFAULT_PORTS = {"http": 80, "https": 443}


class Origins:
    """An exact allow-list, plus the server's own address where that cannot be forged."""

    __slots__ = ("_allowed",)

    def __init__(self, allowed: Iterable[str] = ()) -> None:
        """``allowed``: origins as browsers write them, such as ``https://chat.example``."""
        self._allowed = frozenset(_canonical(origin) for origin in allowed)

    def permits(self, origin: str | None, host: str | None) -> bool:
        """Whether a request with these two headers may go on.

        No Origin: not a browser's page, and then no cookie may count (the endpoint's duty). An origin on an
        IP literal or ``localhost`` that is also the request's own Host is the same site: only a *name* can
        be rebound by DNS to point a stranger's page at us. ``null`` (sandboxed frames, files) is never
        permitted.
        """
        if origin is None:
            return True
        return origin in self._allowed or (host is not None and _is_own_address(origin, host))


def _canonical(origin: str) -> str:
    parts = urlsplit(origin.strip().rstrip("/").lower())
    if parts.scheme not in _DEFAULT_PORTS or not parts.hostname or parts.path + parts.query + parts.fragment:
        raise ValueError(f"{origin!r} is not an origin such as https://chat.example")
    name = f"[{parts.hostname}]" if ":" in parts.hostname else parts.hostname
    port = parts.port
    if port is None or port == _DEFAULT_PORTS[parts.scheme]:
        return f"{parts.scheme}://{name}"
    return f"{parts.scheme}://{name}:{port}"


def _is_own_address(origin: str, host: str) -> bool:
    scheme, separator, authority = origin.lower().partition("://")
    if not separator or scheme not in _DEFAULT_PORTS:
        return False
    ours, theirs = _host_and_port(host.lower(), scheme), _host_and_port(authority, scheme)
    return ours is not None and ours == theirs and _cannot_be_rebound(ours[0])


def _host_and_port(authority: str, scheme: str) -> tuple[str, int] | None:
    if any(character in authority for character in "/?#@\\, \t"):
        return None
    try:
        parts = urlsplit(f"//{authority}")
        return (parts.hostname, parts.port or _DEFAULT_PORTS[scheme]) if parts.hostname else None
    except ValueError:
        return None


def _cannot_be_rebound(host: str) -> bool:
    if host == "localhost":
        return True
    try:
        ipaddress.ip_address(host)
    except ValueError:
        return False
    return True
