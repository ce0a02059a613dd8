"""Files: resumable uploads, claims by proof, attachments, and who may download."""

from __future__ import annotations

import asyncio
import base64
import contextlib
import hashlib
import io
import os
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any

import httpx
import pytest
from PIL import Image
from tusclient.client import TusClient

from tests.support.people import _NO_TLS, Caller, Refused, group, people, refused, unique
from tests.support.server import Server, running
from tests.support.uploads import OFFSETS, TUS, append, ask, begin, picture, prove, stalled, upload

pytestmark = pytest.mark.anyio


async def test_a_file_goes_up_in_pieces_and_comes_down_byte_for_byte(server: Server) -> None:
    (ada,) = await people(server, "ada")
    content = os.urandom(100_000)
    made = await begin(ada, len(content), "a-b.bin", "")
    path = made.headers["location"]
    for start in range(0, len(content), 40_000):
        seen = await ask(ada, "HEAD", path, headers=TUS)
        assert seen.headers["upload-offset"] == str(start)
        assert seen.headers["upload-length"] == "100000"
        assert seen.headers["cache-control"] == "no-store"
        assert "upload-expires" in seen.headers
        await append(ada, path, start, content[start : start + 40_000])
    down = await ask(ada, "GET", path)
    assert down.content == content
    assert down.headers["etag"] == f'"{hashlib.sha256(content).hexdigest()}"'
    assert down.headers["content-disposition"] == 'attachment; filename="a-b.bin"'
    assert down.headers["x-content-type-options"] == "nosniff"
    assert down.headers["content-security-policy"].startswith("sandbox")
    assert "immutable" in down.headers["cache-control"]
    part = await ask(ada, "GET", path, headers={"Range": "bytes=10-19"})
    assert (part.status_code, part.content) == (206, content[10:20])
    assert part.headers["content-range"] == "bytes 10-19/100000"
    assert (await ask(ada, "GET", path, headers={"Range": "bytes=-5"})).content == content[-5:]
    assert (await ask(ada, "GET", path, headers={"Range": "bytes=100000-"})).status_code == 416
    assert (await ask(ada, "GET", path, headers={"If-None-Match": down.headers["etag"]})).status_code == 304
    head = await ask(ada, "HEAD", path)
    assert (head.status_code, head.headers["content-length"], head.content) == (200, "100000", b"")


async def test_conditions_are_kept_as_http_has_them(server: Server) -> None:
    """RFC 9110: HEAD knows no ranges (14.2), units have no case (14.1), If-Match comes first (13.2.2)."""
    (ada,) = await people(server, "ada")
    path = f"/api/v1/files/{await upload(ada, picture(), 'p.png', 'image/png')}"
    whole = await ask(ada, "GET", path)
    size, tag = whole.headers["content-length"], whole.headers["etag"]
    for kind in ("", "/thumbnail", "/view"):
        head = await ask(ada, "HEAD", path + kind, headers={"Range": "bytes=0-1"})
        assert (head.status_code, head.headers.get("content-range")) == (200, None)
        assert (
            head.headers["content-length"] == (await ask(ada, "GET", path + kind)).headers["content-length"]
        )
    part = await ask(ada, "GET", path, headers={"Range": "Bytes=0-1", "If-Match": f'"other", {tag}'})
    assert (part.status_code, part.headers["content-range"]) == (206, f"bytes 0-1/{size}")
    for stale in ('"other"', f"W/{tag}"):
        assert (await ask(ada, "GET", path, headers={"If-Match": stale})).status_code == 412
        assert (
            await ask(ada, "GET", path, headers={"Range": "bytes=0-1", "If-Range": stale})
        ).status_code == 200


