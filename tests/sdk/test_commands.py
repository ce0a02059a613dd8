"""`hubbub say` and `hubbub tail`, as a person runs them."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from threading import Thread

import pytest

from hubbub.terminal.tail import plain
from hubbub_client import Client
from tests.support.cli import hubbub
from tests.support.people import unique
from tests.support.server import Server

pytestmark = pytest.mark.anyio


class Terminal:
    """One person's, with a state folder of its own."""

    def __init__(self, server: Server, home: Path, name: str) -> None:
        self.name = unique(name)
        self.home = home / self.name
        self.env = {"XDG_STATE_HOME": str(self.home), "HUBBUB_SERVER": server.http}

    def run(
        self, *arguments: str, stdin: str = "", code: int = 0, **env: str
    ) -> subprocess.CompletedProcess[str]:
        return hubbub(*arguments, stdin=stdin, code=code, env={**self.env, **env})

    @contextmanager
    def tail(self, *arguments: str) -> Iterator[subprocess.Popen[str]]:
        process = subprocess.Popen(
            [sys.executable, "-m", "hubbub", "tail", "--name", self.name, *arguments],
            stdout=subprocess.PIPE,
            text=True,
            env={**os.environ, **self.env},
        )
        try:
            yield process
        finally:
            process.send_signal(signal.SIGINT)
            assert process.wait(20) == 130
            assert process.stdout is not None
            process.stdout.close()


def lines(process: subprocess.Popen[str], wanted: str) -> list[str]:
    """Read up to the line that holds what is wanted (the test's time limit is the deadline)."""
    assert process.stdout is not None
    read: list[str] = []
    while not read or wanted not in read[-1]:
        read.append(process.stdout.readline())
        assert read[-1], f"ended; said {read}"
    return read


@pytest.fixture
def ada(server: Server, tmp_path: Path) -> Terminal:
    return Terminal(server, tmp_path, "ada")


async def test_what_is_said_is_seen_by_who_watches(server: Server, ada: Terminal) -> None:
    """`say` returns when it is stored; `tail --json` shows events as the protocol has them."""
    async with Client(server.http, name=unique("grace")) as grace:
        room = (await grace.conversation.create("group", "Engines", public=True)).conversation.id
        ada.run("say", "hello", "--name", ada.name)
        async with Client(server.http, name=ada.name, events=False) as client:
            await client.conversation.join(room)
        with ada.tail("--json", "--room", "engines", "--from", "1") as tail:
            await grace.send("first", conversation=room)
            event = json.loads(lines(tail, "first")[-1])
            assert (event["ev"], event["conversation"], event["by"]) == ("message.sent", room, grace.me.id)
            ada.run("say", "--room", "Engines", stdin="one\n\ntwo\n")
            texts = [json.loads(line)["text"] for line in lines(tail, '"two"')]
            assert texts == ["one", "two"]
        ada.run("say", "a word", "--to", grace.me.name)
        messages = (await grace.message.history((await newest(grace)).id)).messages
        assert [message.text for message in messages] == ["a word"]


async def newest(client: Client):  # type: ignore[no-untyped-def]
    return (await client.conversation.list()).conversations[0]


def test_tail_is_for_people_too(server: Server, ada: Terminal) -> None:
    with ada.tail("--from", "recent", "--room", "0") as tail:
        ada.run("say", "two\nlines", "--name", ada.name)
        line = lines(tail, ": two")[-1]
        assert f"{ada.name}: two" in line
        assert "Lobby" in line
        assert lines(tail, "lines")[-1] == "    lines\n"


def test_a_password_is_asked_for_once_and_only_the_owner_can_read_the_token(
    server: Server, ada: Terminal
) -> None:
    password = "correct horse battery"
    hubbub("user", "add", ada.name, "--password-from-stdin", "--data", str(server.data), stdin=password)
    said = ada.run("say", "x", "--name", ada.name, code=1)
    assert said.stderr.startswith("hubbub: ")
    ada.run("say", "x", "--name", ada.name, HUBBUB_PASSWORD=password)
    ada.run("say", "and again, with neither name nor password")
    (file,) = ada.home.rglob("logins.json")
    assert file.stat().st_mode & 0o777 == 0o600
    assert password not in file.read_text()


