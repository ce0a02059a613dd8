"""The classic WebSocket, row by row: every frame of a page, and every frame to it, in both dialects."""

from __future__ import annotations

import asyncio

import pytest

from tests.support.classic import fetch, log_in, page
from tests.support.people import Frame, open_socket, unique
from tests.support.server import Server

pytestmark = pytest.mark.anyio


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


async def test_everyone_hears_the_fields_of_an_init(server: Server) -> None:
    async with page(server, unique("ada")) as ada, page(server, unique("grace"), init=False) as grace:
        await grace.init(user_name="Grace", colour="red")
        said = await ada.frame(lambda f: f["type"] == "SYSTEM" and f["from_user_id"] == grace.id)
        more = {"user_name": "Grace", "colour": "red"}
        assert said == {"type": "SYSTEM", "from_user_id": grace.id, "message": "join", **more}


async def test_a_second_init_changes_nothing(server: Server) -> None:
    async with page(server, unique("ada")) as ada:
        await ada.message("Welcome")
        for _ in range(3):
            await ada.init()
        await ada.ping()
        assert len(ada.shown) == 1
        assert [f["type"] for f in ada.frames if f["type"] == "SYSTEM"] == ["SYSTEM"]


async def test_a_page_may_log_out_and_in_as_somebody_else_on_its_socket(server: Server) -> None:
    linus = await log_in(server, unique("linus"))
    async with page(server, unique("ada")) as ada, page(server, unique("grace")) as grace:
        first = ada.id
        ada.user = linus
        await ada.init()
        await ada.frame(lambda f: f["type"] == "SYSTEM" and f["from_user_id"] == linus["user_id"])
        await grace.sent("to who was here", to=first)
        await grace.sent("to who is here", to=linus["user_id"])
        await ada.message("to who is here")
        assert not [frame for frame in ada.shown if frame["message"] == "to who was here"]
        await ada.sent("from linus", to=grace.id)
        assert (await grace.message("from linus"))["from_user_id"] == str(linus["user_id"])


async def test_a_message_reaches_all_sockets_of_both_but_the_sending_one(server: Server) -> None:
    ada, grace = await log_in(server, unique("ada")), await log_in(server, unique("grace"))
    async with (
        page(server, ada) as one,
        page(server, ada) as two,
        page(server, grace) as three,
        page(server, grace) as four,
    ):
        sent = await one.send("to all of you", to=grace["user_id"])
        for socket in (two, three, four):
            came = await socket.message("to all of you")
            assert came == {**sent, "message_id": came["message_id"]}
        await one.frame(lambda f: f["type"] == "CONFIRM")
        await one.ping()
        assert not [f for f in one.frames if f["type"] == "MESSAGE" and f["message"] == "to all of you"]
        for socket in (two, three, four):
            assert not [f for f in socket.frames if f["type"] == "CONFIRM"]


async def test_a_message_to_oneself_is_confirmed_and_shown_on_ones_other_pages(server: Server) -> None:
    ada = await log_in(server, unique("ada"))
    async with page(server, ada) as one, page(server, ada) as two:
        confirm = await one.sent("a note", to=one.id)
        came = await two.message("a note")
        assert (came["message_id"], came["to_user_id"]) == (confirm["message_id"], str(one.id))
        await one.ping()
        assert not [f for f in one.shown if f["message"] == "a note"]
    talks = (await fetch(server, "/ws/conversation", user_id=ada["user_id"])).data
    assert talks[0] == {"contacter_id": str(ada["user_id"])}


async def test_a_stranger_may_be_written_to_and_finds_the_conversation(server: Server) -> None:
    async with page(server, unique("ada")) as ada, page(server, unique("grace")) as grace:
        await ada.sent("we have not met", to=grace.id)
        await grace.message("we have not met")
        talks = (await fetch(server, "/ws/conversation", user_id=grace.id)).data
        assert talks[0] == {"contacter_id": str(ada.id)}


async def test_a_group_is_heard_and_spoken_to_by_its_members_only(server: Server) -> None:
    async with page(server, unique("ada")) as ada, page(server, unique("eve")) as eve:
        made = await fetch(server, "/ws/block/new", user_id=ada.id, block_name=unique("g"))
        room = made.data["block_id"]
        await eve.send("let me in", block=room)
        assert (await eve.refusal())["code"] == "not_found"
        await ada.sent("alone here", block=room)
        await fetch(server, "/ws/block/join", user_id=eve.id, block_id=room)
        await ada.sent("welcome", block=room)
        await eve.message("welcome")
        shown = [frame["message"] for frame in eve.shown if frame.get("block_id") == str(room)]
        assert shown == ["welcome"]
        assert not [frame for frame in ada.shown if frame["message"] == "let me in"]


