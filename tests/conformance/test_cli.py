"""The command line: settings, accounts beside a running server, and the end of one."""

from __future__ import annotations

import asyncio
import signal
import sqlite3
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.support.cli import hubbub
from tests.support.people import nobody, open_socket, refused, register, unique
from tests.support.server import Server, running
from tests.support.stopwatch import Stopwatch

pytestmark = pytest.mark.anyio

PASSWORD = "correct horse battery"
SECONDS = 5.0
"""Within which a change made beside a running server has taken effect."""

FLAGS = (
    *("--data", "--database", "--host", "--port", "--registration", "--allow-origin"),
    *("--limits", "--heartbeat", "--log-format", "--log-level"),
)


def beside(server: Server, *arguments: str, stdin: str = "", code: int = 0) -> str:
    """Run a command on the data of a running server, and return what it said."""
    done = hubbub(*arguments, "--data", str(server.data), stdin=stdin, code=code)
    return done.stdout + done.stderr


# Accounts, while the server runs


async def test_a_disabled_persons_sockets_are_closed_and_they_stay_out(server: Server) -> None:
    """`hubbub user disable`: logins end at once, and nobody enters again until `user enable`."""
    ada, grace = await register(server, "ada"), await register(server, "grace")
    async with ada.online() as socket, open_socket(server, name=ada.name) as by_name, grace.online() as other:
        said = await asyncio.to_thread(beside, server, "user", "disable", ada.name)
        assert ada.name in said
        watch = Stopwatch(server.pid)
        for each in (socket, by_name):
            assert (await each.closed())[0] == 1008
            assert each.events[-1] == {"ev": "session.revoked"}
        assert watch.seconds < SECONDS
        assert await other.ask("ping") == {}
    with refused("unauthenticated"):
        await ada.ask("sync")
    with refused("unauthenticated"):
        await nobody(server).ask("auth.login", name=ada.name)
    async with open_socket(server, name=ada.name) as socket:
        assert socket.hello["user"] is None
    with refused("not_found"):
        await grace.ask("message.send", to=ada.id, text="hello?")
    beside(server, "user", "enable", ada.name)
    assert (await nobody(server).ask("auth.login", name=ada.name))["user"] == ada.user


async def test_a_new_password_ends_all_logins(server: Server) -> None:
    """`hubbub user password`: an account with a password can never be entered without it."""
    ada = await register(server, "ada")
    async with ada.online() as socket, open_socket(server, name=ada.name) as by_name:
        flags = ("user", "password", ada.name, "--password-from-stdin")
        await asyncio.to_thread(beside, server, *flags, stdin=f"{PASSWORD}\n")
        for each in (socket, by_name):
            assert (await each.closed())[0] == 1008
    with refused("unauthenticated"):
        await nobody(server).ask("auth.login", name=ada.name)
    assert await nobody(server).ask("auth.login", name=ada.name, password=PASSWORD)


async def test_accounts_are_added_and_listed(server: Server) -> None:
    """`hubbub user add` and `list`, while the server runs."""
    ada, bob = unique("ada"), unique("bob")
    assert ada in beside(server, "user", "add", ada, "--password-from-stdin", stdin=PASSWORD)
    beside(server, "user", "add", bob, "--no-password")
    beside(server, "user", "disable", bob)
    lines = {line.split()[1]: line for line in beside(server, "user", "list").splitlines()}
    assert lines[ada].endswith("password")
    assert lines[bob].endswith("disabled")
    assert lines["system"].endswith("system")
    assert await nobody(server).ask("auth.login", name=ada, password=PASSWORD)