def test_what_cannot_be_sent_stays_in_the_outbox_and_goes_with_the_next(
    server: Server, ada: Terminal
) -> None:
    ada.run("say", "x", "--name", ada.name)
    file = ada.home / "outbox"
    nowhere = ("--server", "http://127.0.0.1:9", "--wait", "0.3")
    done = ada.run("say", "for later", "--name", ada.name, "--outbox", str(file), *nowhere, code=1)
    assert "kept in" in done.stderr
    assert "for later" in file.read_text()
    ada.run("say", "now", "--outbox", str(file))
    with ada.tail("--from", "1", "--room", "0") as tail:
        assert any("for later" in line for line in lines(tail, ": now"))


@pytest.mark.parametrize(
    ("arguments", "word"),
    [
        (("say", "x", "--to", "nobody-at-all"), "nobody-at-all"),
        (("say", "x", "--room", "no such room"), "no such room"),
        (("say", "x", "--room", "987654"), "conversation"),
        (("say", "x", "--to", "a", "--room", "b"), "--room"),
        (("say", "x", "--server", "http://127.0.0.1:9", "--wait", "0.2"), "no connection"),
        (("say", "x", "--server", "http://a:b@c"), "address"),
        (("say", "half \udcff"), "text"),
        (("tail", "--from", "yesterday"), "--from"),
    ],
    ids=str,
)
def test_what_cannot_be_done_is_one_line(ada: Terminal, arguments: tuple[str, ...], word: str) -> None:
    done = ada.run(*arguments, "--name", ada.name, code=1)
    assert done.stdout == ""
    assert done.stderr.startswith("hubbub: ")
    assert done.stderr.count("\n") == 1
    assert word in done.stderr


def test_what_answers_and_is_no_hubbub_is_named(ada: Terminal) -> None:
    class NoHubbub(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self) -> None:
            self.send_error(404)

        def log_message(self, *_: object) -> None:
            pass

    with HTTPServer(("127.0.0.1", 0), NoHubbub) as other:
        Thread(target=other.serve_forever, daemon=True).start()
        try:
            address = f"127.0.0.1:{other.server_port}"
            done = ada.run("say", "x", "--name", ada.name, "--server", f"http://{address}", code=1)
        finally:
            other.shutdown()
    assert address in done.stderr
    assert "404" in done.stderr


def test_bytes_that_are_no_text_are_refused_and_the_rest_is_sent(server: Server, ada: Terminal) -> None:
    command = [sys.executable, "-m", "hubbub", "say", "--name", ada.name]
    env = {**os.environ, **ada.env, "PYTHONIOENCODING": "utf-8:surrogateescape"}
    done = subprocess.run(
        command, input=b"before\nbr\xffken\n", capture_output=True, timeout=30, env=env, check=False
    )
    assert (done.returncode, done.stdout) == (1, b"")
    assert done.stderr.startswith(b"hubbub: text: ")
    assert done.stderr.count(b"\n") == 1
    with ada.tail("--from", "1", "--room", "0") as tail:
        assert ada.name in lines(tail, ": before")[-1]


def test_a_file_that_is_no_outbox_is_left_as_it_is(ada: Terminal) -> None:
    file = ada.home / "letter.txt"
    file.parent.mkdir(parents=True)
    for content in ("dear grace,\n", "[]\n", "dear"):
        file.write_text(content)
        done = ada.run("say", "x", "--name", ada.name, "--outbox", str(file), code=1)
        assert "no outbox" in done.stderr
        assert file.read_text() == content


@pytest.mark.parametrize("closed", ["<&-", ">&-", "2>&-", "<&- >&- 2>&-"])
def test_closed_streams_are_no_defect(ada: Terminal, closed: str) -> None:
    """The next file that is opened would take their place."""
    command = f"{sys.executable} -m hubbub say --name {ada.name} {closed}"
    done = subprocess.run(
        ["bash", "-c", command],
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        timeout=30,
        env={**os.environ, **ada.env},
        check=False,
    )
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")


def test_nothing_that_others_wrote_moves_the_cursor() -> None:
    assert plain("a\x1b[2Jb\rc\x9b") == "a\\x1b[2Jb\\x0dc\\x9b"
    assert plain("héllo 你好") == "héllo 你好"
