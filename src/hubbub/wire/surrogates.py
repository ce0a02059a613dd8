"""JSON that is well-formed and yet no text: half of a surrogate pair, written as an escape.

It is what JavaScript makes of a text that it cuts inside an emoji: its strings are of UTF-16 units, and
``JSON.stringify`` writes one that has lost its other half as an escape (RFC 8259, 8.2). The decoder takes
nothing of such a request and does not say what it minds. Python's own reader takes it, so that the reply can
name the field, and the request.
"""

from __future__ import annotations

import json
import re
from typing import Any, Final, NoReturn

from hubbub.errors import BadRequest

_HALF: Final = re.compile("[\ud800-\udfff]")
_MAY_BE_HALF: Final = re.compile(rb"\\u[dD][89a-fA-F]")
"""An escape of one, in a request; of a whole character there are two."""


def read(payload: bytes) -> dict[str, Any]:
    """Return the fields of a request that may hold halves; none where it is malformed in another way."""
    try:
        fields = json.loads(payload.decode(), parse_constant=_refuse)
    except (ValueError, RecursionError):
        return {}
    return fields if isinstance(fields, dict) else {}


def explain(payload: bytes) -> BadRequest | None:
    """Return an error that names the field with half a character in it, if that is what is wrong."""
    for field, value in read(payload).items():
        if found := _HALF.search(json.dumps([field, value], ensure_ascii=False)):
            name = "frame" if _HALF.search(field) else field[:80]
            return BadRequest(f"{name}: character U+{ord(found[0]):04X} is not allowed")
    return None


def made_whole(payload: bytes) -> bytes | None:
    """Return JSON with U+FFFD for every half of a character. None if there is none, or if it is no JSON."""
    if not _MAY_BE_HALF.search(payload):
        return None
    said = json.dumps(read(payload), ensure_ascii=False)
    whole = said.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
    return None if whole == said else whole.encode()


def is_whole(text: str) -> bool:
    """Say whether a text can be written in UTF-8."""
    return _HALF.search(text) is None


def _refuse(constant: str) -> NoReturn:
    """NaN and the infinities are Python's, not JSON's (RFC 8259, 6)."""
    raise ValueError(constant)
