"""The classic protocol, row by row of its page: what the original's front ends rely on."""

from __future__ import annotations

import asyncio
from pathlib import Path
from typing import Any

import pytest

from tests.support.classic import ORIGIN, call, fetch, log_in, page
from tests.support.people import open_socket, register, unique
from tests.support.server import Server, running

pytestmark = pytest.mark.anyio


# Calls


async def test_logging_in_registers_who_is_unknown_and_knows_who_is_not(server: Server) -> None:
    name = unique("ada")
    first = await log_in(server, name)
    again = await log_in(server, f"  {name.upper()} ")
    assert isinstance(first["user_id"], int)
    assert first == again
    assert first["user_name"] == name
    assert first["user_img"].startswith(f"{server.http}/images/")
    picture = await call(server, "GET", first["user_img"].removeprefix(server.http))
    assert picture.headers["content-type"].startswith("image/")


async def test_a_call_by_another_method_is_told_which_one_is_allowed(server: Server) -> None:
    """RFC 9110, 15.5.6: 405 comes with Allow."""
    answer = await call(server, "PUT", "/ws/login", json={"name": "ada"})
    assert (answer.status, answer.code) == (405, 405)
    assert "POST" in answer.headers["allow"].split(", ")


async def test_the_first_dialect_calls_the_name_user_name(server: Server) -> None:
    name = unique("ada")
    answer = await call(server, "POST", "/ws/login", json={"user_name": name})
    assert (answer.code, answer.data["user_name"]) == (200, name)


async def test_logging_out_is_a_login_of_nobody(server: Server) -> None:
    answer = await call(server, "POST", "/ws/login", json={})
    assert (answer.status, answer.code, answer.data) == (200, 200, {})


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


async def test_who_is_new_finds_a_group_a_contact_and_one_welcome(server: Server) -> None:
    ada = await log_in(server, unique("ada"))
    me = ada["user_id"]
    contacts = (await fetch(server, "/ws/profile/contacter", user_id=me)).data
    blocks = (await fetch(server, "/ws/profile/block", user_id=me)).data
    assert [user["user_id"] for user in contacts] == [1]
    assert [(block["block_id"], block["user_id"]) for block in blocks] == [(1, me)]
    talks = (await fetch(server, "/ws/conversation", user_id=me)).data
    assert sorted(map(str, talks)) == ["{'block_id': '1'}", "{'contacter_id': '1'}"]
    await log_in(server, ada["user_name"])
    async with page(server, ada) as socket:
        await socket.message("Welcome")
        await socket.ping()
        assert len(socket.shown) == 1
        assert socket.shown[0]["from_user_id"] == "1"
    async with page(server, ada) as socket:
        await socket.ping()
        assert socket.shown == []


async def test_conversations_come_latest_activity_first_with_ids_as_strings(server: Server) -> None:
    ada, grace = await log_in(server, unique("ada")), await log_in(server, unique("grace"))
    async with page(server, ada) as socket:
        await socket.sent("<p>hi</p>", to=grace["user_id"])
        talks = (await fetch(server, "/ws/conversation", user_id=ada["user_id"])).data
        assert talks[0] == {"contacter_id": str(grace["user_id"])}
        await socket.sent("<p>hi all</p>", block=1)
        talks = (await fetch(server, "/ws/conversation", user_id=ada["user_id"])).data
        assert talks[0] == {"block_id": "1"}


async def test_people_and_groups_are_found_by_part_of_their_name_taken_literally(server: Server) -> None:
    name = unique("per%cent_ada")
    ada = await log_in(server, name)
    await log_in(server, unique("perXcentXada"))
    found = (await fetch(server, "/ws/search/contacter", user_name="per%cent_")).data
    assert [user["user_name"] for user in found] == [name]
    title = unique("50% off")
    made = await fetch(server, "/ws/block/new", user_id=ada["user_id"], block_name=title)
    assert made.data["block_name"] == title
    assert made.data["owner_id"] == str(ada["user_id"])
    assert isinstance(made.data["block_id"], int)
    found = (await fetch(server, "/ws/search/block", block_name=title[1:])).data
    assert [block["block_id"] for block in found] == [made.data["block_id"]]
    assert found[0]["owner_id"] == ada["user_id"]
    mine = (await fetch(server, "/ws/profile/block", user_id=ada["user_id"])).data
    assert made.data["block_id"] in [block["block_id"] for block in mine]


async def test_one_person_and_one_group_are_arrays_of_one_or_none(server: Server) -> None:
    ada = await log_in(server, unique("ada"))
    assert (await fetch(server, "/ws/user", user_id=ada["user_id"])).data == [ada]
    assert (await fetch(server, "/ws/user", user_id=10**9)).data == []
    assert [block["block_id"] for block in (await fetch(server, "/ws/block", block_id=1)).data] == [1]
    assert (await fetch(server, "/ws/block", block_id=10**9)).data == []


