"""CLASSIC, Video call signalling: socket.io on the main port, with python-socketio's own client."""

from __future__ import annotations

import asyncio
import gc
import json
import re
import signal
import time
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import aiohttp
import httpx
import pytest
import socketio  # type: ignore[import-untyped]
from websockets.asyncio.client import ClientConnection, connect
from websockets.exceptions import ConnectionClosed, InvalidStatus

from tests.support.people import SECONDS
from tests.support.server import Server, running
from tests.support.stopwatch import Stopwatch

pytestmark = [
    pytest.mark.anyio,
    # The library lets go of a WebSocket whose upgrade did not come about without closing it.
    pytest.mark.filterwarnings("ignore:Unclosed connection:ResourceWarning"),
]

PATH = "/socket.io/"
HANDSHAKE = {"EIO": "4", "transport": "polling"}
JOIN_SECONDS = 10.0
PER_ADDRESS = 200
OFFER = {
    "type": "offer",
    "sdp": "v=0\r\no=- 4611732 2 IN IP4 127.0.0.1\r\ns=-\r\nt=0 0\r\nnaïve 视频 \u2028",
}
ANSWER = {"type": "answer", "sdp": "v=0\r\n"}
CANDIDATE = {"candidate": "candidate:1 1 UDP 2122 192.0.2.1 5000 typ host", "sdpMid": "0", "sdpMLineIndex": 0}
EVERY_WAY = (["polling"], ["websocket"], ["polling", "websocket"])
_RELAYED = ("offer", "answer", "offer-candidate", "answer-candidate")


class Page:
    """A classic page's call: it notes everything that it hears."""

    def __init__(self) -> None:
        # A session of our own, closed by us: the library leaves a polling connection to be collected.
        self._http = aiohttp.ClientSession()
        self.client = socketio.AsyncClient(reconnection=False, http_session=self._http)
        self.heard: list[tuple[Any, ...]] = []
        self.client.on("*", self._note)

    async def _note(self, event: str, *arguments: Any) -> None:
        self.heard.append((event, *arguments))

    @property
    def calls(self) -> int:
        """How often somebody came to it."""
        return self.heard.count(("room-ok",))

    @property
    def connected(self) -> bool:
        """Whether its session lives."""
        return bool(self.client.connected)

    async def say(self, event: str, *arguments: Any) -> None:
        """Emit an event, and return once the server has taken it."""
        await self.client.call(event, arguments, timeout=SECONDS)

    async def shout(self, event: str, *arguments: Any) -> None:
        """Emit an event, and do not wait."""
        await self.client.emit(event, arguments)

    async def hears(self, event: str, *arguments: Any) -> None:
        """Wait until it has heard something."""
        await until(lambda: (event, *arguments) in self.heard, self.heard)

    async def leave(self) -> None:
        """Close the page."""
        await self.client.disconnect()
        await self._http.close()


async def until(true: Callable[[], bool], seen: object = None, seconds: float = SECONDS) -> None:
    """Wait for a condition."""
    deadline = time.monotonic() + seconds
    while not true():
        assert time.monotonic() < deadline, f"it did not come true; seen: {seen}"
        await asyncio.sleep(0.01)


@asynccontextmanager
async def room(server: Server) -> AsyncIterator[Callable[..., Any]]:
    """Give ``enter(room="", transports=[...])``, which opens pages; they are closed in the end."""
    pages: list[Page] = []

    async def enter(room: str = "", transports: list[str] | None = None) -> Page:
        page = Page()
        address = f"{server.http}/?room={room}" if room else server.http
        await page.client.connect(address, transports=transports or ["polling", "websocket"])
        pages.append(page)
        return page

    try:
        yield enter
    finally:
        for page in pages:
            await page.leave()
        pages.clear()
        gc.collect()  # here, and not in the middle of somebody else's test


async def pair(enter: Callable[..., Any], room: str, *ways: list[str]) -> tuple[Page, Page]:
    """Open two pages that have heard of each other."""
    first, second = ways or (None, None)
    ada, grace = await enter(room, first), await enter(room, second)
    await ada.hears("room-ok")
    await grace.hears("room-ok")
    return ada, grace


def asking(server: Server) -> httpx.Client:
    """Give an HTTP client at a server."""
    return httpx.Client(base_url=server.http, timeout=SECONDS)


