"""CLASSIC, Uploads: chunks of abandoned uploads expire, and what they took on the disk is given back."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from hubbub.blobs.store import BlobStore
from hubbub.domain.times import now_ms
from hubbub.services.context import Library
from hubbub.services.sweep import sweep as sweep_files
from hubbub.storage.engine import Database
from hubbub.storage.log import Log
from tests.conformance.test_classic_uploads import md5_of, merge, put, send_piece
from tests.support.classic import call
from tests.support.server import running

pytestmark = pytest.mark.anyio
HOUR_MS = 3_600_000


def parts(data: Path) -> list[Path]:
    """Return the pieces that lie in a server's folder."""
    return [path for path in data.glob("files/parts/**/*") if path.is_file()]


async def sweep(data: Path, later_ms: int) -> None:
    """Do what a server does every few minutes, as if so much later."""
    database = Database(f"sqlite:///{data / 'hubbub.db'}")
    log = Log(database, lambda: now_ms() + later_ms, lambda facts: None)
    library = Library(database, 1)
    store = BlobStore((data / "files").as_uri())
    try:
        await sweep_files(log, library, store, thoroughly=False)
        await log.close()
    finally:
        library.close()
        store.close()
        database.close()


async def test_pieces_that_nobody_joins_are_gone_after_an_hour_and_no_sooner(data: Path) -> None:
    content = os.urandom(2_000)
    md5 = md5_of(content)
    with running(data) as server:
        await send_piece(server, md5, "a.png", 0, content[:1_000])
        other = await put(server, os.urandom(3_000), "whole.png")
        server.stop()
        await sweep(data, HOUR_MS // 2)
        assert len(parts(data)) == 1
        await sweep(data, 2 * HOUR_MS)
        assert parts(data) == []
        server.start()
        assert (await merge(server, md5, "a.png")).status == 400
        assert (await call(server, "GET", f"/images/{other}.png")).status == 200
        await put(server, content, "a.png")
