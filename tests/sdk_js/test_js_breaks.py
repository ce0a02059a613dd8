"""R2, R4, R5: what the JavaScript client shows and sends when connections break and frames go astray."""

from __future__ import annotations

import asyncio
import json
import random
import shutil
import signal
import time
from collections.abc import AsyncIterator
from functools import partial
from pathlib import Path

import pytest

from tests.support.node import Failed, Screen, watching
from tests.support.people import SECONDS, unique
from tests.support.proxy import Proxy, between
from tests.support.server import Server, running

pytestmark = pytest.mark.anyio

VERY_QUICK = {"first": 10, "most": 20}
NEVER = {"first": 1e9, "most": 1e9}


@pytest.fixture
async def proxy(server: Server) -> AsyncIterator[Proxy]:
    async with between(server.port) as proxy:
        yield proxy


def shows(screen: Screen, conversation: int, messages: int) -> bool:
    return len(screen.texts(conversation)) >= messages


async def group(of: Screen, *members: int) -> int:
    made = await of.ask("conversation.create", kind="group", name="room", members=members)
    return int(made["conversation"]["id"])


async def test_everything_is_shown_once_and_in_order_over_a_hundred_cuts(
    server: Server, proxy: Proxy
) -> None:
    """R4: across reconnects every message once, in order; R2: a send that is retried is one message."""
    chance = random.Random(7)
    async with (
        watching(proxy.http, name=unique("ada"), backoff=VERY_QUICK) as ada,
        watching(proxy.http, name=unique("grace"), backoff=VERY_QUICK) as grace,
    ):
        await ada.caught_up()
        await grace.caught_up()
        room = await group(ada, grace.me)
        sent: dict[Screen, list[str]] = {ada: [], grace: []}
        async with asyncio.timeout(3 * SECONDS):
            while proxy.cuts < 100:
                for screen, texts in sent.items():
                    texts.append(f"{screen.me} {len(texts)}")
                    screen.send(texts[-1], room)
                await asyncio.sleep(chance.uniform(0, 0.05))
                proxy.cut_after = chance.choice([None, chance.randrange(1, 8000)])
                proxy.cut()
        proxy.cut_after = None
        proxy.cut()
        total = sum(map(len, sent.values()))
        for screen in sent:
            await screen.until(partial(shows, screen, room, total), 3 * SECONDS)
            assert sorted(screen.texts(room)) == sorted(sent[ada] + sent[grace]), "each once"
            screen.check_order()
            for person, texts in sent.items():
                own = [text for text in screen.texts(room) if text.startswith(f"{person.me} ")]
                assert own == texts, "everybody's sends keep their order"
        for screen, texts in sent.items():
            await screen.until(lambda screen=screen, texts=texts: screen.acknowledged() == texts)  # type: ignore[misc]


async def test_a_duplicate_is_dropped(proxy: Proxy) -> None:
    """PROTOCOL: drop an event whose `seq` is not greater."""
    proxy.meddle = lambda payload: [payload] * 3 if b'"message.sent"' in payload else [payload]
    async with watching(proxy.http, name=unique("ada")) as ada:
        await ada.caught_up()
        for number in range(20):
            ada.send(f"{number}")
        await ada.until(lambda: len(ada.acknowledged()) == 20)
        await ada.ask("ping")
        assert ada.texts()[-20:] == [f"{number}" for number in range(20)]
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
        for number in range(30):
            ada.send(f"lost? {number}")
        await ada.until(lambda: len(ada.acknowledged()) == 30)
        proxy.meddle = lambda payload: [payload]
        ada.send("the end")
        await ada.until(lambda: "the end" in ada.texts())
        assert len(lost) >= 8, "premise: events were lost"
        assert ada.texts()[-31:-1] == [f"lost? {number}" for number in range(30)]
        ada.check_order()
        assert "catching_up" not in ada.statuses()[ada.statuses().index("online") :], (
            "it is online all the while"
        )


async def test_a_frame_that_is_no_json_ends_the_connection_and_loses_nothing(proxy: Proxy) -> None:
    """What cannot be read is no answer: the client leaves, comes back, and shows what it missed."""
    spoilt = 0

    def spoil(payload: bytes) -> list[bytes]:
        nonlocal spoilt
        if payload.startswith(b'{"ev":"message.sent"') and spoilt < 3:
            spoilt += 1
            return [payload[:40]]
        return [payload]

    proxy.meddle = spoil
    async with watching(proxy.http, name=unique("ada"), backoff=VERY_QUICK) as ada:
        await ada.caught_up()
        for number in range(20):
            ada.send(f"{number}")
        await ada.until(lambda: len(ada.acknowledged()) == 20 and ada.texts()[-1] == "19")
        assert spoilt == 3, "premise: frames were spoilt"
        assert ada.texts()[-20:] == [f"{number}" for number in range(20)]
        ada.check_order()


