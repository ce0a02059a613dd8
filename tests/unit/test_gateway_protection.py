"""What a hostile, slow or silent peer gets: caps, deadlines and bounds over real sockets."""

from __future__ import annotations

import asyncio
import contextlib
import gc
import json
import time
import weakref
from collections.abc import Awaitable, Callable
from typing import Any

import pytest

from hubbub.domain.limits import Rate
from hubbub.domain.origins import Origins
from hubbub.errors import Code, Conflict
from hubbub.gateway import Gateway, GatewayLimits, Heartbeat, Receiver, Refused, Route, Upgrade
from hubbub.gateway.door import Door
from hubbub.wire import frames
from tests.support.echo_server import Send
from tests.support.websocket_peer import (
    CLOSE,
    PING,
    PONG,
    TEXT,
    Host,
    Peer,
    Recorder,
    frame,
    run,
    serving,
    until,
)

LIMITS = GatewayLimits(close_grace=0.2)
SLOT = 0.02


class Lobby:
    """An endpoint that keeps everyone it let in."""

    def __init__(self) -> None:
        self.upgrades: list[Upgrade] = []
        self.receivers: list[Recorder] = []

    def __call__(self, upgrade: Upgrade) -> Receiver:
        self.upgrades.append(upgrade)
        self.receivers.append(Recorder())
        return self.receivers[-1]


async def error(peer: Peer) -> dict[str, object]:
    assert peer.headers["content-type"] == "application/json"
    body = json.loads(await peer.rest())
    assert list(body) == ["error"]
    return dict(body["error"])


async def devour(scope: Any, receive: Callable[[], Awaitable[Any]], send: Send) -> None:
    """An ASGI application that reads a body of any size and tells how long it was."""
    size, more = 0, True
    while more:
        message = await receive()
        if message["type"] == "http.disconnect":
            return
        size, more = size + len(message["body"]), message["more_body"]
    await answer(send, str(size).encode())


async def answer(send: Send, body: bytes, *more: bytes) -> None:
    """Write an answer in as many pieces."""
    length = str(len(body) + sum(map(len, more))).encode()
    await send({"type": "http.response.start", "status": 200, "headers": [(b"content-length", length)]})
    await send({"type": "http.response.body", "body": body, "more_body": True})
    for piece in more:
        await send({"type": "http.response.body", "body": piece, "more_body": True})
    await send({"type": "http.response.body", "body": b"", "more_body": False})


async def raw_request(host: Host, head: bytes) -> Peer:
    peer = await host.dial()
    peer.send(head)
    await peer.read_head()
    return peer


# -- the upgrade


def test_the_endpoint_sees_the_request_and_the_answer_names_the_subprotocol() -> None:
    async def scenario() -> None:
        lobby = Lobby()
        gateway = Gateway({"/ws": Route(lobby, ("v2", "v1"))}, origins=Origins(["https://chat.example"]))
        async with serving(gateway) as host:
            peer = await host.upgrade(
                "/ws?name=ada&note=a%20b&empty=",
                origin="https://chat.example",
                cookie="session=abc; theme=dark",
                connection="keep-alive, Upgrade",  # as Firefox has it
                sec_websocket_protocol="v0, v1, v2",
                sec_websocket_extensions="permessage-deflate",
            )
            assert peer.status == 101
            assert peer.headers["sec-websocket-accept"] == "s3pPLMBiTxaQ9kYGzzhZRbK+xOo="
            assert peer.headers["sec-websocket-protocol"] == "v1"
            assert "sec-websocket-extensions" not in peer.headers
            (upgrade,) = lobby.upgrades
            assert (upgrade.path, upgrade.query) == ("/ws", {"name": "ada", "note": "a b", "empty": ""})
            assert (upgrade.address, upgrade.origin) == ("127.0.0.1", "https://chat.example")
            assert (upgrade.subprotocols, upgrade.subprotocol) == (("v0", "v1", "v2"), "v1")
            assert upgrade.cookies == {"session": "abc", "theme": "dark"}

    run(scenario())


def test_a_cookie_without_an_origin_counts_for_nothing() -> None:
    async def scenario() -> None:
        lobby = Lobby()
        async with serving(Gateway({"/": Route(lobby)})) as host:
            peer = await host.upgrade(cookie="session=abc", authorization="Bearer secret")
            assert peer.status == 101
            assert lobby.upgrades[0].cookies == {}
            assert lobby.upgrades[0].bearer == "secret"

    run(scenario())


