"""One client connection: a socket, and the bytes it has not used up yet."""

import socket
import time

from bench.load.wire import PING, SIGN_OF_LIFE, TEXT, walk

_READ = 1 << 16


class ConnectionFailed(Exception):
    """The server refused, closed or did not answer in time."""


class Connection:
    """Blocking while it is set up; then the crowd makes it non-blocking and reads it."""

    __slots__ = ("fd", "inbox", "person", "sock", "unsent")

    def __init__(self, person: int, sock: socket.socket) -> None:
        self.person = person
        self.sock = sock
        self.fd = sock.fileno()
        self.inbox = bytearray()
        self.unsent = bytearray()

    def await_upgrade(self, seconds: float) -> None:
        """Reads the 101 answer; what came after it stays in the inbox."""
        deadline = time.monotonic() + seconds
        while (end := self.inbox.find(b"\r\n\r\n")) < 0:
            self._read_more(deadline)
        if not self.inbox.startswith(b"HTTP/1.1 101"):
            raise ConnectionFailed(f"upgrade refused: {bytes(self.inbox[:400]).decode(errors='replace')}")
        del self.inbox[: end + 4]

    def await_frame(self, prefix: bytes, seconds: float) -> bytes:
        """The next text frame that starts so; frames before it are passed over."""
        deadline = time.monotonic() + seconds
        while True:
            for first, start, end in walk(self.inbox, len(self.inbox)):
                if first == TEXT and self.inbox.startswith(prefix, start):
                    payload = bytes(self.inbox[start:end])
                    del self.inbox[:end]
                    return payload
                if first & 0x0F == 0x08:
                    raise ConnectionFailed(f"closed by the server: {bytes(self.inbox[start:end])!r}")
            self._read_more(deadline)

    def send(self, frames: bytes) -> None:
        """Writes without waiting; what the socket does not take now goes out with the next call."""
        if self.unsent:
            self.unsent += frames
            frames = bytes(self.unsent)
            self.unsent.clear()
        try:
            taken = self.sock.send(frames)
        except BlockingIOError:
            taken = 0
        if taken < len(frames):
            self.unsent += frames[taken:]

    def answer_ping(self) -> None:
        """Any byte is a sign of life."""
        self.send(SIGN_OF_LIFE)

    def take_frames(self) -> list[bytes]:
        """Payloads of the whole text frames that have arrived; pings are answered."""
        self._receive()
        return self.complete_frames()

    def complete_frames(self) -> list[bytes]:
        """The same, of what is already in the inbox."""
        payloads, used = [], 0
        for first, start, end in walk(self.inbox, len(self.inbox)):
            used = end
            if first == TEXT:
                payloads.append(bytes(self.inbox[start:end]))
            elif first == PING:
                self.answer_ping()
            else:
                raise ConnectionFailed(f"unexpected frame {first:#x}: {bytes(self.inbox[start:end])!r}")
        del self.inbox[:used]
        return payloads

    def _receive(self) -> None:
        try:
            received = self.sock.recv(_READ)
        except BlockingIOError:
            return
        if not received:
            raise ConnectionFailed("closed by the server without a word")
        self.inbox += received

    def _read_more(self, deadline: float) -> None:
        patience = deadline - time.monotonic()
        if patience <= 0:
            raise ConnectionFailed(f"no answer; got {bytes(self.inbox[:200])!r}")
        self.sock.settimeout(patience)
        try:
            self._receive()
        except TimeoutError:
            raise ConnectionFailed(f"no answer in time; got {bytes(self.inbox[:200])!r}") from None