def open_session(http: httpx.Client, **fields: str) -> dict[str, str]:
    """Make a raw handshake; return the query of the requests that follow."""
    answer = http.get(PATH, params={**HANDSHAKE, **fields})
    assert answer.status_code == 200, answer.text
    return {**HANDSHAKE, "sid": json.loads(answer.text[1:])["sid"]}


def join(http: httpx.Client, **fields: str) -> dict[str, str]:
    """Make a raw handshake and join; return the query of the requests that follow."""
    query = open_session(http, **fields)
    assert http.post(PATH, params=query, content="40").text == "OK"
    assert http.get(PATH, params=query).text.startswith('40{"sid":')
    return query


def error_of(answer: httpx.Response) -> tuple[int, str]:
    """Return the status and the code of a refusal."""
    return answer.status_code, answer.json()["error"]["code"]


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """Give a server that nobody at this file may make complain."""
    with running(tmp_path_factory.mktemp("classic") / "data") as server:
        yield server
        assert "Traceback" not in server.log, server.log


# -- the dialect


def test_a_handshake_says_what_the_original_says(server: Server) -> None:
    """Engine.IO 4, polling first, then upgrade; ping interval 25 s, timeout 20 s."""
    with asking(server) as http:
        answer = http.get(PATH, params=HANDSHAKE)
    assert answer.text[0] == "0"
    opening = json.loads(answer.text[1:])
    assert opening.pop("sid")
    assert opening == {
        "upgrades": ["websocket"],
        "pingInterval": 25_000,
        "pingTimeout": 20_000,
        "maxPayload": 65_536,
    }


@pytest.mark.parametrize("second", EVERY_WAY, ids="+".join)
@pytest.mark.parametrize("first", EVERY_WAY, ids="+".join)
async def test_two_pages_call_each_other(server: Server, first: list[str], second: list[str]) -> None:
    """On each arrival that leaves two, room-ok to both; what they say then reaches the other unchanged."""
    async with room(server) as enter:
        ada, grace = await pair(enter, "ways", first, second)
        await ada.say("offer", OFFER)
        await ada.say("offer-candidate", CANDIDATE)
        await grace.say("answer", ANSWER)
        await grace.say("answer-candidate", None)
        await grace.hears("offer-candidate", CANDIDATE)
        await ada.hears("answer-candidate", None)
        assert grace.heard == [("room-ok",), ("offer", OFFER), ("offer-candidate", CANDIDATE)]
        assert ada.heard == [("room-ok",), ("answer", ANSWER), ("answer-candidate", None)]


async def test_a_page_upgrades_to_a_websocket(server: Server) -> None:
    """Polling first, then upgrade."""
    async with room(server) as enter:
        page = await enter("upgrade")
        assert page.client.transport() == "websocket"


async def test_a_third_person_disturbs_nobody_and_is_called_by_the_fourth(server: Server) -> None:
    """A third person must not disturb a running call."""
    async with room(server) as enter:
        ada, grace = await pair(enter, "third")
        linus = await enter("third")
        for event in _RELAYED:
            await linus.say(event, OFFER)
        await ada.say("offer", OFFER)
        await grace.hears("offer", OFFER)
        assert (ada.heard, grace.heard) == ([("room-ok",)], [("room-ok",), ("offer", OFFER)])
        assert linus.heard == []

        barbara = await enter("third")
        await linus.hears("room-ok")
        await barbara.hears("room-ok")
        await linus.say("offer", CANDIDATE)
        await barbara.hears("offer", CANDIDATE)
        await grace.say("answer", ANSWER)
        await ada.hears("answer", ANSWER)
        assert (ada.calls, grace.calls) == (1, 1)
        assert ("offer", CANDIDATE) not in ada.heard + grace.heard


@pytest.mark.parametrize("way", EVERY_WAY, ids="+".join)
async def test_who_is_left_over_is_called_by_who_waits(server: Server, way: list[str]) -> None:
    """However the other's page was connected, its end is noticed at once."""
    async with room(server) as enter:
        ada, grace = await pair(enter, "leaving", way, way)
        linus = await enter("leaving", way)
        watch = Stopwatch(server.pid)
        await ada.leave()
        await linus.hears("room-ok")
        await until(lambda: grace.calls == 2)
        assert watch.seconds < SECONDS / 2
        await linus.say("offer", OFFER)
        await grace.hears("offer", OFFER)