@pytest.mark.parametrize(
    ("changed", "status", "code"),
    [
        ({"origin": "https://evil.example"}, 403, Code.FORBIDDEN),
        ({"origin": "null"}, 403, Code.FORBIDDEN),
        ({"sec_websocket_version": "8"}, 426, Code.BAD_REQUEST),
        ({"sec_websocket_version": None}, 426, Code.BAD_REQUEST),
        ({"sec_websocket_key": "short"}, 400, Code.BAD_REQUEST),
        ({"sec_websocket_key": "dGhlIHNhbXBsZSBub25j"}, 400, Code.BAD_REQUEST),
        ({"sec_websocket_key": None}, 400, Code.BAD_REQUEST),
        ({"path": "/nowhere"}, 404, Code.NOT_FOUND),
        ({"path": "/?" + "&".join(["x=1"] * 65)}, 400, Code.BAD_REQUEST),
    ],
)
def test_a_wrong_upgrade_is_refused_in_http_before_any_receiver_is_made(
    changed: dict[str, str], status: int, code: Code
) -> None:
    async def scenario() -> None:
        lobby = Lobby()
        gateway = Gateway({"/": Route(lobby)})
        async with serving(gateway) as host:
            peer = await host.upgrade(**changed)
            assert peer.status == status
            assert (await error(peer))["code"] == code
            assert lobby.upgrades == []
            assert gateway.refused == {code: 1}

    run(scenario())


def test_an_endpoint_can_refuse_and_its_defect_is_a_500(caplog: pytest.LogCaptureFixture) -> None:
    def says_no(upgrade: Upgrade) -> Refused:
        return Refused(Code.RATE_LIMITED, "not so fast", retry_after=7)

    def raises(upgrade: Upgrade) -> Receiver:
        raise Conflict("name: taken")

    def stumbles(upgrade: Upgrade) -> Receiver:
        raise ZeroDivisionError("the endpoint's defect")

    async def scenario() -> None:
        routes = {"/no": Route(says_no), "/raises": Route(raises), "/stumbles": Route(stumbles)}
        gateway = Gateway(routes, limits=GatewayLimits(connections_per_address=1))
        async with serving(gateway) as host:
            no, conflict, defect = [await host.upgrade(path) for path in routes]
            assert (no.status, no.headers["retry-after"]) == (429, "7")
            assert await error(no) == {"code": "rate_limited", "message": "not so fast", "retry_after": 7}
            assert (conflict.status, (await error(conflict))["message"]) == (409, "name: taken")
            assert (defect.status, (await error(defect))["code"]) == (500, "internal")
            assert gateway.connections == 0

    run(scenario())
    assert "the endpoint's defect" in caplog.text


@pytest.mark.parametrize("cap", [{"connections": 2}, {"connections_per_address": 2}])
def test_over_a_cap_nobody_more_is_let_in_until_somebody_leaves(cap: dict[str, int]) -> None:
    async def scenario() -> None:
        lobby = Lobby()
        gateway = Gateway({"/": Route(lobby)}, limits=GatewayLimits(**cap))  # type: ignore[arg-type]
        async with serving(gateway) as host:
            first = await host.upgrade()
            assert (await host.upgrade()).status == 101
            third = await host.upgrade()
            assert third.status == 429
            assert (await error(third))["code"] == "rate_limited"
            first.leave()
            await until(lambda: gateway.connections == 1, "the first has left")
            assert (await host.upgrade()).status == 101

    run(scenario())


# -- heads of requests


@pytest.mark.parametrize("said", [b"", b"GET / HT", b"GET / HTTP/1.1\r\nHost: x\r\n"])
def test_a_request_that_does_not_end_is_dropped(said: bytes) -> None:
    async def scenario() -> None:
        gateway = Gateway({}, limits=GatewayLimits(header_seconds=0.1), slot=SLOT)
        async with serving(gateway) as host:
            peer = await host.dial()
            peer.send(said)
            await peer.rest()
            await until(lambda: not host.running.server_state.connections, "nothing is left of it")

    run(scenario())


