"""What an operator sees: health, metrics, and logs that hold no text and no token."""

from __future__ import annotations

import asyncio
import json
import re
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import httpx
import pytest

from tests.support.people import DOORS, Refused, group, nobody, people, refused, register, through, unique
from tests.support.server import Server, running

pytestmark = pytest.mark.anyio


def get(server: Server, path: str) -> httpx.Response:
    return httpx.get(f"{server.http}{path}", timeout=10, verify=False)


def metric(server: Server, name: str) -> float:
    """Return one number of /metrics; 0 if it is not there yet."""
    found = re.search(rf"^{re.escape(name)} (\S+)$", get(server, "/metrics").text, re.MULTILINE)
    return float(found[1]) if found else 0.0


@contextmanager
def store(data: Path) -> Iterator[sqlite3.Connection]:
    """Open the server's database behind its back."""
    connection = sqlite3.connect(data / "hubbub.db", isolation_level=None)
    try:
        yield connection
    finally:
        connection.close()


def spoil(server: Server, room: int, seq: int) -> None:
    """Make a message unreadable, as no defect we know of does."""
    where = "WHERE conversation_id = ? AND seq = ?"
    with store(server.data) as other:
        assert other.execute(f"UPDATE messages SET mentions = '?' {where}", (room, seq)).rowcount == 1


def test_a_server_that_runs_is_alive_and_ready(server: Server) -> None:
    """/healthz answers while the process lives, /readyz while the database takes writes."""
    for path in ("/healthz", "/readyz"):
        assert get(server, path).status_code == 200


@pytest.mark.parametrize("path", ["/healthz", "/readyz", "/metrics", "/api/docs", "/api/hubbub.d.ts", "/"])
def test_a_content_type_says_each_thing_once(server: Server, path: str) -> None:
    """RFC 9110, 8.3.1: Prometheus, among others, takes nothing of a type that names its charset twice."""
    kind, *parameters = get(server, path).headers["content-type"].split("; ")
    assert kind in ("text/plain", "text/html")
    assert sorted(each for each in parameters if each.startswith("charset")) == ["charset=utf-8"]


async def test_metrics_count_what_happens(server: Server) -> None:
    """Metrics: connections, sends, deliveries, and refusals by code."""
    ada, grace = await people(server, "ada", "grace")
    room = await group(ada, grace)
    names = ("hubbub_sends_total", "hubbub_deliveries_total", "hubbub_messages_received_total")
    before = [metric(server, name) for name in names]
    assert metric(server, "hubbub_connections") == 0
    async with ada.online() as one, grace.online() as other:
        assert metric(server, "hubbub_connections") == 2
        sent = await one.ask("message.send", conversation=room, text="hello")
        await other.event("message.sent", seq=sent["seq"], conversation=room)
    sends, deliveries, received = (
        metric(server, name) - was for name, was in zip(names, before, strict=True)
    )
    assert (sends, deliveries, received) == (1, 2, 1)
    text = get(server, "/metrics").text
    for name in (
        "hubbub_log_queue",
        "hubbub_queue_bytes",
        "hubbub_commit_seconds_bucket",
        "hubbub_commit_entries",
    ):
        assert name in text
    assert get(server, "/metrics").headers["content-type"].startswith("text/plain")


@pytest.mark.parametrize("door", DOORS)
async def test_metrics_count_refusals_by_code(server: Server, door: str) -> None:
    """Metrics: every error of the catalogue is counted, through either door."""
    ada = await register(server, "ada")
    errors: dict[str, tuple[str, dict[str, Any]]] = {
        "bad_request": ("user.search", {"query": ""}),
        "not_found": ("conversation.get", {"conversation": 2**53 - 1}),
        "forbidden": ("conversation.leave", {"conversation": 0}),
        "conflict": ("auth.register", {"name": ada.name}),
        "too_large": ("message.send", {"conversation": 0, "text": "x" * 10_001}),
    }
    async with through(door, ada) as asker:
        for code, (op, fields) in errors.items():
            name = f'hubbub_refusals_total{{code="{code}"}}'
            before = metric(server, name)
            with refused(code):
                await asker.ask(op, **fields)
            assert metric(server, name) == before + 1, code


def test_what_is_not_there_is_not_found_in_the_catalogues_form(server: Server) -> None:
    """PROTOCOL, Errors: not_found, 404."""
    response = get(server, "/api/v1/no/such/place")
    assert (response.status_code, response.json()["error"]["code"]) == (404, "not_found")


# When the store fails