async def test_what_comes_before_hello_and_before_the_login_is_shown_in_its_place(proxy: Proxy) -> None:
    """Events may come before one knows who one is: they are held until it has caught up."""
    early = b'{"ev":"typing","conversation":0,"user":1}'
    proxy.meddle = lambda payload: (
        [early, payload, early] if payload.startswith(b'{"ev":"hello"') else [payload]
    )
    async with watching(proxy.http, name=unique("ada")) as ada:
        await ada.caught_up()
        order = [event["ev"] for event in ada.shown]
        assert order.count("typing") == 2
        assert order.index("client.synced") < order.index("typing") < order.index("client.caught_up")


async def test_a_black_hole_is_noticed_and_left(data: Path) -> None:
    """A connection that has gone silent for twice the heartbeat is given up."""
    with running(data, "--heartbeat", "1") as server:
        async with between(server.port) as proxy, watching(proxy.http, name="ada") as ada:
            await ada.caught_up()
            proxy.black = True
            ada.send("into the dark")
            await ada.until(lambda: "offline" in ada.statuses(), 6)
            left = next(told for told in ada.of("client.status") if told["status"] == "offline")
            assert "no sign of life" in left["reason"]
            proxy.black = False
            await ada.told("hurry")
            await ada.until(lambda: ada.texts() == ["into the dark"])


async def test_a_quiet_connection_lives(data: Path) -> None:
    """Silence is broken by the operation `ping`: over several heartbeats nobody is disconnected."""
    with running(data, "--heartbeat", "2") as server:
        async with between(server.port) as proxy, watching(proxy.http, name="ada") as ada:
            await ada.caught_up()
            for _ in range(7):
                await asyncio.sleep(1)  # the passing of time is what this is about
            assert proxy.connections == 1
            assert ada.statuses() == ["connecting", "catching_up", "online"]


async def test_a_connect_that_is_never_answered_ends(proxy: Proxy) -> None:
    """A connect has a time limit, and so has what is asked meanwhile."""
    proxy.black = True
    async with watching(proxy.http, name=unique("ada"), connectTimeout=200, timeout=1000) as ada:
        with pytest.raises(Failed) as caught:
            await ada.ask("ping")
        assert (caught.value.name, caught.value.sent) == ("ConnectionLost", False)
        assert proxy.connections > 1


async def test_a_killed_server_costs_nothing_but_time(data: Path) -> None:
    """R1, R2, R4: the server is killed while people send; everything is there once, for everyone."""
    with running(data) as server:
        async with watching(server.http, name="ada") as ada, watching(server.http, name="grace") as grace:
            texts = []
            for life in range(2):
                known = len(ada.acknowledged())
                for number in range(20):
                    for screen, name in ((ada, "ada"), (grace, "grace")):
                        texts.append(f"{life}.{number} of {name}")
                        screen.send(texts[-1])
                await ada.until(lambda known=known: len(ada.acknowledged()) >= known + 5)  # type: ignore[misc]
                server.kill()
                await asyncio.to_thread(server.start)
            for screen in (ada, grace):
                await screen.until(partial(shows, screen, 0, len(texts)), 3 * SECONDS)
                assert sorted(screen.texts()) == sorted(texts)
                screen.check_order()
            assert "offline" in ada.statuses(), "premise: it was cut"


async def test_who_is_told_that_the_server_restarts_comes_back_within_the_bound(data: Path) -> None:
    """PROTOCOL: 1012, come back after a random delay up to the seconds in the reason."""
    with running(data) as server:
        async with watching(server.http, name="ada", backoff=NEVER) as ada:
            await ada.caught_up()
            assert await asyncio.to_thread(server.stop, signal.SIGTERM) == 0
            await ada.until(lambda: "offline" in ada.statuses())
            said = ada.of("client.status")[ada.statuses().index("offline")]
            bound = float(said["reason"])
            assert 0 < bound < 300
            assert said["retry_at"] <= 1000 * (time.time() + bound)
            await ada.until(lambda: ada.statuses().count("connecting") == 2, bound + SECONDS)


async def test_another_database_is_begun_anew(data: Path) -> None:
    """R5: another epoch, and the app is told to throw everything away, before anything of the new one."""
    with running(data) as server:
        async with watching(server.http, name="ada") as ada:
            for number in range(3):
                ada.send(f"old {number}")
            await ada.until(lambda: len(ada.texts()) == 3)
            old = (await ada.told("state"))["epoch"]
            server.kill()
            shutil.rmtree(data)
            await asyncio.to_thread(server.start)
            await ada.caught_up(2)
            assert [event["strangers"] for event in ada.of("client.synced")] == [False, True]
            assert (await ada.told("state"))["epoch"] not in (None, old)
            ada.send("new")
            await ada.until(lambda: ada.texts()[-1:] == ["new"])
            assert ada.seqs(0) == [1]