async def test_rooms_are_named_in_the_handshake_and_do_not_mix(server: Server) -> None:
    """`?room=` for more; the rules are the same."""
    async with room(server) as enter:
        ada, grace = await pair(enter, "kitchen")
        linus, barbara = await pair(enter, "cellar")
        await ada.say("offer", OFFER)
        await linus.say("offer", CANDIDATE)
        await grace.hears("offer", OFFER)
        await barbara.hears("offer", CANDIDATE)
        assert [len(page.heard) for page in (ada, grace, linus, barbara)] == [1, 2, 1, 2]


@pytest.mark.parametrize("origin", ["http://somewhere.example", "https://127.0.0.1:8081", "null"])
def test_pages_of_any_origin_may_call_and_none_with_credentials(server: Server, origin: str) -> None:
    """CORS: the Origin echoed, no credentials."""
    with asking(server) as http:
        headers = {"Origin": origin}
        answers = [
            http.get(PATH, params=HANDSHAKE, headers=headers),
            http.post(PATH, params={**HANDSHAKE, "sid": "nobody"}, headers=headers),
            http.options(
                PATH, params=HANDSHAKE, headers={**headers, "Access-Control-Request-Headers": "content-type"}
            ),
        ]
    assert [answer.status_code for answer in answers] == [200, 400, 200]
    for answer in answers:
        assert answer.headers["access-control-allow-origin"] == origin
        assert "access-control-allow-credentials" not in answer.headers
        assert "set-cookie" not in answer.headers
    assert "POST" in answers[-1].headers["access-control-allow-methods"]


# -- bad input: each gets a clear answer, and nobody else notices


async def test_all_candidates_of_a_polling_page_arrive_when_it_sends_them_at_once(server: Server) -> None:
    """Engine.IO: a request carries as many packets as are waiting."""
    async with room(server) as enter:
        ada, grace = await pair(enter, "candidates")
        await grace.leave()
        with asking(server) as http:
            query = await asyncio.to_thread(join, http, room="candidates")
            packets = [f'42["offer-candidate",{number}]' for number in range(60)]
            sent = await asyncio.to_thread(http.post, PATH, params=query, content="\x1e".join(packets))
            assert sent.text == "OK"
            await ada.hears("offer-candidate", 59)
            await asyncio.to_thread(http.post, PATH, params=query, content="1")
            numbers = [heard[1] for heard in ada.heard if heard[0] == "offer-candidate"]
            assert numbers == list(range(60))


@pytest.mark.parametrize(
    ("packet", "code"),
    [
        ("", "bad_request"),
        ("x", "bad_request"),
        ("0", "bad_request"),
        ("40", "bad_request"),
        ("bAAAA", "bad_request"),
        ('451-["offer",{"_placeholder":true,"num":0}]', "bad_request"),
        ("d=42%5B%22offer%22%5D", "bad_request"),
        ("\x1e".join(["3"] * 65), "too_large"),
        (f'42["offer","{"x" * 65_536}"]', "too_large"),
    ],
    ids=lambda value: value[:20],
)
async def test_what_is_no_packet_of_a_call_ends_its_session_only(
    server: Server, packet: str, code: str
) -> None:
    """A repeated join, something binary, too much: refused, and the partner is free for others."""
    async with room(server) as enter:
        ada = await enter("bad")
        with asking(server) as http:
            query = await asyncio.to_thread(join, http, room="bad")
            await ada.hears("room-ok")
            refusal = await asyncio.to_thread(http.post, PATH, params=query, content=packet)
            assert error_of(refusal)[1] == code
            assert error_of(await asyncio.to_thread(http.get, PATH, params=query)) == (400, "bad_request")
        grace = await enter("bad")
        await grace.hears("room-ok")
        await ada.say("offer", OFFER)
        await grace.hears("offer", OFFER)
        assert ada.heard == [("room-ok",)] * 2


