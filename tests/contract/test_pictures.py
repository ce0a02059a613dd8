"""Pictures of strangers: what is shown of them, and that none of them costs more than it may."""

from __future__ import annotations

import asyncio
import contextlib
import io
import os
import random
import re
import resource
import signal
import socket
import stat
import struct
import subprocess
import sys
import time
import zlib
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from PIL import Image, ImageCms, ImageSequence, PngImagePlugin

from hubbub.errors import Unavailable
from hubbub.pictures.looked import Looked
from hubbub.pictures.prints import MOST_FRAMES, Print
from hubbub.pictures.studio import Studio
from tests.support.stopwatch import Stopwatch
from tests.support.websocket_peer import until

pytestmark = pytest.mark.anyio

MIB = 1024 * 1024
SECRET = b"52 rue de la Discretion"


class Easel:
    """A folder with a picture in it, and the places of its two results."""

    def __init__(self, folder: Path, studio: Studio) -> None:
        self.source = folder / "upload.bin"  # a name that says nothing
        self.thumbnail = folder / "thumbnail"
        self.view = folder / "view"
        self.folder = folder
        self.studio = studio

    def put(self, content: bytes) -> None:
        self.source.write_bytes(content)

    def develop(self, studio: Studio | None = None) -> Awaitable[Looked | None]:
        return (studio or self.studio).develop(self.source, self.thumbnail, self.view)

    async def shown(self, content: bytes) -> Looked:
        self.put(content)
        looked = await self.develop()
        assert looked is not None
        assert self.others() == {"upload.bin", "thumbnail", "view"}
        return looked

    async def refused(self, content: bytes, studio: Studio | None = None) -> None:
        self.put(content)
        assert await self.develop(studio) is None
        assert self.others() == {"upload.bin"}

    def others(self) -> set[str]:
        return {path.name for path in self.folder.iterdir()}

    @contextmanager
    def endless(self) -> Iterator[int]:
        """Put a picture that never comes to its end: a pipe that nobody writes to. Gives the writing end."""
        os.mkfifo(self.source)
        pipe = os.open(self.source, os.O_RDWR)
        try:
            yield pipe
        finally:
            os.close(pipe)


@pytest.fixture
async def studio() -> AsyncIterator[Studio]:
    studio = Studio(seconds=60)  # a shared machine is slow, and this is not about time
    yield studio
    await studio.close()


@pytest.fixture
def easel(tmp_path: Path, studio: Studio) -> Easel:
    return Easel(tmp_path, studio)


