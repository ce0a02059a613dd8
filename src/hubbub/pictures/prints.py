"""What Pillow does with one picture: its thumbnail, its view and its placeholder, all without metadata.

Runs only in the darkroom, never in the server: any of it may take all memory, all time, or crash.
What cannot be shown raises whatever Pillow raises.
"""

from __future__ import annotations

import contextlib
import io
import math
import time
import warnings
from typing import Any, BinaryIO, Final, NamedTuple

import blurhash  # type: ignore[import-untyped]
from PIL import GifImagePlugin, Image, ImageSequence, JpegImagePlugin, PngImagePlugin, WebPImagePlugin

THUMBNAIL_EDGE: Final = 480
VIEW_EDGE: Final = 2048
SQUARE_EDGE: Final = 192
MOST_FRAMES: Final = 500
MOST_MOVING_PIXELS: Final = 40_000_000
"""Of all frames of an animation together: about two seconds of encoding and 160 MB."""

BAND: Final = 128
"""Rows of a result that are made at once."""
LANCZOS_REACH: Final = 4
"""Rows of a result beyond its own that a row of it is made of; the filter's is 3."""

_PLUGINS = (GifImagePlugin, JpegImagePlugin, PngImagePlugin, WebPImagePlugin)  # importing one registers it
_MEDIA_TYPES: Final = {
    "PNG": "image/png",
    "JPEG": "image/jpeg",
    "MPO": "image/jpeg",  # what some phones make: a JPEG with further ones after it
    "GIF": "image/gif",
    "WEBP": "image/webp",
}
_MOVING: Final = frozenset({"GIF", "WEBP"})
_ORIENTATION: Final = 0x0112
_TURNS: Final = {
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_270,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_90,
}
_SIDEWAYS: Final = frozenset({5, 6, 7, 8})
_THUMBNAIL: Final[dict[str, Any]] = {"format": "WEBP", "quality": 80, "method": 4}
_VIEW: Final[dict[str, Any]] = {"format": "WEBP", "quality": 85, "method": 2}
_ANIMATION: Final[dict[str, Any]] = {"format": "WEBP", "quality": 75, "method": 0, "save_all": True}
"""Method 0 takes a third of the time of 4 and gives the same number of bytes, give or take a twentieth."""
_SHORTEST_FRAME: Final = 20
_USUAL_FRAME: Final = 100
"""Milliseconds. Browsers show a frame that claims less than the one for the other."""


class Print(NamedTuple):
    """What was found, in the order and the types of `hubbub.pictures.looked.Looked`."""

    media_type: str
    width: int
    height: int
    blurhash: str
    animated: bool


class _Animation(NamedTuple):
    frames: list[Image.Image]
    durations: list[int]
    plays: int
    """0 is for ever."""


def make(
    source: BinaryIO,
    thumbnail: BinaryIO,
    view: BinaryIO,
    *,
    most_pixels: int,
    seconds: float,
    square: bool = False,
) -> Print:
    """Look at a picture and write its thumbnail and its view, both WebP.

    Of a ``square`` one the thumbnail is cut from the middle, to be shown small beside what somebody says.

    An animation of which not all frames are at hand within a quarter of the seconds is shown by its first.
    """
    warnings.simplefilter("error", Image.DecompressionBombWarning)
    Image.MAX_IMAGE_PIXELS = most_pixels
    picture = Image.open(source, formats=("PNG", "JPEG", "GIF", "WEBP"))
    media_type, (width, height) = _MEDIA_TYPES[picture.format or ""], picture.size
    still, turn = _develop(picture)
    if turn in _SIDEWAYS:
        width, height = height, width
    small = _cut(still) if square else _fit(still, THUMBNAIL_EDGE)
    small.save(thumbnail, **_THUMBNAIL)
    moving = _animate(picture, time.monotonic() + seconds / 4) if picture.format in _MOVING else None
    if moving is None:
        still.save(view, **_VIEW)
    else:
        view.write(moving)
    return Print(media_type, width, height, _blur(small), moving is not None)


def _develop(picture: Image.Image) -> tuple[Image.Image, int]:
    """Return what is shown of a picture, at most as large as a view, and how it had to be turned."""
    picture.draft("RGB", (VIEW_EDGE, VIEW_EDGE))  # a large JPEG is decoded at a half, a quarter, an eighth
    still = _fit(picture, VIEW_EDGE)
    turn = _find_turn(picture)
    return (still.transpose(_TURNS[turn]) if turn in _TURNS else still), turn