@pytest.mark.parametrize(
    "packet",
    [
        '42["hang-up",1]',
        '42["room-ok"]',
        '42["connect"]',
        '42["disconnect"]',
        "42",
        "42{}",
        "42[]",
        "42[[]]",
        '42["offer",NaN]',
        '42["offer","\\ud800"]',
        '42["offer",' + "[" * 30_000,
        '42["offer",' + "[" * 900 + "]" * 900 + "]",
        '42["offer",' + '{"a":' * 64 + "1" + "}" * 64 + "]",
        '42["offer"',
        '42/admin,["offer",1]',
        '4299999999999999999999["offer',
        '43["offer"]',
        "40/admin,",
        "41/admin,",
        "3",
        "5",
    ],
    ids=lambda value: f"{value[:24]}-{len(value)}",
)
async def test_what_means_nothing_is_ignored(server: Server, packet: str) -> None:
    """Unknown types are ignored: the call goes on as if nothing had been said."""
    async with room(server) as enter:
        ada = await enter("nothing")
        with asking(server) as http:
            query = await asyncio.to_thread(join, http, room="nothing")
            await ada.hears("room-ok")
            for content in (packet, '42["offer",1]'):
                sent = await asyncio.to_thread(http.post, PATH, params=query, content=content)
                assert sent.text == "OK"
            await ada.hears("offer", 1)
            assert ada.heard == [("room-ok",), ("offer", 1)]
            await asyncio.to_thread(http.post, PATH, params=query, content="1")


@pytest.mark.parametrize("frame", ["x", "40", b"\x00", "y" * 65_537], ids=["text", "join", "bytes", "long"])
async def test_what_is_no_packet_closes_a_websocket(server: Server, frame: str | bytes) -> None:
    """1008 for what is not said here, 1009 for what is too long; the partner is free for others."""
    async with room(server) as enter:
        ada = await enter("frames")
        async with websocket(server, room="frames") as socket:
            await ada.hears("room-ok")
            await socket.send(frame)
            await asyncio.wait_for(socket.wait_closed(), SECONDS)
            assert socket.close_code == (1009 if len(frame) > 100 else 1008)
        grace = await enter("frames")
        await grace.hears("room-ok")
        await until(lambda: ada.calls == 2)


@pytest.mark.parametrize(
    "said", ['"connect",null', '"connect",{"asgi.scope":{}}', '"disconnect"', '"\\u0063onnect"']
)
async def test_nobody_can_say_what_the_library_says_happens(server: Server, said: str) -> None:
    """It would call our handlers of its own events, with what a peer made up."""
    before = len(server.log)
    async with room(server) as enter:
        ada = await enter("own events")
        async with websocket(server, room="own events") as socket:
            await ada.hears("room-ok")
            await socket.send(f"42[{said}]")
            await socket.send("x")
            await asyncio.wait_for(socket.wait_closed(), SECONDS)
        grace = await enter("own events")
        await grace.hears("room-ok")
    assert "error" not in server.log[before:]


async def test_what_a_page_does_wrong_is_no_error_in_the_log(server: Server) -> None:
    """Or anybody could fill a disk: text that is not UTF-8 (RFC 6455, 8.1), a bad handshake."""
    before = len(server.log)
    async with websocket(server, room="not-text") as socket:
        await socket.send(b"\xff", text=True)
        await asyncio.wait_for(socket.wait_closed(), SECONDS)
        assert socket.close_code == 1007
    fields = httpx.QueryParams({"EIO": "4", "transport": "websocket", "room": "x" * 65})
    with pytest.raises(InvalidStatus):
        async with connect(f"ws://127.0.0.1:{server.port}{PATH}?{fields}", proxy=None):
            pass
    with asking(server) as http:
        assert error_of(await asyncio.to_thread(http.get, f"{PATH}socket.io.js")) == (404, "not_found")
    assert "error" not in server.log[before:]


@asynccontextmanager
async def websocket(server: Server, **fields: str) -> AsyncIterator[ClientConnection]:
    """Open a raw session over a WebSocket that has joined."""
    query = httpx.QueryParams({"EIO": "4", "transport": "websocket", **fields})
    address = f"ws://127.0.0.1:{server.port}{PATH}?{query}"
    async with connect(address, compression=None, proxy=None, max_size=None) as socket:
        assert str(await socket.recv()).startswith("0")
        await socket.send("40")
        assert str(await socket.recv()).startswith('40{"sid"')
        yield socket


