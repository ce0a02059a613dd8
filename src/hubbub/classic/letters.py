"""The frames of the classic protocol: what a page says, checked, and what is said to it."""

from __future__ import annotations

import base64
import hashlib
from datetime import datetime
from typing import Any, Final

import msgspec
from msgspec import UNSET

from hubbub.classic import content
from hubbub.domain.calls import is_deeper
from hubbub.domain.events import MessageSent
from hubbub.domain.ids import LOBBY, MAX_ID
from hubbub.domain.models import Message, Origin
from hubbub.domain.times import milliseconds
from hubbub.errors import BadRequest, HubbubError
from hubbub.wire import frames, surrogates

PROTOCOL: Final = "classic"
KNOWN: Final = ("INIT", "PING", "MESSAGE", "CONFIRM", "CLOSE")
MOST_TEMP_ID: Final = 40
MOST_LEVELS: Final = 32
"""What is nested deeper than some hundreds could be read, and not be written again."""
MOST_KEPT_BYTES: Final = 2_048
"""Of a message's other fields so much is kept in all, beside its fragment."""

Frame = dict[str, Any]
_SEQ_DIGITS: Final = 11
_ID_DIGITS: Final = 19
_SAID_ANEW: Final = ("type", "message_id", "message")


_decode = msgspec.json.Decoder(dict[str, Any]).decode


def read(payload: bytes) -> Frame:
    """Return a client's frame. Raises BadRequest unless it is a JSON object that is not nested deeply.

    Half of a character becomes U+FFFD: a page has no other way to hear what was wrong with its message.
    """
    try:
        frame = _read_whole(payload)
    except (msgspec.DecodeError, ValueError, RecursionError) as error:
        raise BadRequest(f"frame: not a JSON object ({error})") from None
    if is_deeper(frame, MOST_LEVELS):
        raise BadRequest(f"frame: nested deeper than {MOST_LEVELS} levels")
    return frame


def _read_whole(payload: bytes) -> Frame:
    try:
        return _decode(payload)
    except (msgspec.DecodeError, ValueError, RecursionError):
        whole = surrogates.made_whole(payload)
        if whole is None:
            raise
        return _decode(whole)


def write(frame: Frame) -> bytes:
    """Return a frame as it goes out: text, though clients send binary."""
    return frames.text(msgspec.json.encode(frame))


def number(frame: Frame, field: str) -> int:
    """Return an id, which clients give as a number or as its digits. Raises BadRequest naming it."""
    value = frame.get(field)
    if isinstance(value, float) and value.is_integer():
        value = int(value)  # to JavaScript 4.0 and 4 are one
    if isinstance(value, str) and value.isascii() and value.isdigit() and len(value) <= 16:
        value = int(value)
    if isinstance(value, bool) or not isinstance(value, int) or not 0 <= value <= MAX_ID:
        raise BadRequest(f"{field}: must be an id")
    return value


def goes_to_lobby(frame: Frame) -> bool:
    """Say whether a frame is the first dialect's word to everyone."""
    if frame.get("type") not in KNOWN:
        return True
    no_group = frame.get("group_id") in (0, "0") or "chat_type" not in frame
    return frame["type"] == "MESSAGE" and no_group


# A message's id: its conversation and its place in it, so that it needs no looking up, in a fixed width,
# because pages compare ids as strings.


def message_id(conversation: int, seq: int) -> str:
    """Return the id by which pages know the message at a place."""
    return f"{conversation:0{_ID_DIGITS - _SEQ_DIGITS}d}{seq:0{_SEQ_DIGITS}d}"


def place_of(frame: Frame) -> tuple[int, int]:
    """Return the place that a frame's ``message_id`` names. Raises BadRequest."""
    name = frame.get("message_id")
    if not isinstance(name, str) or not name.isascii() or not name.isdigit() or len(name) != _ID_DIGITS:
        raise BadRequest("message_id: not one of ours")
    return int(name[:-_SEQ_DIGITS]), int(name[-_SEQ_DIGITS:])


# From a page


def client_id(frame: Frame, where: object, said: content.Content) -> str | None:
    """Return the key against doubles, or None if there is no ``temp_id``.

    The same ``temp_id`` with other content is another message, so the key holds both.
    """
    temp_id = frame.get("temp_id")
    if temp_id is None or temp_id == "":
        return None
    temp_id = str(temp_id)
    if len(temp_id) > MOST_TEMP_ID:
        raise BadRequest(f"temp_id: at most {MOST_TEMP_ID} characters")
    parts = (repr(where), said.text, *(picture.name for picture in said.pictures))
    digest = hashlib.blake2b("\0".join(parts).encode("utf-8", "surrogatepass"), digest_size=15).digest()
    return f"{PROTOCOL}:{temp_id}:{base64.urlsafe_b64encode(digest).decode()}"