def paint(width: int, height: int, mode: str = "RGB") -> Image.Image:
    """Give a picture with a red left and a blue right half, and a green upper edge."""
    picture = Image.new(mode, (width, height), "blue")
    picture.paste("red", (0, 0, width // 2, height))
    picture.paste("lime", (0, 0, width, max(1, height // 10)))
    return picture


def encode(picture: Image.Image, kind: str, **options: Any) -> bytes:
    encoded = io.BytesIO()
    picture.save(encoded, kind, **options)
    return encoded.getvalue()


def film(count: int, kind: str, *, size: int = 40, **options: Any) -> bytes:
    """Encode an animation: each frame is another grey, the first black. Encoders drop what is alike."""
    frames = [Image.new("RGB", (size, size), (at * 37 % 256,) * 3) for at in range(count)]
    return encode(frames[0], kind, save_all=True, append_images=frames[1:], loop=0, **options)


def chunk(name: bytes, body: bytes) -> bytes:
    return struct.pack(">I", len(body)) + name + body + struct.pack(">I", zlib.crc32(name + body))


def png(
    width: int, height: int, packed: bytes, *, bits: int = 8, colour: int = 0, more: bytes = b""
) -> bytes:
    header = chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, bits, colour, 0, 0, 0))
    return b"\x89PNG\r\n\x1a\n" + header + more + chunk(b"IDAT", packed) + chunk(b"IEND", b"")


def packed_zeros(count: int) -> bytes:
    packer = zlib.compressobj()
    block = bytes(MIB)
    return b"".join(packer.compress(block) for _ in range(count // MIB + 1)) + packer.flush()


def black(side: int) -> bytes:
    """Give a PNG of a bit a pixel: as many pixels as one likes in next to no bytes."""
    return png(side, side, packed_zeros(side * (side // 8 + 1)), bits=1)


def webp_chunks(path: Path) -> set[bytes]:
    """Name the chunks of a WebP: metadata would be in ones of its own."""
    content = path.read_bytes()
    assert content[:4] == b"RIFF"
    assert content[8:12] == b"WEBP"
    names, at = set(), 12
    while at < len(content):
        names.add(content[at : at + 4])
        size = int.from_bytes(content[at + 4 : at + 8], "little")
        at += 8 + size + size % 2
    return names


@pytest.fixture(scope="module", autouse=True)
def bystanders() -> Iterator[None]:
    """Know the processes that were there before, such as the one that servers are forked from."""
    BYSTANDERS.update(children())
    yield
    BYSTANDERS.clear()


BYSTANDERS: set[int] = set()


def children(pid: int | str = "self") -> list[int]:
    found: list[int] = []
    for task in Path(f"/proc/{pid}/task").iterdir():
        found += map(int, (task / "children").read_text().split())
    return [each for each in found if each not in BYSTANDERS]


def reading_children() -> list[int]:
    """Name the children that are bound and at their picture: what they say of errors goes nowhere."""
    found = []
    for pid in children():
        with contextlib.suppress(FileNotFoundError, ProcessLookupError):
            if Path(f"/proc/{pid}/fd/2").readlink() == Path("/dev/null"):
                found.append(pid)
    return found


def seconds_of_children() -> float:
    """Return the processor time of all that have ended."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def memory_now() -> int:
    return int(Path("/proc/self/statm").read_text().split()[1]) * os.sysconf("SC_PAGE_SIZE")


# What is shown


@pytest.mark.parametrize(
    ("kind", "media_type"),
    [("PNG", "image/png"), ("JPEG", "image/jpeg"), ("GIF", "image/gif"), ("WEBP", "image/webp")],
)
async def test_a_picture_is_known_by_its_bytes_and_shown_as_webp(
    easel: Easel, kind: str, media_type: str
) -> None:
    looked = await easel.shown(encode(paint(3000, 1500), kind))
    assert (looked.media_type, looked.width, looked.height) == (media_type, 3000, 1500)
    assert not looked.animated
    for path, size in (easel.thumbnail, (480, 240)), (easel.view, (2048, 1024)):
        with Image.open(path, formats=["WEBP"]) as result:
            assert result.size == size
            red, green, blue = result.convert("RGB").getpixel((size[0] // 4, size[1] // 2))  # type: ignore[misc]
            assert red > 200
            assert max(green, blue) < 60


async def test_a_small_picture_is_not_scaled_up(easel: Easel) -> None:
    looked = await easel.shown(encode(paint(33, 21), "PNG"))
    assert (looked.width, looked.height) == (33, 21)
    for path in easel.thumbnail, easel.view:
        with Image.open(path) as result:
            assert result.size == (33, 21)


@pytest.mark.parametrize(
    ("size", "edge"), [((1, 1), 1), ((2_000, 1), 1), ((50, 80), 50), ((640, 400), 192), ((300, 4_000), 154)]
)
async def test_a_square_is_cut_from_the_middle(easel: Easel, size: tuple[int, int], edge: int) -> None:
    """The edge is counted in what the view has: the last of these is shown 154 wide there."""
    striped = Image.new("RGB", size, "red")
    side = min(size)
    left, top = (size[0] - side) // 2, (size[1] - side) // 2
    striped.paste("blue", (left, top, left + side, top + side))
    easel.put(encode(striped, "PNG"))
    assert await easel.studio.develop(easel.source, easel.thumbnail, easel.view, square=True)
    with Image.open(easel.thumbnail) as square:
        assert square.size == (edge, edge)
        red, _, blue = square.convert("RGB").getpixel((edge // 2, edge // 2))  # type: ignore[misc]
        assert blue > 150 > red


@pytest.mark.parametrize("size", [(1, 1), (20_000, 1), (1, 20_000)])
async def test_the_thinnest_pictures_are_shown(easel: Easel, size: tuple[int, int]) -> None:
    looked = await easel.shown(encode(Image.new("RGB", size, "red"), "PNG"))
    assert (looked.width, looked.height) == size
    with Image.open(easel.view) as view:
        assert view.size == (min(size[0], 2048), min(size[1], 2048))


@pytest.mark.parametrize("mode", ["1", "L", "LA", "P", "RGB", "RGBA", "I;16"])
async def test_every_kind_of_pixel_is_shown(easel: Easel, mode: str) -> None:
    """A grey of two bytes keeps its brightness."""
    half = 40_000 if mode == "I;16" else (0 if mode == "1" else None)
    picture = Image.new(mode, (60, 60), half) if half is not None else paint(60, 60).convert(mode)
    await easel.shown(encode(picture, "PNG"))
    with Image.open(easel.view) as view:
        grey = view.convert("L").getpixel((45, 30))
    if mode == "I;16":
        assert isinstance(grey, int)
        assert abs(grey - 40_000 // 257) < 4


async def test_print_colours_and_what_phones_make_are_jpegs(easel: Easel) -> None:
    assert (await easel.shown(encode(paint(60, 40).convert("CMYK"), "JPEG"))).media_type == "image/jpeg"
    several = encode(paint(60, 40), "MPO", save_all=True, append_images=[paint(30, 20)])
    with Image.open(io.BytesIO(several)) as premise:
        assert premise.format == "MPO"
    looked = await easel.shown(several)
    assert (looked.media_type, looked.width, looked.animated) == ("image/jpeg", 60, False)


async def test_what_is_transparent_stays_so(easel: Easel) -> None:
    picture = Image.new("RGBA", (100, 100), (0, 0, 0, 0))
    picture.paste((255, 0, 0, 255), (50, 0, 100, 100))
    for content in encode(picture, "PNG"), encode(picture, "GIF"), encode(picture, "WEBP", lossless=True):
        await easel.shown(content)
        for path in easel.thumbnail, easel.view:
            with Image.open(path) as result:
                left, right = (
                    result.convert("RGBA").getpixel((20, 50)),
                    result.convert("RGBA").getpixel((80, 50)),
                )
            assert isinstance(left, tuple)
            assert isinstance(right, tuple)
            assert (left[3], right[3]) == (0, 255)


async def test_a_photo_stands_upright(easel: Easel) -> None:
    """EXIF 2.32, 4.6.4: where the first row of what is stored belongs, for each orientation."""
    uppers = ["top", "top", "bottom", "bottom", "left", "right", "right", "left"]
    for orientation, upper in enumerate(uppers, 1):
        exif = Image.Exif()
        exif[0x0112] = orientation
        looked = await easel.shown(encode(paint(80, 40), "JPEG", exif=exif, quality=95))
        size = (80, 40) if orientation < 5 else (40, 80)
        assert (looked.width, looked.height) == size
        for path in easel.thumbnail, easel.view:
            with Image.open(path) as result:
                assert result.size == size
                edges = {
                    "top": result.getpixel((size[0] // 2, 1)),
                    "bottom": result.getpixel((size[0] // 2, size[1] - 2)),
                    "left": result.getpixel((1, size[1] // 2)),
                    "right": result.getpixel((size[0] - 2, size[1] // 2)),
                }
            assert max(edges, key=lambda edge: edges[edge][1]) == upper  # type: ignore[index]


async def test_where_and_with_what_it_was_taken_is_in_neither_result(easel: Easel) -> None:
    exif = Image.Exif()
    exif[0x010F] = SECRET.decode()
    exif[0x8825] = {1: "N", 2: (52.0, 30.0, 1.0), 3: "E", 4: (13.0, 24.0, 2.0)}
    text = PngImagePlugin.PngInfo()
    text.add_text("Comment", SECRET.decode())
    text.add_itxt("XML:com.adobe.xmp", SECRET.decode())
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes() + SECRET
    common: dict[str, Any] = {"exif": exif, "icc_profile": profile}
    uploads = {
        "JPEG": encode(paint(90, 60), "JPEG", comment=SECRET, xmp=SECRET, **common),
        "PNG": encode(paint(90, 60), "PNG", pnginfo=text, **common),
        "WEBP": encode(paint(90, 60), "WEBP", xmp=SECRET, **common),
        "WEBP moving": film(3, "WEBP", xmp=SECRET, **common),
        "GIF": film(3, "GIF", comment=SECRET),
    }
    for kind, content in uploads.items():
        if kind != "GIF":
            with Image.open(io.BytesIO(content)) as premise:
                assert premise.getexif().get_ifd(0x8825)[2] == (52.0, 30.0, 1.0)
        await easel.shown(content + SECRET)
        for path in easel.thumbnail, easel.view:
            assert webp_chunks(path) <= {b"VP8 ", b"VP8L", b"VP8X", b"ALPH", b"ANIM", b"ANMF"}, kind
            assert SECRET not in path.read_bytes()
            with Image.open(path) as result:
                assert not result.getexif()


async def test_the_placeholder_is_the_published_one(easel: Easel) -> None:
    """Vectors: black, which is everywhere; and a gradient, as an independent implementation hashes it."""
    ramp = bytes(
        value for y in range(24) for x in range(32) for value in (x * 8, y * 10, 255 - x * 4 - y * 5)
    )
    gradient = Image.frombytes("RGB", (32, 24), ramp)
    assert (await easel.shown(encode(gradient, "PNG"))).blurhash == "LxH27*2xw#X9mMWajuf9gMfkfQfk"
    assert (await easel.shown(encode(Image.new("RGB", (64, 48)), "PNG"))).blurhash == (
        "L00000fQfQfQfQfQfQfQfQfQfQfQ"
    )


def test_the_darkroom_says_what_the_studio_reads() -> None:
    assert Print._fields == Looked.__struct_fields__


# What moves


@pytest.mark.parametrize("kind", ["GIF", "WEBP"])
async def test_an_animation_moves_in_its_view_and_rests_in_its_thumbnail(easel: Easel, kind: str) -> None:
    looked = await easel.shown(film(7, kind, duration=[50, 60, 70, 80, 90, 100, 110]))
    assert looked.animated
    with Image.open(easel.view) as view:
        assert getattr(view, "n_frames", 1) == 7
        assert view.info["loop"] == 0
        played = []
        for frame in ImageSequence.Iterator(view):
            frame.load()
            played.append(frame.info["duration"])
        assert played == [50, 60, 70, 80, 90, 100, 110]
    with Image.open(easel.thumbnail) as thumbnail:
        assert getattr(thumbnail, "n_frames", 1) == 1
        shade = thumbnail.convert("L").getpixel((20, 20))
        assert isinstance(shade, int)
        assert shade < 14, "the first frame"


async def test_a_gif_in_a_hurry_moves_as_in_a_browser(easel: Easel) -> None:
    """Ten frames a second where it claims a hundred; once, and as many times again as it says."""
    await easel.shown(
        film(3, "GIF", duration=10).replace(b"NETSCAPE2.0\x03\x01\x00\x00", b"NETSCAPE2.0\x03\x01\x04\x00")
    )
    with Image.open(easel.view) as view:
        view.load()
        assert view.info["duration"] == 100
        assert view.info["loop"] == 5


@pytest.mark.parametrize(
    ("frames", "size"),
    [pytest.param(MOST_FRAMES + 1, 2, id="too many frames"), pytest.param(11, 2000, id="too many pixels")],
)
async def test_too_much_of_an_animation_is_shown_by_its_first_frame(
    easel: Easel, frames: int, size: int
) -> None:
    looked = await easel.shown(film(frames, "GIF", size=size))
    assert (looked.media_type, looked.animated) == ("image/gif", False)
    with Image.open(easel.view) as view:
        assert getattr(view, "n_frames", 1) == 1


async def test_an_endless_animation_ends(easel: Easel) -> None:
    """A million frames of the same few bytes: what is looked at is bounded, not what was sent."""
    few = film(3, "GIF", size=200)
    first = few.index(b"\x21\xf9", 13)
    frames = few[first:-1]
    before = seconds_of_children()
    looked = await easel.shown(few[:first] + frames * (12 * MIB // len(frames)))
    assert not looked.animated
    assert seconds_of_children() - before < 8


# What is not shown


OTHERS: dict[str, Callable[[], bytes]] = {
    "nothing": lambda: b"",
    "text": lambda: b"just words",
    "svg": lambda: (
        b'<?xml version="1.0"?><svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'
    ),
    "html": lambda: b"<html><script>alert(1)</script></html>",
    "pdf": lambda: b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n",
    "postscript": lambda: (
        b"%!PS-Adobe-3.0 EPSF-3.0\n%%BoundingBox: 0 0 10 10\n/x { (%pipe%id) (r) file } def\n"
    ),
    "bmp": lambda: encode(paint(9, 9), "BMP"),
    "tiff": lambda: encode(paint(9, 9), "TIFF"),
    "ico": lambda: encode(paint(16, 16), "ICO"),
    "ppm": lambda: encode(paint(9, 9), "PPM"),
    "jpeg 2000": lambda: b"\x00\x00\x00\x0cjP  \r\n\x87\n" + bytes(64),
    "a header alone": lambda: b"\x89PNG\r\n\x1a\n",
    "webp in name only": lambda: b"RIFF\x24\x00\x00\x00WEBPVP8 " + bytes(24),
    "no width": lambda: png(0, 10, zlib.compress(b"")),
    "100,000 x 100,000 png": lambda: png(100_000, 100_000, zlib.compress(bytes(100))),
    "65,500 x 65,500 jpeg": lambda: encode(paint(16, 16), "JPEG").replace(
        b"\xff\xc0\x00\x11\x08\x00\x10\x00\x10", b"\xff\xc0\x00\x11\x08\xff\xdc\xff\xdc"
    ),
    "65,535 x 65,535 gif": lambda: b"GIF89a\xff\xff\xff\xff" + encode(paint(16, 16), "GIF")[10:],
    "16,384 x 16,384 webp": lambda: (
        b"RIFF\x7c\x00\x00\x00WEBPVP8X\x0a\x00\x00\x00\x02\x00\x00\x00"
        b"\xff\x3f\x00\xff\x3f\x00ANIM\x06\x00\x00\x00" + bytes(100)
    ),
    "a bomb of text": lambda: png(
        9, 9, zlib.compress(bytes(90)), more=chunk(b"zTXt", b"a\0\0" + zlib.compress(bytes(100 * MIB)))
    ),
}


@pytest.mark.parametrize("make", OTHERS.values(), ids=OTHERS.keys())
async def test_what_is_no_picture_we_show_is_refused(easel: Easel, make: Callable[[], bytes]) -> None:
    await easel.refused(make())


async def test_a_bomb_within_the_bound_of_pixels_is_shown_and_past_it_refused(easel: Easel) -> None:
    """49 million pixels in thirty kilobytes are still a picture; one more column is too much of one."""
    bomb = black(7_000)
    assert len(bomb) < 40_000
    looked = await easel.shown(bomb)
    assert looked.width == 7_000
    easel.thumbnail.unlink()
    easel.view.unlink()
    await easel.refused(black(7_072))


@pytest.mark.parametrize("kind", ["PNG", "JPEG", "GIF", "WEBP"])
async def test_a_picture_cut_short_is_refused(easel: Easel, kind: str) -> None:
    whole = encode(Image.effect_noise((300, 300), 80).convert("RGB"), kind)
    await easel.refused(whole[: len(whole) // 2])


async def test_of_two_files_in_one_only_the_picture_is_shown(easel: Easel) -> None:
    """A GIF that is a script, and a PNG that is a page: the results are neither."""
    script = b"/*alert(document.cookie)*/;<script>alert(1)</script><?php evil() ?>"
    for content in (
        encode(paint(64, 64), "GIF") + script,
        encode(paint(64, 64), "JPEG", comment=script),
        png(64, 64, zlib.compress(bytes(65 * 64)), more=chunk(b"tEXt", b"a\0" + script)) + script,
    ):
        await easel.shown(content)
        for path in easel.thumbnail, easel.view:
            assert b"alert" not in path.read_bytes()


async def test_hostile_metadata_does_not_spoil_the_picture_or_the_server(easel: Easel) -> None:
    """Each is shown without it or refused; a bomb of a profile, a text or of XMP costs nobody anything."""
    pixels = zlib.compress(bytes(90))
    bomb = zlib.compress(bytes(100 * MIB))
    loop = b"MM\x00*\x00\x00\x00\x08\x00\x01\x87\x69\x00\x04\x00\x00\x00\x01\x00\x00\x00\x08\x00\x00\x00\x08"
    for content in (
        png(9, 9, pixels, more=chunk(b"iCCP", b"x\0\0" + bomb)),
        png(9, 9, pixels, more=chunk(b"iTXt", b"XML:com.adobe.xmp\0\1\0\0\0" + bomb)),
        png(9, 9, pixels, more=chunk(b"eXIf", os.urandom(5_000))),
        png(9, 9, pixels, more=chunk(b"eXIf", loop)),
        encode(paint(9, 9), "JPEG", icc_profile=os.urandom(90_000)),
        encode(paint(9, 9), "JPEG", exif=b"Exif\0\0" + loop),
        encode(paint(9, 9), "JPEG", exif=b"Exif\0\0MM\x00*\xff\xff\xff\xff"),
        encode(paint(9, 9), "WEBP", exif=os.urandom(5_000), xmp=os.urandom(5_000)),
    ):
        before = memory_now()
        easel.put(content)
        looked = await easel.develop()
        assert looked is None or (looked.width, looked.height) == (9, 9)
        assert memory_now() - before < 30 * MIB
    assert await easel.develop() is not None, "EXIF that is noise is no reason not to show a picture"


async def test_pictures_with_flipped_bytes_are_shown_or_refused(easel: Easel) -> None:
    dice = random.Random(3)
    uploads = [encode(paint(80, 60), kind) for kind in ("PNG", "JPEG", "GIF", "WEBP")]
    uploads += [film(3, "GIF"), film(3, "WEBP")]
    for content in uploads * 2:
        spoiled = bytearray(content)
        for _ in range(6):
            spoiled[dice.randrange(12, len(spoiled))] = dice.randrange(256)
        easel.put(bytes(spoiled))
        looked = await easel.develop()
        assert easel.others() == ({"upload.bin"} if looked is None else {"upload.bin", "thumbnail", "view"})
        for path in easel.thumbnail, easel.view:
            path.unlink(missing_ok=True)


# What it may cost


async def test_a_picture_that_needs_more_memory_than_it_may_is_refused(easel: Easel) -> None:
    studio = Studio(memory=128 * MIB)
    hungry = png(5_000, 5_000, packed_zeros(5_000 * (5_000 * 4 + 1)), colour=6)
    before = memory_now()
    try:
        await easel.refused(hungry, studio)
    finally:
        await studio.close()
    assert memory_now() - before < 30 * MIB
    assert (await easel.shown(hungry)).width == 5_000, "the premise: with more it is a picture"


async def test_a_picture_that_takes_too_much_time_is_refused(easel: Easel) -> None:
    studio = Studio(seconds=1.5, memory=4_096 * MIB, most_pixels=10**9)
    endless = black(30_000)
    begun, watch = time.monotonic(), Stopwatch()
    try:
        await easel.refused(endless, studio)
    finally:
        await studio.close()
    assert time.monotonic() - begun > 1.4
    assert watch.seconds < 4
    assert not children()


async def test_a_picture_that_waits_for_ever_is_refused_in_time(easel: Easel) -> None:
    """The clock counts, not only the processor's time."""
    studio = Studio(seconds=1.5)
    begun, watch = time.monotonic(), Stopwatch()
    with easel.endless():
        assert await easel.develop(studio) is None
    assert time.monotonic() - begun > 1.4
    assert watch.seconds < 4
    assert not children()
    await studio.close()


async def test_the_loop_goes_on_while_a_picture_is_looked_at(easel: Easel) -> None:
    easel.put(black(7_000))
    developing = asyncio.ensure_future(easel.develop())
    longest, rounds = 0.0, 0
    while not developing.done():
        watch = Stopwatch()
        await asyncio.sleep(0.002)
        longest, rounds = max(longest, watch.seconds), rounds + 1
    assert rounds > 50, "the premise: it took a while"
    assert longest < 0.25


async def test_the_process_is_bound_before_it_sees_a_byte(easel: Easel) -> None:
    """No environment, no file of the server, no core, no other process; so much memory, time and disk."""
    studio = Studio()  # as it ships
    with easel.endless(), socket_of_the_server():
        developing = asyncio.ensure_future(easel.develop(studio))
        await until(reading_children, "the process is ready")
        (pid,) = reading_children()
        proc = Path(f"/proc/{pid}")
        limits = dict(re.findall(r"^(Max .*?)  +(\S+)", (proc / "limits").read_text(), re.MULTILINE))
        assert limits["Max address space"] == str(512 * MIB)
        assert limits["Max cpu time"] == "10"
        assert limits["Max file size"] == str(32 * MIB)
        assert limits["Max open files"] == "32"
        assert (limits["Max core file size"], limits["Max processes"]) == ("0", "0")
        assert os.getpriority(os.PRIO_PROCESS, pid) == min(os.getpriority(os.PRIO_PROCESS, 0) + 10, 19)
        assert (proc / "environ").read_bytes() == b""
        assert not any(str(path.readlink()).startswith("socket:") for path in (proc / "fd").iterdir())
        assert os.getsid(pid) == pid
        developing.cancel()
        await asyncio.gather(developing, return_exceptions=True)
    await studio.close()


@contextmanager
def socket_of_the_server() -> Iterator[None]:
    with socket.create_server(("127.0.0.1", 0)) as server:
        os.set_inheritable(server.fileno(), True)
        yield


async def test_so_many_are_looked_at_at_once_and_the_rest_wait(tmp_path: Path) -> None:
    studio = Studio(at_once=2)
    easels = []
    for at in range(5):
        (tmp_path / str(at)).mkdir()
        easels.append(Easel(tmp_path / str(at), studio))
    for easel in easels:
        easel.put(encode(paint(1500, 1500), "PNG"))
    developing = asyncio.gather(*(easel.develop() for easel in easels))
    most = 0
    while not developing.done():
        most = max(most, len(children()))
        await asyncio.sleep(0.001)
    assert all(await developing)
    assert most == 2
    await studio.close()


# How it ends


async def test_who_is_cancelled_leaves_no_process_and_no_file(easel: Easel) -> None:
    with easel.endless():
        developing = asyncio.ensure_future(easel.develop())
        await until(reading_children, "the process is ready")
        watch = Stopwatch()
        developing.cancel()
        with pytest.raises(asyncio.CancelledError):
            await developing
        assert watch.seconds < 3, "it was ended, not waited for"
        assert not children()
        assert easel.others() == {"upload.bin"}


async def test_who_is_cancelled_at_any_moment_leaves_no_process(easel: Easel) -> None:
    easel.put(encode(paint(400, 400), "PNG"))
    for at in range(10):
        developing = asyncio.ensure_future(easel.develop())
        await asyncio.sleep(at * 0.015)
        developing.cancel()
        await asyncio.gather(developing, return_exceptions=True)
        assert not children()
        assert not any(name.endswith(".draft") for name in easel.others())
    assert await easel.develop() is not None, "and takes nobody's place"


async def test_who_is_cancelled_while_waiting_never_begins(easel: Easel, tmp_path: Path) -> None:
    studio = Studio(at_once=1)
    with easel.endless():
        first = asyncio.ensure_future(easel.develop(studio))
        await until(reading_children, "the process is ready")
        second = asyncio.ensure_future(easel.develop(studio))
        await asyncio.sleep(0)
        second.cancel()
        watch = Stopwatch()
        await asyncio.gather(second, return_exceptions=True)
        assert watch.seconds < 1
        assert len(children()) == 1
        await studio.close()
        with pytest.raises(Unavailable):
            await first


async def test_a_studio_that_closes_ends_everything_and_condemns_nothing(easel: Easel) -> None:
    """Unavailable, and not None: nothing is known against these pictures, they may come again."""
    studio = Studio(at_once=1)
    with easel.endless():
        waiting = [asyncio.ensure_future(easel.develop(studio)) for _ in range(3)]
        await until(reading_children, "the process is ready")
        watch = Stopwatch()
        await studio.close()
        assert watch.seconds < 3
        for result in await asyncio.gather(*waiting, return_exceptions=True):
            assert isinstance(result, Unavailable)
        assert not children()
        assert easel.others() == {"upload.bin"}
    with pytest.raises(Unavailable):
        await easel.develop(studio)


async def test_a_server_that_is_killed_leaves_no_process_for_long(easel: Easel) -> None:
    program = (
        "import asyncio, sys; from pathlib import Path; from hubbub.pictures.studio import Studio\n"
        "asyncio.run(Studio(seconds=1).develop(*map(Path, sys.argv[1:])))"
    )
    with easel.endless():
        arguments = map(str, (easel.source, easel.thumbnail, easel.view))
        with subprocess.Popen([sys.executable, "-c", program, *arguments]) as server:
            await until(lambda: children(server.pid), "the process is there")
            (orphan,) = children(server.pid)
            await until(lambda: _state(orphan) == "S", "it waits for the picture")
            server.send_signal(signal.SIGKILL)
        await until(lambda: _state(orphan) in {"", "Z"}, "the orphan has ended")


def _state(pid: int) -> str:
    try:
        return Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()[0]
    except (FileNotFoundError, ProcessLookupError):
        return ""


# What the process says is not to be trusted either


@pytest.mark.parametrize(
    ("script", "verdict"),
    [
        ("exit 1", Unavailable),
        ("echo ready", None),
        ("echo ready; exec yes", None),
        ("exec yes", Unavailable),
        ("echo ready; echo '[]'", None),
        ("echo ready; printf '\\377\\n'", None),
        (
            "echo ready; echo '"
            '{"media_type":"text/html","width":1,"height":1,"blurhash":"L00000fQ","animated":false}'
            "'",
            None,
        ),
        (
            "echo ready; echo '"
            '{"media_type":"image/png","width":-1,"height":1,"blurhash":"L00000fQ","animated":false}'
            "'",
            None,
        ),
    ],
)
async def test_a_process_that_lies_or_dies_is_no_picture(
    easel: Easel, monkeypatch: pytest.MonkeyPatch, script: str, verdict: type[Exception] | None
) -> None:
    """It died before it saw the picture: Unavailable, the picture is not to blame. Afterwards: None."""
    liar = easel.folder.parent / f"{easel.folder.name}-liar"
    liar.write_text(f"#!/bin/sh\n{script}\n")
    liar.chmod(liar.stat().st_mode | stat.S_IXUSR)
    monkeypatch.setattr(sys, "executable", str(liar))
    easel.put(encode(paint(9, 9), "PNG"))
    if verdict is None:
        assert await easel.develop() is None
    else:
        with pytest.raises(verdict):
            await easel.develop()
    assert easel.others() == {"upload.bin"}
    assert not children()


async def test_a_process_that_does_not_end_is_ended(easel: Easel, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whatever became of the alarm it set for itself."""
    stubborn = easel.folder.parent / f"{easel.folder.name}-stubborn"
    stubborn.write_text("#!/bin/sh\necho ready; exec /bin/sleep 60\n")
    stubborn.chmod(0o700)
    monkeypatch.setattr(sys, "executable", str(stubborn))
    studio = Studio(seconds=0.7)
    begun, watch = time.monotonic(), Stopwatch()
    await easel.refused(b"", studio)
    assert time.monotonic() - begun > 0.6
    assert watch.seconds < 3
    assert not children()
    await studio.close()


async def test_no_process_to_be_had_and_no_file_to_be_read_are_errors(
    easel: Easel, monkeypatch: pytest.MonkeyPatch
) -> None:
    with pytest.raises(FileNotFoundError):
        await easel.develop()
    easel.put(encode(paint(9, 9), "PNG"))
    monkeypatch.setattr(sys, "executable", "/nowhere/python")
    with pytest.raises(Unavailable):
        await easel.develop()
    assert easel.others() == {"upload.bin"}
