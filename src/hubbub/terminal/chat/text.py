"""Other people's text, made harmless for a terminal: nothing in it acts, and nothing reorders."""

from __future__ import annotations

import re
import unicodedata
from typing import Final

# An escape sequence goes as a whole, so that its letters are not left over: CSI, OSC and the like, the rest.
_SEQUENCE: Final = re.compile(
    r"(?:\x1b\[|\x9b)[0-?]*[ -/]*[@-~]"
    r"|(?:\x1b[\]PX^_]|[\x9d\x90\x98\x9e\x9f])[^\x07\x1b\x9c]*(?:\x07|\x1b\\|\x9c)?"
    r"|\x1b[ -/]*[0-~]?"
)
_CONTROL: Final = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200b\u200e\u200f\u202a-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb\ufffe\uffff]"
)
_MARKS_IN_A_ROW: Final = 4
"""More combining marks than that on one character climb over the neighbouring lines."""
_UNITS: Final = ("B", "kB", "MB", "GB", "TB")


def clean(text: str) -> str:
    """Return what may be written to a terminal: lines of printable characters, and nothing that acts."""
    text = text.replace("\r\n", "\n").replace("\r", "\n").replace("\u2028", "\n").replace("\u2029", "\n")
    if text.isascii() and text.replace("\n", "").isprintable():
        return text
    text = _CONTROL.sub("", _SEQUENCE.sub("", text)).replace("\t", "    ")
    text = text.encode("utf-8", "replace").decode()  # half a surrogate pair is no character
    return text if text.isascii() else _calm(text)


def clean_line(text: str) -> str:
    """Return the same as one line."""
    return " ".join(clean(text).split())


def size_of(count: int) -> str:
    """Return bytes as people say them."""
    size = float(count)
    for unit in _UNITS:
        if size < 1000 or unit == _UNITS[-1]:
            return f"{size:.0f} {unit}" if unit == "B" or size >= 10 else f"{size:.1f} {unit}"
        size /= 1000
    raise AssertionError("unreachable")


def _calm(text: str) -> str:
    kept, marks = [], 0
    for character in text:
        marks = marks + 1 if unicodedata.category(character) in ("Mn", "Me") else 0
        if marks <= _MARKS_IN_A_ROW:
            kept.append(character)
    return "".join(kept)
