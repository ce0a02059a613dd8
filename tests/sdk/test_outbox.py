"""R2 from the sender's side: each message is sent until it is acknowledged, and is one message."""

from __future__ import annotations

import asyncio
import json
import subprocess
import sys
from pathlib import Path

import pytest

from hubbub_client import (
    Backoff,
    BadRequest,
    Client,
    Closed,
    Conflict,
    Delivery,
    Forbidden,
    MessageSendAnswer,
    NotFound,
    OutboxError,
    RateLimited,
    TooLarge,
    Undeliverable,
)
from hubbub_client.journal import COMPACT_BYTES, Journal
from hubbub_client.outbox import Letter, Outbox
from tests.support.clients import QUICK, watching
from tests.support.people import SECONDS, unique
from tests.support.proxy import between
from tests.support.server import Server

pytestmark = pytest.mark.anyio

SENDER = """
import asyncio, sys
from hubbub_client import Backoff, Client

async def main(url, name, file, first, count):
    options = {"outbox": file, "events": False, "window": 8, "backoff": Backoff(0.02, 0.1)}
    async with Client(url, name=name, **options) as client:
        for number in range(first, first + count):
            client.send(f"{number}", conversation=0)
            print(number, flush=True)
            await asyncio.sleep(0.001)
        await client.flush()

asyncio.run(main(sys.argv[1], sys.argv[2], sys.argv[3], int(sys.argv[4]), int(sys.argv[5])))
"""


def sender(url: str, name: str, file: Path, first: int, count: int) -> subprocess.Popen[str]:
    command = [sys.executable, "-c", SENDER, url, name, str(file), str(first), str(count)]
    return subprocess.Popen(command, stdout=subprocess.PIPE, text=True)


async def test_a_killed_program_sends_each_message_once_in_the_end(server: Server, tmp_path: Path) -> None:
    """What `send` has returned from survives a SIGKILL, keeps its order, and is one message (R2)."""
    name, file = unique("ada"), tmp_path / "outbox"
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
            kept = [int(letter.text) for letter in waiting(file)]
            left += len(kept)
            put = max(said + kept) + 1
        assert left > 0, "premise: something was not acknowledged yet"
        process = sender(proxy.http, name, file, put, 1)
        assert await asyncio.to_thread(process.wait, 10 * SECONDS) == 0
        assert process.stdout is not None
        process.stdout.close()
        await grace.until(lambda: f"{put}" in grace.texts(0))
        assert grace.texts(0) == [f"{number}" for number in range(put + 1)]
        assert waiting(file) == []


def waiting(file: Path) -> list[Letter]:
    journal = Journal(file, Letter)
    try:
        return list(journal.entries())
    finally:
        journal.close()


def letter(number: int, conversation: int = 0) -> Letter:
    return Letter(f"key-{number}", f"text {number}", conversation)


def answer(number: int) -> MessageSendAnswer:
    return MessageSendAnswer(conversation=0, seq=number + 1, at=None, client_id=None)  # type: ignore[arg-type]


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "outbox"


async def test_a_message_is_on_the_disk_before_it_is_sent(file: Path) -> None:
    outbox = Outbox(Journal(file, Letter), window=3)
    deliveries = [outbox.put(letter(number)) for number in range(3)]
    assert list(outbox.next()) == []
    await outbox.save()
    outbox.put(letter(3))
    assert list(outbox.next()) == deliveries, "what came after the sync waits for the next"
    outbox.close(Closed("over"))


def test_a_half_written_end_is_left_out_and_the_rest_is_there(file: Path) -> None:
    outbox = Outbox(Journal(file, Letter))
    for number in range(3):
        outbox.put(letter(number))
    outbox.close(Closed("over"))
    file.write_bytes(file.read_bytes()[:-7])
    assert waiting(file) == [letter(0), letter(1)]
    outbox = Outbox(Journal(file, Letter))
    outbox.put(letter(9))
    outbox.close(Closed("over"))
    assert waiting(file) == [letter(0), letter(1), letter(9)]


def test_the_file_belongs_to_one_program(file: Path) -> None:
    journal = Journal(file, Letter)
    with pytest.raises(OutboxError):
        Journal(file, Letter)
    journal.close()
    assert waiting(file) == []