@pytest.mark.parametrize(
    ("arguments", "stdin", "word"),
    [
        (("user", "add", "all", "--no-password"), "", "name"),
        (("user", "add", "system", "--no-password"), "", "taken"),
        (("user", "add", "short", "--password-from-stdin"), "short", "password"),
        (("user", "disable", "nobody-at-all"), "", "nobody-at-all"),
        (("user", "enable", "system"), "", "system"),
        (("user", "password", "nobody-at-all", "--password-from-stdin"), PASSWORD, "nobody-at-all"),
    ],
)
def test_a_refusal_is_one_sentence(server: Server, arguments: tuple[str, ...], stdin: str, word: str) -> None:
    """A refusal is one line on standard error and exit code 1."""
    done = hubbub(*arguments, "--data", str(server.data), stdin=stdin, code=1)
    assert done.stdout == ""
    assert done.stderr.startswith("hubbub: ")
    assert done.stderr.count("\n") == 1
    assert word in done.stderr


async def test_a_store_that_was_locked_for_a_while_does_not_end_the_watch(data: Path) -> None:
    """R11, R9: after the store has failed and recovered, disabling still closes sockets."""
    with running(data) as server:
        ada = await register(server, "ada")
        async with ada.online() as socket:
            other = sqlite3.connect(data / "hubbub.db", isolation_level=None)
            other.execute("BEGIN IMMEDIATE")
            with refused("unavailable"):
                await ada.ask("message.send", conversation=0, text="x")
            with refused("unavailable"):
                await ada.ask("message.send", conversation=0, text="x")
            other.execute("ROLLBACK")
            other.close()
            assert await ada.ask("message.send", conversation=0, text="x")
            await asyncio.to_thread(beside, server, "user", "disable", ada.name)
            assert (await socket.closed())[0] == 1008


# Settings


def test_serve_tells_of_every_flag() -> None:
    """One description of each setting; `serve --help` lists every flag."""
    said = hubbub("serve", "--help").stdout
    for flag in FLAGS:
        assert flag in said, flag


def test_every_command_explains_itself() -> None:
    """`hubbub --help` names every command."""
    said = hubbub("--help").stdout
    for command in ("serve", "migrate", "doctor", "invite", "user"):
        assert command in said


@pytest.mark.parametrize(
    ("flags", "word"),
    [
        (("--port", "70000"), "port"),
        (("--port", "many"), "port"),
        (("--registration", "maybe"), "registration"),
        (("--limits", "sometimes"), "limits"),
        (("--heartbeat", "0"), "heartbeat"),
        (("--log-level", "loud"), "loud"),
        (("--log-format", "xml"), "log-format"),
        (("--colour", "red"), "colour"),
        (("--allow-origin", "chat.example.org"), "chat.example.org"),
        (("--database", "nonsense"), "database"),
        (("--database", "postgresql://localhost/x"), "postgresql"),
        (("--host", "256.256.256.256"), "256.256.256.256"),
    ],
    ids=str,
)
def test_a_bad_flag_is_a_sentence_and_not_a_traceback(
    tmp_path: Path, flags: tuple[str, ...], word: str
) -> None:
    """What cannot be started is said in words, and the exit code is not 0."""
    command = [sys.executable, "-m", "hubbub", "serve", "--data", str(tmp_path / "d"), "--port", "0", *flags]
    done = subprocess.run(command, capture_output=True, text=True, timeout=100, check=False)
    said = done.stdout + done.stderr
    assert done.returncode not in (0, None)
    assert "Traceback" not in said
    assert word in said


def test_a_port_in_use_is_a_sentence(server: Server, tmp_path: Path) -> None:
    """A second server on the same port says so and ends."""
    done = hubbub("serve", "--port", str(server.port), "--data", str(tmp_path / "d"), code=1)
    assert done.stderr.splitlines()[-1].startswith(f"hubbub: cannot listen on 127.0.0.1 port {server.port}")
    assert "Traceback" not in done.stderr


def test_a_second_server_on_the_same_data_is_refused(data: Path) -> None:
    """Live delivery is one process's: a second one says so before it listens, and ends."""
    with running(data) as server:
        done = hubbub("serve", "--port", "0", "--data", str(data), code=1)
        assert done.stdout == ""
        assert done.stderr.splitlines()[-1].startswith("hubbub: another server already serves ")
        assert "Traceback" not in done.stderr
        assert "system" in beside(server, "user", "list"), "commands go on"
        beside(server, "user", "add", unique("ada"), "--no-password")
        server.kill()
        server.start()  # what a killed server held is free
        assert server.stop() == 0


