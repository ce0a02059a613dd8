"""Rows as lines of the terminal, wrapped to a width. Nothing here reads markup: text goes in as text."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from rich.cells import cell_len, set_cell_size
from rich.console import Console
from rich.style import Style
from rich.text import Text
from textual.strip import Strip

from hubbub.terminal.chat.look import Look
from hubbub.terminal.chat.rows import DayRow, EdgeRow, MessageRow, NewRow, NoteRow, Row

_LINK: Final = re.compile(r"https?://[^\s<>\"“”]+[^\s<>\"“”.,;:!?)\]。，！？）]")
_CODE: Final = re.compile(r"`[^`\n]+`")
_CONSOLE: Final = Console(width=80, legacy_windows=False, color_system="truecolor", emoji=False, markup=False)
BAR: Final = "▎ "


def paint(row: Row, look: Look, width: int, *, selected: bool = False) -> list[Strip]:
    """Return the lines of a row, all of the given width."""
    match row:
        case DayRow(label=label):
            return [_blank(width), _rule(label, look.muted, look.faint, width)]
        case NewRow(label=label):
            return [_blank(width), _rule(label, look.new, look.new, width)]
        case EdgeRow(label=label):
            return [_blank(width), _centred(label, look.faint, width)]
        case NoteRow(label=label, time=time):
            return _note(label, time, look, width)
        case MessageRow():
            return _message(row, look, width, selected=selected)


def strip_of(text: Text, width: int, back: Style | None = None) -> Strip:
    """Return one line, cut or filled to the width."""
    segments = list(text.render(_CONSOLE))
    return Strip(segments).crop_extend(0, width, back).apply_style(back or Style.null())


def _message(row: MessageRow, look: Look, width: int, *, selected: bool) -> list[Strip]:
    colour = look.mine if row.mine else look.author(row.sender)
    inner = max(8, width - cell_len(BAR) - 2)
    lines: list[Text] = [_head(row, look, colour)] if row.head else []
    lines += _quote(row, look, inner)
    body = _body(row, look)
    if body.plain:
        lines += _wrapped(body, inner)
    lines += [_file(name, size, look) for name, size in row.files]
    if row.failed:
        lines += _wrapped(Text(f"✗ {row.mark}", look.error), inner)
    back = look.selected if selected else look.for_me if row.for_me else None
    painted = [strip_of(Text.assemble((BAR, colour), line), width, back) for line in lines]
    return [_blank(width), *painted] if row.head else painted


def _head(row: MessageRow, look: Look, colour: Style) -> Text:
    return Text.assemble((row.author, colour + Style(bold=True)), ("  " + row.time, look.faint))


def _quote(row: MessageRow, look: Look, width: int) -> Iterator[Text]:
    if row.quote is not None:
        author, text = row.quote
        line = Text.assemble(
            ("╭ ", look.faint), (f"{author}  " if author else "", look.muted), (text, look.faint)
        )
        line.truncate(width, overflow="ellipsis")
        yield line


def _body(row: MessageRow, look: Look) -> Text:
    text = Text(row.text, look.faint + Style(italic=True) if row.deleted else look.text)
    if not row.deleted:
        _highlight(text, _CODE, look.quiet_badge)
        _highlight(text, _LINK, look.link)
        for name in row.mentioned:
            _highlight(text, re.compile("@" + re.escape(name), re.IGNORECASE), look.mention)
    if row.edited:
        text.append(f" ({row.edited})", look.faint)
    if row.mark and not row.failed:
        text.append(f"  {row.mark}", look.faint)
    return text


def _highlight(text: Text, pattern: re.Pattern[str], style: Style) -> None:
    for found in pattern.finditer(text.plain):
        text.stylize(style, found.start(), found.end())


def _file(name: str, size: str, look: Look) -> Text:
    return Text.assemble(("▣ ", look.mine), (name, look.text), (f"  {size}", look.faint))


def _note(label: str, time: str, look: Look, width: int) -> list[Strip]:
    text = Text.assemble((label, look.muted + Style(italic=True)), (f"  {time}", look.faint))
    return [strip_of(Text.assemble(("· ", look.faint), line), width) for line in _wrapped(text, width - 4)]


def _wrapped(text: Text, width: int) -> list[Text]:
    return list(text.wrap(_CONSOLE, width, overflow="fold", no_wrap=False))


def _rule(label: str, style: Style, line: Style, width: int) -> Strip:
    room = max(0, width - cell_len(label) - 4)
    left = room // 2
    text = Text.assemble((" " + "─" * left, line), (f" {label} ", style), ("─" * (room - left), line))
    return strip_of(text, width)


def _centred(label: str, style: Style, width: int) -> Strip:
    label = set_cell_size(label, min(width, cell_len(label)))
    return strip_of(Text(" " * max(0, (width - cell_len(label)) // 2) + label, style), width)


def _blank(width: int) -> Strip:
    return Strip.blank(width)
