"""R2, R4, R5: what a client shows and sends when connections break, servers die and frames go astray."""

from __future__ import annotations

import asyncio
import json
import random
import shutil
import signal
from collections.abc import AsyncIterator
from functools import partial
from pathlib import Path

import pytest

from hubbub_client import (
    Backoff,
    CaughtUp,
    Client,
    Closed,
    ConnectionLost,
    Delivery,
    Disconnected,
    Reset,
    SessionRevoked,
)
from tests.support.clients import QUICK, Screen, watching
from tests.support.people import SECONDS, unique
from tests.support.proxy import Proxy, between
from tests.support.server import Server, running

pytestmark = pytest.mark.anyio


@pytest.fixture
async def proxy(server: Server) -> AsyncIterator[Proxy]:
    async with between(server.port) as proxy:
        yield proxy


def shows(screen: Screen, conversation: int, messages: int) -> bool:
    return len(screen.texts(conversation)) >= messages


async def all_of(deliveries: list[Delivery]) -> list[int]:
    async with asyncio.timeout(3 * SECONDS):
        return [(await delivery).seq for delivery in deliveries]


@pytest.mark.parametrize("format", ["json", "msgpack"])
async def test_everything_is_shown_once_and_in_order_over_a_hundred_cuts(
    server: Server, proxy: Proxy, format: str
) -> None:
    """R4: across reconnects every message once, in order; R2: a send that is retried is one message."""
    chance = random.Random(7)
    options = {"format": format, "backoff": Backoff(0.01, 0.02)}
    async with (
        watching(proxy.http, name=unique("ada"), **options) as ada,
        watching(proxy.http, name=unique("grace"), **options) as grace,
    ):
        room = (
            await ada.client.conversation.create("group", "cuts", members=[grace.client.me.id])
        ).conversation
        sent: list[tuple[str, Delivery]] = []
        async with asyncio.timeout(3 * SECONDS):
            while proxy.cuts < 100:
                for client in (ada.client, grace.client):
                    text = f"{client.me.name} {len(sent)}"
                    sent.append((text, client.send(text, conversation=room.id)))
                await asyncio.sleep(chance.uniform(0, 0.05))
                proxy.cut_after = chance.choice([None, chance.randrange(1, 8000)])
                proxy.cut()
        proxy.cut_after = None
        proxy.cut()
        await all_of([delivery for _, delivery in sent])
        for screen in (ada, grace):
            await screen.until(partial(shows, screen, room.id, len(sent)))
            assert sorted(screen.texts(room.id)) == sorted(text for text, _ in sent), "each once"
            screen.check_order()
            for person in (ada, grace):
                own = [text for text in screen.texts(room.id) if text.startswith(f"{person.client.me.name} ")]
                assert own == [text for text, _ in sent if text in own], "everybody's sends keep their order"


async def test_a_duplicate_is_dropped(proxy: Proxy) -> None:
    """PROTOCOL: drop an event whose `seq` is not greater."""
    proxy.meddle = lambda payload: [payload] * 3 if b'"message.sent"' in payload else [payload]
    async with watching(proxy.http, name=unique("ada")) as ada:
        await ada.caught_up()
        await all_of([ada.client.send(f"thrice? {number}", conversation=0) for number in range(20)])
        await ada.client.ping()
        await ada.until(lambda: "thrice? 19" in ada.texts(0))
        assert ada.texts(0)[-20:] == [f"thrice? {number}" for number in range(20)]
        ada.check_order()


async def test_a_hole_is_filled_before_anything_behind_it_is_shown(proxy: Proxy) -> None:
    """PROTOCOL: where a `seq` is skipped, call `sync`."""
    lost: list[int] = []

    def lose(payload: bytes) -> list[bytes]:
        if payload.startswith(b'{"ev":"message.sent"') and json.loads(payload)["seq"] % 3 == 0:
            lost.append(json.loads(payload)["seq"])
            return []
        return [payload]

    proxy.meddle = lose
    async with watching(proxy.http, name=unique("ada")) as ada:
        await ada.caught_up()
        await all_of([ada.client.send(f"lost? {number}", conversation=0) for number in range(30)])
        proxy.meddle = lambda payload: [payload]
        await ada.client.send("the end", conversation=0)
        await ada.until(lambda: "the end" in ada.texts(0))
        assert len(lost) >= 8, "premise: events were lost"
        assert ada.texts(0)[-31:-1] == [f"lost? {number}" for number in range(30)]
        ada.check_order()


