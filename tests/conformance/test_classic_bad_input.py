"""Everything that the original takes badly, at the classic doors: a clear answer, and nobody else notices."""

from __future__ import annotations

import asyncio
import re
from typing import Any

import pytest

from tests.support.classic import call, fetch, log_in, page
from tests.support.people import open_socket, register, unique
from tests.support.server import Server

pytestmark = pytest.mark.anyio


@pytest.mark.parametrize("name", ["", "   ", "x" * 21, 5, None, "a\x00b", "a@b"])
async def test_a_name_that_is_none_is_refused(server: Server, name: object) -> None:
    answer = await call(server, "POST", "/ws/login", json={"name": name, "user_name": name})
    if name is None:
        assert answer.code == 200  # how the page logs out
        return
    assert (answer.status, answer.code, answer.body["success"], answer.data) == (400, 400, False, {})
    assert answer.body["message"].startswith("name: ")


async def test_a_name_with_a_password_is_not_reachable_this_way(server: Server) -> None:
    ada = await register(server, unique("ada"), password="correct horse battery")
    answer = await call(server, "POST", "/ws/login", json={"name": ada.name})
    assert answer.code == answer.status == 401
    for path in ("/ws/conversation", "/ws/profile/contacter", "/ws/profile/block"):
        assert (await fetch(server, path, user_id=ada.id)).code == 404
    async with page(server, unique("eve"), init=False) as eve:
        await eve.say(type="INIT", from_user_id=ada.id, message="init")
        assert (await eve.refusal())["code"] == "unauthenticated"


@pytest.mark.parametrize("name", ["", "   "])
async def test_a_group_without_a_name_is_refused(server: Server, name: str) -> None:
    ada = await log_in(server, unique("ada"))
    answer = await fetch(server, "/ws/block/new", user_id=ada["user_id"], block_name=name)
    assert (answer.status, answer.code, answer.body["success"]) == (400, 400, False)


@pytest.mark.parametrize("wrong", ["", "x", "-1", "1.5", "9" * 30, "1 or 1=1"])
async def test_an_id_that_is_none_is_refused_by_name(server: Server, wrong: str) -> None:
    answer = await fetch(server, "/ws/conversation", user_id=wrong)
    assert (answer.status, answer.code) == (400, 400)
    assert answer.body["message"].startswith("user_id: ")


async def test_without_a_temp_id_nothing_is_a_repeat(server: Server) -> None:
    async with page(server, unique("ada")) as ada, page(server, unique("grace")) as grace:
        sent = await ada.send("again", to=grace.id)
        del sent["temp_id"]
        for _ in range(2):
            await ada.say(**sent)
        await grace.until(lambda: sum(f["message"] == "again" for f in grace.shown) == 3)


async def test_nobody_speaks_before_init_or_in_anothers_name(server: Server) -> None:
    async with page(server, unique("grace")) as grace, page(server, unique("ada"), init=False) as ada:
        await ada.send("early", to=grace.id)
        assert (await ada.refusal())["code"] == "forbidden"
    async with page(server, unique("ada")) as ada, page(server, unique("grace")) as grace:
        await ada.send("forged", to=grace.id, from_user_id=str(grace.id))
        refusal = await ada.refusal()
        assert refusal["code"] == "forbidden"
        assert refusal["from_user_id"] == "0"
        await grace.ping()
        assert not any("forged" in frame["message"] for frame in grace.shown)


@pytest.mark.parametrize(
    ("frame", "field"),
    [
        ({"to_user_id": "x"}, "to_user_id"),
        ({"to_user_id": None}, "to_user_id"),
        ({"chat_type": "BOTH"}, "chat_type"),
        ({"chat_type": "BLOCK", "block_id": "-1"}, "block_id"),
        ({"message": ""}, "message"),
        ({"message": "<p></p>"}, "message"),
        ({"message": "x" * 10_001}, "message"),
        ({"temp_id": "9" * 100}, "temp_id"),
        ({"junk": "x" * 5_000}, "junk"),
        ({"to_user_id": "999999999"}, "user"),
        ({"chat_type": "BLOCK", "block_id": "999999999"}, "conversation"),
    ],
)
async def test_bad_messages_are_answered_with_the_field(
    server: Server, frame: dict[str, Any], field: str
) -> None:
    async with page(server, unique("ada")) as ada:
        message = str(frame.pop("message", "hello"))
        await ada.send(message, to=1, **frame)
        assert (await ada.refusal())["message"].startswith(field)
        await ada.ping()


@pytest.mark.parametrize("payload", [b"", b"{", b"[]", b'"x"', b"\xff\xfe", b"null", b'{"type":"CONFIRM"}'])
async def test_what_is_no_frame_is_answered_and_the_socket_lives(server: Server, payload: bytes) -> None:
    async with page(server, unique("ada")) as ada:
        await ada.connection.send(payload)
        assert (await ada.refusal())["code"] == "bad_request"
        await ada.ping()


