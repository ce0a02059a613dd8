"""R2 from a JavaScript sender's side: each message is sent until it is acknowledged, and is one message."""

from __future__ import annotations

import asyncio
import json
import re
import socket
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.support.node import PROGRAMS, Failed, command, watching
from tests.support.people import SECONDS, unique
from tests.support.proxy import between
from tests.support.server import Server

pytestmark = pytest.mark.anyio
ACKNOWLEDGEMENT = re.compile(rb'\{"re":\d+,"ok":\{"conversation":\d')
"""How the reply to a send begins, and to nothing else."""


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "outbox"


def nowhere() -> str:
    """Return an address where nobody listens."""
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return f"http://127.0.0.1:{found.getsockname()[1]}"


def waiting(file: Path) -> list[str]:
    """Return the texts of what a file holds."""
    letters: dict[str, str] = {}
    for line in file.read_text().splitlines():
        try:
            found = json.loads(line)
        except ValueError:
            continue  # half written
        if "put" in found:
            letters[found["put"]["client_id"]] = found["put"]["text"]
        else:
            letters.pop(found["remove"], None)
    return list(letters.values())


def sender(url: str, name: str, file: Path, first: int, count: int) -> subprocess.Popen[str]:
    program = command(str(PROGRAMS / "sender.js"), url, name, str(file), str(first), str(count))
    return subprocess.Popen(program, stdout=subprocess.PIPE, text=True)


async def test_a_killed_program_sends_each_message_once_in_the_end(server: Server, file: Path) -> None:
    """What `put` has resolved for survives a SIGKILL, keeps its order, and is one message (R2)."""
    name = unique("ada")
    async with watching(server.http, name=unique("grace")) as grace, between(server.port) as proxy:
        await grace.caught_up()
        proxy.delay = 0.01  # so that something is always on its way
        put, left = 0, 0
        for _ in range(4):
            process = sender(proxy.http, name, file, put, 10_000)
            assert process.stdout is not None
            for _ in range(60):
                await asyncio.to_thread(process.stdout.readline)
            process.kill()
            said = [int(line) for line in process.stdout.read().split()]
            process.wait()
            process.stdout.close()
            kept = [int(text) for text in waiting(file)]
            left += len(kept)
            put = max(said + kept) + 1
        assert left > 0, "premise: something was not acknowledged yet"
        process = sender(proxy.http, name, file, put, 1)
        assert await asyncio.to_thread(process.wait, 10 * SECONDS) == 0, "it ends by itself, too"
        assert process.stdout is not None
        process.stdout.close()
        await grace.until(lambda: f"{put}" in grace.texts())
        assert grace.texts() == [f"{number}" for number in range(put + 1)]
        assert waiting(file) == []


async def test_what_is_refused_for_good_stays_until_one_says_what_is_to_become_of_it(
    server: Server, file: Path
) -> None:
    """It holds up nobody, survives the program as failed, and can be cancelled, or sent again."""
    name = unique("ada")
    async with watching(server.http, name=name, file=str(file)) as ada:
        await ada.caught_up()
        lost = ada.do("deliver", {"conversation": 987_654, "text": "lost"}, {"client_id": "a"})
        behind = ada.do("deliver", {"conversation": 987_654, "text": "lost too"}, {"client_id": "b"})
        for each in (lost, behind):
            with pytest.raises(Failed, match="not_found"):
                await asyncio.wait_for(each, SECONDS)
        with pytest.raises(Failed, match="too_large"):
            await ada.told("deliver", {"conversation": 0, "text": "x" * 70_000}, {"client_id": "c"})
        assert ada.statuses()[-1] == "online", "no connection was lost for it"
        assert await ada.told("cancel", "c")
        assert not await ada.told("cancel", "c")
    async with watching(server.http, name=name, file=str(file)) as ada:
        await ada.caught_up()
        known = (await ada.told("know"))["waiting"]
        assert [(letter["client_id"], letter["failed"]["code"]) for letter in known] == [
            ("a", "not_found"),
            ("b", "not_found"),
        ]
        assert [event["letter"]["client_id"] for event in ada.of("client.queued")] == ["a", "b"]
        assert ada.of("client.failed") == [], "what has failed is not tried again by itself"
        with pytest.raises(Failed, match="not_found"):
            await ada.told("retry", "a")
        assert await ada.told("cancel", "a")
        assert await ada.told("cancel", "b")
    assert waiting(file) == []


