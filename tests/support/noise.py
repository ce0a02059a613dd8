"""People who say something many times a second, for as long as a test looks at what that does to others."""

from __future__ import annotations

import contextlib
import threading
import time
from collections.abc import Iterator

from websockets.exceptions import ConnectionClosed
from websockets.sync.client import ClientConnection, connect

from tests.support.browsing import Caller
from tests.support.server import Server

MOST_OF_ONE = 90
"""Messages a second; a connection may send 100."""


class Noise:
    """So many messages a second, of as many people as that takes."""

    def __init__(self, server: Server, conversation: int, a_second: int) -> None:
        self.sent = 0
        self._over = threading.Event()
        self._server = server
        self._conversation = conversation
        people = -(-a_second // MOST_OF_ONE)
        self._apart = people / a_second
        self._callers = [Caller(server, f"loud-{number}") for number in range(people)]
        self._threads = [threading.Thread(target=self._live, args=(caller,)) for caller in self._callers]

    def _live(self, caller: Caller) -> None:
        headers = {"Authorization": str(caller.http.headers["Authorization"])}
        with connect(self._server.ws, additional_headers=headers, compression=None) as line:
            listening = threading.Thread(target=self._listen, args=(line,))
            listening.start()
            self._speak(line)
            line.close()
            listening.join()

    def _speak(self, line: ClientConnection) -> None:
        due = time.monotonic()
        while not self._over.is_set():
            text = f"noise {self.sent}"
            line.send(f'{{"op":"message.send","conversation":{self._conversation},"text":"{text}"}}')
            self.sent += 1
            due += self._apart
            self._over.wait(max(0.0, due - time.monotonic()))

    def _listen(self, line: ClientConnection) -> None:
        with contextlib.suppress(ConnectionClosed):
            for _ in line:
                pass

    def begin(self) -> None:
        """Let them speak."""
        for thread in self._threads:
            thread.start()

    def end(self) -> None:
        """Let them be silent."""
        self._over.set()
        for thread in self._threads:
            thread.join(10)
        for caller in self._callers:
            caller.http.close()


@contextlib.contextmanager
def noise(server: Server, conversation: int, a_second: int) -> Iterator[Noise]:
    """Give a conversation in which so much is said while the block lasts."""
    made = Noise(server, conversation, a_second)
    made.begin()
    try:
        yield made
    finally:
        made.end()
