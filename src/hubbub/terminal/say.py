"""``hubbub say``: send a message, or each line of standard input, and wait until the server has it."""

from __future__ import annotations

import asyncio
import sys
from collections import deque
from collections.abc import AsyncIterator, Sequence
from pathlib import Path
from typing import Any, TypeVar

from msgspec import Struct

from hubbub.terminal.account import Account, logged_in
from hubbub_client import Client, Closed, ConnectionLost, Delivery, NotFound
from hubbub_client.journal import Journal
from hubbub_client.outbox import Letter, Outbox, new_client_id

T = TypeVar("T")


class Place(Struct, frozen=True):
    """Where to say something: one of the two."""

    conversation: int | None = None
    to: int | None = None


AHEAD = 256
"""Lines that may be sent and unanswered at once."""


async def say(
    text: str | None,
    account: Account,
    *,
    to: str | None,
    room: str | None,
    outbox: Path | None,
    seconds: float,
) -> None:
    """Send a text, or what standard input holds line by line; it is acknowledged when this returns.

    With an outbox file what could not be sent in time stays there, and goes with the next call.
    Raises what the server refuses, and ConnectionLost.
    """
    options: dict[str, Any] = {
        "events": False,
        "outbox": outbox,
        "start_timeout": seconds,
        "timeout": seconds,
    }
    try:
        async with logged_in(account, **options) as client:
            place = await find(client, to=to, room=room)
            await _send(client, text, place, seconds)
    except ConnectionLost as error:
        if outbox is None or error.sent:
            raise
        await _keep(text, known_place(to=to, room=room), outbox)
        raise ConnectionLost(f"{error}; kept in {outbox}") from None


async def _send(client: Client, text: str | None, place: Place, seconds: float) -> None:
    sent: deque[Delivery] = deque(client.outbox)
    async for line in _lines(text):
        while len(sent) >= AHEAD:
            await _acknowledged(sent.popleft(), seconds)
        sent.append(client.send(line, conversation=place.conversation, to=place.to))
    while sent:
        await _acknowledged(sent.popleft(), seconds)


async def _keep(text: str | None, place: Place | None, file: Path) -> None:
    """Put into the outbox what cannot be sent. Raises ConnectionLost if only the server knows where to."""
    if place is None:
        raise ConnectionLost("whom or which room it is for is not known while the server cannot be reached")
    outbox = Outbox(Journal(file, Letter))
    async for line in _lines(text):
        outbox.put(Letter(new_client_id(), line, place.conversation, place.to))
    await outbox.save()
    outbox.close(Closed("kept for later"))


async def _acknowledged(delivery: Delivery, seconds: float) -> None:
    try:
        async with asyncio.timeout(seconds):
            await delivery
    except TimeoutError:
        raise ConnectionLost(f"not acknowledged within {seconds:g} seconds", sent=True) from None


async def _lines(text: str | None) -> AsyncIterator[str]:
    """Yield the text, or else standard input's lines that say something, as they come."""
    if text is not None:
        yield text
        return
    while line := await asyncio.to_thread(sys.stdin.readline):
        if line.strip():
            yield line.rstrip("\n")


async def find(client: Client, *, to: str | None, room: str | None) -> Place:
    """Return where to send: to a person by name, to a room by id or name, or else to the lobby."""
    if to is not None:
        people = (await client.user.search(to)).users
        called = [user for user in people if user.name.casefold() == to.casefold()]
        called = called or [user for user in people if user.display_name.casefold() == to.casefold()]
        return Place(to=_one(called, to).id)
    if (known := known_place(to=to, room=room)) is not None:
        return known
    assert room is not None
    rooms = (await client.conversation.list()).conversations
    return Place(
        conversation=_one([each for each in rooms if each.name.casefold() == room.casefold()], room).id
    )


def known_place(*, to: str | None, room: str | None) -> Place | None:
    """Return where to send if no server need be asked: to a room by id, or to the lobby."""
    if to is not None or not (room or "0").isdecimal():
        return None
    return Place(conversation=int(room or 0))


def _one(found: Sequence[T], name: str) -> T:
    if len(found) != 1:
        raise NotFound(f"{'several are' if found else 'nothing here is'} called {name}")
    return found[0]
