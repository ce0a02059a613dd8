"""Coming in, going on where one was, and asking."""

from __future__ import annotations

import asyncio
from pathlib import Path

import pytest

from hubbub_client import (
    Client,
    Closed,
    ConnectionLost,
    MessageSent,
    OutboxError,
    RateLimited,
    State,
    Unauthenticated,
)
from hubbub_client.connection import address
from tests.support.clients import QUICK, watching
from tests.support.people import SECONDS, unique
from tests.support.proxy import between
from tests.support.server import Server, running

pytestmark = pytest.mark.anyio
PASSWORD = "correct horse battery"


@pytest.mark.parametrize(
    ("given", "made"),
    [
        ("http://localhost:8000", "ws://localhost:8000/api/v1/ws"),
        ("localhost:8000", "ws://localhost:8000/api/v1/ws"),
        ("https://chat.example.org/", "wss://chat.example.org/api/v1/ws"),
        ("wss://example.org/chat/api/v1/ws", "wss://example.org/chat/api/v1/ws"),
    ],
)
def test_an_address_is_the_servers_or_the_sockets(given: str, made: str) -> None:
    assert address(given) == made


@pytest.mark.parametrize(
    "given", ["ftp://x", "http://", "http://ada:secret@x", "http://x/?token=secret", "http://x/#t"]
)
def test_an_address_holds_no_secrets(given: str) -> None:
    """DESIGN 7: tokens are never in a URL."""
    with pytest.raises(ValueError, match="address"):
        Client(given)


async def test_a_name_a_password_and_a_token_let_in(server: Server) -> None:
    name = unique("ada")
    async with Client(server.http, name=name, password=PASSWORD, register=True, events=False) as first:
        token = first.token
        assert first.me.name == name
        assert first.connected
    async with Client(server.http, token=token, events=False) as second:
        assert second.me == first.me
    with pytest.raises(Unauthenticated):
        await Client(server.http, name=name, events=False).start()
    with pytest.raises(Unauthenticated):
        await Client(server.http, name=name, password="wrong password", events=False).start()
    with pytest.raises(Unauthenticated):
        await Client(server.http, name=unique("nobody"), password=PASSWORD, events=False).start()
    with pytest.raises(Unauthenticated):
        await Client(server.http, token="not a token", events=False).start()
    with pytest.raises(Unauthenticated):
        await Client(server.http, events=False).start()


async def test_a_token_that_has_ended_gives_way_to_the_name(server: Server) -> None:
    name = unique("ada")
    async with Client(server.http, name=name, token="long ended", events=False) as client:
        assert client.me.name == name
        assert client.token != "long ended"


async def test_a_program_goes_on_after_the_last_event_it_handled(server: Server, tmp_path: Path) -> None:
    """The state file holds login and cursors: what was handled is not shown again, what was not, is."""
    file = tmp_path / "state"
    async with Client(server.http, name=unique("grace"), events=False) as grace:
        async with Client(server.http, name=unique("ada"), state=file) as ada:
            room = (await grace.conversation.create("group", "x", members=[ada.me.id])).conversation.id
            for number in range(4):
                await grace.send(f"{number}", conversation=room)
            async for event in ada:
                if isinstance(event, MessageSent) and event.conversation == room and event.text == "2":
                    break
        assert file.stat().st_mode & 0o777 == 0o600
        await grace.send("while away", conversation=room)
        async with watching(server.http, state=file) as again:
            await again.until(lambda: "while away" in again.texts(room))
            assert again.texts(room) == ["2", "3", "while away"], (
                "the loop was left while 2 was being handled"
            )
            assert again.client.me == ada.me
            kept = again.client.state
        async with watching(
            server.http, state=State(kept.token, kept.user, kept.epoch, kept.cursors)
        ) as third:
            await third.caught_up()
            assert third.texts(room) == []


async def test_who_comes_back_into_a_group_is_shown_it_though_nobody_speaks_there(server: Server) -> None:
    """R4: one's own coming is an entry too, and what tells of it holds no entry."""
    async with (
        Client(server.http, name=unique("grace"), events=False) as grace,
        watching(server.http, name=unique("ada")) as ada,
    ):
        me = ada.client.me.id
        room = (await grace.conversation.create("group", "x", members=[me])).conversation.id
        for _ in range(3):
            await grace.member.remove(room, me)
            await grace.send("behind one's back", conversation=room)
            await grace.flush()
            seq = (await grace.member.add(room, me)).seq
            await ada.until(lambda: ada.client.state.cursors.get(room) == seq)  # noqa: B023
        assert "behind one's back" not in ada.texts(room)


async def test_a_refusal_says_its_code_and_when_to_come_again(server: Server) -> None:
    async with Client(server.http, name=unique("ada"), events=False) as client:
        with pytest.raises(RateLimited) as caught:
            await asyncio.gather(*(client.auth.sessions() for _ in range(400)))
        assert caught.value.code == "rate_limited"
        assert caught.value.retry_after is not None


async def test_who_wants_no_events_is_not_left_waiting_for_any(server: Server) -> None:
    async with Client(server.http, name=unique("ada"), events=False) as client:
        with pytest.raises(RuntimeError, match="events=False"):
            await asyncio.wait_for(anext(aiter(client)), SECONDS)


async def test_asking_has_a_time_limit(server: Server) -> None:
    async with (
        between(server.port) as proxy,
        Client(proxy.http, name=unique("ada"), events=False, backoff=QUICK) as client,
    ):
        proxy.black = True
        with pytest.raises(ConnectionLost) as caught:
            await client.asking(timeout=0.1).ping()
        assert caught.value.sent
        proxy.refusing = True
        proxy.cut()
        await asyncio.wait_for(disconnected(client), SECONDS)
        with pytest.raises(ConnectionLost) as caught:
            await client.asking(timeout=0.3).conversation.create("group", "x")
        assert not caught.value.sent
        proxy.black = proxy.refusing = False


async def disconnected(client: Client) -> None:
    while client.connected:
        await asyncio.sleep(0.01)


async def test_nothing_hangs_when_the_client_is_closed(server: Server) -> None:
    client = Client(server.http, name=unique("ada"), events=True)
    await client.start()
    asked = asyncio.create_task(client.asking(retry=True).ping())
    taken = asyncio.create_task(anext(client))
    await client.close()
    await client.close()
    await asyncio.wait_for(asyncio.wait([asked, taken]), SECONDS)
    with pytest.raises(Closed):
        await client.ping()
    async for event in client:
        assert event is not None, "what had come is there, and then it is over"


async def test_a_server_that_is_not_there_yet_is_waited_for(data: Path) -> None:
    with running(data) as server:
        server.stop()
        client = Client(server.http, name="ada", events=False, start_timeout=30, backoff=QUICK)
        starting = asyncio.create_task(client.start())
        await asyncio.to_thread(server.start)
        await starting
        assert await client.ping() is not None
        await client.close()


async def test_something_that_is_no_hubbub_is_refused_in_words(server: Server) -> None:
    with pytest.raises(Closed, match="404"):
        await Client(f"{server.http}/elsewhere", name="ada").start()


@pytest.mark.parametrize("content", ["dear grace,\n", "[]"])
def test_a_file_that_is_no_state_is_named_and_left_as_it_is(tmp_path: Path, content: str) -> None:
    file = tmp_path / "letter.txt"
    file.write_text(content)
    with pytest.raises(OutboxError, match=r"letter\.txt"):
        Client("http://127.0.0.1:9", name="ada", state=file)
    assert file.read_text() == content
