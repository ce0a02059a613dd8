"""Calls with real media: a TURN relay on this machine, and pages that talk WebRTC through it.

The signalling between two pages is not here: a test gives each page a way to send, and hands in what comes.
"""

from __future__ import annotations

import contextlib
import http.server
import os
import secrets
import shutil
import socket
import struct
import subprocess
import tempfile
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

import pytest
from playwright.sync_api import Browser, Page

from tests.support.chromium import running_chromium

START_SECONDS: Final = 20.0
MEDIA_SECONDS: Final = 90.0
"""How long pictures may take to come: two browsers encode and decode on a machine that does more besides."""
RELAY_PORTS: Final = 40

MEDIA_ARGUMENTS: Final = (
    "--use-fake-device-for-media-stream",
    "--use-fake-ui-for-media-stream",
    "--allow-loopback-in-peer-connection",
    "--disable-features=WebRtcHideLocalIpsWithMdns",
    "--disable-background-timer-throttling",
    "--disable-renderer-backgrounding",
)

PEER_SCRIPT: Final = """
// One side of a call between two people. `send(signal)` takes whatever `receive(signal)` of the other
// side is to be given, in order: {offer}, {answer} and {candidate}.
class Peer {
  constructor(iceServers, send, policy = "relay") {
    this.send = send
    this.early = []
    this.errors = []
    this.turn = Promise.resolve()
    this.connection = new RTCPeerConnection({iceServers, iceTransportPolicy: policy})
    this.connection.onicecandidate = ({candidate}) => candidate && send({candidate: candidate.toJSON()})
    this.connection.onicecandidateerror = e => this.errors.push(`${e.errorCode} ${e.errorText} ${e.url}`)
    this.connection.ontrack = ({streams: [stream]}) => this.show(stream)
  }
  show(stream) {
    if (this.video) return
    this.video = document.createElement("video")
    Object.assign(this.video, {autoplay: true, muted: true, playsInline: true, srcObject: stream})
    document.body.append(this.video)
  }
  async look() {
    const stream = await navigator.mediaDevices.getUserMedia({audio: true, video: {width: 160, height: 120}})
    for (const track of stream.getTracks()) this.connection.addTrack(track, stream)
  }
  async offer(options) {
    await this.connection.setLocalDescription(await this.connection.createOffer(options))
    this.send({offer: this.connection.localDescription.sdp})
  }
  restart() { return this.offer({iceRestart: true}) }
  receive(signal) { return this.turn = this.turn.then(() => this.take(signal)) }
  async take({offer, answer, candidate}) {
    if (candidate) {
      if (!this.connection.remoteDescription) return this.early.push(candidate)
      return this.connection.addIceCandidate(candidate)
    }
    const type = offer ? "offer" : "answer"
    await this.connection.setRemoteDescription({type, sdp: offer ?? answer})
    for (const early of this.early.splice(0)) await this.connection.addIceCandidate(early)
    if (offer) {
      await this.connection.setLocalDescription(await this.connection.createAnswer())
      this.send({answer: this.connection.localDescription.sdp})
    }
  }
  async picture() {
    const stats = [...(await this.connection.getStats()).values()]
    const video = stats.find(s => s.type == "inbound-rtp" && s.kind == "video")
    const transport = stats.find(s => s.type == "transport")
    const pair = stats.find(s => s.id == transport?.selectedCandidatePairId)
    const kind = id => stats.find(s => s.id == id)?.candidateType
    const fragment = /a=ice-ufrag:(\\S+)/.exec(this.connection.localDescription?.sdp ?? "")
    return {
      frames: video?.framesDecoded ?? 0,
      local: kind(pair?.localCandidateId) ?? null,
      remote: kind(pair?.remoteCandidateId) ?? null,
      pair: pair?.id ?? null,
      state: this.connection.connectionState,
      fragment: fragment?.[1] ?? null,
      errors: this.errors,
    }
  }
  close() { this.connection.close(); this.video?.remove() }
}
"""
"""Declares ``Peer``. Once ``window.peer`` is one, ``sees`` below can wait for its pictures."""

_BINDING_REQUEST: Final = b"\x00\x01\x00\x00\x21\x12\xa4\x42"
"""The head of a STUN binding request (RFC 8489, 5): no attributes, the cookie; 12 bytes of id follow."""


class Relay:
    """A coturn server on loopback, with credentials made of a shared secret."""

    def __init__(self, port: int, secret: str) -> None:
        self.port = port
        self.secret = secret

    @property
    def url(self) -> str:
        """What an ICE server entry calls it."""
        return f"turn:127.0.0.1:{self.port}?transport=udp"

    def is_up(self) -> bool:
        """Say whether it answers a binding request."""
        with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as asker:
            asker.settimeout(0.2)
            try:
                asker.sendto(_BINDING_REQUEST + secrets.token_bytes(12), ("127.0.0.1", self.port))
                return asker.recv(2048)[:2] == b"\x01\x01"
            except OSError:
                return False