async def test_a_name_that_is_asked_for_comes_before_a_dead_cookie(server: Server) -> None:
    """PROTOCOL, Who you are: `?name=` lets in; a browser cannot help sending an old cookie along."""
    name = unique("ada")
    cookie, origin = {"Cookie": "hubbub_session=long-ended"}, f"http://localhost:{server.port}"
    async with open_socket(server, name=name, headers=cookie, origin=origin) as socket:
        assert socket.user["name"] == name
    ended = {"Authorization": "Bearer long-ended"}
    async with open_socket(server, name=name, headers=ended) as socket:
        assert socket.hello["user"] is None, "who sends a token means it"


def registration_of(server: Server) -> str:
    """Return what the server said of itself at its start."""
    (line,) = (line for line in server.started if line.startswith("Registration is"))
    return line.split()[2].rstrip(":")


def test_the_environment_sets_what_flags_do_not(data: Path) -> None:
    """Settings are read from flags, then HUBBUB_... variables, then the TOML file."""
    file = data.parent / "hubbub.toml"
    file.write_text('registration = "closed"\nheartbeat = 7\n')
    config = {"HUBBUB_CONFIG": str(file)}
    with running(data, env=config) as server:
        assert registration_of(server) == "closed", "the file"
    with running(data, env={**config, "HUBBUB_REGISTRATION": "invite"}) as server:
        assert registration_of(server) == "invite", "the environment beats the file"
    with running(
        data, "--registration", "password", env={**config, "HUBBUB_REGISTRATION": "invite"}
    ) as server:
        assert registration_of(server) == "password", "a flag beats both"


async def test_the_heartbeat_is_what_hello_says(data: Path) -> None:
    """PROTOCOL, hello: "heartbeat": <seconds>, as it was set."""
    with running(data, env={"HUBBUB_HEARTBEAT": "7"}) as server:
        async with open_socket(server) as socket:
            assert socket.hello["heartbeat"] == 7


def test_a_configuration_file_with_an_unknown_setting_is_refused(tmp_path: Path) -> None:
    """A mistyped setting is not ignored."""
    file = tmp_path / "hubbub.toml"
    file.write_text("regstration = 'closed'\n")
    done = hubbub("--config", str(file), "doctor", "--data", str(tmp_path / "d"), code=2)
    said = done.stdout + done.stderr
    assert "regstration" in said
    assert "Traceback" not in said


def test_lifted_limits_are_said_at_the_start(data: Path) -> None:
    """`--limits off` is for load tests only, and says so."""
    with running(data, "--limits", "off") as server:
        server.stop()
        assert "limits are off" in server.log


def test_the_start_says_where_everything_is(server: Server) -> None:
    """One command to the first message: what is printed is enough to begin."""
    said = "\n".join(server.started)
    assert f"http://localhost:{server.port}/" in said
    assert str(server.data) in said
    assert registration_of(server) == "open", "the default on loopback"


def test_everywhere_but_at_home_a_password_is_needed(data: Path) -> None:
    """DESIGN 7: `password`: the default elsewhere."""
    with running(data, "--host", "0.0.0.0") as server:
        assert registration_of(server) == "password"


# Looking after the database


def test_migrate_says_what_it_did(tmp_path: Path) -> None:
    """`hubbub migrate` brings the database up to date; twice is once."""
    flags = ("migrate", "--data", str(tmp_path / "d"))
    assert hubbub(*flags).stdout.startswith("migrated: ")
    assert hubbub(*flags).stdout == "up to date\n"


def test_the_doctor_finds_nothing_wrong_where_nothing_is(server: Server) -> None:
    """`hubbub doctor` looks at everything and changes nothing."""
    said = beside(server, "doctor", "--port", "0")
    assert "bad" not in [line.split()[0] for line in said.splitlines()]
    assert "database: reachable and up to date" in said


