"""Classic reliability: what is owed until it is confirmed, to whom, in which order, and when again."""

from __future__ import annotations

import asyncio
from pathlib import Path

import pytest

from tests.support.classic import fetch, log_in, page
from tests.support.people import open_socket, unique
from tests.support.server import Server, running

pytestmark = pytest.mark.anyio


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


async def test_what_is_owed_comes_oldest_first_from_all_conversations(server: Server) -> None:
    grace = await log_in(server, unique("grace"))
    async with page(server, unique("ada")) as ada, page(server, unique("linus")) as linus:
        room = (await fetch(server, "/ws/block/new", user_id=ada.id, block_name=unique("g"))).data["block_id"]
        await ada.sent("before she was in", block=room)
        await fetch(server, "/ws/block/join", user_id=grace["user_id"], block_id=room)
        await ada.sent("owed 1", to=grace["user_id"])
        await ada.sent("owed 2", block=room)
        await linus.sent("owed 3", to=grace["user_id"])
        await ada.sent("owed 4", block=room)
        async with page(server, grace) as came:
            await came.message("owed 4")
            texts = [f["message"] for f in came.shown if f["from_user_id"] != "1"]
            assert texts == [f"owed {n}" for n in range(1, 5)]
            assert [f["chat_type"] for f in came.shown][-4:] == ["PTP", "BLOCK", "PTP", "BLOCK"]


async def test_one_socket_confirms_for_all_of_a_person(server: Server) -> None:
    grace = await log_in(server, unique("grace"))
    async with page(server, unique("ada")) as ada:
        async with page(server, grace) as confirms, page(server, grace, confirms=False) as silent:
            await ada.sent("for all of her", to=grace["user_id"])
            for socket in (confirms, silent):
                await socket.message("for all of her")
            await confirms.ping()
        async with page(server, grace) as again:
            await again.ping()
            assert again.shown == []


async def test_nobody_confirms_for_somebody_else(server: Server) -> None:
    grace = await log_in(server, unique("grace"))
    async with page(server, unique("ada")) as ada, page(server, unique("eve")) as eve:
        confirm = await ada.sent("for grace", to=grace["user_id"])
        for sender in (str(grace["user_id"]), str(eve.id), str(ada.id)):
            await eve.say(**{**confirm, "from_user_id": sender})
        await ada.say(**confirm)
        await eve.ping()
        await ada.ping()
        async with page(server, grace) as came:
            await came.message("for grace")


@pytest.mark.parametrize("seq", ["00000000002", "99999999999"])
async def test_what_is_not_said_yet_cannot_be_confirmed(server: Server, seq: str) -> None:
    """A page that confirms ahead would never be shown what comes."""
    grace = await log_in(server, unique("grace"))
    async with page(server, unique("ada")) as ada:
        confirm = await ada.sent("one", to=grace["user_id"])
        async with page(server, grace) as came:
            await came.message("one")
            await came.say(**{**confirm, "type": "CONFIRM", "message_id": confirm["message_id"][:-11] + seq})
            await came.ping()
        # The confirmation is on its way to the database behind what is sent next, or before it.
        await ada.sent("two", to=1)
        await ada.sent("two", to=grace["user_id"])
        async with page(server, grace) as came:
            await came.message("two")


async def test_what_was_read_on_the_web_page_is_owed_no_more_and_what_was_not_is(server: Server) -> None:
    grace = await log_in(server, unique("grace"))
    async with page(server, unique("ada")) as ada:
        confirm = await ada.sent("one", to=grace["user_id"])
        await ada.sent("two", to=grace["user_id"])
        room = int(confirm["message_id"][:-11])
        async with open_socket(server, name=grace["user_name"]) as web:
            await web.ask("receipt.read", conversation=room, seq=1)
            await web.ask("message.send", conversation=room, text="an answer reads nothing")
        async with page(server, grace) as came:
            await came.message("two")
            assert [f["message"] for f in came.shown if f["from_user_id"] == str(ada.id)] == ["two"]


async def test_what_is_owed_survives_a_killed_server(data: Path) -> None:
    with running(data) as server:
        grace = await log_in(server, "grace")
        async with page(server, "ada") as ada:
            for number in range(150):  # more than one page
                await ada.send(f"number {number}", to=grace["user_id"])
            await ada.until(lambda: sum(f["type"] == "CONFIRM" for f in ada.frames) == 150)
            server.kill()
        server.start()
        async with page(server, grace) as came:
            await came.message("number 149")
            assert [f["message"] for f in came.shown][1:] == [f"number {n}" for n in range(150)]
            await came.ping()
        async with page(server, grace) as came:
            await came.ping()
            assert came.shown == []


async def test_a_page_that_does_not_confirm_is_told_once_more_after_half_a_minute(server: Server) -> None:
    """CLASSIC: on the same connection when no CONFIRM has come for long (30 s); never every 3 s."""
    async with page(server, unique("ada")) as ada, page(server, unique("grace"), confirms=False) as grace:
        await ada.sent("once more", to=grace.id)  # a word that the welcome does not hold
        await grace.message("once more")
        began = asyncio.get_running_loop().time()

        def shown() -> int:
            return sum(f["message"] == "once more" for f in grace.shown)

        async with asyncio.timeout(36):
            while shown() == 1:
                await asyncio.sleep(1)
                await asyncio.gather(grace.ping(), ada.ping())
        assert asyncio.get_running_loop().time() - began > 28
        assert shown() == 2
