"""Two browsers in a call: rung, answered and signalled natively, seen through a real TURN relay."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page

from tests.support.browsing import Caller
from tests.support.people import unique
from tests.support.rtc import PEER_SCRIPT, Relay, Wire, cameras, picture, relaying, sees, serving, wired
from tests.support.server import Server, running

PATIENCE = 20.0

CALL_SCRIPT = """
// As much of a client as a call needs: it comes back when its socket is cut, and loses no signal.
class Line {
  constructor(url, token, me) {
    Object.assign(this, {url, token, me, ids: 0, last: 0, owed: [], waiting: new Map(), events: []})
  }
  connect() {
    return new Promise(resolve => {
      this.socket = new WebSocket(this.url)
      this.socket.onopen = () => this.ask("auth.resume", {token: this.token}).then(() => {
        this.open = true
        for (const signal of this.owed.splice(0)) this.signal(signal)
        if (this.other) this.catchUp()  // the socket may have died before anybody noticed
        resolve()
      })
      this.socket.onmessage = ({data}) => this.receive(JSON.parse(data))
      this.socket.onclose = () => { this.open = false }
    })
  }
  ask(op, fields = {}) {
    const id = ++this.ids
    this.socket.send(JSON.stringify({op, id, ...fields}))
    return new Promise((resolve, reject) => this.waiting.set(id, {resolve, reject}))
  }
  receive(frame) {
    if ("re" in frame) {
      const {resolve, reject} = this.waiting.get(frame.re)
      return frame.error ? reject(new Error(frame.error.message)) : resolve(frame.ok)
    }
    this.events.push(frame.ev)
    if (frame.ev == "call.started") this.call ??= frame.call
    if (frame.ev == "call.accepted" && frame.user != this.me) this.other = frame.user
    if (frame.ev == "call.signal") this.hear(frame)
  }
  hear({number, signal}) {
    if (number > this.last + 1) return this.catchUp()
    if (number <= this.last) return
    this.last = number
    peer.receive(signal)
  }
  async catchUp() {
    const {signals, lost} = await this.ask("call.get", {call: this.call, after: this.last})
    this.lost ||= lost
    if (lost && signals.length) this.last = signals[0].number - 1
    signals.forEach(signal => this.hear(signal))
  }
  signal(signal) {
    if (!this.open) return this.owed.push(signal)
    this.ask("call.signal", {call: this.call, to: this.other, signal})
  }
  async ring(conversation) {
    await this.meet()
    this.call = (await this.ask("call.start", {conversation, media: "video"})).call.id
  }
  async answer(other) {
    await this.meet()
    this.other = other
    await this.ask("call.accept", {call: this.call})
  }
  async meet() {
    const {servers} = await this.ask("call.servers")
    window.peer = new Peer(servers, signal => this.signal(signal))
    await peer.look()
  }
}
"""

PAGES = {
    "/": "<!doctype html><title>A call</title><script src=/peer.js></script><script src=/call.js></script>",
    "/peer.js": PEER_SCRIPT,
    "/call.js": CALL_SCRIPT,
}


class Party:
    """Somebody with a camera, and the wire to the server that can be cut."""

    def __init__(self, page: Page, caller: Caller, wire: Wire) -> None:
        self.page = page
        self.caller = caller
        self.wire = wire

    def do(self, script: str, *arguments: Any) -> Any:
        """Evaluate something in the page."""
        return self.page.evaluate(script, *arguments)

    def until(self, script: str) -> None:
        """Wait until something is true in the page."""
        deadline = time.monotonic() + PATIENCE
        while not self.do(script):
            assert time.monotonic() < deadline, (
                f"{script} in vain: {self.do('line.events')} {picture(self.page)}"
            )
            self.page.wait_for_timeout(50)


@pytest.fixture(scope="module")
def relay() -> Iterator[Relay]:
    with relaying() as relay:
        yield relay


@pytest.fixture
def parties(relay: Relay, tmp_path: Path) -> Iterator[tuple[Server, Callable[[str], Party]]]:
    """Give a server that knows the relay, and a way to sit down at a browser of one's own."""
    with ExitStack() as stack:
        pages = stack.enter_context(serving(PAGES))
        flags = ("--registration", "open", "--allow-origin", pages, "--turn-url", relay.url)
        secret = {"HUBBUB_TURN_SECRET": relay.secret}
        server = stack.enter_context(running(tmp_path / "data", *flags, env=secret))
        browser = stack.enter_context(cameras())
        complaints: list[str] = []

        def sit_down(name: str) -> Party:
            caller = Caller(server, unique(name))
            stack.callback(caller.http.close)
            wire = stack.enter_context(wired(server.port))
            context = browser.new_context()
            stack.callback(context.close)
            page = context.new_page()
            page.on("pageerror", lambda error: complaints.append(str(error)))
            page.goto(pages)
            token = str(caller.http.headers["Authorization"]).removeprefix("Bearer ")
            page.evaluate(
                "line => (window.line = new Line(...line)).connect()",
                [f"ws://localhost:{wire.port}/api/v1/ws", token, caller.id],
            )
            return Party(page, caller, wire)

        yield server, sit_down
        assert not complaints


