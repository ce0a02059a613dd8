"""python-socketio and its engine, set up for the classic dialect: strict JSON, no noise, no disorder."""

from __future__ import annotations

import logging
from typing import Any, Final

import engineio.payload  # type: ignore[import-untyped]
import msgspec
import socketio  # type: ignore[import-untyped]

from .seats import CallLimits

PING_INTERVAL_SECONDS: Final = 25
PING_TIMEOUT_SECONDS: Final = 20

_OWN: Final = ("connect", "disconnect")
"""What the library itself says happens; a peer's event of such a name is none."""

_quiet = logging.getLogger(__name__)
# It logs a traceback for every packet that a peer gets wrong, and for nothing else: what goes wrong in our
# own handlers the switchboard logs.
_quiet.setLevel(logging.CRITICAL + 1)


def make_library(limits: CallLimits) -> Any:
    """Return a server of the library's without handlers. The bound of packets is the whole process's."""
    engineio.payload.Payload.max_decode_packets = limits.packets
    return socketio.AsyncServer(
        async_mode="asgi",
        logger=_quiet,
        engineio_logger=_quiet,
        json=_Json,
        ping_interval=PING_INTERVAL_SECONDS,
        ping_timeout=PING_TIMEOUT_SECONDS,
        max_http_buffer_size=limits.message,
        http_compression=False,
        cors_allowed_origins="*",
        cors_credentials=False,
        async_handlers=False,  # one after another, or an answer's candidates overtake the answer
        always_connect=True,  # who hears "room-ok" has heard before that they are connected
    )


class _Json:
    """JSON for the library, and strict: Python's own relays ``NaN``, which ends the other page's session.

    The library would call its own two handlers for a peer's events of their names, with what the peer says.
    """

    @staticmethod
    def dumps(value: object, **_: object) -> str:
        return msgspec.json.encode(value).decode()

    @staticmethod
    def loads(text: str, **_: object) -> Any:
        try:
            said = msgspec.json.decode(text)
        except RecursionError:
            raise ValueError("nested too deeply") from None
        if isinstance(said, list) and said and said[0] in _OWN:
            raise ValueError("not an event of a peer's")
        return said