async def test_contacts_are_read_both_ways_and_added_once(server: Server) -> None:
    ada, grace = await log_in(server, unique("ada")), await log_in(server, unique("grace"))
    pair = {"user_id": ada["user_id"], "contacter_id": grace["user_id"]}
    added = await fetch(server, "/ws/contacter/add", **pair)
    assert (added.status, added.code) == (200, 200)
    theirs = (await fetch(server, "/ws/profile/contacter", user_id=grace["user_id"])).data
    assert ada["user_id"] in [user["user_id"] for user in theirs]
    for wrong in (pair, {**pair, "contacter_id": ada["user_id"]}, {**pair, "contacter_id": 10**9}):
        again = await fetch(server, "/ws/contacter/add", **wrong)
        assert (again.status, again.code, again.body["success"]) == (200, 500, False)


async def test_joining_a_group_works_once_and_a_private_one_never(server: Server) -> None:
    ada, grace = await log_in(server, unique("ada")), await log_in(server, unique("grace"))
    made = await fetch(server, "/ws/block/new", user_id=ada["user_id"], block_name="g")
    asked = {"user_id": grace["user_id"], "block_id": made.data["block_id"]}
    assert (await fetch(server, "/ws/block/join", **asked)).code == 200
    assert (await fetch(server, "/ws/block/join", **asked)).code == 500
    linus = await register(server, unique("linus"))
    secret = await linus.ask("conversation.create", kind="group", name=unique("secret"))
    room = secret["conversation"]["id"]
    assert (await fetch(server, "/ws/block/join", **{**asked, "block_id": room})).code == 500
    assert (await fetch(server, "/ws/block", block_id=room)).data == []


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


async def test_pages_of_every_origin_may_ask_after_a_preflight(server: Server) -> None:
    asked = {"Access-Control-Request-Method": "GET", "Access-Control-Request-Headers": "content-type"}
    for path in ("/ws/conversation", "/ws/login", "/verify", "/upload", "/merge"):
        answer = await call(server, "OPTIONS", path, headers=asked)
        assert answer.status == 204
        assert answer.headers["access-control-allow-origin"] == ORIGIN
        assert answer.headers["access-control-allow-methods"] == "GET,HEAD,PUT,POST,DELETE"
        assert answer.headers["access-control-allow-headers"] == "content-type"
        assert "access-control-allow-credentials" not in answer.headers
    answer = await fetch(server, "/ws/user", user_id=1)
    assert answer.headers["access-control-allow-origin"] == ORIGIN


# Sockets


async def test_a_message_to_one_person_is_confirmed_and_comes_as_it_was_sent(server: Server) -> None:
    async with page(server, unique("ada")) as ada, page(server, unique("grace")) as grace:
        sent = await ada.send('<p class="x">it\'s "quoted" &amp; 100%</p>', to=grace.id)
        confirm = await ada.frame(lambda f: f["type"] == "CONFIRM")
        came = await grace.message("quoted")
        assert confirm == {**sent, "type": "CONFIRM", "message_id": confirm["message_id"]}
        assert came == {**sent, "message_id": confirm["message_id"]}
        assert len(came["message_id"]) == 19
        assert came["message_id"].isdigit()
        await ada.ping()
        assert [f["message"] for f in ada.shown if "quoted" in f["message"]] == []


async def test_ids_grow_as_strings_with_the_order_of_a_conversation(server: Server) -> None:
    async with page(server, unique("ada")) as ada, page(server, unique("grace")) as grace:
        ids = [(await ada.sent(f"number {n}", to=grace.id))["message_id"] for n in range(12)]
        assert ids == sorted(ids)
        assert len(set(ids)) == 12


async def test_a_group_message_reaches_the_others_and_the_senders_other_sockets(server: Server) -> None:
    ada = await log_in(server, unique("ada"))
    async with page(server, ada) as one, page(server, ada) as other, page(server, unique("grace")) as grace:
        text = unique("to all")
        sent = await one.send(f"<p>{text}</p>", block=1, at_user_id=str(grace.id))
        for came in (await grace.message(text), await other.message(text)):
            assert came == {**sent, "message_id": came["message_id"]}
        await one.ping()
        assert not any(text in frame["message"] for frame in one.shown)


async def test_a_repeat_gets_the_first_id_and_other_content_another(server: Server) -> None:
    async with page(server, unique("ada")) as ada, page(server, unique("grace")) as grace:
        sent = await ada.send("once", to=grace.id)
        first = await ada.frame(lambda f: f["type"] == "CONFIRM")
        await ada.say(**sent)
        await ada.until(lambda: sum(f["type"] == "CONFIRM" for f in ada.frames) == 2)
        assert [f["message_id"] for f in ada.frames if f["type"] == "CONFIRM"] == [first["message_id"]] * 2
        await ada.say(**{**sent, "message": "other"})
        await grace.message("other")
        await grace.ping()
        assert [f["message"] for f in grace.shown[1:]] == ["once", "other"]


async def test_without_a_temp_id_nothing_is_a_repeat(server: Server) -> None:
    async with page(server, unique("ada")) as ada, page(server, unique("grace")) as grace:
        sent = await ada.send("again", to=grace.id)
        del sent["temp_id"]
        for _ in range(2):
            await ada.say(**sent)
        await grace.until(lambda: sum(f["message"] == "again" for f in grace.shown) == 3)


