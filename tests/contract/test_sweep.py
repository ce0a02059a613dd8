"""Removing what nobody refers to, on a real database and a real folder: only that, and all of that."""

from __future__ import annotations

import asyncio
import os
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from contextlib import asynccontextmanager
from pathlib import Path

import pytest

from hubbub.blobs.store import BlobStore, Digest, blob_name, look_name
from hubbub.domain.ids import LOBBY
from hubbub.domain.log import Append, Committed, Sent
from hubbub.errors import HubbubError, Unavailable
from hubbub.pictures.studio import Studio
from hubbub.services.accounts import create_person
from hubbub.services.cabinet import Cabinet
from hubbub.services.contents import collect
from hubbub.services.context import Library
from hubbub.services.sweep import UNUSED_MS, sweep
from hubbub.storage import avatars, contents, files, schema, uploads
from hubbub.storage.contents import Content
from hubbub.storage.engine import Database
from hubbub.storage.log import Log
from hubbub.storage.uploads import Upload
from tests.support.uploads import picture

pytestmark = pytest.mark.anyio

START = 1_700_000_000_000
DAY = UNUSED_MS + 1


class SlowStore(BlobStore):
    """A store whose deletions wait for leave, as those of a store that is far away."""

    def __init__(self, url: str) -> None:
        super().__init__(url)
        self.asked, self.leave = asyncio.Event(), asyncio.Event()
        self.leave.set()
        self.assembled: Callable[[], Awaitable[None]] | None = None

    async def assemble(self, parts: Sequence[str]) -> Digest:
        """Join parts; the first time, do what the test wants done just then."""
        digest = await super().assemble(parts)
        if self.assembled is not None:
            then, self.assembled = self.assembled, None
            await then()
        return digest

    async def delete(self, names: Sequence[str]) -> None:
        """Delete objects, once that may be."""
        if any(name.startswith("blobs/") for name in names):
            self.asked.set()
            await self.leave.wait()
        await super().delete(names)


class Archive:
    """A log, a store, and ada; the clock is the test's."""

    def __init__(self, folder: Path) -> None:
        self.database = Database(f"sqlite:///{folder / 'hubbub.db'}")
        schema.migrate(self.database, self.clock)
        self.now = START
        self.told: list[Committed] = []
        self.log = Log(self.database, self.clock, self.told.extend)
        self.library = Library(self.database, 2)
        self.folder = folder / "files"
        self.store = SlowStore(self.folder.as_uri())
        self.cabinet = Cabinet(self.store, Studio(), 10**9, 10**9)
        self.ada = 0

    def clock(self) -> int:
        return getattr(self, "now", START)

    async def collect(self, content: bytes) -> Content:
        """Store a content as the last part of an upload does."""
        part = f"parts/{files.new_id()}/0"
        await self.store.put(part, content)
        try:
            return await collect(self.log, self.cabinet, [part])
        finally:
            await self.store.delete([part])

    async def file_of(self, content: Content) -> str:
        """Make a file of ada's of a content."""
        file = files.new_id()
        await self.log.transact(lambda tx: contents.keep(tx, content))
        await self.log.transact(lambda tx: files.add(tx, self.ada, file, content.hash, "n", "text/plain"))
        return file

    async def send(self, *held: str) -> Sent | HubbubError:
        """Say something in the lobby that holds files."""
        future: asyncio.Future[Sent | HubbubError] = asyncio.get_running_loop().create_future()
        self.log.append(Append(self.ada, LOBBY, None, "see", None, None, future.set_result, held))
        return await future

    async def sweep(self, *, thoroughly: bool = False) -> None:
        await sweep(self.log, self.library, self.store, thoroughly=thoroughly)

    async def stored(self) -> set[str]:
        """Return the hashes of what is in the store."""
        return {entry.name.rpartition("/")[2] for entry in await self.store.entries("blobs/")}


@pytest.fixture
async def archive(tmp_path: Path) -> AsyncIterator[Archive]:
    async with opened(tmp_path) as made:
        yield made


@asynccontextmanager
async def opened(folder: Path) -> AsyncIterator[Archive]:
    made = Archive(folder)
    made.ada = (await made.log.transact(lambda tx: create_person(tx, "ada"))).id
    try:
        yield made
    finally:
        await made.log.close()
        made.library.close()
        await made.cabinet.studio.close()
        made.store.close()
        made.database.close()


async def test_what_no_message_holds_goes_after_a_day_and_the_rest_stays(archive: Archive) -> None:
    held, unheld, young = [await archive.collect(each) for each in (b"held", b"unheld", b"young")]
    file = await archive.file_of(held)
    await archive.file_of(unheld)
    assert isinstance(await archive.send(file), Sent)
    archive.now += DAY
    await archive.file_of(young)
    await archive.sweep()
    assert await archive.stored() == {held.hash, young.hash}
    assert await archive.library.read(files.usage, archive.ada) == len(b"held") + len(b"young")


async def test_what_somebody_shows_of_themselves_stays_until_they_show_another(archive: Archive) -> None:
    first, second = [await archive.collect(picture(colour=colour)) for colour in ("red", "blue")]
    await archive.log.transact(lambda tx: avatars.replace(tx, first, user=archive.ada))
    archive.now += DAY
    await archive.sweep()
    assert await archive.stored() == {first.hash}, "nobody has shown the second"
    second = await archive.collect(picture(colour="blue"))
    await archive.log.transact(lambda tx: avatars.replace(tx, second, user=archive.ada))
    archive.now += DAY
    await archive.sweep()
    assert await archive.stored() == {second.hash}


