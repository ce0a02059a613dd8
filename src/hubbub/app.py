"""The composition root: the only place that knows every concrete class.

``App`` is one running node: what it is made of, how it starts, and in which order it ends.
"""

from __future__ import annotations

import asyncio
import time
from collections.abc import Coroutine
from functools import partial
from typing import Any, Final

import structlog
from litestar import Litestar
from litestar.config.cors import CORSConfig

from hubbub import __version__
from hubbub.beat import Beat
from hubbub.blobs.store import BlobStore
from hubbub.bus.memory import MemoryBus
from hubbub.classic import doors, socketio
from hubbub.classic.clerk import Customs
from hubbub.config import ServeSettings
from hubbub.delivery.follower import Node
from hubbub.delivery.hub import Hub
from hubbub.delivery.lingering import Lingering
from hubbub.delivery.outbox import Outbox
from hubbub.delivery.room import Pace
from hubbub.delivery.session import Session
from hubbub.delivery.tally import Tally
from hubbub.delivery.whispers import Ears
from hubbub.domain.addresses import household
from hubbub.domain.admission import Admission
from hubbub.domain.origins import Origins
from hubbub.domain.times import now_ms
from hubbub.errors import Code
from hubbub.gateway import Gateway, GatewayLimits, Heartbeat, Refused, Route, Upgrade
from hubbub.http import api, avatars, documents, downloads, errors, files, health, pages, reports, tus
from hubbub.http.cookies import token_in
from hubbub.http.turnstile import Turnstile
from hubbub.pictures.studio import Studio
from hubbub.services import accounts, calls, sync
from hubbub.services.cabinet import Cabinet
from hubbub.services.context import Caller, Context, Library, Load, Services
from hubbub.services.groupread import GroupRead
from hubbub.services.guesses import Guesses
from hubbub.services.operations import ROWS, Desk
from hubbub.services.passwords import Passwords
from hubbub.services.sweep import sweep
from hubbub.services.uploads import Desk as UploadDesk
from hubbub.storage import openings, upkeep, witness
from hubbub.storage.engine import READERS, Database
from hubbub.storage.log import Log
from hubbub.telemetry import Metrics
from hubbub.wire.codec import JSON, MSGPACK, Codec

logger = structlog.get_logger(__name__)

WS_PATH: Final = "/api/v1/ws"
MOST_ARRIVING: Final = 1_000
"""On their way in at once, a second's work or two; who comes beside them is told when to come back."""
MOST_CATCHING_UP: Final = 1_000
MOST_OPENING: Final = 2 * MOST_ARRIVING
"""Arrivals, and those who say who they are later."""


