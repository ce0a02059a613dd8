"""Colours: two themes of our own, and what the painted parts take from any theme of Textual's."""

from __future__ import annotations

from typing import Final

from msgspec import Struct
from rich.style import Style
from textual.color import Color
from textual.theme import BUILTIN_THEMES, Theme

DARK: Final = Theme(
    name="hubbub-dark",
    primary="#8b9cff",
    secondary="#6fd3c7",
    accent="#b58cff",
    foreground="#dde1ee",
    background="#12141c",
    surface="#181b26",
    panel="#212534",
    success="#6ad78d",
    warning="#f4bf75",
    error="#f27a8a",
    dark=True,
)
LIGHT: Final = Theme(
    name="hubbub-light",
    primary="#4453d6",
    secondary="#0d7f74",
    accent="#8146d8",
    foreground="#20242f",
    background="#fbfbfd",
    surface="#f1f2f8",
    panel="#e4e6f1",
    success="#17803d",
    warning="#a85f00",
    error="#c42a41",
    dark=False,
)
_DARK_AUTHORS: Final = (
    "#7fc8f8",
    "#f6a6c1",
    "#9be08a",
    "#f4bf75",
    "#c7a6ff",
    "#66d9cf",
    "#ff9e80",
    "#d6d36f",
)
_LIGHT_AUTHORS: Final = (
    "#1269a8",
    "#b02a68",
    "#2f7a1c",
    "#9a5a00",
    "#6d3fc4",
    "#00766c",
    "#b5431b",
    "#6b6a00",
)


def theme_named(name: str) -> str | None:
    """Return the theme that somebody means: one of ours may go without its family's name."""
    known = {*BUILTIN_THEMES, DARK.name, LIGHT.name}
    return next((each for each in (name, f"hubbub-{name}") if each in known), None)


class Look(Struct, frozen=True):
    """The styles of what is painted line by line."""

    name: str
    base: Style
    text: Style
    muted: Style
    faint: Style
    mine: Style
    new: Style
    error: Style
    success: Style
    mention: Style
    link: Style
    selected: Style
    for_me: Style
    current: Style
    badge: Style
    quiet_badge: Style
    mention_badge: Style
    panel: Style
    authors: tuple[Style, ...]

    def author(self, user: int) -> Style:
        """Return someone's colour, always the same."""
        return self.authors[user % len(self.authors)]


def look_of(theme: Theme) -> Look:
    """Derive the styles from a theme."""
    colours = theme.to_color_system().generate()
    back, fore = Color.parse(colours["background"]), Color.parse(colours["foreground"])
    surface, panel = Color.parse(colours["surface"]), Color.parse(colours["panel"])
    primary, accent = Color.parse(colours["primary"]), Color.parse(colours["accent"])
    error, warning = Color.parse(colours["error"]), Color.parse(colours["warning"])
    return Look(
        name=theme.name,
        base=_style(fore, back),
        text=_style(fore),
        muted=_style(fore.blend(back, 0.3)),
        faint=_style(fore.blend(back, 0.5)),
        mine=_style(primary),
        new=_style(error, bold=True),
        error=_style(error),
        success=_style(Color.parse(colours["success"])),
        mention=_style(accent, bold=True),
        link=_style(primary, underline=True),
        selected=_style(None, back.blend(primary, 0.18)),
        for_me=_style(None, back.blend(warning, 0.12)),
        current=_style(None, surface.blend(primary, 0.22)),
        badge=_style(primary.get_contrast_text(0.95).blend(primary, 0.05), primary, bold=True),
        quiet_badge=_style(fore.blend(back, 0.3), panel),
        mention_badge=_style(back, error, bold=True),
        panel=_style(fore, surface),
        authors=tuple(
            _style(Color.parse(each)) for each in (_DARK_AUTHORS if theme.dark else _LIGHT_AUTHORS)
        ),
    )


def _style(
    colour: Color | None,
    back: Color | None = None,
    *,
    bold: bool | None = None,
    underline: bool | None = None,
) -> Style:
    return Style(
        color=None if colour is None else colour.hex6,
        bgcolor=None if back is None else back.hex6,
        bold=bold,
        underline=underline,
    )
