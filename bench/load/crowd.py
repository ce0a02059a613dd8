"""Connecting many people quickly: a batch of sockets at a time, each stage for the whole batch."""

import resource
import socket
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from bench.load.connection import Connection

if TYPE_CHECKING:
    from bench.drivers.base import Driver

_BATCH = 100
_PATIENCE = 30.0
_SOURCES = 16
# Linux's number, named by Python only from 3.12 on: the port is chosen at connect, knowing the whole pair.
_IP_BIND_ADDRESS_NO_PORT = 24
_SPARE_DESCRIPTORS = 100


class TooFewDescriptors(Exception):
    """The hard limit of open files is below what the scenario needs."""


def allow_descriptors(wanted: int) -> None:
    """Raises the soft limit of open files to the hard one, which servers inherit."""
    _, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (hard, hard))
    if hard < wanted + _SPARE_DESCRIPTORS:
        raise TooFewDescriptors(
            f"{wanted} connections need ulimit -n {wanted + _SPARE_DESCRIPTORS}, it is {hard}"
        )


def connect(driver: "Driver", people: Sequence[int]) -> list[Connection]:
    """A connection for each person, upgraded and entered; raises ConnectionFailed."""
    connections: list[Connection] = []
    for first in range(0, len(people), _BATCH):
        connections += _connect_batch(driver, people[first : first + _BATCH])
    return connections


def close_all(connections: Iterable[Connection]) -> None:
    """Resets the connections, so that no port lingers."""
    for connection in connections:
        reset(connection.sock)


def reset(sock: socket.socket) -> None:
    """Cuts a connection, so that no port lingers."""
    sock.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, b"\x01\0\0\0\0\0\0\0")
    sock.close()


def loopback(person: int) -> socket.socket:
    """A socket that does not block, from one of several loopback addresses: one alone has 28,000 ports."""
    sock = socket.socket()
    sock.setblocking(False)
    sock.setsockopt(socket.IPPROTO_IP, _IP_BIND_ADDRESS_NO_PORT, 1)
    sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    sock.bind((f"127.0.1.{1 + person % _SOURCES}", 0))
    return sock


def _connect_batch(driver: "Driver", people: Sequence[int]) -> list[Connection]:
    batch = [Connection(person, _open(driver.port, person)) for person in people]
    try:
        for connection in batch:
            connection.sock.sendall(driver.upgrade(connection.person))
        for connection in batch:
            connection.await_upgrade(_PATIENCE)
        _enter(driver, batch)
    except BaseException:
        close_all(batch)
        raise
    return batch


def _enter(driver: "Driver", batch: Sequence[Connection]) -> None:
    plans = [driver.enter(connection.person) for connection in batch]
    for stage in zip(*plans, strict=True):
        for connection, step in zip(batch, stage, strict=True):
            connection.sock.sendall(step.frame)
        for connection, step in zip(batch, stage, strict=True):
            connection.await_frame(step.answer, _PATIENCE)


def _open(port: int, person: int) -> socket.socket:
    sock = loopback(person)
    sock.settimeout(_PATIENCE)
    sock.connect(("127.0.0.1", port))
    return sock
