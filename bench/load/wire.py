"""WebSocket bytes as the load generator needs them: cheap to make and cheap to walk.

Not a WebSocket implementation: no fragments, no validation. The servers are tested elsewhere.
"""

from collections.abc import Iterator
from struct import Struct, pack

TEXT = 0x81
PING = 0x89

#: An unsolicited pong: a sign of life that no server answers.
SIGN_OF_LIFE = b"\x8a\x80\x00\x00\x00\x00"

# A mask of zeroes leaves the payload as it is: frames are made by formatting. Servers unmask all the same.
_ZERO_MASK = bytes(4)
_UINT16 = Struct("!H")
_UINT64 = Struct("!Q")


def text_frame(payload: bytes) -> bytes:
    """A masked client frame."""
    size = len(payload)
    if size < 126:
        return bytes((TEXT, 0x80 | size)) + _ZERO_MASK + payload
    if size < 1 << 16:
        return pack("!BBH", TEXT, 0x80 | 126, size) + _ZERO_MASK + payload
    return pack("!BBQ", TEXT, 0x80 | 127, size) + _ZERO_MASK + payload


def walk(buffer: bytearray, size: int) -> Iterator[tuple[int, int, int]]:
    """The whole server frames in the first `size` bytes: first byte, start and end of the payload."""
    at = 0
    while size - at >= 2:
        length, start = buffer[at + 1], at + 2
        if length == 126:
            if size - at < 4:
                return
            (length,), start = _UINT16.unpack_from(buffer, start), at + 4
        elif length == 127:
            if size - at < 10:
                return
            (length,), start = _UINT64.unpack_from(buffer, start), at + 10
        end = start + length
        if end > size:
            return
        yield buffer[at], start, end
        at = end


def upgrade_request(path: str, headers: dict[str, str]) -> bytes:
    """The opening handshake; the nonce is a constant because nothing here checks the answer's digest."""
    lines = [
        f"GET {path} HTTP/1.1",
        "Host: 127.0.0.1",
        "Upgrade: websocket",
        "Connection: Upgrade",
        "Sec-WebSocket-Key: aHViYnViIGJlbmNobWFyaw==",
        "Sec-WebSocket-Version: 13",
        *(f"{name}: {value}" for name, value in headers.items()),
    ]
    return ("\r\n".join(lines) + "\r\n\r\n").encode()
