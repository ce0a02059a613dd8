"""What is said under torture: texts that follow from their number, so that none has to be kept.

A text names its run, its message and its version (0 as sent, then one for each edit). A text that is not
exactly the one its number gives has been damaged on the way.
"""

from __future__ import annotations

from typing import Final

_WORDS = ("salt", "über", "消息", "naïve", "river", "🦉", "lorem", "0xff", "and", "then", "—", "tea")
_LENGTHS = (1, 2, 3, 4, 6, 8, 12, 3, 2, 5, 7, 1, 4, 2, 9, 160)
_FILLERS: Final = tuple(
    " ".join(_WORDS[(place * 5 + word) % len(_WORDS)] for word in range(length))
    for place, length in enumerate(_LENGTHS)
)
"""One text in sixteen is long enough to be cut in the middle of a frame."""


def client_id(run: str, key: int) -> str:
    """Return the ``client_id`` of a message of this run."""
    return f"{run}.{key}"


def key_of(run: str, client_id_: str | None) -> int | None:
    """Return the message a ``client_id`` belongs to, or None if it is not of this run."""
    if client_id_ is None:
        return None
    prefix, _, key = client_id_.rpartition(".")
    return int(key) if prefix == run and key.isdecimal() else None


def text(run: str, key: int, version: int, mention: str) -> str:
    """Return the text of a message's version; ``mention`` is a name, ``all``, or nothing."""
    filler = _FILLERS[(key + 7 * version) % len(_FILLERS)]
    said = f"{run}.{key}.{version} {filler}"
    return f"{said} @{mention}" if mention else said


def version_of(run: str, key: int, said: str) -> int | None:
    """Return which version of a message a text claims to be, or None if it claims to be another message."""
    head = said.split(" ", 1)[0]
    prefix, _, version = head.rpartition(".")
    return int(version) if prefix == f"{run}.{key}" and version.isdecimal() else None
