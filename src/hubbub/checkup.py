"""The doctor: what could keep Hubbub from running well here, and what to do about it."""

from __future__ import annotations

import os
import resource
import shutil
import socket
import sqlite3
from collections.abc import Iterator
from pathlib import Path
from typing import Final, Literal

from msgspec import Struct
from sqlalchemy.engine import make_url
from sqlalchemy.exc import SQLAlchemyError

from hubbub.config import LOOPBACK, ServeSettings
from hubbub.domain.models import Registration
from hubbub.storage import schema
from hubbub.storage.engine import Database

FILES_WANTED: Final = 16_384
SQLITE_NEEDED: Final = (3, 35, 0)
DISK_WANTED: Final = 1024**3


class Finding(Struct, frozen=True):
    """One thing looked at. `advice` says what to change."""

    verdict: Literal["ok", "warn", "bad"]
    subject: str
    what: str
    advice: str = ""


def examine(settings: ServeSettings) -> list[Finding]:
    """Look at everything and change nothing."""
    return [
        _registration(settings),
        *origins(settings),
        _folder(settings.data),
        *_database(settings),
        _files(),
        _port(settings),
        *_limits(settings),
    ]


def _registration(settings: ServeSettings) -> Finding:
    mode, where = settings.who_registers, settings.host
    what = f"{mode}, listening on {where}"
    reachable = where not in LOOPBACK or settings.trust_proxy or settings.allow_origin
    if mode is Registration.OPEN and reachable:
        return Finding(
            "warn", "registration", what, "anyone may enter by a name: use --registration password"
        )
    return Finding("ok", "registration", what)


def origins(settings: ServeSettings) -> Iterator[Finding]:
    """Look at the origins that are allowed: `serve` refuses to start with one that is none."""
    for origin in settings.allow_origin:
        scheme, _, host = origin.partition("://")
        if scheme not in ("http", "https") or not host or "/" in host.rstrip("/"):
            yield Finding("bad", "allow-origin", repr(origin), "write it as https://chat.example.org")
        else:
            yield Finding("ok", "allow-origin", origin)


def _folder(folder: Path) -> Finding:
    existing = next(path for path in (folder.absolute(), *folder.absolute().parents) if path.exists())
    if not os.access(existing, os.W_OK | os.X_OK):
        return Finding("bad", "data folder", f"{existing} cannot be written", "choose another with --data")
    free = shutil.disk_usage(existing).free
    what = f"{folder.absolute()}, {free // 1024**2:,} MiB free"
    if free < DISK_WANTED:
        return Finding("warn", "data folder", what, "make room: a full disk refuses every message")
    return Finding("ok", "data folder", what)


def _database(settings: ServeSettings) -> Iterator[Finding]:
    is_sqlite = settings.database_url.startswith("sqlite")
    if is_sqlite and sqlite3.sqlite_version_info < SQLITE_NEEDED:
        needed = ".".join(map(str, SQLITE_NEEDED))
        yield Finding(
            "bad", "SQLite", sqlite3.sqlite_version, f"use a Python whose SQLite is {needed} or newer"
        )
        return
    if is_sqlite and not Path(make_url(settings.database_url).database or "").exists():
        yield Finding("ok", "database", "none yet; the first start makes it")
        return
    try:
        database = Database(settings.database_url, readers=1)
        behind = schema.pending(database)
        database.close()
    except (SQLAlchemyError, OSError, ImportError) as error:
        yield Finding("bad", "database", str(error).splitlines()[0], "check --database and --data")
        return
    if behind:
        yield Finding("warn", "database", "behind this program", "run `hubbub migrate`")
    else:
        yield Finding("ok", "database", "reachable and up to date")


def _files() -> Finding:
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    what = f"{soft:,} open files allowed (hard limit {hard:,})"
    if soft < FILES_WANTED:
        advice = f"a connection is a file: `ulimit -n {FILES_WANTED}`, or LimitNOFILE= in the service"
        return Finding("warn", "open files", what, advice)
    return Finding("ok", "open files", what)


def _port(settings: ServeSettings) -> Finding:
    family = socket.AF_INET6 if ":" in settings.host else socket.AF_INET
    try:
        socket.create_server((settings.host, settings.port), family=family).close()
    except OSError as error:
        what = f"{settings.host}:{settings.port}: {error.strerror}"
        return Finding("warn", "port", what, "is Hubbub running already? else choose another with --port")
    return Finding("ok", "port", f"{settings.host}:{settings.port} is free")


def _limits(settings: ServeSettings) -> Iterator[Finding]:
    if not settings.limited:
        yield Finding("warn", "limits", "off", "for load tests only: --limits on")