def test_a_further_request_that_does_not_end_is_dropped_too() -> None:
    """uvicorn's own time-out between requests ends with the first byte of the next one."""

    async def scenario() -> None:
        gateway = Gateway({}, limits=GatewayLimits(header_seconds=0.1), slot=SLOT)
        async with serving(gateway) as host:
            peer = await host.dial()
            peer.send(b"GET / HTTP/1.1\r\nHost: x\r\n\r\n")
            await peer.read_head()
            assert await peer.reader.readexactly(5) == b"hello"
            peer.send(b"GET / HTTP/1.1\r\nX:")
            assert await peer.rest() == b""

    run(scenario())


@pytest.mark.parametrize("end", [b"", b"\r\n\r\n"], ids=["unfinished", "whole"])
def test_a_long_head_is_refused(end: bytes) -> None:
    async def scenario() -> None:
        async with serving(Gateway({}, limits=GatewayLimits(header_bytes=2000))) as host:
            peer = await raw_request(host, b"GET / HTTP/1.1\r\nHost: x\r\nX-Long: " + b"x" * 3000 + end)
            assert peer.status == 431
            assert (await error(peer))["code"] == "too_large"

    run(scenario())


def test_what_is_not_http_is_told_so() -> None:
    async def scenario() -> None:
        async with serving(Gateway({})) as host:
            peer = await raw_request(host, b"\x16\x03\x01 hello\r\n\r\n")
            assert (peer.status, (await error(peer))["code"]) == (400, "bad_request")

    run(scenario())


def test_an_upgrade_behind_an_unanswered_request_opens_nothing(caplog: pytest.LogCaptureFixture) -> None:
    """The answer would be written among the frames."""

    async def scenario() -> None:
        lobby = Lobby()
        async with serving(Gateway({"/": Route(lobby)})) as host:
            peer = await host.dial()
            peer.send(
                b"GET / HTTP/1.1\r\nHost: x\r\n\r\n"
                b"GET / HTTP/1.1\r\nHost: x\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n"
                b"Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n"
            )
            with contextlib.suppress(ConnectionResetError):
                assert b"101" not in await peer.rest()
            assert lobby.upgrades == []

    run(scenario())
    assert "Exception" not in caplog.text


def test_http_goes_on_as_ever_and_a_kept_connection_outlives_the_heads_deadline() -> None:
    async def scenario() -> None:
        async with serving(Gateway({}, limits=GatewayLimits(header_seconds=0.6), slot=SLOT)) as host:
            peer = await host.dial()
            for _ in range(3):
                peer.send(b"GET / HTTP/1.1\r\nHost: x\r\n\r\n")
                await peer.read_head()
                assert await peer.reader.readexactly(5) == b"hello"
                await asyncio.sleep(1.2)  # longer than the deadline: the thing tested is that nothing happens

    run(scenario())


# -- sockets that speak HTTP


def test_an_address_has_so_many_http_sockets_and_a_full_one_is_told_so() -> None:
    """R10: counted from the accept on: what says nothing costs a socket as well."""

    async def scenario() -> None:
        gateway = Gateway({"/": Route(Lobby())}, limits=GatewayLimits(http_per_address=2), slot=SLOT)
        async with serving(gateway) as host:
            silent, other = await host.dial(), await host.dial()
            await until(lambda: len(host.running.server_state.connections) == 2, "both are accepted")
            late = await raw_request(host, b"GET / HTTP/1.1\r\nHost: x\r\n\r\n")
            assert (late.status, late.headers["retry-after"]) == (429, "10")
            assert (await error(late))["code"] == "rate_limited"
            assert gateway.refused == {Code.RATE_LIMITED: 1}

            silent.leave()
            await until(lambda: len(host.running.server_state.connections) == 1, "one has left")
            peer = await raw_request(host, b"GET / HTTP/1.1\r\nHost: x\r\n\r\n")
            assert peer.status == 200
            other.send(b"GET / HTTP/1.1\r\nHost: x\r\n\r\n")
            await other.read_head()
            assert other.status == 200, "who was in stays in"

    run(scenario())


