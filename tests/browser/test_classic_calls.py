"""CLASSIC, Video call signalling, in Chromium: the real socket.io client, real pictures, a real relay."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from typing import Any, NamedTuple
from urllib.parse import urlencode

import httpx
import pytest
from playwright.sync_api import Browser, Page

from bench.drivers import node
from bench.drivers.base import Unsupported
from tests.support import rtc
from tests.support.people import unique
from tests.support.server import Server, running

SECONDS = 15.0

CLASSIC = """<!doctype html><meta charset="utf-8"><title>A classic call</title>
<script src="/socket.io.js"></script><script src="/peer.js"></script>
<script>
// What the original's page does: when room-ok says that both are there, one of them makes the offer.
const asked = new URLSearchParams(location.search)
const mine = asked.has("caller") ? "offer" : "answer"
const theirs = asked.has("caller") ? "answer" : "offer"
const query = asked.has("room") ? {room: asked.get("room")} : {}
const socket = io(asked.get("server"), {query, transports: asked.get("transports").split(",")})
window.heard = []
socket.onAny(event => heard.push(event))
function send({offer, answer, candidate}) {
  if (candidate) socket.emit(`${mine}-candidate`, candidate)
  else socket.emit(mine, {type: mine, sdp: offer ?? answer})
}
const ready = new Promise(done => socket.on("room-ok", async () => {
  window.peer?.close()
  window.peer = new Peer(JSON.parse(asked.get("servers")), send)
  await peer.look()
  if (asked.has("caller")) await peer.offer()
  done()
}))
socket.on(theirs, async ({sdp}) => { await ready; peer.receive({[theirs]: sdp}) })
socket.on(`${theirs}-candidate`, async candidate => { await ready; peer.receive({candidate}) })
</script>"""

NATIVE = """<!doctype html><meta charset="utf-8"><title>A native call</title>
<script src="/peer.js"></script>
<script>
const asked = new URLSearchParams(location.search)
const socket = new WebSocket(asked.get("server"))
const answers = new Map()
let call, other, number = 0
const ask = (op, fields = {}) => new Promise((done, failed) => {
  answers.set(++number, ({ok, error}) => ok ? done(ok) : failed(new Error(error.message)))
  socket.send(JSON.stringify({op, id: number, ...fields}))
})
async function prepare() {
  const {servers} = await ask("call.servers")
  window.peer = new Peer(servers, signal => ask("call.signal", {call, to: other, signal}))
  await peer.look()
}
const heard = {
  async hello() {
    window.online = true
    if (!asked.has("caller")) return
    await prepare()
    const fields = {conversation: +asked.get("conversation"), media: "video"}
    call = (await ask("call.start", fields)).call.id
  },
  async "call.started"(started) {
    if (asked.has("caller")) return
    call = started.call
    other = started.by
    await prepare()
    await ask("call.accept", {call})
  },
  async "call.accepted"({user}) {
    if (!asked.has("caller")) return
    other = user
    await peer.offer()
  },
  "call.signal"({signal}) { peer.receive(signal) },
}
socket.onmessage = ({data}) => {
  const frame = JSON.parse(data)
  if ("re" in frame) answers.get(frame.re)?.(frame)
  else heard[frame.ev]?.(frame)
}
</script>"""


class Exchange(NamedTuple):
    """A server, a relay that it knows, and a place from where pages come."""

    server: Server
    pages: str
    ask: Callable[..., dict[str, Any]]


@pytest.fixture(scope="module")
def exchange(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Exchange]:
    """Give all that a call needs but browsers; pages come from another origin than the server's."""
    try:
        node.install()
    except Unsupported as missing:
        pytest.skip(f"{missing} (Debian: apt-get install nodejs npm)")
    script = (node.PEERS / "node_modules/socket.io/client-dist/socket.io.js").read_text()
    script = "\n".join(line for line in script.split("\n") if "sourceMappingURL" not in line)
    files = {
        "/classic": CLASSIC,
        "/native": NATIVE,
        "/peer.js": rtc.PEER_SCRIPT,
        "/socket.io.js": script,
    }
    data = tmp_path_factory.mktemp("classic-calls") / "data"
    with rtc.relaying() as relay, rtc.serving(files) as pages, httpx.Client(timeout=SECONDS) as http:
        flags = ("--registration", "open", "--allow-origin", pages, "--turn-url", relay.url)
        with running(data, *flags, env={"HUBBUB_TURN_SECRET": relay.secret}) as server:

            def ask(op: str, token: str | None = None, **fields: Any) -> dict[str, Any]:
                headers = {"Authorization": f"Bearer {token}"} if token else {}
                answer = http.post(f"{server.http}/api/v1/{op}", json=fields, headers=headers)
                assert answer.status_code == 200, answer.text
                return dict(answer.json())

            yield Exchange(server, pages, ask)
            assert "Traceback" not in server.log, server.log


