"""The fault proxy: what it does to a connection is what a bad network does, and it never changes a byte."""

from __future__ import annotations

import asyncio
import random
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from itertools import islice, pairwise

import pytest

from hubbub.torture.faults import Fault, Kind, schedule
from hubbub.torture.proxy import Proxy

pytestmark = pytest.mark.anyio

SECONDS = 10.0
MESSAGE = bytes(range(256)) * 40
Streams = tuple[asyncio.StreamReader, asyncio.StreamWriter]


def fault(kind: Kind, *, seconds: float = 0.3, severity: float = 0.5, kills: bool = False) -> Fault:
    return Fault(at=0, kind=kind, share=1, seconds=seconds, severity=severity, kills=kills)


@asynccontextmanager
async def echo_through_proxy() -> AsyncIterator[tuple[Proxy, Streams]]:
    """Give a proxy before a server that says everything back, and a client of it."""

    async def echo(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            while chunk := await reader.read(65_536):
                writer.write(chunk)
                await writer.drain()
        except ConnectionError:
            pass
        finally:
            writer.close()

    server = await asyncio.start_server(echo, "127.0.0.1", 0)
    proxy = Proxy(server.sockets[0].getsockname()[:2])
    await proxy.start()
    reader, writer = await asyncio.open_connection("127.0.0.1", proxy.port)
    try:
        yield proxy, (reader, writer)
    finally:
        writer.close()
        await proxy.close()
        server.close()
        for _ in range(3):
            await asyncio.sleep(0)


async def said_back(streams: Streams, message: bytes = MESSAGE) -> bytes:
    reader, writer = streams
    writer.write(message)
    return await asyncio.wait_for(reader.readexactly(len(message)), SECONDS)


async def until_reset(reader: asyncio.StreamReader) -> bytes:
    said = b""
    while True:
        try:
            chunk = await asyncio.wait_for(reader.read(65_536), SECONDS)
        except ConnectionResetError:
            return said
        assert chunk, "a reset is no end"
        said += chunk


@pytest.mark.parametrize("kind", [Kind.DELAY, Kind.SLICE, Kind.HOLE, Kind.HOLE_UP, Kind.HOLE_DOWN])
async def test_what_lasts_holds_back_and_changes_nothing(kind: Kind) -> None:
    async with echo_through_proxy() as (proxy, streams):
        assert await said_back(streams) == MESSAGE, "premise: it passes everything on"
        assert proxy.strike(fault(kind), random.Random(1)) == 1
        began = asyncio.get_running_loop().time()
        assert await said_back(streams) == MESSAGE
        lasted = asyncio.get_running_loop().time() - began
        assert lasted > 0.1 or kind is Kind.SLICE, "it was held back"
        assert await said_back(streams) == MESSAGE, "and it is over"


async def test_a_slice_comes_in_pieces() -> None:
    async with echo_through_proxy() as (proxy, (reader, writer)):
        assert await said_back((reader, writer)) == MESSAGE
        proxy.strike(fault(Kind.SLICE), random.Random(1))
        writer.write(MESSAGE)
        said, pieces = b"", 0
        while len(said) < len(MESSAGE):
            said += await asyncio.wait_for(reader.read(65_536), SECONDS)
            pieces += 1
        assert said == MESSAGE
        assert pieces > 3


@pytest.mark.parametrize("kind", [Kind.RESET, Kind.TEAR])
async def test_a_reset_is_a_reset_and_not_an_end(kind: Kind) -> None:
    async with echo_through_proxy() as (proxy, streams):
        assert await said_back(streams) == MESSAGE
        proxy.strike(fault(kind, kills=True), random.Random(1))
        with pytest.raises(ConnectionResetError):
            await said_back(streams)
        assert not proxy.links


async def test_a_tear_lets_a_part_through() -> None:
    async with echo_through_proxy() as (proxy, (reader, writer)):
        assert await said_back((reader, writer)) == MESSAGE
        proxy.strike(fault(Kind.TEAR, severity=0.25), random.Random(1))
        writer.write(MESSAGE)
        part = await asyncio.wait_for(reader.read(len(MESSAGE)), SECONDS)
        assert 0 < len(part) < len(MESSAGE)
        assert MESSAGE.startswith(part)
        with pytest.raises(ConnectionResetError):
            await asyncio.wait_for(reader.readexactly(len(MESSAGE)), SECONDS)


async def test_a_tear_never_overtakes_what_is_held_back() -> None:
    """A stream that is cut has a beginning of what was said, whatever else befell it."""
    async with echo_through_proxy() as (proxy, (reader, writer)):
        assert await said_back((reader, writer)) == MESSAGE
        proxy.strike(fault(Kind.SLICE, seconds=5), random.Random(1))
        writer.write(MESSAGE)
        first = await asyncio.wait_for(reader.readexactly(1), SECONDS)
        proxy.strike(fault(Kind.TEAR, severity=0.9), random.Random(1))
        writer.write(MESSAGE)
        passed = first + await until_reset(reader)
        assert (MESSAGE + MESSAGE).startswith(passed)


async def test_a_close_is_an_end() -> None:
    async with echo_through_proxy() as (proxy, (reader, writer)):
        assert await said_back((reader, writer)) == MESSAGE
        proxy.strike(fault(Kind.CLOSE), random.Random(1))
        assert await asyncio.wait_for(reader.read(1), SECONDS) == b""


async def test_a_server_that_is_down_is_a_reset() -> None:
    async with echo_through_proxy() as (proxy, _):
        proxy.target = ("127.0.0.1", 1)
        reader, _ = await asyncio.open_connection("127.0.0.1", proxy.port)
        with pytest.raises(ConnectionResetError):
            await asyncio.wait_for(reader.read(1), SECONDS)


def test_the_same_seed_gives_the_same_faults() -> None:
    one, same, other = (list(islice(schedule(random.Random(seed)), 200)) for seed in (1, 1, 2))
    assert one == same != other
    assert {fault.kind for fault in one} == set(Kind)
    assert any(fault.share == 1.0 for fault in one)
    assert all(before.at < after.at for before, after in pairwise(one))