@pytest.mark.parametrize(
    "typed", ["\ud83d", "half \udc4d of one", "\udc4d\ud83d", "whole \U0001f44d, half \ud83d"]
)
async def test_half_of_an_emoji_in_a_message_costs_no_more_than_that_half(server: Server, typed: str) -> None:
    """JavaScript cuts texts between the halves, and ``JSON.stringify`` escapes the half: that is JSON."""
    shown = "<p>" + re.sub("[\ud800-\udfff]", "\ufffd", typed) + "</p>"
    async with page(server, unique("ada")) as ada, page(server, unique("grace")) as grace:
        sent = await ada.sent(f"<p>{typed}</p>", to=grace.id)
        assert await grace.frame(
            lambda f: f.get("message_id") == sent["message_id"] and f["message"] == shown
        )
        again = await ada.sent(f"<p>{typed}</p>", to=grace.id, temp_id=sent["temp_id"])
        assert again["message_id"] == sent["message_id"]


async def test_an_id_with_a_point_and_nothing_behind_it_is_the_number(server: Server) -> None:
    """To JavaScript 4.0 and 4 are one."""
    grace = await log_in(server, unique("grace"))
    async with page(server, unique("ada")) as ada, page(server, grace, init=False) as other:
        await other.say(type="INIT", from_user_id=float(grace["user_id"]), message="init")
        sent = await ada.sent("<p>hello</p>", to=grace["user_id"], to_user_id=float(grace["user_id"]))
        assert (await other.message("<p>hello</p>"))["message_id"] == sent["message_id"]
        await other.say(type="INIT", from_user_id=grace["user_id"] + 0.5, message="init")
        assert (await other.refusal())["message"].startswith("from_user_id")


async def test_braces_and_scripts_show_as_what_was_typed(server: Server) -> None:
    async with page(server, unique("ada")) as ada, page(server, unique("grace")) as grace:
        await ada.sent('<p onclick="x()">{{1+1}}<script>alert(1)</script></p>', to=grace.id)
        came = await grace.message("script")
        assert came["message"] == "<p>&#123;&#123;1+1&#125;&#125;&lt;script&gt;alert(1)&lt;/script&gt;</p>"
        async with open_socket(server, name=grace.user["user_name"]) as web:
            summaries = (await web.ask("conversation.list"))["conversations"]
            talk = next(s for s in summaries if s.get("peer", {}).get("id") == ada.id)
            assert talk["last_message"]["text"] == "{{1+1}}<script>alert(1)</script>"


@pytest.mark.parametrize(
    "text", ["it's", 'say "hi"', "'; DROP TABLE users; --", "\\' OR '1'='1", "100% _sure_", "`x`"]
)
async def test_quotes_are_only_characters(server: Server, text: str) -> None:
    """In names, messages, searches and groups."""
    name = unique(text[:12])
    user = await log_in(server, name)
    assert user["user_name"] == name
    found = (await fetch(server, "/ws/search/contacter", user_name=name)).data
    assert [person["user_id"] for person in found] == [user["user_id"]]
    made = await fetch(server, "/ws/block/new", user_id=user["user_id"], block_name=name)
    assert made.data["block_name"] == name
    async with page(server, user) as ada, page(server, unique("grace")) as grace:
        await ada.sent(text, to=grace.id)
        assert (await grace.message(text))["message"] == text


async def test_a_page_ends_when_its_person_gets_a_password(server: Server) -> None:
    ada = await register(server, unique("ada"))
    user = await log_in(server, ada.name)
    async with page(server, user) as socket:
        await ada.ask("auth.password", password="correct horse battery")
        async with asyncio.timeout(5):
            await socket.connection.wait_closed()
    assert (await fetch(server, "/ws/conversation", user_id=user["user_id"])).code == 404
    async with page(server, user, init=False) as socket:
        await socket.init()
        assert (await socket.refusal())["code"] == "unauthenticated"


async def test_a_page_says_nothing_in_the_name_of_somebody_with_a_password(server: Server) -> None:
    ada = await register(server, unique("ada"), password="correct horse battery")
    asked = {"user_id": ada.id, "contacter_id": 1, "block_id": 1, "block_name": "hers"}
    for path in ("/ws/block/new", "/ws/block/join", "/ws/contacter/add"):
        answer = await fetch(server, path, **asked)
        assert answer.code in (404, 500), path
        assert "user_id" in answer.body["message"]
    async with page(server, unique("eve")) as eve:
        await eve.send("it is me, ada", to=1, from_user_id=str(ada.id))
        assert (await eve.refusal())["code"] == "forbidden"
        await eve.say(type="SHOUT", from_user_id=ada.id, message="me")
        await eve.ping()
        assert not [frame for frame in eve.frames if frame["type"] == "SHOUT"]


