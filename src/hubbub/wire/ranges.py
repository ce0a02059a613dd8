"""Conditional and partial requests for what never changes (RFC 9110, sections 13 and 14)."""

from __future__ import annotations

import re
from urllib.parse import quote

_RANGE = re.compile(r"bytes=(?P<first>[0-9]{0,15})-(?P<last>[0-9]{0,15})", re.IGNORECASE)
_PLAIN = re.compile(r"[A-Za-z0-9 ()._~+-]*")


def matches(header: str | None, tag: str, *, weakly: bool = True) -> bool:
    """Say whether an ``If-None-Match`` (weakly) or an ``If-Match`` names an entity tag."""
    if header is None:
        return False
    named = [each.strip() for each in header.split(",")]
    return header.strip() == "*" or tag in ([each.removeprefix("W/") for each in named] if weakly else named)


def wanted(header: str | None, if_range: str | None, tag: str, size: int) -> tuple[int, int] | None:
    """Return the start and end of the one range asked for, or None for the whole.

    Several ranges, units that we do not know and a stale ``If-Range`` give the whole, as they may.
    Raises ValueError for a range that is not in it.
    """
    if header is None or (if_range is not None and if_range.strip() != tag):
        return None
    found = _RANGE.fullmatch(header.strip())
    if found is None or not (found["first"] or found["last"]):
        return None
    if not found["first"]:
        start, end = max(0, size - int(found["last"])), size
    else:
        start = int(found["first"])
        end = min(int(found["last"]) + 1, size) if found["last"] else size
        if found["last"] and int(found["last"]) < start:
            return None
    if start >= end:
        raise ValueError("nothing of it is there")
    return start, end


def disposition(kind: str, name: str) -> str:
    """Return a ``Content-Disposition`` (RFC 6266) whose name no browser and no proxy misreads."""
    plain = "".join(letter if _PLAIN.fullmatch(letter) else "_" for letter in name)
    header = f'{kind}; filename="{plain}"'
    return header if plain == name else f"{header}; filename*=UTF-8''{quote(name, safe='')}"
