"""A file that remembers entries by key across crashes: appended to, and compacted when it is mostly past.

An entry is in the file (and so survives the program's death) when ``put`` returns, and on the disk (and so
survives the machine's) when ``sync`` does. A removal may be forgotten by a crash; users must not mind.
"""

from __future__ import annotations

import asyncio
import os
from collections.abc import Iterator
from pathlib import Path
from typing import Final, Generic, TypeVar

import msgspec
from msgspec import UNSET, Raw, Struct, UnsetType

from hubbub_client.errors import OutboxError

Entry = TypeVar("Entry", bound=Struct)

COMPACT_BYTES: Final = 1024 * 1024
"""The file is written anew when it is twice what it has to be, and has at least so many bytes."""


_BEGINNING: Final = b'{"'
"""How each of our lines begins. Whole blocks that never reached the disk are zeros."""


class _Line(Struct, omit_defaults=True):
    put: Raw | UnsetType = UNSET
    key: str = ""


class Journal(Generic[Entry]):
    """The entries of one file, which belongs to one process at a time."""

    def __init__(self, path: Path, kind: type[Entry]) -> None:
        """Open or make a file.

        Raises OutboxError if another process has it or it is none of ours, OSError if it cannot be.
        """
        self._path = path
        self._kind = kind
        self._lines: dict[str, bytes] = {}
        self._needed = 0
        self._syncing: asyncio.Future[None] | None = None
        self._puts = 0
        self.synced = 0
        """How many of the entries that were put in are on the disk for certain."""
        path.parent.mkdir(parents=True, exist_ok=True)
        self._file = _open(path)
        self._size = self._read()

    @property
    def unsynced(self) -> bool:
        """Whether entries were put in that may not be on the disk."""
        return self.synced < self._puts

    def entries(self) -> Iterator[Entry]:
        """Yield what is in the file, in the order in which it was put."""
        for line in self._lines.values():
            found = _decode(line)
            assert isinstance(found.put, Raw)
            yield msgspec.json.decode(found.put, type=self._kind)

    def put(self, key: str, entry: Entry) -> int:
        """Add an entry at the end, and return how many were put in."""
        line = msgspec.json.encode(_Line(Raw(msgspec.json.encode(entry)), key)) + b"\n"
        self._append(line)
        self._lines[key] = line
        self._needed += len(line)
        self._puts += 1
        return self._puts

    def remove(self, key: str) -> None:
        """Take an entry out."""
        line = self._lines.pop(key, None)
        if line is None or self._file < 0:
            return
        self._needed -= len(line)
        self._append(msgspec.json.encode(_Line(key=key)) + b"\n")
        if not self._lines and not self.unsynced and self._size >= COMPACT_BYTES // 16:
            os.ftruncate(self._file, 0)
            self._size = 0
        elif self._size >= max(COMPACT_BYTES, 2 * self._needed):
            self._compact()

    async def sync(self) -> None:
        """Return when everything put in before is on the disk. Those who wait at once share one sync."""
        wanted = self._puts
        while self.synced < wanted and self._file >= 0:
            if self._syncing is None:
                self._syncing = asyncio.ensure_future(self._sync())
            await asyncio.shield(self._syncing)

    def close(self) -> None:
        """Let go of the file."""
        file, self._file = self._file, -1
        if file >= 0 and self._syncing is None:
            os.close(file)
        elif self._syncing is not None:
            self._syncing.add_done_callback(lambda _: os.close(file))

    # Details

    async def _sync(self) -> None:
        puts = self._puts
        try:
            await asyncio.get_running_loop().run_in_executor(None, os.fsync, self._file)
            self.synced = puts
        finally:
            self._syncing = None

    def _append(self, line: bytes) -> None:
        written = os.write(self._file, line)
        if written != len(line):  # a full disk
            os.ftruncate(self._file, self._size)
            raise OSError(f"{self._path}: no room for another message")
        self._size += written

    def _read(self) -> int:
        """Read the file. What a crash has left half written at its end was never promised, and goes."""
        content = self._path.read_bytes()
        if not _BEGINNING.startswith(content.lstrip(b"\0")[: len(_BEGINNING)]):
            os.close(self._file)
            raise OutboxError(f"{self._path} is no outbox: it is left as it is")
        whole = content.rfind(b"\n") + 1
        if whole < len(content):
            os.ftruncate(self._file, whole)
        for line in content[:whole].splitlines(keepends=True):
            try:
                found = _decode(line)
            except msgspec.DecodeError:
                continue  # of blocks that never reached the disk, and so was never sent
            if found.put is UNSET:
                self._lines.pop(found.key, None)
            else:
                self._lines[found.key] = line
        self._needed = sum(map(len, self._lines.values()))
        return whole

    def _compact(self) -> None:
        """Write what is needed into a new file, and put that into the old one's place."""
        if self._syncing is not None:
            return
        beside = self._path.with_name(f"{self._path.name}.new")
        beside.unlink(missing_ok=True)
        file = _open(beside)
        os.write(file, b"".join(self._lines.values()))
        os.fsync(file)
        beside.replace(self._path)
        _sync_folder(self._path.parent)
        os.close(self._file)
        self._file, self._size, self.synced = file, self._needed, self._puts


def _decode(line: bytes) -> _Line:
    return msgspec.json.decode(line, type=_Line)


def _open(path: Path) -> int:
    file = os.open(path, os.O_RDWR | os.O_CREAT | os.O_APPEND | getattr(os, "O_CLOEXEC", 0), 0o600)
    try:
        _lock(file)
        replaced = not os.path.samestat(os.fstat(file), path.stat())  # by its owner, while we opened it
    except OSError:
        replaced = True
    if replaced:
        os.close(file)
        raise OutboxError(f"{path} is in use by another program")
    return file


def _lock(file: int) -> None:
    try:
        import fcntl
    except ModuleNotFoundError:
        return  # Windows: nobody watches there
    fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)


def _sync_folder(folder: Path) -> None:
    file = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(file)
    finally:
        os.close(file)