@pytest.mark.parametrize("ended", ["removed", "deleted", "logged out"])
async def test_a_download_ends_with_the_right_to_it(server: Server, ended: str) -> None:
    """R9: what is on its way stops too, within a second or so of a reader who takes ten."""
    ada, grace = await people(server, "ada", "grace")
    content = os.urandom(40_000_000)
    file = await upload(ada, content)
    room = await group(ada, grace)
    sent = await ada.ask("message.send", conversation=room, text="see", files=[file])

    async def end() -> None:
        if ended == "removed":
            await ada.ask("member.remove", conversation=room, user=grace.id)
        elif ended == "deleted":
            await ada.ask("message.delete", conversation=room, seq=sent["seq"])
        else:
            await grace.ask("auth.logout")

    got = await read_slowly(grace, f"/api/v1/files/{file}", end)
    assert 0 < got < len(content) * 3 // 4
    assert "Traceback" not in server.log


async def read_slowly(who: Caller, path: str, begun: Callable[[], Awaitable[None]]) -> int:
    """Download at four megabytes a second at most, do something after the first bytes, and count them all."""
    headers, got = {"Authorization": f"Bearer {who.token}"}, 0
    async with (
        httpx.AsyncClient(base_url=who.server.http, timeout=30, verify=_NO_TLS) as http,
        http.stream("GET", path, headers=headers) as down,
    ):
        with contextlib.suppress(httpx.RemoteProtocolError):
            async for piece in down.aiter_raw(64 * 1024):
                if not got:
                    await begun()
                got += len(piece)
                await asyncio.sleep(0.015)
    return got


async def test_what_the_store_has_lost_is_not_found_rather_than_cut_off(data: Path) -> None:
    with running(data) as server:
        (ada,) = await people(server, "ada")
        path = f"/api/v1/files/{await upload(ada, b'lost')}"
        for blob in (data / "files" / "blobs").glob("*/*"):
            blob.unlink()
        assert (await ask(ada, "GET", path)).status_code == 404


async def test_tuspy_uploads(server: Server, tmp_path: Path) -> None:
    (ada,) = await people(server, "ada")
    source = tmp_path / "source.bin"
    source.write_bytes(os.urandom(3_000_000))
    client = TusClient(f"{server.http}/api/v1/files", headers={"Authorization": f"Bearer {ada.token}"})
    with source.open("rb") as stream:
        uploader = client.uploader(
            file_stream=stream,
            chunk_size=1_000_000,
            metadata={"filename": "source.bin"},
            upload_checksum=True,
        )
        uploader.upload()
    assert uploader.url is not None
    down = await ask(ada, "GET", uploader.url.removeprefix(server.http))
    assert down.content == source.read_bytes()


async def test_a_wrong_checksum_keeps_nothing_and_a_right_one_does(server: Server) -> None:
    (ada,) = await people(server, "ada")
    path = (await begin(ada, 4)).headers["location"]
    wrong = base64.b64encode(hashlib.sha1(b"else").digest()).decode()
    refused = await append(ada, path, 0, b"four", **{"Upload-Checksum": f"sha1 {wrong}"})
    assert refused.status_code == 460
    assert (await ask(ada, "HEAD", path, headers=TUS)).headers["upload-offset"] == "0"
    right = base64.b64encode(hashlib.sha256(b"four").digest()).decode()
    kept = await append(ada, path, 0, b"four", **{"Upload-Checksum": f"sha256 {right}"})
    assert kept.status_code == 204