def test_a_websocket_is_no_http_socket_any_more() -> None:
    async def scenario() -> None:
        gateway = Gateway({"/": Route(Lobby())}, limits=GatewayLimits(http_per_address=1), slot=SLOT)
        async with serving(gateway) as host:
            for number in range(1, 6):
                peer = await host.upgrade()
                assert (peer.status, gateway.connections) == (101, number)
            refused = await host.upgrade("/nowhere")
            assert refused.status == 404
            await refused.rest()
            refused.leave()
            doors = host.running.server_state.connections
            await until(lambda: not any(isinstance(door, Door) for door in doors), "it is gone as well")
            assert (await host.upgrade()).status == 101

    run(scenario())


@pytest.mark.parametrize("proxies", [[], ["127.0.0.0/8"]], ids=["anybody", "a trusted proxy"])
def test_a_trusted_proxy_has_as_many_sockets_as_it_wants(proxies: list[str]) -> None:
    """What comes through it comes from many."""

    async def scenario() -> None:
        gateway = Gateway({}, limits=GatewayLimits(http_per_address=1), proxies=proxies)
        async with serving(gateway) as host:
            await host.dial()
            await until(lambda: host.running.server_state.connections, "it is accepted")
            peer = await raw_request(host, b"GET / HTTP/1.1\r\nHost: x\r\n\r\n")
            assert peer.status == (200 if proxies else 429)

    run(scenario())


def test_a_body_that_goes_on_lives_however_long_it_takes() -> None:
    async def scenario() -> None:
        limits = GatewayLimits(body_seconds=1.0, body_step=1000)
        async with serving(Gateway({}, limits=limits, slot=SLOT), devour) as host:
            peer = await host.dial()
            peer.send(b"POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 20000\r\n\r\n")
            for _ in range(20):  # four times as long as a body that stands still
                peer.send(b"x" * 1000)
                await asyncio.sleep(0.2)
            await peer.read_head()
            assert await peer.reader.readexactly(5) == b"20000"

    run(scenario())


def test_a_body_that_drips_is_cut_off() -> None:
    """R10: a byte now and then keeps no socket."""

    async def scenario() -> None:
        limits = GatewayLimits(body_seconds=0.3, body_step=1000)
        async with serving(Gateway({}, limits=limits, slot=SLOT), devour) as host:
            peer = await host.dial()
            peer.send(b"POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 20000\r\n\r\n", b"x" * 2500)
            server = host.running.server_state
            await until(lambda: server.connections, "it is there")
            dripped = 0
            while server.connections and dripped < 490:
                peer.send(b"x")
                dripped += 1
                await asyncio.sleep(0.02)
            assert dripped < 490, "it would have gone on for ever"
            await until(lambda: not server.tasks, "the application knows")

    run(scenario())


def test_a_body_behind_its_answer_is_no_progress() -> None:
    """Who goes on sending what nobody reads any more is cut off, even if it is fast."""

    async def refuse(scope: Any, receive: object, send: Send) -> None:
        await answer(send, b"no")

    async def scenario() -> None:
        limits = GatewayLimits(body_seconds=0.3, body_step=1000)
        async with serving(Gateway({}, limits=limits, slot=SLOT), refuse) as host:
            peer = await host.dial()
            peer.send(b"POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 999999999\r\n\r\n")
            await peer.read_head()
            server, sent = host.running.server_state, 0
            while server.connections and sent < 500:
                peer.send(b"x" * 2000)
                sent += 1
                await asyncio.sleep(0.01)
            assert sent < 500, "it would have gone on for ever"

    run(scenario())


def test_a_body_that_the_application_does_not_take_yet_is_nobodys_fault() -> None:
    async def scenario() -> None:
        asked = asyncio.Event()

        async def hesitate(scope: Any, receive: Callable[[], Awaitable[Any]], send: Send) -> None:
            await asked.wait()
            await devour(scope, receive, send)

        gateway = Gateway({}, limits=GatewayLimits(body_seconds=0.1, body_step=1000), slot=SLOT)
        async with serving(gateway, hesitate) as host:
            peer = await host.dial()
            size = 8_000_000
            peer.send(f"POST / HTTP/1.1\r\nHost: x\r\nContent-Length: {size}\r\n\r\n".encode(), b"x" * size)
            await asyncio.sleep(
                0.5
            )  # much longer than the deadline: the thing tested is that nothing happens
            asked.set()
            await peer.read_head()
            assert await peer.reader.readexactly(7) == b"8000000"

    run(scenario())


