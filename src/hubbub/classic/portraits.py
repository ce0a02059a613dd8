"""Pictures of people and groups that have none: a colour of their own, drawn when asked for."""

from __future__ import annotations

import re
from typing import Any

from litestar import Response

_DRAWING = (
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 64 64" width="64" height="64">'
    '<rect width="64" height="64" rx="{corner}" fill="hsl({hue} 55% 48%)"/>{figure}</svg>'
)
_PERSON = '<circle cx="32" cy="25" r="11" fill="#fff"/><path d="M12 58a20 20 0 0 1 40 0z" fill="#fff"/>'
_GROUP = (
    '<circle cx="23" cy="26" r="8" fill="#fff"/><circle cx="42" cy="26" r="8" fill="#fff"/>'
    '<path d="M8 54a15 15 0 0 1 30 0z" fill="#fff"/><path d="M41 54a18 18 0 0 0-5-13 15 15 0 0 1 21 13z"'
    ' fill="#fff"/>'
)
_NAME = re.compile(r"(?P<kind>person|group)-(?P<number>[0-9]{1,16})\.svg")
_HUE_STEP = 137.508
"""The golden angle: neighbours' colours differ."""


def portrait(name: str) -> Response[Any] | None:
    """Return the portrait of this name, or None if it is no name of one."""
    found = _NAME.fullmatch(name)
    if found is None:
        return None
    corner, figure = (32, _PERSON) if found["kind"] == "person" else (12, _GROUP)
    return _draw(int(found["number"]), corner, figure)


def _draw(number: int, corner: int, figure: str) -> Response[Any]:
    drawing = _DRAWING.format(corner=corner, hue=round(number * _HUE_STEP % 360), figure=figure)
    headers = {
        "Cache-Control": "public, max-age=86400",
        "Content-Security-Policy": "sandbox; default-src 'none'; style-src 'none'",
        "X-Content-Type-Options": "nosniff",
        "Cross-Origin-Resource-Policy": "cross-origin",
    }
    return Response(drawing.encode(), media_type="image/svg+xml", headers=headers)
