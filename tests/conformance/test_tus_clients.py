"""The tus clients that people use, as they come: tus-js-client, broken off and resumed."""

from __future__ import annotations

import asyncio
import json
import os
import shutil
from pathlib import Path

import pytest

from tests.support.people import people
from tests.support.server import Server
from tests.support.uploads import ask

pytestmark = pytest.mark.anyio
CLIENT = Path(__file__).parents[1] / "support" / "tus_js"


@pytest.fixture(scope="module")
def tus_js(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Give the script of the client, with what the lock file names installed beside it."""
    if shutil.which("npm") is None:
        pytest.skip("there is no npm command here (Debian: apt-get install nodejs npm)")
    folder = tmp_path_factory.mktemp("tus") / "client"
    shutil.copytree(CLIENT, folder, ignore=shutil.ignore_patterns("node_modules"))
    return folder


async def run(*command: str, folder: Path) -> str:
    """Run a program and return what it says. Raises AssertionError if it fails."""
    process = await asyncio.create_subprocess_exec(
        *command, cwd=folder, stdout=asyncio.subprocess.PIPE, stderr=asyncio.subprocess.PIPE
    )
    said, errors = await process.communicate()
    assert process.returncode == 0, errors.decode()
    return said.decode()


async def test_tus_js_client_uploads_and_resumes(server: Server, tus_js: Path, tmp_path: Path) -> None:
    await run("npm", "ci", "--no-fund", "--no-audit", "--prefer-offline", folder=tus_js)
    (ada,) = await people(server, "ada")
    assert ada.token is not None
    source = tmp_path / "source.bin"
    source.write_bytes(os.urandom(10_000_000))
    endpoint = f"{server.http}/api/v1/files"
    said = json.loads(await run("node", "upload.js", endpoint, ada.token, str(source), "5", folder=tus_js))
    assert said["left"] == 0
    down = await ask(ada, "GET", said["url"].removeprefix(server.http))
    assert down.content == source.read_bytes()
