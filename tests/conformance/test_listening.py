"""Where connections come in: many at once find room, and no other server's port is shared."""

from __future__ import annotations

import contextlib
import socket
import sys
from collections.abc import Iterator

import pytest

from hubbub import listening

CROWD = 6_000 if sys.platform == "linux" else 100
"""More than one socket's queue holds (net.core.somaxconn: 4,096); elsewhere one queue is all there is."""


@pytest.fixture
def listeners() -> Iterator[list[socket.socket]]:
    found = listening.listen("127.0.0.1", 0)
    yield found
    for each in found:
        each.close()


def test_thousands_who_come_at_once_find_room_before_anybody_is_taken(
    listeners: list[socket.socket],
) -> None:
    port = listeners[0].getsockname()[1]
    assert {each.getsockname()[1] for each in listeners} == {port}
    with contextlib.ExitStack() as crowd:
        for _ in range(CROWD):
            one = crowd.enter_context(socket.socket())
            one.settimeout(0.9)  # who finds no room is heard of after a second
            one.connect(("127.0.0.1", port))


def test_a_port_that_somebody_listens_at_is_nobody_elses(listeners: list[socket.socket]) -> None:
    port = listeners[0].getsockname()[1]
    with pytest.raises(OSError, match="in use"):
        listening.listen("127.0.0.1", port)
    for each in listeners:
        each.close()
    for each in listening.listen("127.0.0.1", port):
        each.close()


def test_how_many_sockets_it_takes_follows_from_the_bound_of_the_machine(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    for bound, expected in ((128, 8), (4_096, 4), (65_535, 1)):
        monkeypatch.setattr(listening, "_bound", lambda bound=bound: bound)
        found = listening.listen("127.0.0.1", 0)
        assert len(found) == (expected if sys.platform == "linux" else 1)
        for each in found:
            each.close()