def test_the_doctor_says_what_to_change(tmp_path: Path) -> None:
    """`hubbub doctor`: exit code 1 if something is bad, with advice for everything that is not well."""
    flags = ("--host", "0.0.0.0", "--port", "0", "--registration", "open", "--limits", "off")
    done = hubbub("doctor", "--data", str(tmp_path), *flags, "--allow-origin", "chat.example.org", code=1)
    for word in ("registration", "allow-origin", "limits"):
        assert word in done.stdout
    assert done.stdout.count("->") >= 3
    assert not (tmp_path / "hubbub.db").exists()


# The end


async def test_a_server_that_is_told_to_leave_tells_everyone_to_come_back(data: Path) -> None:
    """PROTOCOL, Close codes: 1012 restarting: reason holds the bound in seconds. SIGTERM is success."""
    with running(data) as server:
        ada = await register(server, "ada")
        async with ada.online() as socket, open_socket(server) as nobodys:
            await socket.quiet()
            code = asyncio.create_task(asyncio.to_thread(server.stop, signal.SIGTERM))
            for each in (socket, nobodys):
                closed, reason = await each.closed()
                assert closed == 1012
                assert 0 < int(reason or "0") <= 60
            assert await code == 0
        assert "Traceback" not in server.log


async def test_what_was_asked_before_the_end_is_answered(data: Path) -> None:
    """R1: a message acknowledged is never lost; R11: what is not acknowledged was refused or cut off."""
    with running(data) as server:
        ada = await register(server, "ada")
        async with ada.online() as socket:
            numbers = [
                await socket.send("message.send", conversation=0, text=str(number)) for number in range(500)
            ]
            await socket.reply(numbers[0])
            assert await asyncio.to_thread(server.stop) == 0
            await socket.closed()
            seqs = [frame["ok"]["seq"] for frame in socket.frames if "ok" in frame]
        server.start()
        page = await ada.ask("message.history", conversation=0, limit=200)
        assert max(seqs) <= page["messages"][-1]["seq"]
        assert seqs == list(range(1, len(seqs) + 1))


@pytest.mark.parametrize("command", ["serve", "say"])
def test_ctrl_c_while_the_program_is_being_read_says_nothing(tmp_path: Path, command: str) -> None:
    arguments = [sys.executable, "-X", "importtime", "-m", "hubbub", command]
    arguments += ["--data", str(tmp_path)] if command == "serve" else ["x"]
    with subprocess.Popen(arguments, stderr=subprocess.PIPE, text=True) as process:
        assert process.stderr is not None
        while "cyclopts" not in (line := process.stderr.readline()):
            assert line, "ended before"
        process.send_signal(signal.SIGINT)
        said = process.stderr.read()
        assert process.wait(SECONDS) in (-signal.SIGINT, 130)
    assert "Traceback" not in said


@pytest.mark.parametrize(
    ("arguments", "word"),
    [
        (("torture", "--self", "--minutes", "-1"), "minutes"),
        (("torture", "--self", "--minutes", "0"), "minutes"),
        (("torture", "--self", "--kills", "-1"), "kills"),
        (("torture", "--self", "--messages", "-1"), "messages"),
        (("say", "x", "--wait", "-1"), "wait"),
        (("say", "x", "--wait", "0"), "wait"),
        (("tail", "--wait", "nan"), "wait"),
        (("chat", "--wait", "inf"), "wait"),
    ],
    ids=str,
)
def test_a_number_that_cannot_be_meant_is_refused_by_its_flag(arguments: tuple[str, ...], word: str) -> None:
    assert word in hubbub(*arguments, code=2).stderr


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_a_server_that_has_just_started_can_be_stopped(data: Path, number: signal.Signals) -> None:
    """Ctrl-C is how a person ends it, SIGTERM how a supervisor does: also at once after the start."""
    with running(data) as server:
        begun = time.monotonic()
        assert server.stop(number) == 0
        assert time.monotonic() - begun < SECONDS
        assert "Traceback" not in server.log
