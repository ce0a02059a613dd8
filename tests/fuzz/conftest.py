"""What every test here has: a server of its own file's, people who witness, and a share of the time."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.support.arena import Arena, arena
from tests.support.fuzzing import MINUTES
from tests.support.server import Server, running

_HERE = Path(__file__).parent


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """A case that fails is made as small as can be, which takes its time."""
    for item in items:
        if _HERE in item.path.parents:
            item.add_marker(pytest.mark.timeout(60 * MINUTES + 900))


@pytest.fixture(scope="session")
def seconds(request: pytest.FixtureRequest) -> float:
    """Give how long a test of this folder may go on; 0 outside of `make fuzz`."""
    tests = sum("seconds" in getattr(item, "fixturenames", ()) for item in request.session.items)
    workers = int(os.environ.get("PYTEST_XDIST_WORKER_COUNT", "1"))
    return 60 * MINUTES * workers / max(tests, workers)


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """Give a server without limits: a refusal for haste would hide what else is wrong.

    Calls ring on, for a call that is missed is stored at a moment of its own. Nobody is asked for a sign of
    life: where an answer takes half a minute, on a machine with other things to do, that would come first.
    """
    patient = ("--ring-seconds", "600", "--rejoin-seconds", "600", "--heartbeat", "3600")
    with running(tmp_path_factory.mktemp("fuzz") / "data", "--limits", "off", *patient) as server:
        yield server


@pytest.fixture(scope="module")
def ring(server: Server) -> Iterator[Arena]:
    """Give the arena around it."""
    with arena(server) as ring:
        yield ring