async def test_confirms_come_within_a_second_though_a_hundred_are_sent_at_once(server: Server) -> None:
    async with page(server, unique("ada")) as ada:
        began = asyncio.get_running_loop().time()
        for number in range(100):
            await ada.send(f"number {number}", block=1)
        await ada.until(lambda: sum(f["type"] == "CONFIRM" for f in ada.frames) == 100)
        assert asyncio.get_running_loop().time() - began < 1
        ids = [f["message_id"] for f in ada.frames if f["type"] == "CONFIRM"]
        assert ids == sorted(set(ids))


async def test_a_message_from_elsewhere_has_all_that_a_page_needs(server: Server) -> None:
    async with page(server, unique("ada")) as ada, open_socket(server, name=unique("grace")) as grace:
        await grace.ask("message.send", to=ada.id, text="one")
        await grace.ask("message.send", to=ada.id, text="two")
        one, two = await ada.message("one"), await ada.message("two")
        for frame in (one, two):
            assert frame.keys() == {
                "type", "message", "message_id", "chat_type", "from_user_id", "to_user_id", "send_time",
                "temp_id",
            }  # fmt: skip
            assert isinstance(frame["send_time"], int)
        assert one["message_id"] < two["message_id"]
        assert one["temp_id"] != two["temp_id"]
        async with open_socket(server, name=ada.user["user_name"]) as web:
            await web.ask("message.send", to=int(one["from_user_id"]), text="from my other page")
        assert (await ada.message("from my other page"))["from_user_id"] == str(ada.id)


@pytest.mark.parametrize(
    "more",
    [
        {"type": "MESSAGE", "group_id": 0, "message_id": "7"},
        {"type": "MESSAGE", "group_id": 0, "chat_type": "group"},
        {"type": "MESSAGE"},
        {"type": "TYPING"},
        {"type": "SHOUT", "message": "<b>loud</b>", "deep": {"a": [1, None]}},
    ],
)
async def test_the_lobby_keeps_all_fields_for_who_speaks_its_dialect(server: Server, more: Frame) -> None:
    """CLASSIC: any other type, or `group_id` 0 or no `chat_type`: everyone online, its sender too."""
    mark = unique("mark")
    async with (
        page(server, unique("ada"), init=False) as ada,
        page(server, unique("grace"), init=False) as grace,
    ):
        for who in (ada, grace):
            await who.init(user_name=who.user["user_name"])
            await who.frame(lambda f, who=who: f["type"] == "SYSTEM" and f["from_user_id"] == who.id)  # type: ignore[misc]
        frame = {"from_user_id": ada.id, "user_name": "Ada", "message": "hello", "mark": mark, **more}
        await ada.say(**frame)
        for who in (ada, grace):
            came = await who.frame(lambda f: f.get("mark") == mark)
            assert came == {
                **frame,
                "message": str(frame["message"]).replace("<", "&lt;").replace(">", "&gt;"),
            }


async def test_a_native_word_in_the_lobby_reaches_the_first_dialect_only(server: Server) -> None:
    text = unique("hello lobby")
    async with page(server, unique("ada"), init=False) as ada, page(server, unique("grace")) as grace:
        await ada.init(user_name="Ada")
        await ada.frame(lambda f: f["type"] == "SYSTEM")
        async with open_socket(server, name=unique("linus")) as linus:
            await linus.ask("message.send", conversation=0, text=text)
        came = await ada.message(text)
        assert came["group_id"] == 0
        assert came["user_name"].startswith("linus")
        await grace.ping()
        assert not [frame for frame in grace.shown if text in frame["message"]]


async def test_there_is_no_subprotocol_and_no_compression(server: Server) -> None:
    async with page(server, unique("ada")) as ada:
        assert ada.connection.request is not None
        assert "permessage-deflate" in ada.connection.request.headers["Sec-WebSocket-Extensions"]
        assert ada.connection.response is not None
        assert "Sec-WebSocket-Extensions" not in ada.connection.response.headers
        assert "Sec-WebSocket-Protocol" not in ada.connection.response.headers
