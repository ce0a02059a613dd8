"""What the file store promises, over each place that it can be: a folder, and S3 spoken over real HTTP."""

from __future__ import annotations

import asyncio
import contextlib
import hashlib
import os
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

import httpx
import pytest

from hubbub.blobs.store import PIECE, BlobStore, Digest, blob_name, look_name
from hubbub.errors import NotFound, Unavailable
from tests.support.faults import fill, small_disk
from tests.support.people import SECONDS

pytestmark = pytest.mark.anyio

LARGE = os.urandom(5 * PIECE + 12_345)
SMALL = b"a few bytes"


def digest_of(content: bytes) -> Digest:
    md5 = hashlib.md5(content, usedforsecurity=False).hexdigest()
    return Digest(hashlib.sha256(content).hexdigest(), md5, len(content))


@contextlib.contextmanager
def s3_server() -> Iterator[str]:
    """Run an S3 in a process of its own with an empty bucket, and give its address."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    address = f"http://127.0.0.1:{port}"
    command = [sys.executable, "-m", "moto.server", "-H", "127.0.0.1", "-p", str(port)]
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        deadline = time.monotonic() + 3 * SECONDS
        while True:
            try:
                httpx.put(f"{address}/bucket", timeout=SECONDS).raise_for_status()
                break
            except httpx.TransportError:
                assert time.monotonic() < deadline, "the S3 did not start"
                time.sleep(0.05)
        yield address
    finally:
        process.kill()
        process.wait(SECONDS)


@pytest.fixture(scope="module")
def s3() -> Iterator[str]:
    with s3_server() as address:
        yield address


def speak_to(address: str, patch: pytest.MonkeyPatch) -> None:
    """Say where the S3 is as an operator would: in the environment."""
    patch.setenv("AWS_ENDPOINT", address)
    patch.setenv("AWS_ALLOW_HTTP", "true")
    patch.setenv("AWS_REGION", "us-east-1")
    patch.setenv("AWS_ACCESS_KEY_ID", "somebody")
    patch.setenv("AWS_SECRET_ACCESS_KEY", "something")


@pytest.fixture(params=["folder", "s3"])
def store(
    request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[BlobStore]:
    if request.param == "folder":
        url = (tmp_path / "some folder").as_uri()
    else:
        speak_to(request.getfixturevalue("s3"), monkeypatch)
        url = f"s3://bucket/{tmp_path.name}/deeper"
    opened = BlobStore(url)
    yield opened
    opened.close()


async def gathered(store: BlobStore, name: str, start: int, end: int) -> bytes:
    return b"".join([piece async for piece in store.read(name, start, end)])


async def names(store: BlobStore, prefix: str) -> list[str]:
    return [entry.name for entry in await store.entries(prefix)]


async def test_what_was_put_is_read_back_whole_or_in_ranges(store: BlobStore) -> None:
    await store.put("parts/one/0", LARGE)
    assert await store.size("parts/one/0") == len(LARGE)
    assert await gathered(store, "parts/one/0", 0, len(LARGE)) == LARGE
    for start, end in ((0, 1), (PIECE - 1, PIECE + 1), (PIECE, 3 * PIECE), (len(LARGE) - 1, len(LARGE))):
        assert await gathered(store, "parts/one/0", start, end) == LARGE[start:end]
        assert await store.get("parts/one/0", start, end) == LARGE[start:end]


async def test_a_large_object_is_given_in_pieces(store: BlobStore) -> None:
    """Memory is a piece's, however large the object is."""
    await store.put("parts/one/0", LARGE)
    sizes = [len(piece) async for piece in store.read("parts/one/0", 0, len(LARGE))]
    assert len(sizes) > 3
    assert max(sizes) <= PIECE


async def test_putting_again_replaces_the_whole(store: BlobStore) -> None:
    await store.put("parts/one/0", LARGE)
    await store.put("parts/one/0", SMALL)
    assert await store.size("parts/one/0") == len(SMALL)
    assert await gathered(store, "parts/one/0", 0, len(SMALL)) == SMALL


async def test_parts_become_a_content_named_by_its_hash(store: BlobStore) -> None:
    """SHA-256 and MD5 of all of it; the parts stay until somebody deletes them."""
    cuts = [0, 1, PIECE + 7, 3 * PIECE, len(LARGE)]
    parts = [f"parts/one/{place}" for place in range(len(cuts) - 1)]
    for name, (start, end) in zip(parts, pairwise(cuts), strict=True):
        await store.put(name, LARGE[start:end])
    digest = await store.assemble(parts)
    assert digest == digest_of(LARGE)
    assert await gathered(store, blob_name(digest.sha256), 0, len(LARGE)) == LARGE
    assert await names(store, "parts/one/") == parts


async def test_the_same_content_twice_is_one_object(store: BlobStore) -> None:
    await store.put("parts/one/0", SMALL)
    await store.put("parts/two/0", SMALL[:4])
    await store.put("parts/two/4", SMALL[4:])
    first, second = await asyncio.gather(
        store.assemble(["parts/one/0"]), store.assemble(["parts/two/0", "parts/two/4"])
    )
    assert first == second == digest_of(SMALL)
    assert await names(store, "blobs/") == [blob_name(first.sha256)]


async def test_no_parts_at_all_are_the_empty_content(store: BlobStore) -> None:
    digest = await store.assemble([])
    assert digest == digest_of(b"")
    assert await store.size(blob_name(digest.sha256)) == 0


