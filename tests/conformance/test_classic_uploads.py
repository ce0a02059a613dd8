"""Classic uploads: verify, upload in pieces, merge, and pictures by their MD5 in both worlds."""

from __future__ import annotations

import asyncio
import hashlib
import io
import os
from typing import Any

import httpx
import pytest
from PIL import Image

from tests.support.classic import ORIGIN, Answer, Door, call, page
from tests.support.people import SECONDS, open_socket, people, unique
from tests.support.server import Server
from tests.support.uploads import ask, picture, upload

pytestmark = pytest.mark.anyio
PIECE = 1_000


def md5_of(content: bytes) -> str:
    """Return an MD5 in hex."""
    return hashlib.md5(content, usedforsecurity=False).hexdigest()


async def send_piece(server: Door, md5: str, name: str, place: object, piece: bytes) -> Answer:
    """Upload one piece as the page does."""
    fields = {"hash": f"{name}-{place}", "filename": name, "fileHash": md5}
    return await call(server, "POST", "/upload", data=fields, files={"chunk": ("blob", piece)})


async def merge(server: Door, md5: str, name: str) -> Answer:
    """Ask for the pieces to be joined."""
    return await call(server, "POST", "/merge", json={"filename": name, "fileHash": md5, "size": 10_485_760})


async def put(server: Door, content: bytes, name: str, piece: int = PIECE) -> str:
    """Upload a file as the page does and return its MD5."""
    md5 = md5_of(content)
    places = list(range(0, len(content), piece))
    for place in reversed(range(len(places))):
        sent = await send_piece(server, md5, name, place, content[place * piece : (place + 1) * piece])
        assert (sent.status, sent.body) == (200, {"code": 200, "msg": "success"})
    merged = await merge(server, md5, name)
    assert (merged.status, merged.body) == (200, {"code": 200, "message": "file merged success"})
    return md5


async def test_twelve_pieces_of_a_name_with_dashes_are_joined_in_order(server: Server) -> None:
    content, name = os.urandom(11_500), "my-holiday-1.png"
    asked: dict[str, Any] = {"filename": name, "fileHash": md5_of(content)}
    before = await call(server, "POST", "/verify", json=asked)
    assert (before.status, before.body) == (200, {"code": 200, "msg": "need upload"})
    md5 = await put(server, content, name)
    after = await call(server, "POST", "/verify", json=asked)
    assert (after.status, after.body) == (200, {"code": 204, "msg": "file exist"})
    got = await call(server, "GET", f"/images/{md5}.png")
    assert got.content == content
    assert got.headers["x-content-type-options"] == "nosniff"


@pytest.mark.parametrize("name", ["noextension", "../../etc/passwd", "a b'\"<x>.png", "画.png"])
async def test_any_name_will_do_and_none_reaches_the_file_system(server: Server, name: str) -> None:
    content = os.urandom(1_500)
    md5 = await put(server, content, name)
    extension = "." + name.rpartition(".")[2] if "." in name else name[-1]
    if "/" not in extension:
        assert (await call(server, "GET", f"/images/{md5}{extension}")).content == content


async def test_what_is_wrong_with_an_upload_is_answered(server: Server) -> None:
    content = os.urandom(1_500)
    md5 = md5_of(content)
    assert (await merge(server, md5, "early.png")).status == 400
    for bad in ("", "x" * 32, "../" + md5, md5[:-1]):
        assert (await call(server, "POST", "/verify", json={"filename": "a", "fileHash": bad})).code == 400
        assert (await send_piece(server, bad, "a", 0, b"x")).status == 400
    for place in ("x", "-1", "", "99999"):
        assert (await send_piece(server, md5, "a", place, b"x")).status == 400
    assert (await send_piece(server, md5, "a", 64, b"x")).status == 413
    assert (await send_piece(server, md5, "a", 0, b"")).status == 400
    # A piece is missing; a wrong hash; a piece too many.
    await send_piece(server, md5, "a", 1, content[1_000:])
    assert "piece 0" in (await merge(server, md5, "a")).body["message"]
    await send_piece(server, md5, "a", 0, content[:1_000])
    await send_piece(server, md5, "a", 2, b"too many")
    wrong = await merge(server, md5, "a")
    assert wrong.status == 400
    assert wrong.body["message"].startswith("fileHash: ")
    assert (await call(server, "GET", f"/images/{md5}.png")).status == 404
    assert await put(server, content, "a") == md5