async def test_what_is_not_confirmed_comes_again_on_the_next_connection_only(server: Server) -> None:
    grace = await log_in(server, unique("grace"))
    async with page(server, unique("ada")) as ada:
        for number in range(5):
            await ada.sent(f"number {number}", to=grace["user_id"])
        async with page(server, grace, confirms=False) as first:
            await first.message("number 4")
            await first.ping()
            assert [f["message"] for f in first.shown][1:] == [f"number {n}" for n in range(5)]
            for frame in first.shown[2:4]:  # out of turn
                await first.say(**{**frame, "type": "CONFIRM"})
            await first.ping()
        async with page(server, grace) as second:
            await second.message("number 4")
            await second.ping()
            assert [f["message"] for f in second.shown][1:] == ["number 0", "number 3", "number 4"]
        async with page(server, grace) as third:
            await third.ping()
            assert third.shown == []


async def test_a_ping_is_answered_with_its_fields_whoever_it_says_it_is_from(server: Server) -> None:
    async with page(server, unique("ada")) as ada:
        await ada.say(type="PING", message="ping", from_user_id="999999", extra=1)
        pong = await ada.frame(lambda f: f["type"] == "PONG")
        assert pong == {"type": "PONG", "message": "pong", "from_user_id": "999999", "extra": 1}


async def test_everyone_online_hears_who_comes(server: Server) -> None:
    async with page(server, unique("ada")) as ada, page(server, unique("grace")) as grace:
        said = await ada.frame(lambda f: f["type"] == "SYSTEM" and f["from_user_id"] == grace.id)
        assert said == {"type": "SYSTEM", "from_user_id": grace.id, "message": "join"}


async def test_the_first_dialects_words_reach_everyone_with_all_their_fields(server: Server) -> None:
    async with page(server, unique("ada")) as ada, page(server, unique("grace")) as grace:
        frame = {"type": "SHOUT", "from_user_id": ada.id, "message": "hey", "colour": "red"}
        await ada.say(**frame)
        for who in (ada, grace):
            assert await who.frame(lambda f: f["type"] == "SHOUT") == frame
        text = unique("hello")
        frame = {
            "type": "MESSAGE",
            "from_user_id": ada.id,
            "message": text,
            "group_id": 0,
            "user_name": "Ada",
        }
        await ada.say(**frame)
        for who in (ada, grace):
            assert await who.message(text) == frame
        async with open_socket(server, name=unique("linus")) as linus:
            history = await linus.ask("message.history", conversation=0)
            assert text in [message["text"] for message in history["messages"]]


async def test_no_group_is_the_lobby(server: Server) -> None:
    """What is said to group 0 would be shown to everyone and never be confirmed: it is refused."""
    async with page(server, unique("ada")) as ada:
        sent = await ada.send("<p>hello</p>", block=0)
        refusal = await ada.refusal()
        assert (refusal["code"], refusal["temp_id"]) == ("not_found", sent["temp_id"])
        assert refusal["message"].startswith("block_id:")


async def test_close_leaves(server: Server) -> None:
    async with page(server, unique("ada")) as ada:
        await ada.say(type="CLOSE", from_user_id=ada.id)
        await ada.connection.wait_closed()
        assert ada.connection.close_code == 1000


async def test_seven_seconds_of_silence_end_a_socket_and_pings_keep_it(server: Server) -> None:
    async with page(server, unique("ada")) as silent, page(server, unique("grace")) as alive:
        closed = asyncio.create_task(silent.connection.wait_closed())
        async with asyncio.timeout(10):
            while not closed.done():
                await alive.ping()
                await asyncio.wait([closed], timeout=2)
        assert silent.connection.close_code == 4000
        await alive.ping()


async def test_text_frames_and_a_user_id_as_text_are_taken_too(server: Server) -> None:
    ada = await log_in(server, unique("ada"))
    async with page(server, ada, init=False) as socket:
        await socket.connection.send(f'{{"type":"INIT","from_user_id":"{ada["user_id"]}","message":"init"}}')
        await socket.message("Welcome")


# What is wrong


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


async def test_braces_and_scripts_show_as_what_was_typed(server: Server) -> None:
    async with page(server, unique("ada")) as ada, page(server, unique("grace")) as grace:
        await ada.sent('<p onclick="x()">{{1+1}}<script>alert(1)</script></p>', to=grace.id)
        came = await grace.message("script")
        assert came["message"] == "<p>&#123;&#123;1+1&#125;&#125;&lt;script&gt;alert(1)&lt;/script&gt;</p>"
        async with open_socket(server, name=grace.user["user_name"]) as web:
            summaries = (await web.ask("conversation.list"))["conversations"]
            talk = next(s for s in summaries if s.get("peer", {}).get("id") == ada.id)
            assert talk["last_message"]["text"] == "{{1+1}}<script>alert(1)</script>"


# One conversation, two protocols


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


# Whether and where


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
