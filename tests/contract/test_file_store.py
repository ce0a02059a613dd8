"""What the file store promises, in a folder and in S3."""

from __future__ import annotations

import hashlib
import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest

from hubbub.blobs.store import BlobStore, blob_name
from hubbub.errors import NotFound, Unavailable

pytestmark = pytest.mark.anyio
BUCKET = "hubbub"


@pytest.fixture(scope="module")
def s3() -> Iterator[str]:
    """Run an S3 server and return its address."""
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    command = [sys.executable, "-m", "moto.server", "-H", "127.0.0.1", "-p", str(port)]
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    address = f"http://127.0.0.1:{port}"
    try:
        deadline = time.monotonic() + 60
        while True:
            try:
                httpx.put(f"{address}/{BUCKET}").raise_for_status()
                break
            except httpx.TransportError:
                assert time.monotonic() < deadline, "the S3 server did not start"
                time.sleep(0.05)
        yield address
    finally:
        process.terminate()
        process.wait(10)


@pytest.fixture(params=["folder", "s3"])
def store(
    request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[BlobStore]:
    """Give each kind of store, empty."""
    url = (tmp_path / "files").as_uri()
    if request.param == "s3":
        settings = {
            "AWS_ACCESS_KEY_ID": "key",
            "AWS_SECRET_ACCESS_KEY": "secret",
            "AWS_REGION": "us-east-1",
            "AWS_ENDPOINT": request.getfixturevalue("s3"),
            "AWS_ALLOW_HTTP": "true",
        }
        for name, value in settings.items():
            monkeypatch.setenv(name, value)
        url = f"s3://{BUCKET}/{os.urandom(4).hex()}"
    made = BlobStore(url)
    yield made
    made.close()


async def test_parts_become_a_content_named_by_its_hash(store: BlobStore) -> None:
    parts = [os.urandom(size) for size in (6_000_000, 1, 70_000)]
    names = [f"parts/x/{place:020d}" for place in range(len(parts))]
    for name, part in zip(names, parts, strict=True):
        await store.put(name, part)
    whole = b"".join(parts)
    digest = await store.assemble(names)
    assert digest.sha256 == hashlib.sha256(whole).hexdigest()
    assert digest.md5 == hashlib.md5(whole, usedforsecurity=False).hexdigest()
    assert digest.size == len(whole) == await store.size(blob_name(digest.sha256))
    assert b"".join([piece async for piece in store.read(blob_name(digest.sha256), 0, len(whole))]) == whole
    assert await store.get(blob_name(digest.sha256), 5_999_999, 6_000_002) == whole[5_999_999:6_000_002]
    assert await store.assemble(names) == digest  # again is the same


async def test_nothing_becomes_an_empty_content(store: BlobStore) -> None:
    digest = await store.assemble([])
    assert (digest.size, digest.sha256) == (0, hashlib.sha256(b"").hexdigest())
    assert await store.size(blob_name(digest.sha256)) == 0


async def test_what_is_put_again_is_what_is_there(store: BlobStore, tmp_path: Path) -> None:
    await store.put("looks/a", b"one")
    await store.put("looks/a", b"another")
    await store.copy_to("looks/a", tmp_path / "copy")
    assert (tmp_path / "copy").read_bytes() == b"another"
    await store.put_file("looks/b", tmp_path / "copy")
    assert await store.get("looks/b", 0, 7) == b"another"


async def test_entries_are_those_of_a_folder_by_name_and_go_when_deleted(store: BlobStore) -> None:
    for name in ("parts/b/2", "parts/b/1", "parts/bc/1", "blobs/b/1"):
        await store.put(name, name.encode())
    assert [(e.name, e.size) for e in await store.entries("parts/b/")] == [("parts/b/1", 9), ("parts/b/2", 9)]
    assert store.has_now("parts/b/1")
    await store.delete(["parts/b/1", "parts/b/none"])
    assert [entry.name for entry in await store.entries("parts/b/")] == ["parts/b/2"]
    assert not store.has_now("parts/b/1")
    assert await store.entries("nothing/") == []


async def test_what_is_not_there_is_not_found(store: BlobStore) -> None:
    with pytest.raises(NotFound):
        await store.get("blobs/none", 0, 1)
    with pytest.raises(NotFound):
        await store.size("blobs/none")


async def test_a_store_that_cannot_be_reached_is_unavailable(monkeypatch: pytest.MonkeyPatch) -> None:
    for name, value in {
        "AWS_ACCESS_KEY_ID": "key",
        "AWS_SECRET_ACCESS_KEY": "secret",
        "AWS_REGION": "us-east-1",
        "AWS_ENDPOINT": "http://127.0.0.1:1",
        "AWS_ALLOW_HTTP": "true",
    }.items():
        monkeypatch.setenv(name, value)
    store = BlobStore(f"s3://{BUCKET}/x")
    with pytest.raises(Unavailable):
        await store.put("parts/x", b"x")
    store.close()