async def test_a_picture_from_a_classic_page_is_an_attachment_elsewhere(server: Server) -> None:
    content = picture(colour="green")
    md5 = await put(server, content, "p.png")
    async with page(server, unique("ada")) as ada, page(server, unique("grace")) as grace:
        shown = f'<p>see</p><a-image class="img" src="{server.http}/images/{md5}.png"></a-image>'
        confirm = await ada.sent(shown, to=grace.id)
        came = await grace.message("see")
        assert came["message"] == shown
        await ada.say(**{**confirm, "type": "MESSAGE", "message_id": "-2"})
        await ada.until(lambda: sum(f["type"] == "CONFIRM" for f in ada.frames) == 2)
        assert [f["message_id"] for f in ada.frames if f["type"] == "CONFIRM"] == [confirm["message_id"]] * 2
        async with open_socket(server, name=grace.user["user_name"]) as web:
            talks = (await web.ask("conversation.list"))["conversations"]
            said = next(t for t in talks if t.get("peer", {}).get("id") == ada.id)["last_message"]
            assert said["text"] == "see"
            assert [(f["type"], f["width"]) for f in said["files"]] == [("image/png", 64)]


async def test_a_native_picture_shows_on_a_classic_page_and_a_private_one_nowhere(server: Server) -> None:
    ada, linus = await people(server, "ada", "linus")
    secret = await upload(linus, picture(colour="black"), "s.png", "image/png")
    file = await upload(ada, picture(colour="blue"), "n.png", "image/png")
    async with page(server, unique("grace")) as grace:
        await ada.ask("message.send", to=grace.id, text="look", files=[file])
        came = await grace.message("look")
        address = came["message"].partition('src="')[2].partition('"')[0]
        assert address.startswith(f"{server.http}/images/")
        got = await call(server, "GET", address.removeprefix(server.http))
        assert got.headers["content-type"] == "image/webp"
        assert (await call(server, "GET", f"/images/{secret}.png")).status == 404
        md5 = md5_of(picture(colour="black"))
        assert (await call(server, "GET", f"/images/{md5}.png")).status == 404
        forged = f'<a-image src="/images/{md5}.png"></a-image>'
        await grace.send(forged, to=grace.id)
        talk = (await grace.frame(lambda f: f["type"] == "CONFIRM"))["message_id"]
        assert talk
    assert (await ask(linus, "GET", f"/api/v1/files/{secret}")).status_code == 200


@pytest.mark.parametrize("host", ["", "//tracker.example", "http://tracker.example:5700"])
async def test_a_picture_that_is_not_here_is_markup_to_pages_and_asked_of_nobody_else(
    server: Server, host: str
) -> None:
    """Its upload may be on its way, or gone: a page draws its own mark, and not a line of markup."""
    md5 = md5_of(os.urandom(16))
    written = '<p class="x">see<a-image class="img" src="{}/{}.png"></a-image></p>'
    async with page(server, unique("ada")) as ada, page(server, unique("grace")) as grace:
        await ada.sent(written.format(host, md5), to=grace.id)
        shown = (await grace.message(md5))["message"]
        assert shown == written.format(f"{server.http}/images", md5)
        async with open_socket(server, name=grace.user["user_name"]) as web:
            talks = (await web.ask("conversation.list"))["conversations"]
            said = next(t for t in talks if t.get("peer", {}).get("id") == ada.id)["last_message"]
            assert said["files"] == []
            assert f"{md5}.png" in said["text"]


async def test_uploads_that_drip_in_hold_up_nobody(server: Server) -> None:
    writers = []
    head = (
        b"POST /upload HTTP/1.1\r\nHost: x\r\nContent-Length: 100000\r\nContent-Type: multipart/form-data; "
    )
    for _ in range(20):
        _, writer = await asyncio.open_connection("127.0.0.1", server.port)
        writer.write(head + b'boundary=b\r\n\r\n--b\r\nContent-Disposition: form-data; name="chunk"\r\n\r\n')
        await writer.drain()
        writers.append(writer)
    content = os.urandom(3_000)
    async with asyncio.timeout(10):
        md5 = await put(server, content, "quick.png")
    assert (await call(server, "GET", f"/images/{md5}.png")).content == content
    for writer in writers:
        writer.close()
        await writer.wait_closed()


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"no form",
        b"--b\r\n",
        b'--b\r\nContent-Disposition: form-data; name="chunk"\r\n\r\nx',
        b'--b\r\nContent-Disposition: form-data; name="hash"\r\n\r\n' + b"x" * 9_000 + b"\r\n--b--\r\n",
        b'--b\r\nContent-Disposition: form-data; name="a"\r\n\r\nx\r\n' * 20 + b"--b--\r\n",
    ],
)
async def test_a_form_that_is_none_is_refused(server: Server, body: bytes) -> None:
    for kind in ("multipart/form-data; boundary=b", "multipart/form-data", "multipart/form-data; boundary="):
        answer = await call(server, "POST", "/upload", content=body, headers={"Content-Type": kind})
        assert answer.status in (400, 413)
        assert answer.body["success"] is False