def relayed(party: Party, more: int = 10) -> dict[str, Any]:
    """Wait for more pictures, and make sure that they come and go through the relay."""
    seen = sees(party.page, more)
    assert (seen["local"], seen["remote"]) == ("relay", "relay"), seen
    return seen


def test_the_relay_takes_nobody_without_the_servers_password(
    parties: tuple[Server, Callable[[str], Party]],
) -> None:
    """coturn itself checks what `call.servers` makes: the name of another with that password is refused."""
    _, sit_down = parties
    ada = sit_down("ada")
    for change, found in (("", "relay"), ("servers[0].username += '0'", "401")):
        script = f"""async () => {{
            const {{servers}} = await line.ask("call.servers")
            {change}
            window.found = []
            window.peer = new Peer(servers, ({{candidate}}) => found.push(candidate?.candidate ?? ""))
            await peer.look()
            await peer.offer()
        }}"""
        ada.do(script)
        ada.until(f"[...found, ...peer.errors].some(each => each.includes('{found}'))")
        assert any("typ relay" in each for each in ada.do("found")) == (found == "relay")
        ada.do("peer.close()")


def test_two_browsers_see_each_other_through_the_relay_and_after_a_cut(
    parties: tuple[Server, Callable[[str], Party]],
) -> None:
    """A call survives a reconnect: no signal is lost, and an ICE restart sent meanwhile is answered."""
    _, sit_down = parties
    ada, grace = sit_down("ada"), sit_down("grace")
    room = ada.caller.ask("message.send", to=grace.caller.id, text="a call?")["conversation"]

    ada.do("room => line.ring(room)", room)
    grace.until("line.call")
    grace.do("ada => line.answer(ada)", ada.caller.id)
    ada.until("line.other")
    ada.do("peer.offer()")
    before = [relayed(ada), relayed(grace)]

    grace.wire.cut()
    grace.until("!line.open")
    ada.do("peer.restart()")  # the offer waits for grace on the server
    grace.until("line.socket.readyState == WebSocket.CLOSED")
    relayed(grace)  # sound and pictures need no server
    grace.wire.mend()
    grace.do("line.connect()")
    ada.until(f"peer.picture().then(now => now.pair != '{before[0]['pair']}' && now.pair != null)")
    grace.until(f"peer.picture().then(now => now.pair != '{before[1]['pair']}' && now.pair != null)")
    after = [relayed(ada), relayed(grace)]
    for old, new in zip(before, after, strict=True):
        assert old["fragment"] != new["fragment"], "ICE began anew"
    assert not grace.do("line.lost"), "no signal was lost"
    assert not grace.do("line.events.includes('call.left')")
    assert not ada.do("line.events.includes('call.left')")

    ada.do("line.ask('call.leave', {call: line.call})")
    grace.until("line.events.includes('call.ended')")
