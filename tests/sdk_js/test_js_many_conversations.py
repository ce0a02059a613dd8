"""R4 in more conversations than one `sync` has room for: cut, and back, everything is shown once."""

from __future__ import annotations

import asyncio
import json
from pathlib import Path

import pytest

from tests.support import many_conversations as many
from tests.support.node import watching
from tests.support.people import people
from tests.support.server import running

pytestmark = pytest.mark.anyio

MANY = 6_000
PATIENCE = 100.0
FRAME_BYTES = 64 * 1024


@pytest.mark.timeout(300)
async def test_who_is_in_6000_conversations_comes_back_and_sees_everything_once(data: Path) -> None:
    with running(data) as server:
        ada, grace = await people(server, "ada", "grace")
        server.kill()
        rooms = many.found(server, grace.id, ada.id, count=MANY)
        await asyncio.to_thread(server.start)
        async with watching(server.http, name=ada.name) as screen:
            await screen.until(
                lambda: screen.shown and screen.shown[-1]["ev"] == "client.caught_up", PATIENCE
            )
            assert sorted(event["conversation"] for event in screen.of("message.sent")) == rooms
            cursors = json.dumps((await screen.told("state"))["cursors"], separators=(",", ":"))
            assert len(cursors) > FRAME_BYTES, "premise: one frame has no room for them"
            screen.shown.clear()
            server.kill()
            news = [rooms[0], *rooms[10:-10:7], rooms[-1]]
            many.say_in_each(server, news, grace.id, "while you were away")
            await asyncio.to_thread(server.start)
            await screen.until(
                lambda: screen.shown and screen.shown[-1]["ev"] == "client.caught_up", PATIENCE
            )
            assert sorted(event["conversation"] for event in screen.of("message.sent")) == news
            [synced] = screen.of("client.synced")
            assert {summary["id"] for summary in synced["conversations"]} == {0, *rooms}, "all, at once"
            assert (synced["reset"], synced["complete"]) == ([], True)
            assert not screen.of("client.gone")
            await grace.ask("message.send", conversation=rooms[-1], text="live")
            await screen.until(lambda: screen.shown[-1].get("text") == "live")
