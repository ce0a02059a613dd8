"""Whatever comes before the upgrade, or instead of it, is answered in the catalogue's words, or closed."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Final

from hypothesis import strategies as st

from tests.support.arena import Arena
from tests.support.fuzzing import fuzz
from tests.support.oddities import SLIPS, Slip, sliced
from tests.support.raw import KEY, Closed, check_answer, client_frame, dialled

MOST_AT_ONCE: Final = 16
"""Requests that may wait for answers on one connection."""
UPGRADE: Final = (
    ("Host", "127.0.0.1"),
    ("Connection", "Upgrade"),
    ("Upgrade", "websocket"),
    ("Sec-WebSocket-Version", "13"),
    ("Sec-WebSocket-Key", KEY),
)
PLAIN: Final = (("Host", "127.0.0.1"),)
POSTED: Final = (*PLAIN, ("Content-Type", "application/json"), ("Content-Length", "2"))
TARGETS: Final = st.sampled_from(
    [
        "/", "/api/v1/ws", "/api/v1/ws?name=mallory", "/api/v1/ws?name=", "/api/v1/ws?name=%00",
        "/api/v1/ws?name=%ff",
        "/api/v1/ws?name=%ED%A0%80", "/api/v1/ws?name=a&name=b", "/api/v1/ws?" + "a=1&" * 70,
        "/api/v1/ws?name=" + "x" * 41,
        "/api/v1/ws/", "/api/v1/ping", "/api/v1/nothing", "/api/v1/", "/api/openapi.json",
        "/api/docs/%2e%2e/x", "/healthz",
        "/healthz?" + "%" * 30, "/metrics", "*", "//", "/../../etc/passwd", "/%2e%2e/%2e%2e/etc/passwd",
        "/%00", "/%ff%fe", "/%",
        "http://elsewhere.example/", "/ws/user?user_id=%00", "/ws/user?user_id=1&user_id=x",
        "/ws/search/contacter?user_name=%ff",
        "/images/%00", "/images/" + "a" * 32 + ".png", "/socket.io/", "/socket.io/?EIO=4&transport=polling",
        "/socket.io/?EIO=4&transport=websocket", "/socket.io/?EIO=%ff", "/api/v1/files/",
        "/api/v1/files/" + "A" * 22,
        "/api/v1/files/" + "A" * 22 + "/thumbnail", "/a b", "/\x80\xff", "/?" + "x" * 33_000,
        "/\u00e9?q=\u00e9", "", "x",
    ]
)  # fmt: skip
METHODS: Final = st.sampled_from(
    ["GET"] * 8 + ["POST"] * 3 + ["HEAD", "PUT", "DELETE", "OPTIONS", "PATCH", "TRACE", "get", "BREW", ""]
)
ODD_VALUES: Final = st.one_of(
    st.sampled_from(
        [
            "", " ", "\t", "x", "-1", "0", "1", "99999999999999999999", "13, 13", "12", "14",
            "websocket, h2c", "WebSocket",
            "keep-alive, Upgrade", "close", "null", "http://evil.example", "http://127.0.0.1", "*",
            "127.0.0.1, 10.0.0.1",
            "Bearer", "Bearer ", "Bearer x", "Bearer \xff", "Basic YTpi", "hubbub.v1",
            "hubbub.v1.msgpack, x", ",,,", "a;b=c;;=",
            "hubbub_session=x", "hubbub_session=\xe9", "application/json; charset=utf-16", "application/xml",
            "text/html;=",
            "bytes=0-", "bytes=5-1", "gzip", "chunked, chunked", "\xff\xfe", "x" * 9_000,
            "permessage-deflate", "cross-site", "=" * 24,
        ]
    ),
    st.text(st.characters(min_codepoint=0x20, max_codepoint=0xFF), max_size=30),
)  # fmt: skip
ODD_HEADERS: Final = st.tuples(
    st.sampled_from(
        [
            "Origin", "Cookie", "Authorization", "Sec-WebSocket-Protocol", "Sec-WebSocket-Extensions",
            "Sec-WebSocket-Key",
            "Sec-WebSocket-Version", "Upgrade", "Connection", "Host", "X-Forwarded-For", "X-Forwarded-Proto",
            "Forwarded",
            "Sec-Fetch-Site", "Content-Type", "Accept-Encoding", "Range", "If-None-Match", "User-Agent",
            "Tus-Resumable",
            "Upload-Length", "Access-Control-Request-Headers", "Access-Control-Request-Method", "X",
            "x" * 300, "a b", "",
        ]
    ),
    ODD_VALUES,
)  # fmt: skip


@dataclass(frozen=True)
class Ask:
    """A request that is whole: there is an answer to it."""

    method: str
    target: str
    headers: tuple[tuple[str, str], ...]
    body: bytes = b""
    version: str = "HTTP/1.1"
    ending: str = "\r\n"

    def __bytes__(self) -> bytes:
        lines = [
            f"{self.method} {self.target} {self.version}",
            *(f"{name}: {value}" for name, value in self.headers),
        ]
        return self.ending.join([*lines, "", ""]).encode("latin-1", "replace") + self.body


@st.composite
def mutated_headers(draw: st.DrawFn, usual: tuple[tuple[str, str], ...]) -> tuple[tuple[str, str], ...]:
    headers = list(usual)
    for _ in range(draw(st.integers(0, 3))):
        place = draw(st.integers(0, max(0, len(headers) - 1)))
        kind = draw(st.sampled_from(["add", "add", "replace", "drop", "repeat"]))
        if kind == "add" or not headers:
            headers.insert(place, draw(ODD_HEADERS))
        elif kind == "replace" and headers[place][0] != "Content-Length":
            headers[place] = (headers[place][0], draw(ODD_VALUES))
        elif kind == "repeat":
            headers.append(headers[place])
        elif kind == "drop" and headers[place][0] != "Content-Length":
            del headers[place]
    return tuple(headers)


VERSIONS = st.sampled_from(
    ["HTTP/1.1"] * 15 + ["HTTP/1.0", "HTTP/2.0", "HTTP/0.9", "HTTP/1.9", "http/1.1", ""]
)
ENDINGS = st.sampled_from(["\r\n"] * 15 + ["\n"])
WHOLE = st.one_of(
    st.builds(Ask, st.just("GET"), TARGETS, mutated_headers(UPGRADE), st.just(b""), VERSIONS, ENDINGS),
    st.builds(Ask, METHODS, TARGETS, mutated_headers(PLAIN), st.just(b""), VERSIONS, ENDINGS),
    st.builds(
        Ask,
        st.just("POST"),
        TARGETS,
        mutated_headers(POSTED),
        st.sampled_from([b"{}", b"[]", b"\xff{", b"\x00\x00"]),
    ),
)
PING: Final = b"POST /api/v1/ping HTTP/1.1\r\nHost: x\r\n"
CHUNKED: Final = PING + b"Transfer-Encoding: chunked\r\n"
FOLLOWING = st.one_of(
    WHOLE.map(bytes),
    st.binary(max_size=40),
    st.just(client_frame(1, b'{"op":"ping","id":1}')),
    st.sampled_from(
        [
            CHUNKED + b"\r\n2\r\n{}\r\n0\r\n\r\n",
            CHUNKED + b"\r\nFFFFFFFFFFFFFFFFF\r\n",
            CHUNKED + b"Content-Length: 2\r\n\r\n0\r\n\r\n",
            PING + b"Content-Length: 99999999999999999999\r\n\r\n{}",
            PING + b"Content-Length: 5\r\n\r\n{}",
            b"POST /upload HTTP/1.1\r\nHost: x\r\nContent-Type: multipart/form-data; boundary=x\r\n"
            b"Content-Length: 9\r\n\r\n--x\r\n",
            b"GET / HTTP/1.1\r\n" + b"a: b\r\n" * 6_000,
            b"GET / HTTP/1.1\r\nX: " + b"y" * 40_000,
            b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n",
            b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03",
            b"\r\n\r\n\r\n",
        ]
    ),
)  # fmt: skip


@dataclass(frozen=True)
class Torrent:
    """Requests, and what looks like some, one behind the other, cut anywhere and not always whole."""

    parts: list[bytes]
    cuts: list[int]
    slips: list[Slip] = field(default_factory=list)

    def __repr__(self) -> str:
        shown = [part if len(part) < 2_000 else part[:200] + b"..." for part in self.parts]
        return f"Torrent({shown}, {self.cuts}, {self.slips})"

    def slices(self) -> list[bytes]:
        written = b"".join(self.parts)
        for slip in self.slips:
            written = slip.befall(written)
        return sliced(written, self.cuts)


TORRENTS = st.builds(
    Torrent,
    st.lists(FOLLOWING, min_size=1, max_size=4),
    st.lists(st.integers(0, 2**16), max_size=8),
    st.just([]) | st.lists(SLIPS, max_size=3),
)


async def ask_and_read(ring: Arena, ask: Ask) -> None:
    async with dialled(ring.server) as wire:
        await wire.send([bytes(ask)])
        try:
            answer = await wire.answer(to_head=ask.method == "HEAD")
        except Closed:
            raise AssertionError("closed without an answer") from None
        if answer.status == 101:
            assert ask.target.startswith(("/", "http://")), ask
            assert {"upgrade", "sec-websocket-accept"} <= answer.headers.keys()
        check_answer(answer, engine_io=ask.target.startswith("/socket.io/"))


async def pour_and_read(ring: Arena, torrent: Torrent) -> None:
    async with dialled(ring.server) as wire:
        await wire.send(torrent.slices())
        wire.end()
        said = await wire.rest()
        assert b"HTTP/1.1 5" not in said, said


async def pipeline(ring: Arena, torrent: Torrent) -> None:
    async with dialled(ring.server) as wire:
        await wire.send(torrent.slices())
        for place, part in enumerate(torrent.parts):
            answer = await wire.answer()
            assert answer.status == 200, (place, answer)
            assert (answer.body == b"{}") is part.startswith(b"POST"), "in their order"


def test_a_whole_request_is_answered_and_never_with_a_defect(ring: Arena, seconds: float) -> None:
    fuzz(
        "requests", lambda ask: ring.witnessed(ask_and_read(ring, ask)), WHOLE, examples=200, seconds=seconds
    )


def test_what_is_no_request_or_half_of_one_ends_without_a_defect(ring: Arena, seconds: float) -> None:
    fuzz(
        "torrents",
        lambda torrent: ring.witnessed(pour_and_read(ring, torrent)),
        TORRENTS,
        examples=100,
        seconds=seconds,
    )


def test_pipelined_requests_are_answered_in_their_order_however_they_are_cut(
    ring: Arena, seconds: float
) -> None:
    whole = st.sampled_from(
        [bytes(Ask("GET", "/healthz", PLAIN)), bytes(Ask("POST", "/api/v1/ping", POSTED, b"{}"))]
    )
    torrents = st.builds(
        Torrent,
        st.lists(whole, min_size=1, max_size=MOST_AT_ONCE - 1),
        st.lists(st.integers(0, 2**11), max_size=40),
    )
    fuzz(
        "pipelines",
        lambda torrent: ring.witnessed(pipeline(ring, torrent)),
        torrents,
        examples=30,
        seconds=seconds,
    )
