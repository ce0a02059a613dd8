"""What a use case works with: who asks, the stores, and the ports to what is outside."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING, Concatenate, ParamSpec, Protocol, TypeVar

import structlog
from msgspec import Struct
from sqlalchemy import Connection

from hubbub.bus.port import Bus
from hubbub.domain.calls import CallRules
from hubbub.domain.models import Registration, User
from hubbub.domain.times import Clock
from hubbub.errors import Unauthenticated, Unavailable
from hubbub.services.cabinet import Cabinet
from hubbub.services.guesses import Guesses
from hubbub.services.passwords import Passwords
from hubbub.storage.engine import Database, is_store_failure
from hubbub.storage.log import STORE_FAILED, Log
from hubbub.storage.openings import Claim, Opening
from hubbub.storage.tokens import Login

if TYPE_CHECKING:
    from hubbub.services.groupread import GroupRead
    from hubbub.services.sync import Absence, Synced
    from hubbub.services.uploads import Desk

P = ParamSpec("P")
T = TypeVar("T")

logger = structlog.get_logger(__name__)


class Attendance(Protocol):
    """Who is connected now."""

    def is_online(self, user: int) -> bool:
        """Say whether a user has a connection anywhere."""

    def seems_online(self, user: int) -> bool:
        """Say whether others have been told that a user is here: also for a moment after they have gone."""

    def last_seen(self, user: int) -> int | None:
        """Return when a user left, if that is too recent to be written down."""


class Library:
    """Reads on a few threads, each reading of one moment."""

    def __init__(self, database: Database, readers: int) -> None:
        self._database = database
        self._pool = ThreadPoolExecutor(readers, "hubbub-reader")

    async def read(
        self, work: Callable[Concatenate[Connection, P], T], *args: P.args, **kwargs: P.kwargs
    ) -> T:
        """Run ``work(connection, ...)`` in a read transaction. Raises Unavailable if the store fails."""

        def run() -> T:
            with self._database.reading() as connection:
                return work(connection, *args, **kwargs)

        try:
            return await asyncio.get_running_loop().run_in_executor(self._pool, run)
        except Exception as error:
            if not is_store_failure(error):
                raise
            logger.error("reading failed", error=str(error).split("\n", 1)[0])
            raise Unavailable(STORE_FAILED) from error

    def close(self) -> None:
        """Let what runs finish and take no more."""
        self._pool.shutdown(wait=True)


class Services(Struct, frozen=True):
    """What every use case shares: made once, at start."""

    log: Log
    library: Library
    openings: GroupRead[Claim, Opening | None]
    absences: GroupRead[Absence, Synced]
    bus: Bus
    clock: Clock
    passwords: Passwords
    guesses: Guesses
    attendance: Attendance
    registration: Registration
    calls: CallRules
    cabinet: Cabinet
    uploads: Desk
    epoch: str


Load = Callable[[], Awaitable[Opening]]
"""Reads what a connection begins with. Raises Unauthenticated or Forbidden."""


class Caller(Struct, eq=False):
    """Who asks, over which door. A connection's caller becomes somebody when it logs in."""

    address: str
    device: str = ""
    login: Login | None = None
    admit: Callable[[Load], Awaitable[None]] | None = None

    @property
    def user(self) -> User:
        """Return who is logged in. Raises Unauthenticated."""
        if self.login is None:
            raise Unauthenticated("log in first")
        return self.login.user


class Context(Struct, frozen=True):
    """One request's view of the services."""

    services: Services
    caller: Caller

    @property
    def me(self) -> int:
        """Return the caller's user id. Raises Unauthenticated."""
        return self.caller.user.id

    @property
    def log(self) -> Log:
        """Return the log, where all that changes goes through."""
        return self.services.log

    async def read(
        self, work: Callable[Concatenate[Connection, P], T], *args: P.args, **kwargs: P.kwargs
    ) -> T:
        """Run ``work(connection, ...)`` on a reader thread, in one read transaction."""
        return await self.services.library.read(work, *args, **kwargs)
