"""Classic pages beside everybody else: one conversation, two protocols; whether and where they are served."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from tests.conformance.test_classic_uploads import put
from tests.support.classic import ORIGIN, Port, call, fetch, log_in, page
from tests.support.people import open_socket, register, unique
from tests.support.server import Server, running
from tests.support.uploads import picture

pytestmark = pytest.mark.anyio


async def test_a_classic_page_a_web_page_and_curl_read_the_same_in_the_same_order(server: Server) -> None:
    async with (
        page(server, unique("ada")) as ada,
        open_socket(server, name=unique("grace")) as grace,
        page(server, unique("linus")) as linus,
    ):
        made = await fetch(server, "/ws/block/new", user_id=ada.id, block_name=unique("both"))
        room = made.data["block_id"]
        await fetch(server, "/ws/block/join", user_id=linus.id, block_id=room)
        await grace.ask("conversation.join", conversation=room)
        curl = await register(server, unique("curl"))
        await curl.ask("conversation.join", conversation=room)
        await ada.sent("<p>one</p><p>more</p>", block=room)
        await grace.ask("message.send", conversation=room, text="two <b>&</b> {{2}}\nlines")
        await curl.ask("message.send", conversation=room, text="three")
        await linus.sent("four", block=room)
        await ada.message("four")
        shown = [frame["message"] for frame in ada.shown if frame.get("block_id") == str(room)]
        assert shown == [
            "<p>two &lt;b&gt;&amp;&lt;/b&gt; &#123;&#123;2&#125;&#125;</p><p>lines</p>",
            "<p>three</p>",
            "four",
        ]
        said = [m["text"] for m in (await curl.ask("message.history", conversation=room))["messages"]]
        assert said == ["one\nmore", "two <b>&</b> {{2}}\nlines", "three", "four"]


async def test_classic_is_off_where_a_name_is_not_enough(data: Path) -> None:
    with running(data, "--registration", "password") as server:
        answer = await call(server, "POST", "/ws/login", json={"name": "ada"})
        assert answer.status == 404
        assert "access-control-allow-origin" not in answer.headers
    with (
        pytest.raises(AssertionError, match="--classic on needs --registration open"),
        running(data, "--registration", "password", "--classic", "on"),
    ):
        pass


async def test_the_original_ports_need_classic_to_be_on(data: Path) -> None:
    flags = ("--classic", "off", "--classic-ports")
    with pytest.raises(AssertionError, match="--classic-ports needs --classic on"), running(data, *flags):
        pass


async def test_classic_can_be_switched_off(data: Path) -> None:
    with running(data, "--classic", "off") as server:
        assert (await call(server, "POST", "/ws/login", json={"name": "ada"})).status == 404


async def test_the_names_of_the_house_are_settings(data: Path) -> None:
    flags = ("--classic-group", "Piazza", "--classic-welcomer", "Pia", "--classic-welcome", "Ciao <you>")
    with running(data, *flags) as server:
        async with page(server, "ada") as ada:
            assert (await ada.message("Ciao"))["message"] == "<p>Ciao &lt;you&gt;</p>"
            assert (await fetch(server, "/ws/block", block_id=1)).data[0]["block_name"] == "Piazza"
            assert (await fetch(server, "/ws/user", user_id=1)).data[0]["user_name"] == "Pia"


async def test_the_original_ports_answer_at_the_originals_paths(data: Path) -> None:
    host = loopback_of_our_own()
    flags = ("--host", host, "--registration", "open", "--classic-ports")
    with running(data, *flags) as server:
        calls, uploads, pictures = (Port(f"http://{host}:{port}") for port in (3100, 5200, 5700))
        ada, grace = await log_in(calls, "ada"), await log_in(calls, "grace")
        assert ada["user_img"].startswith(f"{pictures.http}/")
        assert (await call(calls, "GET", f"/ws/user?user_id={ada['user_id']}")).data == [ada]
        drawn = await call(pictures, "GET", ada["user_img"].removeprefix(pictures.http))
        assert drawn.headers["content-type"] == "image/svg+xml"
        md5 = await put(uploads, picture(), "p.png", 100)
        shown = await call(pictures, "GET", f"/{md5}.png")
        assert (shown.content, shown.headers["content-type"]) == (picture(), "image/png")
        for door, path in ((calls, "/ws/login"), (uploads, "/upload"), (pictures, f"/{md5}.png")):
            asked = {"Access-Control-Request-Method": "POST"}
            answer = await call(door, "OPTIONS", path, headers=asked)
            assert (answer.status, answer.headers["access-control-allow-origin"]) == (204, ORIGIN)
            missing = await call(door, "GET", "/nothing/here")
            assert (missing.status, missing.headers["access-control-allow-origin"]) == (404, ORIGIN)
        opened = await call(calls, "GET", "/socket.io/?EIO=4&transport=polling")
        assert (opened.status, opened.headers["access-control-allow-origin"]) == (200, ORIGIN)
        address = f"ws://{host}:7000"
        async with (
            page(server, ada, url=f"{address}/any/path?at=all") as one,
            page(server, grace, url=address) as other,
        ):
            src = f"{pictures.http}/{md5}.png"
            await one.sent(f'<a-image class="x" src="{src}"></a-image>', to=grace["user_id"])
            assert (await other.message("a-image"))["message"] == f'<a-image class="x" src="{src}"></a-image>'


def loopback_of_our_own() -> str:
    """Return an address on which nothing else listens, for ports that are always the same."""
    return f"127.8.{os.getpid() // 250 % 250}.{os.getpid() % 250 + 1}"
