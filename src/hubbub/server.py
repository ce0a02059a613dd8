"""Running one node: the listening socket, the signals, the words at the start and the order of the end."""

from __future__ import annotations

import asyncio
import contextlib
import signal
import socket
from collections.abc import Callable, Iterator

import structlog
import uvicorn
import uvloop
from sqlalchemy.exc import SQLAlchemyError

from hubbub import telemetry
from hubbub.app import App
from hubbub.classic import doors
from hubbub.classic.lines import CallSocket
from hubbub.classic.seats import CallLimits
from hubbub.config import LogFormat, ServeSettings, bracketed
from hubbub.domain.models import Registration
from hubbub.domain.times import now_ms
from hubbub.listening import ROOM, listen
from hubbub.storage import schema
from hubbub.storage.engine import Database

logger = structlog.get_logger(__name__)

SECONDS_TO_LEAVE = 5


def run(settings: ServeSettings) -> None:
    """Serve until SIGTERM or SIGINT. Exits with a sentence if it cannot start."""
    _check_classic(settings)
    telemetry.configure_logs(json=settings.log_format is LogFormat.JSON, level=settings.log_level)
    if settings.lacks_turn_secret:
        raise SystemExit("hubbub: --turn-url needs a secret: set HUBBUB_TURN_SECRET")
    try:
        database = Database(settings.database_url)
        if not database.serve_alone():
            raise SystemExit(f"hubbub: another server already serves {database.url.database}")
        for revision in schema.migrate(database, now_ms):
            logger.info("database migrated", revision=revision)
    except (SQLAlchemyError, OSError) as error:
        raise SystemExit(f"hubbub: cannot open the database: {str(error).splitlines()[0]}") from None
    ports = (settings.port, *(doors.PORTS if settings.classic_ports else ()))
    listeners = [each for port in ports for each in _listen(settings.host, port)]
    uvloop.run(serve(settings, database, listeners))
    database.close()  # not after an error: the writer may still be at work; the process's end closes it too


async def serve(settings: ServeSettings, database: Database, listeners: list[socket.socket]) -> None:
    """Serve on these sockets until a signal comes; the database stays open."""
    port = listeners[0].getsockname()[1]
    app = App(settings, database, port)
    config = uvicorn.Config(
        app.asgi,
        http=app.gateway.http_protocol,  # type: ignore[arg-type]  # any callable that makes a protocol
        ws=CallSocket if app.calls is not None else "none",
        ws_max_size=CallLimits().message,
        ws_ping_interval=None,  # Engine.IO has pings of its own
        ws_per_message_deflate=False,
        lifespan="off",
        log_config=None,
        access_log=False,
        server_header=False,
        proxy_headers=bool(settings.trust_proxy),
        forwarded_allow_ips=list(settings.trust_proxy),
        timeout_keep_alive=30,
        timeout_graceful_shutdown=SECONDS_TO_LEAVE,
        backlog=ROOM,
    )
    await app.start()
    beat = asyncio.create_task(app.beat.run())
    try:
        await _Server(config, app, lambda: _say_how_to_open(settings, port)).serve(sockets=listeners)
    finally:
        beat.cancel()
        await app.stop()
    logger.info("stopped", sends=app.log.stats.appended)


class _Server(uvicorn.Server):
    """uvicorn, but with our end: what was asked is answered before any socket is closed."""

    def __init__(self, config: uvicorn.Config, app: App, say_ready: Callable[[], None]) -> None:
        super().__init__(config)
        self._app = app
        self._say_ready = say_ready

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        """Say that it runs once it does: whoever reads that may send a signal or a request at once."""
        await super().startup(sockets)
        self._say_ready()

    @contextlib.contextmanager
    def capture_signals(self) -> Iterator[None]:
        """Leave on SIGTERM and SIGINT, and count that as success (uvicorn would raise them again)."""
        loop = asyncio.get_running_loop()
        for number in (signal.SIGTERM, signal.SIGINT):
            loop.add_signal_handler(number, self.handle_exit, number, None)
        yield
        for number in (signal.SIGTERM, signal.SIGINT):
            loop.remove_signal_handler(number)

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        """Take no more connections, answer what waits, send 1012, then let uvicorn clear up."""
        logger.info("leaving")
        for server in self.servers:
            server.close()
        await self._app.say_goodbye()
        await super().shutdown(sockets)


def _check_classic(settings: ServeSettings) -> None:
    if settings.serves_classic and settings.who_registers is not Registration.OPEN:
        raise SystemExit(
            "hubbub: --classic on needs --registration open: its pages know people by their names alone"
        )
    if settings.classic_ports and not settings.serves_classic:
        raise SystemExit("hubbub: --classic-ports needs --classic on and --registration open")


def _listen(host: str, port: int) -> list[socket.socket]:
    try:
        return listen(host, port)
    except OSError as error:
        raise SystemExit(f"hubbub: cannot listen on {host} port {port}: {error.strerror}") from None


def _say_how_to_open(settings: ServeSettings, port: int) -> None:
    everywhere = settings.host in ("0.0.0.0", "::")
    shown = "localhost" if everywhere or settings.host in ("127.0.0.1", "::1") else bracketed(settings.host)
    who = {
        Registration.OPEN: "open: a name is enough",
        Registration.PASSWORD: "password: anyone may make an account, with a password",
        Registration.INVITE: "invite: run `hubbub invite` for a code",
        Registration.CLOSED: "closed: run `hubbub user add NAME`",
    }
    print(f"Hubbub is at      http://{shown}:{port}/", flush=True)
    if everywhere:
        print(f"  on every address of this machine, port {port}")
    if settings.classic_ports:
        print(f"Classic ports     {', '.join(map(str, doors.PORTS))}", flush=True)
    print(f"Registration is   {who[settings.who_registers]}")
    print(f"Documentation at  http://{shown}:{port}/api/docs")
    print(
        f"Everything is in  {settings.database_url if settings.database else settings.data.absolute()}",
        flush=True,
    )
    if not settings.limited:
        print(
            "WARNING: LIMITS ARE OFF. Anyone who can reach this port can exhaust it. For load tests only.",
            flush=True,
        )
        logger.warning("limits are off")
    if not everywhere and settings.host not in ("127.0.0.1", "::1", "localhost"):
        return
    if everywhere and not settings.allow_origin:
        print("Pages under a name of your own need --allow-origin https://that.name", flush=True)
