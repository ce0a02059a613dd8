"""Where connections come in, with room for ten thousand that come at once.

Whoever finds no room in a socket's queue tries again after 1, 2, 4 seconds and so on, and may be out for half
a minute though the server has nothing to do by then. The kernel bounds a queue (net.core.somaxconn, usually
4,096), but not how many sockets of one process share a port (SO_REUSEPORT, Linux).
"""

from __future__ import annotations

import socket
import sys
from pathlib import Path
from typing import Final

ROOM: Final = 16_384
"""Connections that may wait to be taken."""
_MOST_SOCKETS: Final = 8
_BOUND: Final = Path("/proc/sys/net/core/somaxconn")
_USUAL_BOUND: Final = 4_096


def listen(host: str, port: int) -> list[socket.socket]:
    """Listen at an address, on as many sockets as it takes. Raises OSError if another program does.

    With port 0 the kernel chooses one for all of them.
    """
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    if sys.platform != "linux":
        return [socket.create_server((host, port), family=family, backlog=ROOM)]
    if port:  # sockets that share a port would share it with another server too
        socket.create_server((host, port), family=family).close()
    listeners: list[socket.socket] = []
    try:
        for _ in range(_sockets_for(_bound())):
            listeners.append(socket.create_server((host, port), family=family, backlog=ROOM, reuse_port=True))
            port = listeners[0].getsockname()[1]
    except OSError:
        for each in listeners:
            each.close()
        raise
    return listeners


def _sockets_for(bound: int) -> int:
    return min(_MOST_SOCKETS, -(-ROOM // bound))


def _bound() -> int:
    try:
        return max(1, int(_BOUND.read_text()))
    except (OSError, ValueError):
        return _USUAL_BOUND
