"""Where files' bytes are: a folder of this machine, or S3 and what speaks like it, by URL.

Names are ours alone: hashes and ids, never a user's words. What ``put`` and ``assemble`` have returned
from is on the disk, or acknowledged by S3, and stays there when the power fails.
"""

from __future__ import annotations

import asyncio
import contextlib
import hashlib
import os
import shutil
import tempfile
from collections.abc import AsyncIterator, Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from pathlib import Path
from typing import Any, Final, TypeVar
from urllib.parse import urlsplit

import obstore
from msgspec import Struct
from obstore.exceptions import BaseError
from obstore.store import LocalStore, ObjectStore, from_url

from hubbub.errors import NotFound, Unavailable

T = TypeVar("T")

PIECE: Final = 1024 * 1024
"""Bytes held at a time when a content is copied or streamed."""
WORKERS: Final = 4
JOINERS: Final = 2
"""Threads for whole contents, which take their time: they keep nobody waiting who wants a piece."""
SHARDS: Final = tuple(f"{number:02x}" for number in range(256))
"""What the names of contents begin with."""
_RETRIES: Final[Any] = {"max_retries": 2, "retry_timeout": timedelta(seconds=20)}
"""By itself obstore tries for three minutes, and a few threads that wait so long are all there are. One
request takes 30 seconds at most, unless the environment (``AWS_TIMEOUT``) says otherwise."""
_TRIES: Final = 5


class Digest(Struct, frozen=True):
    """What a content is: its SHA-256 and MD5 in hex, and its size in bytes."""

    sha256: str
    md5: str
    size: int


class _Hashing:
    def __init__(self) -> None:
        self._sha256 = hashlib.sha256()
        self._md5 = hashlib.md5(usedforsecurity=False)
        self._size = 0

    def update(self, piece: bytes) -> None:
        self._sha256.update(piece)
        self._md5.update(piece)
        self._size += len(piece)

    def digest(self) -> Digest:
        return Digest(self._sha256.hexdigest(), self._md5.hexdigest(), self._size)


class Entry(Struct, frozen=True):
    """An object of the store and when it was last written, in milliseconds."""

    name: str
    size: int
    written_at: int


def blob_name(sha256: str) -> str:
    """Return where a content is."""
    return f"blobs/{sha256[:2]}/{sha256}"


def look_name(sha256: str, which: str) -> str:
    """Return where a picture's ``thumbnail`` or ``view`` is."""
    return f"looks/{sha256[:2]}/{sha256}.{which}"


