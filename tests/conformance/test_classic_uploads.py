"""Classic uploads: verify, upload in pieces, merge, and pictures by their MD5 in both worlds."""

from __future__ import annotations

import hashlib
import os
from typing import Any

import pytest

from tests.conformance.test_uploads import ask, picture, upload
from tests.support.classic import Answer, Door, call, page
from tests.support.people import open_socket, people, unique
from tests.support.server import Server

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