@pytest.fixture(scope="module")
def cameras() -> Iterator[Browser]:
    """Give a Chromium with cameras that are made up."""
    with rtc.cameras() as browser:
        yield browser


@pytest.fixture
def visit(cameras: Browser, exchange: Exchange) -> Iterator[Callable[..., Page]]:
    """Open a page in a browser of its own: ``visit("/classic", caller="")``. No script may have failed."""
    contexts = []
    errors: list[str] = []

    def visit(path: str, **query: str) -> Page:
        context = cameras.new_context()
        contexts.append(context)
        context.on("weberror", lambda error: errors.append(str(error.error)))
        page = context.new_page()
        page.goto(f"{exchange.pages}{path}?{urlencode(query)}")
        return page

    yield visit
    for context in contexts:
        context.close()
    assert not errors


@pytest.fixture
def classic(visit: Callable[..., Page], exchange: Exchange) -> Callable[..., Page]:
    """Open a classic page: ``classic(caller="", room=...)``."""
    token = exchange.ask("auth.register", name=unique("relay-user"))["token"]
    servers = json.dumps(exchange.ask("call.servers", token)["servers"])

    def open_page(transports: str = "polling,websocket", **query: str) -> Page:
        page = visit(
            "/classic",
            server=exchange.server.http,
            servers=servers,
            transports=transports,
            **query,
        )
        page.wait_for_function("socket.connected")
        return page

    return open_page


@pytest.fixture
def native(visit: Callable[..., Page], exchange: Exchange) -> Callable[[], tuple[Page, Page]]:
    """Open the two pages of a native call."""

    def open_pages() -> tuple[Page, Page]:
        ada, grace = (exchange.ask("auth.register", name=unique(name)) for name in ("ada", "grace"))
        said = exchange.ask("message.send", ada["token"], to=grace["user"]["id"], text="a word?")
        conversation = str(said["conversation"])

        def page(user: dict[str, Any], **query: str) -> Page:
            query["server"] = f"{exchange.server.ws}?{urlencode({'name': user['name']})}"
            page = visit("/native", conversation=conversation, **query)
            page.wait_for_function("window.online")
            return page

        callee = page(grace["user"])
        return page(ada["user"], caller=""), callee

    return open_pages


@pytest.mark.parametrize("transports", ["polling", "polling,websocket"])
def test_two_classic_pages_see_each_other_through_the_relay(
    classic: Callable[..., Page], transports: str
) -> None:
    """On room-ok both are there; one makes the offer."""
    ada = classic(transports, caller="")
    grace = classic(transports)
    for page in (ada, grace):
        seen = rtc.sees(page)
        assert (seen["local"], seen["remote"], seen["errors"]) == ("relay", "relay", [])


def test_a_classic_pair_and_a_native_pair_call_at_once_and_a_third_person_disturbs_nobody(
    classic: Callable[..., Page], native: Callable[[], tuple[Page, Page]]
) -> None:
    """Four people see each other two by two, while a fifth waits; then one leaves and the fifth is called."""
    ada, grace = classic(caller="", room="both"), classic(room="both")
    linus, barbara = native()
    everyone = (ada, grace, linus, barbara)
    for page in everyone:
        assert rtc.sees(page)["local"] == "relay"

    third = classic(caller="", room="both")
    before = grace.evaluate("heard.length")
    third.evaluate("socket.emitWithAck('offer', {type: 'offer', sdp: 'nonsense'})")
    for page in everyone:
        rtc.sees(page)
    assert grace.evaluate("heard.length") == before
    assert third.evaluate("heard") == []

    ada.evaluate("socket.disconnect()")
    ada.close()
    assert rtc.sees(third)["remote"] == "relay"
    assert rtc.sees(grace)["remote"] == "relay"
    for page in (linus, barbara):
        rtc.sees(page)