async def test_what_is_wrong_with_an_upload_is_said(server: Server) -> None:
    ada, eve = await people(server, "ada", "eve")
    nobody = Caller(server, None, None)
    path = (await begin(ada, 10)).headers["location"]
    for answer, status in (
        (await begin(nobody, 10), 401),
        (await begin(ada, 3 * 1024**3), 413),
        (await begin(ada, 10, "x" * 5_000), 400),
        (await begin(ada, 10, "a", "not a type"), 400),
        (await ask(ada, "POST", "/api/v1/files", headers={**TUS, "Upload-Length": "-1"}), 400),
        (await ask(ada, "POST", "/api/v1/files", headers={"Upload-Length": "1"}), 412),
        (
            await ask(
                ada,
                "POST",
                "/api/v1/files",
                headers={**TUS, "Upload-Length": "1", "Upload-Metadata": "filename ?"},
            ),
            400,
        ),
        (await append(eve, path, 0, b"x"), 404),
        (await append(ada, path, 5, b"x"), 409),
        (await append(ada, path, 0, b"x" * 11), 400),
        (await append(ada, path, 0, b"x", **{"Content-Type": "text/plain"}), 415),
        (await ask(eve, "HEAD", path, headers=TUS), 404),
        (await ask(eve, "DELETE", path, headers=TUS), 404),
        (await ask(ada, "DELETE", path, headers=TUS), 204),
        (await ask(ada, "HEAD", path, headers=TUS), 404),
    ):
        assert answer.status_code == status, answer.text
        if status != 204 and answer.request.method != "HEAD":
            assert answer.json()["error"]["message"]


async def test_tus_is_spoken_to_the_letter(server: Server) -> None:
    """tus 1.0: the version in every answer, metadata as it was given, and methods for those who only POST."""
    (ada,) = await people(server, "ada")
    made = await begin(ada, 4, "stimme.webm", "audio/webm;codecs=opus")
    assert made.status_code == 201, made.text
    path = made.headers["location"]
    seen = await ask(ada, "HEAD", path, headers=TUS)
    assert seen.headers["upload-metadata"] == "filename c3RpbW1lLndlYm0=,filetype YXVkaW8vd2VibQ=="
    refused = await append(ada, path, 3, b"x")
    assert (refused.status_code, refused.headers["tus-resumable"]) == (409, "1.0.0")
    post = {**TUS, "Upload-Offset": "0", "Content-Type": OFFSETS, "X-HTTP-Method-Override": "PATCH"}
    assert (await ask(ada, "POST", path, headers=post, content=b"fo")).headers["upload-offset"] == "2"
    post["X-HTTP-Method-Override"] = "GET"
    assert (await ask(ada, "POST", path, headers=post)).status_code == 405
    assert (await append(ada, path, 2, b"ur")).status_code == 204
    assert (await ada.ask("file.get", file=path.rpartition("/")[2]))["file"]["type"] == "audio/webm"


@pytest.mark.parametrize("wrong", ["checksum", "length"])
async def test_a_creation_whose_bytes_are_refused_leaves_nothing(server: Server, wrong: str) -> None:
    """Who has not been told where it is could neither go on with it nor end it: it would fill the quota."""
    (ada,) = await people(server, "ada")
    headers = {**TUS, "Upload-Length": "4", "Content-Type": OFFSETS}
    if wrong == "checksum":
        headers["Upload-Checksum"] = f"sha1 {base64.b64encode(hashlib.sha1(b'else').digest()).decode()}"
    content = b"four" if wrong == "checksum" else b"fourteen"
    refused = await ask(ada, "POST", "/api/v1/files", headers=headers, content=content)
    assert refused.status_code == {"checksum": 460, "length": 400}[wrong]
    assert (await ada.ask("file.usage"))["used"] == 0
    made = await ask(
        ada, "POST", "/api/v1/files", headers={**TUS, **headers, "Upload-Checksum": ""}, content=b"four"
    )
    assert made.status_code == 400, "a checksum that is none is said"


async def test_files_are_begun_at_a_rate(server: Server) -> None:
    """Empty ones cost no quota, and would be rows without end."""
    (ada,) = await people(server, "ada")
    headers = {**TUS, "Authorization": f"Bearer {ada.token}"}
    async with httpx.AsyncClient(base_url=server.http, timeout=30, verify=_NO_TLS) as http:
        answers = [
            (await http.post("/api/v1/files", headers={**headers, "Upload-Length": "none"})).status_code
            for _ in range(600)
        ]
    assert set(answers[:100]) == {400}
    assert 429 in answers[100:]


