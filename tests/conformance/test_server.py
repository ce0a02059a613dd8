"""What a server says of itself before anybody has logged in."""

from __future__ import annotations

from pathlib import Path

import pytest

from hubbub import __version__
from tests.support.people import DOORS, Caller, nobody, refused, register, through
from tests.support.server import Server, running

pytestmark = pytest.mark.anyio


@pytest.mark.parametrize("door", DOORS)
async def test_anybody_may_ask_how_to_come_in(server: Server, door: str) -> None:
    async with through(door, nobody(server)) as asker:
        said = await asker.ask("server.get")
    assert (said["name"], said["version"]) == ("Hubbub", __version__)
    assert (said["registration"], said["guests"]) == ("open", True)


@pytest.mark.parametrize("mode", ["open", "password", "invite", "closed"])
async def test_it_says_who_may_register(data: Path, mode: str) -> None:
    with running(data, "--registration", mode) as server:
        said = await nobody(server).ask("server.get")
        assert (said["registration"], said["guests"]) == (mode, mode == "open")


async def test_what_is_as_long_as_it_says_is_taken_and_what_is_longer_is_not(data: Path) -> None:
    with running(data, "--max-file", "1000", "--quota", "5000") as server:
        said = await nobody(server).ask("server.get")
        limits, password = said["limits"], said["password"]
        assert (limits["file"], limits["quota"]) == (1_000, 5_000)
        ada = await register(server, "x" * (limits["name"] - 10), password="x" * password["shortest"])
        for longer in ({"name": "y" * (limits["name"] + 1)}, {"name": "z", "password": "x" * 7}):
            with refused("bad_request"):
                await nobody(server).ask("auth.register", **longer)
        await _takes(ada, limits["title"], "conversation.create", "bad_request", "name", kind="group")
        await _takes(
            ada, limits["topic"], "conversation.create", "bad_request", "topic", kind="group", name="a"
        )
        await _takes(ada, limits["text"], "message.send", "too_large", "text", conversation=0)
        usage = await ada.ask("file.usage")
        assert (usage["largest"], usage["quota"]) == (limits["file"], limits["quota"])


async def _takes(who: Caller, most: int, op: str, refusal: str, field: str, **others: object) -> None:
    assert await who.ask(op, **{field: "x" * most}, **others)
    with refused(refusal):
        await who.ask(op, **{field: "x" * (most + 1)}, **others)
