"""Settings: one description of each, read from flags, ``HUBBUB_...`` variables and a TOML file."""

from __future__ import annotations

import ipaddress
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path
from typing import Annotated

from cyclopts import Parameter, validators

from hubbub.domain import turn
from hubbub.domain.calls import CallRules
from hubbub.domain.models import Registration


class Switch(StrEnum):
    """On or off."""

    ON = "on"
    OFF = "off"


class LogFormat(StrEnum):
    """How log lines look."""

    CONSOLE = "console"
    JSON = "json"


class LogLevel(StrEnum):
    """How severe a log line is."""

    DEBUG = "debug"
    INFO = "info"
    WARNING = "warning"
    ERROR = "error"


def bracketed(host: str) -> str:
    """Return a host as it stands in a URL (RFC 3986, 3.2.2)."""
    return f"[{host}]" if ":" in host else host


def _check_networks(_: object, networks: tuple[str, ...] | str) -> None:
    for network in (networks,) if isinstance(networks, str) else networks:
        ipaddress.ip_network(network, strict=False)


def _check_ice_urls(_: object, urls: tuple[str, ...] | str) -> None:
    for url in (urls,) if isinstance(urls, str) else urls:
        if not url.startswith(turn.SCHEMES):
            raise ValueError(f"{url} begins with none of {', '.join(turn.SCHEMES)}")


LOOPBACK = ("127.0.0.1", "::1", "localhost")


@Parameter(name="*")
@dataclass(frozen=True, kw_only=True)
class StoreSettings:
    """Where everything is kept."""

    data: Path = Path("hubbub-data")
    """The folder for everything Hubbub keeps."""

    database: str | None = None
    """The database's URL; a SQLite file in the data folder if none is given."""

    @property
    def database_url(self) -> str:
        """The database's URL, given or made up from the data folder."""
        return self.database or f"sqlite:///{self.data.absolute() / 'hubbub.db'}"


@Parameter(name="*")
@dataclass(frozen=True, kw_only=True)
class ServeSettings(StoreSettings):
    """What `hubbub serve` can be told."""

    host: str = "127.0.0.1"
    """The address to listen on; 0.0.0.0 is every one of this machine."""

    port: Annotated[int, Parameter(validator=validators.Number(gte=0, lte=65_535))] = 8000
    """The port for everything: pages, HTTP and WebSocket. 0 picks a free one."""

    registration: Registration | None = None
    """Who may make an account: open (a name is enough), password, invite, closed. If nothing is said it is
    open on this machine's own address, and password on any other, behind a proxy or with allowed origins."""

    allow_origin: Annotated[tuple[str, ...], Parameter(negative=())] = ()
    """A web page's origin that may connect, such as https://chat.example.org; may be given repeatedly.
    Pages that this server serves itself, under localhost or a plain IP address, always may."""

    trust_proxy: Annotated[tuple[str, ...], Parameter(negative=(), validator=_check_networks)] = ()
    """The address or network of a reverse proxy whose X-Forwarded-For and X-Forwarded-Proto are believed;
    may be given repeatedly. Behind one that is not named here, everybody seems to come from its address."""

    classic: Switch | None = None
    """Whether the pages of MutiPersonChat are served, whose people come in by name alone. If nothing is said,
    they are while registration is open; on with any other registration is refused."""

    classic_ports: Annotated[bool, Parameter(negative=())] = False
    """Listen on the original's ports too: 3100, 5200, 5700 and 7000, on the same host."""

    classic_group: str = "Everyone"
    """The name of the group that everybody from a classic page begins in, made at the first start."""

    classic_welcomer: str = "Hubbub"
    """Who welcomes them: a contact of everybody's, made at the first start."""

    classic_welcome: str = "Welcome! This group and I are your first contacts. Say hello."
    """What the welcomer says to everybody, once."""

    files: str | None = None
    """Where uploaded files are kept: a folder in the data folder if nothing is said, or s3://bucket/prefix
    (keys and endpoint from AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY, AWS_REGION, AWS_ENDPOINT)."""

    max_file: Annotated[int, Parameter(validator=validators.Number(gte=1))] = 2 * 1024**3
    """Bytes that a file may have."""

    quota: Annotated[int, Parameter(validator=validators.Number(gte=1))] = 10 * 1024**3
    """Bytes that a person's files may have in all."""

    limits: Switch = Switch.ON
    """off lifts rate limits and connection caps: for load tests only."""

    heartbeat: Annotated[int, Parameter(validator=validators.Number(gte=1, lte=3_600))] = 30
    """Seconds of silence after which a client is asked for a sign of life; after twice that it is dropped."""

    turn_url: Annotated[tuple[str, ...], Parameter(negative=(), validator=_check_ice_urls)] = ()
    """A STUN or TURN server for calls, such as turn:turn.example.org:3478; may be given repeatedly.
    Without one, calls work only between browsers that reach each other directly."""

    turn_secret: Annotated[str, Parameter(show_default=False)] = field(default="", repr=False)
    """The secret shared with the TURN servers (coturn's static-auth-secret). Better not as a flag, which
    others on the machine can see: as HUBBUB_TURN_SECRET, or in the file."""

    ring_seconds: Annotated[int, Parameter(validator=validators.Number(gte=1, lte=600))] = 45
    """After so many seconds of ringing a call is missed."""

    rejoin_seconds: Annotated[int, Parameter(validator=validators.Number(gte=1, lte=600))] = 30
    """For so many seconds somebody whose connection is gone stays in their call."""

    log_format: LogFormat = LogFormat.CONSOLE
    """How log lines look: console or json. Neither ever holds a message's text or a token."""

    log_level: LogLevel = LogLevel.INFO
    """The least severe log lines wanted: debug, info, warning or error."""

    @property
    def who_registers(self) -> Registration:
        """The registration mode, given or by the address listened on."""
        if self.registration is not None:
            return self.registration
        private = self.host in LOOPBACK and not self.trust_proxy and not self.allow_origin
        return Registration.OPEN if private else Registration.PASSWORD

    @property
    def serves_classic(self) -> bool:
        """Whether the classic doors are open: as said, or while a name is enough to come in."""
        if self.classic is not None:
            return self.classic is Switch.ON
        return self.who_registers is Registration.OPEN

    @property
    def files_url(self) -> str:
        """The URL of the file store, given or made up from the data folder."""
        return self.files or (self.data.absolute() / "files").as_uri()

    @property
    def limited(self) -> bool:
        """Whether rate limits and caps apply."""
        return self.limits is Switch.ON

    @property
    def calls(self) -> CallRules:
        """What is decided here about calls."""
        return CallRules(
            1_000 * self.ring_seconds, 1_000 * self.rejoin_seconds, self.turn_url, self.turn_secret
        )

    @property
    def lacks_turn_secret(self) -> bool:
        """Whether there is a relay that nobody could use."""
        return not self.turn_secret and any(map(turn.needs_secret, self.turn_url))

    def origins(self, port: int) -> frozenset[str]:
        """Return the exact origins whose pages may connect to this port."""
        own = {f"http://{name}:{port}" for name in ("localhost", "127.0.0.1", "[::1]", bracketed(self.host))}
        return frozenset(own | {origin.rstrip("/") for origin in self.allow_origin})