class BlobStore:
    """One store. Every method raises Unavailable if it cannot be reached, is full or fails."""

    def __init__(self, url: str) -> None:
        """``url``: a folder (``file:///...``, made if it is missing) or ``s3://bucket/prefix``.

        Credentials and endpoints of the latter are read from the environment (``AWS_...``).
        """
        self._folder = Path(urlsplit(url).path) if url.startswith("file:") else None
        self._store: ObjectStore
        if self._folder is not None:
            self._folder.mkdir(parents=True, exist_ok=True, mode=0o700)
            self._store = LocalStore(self._folder)
        else:
            self._store = from_url(url, retry_config=_RETRIES)
        self._joiners = ThreadPoolExecutor(JOINERS, "hubbub-joining")
        self._pool = ThreadPoolExecutor(WORKERS, "hubbub-files")

    async def put(self, name: str, content: bytes | bytearray) -> None:
        """Store an object whole; it is there entirely or not at all."""
        await self._run(self._put, name, content)

    async def put_file(self, name: str, path: Path) -> None:
        """Store a file of this machine."""
        await self._join(self._put, name, path)

    async def assemble(self, parts: Sequence[str]) -> Digest:
        """Join parts into a content named by its hash. The parts stay, whether it succeeds or not."""
        return await self._join(self._assemble, parts)

    async def copy_to(self, name: str, path: Path) -> None:
        """Write an object to a file of this machine. Raises NotFound."""
        await self._join(self._copy_to, name, path)

    async def read(self, name: str, start: int, end: int) -> AsyncIterator[bytes]:
        """Give the bytes from ``start`` to before ``end``, a piece at a time. Raises NotFound."""
        while start < end:
            upto = min(end, start + PIECE)
            yield await self._run(self._range, name, start, upto)
            start = upto

    async def get(self, name: str, start: int, end: int) -> bytes:
        """Return a range of an object at once. Raises NotFound."""
        return await self._run(self._range, name, start, end)

    async def delete(self, names: Sequence[str]) -> None:
        """Delete objects; it does not matter whether they are there."""
        if names:
            await self._run(self._delete, names)

    async def entries(self, prefix: str) -> list[Entry]:
        """Return what is stored under a prefix that ends in a slash, by name."""
        return await self._run(self._entries, prefix)

    async def size(self, name: str) -> int:
        """Return an object's size in bytes. Raises NotFound."""
        return await self._run(lambda: int(obstore.head(self._store, name)["size"]))

    async def has(self, name: str) -> bool:
        """Say whether an object is there."""
        return await self._run(self._has, name)

    def close(self) -> None:
        """Let what runs finish and take no more."""
        self._joiners.shutdown(wait=True)
        self._pool.shutdown(wait=True)

    # On a thread

    async def _run(self, work: Callable[..., T], *args: Any) -> T:
        return await self._on(self._pool, work, *args)

    async def _join(self, work: Callable[..., T], *args: Any) -> T:
        return await self._on(self._joiners, work, *args)

    async def _on(self, pool: ThreadPoolExecutor, work: Callable[..., T], *args: Any) -> T:
        try:
            return await asyncio.get_running_loop().run_in_executor(pool, work, *args)
        except FileNotFoundError:
            raise NotFound("file: it is not in the store") from None
        except (BaseError, OSError) as error:
            raise Unavailable(f"files: the store cannot take this now ({type(error).__name__})") from error

    def _put(self, name: str, content: bytes | bytearray | Path) -> None:
        if self._folder is None:
            try:
                obstore.put(self._store, name, content)
            except FileNotFoundError as error:  # the bucket: it is not the client's file that is missing
                raise Unavailable("files: the store is not there") from error
            return
        # LocalStore does not sync: it would lose after a power cut what was acknowledged.
        with self._draft(lambda: name) as draft:
            if isinstance(content, Path):
                with content.open("rb") as source:
                    shutil.copyfileobj(source, draft, PIECE)
            else:
                draft.write(content)

    def _assemble(self, parts: Sequence[str]) -> Digest:
        hashing = _Hashing()
        if self._folder is not None:
            with self._draft(lambda: blob_name(hashing.digest().sha256)) as draft:
                for piece in self._joined(parts):
                    hashing.update(piece)
                    draft.write(piece)
            return hashing.digest()
        for piece in self._joined(parts):
            hashing.update(piece)
        digest = hashing.digest()
        if not self._has(blob_name(digest.sha256)):
            with obstore.open_writer(self._store, blob_name(digest.sha256)) as writer:
                for piece in self._joined(parts):
                    writer.write(piece)
        return digest

    def _joined(self, parts: Sequence[str]) -> Iterator[bytes]:
        for part in parts:
            yield from self._pieces(part)

    @contextlib.contextmanager
    def _draft(self, name: Callable[[], str]) -> Iterator[Any]:
        """Give a file to write to, which becomes the object once it is on the disk."""
        assert self._folder is not None
        drafts = self._folder / "drafts"
        drafts.mkdir(exist_ok=True, mode=0o700)
        handle, draft = tempfile.mkstemp(dir=drafts)
        try:
            with os.fdopen(handle, "wb") as file:
                yield file
                file.flush()
                os.fsync(file.fileno())
            target = self._folder / name()
            _place(Path(draft), target)
            # All the way up: whoever made one of these folders may not have synced it yet.
            for depth in range(len(target.relative_to(self._folder).parts)):
                _sync_folder(target.parents[depth])
        except BaseException:
            Path(draft).unlink(missing_ok=True)
            raise

    def _pieces(self, name: str) -> Iterator[bytes]:
        for piece in obstore.get(self._store, name).stream(PIECE):
            yield bytes(piece)

    def _copy_to(self, name: str, path: Path) -> None:
        with path.open("wb") as target:
            for piece in self._pieces(name):
                target.write(piece)

    def _has(self, name: str) -> bool:
        try:
            obstore.head(self._store, name)
        except FileNotFoundError:
            return False
        return True

    def _delete(self, names: Sequence[str]) -> None:
        for name in names:
            with contextlib.suppress(FileNotFoundError):
                obstore.delete(self._store, name)
            if self._folder is not None:  # or every upload would leave an empty folder behind
                with contextlib.suppress(OSError):
                    (self._folder / name).parent.rmdir()

    def _range(self, name: str, start: int, end: int) -> bytes:
        return bytes(obstore.get_range(self._store, name, start=start, end=end))

    def _entries(self, prefix: str) -> list[Entry]:
        found = [
            Entry(meta["path"], int(meta["size"]), int(meta["last_modified"].timestamp() * 1000))
            for page in obstore.list(self._store, prefix)
            for meta in page
        ]
        return sorted(found, key=lambda entry: entry.name)


def _place(draft: Path, target: Path) -> None:
    """Give a draft its name, though its folder be found empty and removed in the same moment."""
    for left in reversed(range(_TRIES)):
        target.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        try:
            draft.replace(target)
            return
        except FileNotFoundError:
            if not left:
                raise


def _sync_folder(folder: Path) -> None:
    handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
