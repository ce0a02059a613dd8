"""R4 in more conversations than one `sync` has room for: cut, and back, everything is shown once."""

from __future__ import annotations

import asyncio
import json
from pathlib import Path

import pytest

from hubbub_client import CaughtUp, Client, MessageSent, Reset, Shown
from hubbub_client.link import MOST_REQUEST_BYTES
from tests.support import many_conversations as many
from tests.support.clients import QUICK
from tests.support.people import people
from tests.support.server import running

pytestmark = pytest.mark.anyio

MANY = 6_000
PATIENCE = 100.0


async def caught_up(client: Client) -> tuple[list[Shown], CaughtUp]:
    """Return what a client shows until it has caught up."""
    shown: list[Shown] = []
    async with asyncio.timeout(PATIENCE):
        async for event in client:
            if isinstance(event, CaughtUp):
                return shown, event
            shown.append(event)
    raise AssertionError("over before it had caught up")


def said(shown: list[Shown]) -> list[tuple[int, str]]:
    """Return where messages were shown, and their texts."""
    return sorted((event.conversation, event.text) for event in shown if isinstance(event, MessageSent))


@pytest.mark.timeout(300)
@pytest.mark.parametrize("format", ["json", "msgpack"])
async def test_who_is_in_6000_conversations_comes_back_and_sees_everything_once(
    data: Path, format: str
) -> None:
    with running(data) as server:
        ada, grace = await people(server, "ada", "grace")
        server.kill()
        rooms = many.found(server, grace.id, ada.id, count=MANY)
        await asyncio.to_thread(server.start)
        async with Client(server.http, name=ada.name, format=format, backoff=QUICK) as client:  # type: ignore[arg-type]
            shown, end = await caught_up(client)
            assert said(shown) == [(room, f"hello from {many.name_of(n)}") for n, room in enumerate(rooms, 1)]
            assert len(end.conversations) == MANY + 1
            cursors = json.dumps(client.state.cursors, separators=(",", ":"))
            assert len(cursors) > MOST_REQUEST_BYTES, "premise: one frame has no room for them"
            server.kill()
            news = [rooms[0], *rooms[10:-10:7], rooms[-1]]
            many.say_in_each(server, news, grace.id, "while you were away")
            await asyncio.to_thread(server.start)
            shown, end = await caught_up(client)
            assert said(shown) == [(room, "while you were away") for room in news]
            assert not [event for event in shown if isinstance(event, Reset)]
            assert {summary.id for summary in end.conversations} == {0, *rooms}
            assert [summary.last_at for summary in end.conversations] == sorted(
                (summary.last_at for summary in end.conversations), reverse=True
            ), "latest first, whatever part they came in"
            await grace.ask("message.send", conversation=rooms[-1], text="live")
            async with asyncio.timeout(PATIENCE):
                live = await anext(event async for event in client if isinstance(event, MessageSent))
            assert (live.conversation, live.text) == (rooms[-1], "live")