async def test_a_missing_part_leaves_no_content(store: BlobStore) -> None:
    """A content is there entirely or not at all."""
    await store.put("parts/one/0", LARGE)
    with pytest.raises(NotFound):
        await store.assemble(["parts/one/0", "parts/one/1"])
    assert await names(store, "blobs/") == []
    assert await names(store, "drafts/") == []


async def test_files_of_this_machine_go_in_and_come_out(store: BlobStore, tmp_path: Path) -> None:
    source, target = tmp_path / "source", tmp_path / "target"
    source.write_bytes(LARGE)
    name = look_name("ab" * 32, "view")
    await store.put_file(name, source)
    await store.copy_to(name, target)
    assert target.read_bytes() == LARGE


async def test_what_is_not_there_is_not_found(store: BlobStore, tmp_path: Path) -> None:
    name = blob_name("0" * 64)
    for asked in (store.size(name), store.get(name, 0, 1), store.copy_to(name, tmp_path / "target")):
        with pytest.raises(NotFound):
            await asked
    with pytest.raises(NotFound):
        await gathered(store, name, 0, 1)
    assert await store.has(name) is False


async def test_deleting_is_done_once_it_returns_and_does_no_harm_twice(store: BlobStore) -> None:
    await store.put("parts/one/0", SMALL)
    await store.put("parts/one/1", SMALL)
    assert await store.has("parts/one/0")
    await store.delete(["parts/one/0", "parts/one/never"])
    await store.delete(["parts/one/0"])
    assert await names(store, "parts/one/") == ["parts/one/1"]
    assert not await store.has("parts/one/0")


async def test_entries_say_name_size_and_time_of_one_folder_only(store: BlobStore) -> None:
    before = time.time()
    for name in ("parts/one/1", "parts/one/0", "parts/one-more/0"):
        await store.put(name, SMALL)
    entries = await store.entries("parts/one/")
    assert [(entry.name, entry.size) for entry in entries] == [("parts/one/0", 11), ("parts/one/1", 11)]
    for entry in entries:
        assert (before - 5) * 1000 < entry.written_at < (time.time() + 5) * 1000
    assert len(await names(store, "parts/")) == 3


async def test_the_loop_goes_on_while_the_store_works(store: BlobStore) -> None:
    await store.put("parts/one/0", LARGE * 4)
    longest, last = 0.0, time.perf_counter()
    working = asyncio.create_task(store.assemble(["parts/one/0"] * 4))
    while not working.done():
        await asyncio.sleep(0.001)
        longest, last = max(longest, time.perf_counter() - last), time.perf_counter()
    assert (await working).size == 16 * len(LARGE)
    assert longest < 0.25, "seconds in which nothing else ran"


# A folder


async def test_a_full_disk_is_an_error_and_leaves_nothing_behind(tmp_path: Path) -> None:
    """What could not be stored was never acknowledged, and takes no room."""
    with small_disk(tmp_path / "disk", "12m") as disk:
        store = BlobStore((disk / "files").as_uri())
        await store.put("parts/one/0", LARGE)
        filler = fill(disk)
        with pytest.raises(Unavailable, match="files:"):
            await store.put("parts/one/1", LARGE)
        with pytest.raises(Unavailable, match="files:"):
            await store.assemble(["parts/one/0"])
        assert await names(store, "parts/") == ["parts/one/0"]
        assert await names(store, "blobs/") == []
        assert list((disk / "files" / "drafts").iterdir()) == []
        filler.unlink()
        assert await store.assemble(["parts/one/0"]) == digest_of(LARGE)
        store.close()


async def test_a_local_object_is_synced_with_its_name_before_it_is_acknowledged(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The file first, then its name, then every folder that was made for it: a power cut takes none away."""
    done: list[str] = []
    lock, real_sync, real_replace = threading.Lock(), os.fsync, Path.replace

    def note(what: str) -> None:
        with lock:
            done.append(what)

    def sync(handle: int) -> None:
        path = Path(f"/proc/self/fd/{handle}").readlink()
        note("draft" if path.parent.name == "drafts" else str(path.relative_to(tmp_path)))
        real_sync(handle)

    def replace(path: Path, target: Path) -> Path:
        note("named")
        return real_replace(path, target)

    store = BlobStore((tmp_path / "files").as_uri())
    monkeypatch.setattr(os, "fsync", sync)
    monkeypatch.setattr(Path, "replace", replace)
    await store.put("parts/one/0", SMALL)
    assert done[done.index("draft") :].index("named") == 1, done
    after = done[done.index("named") :]
    assert "files/parts/one" in after, done
    assert {"files/parts", "files"} <= set(done), done
    store.close()


def test_nobody_else_on_the_machine_may_read_the_folder(tmp_path: Path) -> None:
    BlobStore((tmp_path / "files").as_uri()).close()
    assert (tmp_path / "files").stat().st_mode & 0o077 == 0


# S3


async def test_an_s3_that_is_gone_is_an_error_within_seconds(monkeypatch: pytest.MonkeyPatch) -> None:
    """Not a thread that waits for minutes: a few of those and nobody's file can be had."""
    with s3_server() as address:
        speak_to(address, monkeypatch)
        store = BlobStore("s3://bucket/files")
        await store.put("parts/one/0", SMALL)
    began = time.monotonic()
    with pytest.raises(Unavailable, match="files:"):
        await store.put("parts/one/1", SMALL)
    assert time.monotonic() - began < 15
    store.close()


async def test_a_bucket_that_does_not_exist_is_the_stores_failure(
    s3: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It is not the client's file that is missing."""
    speak_to(s3, monkeypatch)
    store = BlobStore("s3://no-such-bucket/files")
    with pytest.raises(Unavailable, match="files:"):
        await store.put("parts/one/0", SMALL)
    store.close()