def _fit(picture: Image.Image, edge: int) -> Image.Image:
    """Return the picture, or its present frame, as a new one that fits a square and carries nothing along.

    A band at a time, as conversions copy: so a large picture takes the memory of its pixels only once.
    """
    mode = "RGBA" if picture.has_transparency_data else "RGB"
    scale = max(1.0, picture.width / edge, picture.height / edge)
    fitting = Image.new(mode, (max(1, round(picture.width / scale)), max(1, round(picture.height / scale))))
    step = picture.height / fitting.height
    for top in range(0, fitting.height, BAND):
        bottom = min(fitting.height, top + BAND)
        above = max(0, math.floor((top - LANCZOS_REACH) * step))
        below = min(picture.height, math.ceil((bottom + LANCZOS_REACH) * step))
        band = _with_bytes(picture.crop((0, above, picture.width, below))).convert(mode)
        box = 0, top * step - above, picture.width, bottom * step - above
        shrunk = band.resize((fitting.width, bottom - top), Image.Resampling.LANCZOS, box)
        fitting.paste(shrunk, (0, top))
    return fitting


def _cut(still: Image.Image) -> Image.Image:
    """Return the largest square in the middle, no larger than it is shown."""
    side = min(still.size)
    left, top = (still.width - side) // 2, (still.height - side) // 2
    edge = min(side, SQUARE_EDGE)
    box = left, top, left + side, top + side
    return still.resize((edge, edge), Image.Resampling.LANCZOS, box)


def _with_bytes(band: Image.Image) -> Image.Image:
    """Return the band with a byte a channel. A grey PNG can have two, of which Pillow would cut the upper."""
    if band.mode.startswith("I"):
        return band.convert("I").point(lambda value: value * (1 / 257) + 0.5).convert("L")
    return band


def _find_turn(picture: Image.Image) -> int:
    with contextlib.suppress(Exception):  # EXIF is a stranger's too, and a picture is shown without it
        return int(picture.getexif().get(_ORIENTATION, 1))
    return 1


def _animate(picture: Image.Image, deadline: float) -> bytes | None:
    """Return the picture moving, or None if it does not, or too much, too long, or not to the end."""
    with contextlib.suppress(Exception):  # its first frame is at hand and good
        if (animation := _collect(picture, deadline)) is not None:
            first, *others = animation.frames
            moving = io.BytesIO()
            times: dict[str, Any] = {"duration": animation.durations, "loop": animation.plays}
            first.save(moving, append_images=others, background=(0, 0, 0, 0), **times, **_ANIMATION)
            return moving.getvalue()
    return None


def _collect(picture: Image.Image, deadline: float) -> _Animation | None:
    most = min(MOST_FRAMES, MOST_MOVING_PIXELS // (picture.width * picture.height))
    frames: list[Image.Image] = []
    durations = []
    plays = _count_plays(picture)
    for frame in ImageSequence.Iterator(picture):
        if len(frames) == most or time.monotonic() > deadline:
            return None
        frames.append(_fit(frame, VIEW_EDGE))
        duration = int(frame.info.get("duration", 0))
        durations.append(duration if duration >= _SHORTEST_FRAME else _USUAL_FRAME)
    return _Animation(frames, durations, plays) if len(frames) > 1 else None


def _count_plays(picture: Image.Image) -> int:
    """Return how often it plays. A GIF says how often it is repeated, a WebP how often it plays."""
    loop = picture.info.get("loop")
    if picture.format == "GIF":
        loop = 1 if loop is None else loop + 1 if loop else 0
    return min(int(loop or 0), 65_535)


def _blur(small: Image.Image) -> str:
    tiny = Image.new("RGBA", small.size, "white")
    tiny.alpha_composite(small.convert("RGBA"))
    tiny = tiny.convert("RGB").resize((32, 24), Image.Resampling.BOX)
    row, flat = 3 * tiny.width, tiny.tobytes()
    rows = [[flat[at : at + 3] for at in range(top, top + row, 3)] for top in range(0, len(flat), row)]
    return str(blurhash.encode(rows, components_x=4, components_y=3))