async def test_a_piece_has_a_bound(server: Server) -> None:
    piece = b"x" * (10 * 1024 * 1024)
    assert (await send_piece(server, "0" * 32, "large.png", 0, piece)).status == 200
    assert (await send_piece(server, "0" * 32, "large.png", 0, piece + b"x")).status == 413


@pytest.mark.parametrize(
    "content",
    [
        b"<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>",
        b"<!doctype html><script>alert(1)</script>",
        b"GIF89a<script>alert(1)</script>",
        b"%PDF-1.4",
    ],
)
async def test_what_is_no_picture_is_never_shown_as_one(server: Server, content: bytes) -> None:
    content += os.urandom(8)
    md5 = await put(server, content, "p.svg")
    for path in (f"/images/{md5}.svg", f"/images/{md5}.html", f"/images/{md5}.png"):
        got = await call(server, "GET", path)
        assert got.headers["content-type"] == "application/octet-stream"
        assert got.headers["content-disposition"] == "attachment"
        assert got.headers["x-content-type-options"] == "nosniff"
        assert got.headers["content-security-policy"].startswith("sandbox")


async def test_a_bomb_of_pixels_is_kept_and_not_shown(server: Server) -> None:
    held = io.BytesIO()
    Image.new("1", (40_000, 40_000)).save(held, "PNG")
    md5 = await put(server, held.getvalue(), "bomb.png", 100_000)
    assert (await call(server, "GET", f"/images/{md5}.png")).headers["content-disposition"] == "attachment"
    async with page(server, unique("ada")) as ada:
        await ada.sent(f'<a-image src="/images/{md5}.png"></a-image>', to=1)


async def test_a_picture_is_given_in_parts_and_to_who_only_asks(server: Server) -> None:
    content = picture(colour="orange")
    md5 = await put(server, content, "p.png")
    path = f"/images/{md5}.png"
    head = await call(server, "HEAD", path)
    assert (head.status, head.headers["content-length"]) == (200, str(len(content)))
    for wanted, status, got in (
        ("bytes=0-9", 206, content[:10]),
        ("bytes=-5", 206, content[-5:]),
        ("bytes=5-4", 200, content),
        ("bytes=0-1,3-4", 200, content),
        ("bytes=999999-", 416, None),
        ("lines=1", 200, content),
    ):
        part = await call(server, "GET", path, headers={"Range": wanted})
        assert part.status == status, wanted
        assert part.headers["access-control-allow-origin"] == ORIGIN
        if got is not None:
            assert part.content == got


@pytest.mark.parametrize(
    "name", ["../hubbub.db", "..%2Fhubbub.db", "%2e%2e/x", "a/b", "", "x" * 300, "0" * 32]
)
async def test_no_path_leads_out_of_the_pictures(server: Server, name: str) -> None:
    answer = await call(server, "GET", f"/images/{name}")
    assert answer.status in (400, 404)
    assert b"SQLite" not in answer.content


async def test_pieces_of_two_senders_are_kept_apart_and_merged_at_once(server: Server) -> None:
    """Who knows the hash of what another is sending cannot spoil it."""
    content = os.urandom(2_000)
    md5 = md5_of(content)
    await send_piece(server, md5, "a.png", 0, content[:1_000])
    transport = httpx.AsyncHTTPTransport(local_address="127.0.0.2")
    async with httpx.AsyncClient(transport=transport, base_url=server.http, timeout=SECONDS) as eve:
        form = {"hash": "a.png-1", "filename": "a.png", "fileHash": md5}
        sent = await eve.post("/upload", data=form, files={"chunk": ("blob", b"spoilt")})
        assert sent.status_code == 200
        assert (await eve.post("/merge", json={"filename": "a.png", "fileHash": md5})).status_code == 400
    await send_piece(server, md5, "a.png", 1, content[1_000:])
    merged = await asyncio.gather(*(merge(server, md5, "a.png") for _ in range(5)))
    assert {answer.status for answer in merged} == {200}
    assert (await call(server, "GET", f"/images/{md5}.png")).content == content
