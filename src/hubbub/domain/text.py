"""What people type: bounds, what is refused, names and mentions.

Bounds are in characters (Unicode code points). A text of ``MAX_TEXT`` characters fits into one
64 KiB frame as UTF-8, and as JSON escapes too unless it is full of emoji (twelve bytes each then).
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache
from itertools import islice
from typing import Final

from hubbub.errors import BadRequest, TooLarge

MAX_TEXT: Final = 10_000
MAX_NAME: Final = 40
MAX_TITLE: Final = 80
MAX_TOPIC: Final = 500
MAX_AVATAR: Final = 500
MAX_QUERY: Final = 100
MAX_MENTIONS: Final = 20
MAX_CANDIDATES: Final = 200
MAX_KEY: Final = 2 * MAX_NAME
EVERYONE: Final = "all"

# C0 and C1 controls but tab and newline; bidirectional overrides can make a text show another
# order than it has; U+FFFE and U+FFFF are not characters; a lone surrogate is no text at all.
_REFUSED = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ufffe\uffff\ud800-\udfff]")
_REFUSED_IN_LINE = re.compile(
    "[\x00-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069\ufffe\uffff\ud800-\udfff]"
)
# What shows nothing: soft hyphen, zero-width characters and marks of direction, variation selectors. Emoji
# and some scripts need them inside a name, but they make no other name of it, nor a name alone.
_INVISIBLE = re.compile(
    "[\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180e\u200b-\u200f\u2060-\u206f\u3164\ufe00-\ufe0f\ufeff\uffa0]"
)
_WORD = re.compile(r"[A-Za-z0-9_]")


def check_text(text: str, field: str = "text") -> str:
    """Return the text of a message as it will be stored; line ends become newlines.

    Raises BadRequest for an empty text or control characters, TooLarge past MAX_TEXT.
    """
    if "\r" in text:
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    if len(text) > MAX_TEXT:
        raise TooLarge(f"{field}: at most {MAX_TEXT} characters, got {len(text)}")
    if not text or text.isspace():
        raise BadRequest(f"{field}: must not be empty")
    if not text.isprintable() and (found := _REFUSED.search(text)):
        raise BadRequest(f"{field}: character U+{ord(found[0]):04X} at {found.start()} is not allowed")
    return text


def check_line(line: str, field: str, *, most: int, empty: bool = False) -> str:
    """Return one line of text (a name, a topic) without outer spaces, or raise BadRequest."""
    line = line.strip()
    if not line and not empty:
        raise BadRequest(f"{field}: must not be empty")
    if len(line) > most:
        raise BadRequest(f"{field}: at most {most} characters, got {len(line)}")
    if found := _REFUSED_IN_LINE.search(line):
        raise BadRequest(f"{field}: character U+{ord(found[0]):04X} is not allowed")
    return line


def check_name(name: str) -> str:
    """Return a user's name as it will be shown, in NFC; ``all`` is kept for ``@all``."""
    name = unicodedata.normalize("NFC", check_line(name, "name", most=MAX_NAME))
    if "@" in name:
        raise BadRequest("name: must not contain @")
    key = name_key(name)
    if not key:
        raise BadRequest("name: must not be empty")
    if key == EVERYONE:
        raise BadRequest("name: 'all' means everyone")
    return name


def name_key(name: str) -> str:
    """Return what makes two names the same: case, width, outer spaces and what is invisible do not matter."""
    visible = _INVISIBLE.sub("", name)
    return unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", visible).casefold()).strip()


def mention_candidates(text: str) -> list[str]:
    """Return every name that could be meant after an ``@``, as keys, longest first at each place.

    Names may hold spaces and need no space after them in Chinese, so the text alone cannot say
    where a name ends: the caller keeps those that are names of members (``mentioned``).
    """
    return list(dict.fromkeys(key for keys in _places(text) for key in keys))


def mentioned(text: str, members: dict[str, int]) -> list[int]:
    """Return the ids of those mentioned, in order: at each ``@`` the longest name that fits."""
    found: dict[int, None] = {}
    for keys in _places(text):
        for key in keys:
            if key in members:
                found[members[key]] = None
                break
    return list(found)


def mentions_everyone(text: str) -> bool:
    """Say whether the text holds ``@all`` as a whole word."""
    return any(EVERYONE in keys for keys in _places(text))


@lru_cache(maxsize=16)
def _places(text: str) -> tuple[tuple[str, ...], ...]:
    """Return for each ``@`` that begins a word (not an address) the keys of the names it may mean.

    Asked three times of each text, found out once; never more than MAX_CANDIDATES keys in all.
    """
    places: list[tuple[str, ...]] = []
    room = MAX_CANDIDATES
    at = text.find("@")
    while at >= 0 and room > 0 and len(places) < MAX_MENTIONS:
        if at == 0 or not _WORD.match(text[at - 1]):
            keys = tuple(islice(_prefixes(text[at + 1 : at + 2 + MAX_NAME]), room))
            room -= len(keys)
            places.append(keys)
        at = text.find("@", at + 1)
    return tuple(places)


def _prefixes(tail: str) -> Iterator[str]:
    """Give the keys of what may be a name at the beginning of a text, the longest first."""
    tail = tail.split("\n", 1)[0].split("@", 1)[0]
    if tail[:1].isspace():  # "open @ all hours" means nobody
        return
    for end in range(min(_end_of_longest(tail), MAX_NAME), 0, -1):
        inside_a_word = end < len(tail) and _WORD.match(tail[end]) and _WORD.match(tail[end - 1])
        if not inside_a_word and not tail[end - 1].isspace():
            yield name_key(tail[:end])


def _end_of_longest(tail: str) -> int:
    """Return where the key of a prefix grows past MAX_KEY: single characters become up to eighteen."""
    size = 0
    for place, character in enumerate(tail):
        size += len(unicodedata.normalize("NFKC", character))
        if size > MAX_KEY:
            return place
    return len(tail)
