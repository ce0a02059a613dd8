"""``hubbub torture`` as people run it, against the server as it is."""

from __future__ import annotations

import asyncio
import contextlib
import os
import re
import signal
import subprocess
import sys
from pathlib import Path
from subprocess import PIPE

import pytest

from hubbub.torture.server import Server
from tests.support.server import running
from tests.support.websocket_peer import until

pytestmark = pytest.mark.anyio
SECONDS = 300


def torture(*flags: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "hubbub", "torture", *flags]
    return subprocess.run(command, capture_output=True, text=True, timeout=SECONDS, check=False)


@pytest.mark.timeout(SECONDS)
def test_a_minute_of_torture_breaks_nothing(tmp_path: Path) -> None:
    """The contract of one machine, under kills and faults: 0 lost, 0 doubled, 0 out of order."""
    report = tmp_path / "report.html"
    done = torture("--self", "--seed", "1", "--minutes", "1", "--report", str(report))
    assert done.returncode == 0, done.stdout + done.stderr
    said = re.search(
        r"([\d,]+) acknowledged over (\d+) kills .*: 0 lost, 0 doubled, 0 out of order", done.stdout
    )
    assert said, done.stdout
    assert int(said[1].replace(",", "")) > 200, "premise: people talked"
    assert int(said[2]) >= 2, "premise: it was killed"
    assert "BROKEN" not in done.stdout
    assert "not tried" not in done.stdout
    page = report.read_text()
    assert "Every promise kept" in page
    assert "hubbub torture --self --seed 1 --minutes 1" in page
    assert not re.search(r"(src|href)=|url\(|<script|@import", page), "it loads nothing from anywhere"


@pytest.mark.timeout(SECONDS)
def test_a_server_at_a_url_is_tortured_with_its_limits_and_not_killed(data: Path) -> None:
    with running(data) as server:
        pid = server.pid
        done = torture(server.http, "--seed", "1", "--minutes", "0.1", "--people", "6", "--messages", "100")
        assert done.returncode == 0, done.stdout + done.stderr
        assert "over 0 kills" in done.stdout
        assert server.pid == pid
        assert server.stop() == 0, "it is as well as before"


def test_ctrl_c_ends_it_and_the_server_it_had_started() -> None:
    command = [sys.executable, "-m", "hubbub", "torture", "--self", "--minutes", "5", "--people", "4"]
    with subprocess.Popen(command, stderr=PIPE, text=True, start_new_session=True) as process:
        assert process.stderr is not None
        assert any(line.startswith("stage torture") for line in process.stderr)
        os.killpg(process.pid, signal.SIGINT)
        _, errors = process.communicate(timeout=60)
        assert process.returncode == 130, errors
        with pytest.raises(ProcessLookupError):
            os.killpg(process.pid, 0)


@pytest.mark.parametrize("flags", [(), ("http://127.0.0.1:1", "--self")])
def test_it_wants_a_server_or_itself(flags: tuple[str, ...]) -> None:
    done = torture(*flags)
    assert done.returncode == 1
    assert "give the URL of a server, or --self" in done.stderr


def test_a_server_that_is_not_there_is_said_in_a_sentence() -> None:
    done = torture("http://127.0.0.1:1", "--minutes", "0.1")
    assert done.returncode == 1
    assert "the run failed" in done.stderr
    assert "Traceback" not in done.stderr


async def test_a_start_that_is_given_up_leaves_nothing_behind(data: Path) -> None:
    server = Server(data)
    starting = asyncio.create_task(server.start())
    await until(lambda: running_on(data), "something has begun to load")
    starting.cancel()
    await asyncio.gather(starting, return_exceptions=True)
    await asyncio.wait_for(server.close(), 60)
    assert not running_on(data)


def running_on(data: Path) -> list[Path]:
    """Return the processes that have a folder in their command line."""
    found = []
    for command in Path("/proc").glob("[0-9]*/cmdline"):
        with contextlib.suppress(OSError):
            if str(data) in command.read_text():
                found.append(command)
    return found
