"""What a program remembers between two runs, so as to go on where it was: who it is, and what it has seen."""

from __future__ import annotations

import os
from pathlib import Path

import msgspec
from msgspec import Struct

from hubbub_client.errors import OutboxError


class State(Struct, frozen=True):
    """A login and the cursors that belong to it. The token in it is a secret."""

    token: str | None = None
    user: int | None = None
    epoch: str | None = None
    cursors: dict[int, int] = {}


def load(path: Path) -> State:
    """Return what was saved, or nothing if nothing was. Raises OutboxError for a file that is not ours."""
    try:
        content = path.read_bytes()
        return msgspec.json.decode(content, type=State) if content else State()
    except FileNotFoundError:
        return State()
    except msgspec.DecodeError:
        raise OutboxError(f"{path} holds no state of a client: it is left as it is") from None


def save(path: Path, state: State) -> None:
    """Replace what was saved, as a whole or not at all. Nobody else may read the file."""
    path.parent.mkdir(parents=True, exist_ok=True)
    beside = path.with_name(f"{path.name}.{os.getpid()}.new")
    beside.unlink(missing_ok=True)
    file = os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    try:
        with os.fdopen(file, "wb") as stream:
            stream.write(msgspec.json.encode(state))
            stream.flush()
            os.fsync(stream.fileno())
        beside.replace(path)
    except BaseException:
        beside.unlink(missing_ok=True)
        raise
