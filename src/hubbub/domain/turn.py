"""Passwords for TURN relays that end by themselves.

The scheme of draft-uberti-behave-turn-rest-00, which coturn calls ``use-auth-secret``: the name says
until when it is good and for whom, and the password proves that it comes from someone who has the secret.
"""

from __future__ import annotations

import base64
import hmac
from typing import Final

from hubbub.domain.calls import IceServer

LIFETIME_SECONDS: Final = 3_600
SCHEMES: Final = ("stun:", "stuns:", "turn:", "turns:")


def needs_secret(url: str) -> bool:
    """Say whether the server at a URL of one of the SCHEMES asks who comes: relays do."""
    return url.startswith("turn")


def credentials(secret: str, user: int, until: int) -> tuple[str, str]:
    """Return the name and the password of a user, good until a moment (seconds since 1970 UTC)."""
    name = f"{until}:{user}"
    return name, base64.b64encode(hmac.digest(secret.encode(), name.encode(), "sha1")).decode()


def ice_servers(urls: tuple[str, ...], secret: str, user: int, until: int) -> list[IceServer]:
    """Return what a browser is to be told of these servers: at most one entry for each sort."""
    plain = tuple(url for url in urls if not needs_secret(url))
    relays = tuple(url for url in urls if needs_secret(url))
    servers = [IceServer(plain)] if plain else []
    if relays:
        servers.append(IceServer(relays, *credentials(secret, user, until)))
    return servers