@pytest.mark.parametrize(
    ("query", "message"),
    [
        ({"room": "x" * 65}, "room: "),
        ({"sid": "nobody"}, "sid: "),
        ({"j": "0"}, "j: "),
        ({f"field-{number}": "" for number in range(20)}, "query: "),
    ],
    ids=["room", "sid", "jsonp", "fields"],
)
async def test_a_bad_handshake_is_refused_in_the_catalogues_form(
    server: Server, query: dict[str, str], message: str
) -> None:
    """400, over either transport."""
    with asking(server) as http:
        answer = await asyncio.to_thread(http.get, PATH, params={**HANDSHAKE, **query})
    assert error_of(answer) == (400, "bad_request")
    assert answer.json()["error"]["message"].startswith(message)
    fields = httpx.QueryParams({"EIO": "4", "transport": "websocket", **query})
    with pytest.raises(InvalidStatus) as refused:
        async with connect(f"ws://127.0.0.1:{server.port}{PATH}?{fields}", proxy=None):
            pass
    assert refused.value.response.status_code == 400
    assert json.loads(refused.value.response.body or b"")["error"]["message"].startswith(message)


@pytest.mark.parametrize("headers", [{}, {"Upgrade": "websocket"}], ids=["plain", "upgrading"])
def test_a_websocket_is_not_asked_for_without_an_upgrade(server: Server, headers: dict[str, str]) -> None:
    query = {"EIO": "4", "transport": "polling" if headers else "websocket"}
    with asking(server) as http:
        answer = http.get(PATH, params=query, headers=headers)
    assert error_of(answer) == (400, "bad_request")
    assert answer.json()["error"]["message"].startswith("transport:")


@pytest.mark.parametrize("query", [{}, {"EIO": "3", "transport": "polling"}, {"EIO": "4", "transport": "x"}])
def test_another_protocol_is_refused(server: Server, query: dict[str, str]) -> None:
    """Engine.IO 4 only."""
    with asking(server) as http:
        assert http.get(PATH, params=query).status_code == 400
        assert http.put(PATH, params={**HANDSHAKE}).status_code in (400, 405)
        assert error_of(http.get(f"{PATH}socket.io.js")) == (404, "not_found")


async def test_a_second_request_for_the_same_packets_is_refused(server: Server) -> None:
    """One request waits for a session's packets, and no more: each holds a connection."""
    with asking(server) as http:
        query = await asyncio.to_thread(join, http, room="twice")
        # Which one comes second the threads decide.
        polls = {asyncio.create_task(asyncio.to_thread(http.get, PATH, params=query)) for _ in range(2)}
        refused, waiting = await asyncio.wait(polls, return_when=asyncio.FIRST_COMPLETED)
        assert [error_of(await poll) for poll in refused] == [(400, "bad_request")]
        assert (await asyncio.to_thread(http.post, PATH, params=query, content="1")).text == "OK"
        assert [(await poll).text for poll in waiting] == ["1"]


# -- floods


async def test_who_says_too_much_is_cut_off_and_the_partner_is_not(server: Server) -> None:
    """A bound on what a session may say in a second."""
    async with room(server) as enter:
        ada, grace = await pair(enter, "flood", ["websocket"], ["websocket"])
        for number in range(300):
            await grace.shout("offer", number)
        await until(lambda: not grace.connected)
        linus = await enter("flood")
        await until(lambda: ada.calls == 2)
        numbers = [heard[1] for heard in ada.heard if heard[0] == "offer"]
        assert 90 <= len(numbers) < 200, "the premise: the first of them are let through"
        assert numbers == list(range(len(numbers)))
        assert ada.connected
        await linus.hears("room-ok")
        await ada.say("offer", OFFER)
        await linus.hears("offer", OFFER)


