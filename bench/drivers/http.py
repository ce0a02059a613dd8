"""Many HTTP requests at little cost, for setting the scene: keep-alive connections used in turn."""

import socket
from collections.abc import Sequence

_LANES = 32
_PATIENCE = 30.0
_READ = 1 << 16


class RequestFailed(Exception):
    """An answer other than 200."""


def post_all(port: int, path: str, asked: Sequence[tuple[str | None, str]]) -> list[bytes]:
    """Posts each (bearer token, body) and returns the bodies of the answers in that order."""
    lanes = [_Lane(port) for _ in range(min(_LANES, len(asked)))]
    answers = []
    try:
        for first in range(0, len(asked), _LANES):
            batch = asked[first : first + _LANES]
            for lane, (token, body) in zip(lanes, batch, strict=False):
                lane.post(path, token, body.encode())
            answers += [lane.answer() for lane in lanes[: len(batch)]]
    finally:
        for lane in lanes:
            lane.close()
    return answers


class _Lane:
    def __init__(self, port: int) -> None:
        self._sock = socket.create_connection(("127.0.0.1", port), timeout=_PATIENCE)
        self._inbox = b""

    def post(self, path: str, token: str | None, body: bytes) -> None:
        bearer = f"Authorization: Bearer {token}\r\n" if token else ""
        head = (
            f"POST {path} HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: application/json\r\n"
            f"{bearer}Content-Length: {len(body)}\r\n\r\n"
        )
        self._sock.sendall(head.encode() + body)

    def answer(self) -> bytes:
        while (end := self._inbox.find(b"\r\n\r\n")) < 0:
            self._read()
        head, start = self._inbox[:end].lower(), end + 4
        length = int(head.partition(b"content-length:")[2].partition(b"\r\n")[0])
        while len(self._inbox) < start + length:
            self._read()
        body, self._inbox = self._inbox[start : start + length], self._inbox[start + length :]
        if not head.startswith(b"http/1.1 200"):
            status = head.partition(b"\r\n")[0].decode()
            raise RequestFailed(f"{status}: {body[:300].decode(errors='replace')}")
        return body

    def close(self) -> None:
        self._sock.close()

    def _read(self) -> None:
        received = self._sock.recv(_READ)
        if not received:
            raise RequestFailed("the server closed the connection")
        self._inbox += received