async def test_a_frame_that_is_not_text_ends_the_connection_and_loses_nothing(proxy: Proxy) -> None:
    """What cannot be read is no answer: the client says so, comes back, and shows what it missed."""
    spoilt = 0

    def spoil(payload: bytes) -> list[bytes]:
        nonlocal spoilt
        if payload.startswith(b'{"ev":"message.sent"') and spoilt < 3:
            spoilt += 1
            return [payload[:40] + b"\x81\xff" + payload[42:]]
        return [payload]

    proxy.meddle = spoil
    async with watching(proxy.http, name=unique("ada"), backoff=Backoff(0.01, 0.02)) as ada:
        await ada.caught_up()
        await all_of([ada.client.send(f"spoilt? {number}", conversation=0) for number in range(20)])
        await ada.until(lambda: "spoilt? 19" in ada.texts(0))
        assert spoilt == 3, "premise: frames were spoilt"
        assert ada.texts(0)[-20:] == [f"spoilt? {number}" for number in range(20)]
        ada.check_order()


async def test_a_black_hole_is_noticed_and_left(data: Path) -> None:
    """A connection that has gone silent for twice the heartbeat is given up."""
    with running(data, "--heartbeat", "1") as server:
        async with between(server.port) as proxy, watching(proxy.http, name="ada") as ada:
            await ada.caught_up()
            proxy.black = True
            delivery = ada.client.send("into the dark", conversation=0)
            await ada.until(lambda: ada.of(Disconnected))
            assert ada.of(Disconnected)[0].code == 4000
            assert not delivery.done
            proxy.black = False
            await delivery
            await ada.until(lambda: ada.texts(0) == ["into the dark"])


async def test_a_quiet_connection_lives(data: Path) -> None:
    """Silence with pongs in it is no black hole: over several heartbeats nobody is disconnected."""
    with running(data, "--heartbeat", "1") as server:
        async with between(server.port) as proxy, watching(proxy.http, name="ada") as ada:
            await ada.caught_up()
            for _ in range(4):
                await asyncio.sleep(1)  # the passing of time is what this is about
            assert proxy.connections == 1
            assert not ada.of(Disconnected)


async def test_a_connect_that_is_never_answered_ends(proxy: Proxy) -> None:
    """A connect has a time limit, and `start` has one over all of them."""
    proxy.black = True
    client = Client(proxy.http, name=unique("ada"), connect_timeout=0.2, start_timeout=0.8, backoff=QUICK)
    with pytest.raises(ConnectionLost):
        await client.start()
    assert proxy.connections > 1


async def test_a_killed_server_costs_nothing_but_time(data: Path) -> None:
    """R1, R2, R4: the server is killed while people send; everything is there once, for everyone."""
    with running(data) as server:
        async with watching(server.http, name="ada") as ada, watching(server.http, name="grace") as grace:
            deliveries = []
            for life in range(2):
                deliveries += [
                    screen.client.send(f"{life}.{number} of {screen.client.me.name}", conversation=0)
                    for number in range(20)
                    for screen in (ada, grace)
                ]
                await deliveries[-30]
                server.kill()
                await asyncio.to_thread(server.start)
            await all_of(deliveries)
            for screen in (ada, grace):
                await screen.until(partial(shows, screen, 0, len(deliveries)))
                assert sorted(screen.texts(0)) == sorted(delivery.letter.text for delivery in deliveries)
                screen.check_order()


async def test_who_is_told_that_the_server_restarts_comes_back_within_the_bound(data: Path) -> None:
    """PROTOCOL: 1012, come back after a random delay up to the seconds in the reason."""
    with running(data) as server:
        async with watching(server.http, name="ada", backoff=Backoff(1e6, 1e6)) as ada:
            await ada.caught_up()
            assert await asyncio.to_thread(server.stop, signal.SIGTERM) == 0
            await ada.until(lambda: ada.of(Disconnected))
            said = ada.of(Disconnected)[0]
            assert said.code == 1012
            assert said.retry_in is not None
            assert 0 <= said.retry_in <= float(said.reason)