async def test_half_of_a_character_is_refused_and_holds_up_nothing(server: Server) -> None:
    """JavaScript cuts texts inside an emoji: what is left is sent as an escape, and is no text."""
    async with watching(server.http, name=unique("ada")) as ada:
        half = ada.do("deliver", {"conversation": 0, "text": "half \ud83d"}, {"client_id": "half"})
        whole = ada.do("deliver", {"conversation": 0, "text": "whole"}, {"client_id": "whole"})
        with pytest.raises(Failed, match="bad_request"):
            await asyncio.wait_for(half, SECONDS)
        assert (await asyncio.wait_for(whole, SECONDS))["client_id"] == "whole"
        assert await ada.told("cancel", "half")


async def test_the_same_key_is_one_message_and_another_text_a_conflict(server: Server) -> None:
    async with watching(server.http, name=unique("ada")) as ada:
        first = await ada.told("deliver", {"conversation": 0, "text": "one"}, {"client_id": "key"})
        again = await ada.told("deliver", {"conversation": 0, "text": "one"}, {"client_id": "key"})
        assert first["seq"] == again["seq"]
        with pytest.raises(Failed, match="conflict"):
            await ada.told("deliver", {"conversation": 0, "text": "two"}, {"client_id": "key"})


async def test_a_message_to_a_person_says_where_it_has_gone(server: Server) -> None:
    async with (
        watching(server.http, name=unique("ada")) as ada,
        watching(server.http, name=unique("grace")) as grace,
    ):
        await grace.caught_up()
        sent = await ada.told("deliver", {"to": grace.me, "text": "psst"}, {})
        await grace.until(lambda: grace.texts(sent["conversation"]) == ["psst"])
        assert ada.of("client.acknowledged")[0]["conversation"] == sent["conversation"]
        assert grace.of("conversation.added")


def refusing(times: int, code: str) -> tuple[Callable[[bytes], list[bytes]], list[int]]:
    """Return what turns so many acknowledgements into refusals for the moment, and a count of them."""
    refused: list[int] = []

    def refuse(payload: bytes) -> list[bytes]:
        if ACKNOWLEDGEMENT.match(payload) and len(refused) < times:
            refused.append(json.loads(payload)["re"])
            error = {"code": code, "message": "not now", "retry_after": 0.01}
            return [json.dumps({"re": refused[-1], "error": error}).encode()]
        return [payload]

    return refuse, refused


@pytest.mark.parametrize("code", ["rate_limited", "unavailable", "internal"])
async def test_what_is_refused_for_the_moment_is_sent_again_in_its_place(server: Server, code: str) -> None:
    """What stands behind it in the same place does not overtake it."""
    async with between(server.port) as proxy:
        proxy.meddle, refused = refusing(3, code)
        async with watching(proxy.http, name=unique("ada")) as ada:
            await ada.caught_up()
            texts = [f"{code} {number}" for number in range(5)]
            for text in texts:
                ada.send(text)
            await ada.until(lambda: texts[-1] in ada.texts())
            assert len(refused) == 3, "premise: some were refused"
            assert [text for text in ada.texts() if text.startswith(code)] == texts
            assert ada.acknowledged() == texts
            assert not ada.of("client.failed")


