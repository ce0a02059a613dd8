"""Who somebody is at a terminal: asked for once, and remembered as a token that only they can read."""

from __future__ import annotations

import contextlib
import getpass
import os
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Any

import msgspec
from cyclopts import Parameter
from msgspec import Struct

from hubbub_client import BadRequest, Client, Forbidden, Unauthenticated
from hubbub_client.connection import address


@Parameter(name="*")
@dataclass(frozen=True, kw_only=True)
class Account:
    """Which server, and as whom."""

    server: str = "http://localhost:8000"
    """The server's address."""

    name: Annotated[str | None, Parameter(name=("--name", "-n"))] = None
    """Your name there; the last one used if nothing is said. If the account has a password it is asked for,
    or read from HUBBUB_PASSWORD."""

    @property
    def url(self) -> str:
        """The server's address, spelled in one way. Raises ValueError."""
        return address(self.server)


class Known(Struct):
    """What is remembered of one server: who was there last, and everybody's token."""

    last: str
    tokens: dict[str, str]


class Keyring:
    """The tokens of this person's logins, in one file."""

    def __init__(self, path: Path) -> None:
        self._path = path
        try:
            self._servers = msgspec.json.decode(path.read_bytes(), type=dict[str, Known])
        except (FileNotFoundError, msgspec.DecodeError):
            self._servers = {}

    def last_name(self, url: str) -> str | None:
        """Return who was last logged in on a server."""
        known = self._servers.get(url)
        return None if known is None else known.last

    def token(self, url: str, name: str) -> str | None:
        """Return what proves who one is, if it is known."""
        known = self._servers.get(url)
        return None if known is None else known.tokens.get(name)

    def remember(self, url: str, name: str, token: str) -> None:
        """Keep a token, where nobody else can read it."""
        known = self._servers.setdefault(url, Known(name, {}))
        if (known.last, known.tokens.get(name)) == (name, token) and self._path.exists():
            return
        known.last, known.tokens[name] = name, token
        self._path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        beside = self._path.with_name(f"{self._path.name}.{os.getpid()}.new")
        with contextlib.suppress(FileNotFoundError):
            beside.unlink()
        with os.fdopen(os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
            file.write(msgspec.json.encode(self._servers))
        beside.replace(self._path)


def state_folder() -> Path:
    """Return where programs of this person keep what should outlive them (XDG Base Directory)."""
    given = os.environ.get("XDG_STATE_HOME")
    return (Path(given) if given else Path.home() / ".local" / "state") / "hubbub"


@asynccontextmanager
async def logged_in(account: Account, **options: Any) -> AsyncIterator[Client]:
    """Give a client that is logged in, with the remembered token or by asking for a password.

    ``options`` are the client's own. Raises what the server has against it, and ConnectionLost.
    """
    keyring = Keyring(state_folder() / "logins.json")
    name = account.name or keyring.last_name(account.url) or getpass.getuser()
    given = os.environ.get("HUBBUB_PASSWORD")
    client = Client(account.url, name=name, password=given, token=keyring.token(account.url, name), **options)
    try:
        await client.start()
    except (BadRequest, Forbidden, Unauthenticated) as refusal:
        # Which of them it is depends on the server's registration; each may mean that a password is missing.
        if given is not None or not sys.stdin.isatty():
            raise
        try:
            password = getpass.getpass(f"Password of {name}: ")
        except EOFError:
            raise refusal from None
        client = Client(account.url, name=name, password=password, **options)
        await client.start()
    assert client.token is not None
    keyring.remember(account.url, name, client.token)
    async with client:
        yield client
