"""What a page says, on its way to the log: its text, where it goes, and what is kept of its frame."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from hubbub.classic import content, letters
from hubbub.classic.letters import Frame
from hubbub.domain.ids import LOBBY
from hubbub.domain.log import Append, Sent
from hubbub.domain.text import check_text
from hubbub.errors import BadRequest, HubbubError, NotFound

MOST_TAGS: Final = 2_000


def fragment(frame: Frame) -> str:
    """Return the markup that a frame says. Raises BadRequest for what is no text, and past `MOST_TAGS`."""
    said = frame.get("message")
    if not isinstance(said, str):
        raise BadRequest("message: must be text")
    if said.count("<") > MOST_TAGS:
        raise BadRequest(f"message: at most {MOST_TAGS} tags")
    return said


def entry(
    frame: Frame,
    me: int,
    said: content.Content,
    files: tuple[str, ...],
    done: Callable[[Sent | HubbubError], None],
) -> Append:
    """Return what a frame asks the log for. Raises BadRequest and NotFound, naming the field."""
    text = "" if files and not said.text else check_text(said.text, "message")
    room, to = _where(frame)
    if room == LOBBY:
        origin = letters.origin(frame, said, {}, said_anew=("type", "message"))
    else:
        origin = letters.origin(frame, said, letters.addressed(me, to=to, block=room))
    key = letters.client_id(frame, (room, to), said)
    return Append(me, room, to, text, key, None, done, files, origin)


def _where(frame: Frame) -> tuple[int | None, int | None]:
    """Return the conversation, or the person."""
    if letters.goes_to_lobby(frame):
        return LOBBY, None
    if frame["chat_type"] == "PTP":
        return None, letters.number(frame, "to_user_id")
    if frame["chat_type"] == "BLOCK":
        block = letters.number(frame, "block_id")
        if block == LOBBY:
            raise NotFound("block_id: no such group")  # pages know no lobby by an id
        return block, None
    raise BadRequest("chat_type: must be PTP or BLOCK")