async def test_only_who_may_read_gets_a_file(server: Server) -> None:
    ada, grace, eve = await people(server, "ada", "grace", "eve")
    file = await upload(ada, b"between us")
    path = f"/api/v1/files/{file}"
    nobody = Caller(server, None, None)
    for who, status in ((ada, 200), (grace, 404), (eve, 404), (nobody, 401)):
        assert (await ask(who, "GET", path)).status_code == status
    room = await group(ada, grace)
    sent = await ada.ask("message.send", conversation=room, text="", files=[file], client_id="one")
    again = await ada.ask("message.send", conversation=room, text="", files=[file], client_id="one")
    assert again == sent
    with pytest.raises(Refused) as other:
        await ada.ask("message.send", conversation=room, text="else", files=[file], client_id="one")
    assert other.value.code == "conflict"
    said = (await grace.ask("message.history", conversation=room))["messages"][-1]
    assert said["files"] == [{"id": file, "name": "notes.txt", "type": "text/plain", "size": 10}]
    assert (await ask(grace, "GET", path)).content == b"between us"
    with pytest.raises(Refused) as not_hers:
        await eve.ask("message.send", conversation=0, text="look", files=[file])
    assert not_hers.value.code == "not_found"
    await ada.ask("member.remove", conversation=room, user=grace.id)
    assert (await ask(grace, "GET", path)).status_code == 404


async def test_a_deleted_message_holds_no_file(server: Server) -> None:
    ada, grace = await people(server, "ada", "grace")
    file = await upload(ada, b"oops")
    room = await group(ada, grace)
    sent = await ada.ask("message.send", conversation=room, text="see", files=[file])
    await ada.ask("message.delete", conversation=room, seq=sent["seq"])
    assert (await ask(grace, "GET", f"/api/v1/files/{file}")).status_code == 404
    assert (await ada.ask("message.history", conversation=room))["messages"][-1]["files"] == []


async def test_a_picture_has_its_measures_a_thumbnail_and_a_view(server: Server) -> None:
    (ada,) = await people(server, "ada")
    file = await upload(ada, picture(640, 480), "p.png", "application/octet-stream")
    known = (await ada.ask("file.get", file=file))["file"]
    assert (known["type"], known["width"], known["height"]) == ("image/png", 640, 480)
    assert len(known["blurhash"]) > 6
    for which, width in (("thumbnail", 480), ("view", 640)):
        shown = await ask(ada, "GET", f"/api/v1/files/{file}/{which}")
        assert shown.headers["content-type"] == "image/webp"
        assert Image.open(io.BytesIO(shown.content)).width == width
    other = await upload(ada, b"<svg onload='alert(1)'/>", "x.svg", "image/svg+xml")
    down = await ask(ada, "GET", f"/api/v1/files/{other}")
    assert down.headers["content-type"] == "application/octet-stream"
    assert down.headers["content-disposition"].startswith("attachment")
    assert (await ask(ada, "GET", f"/api/v1/files/{other}/view")).status_code == 404


@pytest.mark.parametrize("size", [0, 10, 500_000])
async def test_who_has_a_file_need_not_send_it_again(server: Server, size: int) -> None:
    ada, grace = await people(server, "ada", "grace")
    content = os.urandom(size)
    if size:
        await upload(ada, content)
    else:
        await begin(ada, 0)
    asked = {"sha256": hashlib.sha256(content).hexdigest(), "size": size, "name": "mine.bin"}
    challenge = await grace.ask("file.offer", **asked)
    made = await grace.ask("file.claim", challenge=challenge["challenge"], proof=prove(challenge, content))
    down = await ask(grace, "GET", f"/api/v1/files/{made['file']['id']}")
    assert down.content == content


