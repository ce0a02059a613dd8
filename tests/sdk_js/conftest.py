"""The JavaScript client library is tried in Node, against a real server."""

from __future__ import annotations

import pytest

from tests.support import node


@pytest.fixture(scope="session", autouse=True)
def _node() -> None:
    if (reason := node.missing()) is not None:
        pytest.skip(reason)
