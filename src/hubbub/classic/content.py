"""Message content at the classic edge: HTML fragments to text and pictures, and back.

Of a fragment only ``<p class>``, ``<br>`` and ``<a-image class src>`` mean anything; whatever else
looks like markup is text. The front end compiles what it shows as a Vue template, so braces leave
here as entities: ``{{1+1}}`` must not show 2.
"""

from __future__ import annotations

import html
import re
from collections.abc import Container, Sequence
from typing import Final

from msgspec import Struct

PICTURES: Final = "/images/"
"""Where pictures are, and what stands before their names in a kept fragment."""

# Strangers' text: nothing here may look again at what it has looked at. So attributes have a bound, and are
# looked for only where a word begins.
_TAG = re.compile(
    r"<(?P<closing>/?)(?P<tag>p|br|a-image)(?P<attributes>(?:\s[^<>]{0,1000})?)/?>", re.IGNORECASE
)
_ATTRIBUTE = re.compile(
    r"""(?<![a-z])(?P<name>[a-z]++)\s*+=\s*+(?:"(?P<double>[^"]*)"|'(?P<single>[^']*)')""", re.IGNORECASE
)
_ENTITY = re.compile(r"&(?:#[0-9]{1,7}|#x[0-9a-f]{1,6}|[a-z][a-z0-9]{1,30});", re.IGNORECASE)
_SPECIAL = re.compile(rf"(?:{_ENTITY.pattern})|[&<>{{}}]", re.IGNORECASE)
_CLASS = re.compile(r"[A-Za-z0-9 _-]{1,200}")
_PICTURE = re.compile(
    r"(?:(?:https?:)?//(?P<host>\[[0-9a-f:.]+\]|[A-Za-z0-9.-]+)(?::[0-9]{1,5})?)?"
    r"(?:/[A-Za-z0-9._~-]+){0,8}?/?(?P<md5>[0-9a-f]{32})(?P<extension>[^\s/\\\"'<>{}&?#%]{0,16})",
    re.IGNORECASE,
)
_KEPT = re.compile(f'src="{PICTURES}')
_ESCAPED: Final = {"&": "&amp;", "<": "&lt;", ">": "&gt;", "{": "&#123;", "}": "&#125;"}
_ESCAPES = str.maketrans(_ESCAPED)


class Picture(Struct, frozen=True):
    """A picture as classic pages name it: the MD5 of its bytes in hex, and what follows it."""

    md5: str
    extension: str

    @property
    def name(self) -> str:
        """Its name below the base of pictures."""
        return self.md5 + self.extension


class Content(Struct, frozen=True):
    """What a fragment says: lines of text, pictures in their order, and the fragment made harmless."""

    text: str
    pictures: tuple[Picture, ...]
    fragment: str


def parse(fragment: str, *, known: Container[str] | None = None, host: str = "") -> Content:
    """Read a fragment. Pictures whose MD5 is not ``known`` are text to others; None takes all for known.

    Addresses of pictures at ``host`` (a name without a port) stay as they are in the harmless
    fragment, others lead to ``PICTURES``: pages ask nobody but us for a picture, known or not.
    """
    return _Reader(known, host.lower()).read(fragment)


def write(text: str, pictures: Sequence[str] = ()) -> str:
    """Return the fragment that shows these lines and then the pictures of these names."""
    lines = "".join([f"<p>{_spaced(line) or '<br>'}</p>" for line in text.split("\n")]) if text else ""
    return lines + "".join([f'<a-image src="{PICTURES}{escape(name)}"></a-image>' for name in pictures])


def escape(text: str) -> str:
    """Return text as it may stand in a template: no tag, no entity, no expression."""
    return text.translate(_ESCAPES)


def at_base(fragment: str, base: str) -> str:
    """Return a kept fragment with its pictures at a base, an address that ends in a slash."""
    return _KEPT.sub(lambda _: f'src="{base}', fragment)


class _Reader:
    def __init__(self, known: Container[str] | None, host: str) -> None:
        self._known = known
        self._host = host
        self._lines: list[str] = []
        self._line: list[str] = []
        self._pictures: dict[Picture, None] = {}
        self._out: list[str] = []
        self._in_paragraph = False
        self._had_picture = False
        self._image_open = False

    def read(self, fragment: str) -> Content:
        end = 0
        for tag in _TAG.finditer(fragment):
            self._say(fragment[end : tag.start()])
            self._take(tag)
            end = tag.end()
        self._say(fragment[end:])
        self._close_paragraph()
        return Content("\n".join(self._lines).strip(), tuple(self._pictures), "".join(self._out))

    def _take(self, token: re.Match[str]) -> None:
        tag, closing = token["tag"].lower(), bool(token["closing"])
        if tag == "a-image":
            self._take_picture(token, closing=closing)
            return
        self._close_image()
        if tag == "br":
            self._line.append("\n")
            self._out.append("<br>")
        else:
            self._close_paragraph()
            if not closing:
                self._in_paragraph = True
                self._out.append(f"<p{_class_of(_attributes(token))}>")

    def _say(self, text: str) -> None:
        if text:
            self._close_image()
            self._line.append(_plain(text))
            self._out.append(_SPECIAL.sub(lambda found: _ESCAPED.get(found[0], found[0]), text))

    def _take_picture(self, token: re.Match[str], *, closing: bool) -> None:
        if closing:
            self._close_image()
            return
        attributes = _attributes(token)
        found = _PICTURE.fullmatch(attributes.get("src", ""))
        if found is None:
            self._say(token[0])
            return
        self._close_image()
        picture = Picture(found["md5"].lower(), found["extension"])
        if self._known is None or picture.md5 in self._known:
            self._pictures[picture] = None
            self._had_picture = True
        else:
            self._line.append(_plain(token[0]))
        ours = found["host"] is not None and found["host"].lower() == self._host
        source = attributes["src"] if ours else PICTURES + picture.name
        shown = "".join(
            _class_of(attributes) if name == "class" else f' src="{escape(source)}"'
            for name in attributes
            if name in ("class", "src")
        )
        self._out.append(f"<a-image{shown}>")
        self._image_open = True

    def _close_image(self) -> None:
        if self._image_open:
            self._out.append("</a-image>")
            self._image_open = False

    def _close_paragraph(self) -> None:
        self._close_image()
        line = "".join(self._line)
        if self._in_paragraph:
            line = line.removesuffix("\n")
            self._out.append("</p>")
            if line.strip() or not self._had_picture:
                self._lines.append(line)
        elif line.strip(" "):
            self._lines.append(line)
        self._in_paragraph = self._had_picture = False
        self._line.clear()


def _plain(text: str) -> str:
    return _ENTITY.sub(lambda entity: html.unescape(entity[0]), text).replace("\xa0", " ")


def _attributes(token: re.Match[str]) -> dict[str, str]:
    found: dict[str, str] = {}
    if not token["attributes"]:
        return found
    for attribute in _ATTRIBUTE.finditer(token["attributes"]):
        value = attribute["double"] if attribute["double"] is not None else attribute["single"]
        found.setdefault(attribute["name"].lower(), html.unescape(value))
    return found


def _class_of(attributes: dict[str, str]) -> str:
    name = attributes.get("class", "")
    return f' class="{name}"' if _CLASS.fullmatch(name) else ""


def _spaced(line: str) -> str:
    """Return a line whose runs of spaces HTML will not collapse."""
    return re.sub(" (?= )|^ | $", "&nbsp;", escape(line))