async def test_a_hash_alone_gets_nobody_a_file(server: Server) -> None:
    ada, grace, eve = await people(server, "ada", "grace", "eve")
    content = os.urandom(300_000)
    await upload(ada, content)
    asked = {"sha256": hashlib.sha256(content).hexdigest(), "size": len(content), "name": "n"}
    refusals = []
    challenge = await eve.ask("file.offer", **asked)
    theirs = await grace.ask("file.offer", **asked)
    unknown = await eve.ask("file.offer", **{**asked, "sha256": "0" * 64})
    assert len(unknown["ranges"]) == len(challenge["ranges"])
    for mine, proof in (
        (challenge, "0" * 64),
        (challenge, prove(challenge, content)),  # used up by the first try
        (theirs, prove(theirs, content)),  # another's
        (unknown, prove(unknown, content)),
    ):
        with pytest.raises(Refused) as refused:
            await eve.ask("file.claim", challenge=mine["challenge"], proof=proof)
        refusals.append(refused.value.code)
    assert refusals == ["not_found"] * 4


async def test_quotas_are_kept(data: Path) -> None:
    with running(data, "--quota", "1000", "--max-file", "600") as server:
        (ada,) = await people(server, "ada")
        assert (await begin(ada, 601)).status_code == 413
        await upload(ada, b"x" * 600)
        refused = await begin(ada, 500)
        assert (refused.status_code, refused.json()["error"]["code"]) == (413, "too_large")
        assert await ada.ask("file.usage") == {"used": 600, "quota": 1000, "largest": 600}


async def test_an_upload_goes_on_after_a_restart(data: Path) -> None:
    with running(data) as server:
        (ada,) = await people(server, unique("ada"))
        path = (await begin(ada, 10)).headers["location"]
        await append(ada, path, 0, b"01234")
        server.stop()
        server.start()
        seen = await ask(ada, "HEAD", path, headers=TUS)
        assert seen.headers["upload-offset"] == "5"
        await append(ada, path, 5, b"56789")
        assert (await ask(ada, "GET", path)).content == b"0123456789"


async def test_who_comes_back_does_not_wait_for_their_own_dead_connection(server: Server) -> None:
    """A telephone that has changed networks sends no FIN: its old request would last for hours."""
    ada, eve = await people(server, "ada", "eve")
    content = os.urandom(300_000)
    path = (await begin(ada, len(content))).headers["location"]
    with stalled(ada, path, len(content), os.urandom(100_000)):
        assert (await append(eve, path, 0, content)).status_code == 404
        assert (await append(ada, path, 5, content[5:])).status_code == 409
        sent = await append(ada, path, 0, content)
    assert (sent.status_code, sent.headers["upload-offset"]) == (204, "300000"), sent.text
    assert (await ask(ada, "GET", path)).content == content


async def test_those_who_send_nothing_take_nobodys_place(server: Server) -> None:
    """R10: a silent client delays nobody, however often it comes."""
    ada, eve = await people(server, "ada", "eve")
    with contextlib.ExitStack() as stack:
        for _ in range(30):
            path = (await begin(eve, 1_000)).headers["location"]
            stack.enter_context(stalled(eve, path, 1_000, b"slow"))
        assert await upload(ada, b"quick")


async def test_a_file_that_no_message_holds_is_gone_when_it_is_terminated(server: Server) -> None:
    """tus, Termination: for every upload that is there; a complete one is there, says HEAD."""
    ada, eve = await people(server, "ada", "eve")
    file = await upload(ada, b"the wrong picture")
    path = f"/api/v1/files/{file}"
    assert (await ask(ada, "HEAD", path, headers=TUS)).status_code == 200
    assert (await ask(eve, "DELETE", path, headers=TUS)).status_code == 404
    sent = await ada.ask("message.send", conversation=0, text="", files=[file])
    for other, status in ((ada, 409), (eve, 404)):
        assert (await ask(other, "DELETE", path, headers=TUS)).status_code == status
    assert (await ask(eve, "GET", path)).content == b"the wrong picture", "what was shown stays"
    await ada.ask("message.delete", conversation=0, seq=sent["seq"])
    assert (await ada.ask("file.usage"))["used"] == 17
    assert (await ask(ada, "DELETE", path, headers=TUS)).status_code == 204
    assert (await ada.ask("file.usage"))["used"] == 0
    for method in ("HEAD", "DELETE"):
        assert (await ask(ada, method, path, headers=TUS)).status_code == 404
    with refused("not_found"):
        await ada.ask("message.send", conversation=0, text="", files=[file])