async def test_a_handshake_that_never_comes_back_expires(data: Path) -> None:
    """However many there are; a WebSocket that one has opened and never spoken on ends with it."""
    with running(data) as server, asking(server) as http:
        began = time.monotonic()
        queries = [await asyncio.to_thread(open_session, http) for _ in range(50)]
        half = httpx.QueryParams({**queries[0], "transport": "websocket"})
        async with websocket(server) as joined:
            async with connect(f"ws://127.0.0.1:{server.port}{PATH}?{half}", proxy=None) as silent:
                with pytest.raises(ConnectionClosed):
                    await asyncio.wait_for(silent.recv(), JOIN_SECONDS + SECONDS)
            assert JOIN_SECONDS - 1 < time.monotonic() - began < JOIN_SECONDS + SECONDS

            def answer(query: dict[str, str]) -> int:
                return http.post(PATH, params=query, content="3").status_code

            for query in queries:
                while await asyncio.to_thread(answer, query) != 400:
                    assert time.monotonic() - began < JOIN_SECONDS + SECONDS
            async with websocket(server) as other:
                assert await asyncio.wait_for(joined.recv(), SECONDS) == '42["room-ok"]'
                assert await asyncio.wait_for(other.recv(), SECONDS) == '42["room-ok"]'
        assert "Traceback" not in server.log


async def test_an_address_has_only_so_many_sessions_and_a_call_goes_on(data: Path) -> None:
    """429 for the next, over either transport; who comes and goes keeps a place for a while."""
    with running(data) as server, asking(server) as http:
        async with room(server) as enter:
            ada, grace = await pair(enter, "full")

            def fill() -> int:
                for opened in range(300):
                    answer = http.get(PATH, params=HANDSHAKE)
                    if answer.status_code != 200:
                        assert error_of(answer) == (429, "rate_limited")
                        assert int(answer.headers["retry-after"]) > 0
                        return opened
                    query = {**HANDSHAKE, "sid": json.loads(answer.text[1:])["sid"]}
                    http.post(PATH, params=query, content="1")
                raise AssertionError("no bound")

            assert await asyncio.to_thread(fill) == PER_ADDRESS - 2
            with pytest.raises(InvalidStatus) as refused:
                async with websocket(server):
                    pass
            assert refused.value.response.status_code == 429
            assert (await asyncio.to_thread(http.get, "/healthz")).status_code == 200
            await ada.say("offer", OFFER)
            await grace.hears("offer", OFFER)


async def test_without_limits_there_are_no_caps_and_no_rates(data: Path) -> None:
    """`--limits off`; sizes stay."""
    with running(data, "--limits", "off") as server, asking(server) as http:

        def fill() -> None:
            for _ in range(PER_ADDRESS + 50):
                open_session(http)

        await asyncio.to_thread(fill)
        async with room(server) as enter:
            ada, grace = await pair(enter, "", ["websocket"], ["websocket"])
            for number in range(500):
                await grace.say("offer", number)
            await ada.hears("offer", 499)
            assert grace.connected


async def test_who_fetches_nothing_is_cut_off_and_the_partner_is_not(data: Path) -> None:
    """A bound on what waits for a reader."""
    with running(data, "--limits", "off") as server, asking(server) as http:
        query = await asyncio.to_thread(join, http)
        async with room(server) as enter:
            ada = await enter()
            await ada.hears("room-ok")
            for number in range(200):
                await ada.say("offer", number)
            assert error_of(await asyncio.to_thread(http.get, PATH, params=query)) == (400, "bad_request")
            grace = await enter()
            await grace.hears("room-ok")
            await until(lambda: ada.calls == 2)


async def test_who_does_not_read_a_websocket_is_cut_off(data: Path) -> None:
    """The bytes that wait are bounded, and so is the time they wait: the socket is gone in the end."""
    with running(data, "--limits", "off") as server:
        before = sockets(server)
        connected = asyncio.get_running_loop().create_future()

        async def stall() -> None:
            reader, writer = await asyncio.open_connection("127.0.0.1", server.port, limit=1024)
            writer.write(
                f"GET {PATH}?EIO=4&transport=websocket HTTP/1.1\r\nHost: x\r\nConnection: Upgrade\r\n"
                "Upgrade: websocket\r\nSec-WebSocket-Version: 13\r\n"
                "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n".encode()
            )
            await reader.readuntil(b"}")
            writer.write(b"\x81\x82\0\0\0\x0040")
            await reader.readuntil(b"}")
            connected.set_result(writer)

        await stall()
        writer = connected.result()
        async with room(server) as enter:
            ada = await enter()
            await ada.hears("room-ok")
            for _ in range(400):
                await ada.say("offer", "x" * 60_000)
            grace = await enter()
            await grace.hears("room-ok")
            assert resident(server) < 150 * 1024 * 1024
            await until(lambda: sockets(server) <= before + 2, seconds=40)
        writer.close()
        assert "Traceback" not in server.log