@contextlib.contextmanager
def relaying() -> Iterator[Relay]:
    """Run a TURN server for as long as the block lasts; it knows no users but those with the secret."""
    program = shutil.which("turnserver")
    if program is None:
        pytest.skip("there is no turnserver command here (Debian: apt-get install coturn)")
    relay = Relay(_free_port(), secrets.token_hex(16))
    first = _free_run(RELAY_PORTS)
    with tempfile.TemporaryDirectory(prefix="hubbub-turn-") as folder:
        log = Path(folder, "log")
        with log.open("w") as output:
            process = subprocess.Popen(
                [
                    program,
                    "-n",  # no configuration file: what a machine's own coturn is told is not for us
                    "--use-auth-secret",
                    f"--static-auth-secret={relay.secret}",
                    "--realm=hubbub",
                    "--listening-ip=127.0.0.1",
                    f"--listening-port={relay.port}",
                    "--relay-ip=127.0.0.1",
                    f"--min-port={first}",
                    f"--max-port={first + RELAY_PORTS - 1}",
                    "--allow-loopback-peers",
                    "--cli-password=nobody-asks",
                    "--no-cli",
                    "--no-tls",
                    "--no-dtls",
                    "--fingerprint",
                    "--log-file=stdout",
                    f"--pidfile={folder}/pid",
                    f"--userdb={folder}/turndb",
                ],
                stdout=output,
                stderr=subprocess.STDOUT,
                cwd=folder,
                env={"PATH": os.environ["PATH"]},
            )
        try:
            deadline = time.monotonic() + START_SECONDS
            while not relay.is_up():
                assert process.poll() is None, log.read_text()
                assert time.monotonic() < deadline, f"no relay:\n{log.read_text()}"
            yield relay
        finally:
            process.terminate()
            try:
                process.wait(5)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()


def cameras() -> contextlib.AbstractContextManager[Browser]:
    """Give a Chromium whose cameras and microphones are made up and allowed."""
    return running_chromium(*MEDIA_ARGUMENTS)


@contextlib.contextmanager
def serving(pages: dict[str, str]) -> Iterator[str]:
    """Serve pages and scripts (path to content) at ``http://localhost:<port>``, which is given.

    A camera is for pages from localhost or from HTTPS; a page from nowhere has none.
    """

    class Handler(http.server.BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            content = pages.get(self.path.partition("?")[0])
            body = (content or "").encode()
            self.send_response(200 if content is not None or self.path == "/favicon.ico" else 404)
            kind = "text/javascript" if self.path.endswith(".js") else "text/html"
            self.send_header("content-type", f"{kind}; charset=utf-8")
            self.send_header("content-length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_: Any) -> None:
            """Say nothing."""

    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05})
    thread.start()
    try:
        yield f"http://localhost:{server.server_address[1]}"
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


class Wire:
    """A way to a server that can be cut: what is under way breaks off as if a cable had been pulled."""

    def __init__(self, to: int) -> None:
        self._to = to
        self._ends: list[socket.socket] = []
        self._lock = threading.Lock()
        self._whole = True
        self._listener = socket.create_server(("127.0.0.1", 0))
        self.port = int(self._listener.getsockname()[1])
        self._threads = [threading.Thread(target=self._accept)]
        self._threads[0].start()

    def cut(self) -> None:
        """Break what is there; until `mend` nobody gets through."""
        with self._lock:
            self._whole = False
            for end in self._ends:
                with contextlib.suppress(OSError):
                    end.setsockopt(
                        socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0)
                    )  # RST, no FIN
                    end.shutdown(socket.SHUT_RDWR)
            self._ends.clear()

    def mend(self) -> None:
        """Let people through again."""
        with self._lock:
            self._whole = True

    def close(self) -> None:
        """Break everything and listen no more."""
        self.cut()
        self._listener.shutdown(socket.SHUT_RDWR)
        self._listener.close()
        for thread in self._threads:
            thread.join()

    def _accept(self) -> None:
        while True:
            try:
                near, _ = self._listener.accept()
            except OSError:
                return
            with self._lock:
                if not self._whole:
                    near.close()
                    continue
                far = socket.create_connection(("127.0.0.1", self._to))
                self._ends += (near, far)
            for one, other in ((near, far), (far, near)):
                self._threads.append(threading.Thread(target=self._carry, args=(one, other)))
                self._threads[-1].start()

    @staticmethod
    def _carry(one: socket.socket, other: socket.socket) -> None:
        with contextlib.suppress(OSError):
            while some := one.recv(65_536):
                other.sendall(some)
        for end in (one, other):
            with contextlib.suppress(OSError):
                end.shutdown(socket.SHUT_RDWR)
        one.close()


@contextlib.contextmanager
def wired(to: int) -> Iterator[Wire]:
    """Lay a wire to a port of this machine for as long as the block lasts."""
    wire = Wire(to)
    try:
        yield wire
    finally:
        wire.close()


def picture(page: Page) -> dict[str, Any]:
    """Return what ``window.peer`` of a page has seen: frames decoded, and how its bytes travel."""
    return dict(page.evaluate("window.peer ? window.peer.picture() : {frames: 0}"))


def sees(page: Page, more: int = 10) -> dict[str, Any]:
    """Wait until a page has decoded so many more frames than by now, over a chosen pair of candidates."""
    before = picture(page)
    deadline = time.monotonic() + MEDIA_SECONDS
    while True:
        now = picture(page)
        if now["frames"] >= before["frames"] + more and now["local"]:
            return now
        assert time.monotonic() < deadline, f"no picture: {before} became {now}"
        page.wait_for_timeout(100)


def _free_port() -> int:
    """Return a port that nobody listens on, neither by TCP nor by UDP."""
    with socket.socket() as stream, socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as datagrams:
        stream.bind(("127.0.0.1", 0))
        port = int(stream.getsockname()[1])
        datagrams.bind(("127.0.0.1", port))
        return port


def _free_run(length: int) -> int:
    """Return the first of a run of ports that look free: the relay takes those in it that are."""
    return min(_free_port(), 65_535 - length)