async def test_a_content_sent_again_while_it_is_swept_is_there_afterwards(archive: Archive) -> None:
    """Whatever the moment: who is told that it is stored can read it."""
    old = await archive.collect(b"twice")
    archive.now += DAY
    archive.store.leave.clear()
    sweeping = asyncio.create_task(archive.sweep())
    await asyncio.wait_for(archive.store.asked.wait(), 10)
    with pytest.raises(Unavailable):  # and not: done
        await archive.collect(b"twice")
    archive.store.leave.set()
    await sweeping
    assert await archive.stored() == set()
    again = await archive.collect(b"twice")
    assert again.hash == old.hash
    await archive.file_of(again)
    await archive.sweep(thoroughly=True)
    assert await archive.store.get(blob_name(old.hash), 0, 5) == b"twice"


async def test_a_content_swept_between_its_storing_and_its_keeping_is_stored_again(archive: Archive) -> None:
    old = await archive.collect(b"twice")
    archive.now += DAY
    archive.store.assembled = archive.sweep
    again = await archive.collect(b"twice")
    assert again.hash == old.hash
    await archive.sweep(thoroughly=True)
    assert await archive.store.get(blob_name(old.hash), 0, 5) == b"twice"


async def test_contents_sent_and_swept_at_once_are_stored_or_refused(archive: Archive) -> None:
    """Sweeps and uploads of the same contents in every order that happens."""
    bodies = [f"content {number}".encode() for number in range(4)]

    async def upload(body: bytes) -> str | None:
        try:
            return await archive.file_of(await archive.collect(body))
        except Unavailable:
            return None

    for _ in range(25):
        archive.now += DAY
        swept = asyncio.gather(*(archive.sweep(thoroughly=True) for _ in range(1)))
        made = await asyncio.gather(*(upload(body) for body in bodies))
        await swept
        for file, body in zip(made, bodies, strict=True):
            if file is not None:
                _, sha256 = await archive.library.read(files.access, file, archive.ada)
                assert await archive.store.get(blob_name(sha256), 0, len(body)) == body


async def test_messages_do_not_wait_for_a_slow_store(archive: Archive) -> None:
    """R10: the log's writer deletes nothing itself; a store that hangs holds up no message."""
    await archive.collect(b"to be deleted")
    archive.now += DAY
    archive.store.leave.clear()
    sweeping = asyncio.create_task(archive.sweep())
    await asyncio.wait_for(archive.store.asked.wait(), 10)
    assert isinstance(await asyncio.wait_for(archive.send(), 5), Sent)
    archive.store.leave.set()
    await sweeping


async def test_a_sweep_that_was_cut_off_is_finished_by_the_next(archive: Archive) -> None:
    gone = await archive.collect(b"half swept")
    archive.now += DAY
    archive.store.leave.clear()
    sweeping = asyncio.create_task(archive.sweep())
    await asyncio.wait_for(archive.store.asked.wait(), 10)
    sweeping.cancel()
    await asyncio.gather(sweeping, return_exceptions=True)
    assert await archive.stored() == {gone.hash}
    archive.store.leave.set()
    await archive.sweep()
    assert await archive.stored() == set()
    assert await archive.library.read(contents.known, [gone.hash]) == set()


async def test_what_a_crash_left_in_the_store_goes(archive: Archive) -> None:
    """Drafts, parts of no upload, contents and looks of which the database has never heard."""
    known = await archive.file_of(await archive.collect(picture()))
    assert isinstance(await archive.send(known), Sent)
    stray = "ab" * 32
    for name in ("drafts/tmp123", f"parts/{files.new_id()}/0", blob_name(stray), look_name(stray, "view")):
        await archive.store.put(name, b"left over")
    before = {entry.name for entry in await archive.store.entries("")}
    for path in archive.folder.rglob("*"):
        os.utime(path, (START / 1_000, START / 1_000))
    archive.now = START + DAY
    await archive.sweep(thoroughly=True)
    after = {entry.name for entry in await archive.store.entries("")}
    assert len(before - after) == 4
    _, sha256 = await archive.library.read(files.access, known, archive.ada)
    assert after == {blob_name(sha256), look_name(sha256, "thumbnail"), look_name(sha256, "view")}


async def test_an_upload_that_gets_on_as_it_runs_out_goes_on(archive: Archive) -> None:
    """What is over is decided in the transaction that forgets it."""
    upload = Upload(files.new_id(), archive.ada, "n", "text/plain", 10, 0, START + 10)
    await archive.log.transact(lambda tx: uploads.begin(tx, upload))
    await archive.store.put(f"parts/{upload.id}/{0:020d}", b"01234")
    archive.now = START + 20
    assert await archive.library.read(uploads.expired, archive.now, 10) == [upload.id]
    await archive.log.transact(lambda tx: uploads.advance(tx, upload.id, 0, 5, START + DAY))
    assert not await archive.log.transact(lambda tx: uploads.end_expired(tx, upload.id))
    await archive.sweep()
    assert [entry.size for entry in await archive.store.entries(f"parts/{upload.id}/")] == [5]
    archive.now = START + DAY + 1
    await archive.sweep()
    assert await archive.store.entries("parts/") == []
    assert list((archive.folder / "parts").iterdir()) == []


async def test_a_sweep_leaves_nothing_for_later(archive: Archive) -> None:
    """However many files nobody holds: a sweep that removed so many a time would fall behind for ever."""
    content = await archive.collect(b"shared")
    for _ in range(3):
        await archive.log.transact(
            lambda tx: [
                files.add(tx, archive.ada, files.new_id(), content.hash, "n", "text/plain")
                for _ in range(150)
            ]
        )
    archive.now += DAY
    await archive.sweep()
    assert await archive.library.read(files.usage, archive.ada) == 0
    assert await archive.stored() == set()