async def test_a_letter_for_another_database_fails_and_goes_when_one_insists(data: Path) -> None:
    """Conversation 0 is not the same one in another database: a letter for it is not sent there by itself."""
    with running(data) as server:
        async with between(server.port) as proxy, watching(proxy.http, name="ada") as ada:
            await ada.caught_up()
            proxy.refusing = True
            proxy.cut()
            await ada.until(lambda: "offline" in ada.statuses())
            await ada.send("for the old one", client_id="k")
            server.kill()
            shutil.rmtree(data)
            await asyncio.to_thread(server.start)
            proxy.refusing = False
            await ada.until(lambda: ada.of("client.failed"))
            assert ada.of("client.failed")[0]["error"]["code"] == "conflict"
            assert ada.texts() == []
            assert (await ada.told("retry", "k"))["seq"] == 1
            await ada.until(lambda: ada.texts() == ["for the old one"])


async def test_far_behind_is_a_reset_with_the_newest_page(server: Server, proxy: Proxy) -> None:
    """R5: no silent hole: more than a page behind, and the client says what to forget."""
    async with (
        watching(proxy.http, name=unique("ada")) as ada,
        watching(server.http, name=unique("grace")) as grace,
    ):
        await ada.caught_up()
        grace.send("seen")
        await ada.until(lambda: "seen" in ada.texts())
        proxy.refusing = True
        proxy.cut()
        missed = [
            grace.do("ask", "message.send", {"conversation": 0, "text": f"missed {n}"}) for n in range(250)
        ]
        await asyncio.gather(*missed)
        known = len(ada.of("client.synced"))
        proxy.refusing = False
        await ada.until(lambda: "missed 249" in ada.texts())
        assert [event["reset"] for event in ada.of("client.synced")[known:]] == [[0]]
        assert len(ada.seqs(0)) == 200
        ada.check_order()


async def test_a_revoked_login_ends_and_does_not_come_back(server: Server, proxy: Proxy) -> None:
    """PROTOCOL: 1008, do not come back; whatever is asked fails, and letters can be sent no more."""
    name = unique("ada")
    async with watching(proxy.http, name=name) as ada, watching(server.http, name=name) as other:
        await ada.caught_up()
        await other.caught_up()
        sessions = (await other.ask("auth.sessions"))["sessions"]
        (theirs,) = (session for session in sessions if not session["current"])
        await other.ask("auth.revoke", session=theirs["id"])
        await ada.until(lambda: ada.of("client.ended"))
        assert ada.of("client.ended")[0]["reason"] == "revoked"
        assert ada.statuses()[-1] == "ended"
        assert ada.of("session.revoked")
        for ask in (ada.ask("ping"), ada.told("send", {"conversation": 0, "text": "x"})):
            with pytest.raises(Failed, match="closed"):
                await ask
        await ada.told("hurry")
        assert proxy.connections == 1


async def test_a_token_that_is_not_known_ends_and_a_wrong_password_too(server: Server) -> None:
    async with watching(server.http, token="nonsense") as ada:
        await ada.until(lambda: ada.of("client.ended"))
        assert ada.of("client.ended")[0]["reason"] == "unauthenticated"
    async with watching(server.http) as nobody:
        await nobody.until(lambda: nobody.of("client.ended"))
        assert nobody.of("client.ended")[0]["reason"] == "unauthenticated"
    name = unique("grace")
    async with watching(server.http, name=name, password="correct horse", register=True) as grace:
        await grace.caught_up()
    async with watching(server.http, name=name, password="wrong horse", register=True) as wrong:
        await wrong.until(lambda: wrong.of("client.ended"))
        assert wrong.of("client.ended")[0]["reason"] == "unauthenticated"


async def test_what_only_reads_is_asked_again_and_what_writes_is_not(proxy: Proxy) -> None:
    """A read survives a break; a write whose answer is lost says that it may have been done."""
    async with watching(proxy.http, name=unique("ada")) as ada:
        await ada.caught_up()
        proxy.delay = 0.3
        read = ada.do("ask", "conversation.list", {})
        write = ada.do("ask", "conversation.create", {"kind": "group", "name": "twice?"})
        keyed = ada.do("ask", "message.send", {"text": "keyed", "conversation": 0, "client_id": "k"})
        insisted = ada.do("ask", "typing.start", {"conversation": 0}, {"retry": True})
        await asyncio.sleep(0.1)
        proxy.delay = 0.0
        proxy.cut()
        with pytest.raises(Failed) as caught:
            await asyncio.wait_for(write, SECONDS)
        assert (caught.value.name, caught.value.sent) == ("ConnectionLost", True)
        assert (await asyncio.wait_for(read, SECONDS))["conversations"]
        assert (await asyncio.wait_for(keyed, SECONDS))["client_id"] == "k"
        assert await asyncio.wait_for(insisted, SECONDS) == {}