def test_the_file_does_not_grow_for_ever(file: Path) -> None:
    outbox = Outbox(Journal(file, Letter))
    held = outbox.put(letter(0))
    long = "x" * 1000
    for number in range(1, 4 * COMPACT_BYTES // 1000):
        outbox.settle(outbox.put(Letter(f"key-{number}", long, 0)), answer(number))
    assert file.stat().st_size < 1.5 * COMPACT_BYTES
    assert [delivery.letter for delivery in outbox] == [held.letter]
    outbox.close(Closed("over"))
    assert waiting(file) == [held.letter], "also after it was written anew"


def test_nothing_overtakes_in_one_place_and_nobody_waits_for_another_place() -> None:
    outbox = Outbox()
    first, second, elsewhere = (outbox.put(letter(*each)) for each in ((0, 0), (1, 0), (2, 5)))
    assert list(outbox.next()) == [first, elsewhere]
    outbox.return_all()
    assert list(outbox.next()) == [first, elsewhere], "the same again after a break"
    outbox.settle(first, answer(0))
    assert list(outbox.next()) == [second]
    outbox.return_one(second)
    assert list(outbox.next()) == [second]
    outbox.settle(second, answer(1))
    outbox.settle(second, answer(1))
    assert len(outbox) == 1


def test_what_may_wait_is_bounded() -> None:
    outbox = Outbox(most=2)
    outbox.put(letter(0))
    with pytest.raises(OutboxError):
        outbox.put(letter(0))
    outbox.put(letter(1))
    with pytest.raises(OutboxError):
        outbox.put(letter(2))


async def test_what_is_refused_for_good_leaves_the_outbox_and_is_said(server: Server) -> None:
    async with watching(server.http, name=unique("ada")) as ada:
        nowhere = ada.client.send("x", conversation=987_654)
        with pytest.raises(NotFound):
            await nowhere
        await ada.until(lambda: ada.of(Undeliverable))
        assert ada.of(Undeliverable)[0].client_id == nowhere.client_id
        with pytest.raises(TooLarge):
            await ada.client.send("x" * 70_000, conversation=0)
        await ada.client.send("one", conversation=0, client_id="key")
        assert (await ada.client.send("one", conversation=0, client_id="key")).seq
        with pytest.raises(Conflict):
            await ada.client.send("another", conversation=0, client_id="key")
        assert ada.client.outbox == ()


async def test_half_of_a_character_is_refused_at_once_and_holds_up_nothing(
    server: Server, file: Path
) -> None:
    """It has no bytes, so it could neither be kept nor sent, nor what waits behind it."""
    async with Client(server.http, name=unique("ada"), outbox=file) as ada:
        for text, key in (("half \ud83d", "key"), ("x", "\udc4d")):
            with pytest.raises(BadRequest, match="half of a character"):
                ada.send(text, conversation=0, client_id=key)
        assert (await ada.send("whole", conversation=0)).seq
    assert waiting(file) == []


async def test_what_is_refused_for_the_moment_is_sent_again_in_its_place(server: Server) -> None:
    """`rate_limited` says when; what stands behind it in the same place does not overtake it."""
    refused = 0

    def refuse(payload: bytes) -> list[bytes]:
        nonlocal refused
        if b'"client_id"' in payload and payload.startswith(b'{"re"') and refused < 3:
            refused += 1
            error = {"code": "rate_limited", "message": "too many", "retry_after": 0.01}
            return [json.dumps({"re": json.loads(payload)["re"], "error": error}).encode()]
        return [payload]

    async with between(server.port) as proxy, watching(proxy.http, name=unique("ada"), window=1) as ada:
        await ada.caught_up()
        proxy.meddle = refuse
        proxy.cut()  # frames are looked at from the next connection on
        deliveries = [ada.client.send(f"in order {number}", conversation=0) for number in range(5)]
        seqs = [(await asyncio.wait_for(_of(delivery), SECONDS)).seq for delivery in deliveries]
        assert seqs == sorted(seqs)
        assert refused == 3
        await ada.until(lambda: "in order 4" in ada.texts(0))
        assert [text for text in ada.texts(0) if text.startswith("in order")] == [
            f"in order {number}" for number in range(5)
        ]


async def _of(delivery: Delivery) -> MessageSendAnswer:
    return await delivery


async def test_messages_wait_for_a_server_and_go_with_the_next_program(server: Server, file: Path) -> None:
    name = unique("ada")
    offline = Client("http://127.0.0.1:9", name=name, outbox=file, start_timeout=0, backoff=QUICK)
    await offline.start()
    waiting_for = offline.send("from before", conversation=0)
    assert not await asyncio.wait_for(_flushed(offline), SECONDS)
    await offline.close()
    with pytest.raises(Closed):
        await waiting_for
    async with watching(server.http, name=name, outbox=file) as ada:
        assert [delivery.letter.text for delivery in ada.client.outbox] == ["from before"]
        await ada.until(lambda: "from before" in ada.texts(0))
        assert await ada.client.flush()


async def _flushed(client: Client) -> bool:
    client.timeout = 0.1
    return await client.flush()


async def test_nobody_elses_messages_are_sent(server: Server, file: Path) -> None:
    """A file of one account is not sent under another's name."""
    async with between(server.port) as proxy:
        async with watching(proxy.http, name=unique("ada"), outbox=file) as ada:
            proxy.refusing = True
            proxy.cut()
            ada.client.send("mine", conversation=0)
        with pytest.raises(OutboxError):
            await Client(server.http, name=unique("grace"), outbox=file).start()
        assert [letter.text for letter in waiting(file)] == ["mine"]


async def test_leaving_the_block_waits_for_what_was_sent(server: Server) -> None:
    async with Client(server.http, name=unique("ada"), events=False, backoff=Backoff(0.01, 0.1)) as client:
        delivery = client.send("last words", conversation=0)
    assert (await delivery).seq
    with pytest.raises(Closed):
        client.send("too late", conversation=0)


def test_errors_are_of_the_catalogue() -> None:
    assert RateLimited("slow down", retry_after=2).retry_after == 2
    assert Forbidden("no").code == "forbidden"