@pytest.mark.parametrize("door", DOORS)
async def test_a_store_that_fails_is_an_error_and_never_an_acknowledgement(server: Server, door: str) -> None:
    """R11: the failed transaction is the answer (`unavailable`); nothing was stored."""
    ada = await register(server, "ada")
    text = unique("not stored")
    async with through(door, ada) as asker:
        with store(server.data) as other:
            other.execute("BEGIN IMMEDIATE")
            ready = asyncio.create_task(asyncio.to_thread(get, server, "/readyz"))
            with refused("unavailable"):
                await asker.ask("message.send", conversation=0, text=text)
            assert (await ready).status_code == 503
            assert get(server, "/healthz").status_code == 200
            assert await asker.ask("conversation.list"), "what is stored can still be read"
            other.execute("ROLLBACK")
        assert (await asker.ask("message.send", conversation=0, text="stored"))["seq"]
        page = await asker.ask("message.history", conversation=0)
    assert text not in [message["text"] for message in page["messages"]]
    assert get(server, "/readyz").status_code == 200


@pytest.mark.parametrize("door", DOORS)
async def test_a_defect_is_told_by_its_id_and_nothing_else(server: Server, door: str) -> None:
    """PROTOCOL, Errors: internal: a defect, logged with the id given in `message`."""
    ada = await register(server, "ada")
    room = await group(ada)
    sent = await ada.ask("message.send", conversation=room, text="spoilt soon")
    spoil(server, room, sent["seq"])
    async with through(door, ada) as asker:
        with pytest.raises(Refused) as refusal:
            await asker.ask("message.history", conversation=room)
        assert refusal.value.code == "internal"
        assert refusal.value.status in (None, 500)
        mark = refusal.value.message.split()[-1]
        assert mark in server.log
        assert await asker.ask("ping") == {}


@pytest.mark.parametrize("door", DOORS)
async def test_a_defect_while_writing_is_told_by_its_id_too(server: Server, door: str) -> None:
    """PROTOCOL, Errors: internal: a defect, logged with the id given in `message`."""
    ada = await register(server, "ada")
    room = await group(ada)
    sent = await ada.ask("message.send", conversation=room, text="spoilt soon")
    spoil(server, room, sent["seq"])
    async with through(door, ada) as asker:
        with pytest.raises(Refused) as refusal:
            await asker.ask("message.delete", conversation=room, seq=sent["seq"])
        assert refusal.value.code == "internal"
        mark = refusal.value.message.split()[-1].strip(".")
        assert re.fullmatch(r"[0-9a-f]{6,}", mark), refusal.value.message
        assert mark in server.log


# Logs


async def test_logs_hold_no_text_and_no_token(data: Path) -> None:
    """DESIGN 7: tokens never in a URL or a log; never a message's text, whatever goes wrong."""
    secret, password = unique("secret"), unique("password-secret")
    with running(data, "--log-level", "debug") as server:
        ada = await register(server, "ada", password=password)
        room = await group(ada)
        sent = await ada.ask("message.send", conversation=room, text=secret)
        plain = await ada.ask("message.send", conversation=room, text=secret)
        spoil(server, room, sent["seq"])
        with store(server.data) as other:  # a statement that fails tells its parameters to whoever lets it
            fail = "BEFORE {0} ON messages BEGIN SELECT RAISE(ABORT, '?'); END"
            for change in ("INSERT", "UPDATE"):
                other.execute(f"CREATE TRIGGER spoil_{change} {fail.format(change)}")
        async with ada.online() as socket:
            for asker in (ada, socket):
                for op, fields in (
                    ("message.history", {"conversation": room}),
                    ("message.edit", {"conversation": room, "seq": sent["seq"], "text": secret}),
                    ("message.delete", {"conversation": room, "seq": sent["seq"]}),
                    ("message.send", {"conversation": room, "text": f"{secret}\x00"}),
                    ("message.send", {"conversation": room, "text": f"{secret} again"}),
                    ("message.edit", {"conversation": room, "seq": plain["seq"], "text": f"{secret} edited"}),
                    ("auth.login", {"name": ada.name, "password": f"{password}x"}),
                ):
                    with pytest.raises(Refused):
                        await asker.ask(op, **fields)
            await socket.send_raw(json.dumps({"op": "message.send", "text": secret, "token": ada.token}))
            await socket.quiet()
        with store(server.data) as other:
            other.execute("BEGIN IMMEDIATE")
            with refused("unavailable"):
                await ada.ask("message.send", conversation=room, text=secret)
            other.execute("ROLLBACK")
        wrong = await nobody(server).post("sync", json={}, headers={"Authorization": f"Bearer {ada.token}x"})
        assert wrong.status_code == 401
        server.stop()
        assert "defect" in server.log, "the premise: things went wrong and were logged"
        assert "store failed" in server.log
        for hidden in (secret, password, str(ada.token)):
            assert hidden not in server.log


async def test_logs_can_be_json(data: Path) -> None:
    """`--log-format json`: every line is an object that a program can read."""
    with running(data, "--log-format", "json") as server:
        assert get(server, "/healthz").status_code == 200
        server.stop()
        lines = [json.loads(line) for line in server.log.splitlines()]
    assert {"leaving", "stopped"} <= {line["event"] for line in lines}
    assert all({"event", "level", "timestamp"} <= set(line) for line in lines)
