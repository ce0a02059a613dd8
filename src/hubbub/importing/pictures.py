"""Uploaded pictures of the original: a folder of files that are named by the MD5 of their bytes."""

from __future__ import annotations

import asyncio
import hashlib
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

from hubbub.blobs.store import PIECE, BlobStore, blob_name
from hubbub.classic.content import Picture
from hubbub.domain.models import Attachment
from hubbub.errors import BadRequest
from hubbub.importing.people import Target
from hubbub.pictures.studio import Studio
from hubbub.services.cabinet import Cabinet
from hubbub.services.contents import look
from hubbub.storage import classic, contents, files
from hubbub.storage.contents import Content
from hubbub.storage.transaction import Transaction

NO_FOLDER: Final = "no folder was given: the message says its name"
NOT_THERE: Final = "not in the folder: the message says its name"
OTHER_BYTES: Final = "the file's bytes have another MD5: the message says its name"


class Album:
    """The folder as it is taken: each content once, and for each sender a file of it.

    ``cabinet`` is None on a dry run: then nothing is stored. What was stored and is not committed is
    removed later, as after a crash.
    """

    def __init__(self, folder: Path | None, cabinet: Cabinet | None, runner: asyncio.Runner) -> None:
        if folder is not None and not folder.is_dir():
            raise BadRequest(f"pictures: {folder} is no folder")
        self._folder = folder
        self._cabinet = cabinet
        self._runner = runner
        self._known: dict[str, str] = {}
        """By MD5: what is the matter with a picture, or nothing."""

    def take(self, target: Target, sender: int, pictures: Iterable[Picture]) -> dict[str, Attachment]:
        """Take the pictures of a message, and return the files of those that are there, by MD5."""
        count, there = target.report.pictures, []
        for picture in pictures:
            count.source += 1
            if reason := self._store(target, picture):
                count.refuse(reason, picture.name)
            else:
                count.taken += 1
                there.append(picture)
        tx = Transaction(target.connection, target.now)
        made = classic.adopt(tx, sender, [(picture.md5, picture.name) for picture in there])
        found = files.load(target.connection, [(file, sender) for file in made.values()])
        return {md5: found[file, sender] for md5, file in made.items()}

    def _store(self, target: Target, picture: Picture) -> str:
        """Store a picture's bytes, once, and return why not if not."""
        if picture.md5 not in self._known:
            self._known[picture.md5] = self._look_for(target, picture)
        return self._known[picture.md5]

    def _look_for(self, target: Target, picture: Picture) -> str:
        if self._folder is None:
            return NO_FOLDER
        path = self._folder / picture.name
        if not path.is_file():
            return NOT_THERE
        content = _digest(path)
        if content.md5 != picture.md5:
            return OTHER_BYTES
        if self._cabinet is not None:
            content = self._runner.run(_keep(self._cabinet, content, path))
        tx = Transaction(target.connection, target.now)
        contents.keep(tx, content)
        classic.remember_picture(tx, content.md5, content.hash)
        return ""


@contextmanager
def opened(folder: Path | None, store_url: str, *, dry: bool) -> Iterator[Album]:
    """Give the album of a folder, which stores into the file store of this URL."""
    with asyncio.Runner() as runner:
        if dry or folder is None:
            yield Album(folder, None, runner)
            return
        store = BlobStore(store_url)
        studio = Studio()
        try:
            yield Album(folder, Cabinet(store, studio, largest=0, quota=0), runner)
        finally:
            runner.run(studio.close())
            store.close()


async def _keep(cabinet: Cabinet, content: Content, path: Path) -> Content:
    await cabinet.store.put_file(blob_name(content.hash), path)
    return await look(cabinet, content)


def _digest(path: Path) -> Content:
    sha256, md5, size = hashlib.sha256(), hashlib.md5(usedforsecurity=False), 0
    with path.open("rb") as file:
        while piece := file.read(PIECE):
            sha256.update(piece)
            md5.update(piece)
            size += len(piece)
    return Content(sha256.hexdigest(), md5.hexdigest(), size)