@pytest.mark.parametrize("user", [0, 1])
async def test_nobody_is_the_system_or_who_welcomes(server: Server, user: int) -> None:
    async with page(server, unique("eve"), init=False) as eve:
        await eve.say(type="INIT", from_user_id=user, message="init")
        assert (await eve.refusal())["code"] == "unauthenticated"
    for name in ("Hubbub", "system"):
        assert (await call(server, "POST", "/ws/login", json={"name": name})).code != 200


async def test_the_same_temp_id_of_two_senders_is_two_messages(server: Server) -> None:
    async with (
        page(server, unique("ada")) as ada,
        page(server, unique("eve")) as eve,
        page(server, unique("grace")) as grace,
    ):
        await ada.sent("same", to=grace.id, temp_id="1650000000000")
        await eve.sent("same", to=grace.id, temp_id="1650000000000")
        await grace.until(lambda: sum(frame["message"] == "same" for frame in grace.shown) == 2)


@pytest.mark.parametrize("message", [["<img src=x onerror=alert(1)>"], {"a": "{{1+1}}"}, 5, None])
async def test_a_message_that_is_no_text_reaches_nobody(server: Server, message: object) -> None:
    """A page puts what it is sent into its template, and a list of markup is markup there."""
    async with page(server, unique("eve")) as eve, page(server, unique("grace")) as grace:
        for more in ({"group_id": 0}, {}, {"chat_type": "PTP", "to_user_id": str(grace.id)}):
            await eve.say(type="MESSAGE", from_user_id=eve.id, message=message, **more)
        await eve.until(lambda: sum("code" in frame for frame in eve.frames) == 3)
        await grace.ping()
        assert [f["message"] for f in grace.shown if f["from_user_id"] == eve.id] == []
        await eve.say(type="SHOUT", message=message, deep=True)
        came = await grace.frame(lambda f: f["type"] == "SHOUT")
        assert "<" not in str(came["message"])
        assert "{{" not in str(came["message"])


async def test_a_word_to_everyone_does_not_pass_for_one_to_a_group(server: Server) -> None:
    """`group_id` 0 makes it the lobby's; a later page would go by its `chat_type`."""
    async with page(server, unique("ada")) as ada, page(server, unique("eve")) as eve:
        made = await fetch(server, "/ws/block/new", user_id=ada.id, block_name=unique("g"))
        text = unique("as if I were in")
        await eve.send(text, block=made.data["block_id"], group_id=0)
        came = await ada.message(text)
        assert "chat_type" not in came


async def test_what_everyone_is_told_has_a_bound(server: Server) -> None:
    async with page(server, unique("eve")) as eve, page(server, unique("grace")) as grace:
        await eve.say(type="SHOUT", message="x" * 20_000)
        assert (await eve.refusal())["code"] == "too_large"
        await grace.ping()
        assert not [frame for frame in grace.frames if frame["type"] == "SHOUT"]
    async with page(server, unique("eve"), init=False) as eve:
        await eve.init(junk="x" * 20_000)
        assert (await eve.refusal())["code"] == "too_large"
        await eve.init()
        await eve.message("Welcome")


async def test_a_deep_frame_is_answered(server: Server) -> None:
    async with page(server, unique("ada")) as ada:
        await ada.connection.send(b'{"type":"SHOUT","message":' + b"[" * 30_000)
        assert (await ada.refusal())["code"] == "bad_request"
        for kind in (b"SHOUT", b"PING", b"MESSAGE", b"CONFIRM"):
            await ada.connection.send(b'{"type":"%s","message":' % kind + b"[" * 900 + b"]" * 900 + b"}")
        await ada.until(lambda: sum("code" in frame for frame in ada.frames) == 5)
        await ada.ping()


@pytest.mark.parametrize(
    "fragment",
    [
        "<p " + "a" * 60_000 + ">",
        "<p " + 'a="' * 15_000 + ">",
        "<p " + " " * 60_000,
        "<p>a</p>" * 4_000,
        "&amp;" * 11_000,
        "<a-image " * 6_000,
        '<a-image src="' + "/a" * 25_000 + '">',
        ('<a-image src="' + "/a" * 50 + '">') * 500,
    ],
    ids=["attribute", "quotes", "spaces", "paragraphs", "entities", "pictures", "path", "paths"],
)
async def test_no_fragment_holds_up_the_server(server: Server, fragment: str) -> None:
    """One frame of 60 kB whose attribute had no end took the server minutes."""
    async with page(server, unique("eve")) as eve, page(server, unique("ada")) as ada:
        await eve.send(fragment, block=1)
        began = asyncio.get_running_loop().time()
        await ada.sent("meanwhile", to=1)
        assert asyncio.get_running_loop().time() - began < 1
        await eve.ping()


async def test_no_group_is_the_lobby(server: Server) -> None:
    """A message to group 0 would be shown to everyone and confirmed to nobody: there is no such group."""
    async with page(server, unique("ada")) as ada:
        sent = await ada.send("<p>hello</p>", block=0)
        refusal = await ada.refusal()
        assert (refusal["code"], refusal["temp_id"]) == ("not_found", sent["temp_id"])
        assert refusal["message"].startswith("block_id:")