def sockets(server: Server) -> int:
    """Return how many sockets a server's process has, the listening one among them."""
    return sum(
        1 for fd in Path(f"/proc/{server.pid}/fd").iterdir() if str(fd.readlink()).startswith("socket")
    )


def resident(server: Server) -> int:
    """Return the bytes of memory that a server's process has."""
    status = Path(f"/proc/{server.pid}/status").read_text()
    found = re.search(r"VmRSS:\s+(\d+) kB", status)
    assert found is not None
    return int(found[1]) * 1024


# -- the end


async def test_a_cut_connection_is_noticed_while_its_page_polls(server: Server) -> None:
    """The reference ends a session whose poll is cut off; the partner is free for others at once."""
    async with room(server) as enter:
        ada = await enter("cut")
        http = asking(server)
        query = await asyncio.to_thread(join, http, room="cut")
        await ada.hears("room-ok")
        reader, writer = await asyncio.open_connection("127.0.0.1", server.port)
        writer.write(f"GET {PATH}?{httpx.QueryParams(query)} HTTP/1.1\r\nHost: x\r\n\r\n".encode())
        http.close()
        with asking(server) as other:
            refusal = await asyncio.to_thread(other.get, PATH, params=query)
            assert error_of(refusal) == (400, "bad_request"), "the premise: the first poll is there"
        writer.transport.abort()
        grace = await enter("cut")
        await grace.hears("room-ok")
        await until(lambda: ada.calls == 2)
        assert reader.at_eof()


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
async def test_a_server_that_leaves_waits_for_no_page(data: Path, number: int) -> None:
    """Polls are answered, WebSockets closed, and the process is gone within its seconds."""
    with running(data) as server, asking(server) as http:
        async with room(server) as enter:
            ada, grace = await pair(enter, "", ["polling"], ["polling", "websocket"])
            query = await asyncio.to_thread(join, http)
            await asyncio.to_thread(open_session, http)
            reader, writer = await asyncio.open_connection("127.0.0.1", server.port)
            # It is before the server once that has answered what is asked after it.
            writer.write(f"GET {PATH}?{httpx.QueryParams(query)} HTTP/1.1\r\nHost: x\r\n\r\n".encode())
            half = httpx.QueryParams(
                {**await asyncio.to_thread(open_session, http), "transport": "websocket"}
            )
            async with connect(f"ws://127.0.0.1:{server.port}{PATH}?{half}", proxy=None):
                began = time.monotonic()
                assert await asyncio.to_thread(server.stop, number) == 0
                assert time.monotonic() - began < 4
            answer = await reader.read()
            writer.close()
            await writer.wait_closed()
            assert answer.endswith(b"\r\n\r\n1\r\n1\r\n0\r\n\r\n"), "in one chunk"
            await until(lambda: not ada.connected and not grace.connected)
        assert "Traceback" not in server.log


# -- elsewhere


async def test_where_classic_is_off_there_is_no_socket_io(data: Path) -> None:
    """404 in the catalogue's form, for requests and upgrades."""
    with running(data, "--registration", "password") as server, asking(server) as http:
        for method in ("GET", "POST", "OPTIONS"):
            answer = await asyncio.to_thread(http.request, method, PATH, params=HANDSHAKE)
            assert error_of(answer) == (404, "not_found")
        await no_websocket(server, PATH)


@pytest.mark.parametrize("path", ["/socket.io", "/socket.io/more", "/elsewhere", "/socket.io%2F"])
async def test_upgrades_elsewhere_are_refused_as_ever(server: Server, path: str) -> None:
    """404 in the catalogue's form: nothing but the one path goes to the library."""
    await no_websocket(server, path)


async def no_websocket(server: Server, path: str) -> None:
    """Assert that upgrades at a path are refused."""
    with pytest.raises(InvalidStatus) as refused:
        async with connect(f"ws://127.0.0.1:{server.port}{path}?EIO=4&transport=websocket", proxy=None):
            pass
    assert refused.value.response.status_code == 404
    assert json.loads(refused.value.response.body or b"")["error"]["code"] == "not_found"
