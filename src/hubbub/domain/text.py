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
# What shows nothing though Unicode calls it a letter, a mark or a sign: fillers, joiners, variation selectors
# and the blank Braille pattern. The rest of what shows nothing is known by its category (``_shows``).
_BLANK = re.compile(
    "[\u034f\u115f\u1160\u17b4\u17b5\u180b-\u180d\u180f\u2800\u3164\ufe00-\ufe0f\uffa0\U000e0100-\U000e01ef]"
)
_RESERVED: Final = {"display_name": "system"}
"""What a line of this field may not say, in any spelling: nobody shows as the server itself."""
_WORD = re.compile(r"[A-Za-z0-9_]")
_AT = re.compile(r"(?<![A-Za-z0-9_])@")


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
    key = name_key(line) if len(line) <= most else line
    if not key and not empty:
        raise BadRequest(f"{field}: must not be empty")
    if len(line) > most:
        raise BadRequest(f"{field}: at most {most} characters, got {len(line)}")
    if found := _REFUSED_IN_LINE.search(line):
        raise BadRequest(f"{field}: character U+{ord(found[0]):04X} is not allowed")
    if key and key == _RESERVED.get(field):
        raise BadRequest(f"{field}: {key!r} is the server itself")
    return line


def check_name(name: str) -> str:
    """Return a new user's name as it will be shown, in NFC; ``all`` is kept for ``@all``.

    Raises BadRequest. Names that are there already may break rules that came after them.
    """
    name = unicodedata.normalize("NFC", check_line(name, "name", most=MAX_NAME))
    key = name_key(name)
    if "@" in key:
        raise BadRequest("name: must not contain @")
    if not name.isprintable() and (unknown := next(filter(_is_unknown, name), None)):
        raise BadRequest(f"name: character U+{ord(unknown):04X} is not allowed")
    if len(name) > MAX_NAME:
        raise BadRequest(f"name: at most {MAX_NAME} characters, got {len(name)} in NFC")
    if len(key) > MAX_KEY:
        raise BadRequest(
            f"name: at most {MAX_KEY} characters when they are spelled out (NFKC), got {len(key)}"
        )
    if key == EVERYONE:
        raise BadRequest("name: 'all' means everyone")
    return name


def name_key(name: str) -> str:
    """Return what makes two names the same: neither case, width, length of spaces, nor what is invisible."""
    if not name.isascii():
        name = _BLANK.sub("", name)
        if not name.isprintable():
            name = "".join(filter(_shows, name))
        name = unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", name).casefold())
    return " ".join(name.casefold().split())


def _shows(character: str) -> bool:
    """Say whether a character may be seen: marks of format, halves of characters and unknown ones may not."""
    return unicodedata.category(character) not in ("Cf", "Cs") and not _is_unknown(character)


def _is_unknown(character: str) -> bool:
    """Say whether nobody knows its looks: private characters, and unassigned ones where no emoji will be."""
    category = unicodedata.category(character)
    return category == "Co" or (category == "Cn" and not "\U0001f000" <= character <= "\U0001faff")


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
    for at in _AT.finditer(text):
        if room <= 0 or len(places) >= MAX_MENTIONS:
            break
        keys = tuple(islice(_prefixes(text[at.end() : at.end() + 1 + MAX_NAME]), room))
        room -= len(keys)
        places.append(keys)
    return tuple(places)


def _prefixes(tail: str) -> Iterator[str]:
    """Give the keys of what may be a name at the beginning of a text, the longest first."""
    tail = tail.split("\n", 1)[0].split("@", 1)[0]
    if tail[:1].isspace():  # "open @ all hours" means nobody
        return
    for end in range(min(_end_of_longest(tail), MAX_NAME), 0, -1):
        inside_a_word = end < len(tail) and _WORD.match(tail[end]) and _WORD.match(tail[end - 1])
        if not inside_a_word and not tail[end - 1].isspace():
            key = name_key(tail[:end])
            if 0 < len(key) <= MAX_KEY:
                yield key


def _end_of_longest(tail: str) -> int:
    """Return where the key of a prefix grows past MAX_KEY: single characters become up to eighteen."""
    size = 0
    for place, character in enumerate(tail):
        size += len(unicodedata.normalize("NFKC", character))
        if size > MAX_KEY:
            return place
    return len(tail)