async def test_another_database_is_begun_anew(data: Path) -> None:
    """R5: another epoch, and what was held of each conversation is said to be void."""
    with running(data) as server:
        async with watching(server.http, name="ada") as ada:
            await all_of([ada.client.send(f"old {number}", conversation=0) for number in range(3)])
            await ada.until(lambda: len(ada.texts(0)) == 3)
            old = ada.client.epoch
            server.kill()
            shutil.rmtree(data)
            await asyncio.to_thread(server.start)
            await ada.until(lambda: ada.of(Reset))
            await ada.caught_up(2)
            assert ada.client.epoch not in (None, old)
            await ada.client.send("new", conversation=0)
            await ada.until(lambda: ada.texts(0)[-1:] == ["new"])
            assert ada.seqs(0) == [1]


async def test_far_behind_is_a_reset_with_the_newest_page(server: Server, proxy: Proxy) -> None:
    """R5: no silent hole: more than a page behind, and the client says what to forget."""
    async with (
        watching(proxy.http, name=unique("ada")) as ada,
        watching(server.http, name=unique("grace")) as grace,
    ):
        await all_of([grace.client.send("seen", conversation=0)])
        await ada.until(lambda: "seen" in ada.texts(0))
        proxy.refusing = True
        proxy.cut()
        room = grace.client
        sends = [room.message.send(f"missed {number}", conversation=0) for number in range(250)]
        await asyncio.gather(*sends)
        proxy.refusing = False
        await ada.until(lambda: "missed 249" in ada.texts(0))
        assert [reset.conversation for reset in ada.of(Reset)] == [0]
        assert len(ada.seqs(0)) == 200
        ada.check_order()


async def test_a_revoked_login_does_not_come_back(server: Server) -> None:
    """PROTOCOL: 1008, do not come back: iterating ends with Closed, and so does whatever is asked."""
    name = unique("ada")
    async with watching(server.http, name=name) as ada, watching(server.http, name=name) as other:
        sessions = (await other.client.auth.sessions()).sessions
        (theirs,) = (session for session in sessions if not session.current)
        await other.client.auth.revoke(session=theirs.id)
        assert isinstance(await ada.over(), Closed)
        assert ada.of(SessionRevoked)
        assert ada.of(Disconnected)[-1].retry_in is None
        with pytest.raises(Closed):
            await ada.client.ping()


async def test_what_only_reads_is_asked_again_and_what_writes_is_not(server: Server, proxy: Proxy) -> None:
    """A read survives a break; a write whose answer is lost says that it may have been done."""
    async with watching(proxy.http, name=unique("ada")) as ada:
        await ada.caught_up()
        proxy.delay = 0.3
        read = asyncio.create_task(ada.client.conversation.list())
        write = asyncio.create_task(ada.client.conversation.create("group", "twice?"))
        keyed = asyncio.create_task(ada.client.message.send("keyed", conversation=0, client_id="k"))
        await asyncio.sleep(0.1)
        proxy.delay = 0.0
        proxy.cut()
        with pytest.raises(ConnectionLost) as caught:
            await write
        assert caught.value.sent
        assert (await read).conversations
        assert (await keyed).client_id == "k"
        assert await ada.client.asking(retry=True).ping() is not None


async def test_a_consumer_who_stops_does_not_make_memory_grow(server: Server, proxy: Proxy) -> None:
    """Back-pressure: past its queue the client stops reading, and shows everything once it is taken."""
    async with Client(proxy.http, name=unique("ada"), queue=50, backoff=QUICK) as slow:
        while not isinstance(await anext(slow), CaughtUp):
            pass
        grace = Client(server.http, name=unique("grace"), window=50, events=False)
        async with grace:
            room = (await grace.conversation.create("group", "fast", members=[slow.me.id])).conversation.id
            deliveries = [grace.send(f"{number} {'x' * 500}", conversation=room) for number in range(150)]
            await all_of(deliveries)
        assert len(slow._feed) <= 50 + 10, "what waits is bounded"
        assert (await asyncio.wait_for(slow.conversation.get(room), SECONDS)).conversation.head == 151
        screen = Screen(slow)
        await screen.until(lambda: len(screen.texts(room)) == 150)
        screen.check_order()
    await screen.over()