class App:
    """One node, from its database to its sockets."""

    def __init__(self, settings: ServeSettings, database: Database, port: int) -> None:
        self.settings = settings
        self._tasks: set[asyncio.Task[None]] = set()
        loop = asyncio.get_running_loop()
        with database.reading() as connection:
            epoch, latest = witness.epoch(connection), witness.latest(connection)

        self.tally = Tally()
        bus = MemoryBus()
        outbox = Outbox(loop.call_soon)
        pace = Pace(loop.time, loop.call_later)
        self.arrivals = Admission(MOST_ARRIVING, time.monotonic)
        lingering = Lingering(pace, bus.whisper)
        self.hub = Hub(outbox, self.tally, pace, lingering, most_of_one=100 if settings.limited else None)
        bus.listen(Ears(self.hub, loop.call_later))
        self.log = Log(database, now_ms, bus.publish, not_before=latest)
        self._library = Library(database, READERS)
        self._passwords = Passwords()
        self._cabinet = Cabinet(BlobStore(settings.files_url), Studio(), settings.max_file, settings.quota)
        self._uploads = UploadDesk()
        services = Services(
            self.log,
            self._library,
            GroupRead(
                self._library,
                openings.load,
                Admission(MOST_OPENING, time.monotonic),
                most_at_once=openings.MOST_AT_ONCE,
            ),
            GroupRead(
                self._library,
                partial(sync.catch_up, epoch),
                Admission(MOST_CATCHING_UP, time.monotonic),
                most_at_once=sync.MOST_AT_ONCE,
            ),
            bus,
            now_ms,
            self._passwords,
            Guesses(limited=settings.limited),
            self.hub,
            settings.who_registers,
            settings.calls,
            self._cabinet,
            self._uploads,
            epoch,
        )
        self.desk = Desk(services)
        self._codec = Codec([row.request for row in ROWS])
        self._node = Node(
            hub=self.hub,
            desk=self.desk,
            bus=bus,
            clock=now_ms,
            now=time.monotonic,
            epoch=epoch,
            arrivals=self.arrivals,
            told=self.log.told,
            heartbeat=settings.heartbeat,
            limited=settings.limited,
            start=self._start,
            used_tokens=set(),
        )
        self.beat = Beat(
            database,
            self.log,
            self._library,
            self.hub,
            self._node.used_tokens,
            epoch,
            tend_calls=partial(calls.tend, services),
            sweep_files=self._sweep_files,
        )
        heartbeat = Heartbeat(settings.heartbeat, 2 * settings.heartbeat)
        self.classic = self._classic_doors(services) if settings.serves_classic else None
        classic = self._classic_routes()
        self.origins = Origins(settings.origins(port))
        self.gateway = Gateway(
            {WS_PATH: Route(self._open, (JSON, MSGPACK), heartbeat), **classic},
            origins=self.origins,
            proxies=settings.trust_proxy,
            limits=GatewayLimits() if settings.limited else GatewayLimits().without_caps(),
            left_to_asgi=(socketio.PATH,) if self.classic else (),
            ports={doors.SOCKET_PORT: classic[doors.SOCKET_PATH]} if classic else {},
        )
        self.metrics = self._metrics()
        self.calls = socketio.socketio_app(limited=settings.limited) if self.classic else None
        self.asgi: Any = Turnstile(self._asgi(port), self._passwords, self.tally, self._cors())
        if self.classic is not None and self.calls is not None:
            self.asgi = self.calls.before(self.classic.before(self.asgi))

    # What it is made of

    def _asgi(self, port: int) -> Litestar:
        door = api.Door(
            self.desk,
            self.origins,
            api.Limits(time.monotonic) if self.settings.limited else None,
            self._node.used_tokens,
        )
        return Litestar(
            route_handlers=[
                api.router(door),
                files.router(door, self.settings.max_file),
                avatars.handler(door),
                health.router(self.check_writable, self.metrics.render),
                documents.router(ROWS, __version__),
                pages.router(),
                reports.route(self.tally, self.origins),
            ],
            exception_handlers=errors.handlers(self.tally),
            cors_config=self._cors(),
            request_max_body_size=64 * 1024,
            openapi_config=None,
            logging_config=None,
            debug=False,
        )

    def _cors(self) -> CORSConfig | None:
        """Let the pages that were allowed on the command line use the HTTP door from their own origin."""
        if not self.settings.allow_origin:
            return None
        return CORSConfig(
            allow_origins=[origin.rstrip("/") for origin in self.settings.allow_origin],
            allow_methods=["GET", "POST", "HEAD", "PATCH", "DELETE"],
            allow_headers=["authorization", "content-type", *tus.REQUEST_HEADERS],
            expose_headers=list(tus.ANSWER_HEADERS),
            allow_credentials=True,
            max_age=600,
        )

    def _metrics(self) -> Metrics:
        metrics = Metrics(
            {
                "hubbub_connections": ("WebSocket connections open.", lambda: self.gateway.connections),
                "hubbub_log_queue": ("Entries waiting for the next commit.", lambda: self.log.depth),
                "hubbub_queue_bytes": ("Bytes not yet read by peers.", lambda: self.gateway.buffered),
            }
        )
        metrics.counters = {
            "hubbub_messages_received": ("Frames from clients.", lambda: self.tally.received),
            "hubbub_sends": ("Sends acknowledged.", lambda: self.log.stats.appended),
            "hubbub_csp_reports": (
                "Reports of pages that tried what their policy forbids.",
                lambda: self.tally.csp_reports,
            ),
            "hubbub_deliveries": ("Events written to connections.", lambda: self.tally.deliveries),
            "hubbub_store_failures": ("Commits that failed.", lambda: self.log.stats.failures),
        }
        metrics.refusals = lambda: dict(self.tally.refusals)
        self.log.stats.observe = metrics.observe_commit
        return metrics

    # Classic pages

    def _classic_doors(self, services: Services) -> doors.Doors:
        said = self.settings
        customs = Customs(said.classic_welcomer, said.classic_group, said.classic_welcome)
        return doors.Doors(self._node, services, customs, self._start, downloads.send)

    def _classic_routes(self) -> dict[str, Route]:
        if self.classic is None:
            return {}
        heartbeat = Heartbeat(None, doors.SECONDS_OF_SILENCE)
        return {doors.SOCKET_PATH: Route(self.classic.open, (), heartbeat, any_origin=True)}

    # Sockets

    def _open(self, upgrade: Upgrade) -> Session | Refused:
        """Make a session for an upgrade: a token, a cookie or a name says whose it is, or a later frame."""
        identify = self._identity(upgrade)
        if identify is not None and self.arrivals.full:
            # Before the upgrade: a refused socket costs a tenth of one that waits.
            return Refused(
                Code.UNAVAILABLE, "too many are coming at once", retry_after=self.arrivals.moment()
            )
        caller = Caller(household(upgrade.address), upgrade.headers.get("user-agent", ""))
        session = Session(self._node, caller, self._codec.format(upgrade.subprotocol), identify)
        caller.admit = session.admit
        return session

    def _identity(self, upgrade: Upgrade) -> Load | None:
        context = Context(self.desk.services, Caller(household(upgrade.address)))
        header = upgrade.headers.get("authorization")
        # A browser sends its cookie along with any page's request: it counts only with an Origin we allow.
        # A name that was asked for comes before it: a cookie may have outlived its login.
        name = None if header else upgrade.query.get("name")
        if name is not None:
            return lambda: accounts.open_by_name(context, name)
        token = api.bearer(header) if header else token_in(upgrade.cookies)
        if token is not None:
            return lambda: accounts.open_by_token(context, token)
        return None

    def _start(self, work: Coroutine[Any, Any, None]) -> None:
        task = asyncio.create_task(work)
        self._tasks.add(task)
        task.add_done_callback(self._ended)

    def _ended(self, task: asyncio.Task[None]) -> None:
        self._tasks.discard(task)
        if not task.cancelled() and (error := task.exception()) is not None:
            logger.error("task failed", exc_info=error)

    # Its life

    async def start(self) -> None:
        """Make what has to be there before anybody comes."""
        if self.classic is not None:
            await self.classic.clerk.open_house()

    async def check_writable(self) -> None:
        """Write something small. Raises Unavailable if the store does not take it."""
        await self.log.transact(upkeep.check_writable)

    async def _sweep_files(self, thoroughly: bool) -> None:
        await sweep(self.log, self._library, self._cabinet.store, thoroughly=thoroughly)

    async def say_goodbye(self) -> None:
        """Answer what has been asked, then close every socket with "come back"."""
        await self.log.drained()
        if self.calls is not None:
            await self.calls.stop()
        for session in self.hub.sessions():
            if session.user is not None:
                self.hub.left[session.user.id] = now_ms()
        await self.gateway.drain()

    async def stop(self) -> None:
        """Commit everything and stop the threads; after `say_goodbye`."""
        try:
            await self._uploads.close()
            await self.beat.note_the_last()
            await self.log.close()
            await self.beat.witness_the_last()
        finally:
            self._passwords.close()
            self._library.close()
            await self._cabinet.studio.close()
            self._cabinet.store.close()