async def test_who_is_removed_and_added_again_is_told_both_and_shown_the_rest(
    server: Server, proxy: Proxy
) -> None:
    """A conversation that is left is `gone`, seen or slept through; what follows the return is shown."""
    async with (
        watching(proxy.http, name=unique("ada")) as ada,
        watching(server.http, name=unique("grace")) as grace,
    ):
        await ada.caught_up()
        await grace.caught_up()
        room = await group(grace, ada.me)
        await grace.ask("message.send", conversation=room, text="first")
        await ada.until(lambda: ada.texts(room) == ["first"])
        await grace.ask("member.remove", conversation=room, user=ada.me)
        await ada.until(lambda: ada.of("client.gone"))
        await grace.ask("message.send", conversation=room, text="behind your back")
        await grace.ask("member.add", conversation=room, user=ada.me)
        await grace.ask("message.send", conversation=room, text="again")
        await ada.until(lambda: ada.texts(room) == ["first", "again"])
        proxy.refusing = True
        proxy.cut()
        await grace.ask("member.remove", conversation=room, user=ada.me)
        proxy.refusing = False
        await ada.until(lambda: len(ada.of("client.gone")) == 2)
        assert [event["conversation"] for event in ada.of("client.gone")] == [room, room]
        await grace.ask("member.add", conversation=room, user=ada.me)
        await ada.until(lambda: len(ada.of("conversation.added")) == 3)
        await grace.ask("message.send", conversation=room, text="and again")
        await ada.until(lambda: ada.texts(room) == ["first", "again", "and again"])


async def test_who_is_added_is_shown_what_is_there_before_anything_else_is_said(server: Server) -> None:
    """CONTRACT: a `conversation.added` whose `head` is above one's own position is a gap as well."""
    async with (
        watching(server.http, name=unique("ada")) as ada,
        watching(server.http, name=unique("grace")) as grace,
    ):
        await ada.caught_up()
        await grace.caught_up()
        room = int(
            (await grace.ask("conversation.create", kind="channel", name="news"))["conversation"]["id"]
        )
        for text in ("old", "older"):
            await grace.ask("message.send", conversation=room, text=text)
        await grace.ask("member.add", conversation=room, user=ada.me)
        await ada.until(lambda: ada.texts(room) == ["old", "older"])
        ada.check_order()
        added = ada.shown.index(ada.of("conversation.added")[0])
        assert all(event.get("conversation") != room for event in ada.shown[:added]), "it is told of first"


async def test_a_network_that_is_gone_is_left_at_once_and_come_back_to_at_once(proxy: Proxy) -> None:
    """`lull` drops the socket without waiting for its death, `hurry` waits for no back-off."""
    async with watching(proxy.http, name=unique("ada"), backoff=NEVER) as ada:
        await ada.caught_up()
        proxy.black = True
        await ada.told("lull")
        assert ada.statuses()[-1] == "offline"
        await ada.send("from the tunnel")
        proxy.black = False
        await ada.told("hurry")
        await ada.until(lambda: "from the tunnel" in ada.texts())
        assert ada.statuses() == ["connecting", "catching_up", "online", "offline", *ada.statuses()[:3]]


async def test_a_hurry_finds_out_that_a_connection_is_dead(proxy: Proxy) -> None:
    """A changed network says "online" only: whether the old connection still lives has to be asked."""
    async with watching(proxy.http, name=unique("ada")) as ada:
        await ada.caught_up()
        await ada.told("hurry")
        await ada.ask("ping")
        assert proxy.connections == 1, "one that lives is kept"
        proxy.black = True
        await ada.told("hurry")
        await ada.until(lambda: "offline" in ada.statuses(), 8)  # the heartbeat would take a minute


async def test_one_goes_on_where_the_program_before_has_ended(server: Server) -> None:
    """What was shown is not shown again to whoever kept `state()`."""
    name = unique("ada")
    async with watching(server.http, name=name) as ada:
        await ada.caught_up()
        await ada.told("deliver", {"conversation": 0, "text": "before"}, {})
        await ada.until(lambda: "before" in ada.texts())
        state = await ada.told("state")
    async with watching(server.http, name=name, **state) as ada:
        await ada.caught_up()
        assert ada.texts() == []
        ada.send("after")
        await ada.until(lambda: ada.texts() == ["after"])
    async with watching(server.http, name=unique("grace"), **state) as grace:
        await grace.caught_up()
        assert grace.of("client.synced")[0]["strangers"], "another user's state says nothing"
        assert "before" in grace.texts()
