"""Names and texts that Hubbub would refuse, made such that it takes them."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from functools import lru_cache

from hubbub.domain.text import (
    EVERYONE,
    MAX_KEY,
    MAX_NAME,
    MAX_TEXT,
    MAX_TITLE,
    check_line,
    check_name,
    check_text,
    name_key,
)
from hubbub.errors import BadRequest, HubbubError


class Names:
    """Every name that is taken. Two that differ in case or spaces only are one: the later gets a number."""

    def __init__(self, keys: Iterable[str]) -> None:
        self._taken = {EVERYONE, *keys}
        self._numbers: dict[str, int] = {}

    def take(self, name: str, instead: str) -> str:
        """Take a name, or one as like it as can be, or the one ``instead`` where nothing of it is left."""
        wanted = _mended(name) or instead
        if name_key(wanted) not in self._taken and _is_name(wanted):
            return self._keep(wanted)
        number = self._numbers.get(name_key(wanted), 1)
        while True:
            number += 1
            tail = f" ({number})"
            numbered = _shortened(wanted, len(tail)) + tail
            if name_key(numbered) not in self._taken and _is_name(numbered):
                self._numbers[name_key(wanted)] = number
                return self._keep(numbered)

    def _keep(self, name: str) -> str:
        self._taken.add(name_key(name))
        return name


def title(name: str, instead: str) -> str:
    """Return a group's name as Hubbub takes it."""
    kept = "".join(c if _stands_in_line(c) else " " for c in name)
    kept = " ".join(kept.split())[:MAX_TITLE]
    try:
        return check_line(kept, "name", most=MAX_TITLE)
    except BadRequest:
        return instead


def parts(text: str) -> list[str]:
    """Return a text as the messages that hold all of it: one, or several where it is too long for one."""
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    pieces = [text[start : start + MAX_TEXT] for start in range(0, len(text), MAX_TEXT)]
    return [piece for each in pieces if (piece := _storable(each))]


def _storable(text: str) -> str:
    try:
        return check_text(text)
    except HubbubError:
        kept = "".join(filter(_stands_in_text, text))
        return "" if not kept or kept.isspace() else kept


def _mended(name: str) -> str:
    try:
        return check_name(name)
    except BadRequest:
        kept = "".join(filter(_stands_in_name, unicodedata.normalize("NFC", name)))
        return _shortened(unicodedata.normalize("NFC", " ".join(kept.split())), 0)


def _shortened(name: str, room: int) -> str:
    name = name[: MAX_NAME - room]
    while len(name_key(name)) > MAX_KEY - room:
        name = name[:-1]
    return name.strip() if name_key(name) else ""


def _is_name(name: str) -> bool:
    try:
        return check_name(name) == name
    except BadRequest:
        return False


@lru_cache(maxsize=4096)
def _stands_in_name(character: str) -> bool:
    return character.isspace() or _is_name_with(character)


def _is_name_with(character: str) -> bool:
    try:
        check_name(f"x{character}x")
    except BadRequest:
        return False
    return True


@lru_cache(maxsize=4096)
def _stands_in_line(character: str) -> bool:
    try:
        check_line(f"x{character}x", "name", most=MAX_TITLE)
    except BadRequest:
        return False
    return True


@lru_cache(maxsize=4096)
def _stands_in_text(character: str) -> bool:
    try:
        check_text(f"x{character}x")
    except HubbubError:
        return False
    return True
