"""Bytes to replies and events, requests to bytes: JSON and MessagePack. One decode a frame."""

from __future__ import annotations

from typing import Any, Final, Literal

import msgspec
from msgspec import UNSET, Raw, Struct, UnsetType

from hubbub_client.errors import Problem
from hubbub_client.events import Event, ServerEvent
from hubbub_client.models import Summary
from hubbub_client.operations import Request
from hubbub_client.status import Unknown

Format = Literal["json", "msgpack"]
SUBPROTOCOLS: Final[dict[Format, str]] = {"json": "hubbub.v1", "msgpack": "hubbub.v1.msgpack"}


class Reply(Struct, frozen=True):
    """What was answered to request ``re``: ``ok``, still encoded, or an error."""

    re: int | str | None
    ok: Raw | UnsetType = UNSET
    error: Problem | UnsetType = UNSET


class Synced(Struct, frozen=True):
    """The answer to ``sync`` with its events still encoded: some may be of a later version."""

    epoch: str
    conversations: tuple[Summary, ...]
    events: tuple[Raw, ...]
    reset: tuple[int, ...]
    more: bool


class Place(Struct, frozen=True):
    """Where an event stands, if it is a log entry."""

    conversation: int | UnsetType = UNSET
    seq: int | UnsetType = UNSET


class Codec:
    """One of the two formats. Decoding raises ``msgspec.DecodeError`` for what is not of this protocol."""

    def __init__(self, format: Format) -> None:
        module: Any = msgspec.json if format == "json" else msgspec.msgpack
        self.binary = format == "msgpack"
        self.subprotocol = SUBPROTOCOLS[format]
        # The server writes a frame's kind first. Other servers need not: then it is looked for.
        self._event_mark = b"\xa2ev" if self.binary else b'"ev"'
        self._reply_mark = b"\xa2re" if self.binary else b'"re"'
        self._encode = module.Encoder().encode
        self._event = module.Decoder(ServerEvent).decode
        self._reply = module.Decoder(Reply).decode
        self._any = module.Decoder(dict[str, Any]).decode
        self._make_decoder = module.Decoder
        self._answers: dict[Any, Any] = {}

    def encode(self, request: Request) -> bytes:
        """Return a request's frame."""
        return self._encode(request)  # type: ignore[no-any-return]

    def begins_event(self, payload: bytes) -> bool:
        """Say whether a frame can be seen to hold an event without decoding it."""
        return payload[1:5].startswith(self._event_mark)

    def decode(self, payload: bytes) -> Reply | Event | Unknown:
        """Return what a frame holds."""
        if self.begins_event(payload):
            return self.event(payload)
        if payload[1:5].startswith(self._reply_mark) or "ev" not in self._any(payload):
            return self._reply(payload)  # type: ignore[no-any-return]
        return self.event(payload)

    def event(self, encoded: bytes | Raw) -> Event | Unknown:
        """Return an event, also one of a kind that this version does not know."""
        try:
            return self._event(encoded)  # type: ignore[no-any-return]
        except msgspec.ValidationError:
            fields = self._any(encoded)
            ev = fields.pop("ev", None)
            if not isinstance(ev, str):
                raise
            return Unknown(ev, fields)

    def answer(self, encoded: Raw, kind: type[Any]) -> Any:
        """Return an answer of a kind."""
        decoder = self._answers.get(kind)
        if decoder is None:
            decoder = self._answers[kind] = self._make_decoder(kind)
        return decoder.decode(encoded)