def origin(
    frame: Frame, said: content.Content, derived: Frame, *, said_anew: tuple[str, ...] = _SAID_ANEW
) -> Origin:
    """Return what of a page's frame the message itself does not hold, to be said again to other pages."""
    fields: Frame = {}
    room = MOST_KEPT_BYTES
    for name, value in frame.items():
        if name in said_anew or derived.get(name, UNSET) == value:
            continue
        room -= len(name) + len(msgspec.json.encode(value))
        if room < 0:
            raise BadRequest(f"{name[:40]}: a message's other fields have {MOST_KEPT_BYTES} bytes in all")
        fields[name] = value
    if said.pictures or said.fragment != content.write(said.text):
        fields["message"] = said.fragment
    return Origin(PROTOCOL, fields)


# To a page


def harmless(frame: Frame) -> Frame:
    """Return a frame with nothing in its ``message`` that a page would run, however deep it is."""
    return {**frame, "message": _harmless(frame["message"])} if "message" in frame else frame


def _harmless(said: Any) -> Any:
    # A page that puts a list into its template puts in what the list holds.
    if isinstance(said, str):
        return content.parse(said).fragment
    if isinstance(said, list):
        return [_harmless(part) for part in said]
    if isinstance(said, dict):
        return {content.escape(name): _harmless(part) for name, part in said.items()}
    return said


def addressed(sender: int, *, to: int | None = None, block: int | None = None) -> Frame:
    """Return the fields that say from whom a message is and to whom. Ids are strings."""
    where = {"chat_type": "PTP", "to_user_id": str(to)} if block is None else {}
    if block is not None:
        where = {"chat_type": "BLOCK", "block_id": str(block)}
    return {"from_user_id": str(sender), **where}


def message(said: MessageSent | Message, where: Frame, base: str) -> Frame:
    """Return the MESSAGE that shows a message; ``where`` is of `addressed`, ``base`` where pictures are."""
    name = message_id(said.conversation, said.seq)
    # Pages tell messages apart by their temp_id too: what comes from elsewhere has one of its own.
    native = said.origin is UNSET or said.origin.protocol != PROTOCOL
    kept = {"temp_id": name} if said.origin is UNSET or native else said.origin.fields
    fragment = kept.get("message")
    if fragment is None:
        fragment = _written(said)
    return {
        "type": "MESSAGE",
        **where,
        "send_time": milliseconds(datetime.fromisoformat(said.sent_at)),
        **kept,
        "message_id": name,
        "message": content.at_base(fragment, base),
    }


def lobby_message(said: MessageSent, name: str, base: str) -> Frame:
    """Return a word to everyone: the first dialect's own with all its fields, or one from elsewhere."""
    if said.origin is not UNSET and said.origin.protocol == PROTOCOL:
        fragment = said.origin.fields.get("message")
        fragment = _written(said) if fragment is None else fragment
        return {"type": "MESSAGE", **said.origin.fields, "message": content.at_base(fragment, base)}
    return {
        "type": "MESSAGE",
        "from_user_id": str(said.sender),
        "user_name": name,
        "group_id": LOBBY,
        "send_time": milliseconds(datetime.fromisoformat(said.sent_at)),
        "message": content.at_base(_written(said), base),
    }


def refusal(error: HubbubError, frame: Frame) -> Frame:
    """Return the answer to a frame that was refused."""
    answer: Frame = {
        "type": "SYSTEM",
        "from_user_id": "0",
        "message": content.escape(error.message),
        "code": error.code.value,
    }
    if error.retry_after is not None:
        answer["retry_after"] = error.retry_after
    if isinstance(frame.get("temp_id"), str | int):
        answer["temp_id"] = frame["temp_id"]
    return answer


def _written(said: MessageSent | Message) -> str:
    pictures = [f"{file.id}.{file.type[6:]}" for file in said.files if file.width is not None]
    others = [f"{file.name} ({file.size} bytes)" for file in said.files if file.width is None]
    text = "\n".join(([said.text] if said.text else []) + others)
    return content.write(text, pictures)
