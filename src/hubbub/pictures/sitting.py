"""One picture's process, from start to end, for the thread that waits for it. Blocking; see `studio`."""

from __future__ import annotations

import contextlib
import os
import select
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO, Final

import msgspec
from msgspec import Struct

from hubbub.errors import Unavailable
from hubbub.pictures.looked import Looked

READY: Final = b"ready\n"
LONGEST_ANSWER: Final = 1024


class Bounds(Struct, frozen=True):
    """What looking at one picture may take."""

    seconds: float
    """From the start of its process, by the clock; as many of processor time."""
    memory: int
    """Bytes of address space, the interpreter and its libraries (about 30 MB) included."""
    most_pixels: int


class Sitting:
    """Looks at one picture, once. `run` is called by a thread, `stop` by any other."""

    def __init__(
        self, source: Path, thumbnail: Path, view: Path, bounds: Bounds, *, square: bool = False
    ) -> None:
        self._source = source
        self._thumbnail = thumbnail
        self._view = view
        self._bounds = bounds
        self._square = square
        self._lock = threading.Lock()
        self._process: subprocess.Popen[bytes] | None = None
        self._stopped = False

    def run(self) -> Looked | None:
        """Look; put both results in their places if it is a picture. Afterwards there is no process.

        Raises Unavailable if it was stopped or the process could not begin, OSError if a file is not
        to be read or written.
        """
        with (
            self._source.open("rb") as source,
            _drafted(self._thumbnail) as thumbnail,
            _drafted(self._view) as view,
        ):
            looked = self._look(source, thumbnail, view)
            if looked is not None:
                Path(thumbnail.name).replace(self._thumbnail)
                Path(view.name).replace(self._view)
            return looked

    def stop(self) -> None:
        """Let `run` end at once, or never begin."""
        with self._lock:
            self._stopped = True
            if self._process is not None:
                self._process.kill()

    def _look(self, source: BinaryIO, thumbnail: BinaryIO, view: BinaryIO) -> Looked | None:
        deadline = time.monotonic() + self._bounds.seconds
        with self._start(source, thumbnail, view) as process:  # which is waited for at the end
            try:
                heard = _listen(process, deadline)
            finally:
                process.kill()  # it has said all we want to hear, and shall touch its results no more
        if self._stopped or not heard.startswith(READY):
            raise Unavailable("picture: it cannot be looked at now")
        return _understand(heard.removeprefix(READY))

    def _start(self, source: BinaryIO, thumbnail: BinaryIO, view: BinaryIO) -> subprocess.Popen[bytes]:
        files = thumbnail.fileno(), view.fileno()
        limits = self._bounds.seconds, self._bounds.memory, self._bounds.most_pixels, int(self._square)
        # -E and -P: nothing of the environment or the working directory decides what is imported.
        command = [sys.executable, "-E", "-P", "-m", "hubbub.pictures.darkroom", *map(str, (*files, *limits))]
        with self._lock:
            if self._stopped:
                raise Unavailable("picture: it cannot be looked at now")
            try:
                # A session of its own, so that Ctrl-C at the terminal is not taken for the picture's fault.
                self._process = subprocess.Popen(
                    command,
                    stdin=source,
                    stdout=subprocess.PIPE,
                    pass_fds=files,
                    env={},
                    cwd="/",
                    start_new_session=True,
                )
            except OSError as error:  # no memory or no process to be had; nothing is known of the picture
                raise Unavailable("picture: it cannot be looked at now") from error
        return self._process


@contextlib.contextmanager
def _drafted(target: Path) -> Iterator[BinaryIO]:
    """Give a new file beside the target, and remove it if it has not become the target."""
    with tempfile.NamedTemporaryFile(
        prefix=f"{target.name}.", suffix=".draft", dir=target.parent, delete=False
    ) as file:
        try:
            yield file  # type: ignore[misc]
        finally:
            Path(file.name).unlink(missing_ok=True)


def _listen(process: subprocess.Popen[bytes], deadline: float) -> bytes:
    """Return what the process has said in two lines, by its end or by the deadline."""
    assert process.stdout is not None
    voice = process.stdout.fileno()
    poll = select.poll()
    poll.register(voice, select.POLLIN)
    heard = b""
    while heard.count(b"\n") < 2 and len(heard) < LONGEST_ANSWER:
        if not poll.poll(max(0.0, deadline - time.monotonic()) * 1_000):
            break
        if not (more := os.read(voice, LONGEST_ANSWER)):
            break
        heard += more
    return heard


def _understand(answer: bytes) -> Looked | None:
    """Return what the answer says. None if there is none: a limit or the deadline killed the process."""
    try:
        return msgspec.json.decode(answer, type=Looked | None)
    except (msgspec.DecodeError, UnicodeDecodeError):
        return None