async def test_a_terminated_upload_is_gone_though_it_is_being_sent(server: Server) -> None:
    (ada,) = await people(server, "ada")
    path = (await begin(ada, 1_000)).headers["location"]
    with stalled(ada, path, 1_000, b"some") as sending:
        assert (await ask(ada, "DELETE", path, headers=TUS)).status_code == 204
        assert sending.recv(1_000).startswith(b"HTTP/1.1 409 ")
        assert (await append(ada, path, 0, b"x" * 1_000)).status_code == 404
    assert not list((server.data / "files" / "parts").glob(f"{path.rpartition('/')[2]}/*"))


class CutOff(Exception):
    """The client's connection breaks in the middle of a request."""


def resident_mb(server: Server) -> float:
    """Return the server's memory in MB: what is resident now."""
    pages = int(Path(f"/proc/{server.pid}/statm").read_text().split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE") / 1e6


@pytest.mark.timeout(600)
async def test_a_large_file_survives_ten_cuts_in_little_memory_and_is_not_sent_again(data: Path) -> None:
    """256 MB here; HUBBUB_LARGE_MB=1000 for a gigabyte."""
    size = int(os.environ.get("HUBBUB_LARGE_MB", "256")) * 1_000_000
    block = os.urandom(1_000_000)

    def content(start: int, end: int) -> bytes:
        doubled = block * ((end - start) // len(block) + 2)
        return doubled[start % len(block) :][: end - start]

    highest = 0.0
    with running(data) as server:
        ada, grace = await people(server, "ada", "grace")
        path = (await begin(ada, size, "large.bin", "")).headers["location"]
        cuts = [size * n // 11 for n in range(1, 11)]
        while True:
            seen = await ask(ada, "HEAD", path, headers=TUS)
            offset = int(seen.headers["upload-offset"])
            if offset == size:
                break
            stop = next((cut for cut in cuts if cut > offset), None)
            cuts = [cut for cut in cuts if stop is None or cut > stop]

            async def body(offset: int = offset, stop: int | None = stop) -> Any:
                nonlocal highest
                position = offset
                while position < size:
                    if stop is not None and position >= stop:
                        raise CutOff
                    end = min(size, position - position % len(block) + len(block))
                    yield content(position, end)
                    position = end
                    highest = max(highest, resident_mb(server))

            try:
                headers = {**TUS, "Upload-Offset": str(offset), "Content-Type": OFFSETS}
                timeout = httpx.Timeout(300)
                async with httpx.AsyncClient(base_url=server.http, timeout=timeout, verify=_NO_TLS) as http:
                    headers["Authorization"] = f"Bearer {ada.token}"
                    await http.patch(path, headers=headers, content=body())
            except CutOff:
                continue
        assert not cuts
        hashed = hashlib.sha256()
        for start in range(0, size, len(block)):
            hashed.update(block[: min(len(block), size - start)])
        asked = {"sha256": hashed.hexdigest(), "size": size, "name": "again.bin"}
        challenge = await grace.ask("file.offer", **asked)
        proof = hashlib.sha256(bytes.fromhex(challenge["nonce"]))
        for part in challenge["ranges"]:
            proof.update(content(part["start"], part["end"]))
        made = await grace.ask("file.claim", challenge=challenge["challenge"], proof=proof.hexdigest())
        assert made["file"]["size"] == size
        highest = max(highest, resident_mb(server))
        assert highest < 200, f"{highest:.0f} MB"
