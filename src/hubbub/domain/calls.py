"""Calls: what one is, what it can come to, and its bounds."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated, Any, Final

from msgspec import Meta, Struct, field

from hubbub.domain.ids import MAX_ID, ConversationId, Seq, UserId

MOST_PEOPLE: Final = 8
"""Everyone sends to everyone else: with more people than these, telephones give up."""
MOST_CALLS_OF_ONE: Final = 8
"""In so many calls may somebody be at once: more than anyone can hear, and a bound."""
MOST_NAMED: Final = 100
"""So many of those who took part are named when a call has ended."""
MOST_SIGNAL_BYTES: Final = 16 * 1024
MOST_SIGNAL_DEPTH: Final = 64
MOST_KEPT: Final = 64
MOST_KEPT_BYTES: Final = 256 * 1024
"""So much of what was signalled to somebody in a call is kept for them, the newest."""

CallId = Annotated[int, Meta(ge=1, le=MAX_ID, description="A call's id; never used again.")]
DeviceLabel = Annotated[
    str, Meta(min_length=1, max_length=120, description="What a client calls the device it runs on.")
]


class Media(StrEnum):
    """What a call is begun with."""

    AUDIO = "audio"
    VIDEO = "video"


class Part(StrEnum):
    """What somebody has done about a call."""

    IN = "in"
    LEFT = "left"
    DECLINED = "declined"


class Outcome(StrEnum):
    """What a call has come to."""

    ANSWERED = "answered"
    MISSED = "missed"
    DECLINED = "declined"
    CANCELLED = "cancelled"


class Participant(Struct, frozen=True):
    """Someone who is in a call; `device` is where."""

    user: UserId
    device: str | None


class Call(Struct, frozen=True):
    """A running call as one member of its conversation sees it."""

    id: CallId
    conversation: ConversationId
    by: UserId
    media: Media
    started_at: str
    rings_until: str
    answered_at: str | None
    people: tuple[Participant, ...]
    mine: Part | None


class Signalled(Struct, frozen=True):
    """A signal as it is kept: `number` counts those to one person in one call, from 1, without holes."""

    number: Seq
    from_: UserId = field(name="from")
    device: str | None
    signal: dict[str, Any]


class IceServer(Struct, frozen=True, omit_defaults=True):
    """An entry of `iceServers`, as RTCPeerConnection takes it."""

    urls: tuple[str, ...]
    username: str | None = None
    credential: str | None = None


def verdict(*, answered: bool, inside: int, starter_in: bool, may_answer: int, late: bool) -> Outcome | None:
    """Return what a call has come to with so many inside and so many who may answer; None: it goes on."""
    if answered:
        return Outcome.ANSWERED if inside <= 1 else None
    if not starter_in:
        return Outcome.CANCELLED
    if not may_answer:
        return Outcome.DECLINED
    return Outcome.MISSED if late else None


class CallRules(Struct, frozen=True):
    """What an operator decides about calls. The secret is shared with the relays and shown to nobody."""

    ring_ms: int
    away_ms: int
    ice_urls: tuple[str, ...]
    turn_secret: str

    def __repr__(self) -> str:
        return "CallRules(...)"  # never the secret


def is_deeper(value: Any, levels: int) -> bool:
    """Say whether what JSON has said is nested deeper than so many levels; calls itself no oftener."""
    if not isinstance(value, dict | list):
        return False
    inner = value.values() if isinstance(value, dict) else value
    return levels == 0 or any(is_deeper(each, levels - 1) for each in inner)
