"""Limits: past a bound comes a catalogue error or a close code, and nobody else notices."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator, Iterator
from contextlib import AsyncExitStack

import pytest
from websockets.asyncio.client import connect

from tests.support.people import (
    DOORS,
    Refused,
    group,
    nobody,
    open_socket,
    people,
    refused,
    register,
    through,
)
from tests.support.server import Server, running

pytestmark = pytest.mark.anyio

FRAME = 64 * 1024
OFTEN = 1_000
"""How many sends at once are let through."""


@pytest.fixture(scope="module")
def unlimited(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """Give a server whose operator has lifted the limits."""
    with running(tmp_path_factory.mktemp("unlimited") / "data", "--limits", "off") as server:
        yield server


async def test_who_asks_too_often_is_told_when_to_come_back_over_websocket(server: Server) -> None:
    """PROTOCOL, Errors: rate_limited: after `retry_after`; the connection lives on."""
    ada = await register(server, "ada")
    async with ada.online() as socket:
        numbers = [await socket.send("typing.start", conversation=0) for _ in range(400)]
        refusals = []
        for number in numbers:
            try:
                await socket.reply(number)
            except Refused as refusal:
                refusals.append(refusal)
        assert refusals, "the premise: 400 at once are too many"
        assert len(refusals) < 150, "but the first 300 are not"
        assert {refusal.code for refusal in refusals} == {"rate_limited"}
        assert all(0 < (refusal.retry_after or 0) <= 60 for refusal in refusals)
        assert await socket.ask("ping") == {}


async def test_who_asks_too_often_is_told_when_to_come_back_over_http(server: Server) -> None:
    """PROTOCOL, Errors: rate_limited, 429; RFC 9110, 10.2.3: Retry-After in whole seconds."""
    ada, grace = await people(server, "ada", "grace")

    async def create() -> int:
        made = await ada.post("conversation.create", json={"kind": "group", "name": ""})
        if made.status_code == 429:
            error = made.json()["error"]
            assert error["code"] == "rate_limited"
            assert 0 < error["retry_after"] <= 60
            assert int(made.headers["retry-after"]) >= 1
        return made.status_code

    statuses: list[int] = []
    while 429 not in statuses:
        assert len(statuses) < 1_000, "somewhere is a limit"
        statuses += await asyncio.gather(*(create() for _ in range(50)))
    assert await ada.ask("ping") == {}, "other operations are counted apart"
    assert await group(grace), "and so are other people"


async def test_retry_after_is_true(server: Server) -> None:
    """PROTOCOL, Errors: rate_limited: retry after `retry_after`, and then it works."""
    ada = await register(server, "ada")
    async with ada.online() as socket:
        numbers = [await socket.send("presence.get", users=[]) for _ in range(320)]
        waits = []
        for number in numbers:
            try:
                await socket.reply(number)
            except Refused as refusal:
                waits.append(refusal.retry_after or 0)
        assert waits
        assert max(waits) < 1
        await asyncio.sleep(max(waits))  # the one wait that is the server's own word
        assert await socket.ask("presence.get", users=[]) == {"users": []}


async def test_limits_can_be_lifted_for_load_tests(unlimited: Server) -> None:
    """`--limits off` lifts rate limits and connection caps."""
    ada = await register(unlimited, "ada")
    async with ada.online() as socket:
        numbers = [await socket.send("presence.get", users=[]) for _ in range(600)]
        for number in numbers:
            assert await socket.reply(number) == {"users": []}
    async with AsyncExitStack() as stack:
        for _ in range(110):
            socket = await stack.enter_async_context(ada.online())
            assert socket.id == ada.id


async def test_one_person_has_so_many_connections_and_no_more(server: Server) -> None:
    """DESIGN 7: caps per user: the 101st is refused, the hundred live on."""
    ada, grace = await people(server, "ada", "grace")
    async with AsyncExitStack() as stack:
        sockets = [await stack.enter_async_context(ada.online()) for _ in range(100)]
        assert all(socket.id == ada.id for socket in sockets)
        async with ada.online() as refused_one:
            assert refused_one.hello["user"] is None
            error = await refused_one.frame(lambda frame: "error" in frame)
            assert error["error"]["code"] == "rate_limited"
            assert error["error"]["retry_after"] > 0
            with refused("unauthenticated"):
                await refused_one.ask("sync")
        async with grace.online() as other:
            assert other.id == grace.id
        assert await sockets[0].ask("ping") == {}
        await sockets.pop().close()
        async with ada.online() as socket:
            assert socket.id == ada.id, "who goes makes room"


async def test_who_does_not_log_in_is_sent_away_after_ten_seconds(server: Server) -> None:
    """PROTOCOL, Who you are: within 10 seconds; Close codes: 1008: unauthenticated after 10 s."""
    loop = asyncio.get_running_loop()
    async with open_socket(server) as socket:
        begun = loop.time()
        with refused("unauthenticated"):
            await socket.ask("sync")
        code, _ = await socket.closed()
        assert code == 1008
        assert 9.9 < loop.time() - begun < 12.5, "also if they ask for something meanwhile"


@pytest.mark.parametrize("size", [FRAME - 100, FRAME])
async def test_a_frame_up_to_the_bound_is_read(server: Server, size: int) -> None:
    """DESIGN 7: frames up to 64 KiB."""
    ada = await register(server, "ada")
    frame = json.dumps({"op": "ping", "id": 1})
    async with ada.online() as socket:
        await socket.send_raw(frame + " " * (size - len(frame)))
        assert await socket.reply(1) == {}


@pytest.mark.parametrize("size", [FRAME + 1, 10 * FRAME])
async def test_a_frame_over_the_bound_closes_the_connection(server: Server, size: int) -> None:
    """PROTOCOL, Close codes: 1009 frame too large; others live on."""
    ada, grace = await people(server, "ada", "grace")
    async with grace.online() as bystander, ada.online() as socket:
        await socket.send_raw(" " * size)
        code, _ = await socket.closed()
        assert code == 1009
        assert await bystander.ask("ping") == {}


async def test_a_fragmented_message_over_the_bound_closes_the_connection(server: Server) -> None:
    """PROTOCOL, Close codes: 1009, whole or in fragments."""
    async with connect(server.ws, compression=None) as connection:
        await connection.recv()
        await connection.send([" " * 1024] * 65)
        await asyncio.wait_for(connection.wait_closed(), 10)
        assert connection.close_code == 1009


@pytest.mark.parametrize("chunked", [False, True])
async def test_a_body_over_the_bound_is_too_large(server: Server, chunked: bool) -> None:
    """PROTOCOL, Errors: too_large, 413."""
    ada = await register(server, "ada")
    body = b'{"conversation": 0, "text": "' + b"x" * FRAME + b'"}'

    async def pieces() -> AsyncIterator[bytes]:
        yield body

    response = await ada.post(
        "message.send", content=pieces() if chunked else body, headers={"Content-Type": "application/json"}
    )
    assert (response.status_code, response.json()["error"]["code"]) == (413, "too_large")
    assert await ada.ask("ping") == {}


@pytest.mark.parametrize("door", DOORS)
async def test_a_flood_of_one_person_does_not_limit_another(server: Server, door: str) -> None:
    """R10: a hostile client delays nobody."""
    mallory, ada = await people(server, "mallory", "ada")
    async with mallory.online() as flood, through(door, ada) as asker:
        for _ in range(OFTEN + 200):
            await flood.send("message.send", conversation=0, text="flood")
        assert (await asker.ask("message.send", conversation=0, text="hello"))["seq"]
        await flood.frame(lambda frame: frame.get("error", {}).get("code") == "rate_limited")


async def test_many_wrong_logins_from_one_address_are_slowed_down(server: Server) -> None:
    """DESIGN 7: passwords cannot be tried without end."""
    ada = await register(server, "ada", password="correct horse battery")

    async def guess() -> str:
        with pytest.raises(Refused) as refusal:
            await nobody(server).ask("auth.login", name=ada.name, password="wrong password")
        return refusal.value.code

    codes: list[str] = []
    while "rate_limited" not in codes:
        assert len(codes) < 400, "somewhere is a limit"
        codes += await asyncio.gather(*(guess() for _ in range(25)))
    assert set(codes) == {"unauthenticated", "rate_limited"}


async def test_new_sockets_are_no_way_around_the_limit_on_logins(server: Server) -> None:
    """DESIGN 7: passwords cannot be tried without end, through whichever door and however many sockets."""
    ada = await register(server, "ada", password="correct horse battery")

    async def guess_ten() -> list[str]:
        codes = []
        async with open_socket(server) as socket:
            for _ in range(10):
                with pytest.raises(Refused) as refusal:
                    await socket.ask("auth.login", name=ada.name, password="wrong password")
                codes.append(refusal.value.code)
        return codes

    codes: list[str] = []
    while "rate_limited" not in codes:
        assert len(codes) < 250, "somewhere is a limit"
        for some in await asyncio.gather(*(guess_ten() for _ in range(5))):
            codes += some
