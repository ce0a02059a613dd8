"""Where pictures are looked at, a few at a time, without keeping the event loop waiting."""

from __future__ import annotations

import asyncio
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Final

from hubbub.errors import Unavailable
from hubbub.pictures.looked import Looked
from hubbub.pictures.sitting import Bounds, Sitting

RESULT_TYPE: Final = "image/webp"
"""The media type of every thumbnail and every view."""
MIB: Final = 1024 * 1024


class Studio:
    """Looks at pictures of strangers, each in a process of its own that may take so much and no more.

    `seconds` are counted from the start of the process, by the clock and of processor time; `memory` is in
    bytes of address space; `most_pixels` is width times height. Who comes while `at_once` are looked at
    waits.
    """

    def __init__(
        self,
        *,
        at_once: int = 2,
        seconds: float = 10.0,
        memory: int = 512 * MIB,
        most_pixels: int = 50_000_000,
    ) -> None:
        self._bounds = Bounds(seconds=seconds, memory=memory, most_pixels=most_pixels)
        # A thread for each process. Starting one takes a millisecond or two, which the loop shall not lose.
        self._threads = ThreadPoolExecutor(at_once, "picture")
        self._sittings: set[Sitting] = set()
        self._closed = False

    async def develop(
        self, source: Path, thumbnail: Path, view: Path, *, square: bool = False
    ) -> Looked | None:
        """Look at a file; write its thumbnail (fits 480x480) and its view (fits 2048x2048).

        Both are WebP, encoded anew without any metadata, upright, and never larger than the picture. The
        view of an animated GIF or WebP moves, unless it has more frames or pixels than `prints` allows. Both
        are there when this returns a `Looked`, replacing what was there (not synced to the disk); otherwise
        neither. A ``square`` thumbnail is cut from the middle and fits 192x192.

        None if it is no picture we show (PNG, JPEG, GIF, WebP), or too much of one.

        If the caller is cancelled, the process has ended when the cancellation goes on. Raises Unavailable
        if the picture could not be looked at though nothing is known against it (closed meanwhile, no
        process to be had), OSError if a file cannot be read or written.
        """
        if self._closed:
            raise Unavailable("picture: the server is stopping")
        sitting = Sitting(source, thumbnail, view, self._bounds, square=square)
        self._sittings.add(sitting)
        running = self._threads.submit(sitting.run)
        done = asyncio.wrap_future(running)
        try:
            return await asyncio.shield(done)
        except asyncio.CancelledError:
            sitting.stop()
            if not running.cancel():
                await asyncio.gather(done, return_exceptions=True)
            raise
        finally:
            self._sittings.discard(sitting)

    async def close(self) -> None:
        """End every process and wait for it. Who still waits for a picture gets Unavailable."""
        self._closed = True
        for sitting in self._sittings:
            sitting.stop()
        await asyncio.to_thread(self._threads.shutdown)