@pytest.mark.parametrize("size", [50_000, 20_000_000], ids=["little", "much"])
@pytest.mark.parametrize("more", ["keep-alive", "close"])
def test_an_answer_that_is_never_read_is_dropped(size: int, more: str) -> None:
    """R10: neither the answer nor its socket is kept for a peer that reads nothing."""

    asked = []

    async def large(scope: Any, receive: object, send: Send) -> None:
        asked.append(scope["path"])
        await answer(send, b"x" * size)

    async def scenario() -> None:
        gateway = Gateway({}, limits=GatewayLimits(answer_seconds=0.3), slot=SLOT)
        async with serving(gateway, large, send_buffer=4096) as host:
            host.running.config.timeout_keep_alive = 0
            peer = await host.dial(receive_buffer=4096)
            peer.writer.transport.pause_reading()  # type: ignore[attr-defined]
            peer.send(f"GET / HTTP/1.1\r\nHost: x\r\nConnection: {more}\r\n\r\n".encode())
            server = host.running.server_state
            await until(lambda: asked, "it is answered")
            await until(lambda: not server.connections and not server.tasks, "nothing is left of it")

    run(scenario())


def test_an_answer_that_is_read_slowly_is_read_to_its_end() -> None:
    async def large(scope: Any, receive: object, send: Send) -> None:
        await answer(send, b"x" * 8_000_000)

    async def scenario() -> None:
        gateway = Gateway({}, limits=GatewayLimits(answer_seconds=1.0), slot=SLOT)
        async with serving(gateway, large) as host:
            peer = await host.dial(receive_buffer=65_536)
            peer.send(b"GET / HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n")
            await peer.read_head()
            started, got = asyncio.get_running_loop().time(), 0
            while piece := await peer.reader.read(100_000):
                got += len(piece)
                await asyncio.sleep(0.03)
            assert got == 8_000_000
            assert asyncio.get_running_loop().time() - started > 2, "the premise: it took long"

    run(scenario())


# -- silence


def test_a_silent_peer_is_pinged_and_then_given_up() -> None:
    async def scenario() -> None:
        lobby = Lobby()
        gateway = Gateway({"/": Route(lobby, heartbeat=Heartbeat(0.2, 0.4))}, limits=LIMITS, slot=SLOT)
        async with serving(gateway) as host:
            peer = await host.upgrade()
            assert await peer.read() == (PING, b"")
            assert (await peer.read())[1] == (4000).to_bytes(2, "big") + b"no sign of life"
            await until(lambda: lobby.receivers[0].ends, "the receiver knows")

    run(scenario())


def test_a_peer_that_answers_pings_is_kept() -> None:
    async def scenario() -> None:
        gateway = Gateway({"/": Route(Lobby(), heartbeat=Heartbeat(0.5, 1.5))}, limits=LIMITS, slot=SLOT)
        async with serving(gateway) as host:
            peer = await host.upgrade()
            for _ in range(9):  # three times as long as one that does not answer
                assert await peer.read() == (PING, b"")
                peer.send(frame(PONG))
            assert gateway.connections == 1

    run(scenario())


def test_a_route_may_drop_without_pinging_and_any_frame_is_a_sign_of_life() -> None:
    async def scenario() -> None:
        lobby = Lobby()
        gateway = Gateway({"/": Route(lobby, heartbeat=Heartbeat(None, 0.3))}, limits=LIMITS, slot=SLOT)
        async with serving(gateway) as host:
            talking, silent = await host.upgrade(), await host.upgrade()
            assert (await silent.read())[0] == CLOSE
            talking.send(frame(TEXT, b"here"))
            await until(lambda: lobby.receivers[0].messages or lobby.receivers[0].ends, "one or the other")

        lobby = Lobby()
        gateway = Gateway({"/": Route(lobby, heartbeat=Heartbeat(None, 1.0))}, limits=LIMITS, slot=SLOT)
        async with serving(gateway) as host:
            talking, silent = await host.upgrade(), await host.upgrade()
            while gateway.connections == 2:
                talking.send(frame(TEXT, b"here"))
                await asyncio.sleep(0.05)
            assert [receiver.ends for receiver in lobby.receivers] == [0, 1]

    run(scenario())


