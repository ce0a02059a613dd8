"""Halves of characters in JSON: what JavaScript makes of a text that it cuts inside an emoji.

Its strings are of UTF-16 units, and ``JSON.stringify`` writes one that has lost its other half as an escape.
That is JSON by its grammar (RFC 8259, section 8.2), and no text that can be stored or sent on in UTF-8.
"""

from __future__ import annotations

import json
import re

_HALF = re.compile(rb"\\u[dD][89a-fA-F]")
"""Where one half may be written; of a whole character there are two."""


def made_whole(payload: bytes) -> bytes | None:
    """Return JSON with U+FFFD for every half of a character. None if there is none, or if it is no JSON."""
    if not _HALF.search(payload):
        return None
    try:
        said = json.dumps(json.loads(payload.decode()), ensure_ascii=False)
    except (ValueError, RecursionError):
        return None
    whole = said.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
    return None if whole == said else whole.encode()