async def test_a_reply_that_is_lost_makes_no_second_message(server: Server) -> None:
    """R2: the server has stored it and its answer got lost: it is sent again, and is one message."""
    lost = 0

    def lose(payload: bytes) -> list[bytes]:
        nonlocal lost
        if ACKNOWLEDGEMENT.match(payload) and lost < 3:
            lost += 1
            proxy.cut()
            return []
        return [payload]

    async with between(server.port) as proxy:
        proxy.meddle = lose
        async with watching(proxy.http, name=unique("ada")) as ada:
            texts = [f"answered? {number}" for number in range(3)]
            for text in texts:
                ada.send(text)
            await ada.until(lambda: ada.acknowledged() == texts)
            assert lost == 3, "premise: answers were lost"
            await ada.until(lambda: texts[-1] in ada.texts())
            assert [text for text in ada.texts() if text.startswith("answered?")] == texts


async def test_other_places_do_not_wait_for_one_that_is_held_up(server: Server) -> None:
    async with between(server.port) as proxy:
        slow = b'"text":"slow"'

        def hold_up(payload: bytes) -> list[bytes]:
            if payload.startswith(b'{"re"') and b'"client_id":"slow"' in payload:
                error = {"code": "rate_limited", "message": "not now", "retry_after": 600}
                return [json.dumps({"re": json.loads(payload)["re"], "error": error}).encode()]
            return [payload] if slow not in payload else []

        proxy.meddle = hold_up
        async with watching(proxy.http, name=unique("ada")) as ada:
            await ada.caught_up()
            made = await ada.ask("conversation.create", kind="group", name="elsewhere")
            await ada.send("slow", client_id="slow")
            ada.send("behind it")
            ada.send("elsewhere", made["conversation"]["id"])
            await ada.until(lambda: ada.acknowledged() == ["elsewhere"])
            assert [letter["text"] for letter in (await ada.told("know"))["waiting"]] == ["slow", "behind it"]


async def test_messages_wait_for_a_server_and_go_with_the_next_program(server: Server, file: Path) -> None:
    name = unique("ada")
    async with watching(nowhere(), name=name, file=str(file)) as offline:
        waiting_for = offline.do("deliver", {"conversation": 0, "text": "from before"}, {})
        await offline.until(lambda: "offline" in offline.statuses(), 5)
        await offline.told("stop")
        with pytest.raises(Failed, match="closed"):
            await asyncio.wait_for(waiting_for, SECONDS)
    assert waiting(file) == ["from before"]
    async with watching(server.http, name=name, file=str(file)) as ada:
        ada.send("from now")
        await ada.until(lambda: ada.acknowledged() == ["from before", "from now"])
        assert {event["letter"]["text"] for event in ada.of("client.queued")} == {"from before", "from now"}
    assert waiting(file) == []


async def test_nobody_elses_messages_are_sent_or_shown(server: Server, file: Path) -> None:
    """Letters of one account wait for it while another uses the same outbox."""
    name = unique("ada")
    async with between(server.port) as proxy, watching(proxy.http, name=name, file=str(file)) as ada:
        await ada.caught_up()
        proxy.refusing = True
        proxy.cut()
        await ada.until(lambda: "offline" in ada.statuses())
        await ada.send("mine")
    async with watching(server.http, name=unique("grace"), file=str(file)) as grace:
        await grace.told("deliver", {"conversation": 0, "text": "hers"}, {})
        assert [event["letter"]["text"] for event in grace.of("client.queued")] == ["hers"]
        assert (await grace.told("know"))["waiting"] == []
        assert "mine" not in grace.texts()
    assert waiting(file) == ["mine"]
    async with watching(server.http, name=name, file=str(file)) as ada:
        await ada.until(lambda: ada.acknowledged() == ["mine"])


async def test_a_storage_that_fails_is_told_and_holds_up_nothing(server: Server, tmp_path: Path) -> None:
    """A disk that takes nothing costs the letters' survival, and not their sending."""
    async with watching(
        server.http, name=unique("ada"), file=str(tmp_path / "no" / "such" / "folder")
    ) as ada:
        ada.send("all the same")
        await ada.until(lambda: ada.acknowledged() == ["all the same"])
        assert ada.of("client.storage")[0]["error"]["code"] == "ENOENT"