def test_nobody_is_dropped_before_their_silence_is_as_long_as_it_says() -> None:
    """However a frame falls between two turns of the wheel."""

    async def silence_after_a_word(host: Host, wait: float) -> float:
        peer = await host.upgrade()
        await asyncio.sleep(wait)
        spoken = time.monotonic()
        peer.send(frame(TEXT, b"here"))
        assert (await peer.read())[0] == CLOSE
        return time.monotonic() - spoken

    async def scenario() -> None:
        gateway = Gateway({"/": Route(Lobby(), heartbeat=Heartbeat(None, 0.5))}, limits=LIMITS, slot=0.3)
        async with serving(gateway) as host:
            silences = await asyncio.gather(*(silence_after_a_word(host, n * 0.03) for n in range(12)))
            assert min(silences) >= 0.5

    run(scenario())


def test_a_peer_whose_reading_we_paused_is_not_blamed_for_its_silence() -> None:
    async def scenario() -> None:
        lobby = Lobby()
        gateway = Gateway({"/": Route(lobby, heartbeat=Heartbeat(None, 0.1))}, limits=LIMITS, slot=SLOT)
        async with serving(gateway) as host:
            await host.upgrade()
            connection = lobby.receivers[0].connection
            connection.pause_reading()
            later = asyncio.Event()
            connection.expect(0.5, later.set)
            await later.wait()
            assert gateway.connections == 1
            connection.resume_reading()
            await until(lambda: gateway.closed == {4000: 1}, "silence counts again")

    run(scenario())


# -- floods


def test_who_does_not_read_is_closed_with_bounded_memory_and_delays_nobody() -> None:
    async def scenario() -> None:
        lobby = Lobby()
        limits = GatewayLimits(write_buffer=100_000, close_grace=0.3)
        gateway = Gateway({"/": Route(lobby)}, limits=limits, slot=SLOT)
        async with serving(gateway) as host:
            slow, other = await host.upgrade(), await host.upgrade()
            slow.writer.transport.pause_reading()  # type: ignore[attr-defined]
            stuck, fine = (receiver.connection for receiver in lobby.receivers)
            chunk = frames.binary(b"x" * 10_000)
            for _ in range(5000):
                stuck.write(chunk)
                await asyncio.sleep(0)
                if stuck.closing:
                    break
            assert stuck.closing
            assert gateway.closed == {4001: 1}
            held = stuck.buffered
            assert 100_000 < held < 100_000 + 2 * len(chunk)
            for _ in range(100):
                stuck.write(chunk)
            assert stuck.buffered <= held
            fine.write(frames.text(b"quick"))
            assert await other.read() == (TEXT, b"quick")
            await until(lambda: lobby.receivers[0].ends, "the slow one is cut off")
            assert gateway.connections == 1

    run(scenario())


def test_a_reader_that_catches_up_in_time_reads_why_it_was_closed() -> None:
    async def scenario() -> None:
        lobby = Lobby()
        gateway = Gateway({"/": Route(lobby)}, limits=GatewayLimits(write_buffer=100_000))
        async with serving(gateway) as host:
            peer = await host.upgrade()
            connection = lobby.receivers[0].connection
            chunk, written = frames.binary(b"x" * 10_000), 0
            while not connection.closing and written < 5000:
                connection.write(chunk)
                written += 1
            assert connection.closing
            got = [await peer.read() for _ in range(written)]
            assert all(len(payload) == 10_000 for _, payload in got)
            assert await peer.read() == (CLOSE, (4001).to_bytes(2, "big") + b"too slow to read")

    run(scenario())


def test_one_large_write_that_was_announced_is_read_to_its_end() -> None:
    async def scenario() -> None:
        lobby = Lobby()
        gateway = Gateway({"/": Route(lobby)}, limits=GatewayLimits(write_buffer=100_000))
        async with serving(gateway) as host:
            peer = await host.upgrade()
            connection = lobby.receivers[0].connection
            chunk, count = frames.binary(b"x" * 10_000), 2000
            connection.announce(len(chunk) * count)
            connection.write(chunk * count)
            assert connection.buffered > 100_000
            connection.write(frames.text(b"and more"))
            assert not connection.closing
            got = [await peer.read() for _ in range(count + 1)]
            assert got[-1] == (TEXT, b"and more")
            await until(lambda: not connection.buffered, "all is read")
            connection.write(chunk * count)
            assert connection.closing, "the next one was not announced"

    run(scenario())


def test_behind_a_large_write_the_bound_still_holds() -> None:
    async def scenario() -> None:
        lobby = Lobby()
        gateway = Gateway(
            {"/": Route(lobby)}, limits=GatewayLimits(write_buffer=100_000, close_grace=0.3), slot=SLOT
        )
        async with serving(gateway) as host:
            peer = await host.upgrade()
            peer.writer.transport.pause_reading()  # type: ignore[attr-defined]
            connection = lobby.receivers[0].connection
            large, small = frames.binary(b"x" * 10_000) * 2000, frames.binary(b"x" * 10_000)
            connection.announce(len(large))
            connection.write(large)
            for _ in range(3000):
                connection.write(small)
            assert connection.closing
            assert connection.buffered < len(large) + 100_000 + 2 * len(small)

    run(scenario())


def test_of_a_flood_of_pings_only_some_are_answered_and_the_last_one_is() -> None:
    """RFC 6455, section 5.5.3: a pong "for only the most recently processed Ping frame" is enough."""

    async def scenario() -> None:
        limits = GatewayLimits(pings=Rate(per_second=20, burst=5))
        async with serving(Gateway({"/": Route(Lobby())}, limits=limits, slot=SLOT)) as host:
            peer = await host.upgrade()
            peer.send(*(frame(PING, str(number).encode()) for number in range(1000)))
            answered = [await peer.read()]
            while answered[-1] != (PONG, b"999"):
                answered.append(await peer.read())
            assert len(answered) < 50
            assert answered[:5] == [(PONG, str(number).encode()) for number in range(5)]

    run(scenario())


# -- the end


def test_draining_tells_everyone_to_come_back_lets_nobody_in_and_cuts_off_who_does_not_answer() -> None:
    async def scenario() -> None:
        lobby = Lobby()
        gateway = Gateway({"/": Route(lobby)}, limits=LIMITS, slot=SLOT)
        async with serving(gateway) as host:
            polite, deaf = await host.upgrade(), await host.upgrade()
            draining = asyncio.create_task(gateway.drain(30))
            assert await polite.read() == (CLOSE, (1012).to_bytes(2, "big") + b"30")
            polite.send(frame(CLOSE, (1012).to_bytes(2, "big")))
            late = await host.upgrade()
            assert (late.status, (await error(late))["code"]) == (503, "unavailable")
            await draining
            assert gateway.connections == 0
            assert [receiver.ends for receiver in lobby.receivers] == [1, 1]
            assert (await deaf.read())[0] == CLOSE

    run(scenario())


def test_stopping_uvicorn_drains_the_gateway() -> None:
    async def scenario() -> None:
        lobby = Lobby()
        gateway = Gateway({"/": Route(lobby)}, limits=LIMITS, slot=SLOT)
        async with serving(gateway) as host:
            peer, _deaf = await host.upgrade(), await host.upgrade()
            host.running.should_exit = True
            assert await peer.read() == (CLOSE, (1012).to_bytes(2, "big") + b"2")
            await until(lambda: not host.running.server_state.connections, "all are gone")
            assert gateway.connections == 0

    run(scenario())


def test_nothing_of_a_connection_is_left_for_the_garbage_collector() -> None:
    """Cycles would keep kilobytes for each connection that came and went until a full collection."""

    async def scenario() -> None:
        gateway = Gateway({"/": Route(Lobby())}, limits=LIMITS, slot=SLOT)
        made: list[weakref.ref[object]] = []

        def endpoint(upgrade: Upgrade) -> Receiver:
            receiver = Recorder()
            made.append(weakref.ref(receiver))
            return receiver

        gateway = Gateway({"/": Route(endpoint)}, limits=LIMITS, slot=SLOT)
        async with serving(gateway) as host:
            await host.upgrade()  # whatever is made once
            gc.collect()
            gc.disable()
            try:
                peer = await host.upgrade()
                assert not [thing for thing in gc.get_objects() if isinstance(thing, Door)]
                peer.send(frame(CLOSE))
                await peer.rest()
                peer.leave()
                await until(lambda: gateway.connections == 1, "it is gone")
                await until(lambda: made[1]() is None, "the receiver is freed")
            finally:
                gc.enable()

    run(scenario())
