"""The hostile: readers who stop reading, and clients who claim to be where they are not."""

from __future__ import annotations

import asyncio
import contextlib
import json
import random
import socket
from typing import Final
from urllib.parse import urlsplit

from hubbub.torture.comings import Stopped
from hubbub.torture.company import Company
from hubbub.torture.devices import PATIENCE, Handset
from hubbub.torture.history import History
from hubbub.torture.people import Person
from hubbub.torture.records import Probe
from hubbub_client import Closed, ConnectionLost, HubbubError

_REQUESTS: Final = 400
_UPGRADE: Final = (
    "GET /api/v1/ws HTTP/1.1\r\nHost: {host}\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
    "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Version: 13\r\n"
    "Authorization: Bearer {token}\r\n\r\n"
)
_FAR: Final = 1_000_000
PROBES_A_SECOND: Final = 10


async def stall(address: str, person: Person, room: int, dice: random.Random, stopped: Stopped) -> None:
    """R10: log in, ask for far more than a socket holds, and read none of it, again and again."""
    while not stopped():
        with contextlib.suppress(OSError):  # the server was down, or has thrown us out: so it should
            await _ask_and_not_read(address, person, room, dice.uniform(4.0, 10.0))
        await asyncio.sleep(dice.uniform(0.1, 1.0))


async def _ask_and_not_read(address: str, person: Person, room: int, seconds: float) -> None:
    where = urlsplit(address)
    loop = asyncio.get_running_loop()
    with socket.socket() as raw:
        raw.setblocking(False)
        raw.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
        await loop.sock_connect(raw, (where.hostname, where.port))
        upgrade = _UPGRADE.format(host=where.netloc, token=person.steady.token)
        request = json.dumps({"op": "message.history", "id": 1, "conversation": room, "limit": 200})
        try:
            async with asyncio.timeout(seconds):
                await loop.sock_sendall(raw, upgrade.encode())
                for _ in range(_REQUESTS):
                    await loop.sock_sendall(raw, _masked(request.encode()))
                await asyncio.sleep(seconds)
        except TimeoutError:
            return


def _masked(payload: bytes) -> bytes:
    """Return a text frame of a client's (RFC 6455, 5.2), with a mask that changes nothing."""
    assert len(payload) < 126
    return bytes((0x81, 0x80 | len(payload), 0, 0, 0, 0)) + payload


async def probe(person: Person, history: History, stopped: Stopped) -> None:
    """Send a small message ten times a second, in a room of one's own, and note how long each took."""
    room = person.haunts[0].room
    running: set[asyncio.Task[None]] = set()

    async def once() -> None:
        key = history.messages.add(person.user, room, 0)
        start = history.now()
        with contextlib.suppress(Closed):  # the run is over, or its client: not a probe's to say
            if await person.send(person.steady, key):
                history.probes.append(Probe(start, history.now()))

    while not stopped():
        task = asyncio.create_task(once())
        running.add(task)
        task.add_done_callback(running.discard)
        await asyncio.sleep(1 / PROBES_A_SECOND)


async def forge(company: Company, history: History, dice: random.Random, stopped: Stopped) -> None:
    """R5: claim to have seen what is not there, or another database: the answer must say to begin anew."""
    while not stopped():
        await asyncio.sleep(dice.uniform(0.5, 2.0))
        handset = dice.choice(company.people).steady
        cursors = {room: track.last for room, track in handset.device.tracks.items() if track.seqs}
        epoch = handset.client.epoch
        if not cursors or epoch is None:
            continue
        try:
            if dice.random() < 0.3:
                await _claim_other_database(history, handset, cursors)
            else:
                await _claim_future(history, handset, cursors, dice.choice(list(cursors)), epoch)
        except (HubbubError, ConnectionLost, Closed, TimeoutError):
            continue


async def _claim_future(
    history: History, handset: Handset, cursors: dict[int, int], forged: int, epoch: str
) -> None:
    """Claim a position past the head, and sync until there is no more."""
    named = {str(room): seq for room, seq in cursors.items()}
    named[str(forged)] += _FAR
    reset, mine, more = False, True, True
    while more and mine and not reset:
        answer = await handset.client.asking(timeout=PATIENCE).sync(cursors=named, epoch=epoch)
        reset = forged in answer.reset
        mine = any(summary.id == forged for summary in answer.conversations)
        named |= {str(event.conversation): event.seq for event in answer.events}
        more = answer.more
    if mine:
        example = (
            "{} claimed to have seen {} entries more of {} than there are, and was not told to begin anew"
        )
        history.judge("R5", reset, example, handset.device.name, _FAR, forged)


async def _claim_other_database(history: History, handset: Handset, cursors: dict[int, int]) -> None:
    """Claim positions in another database's logs: every conversation that is given must be begun anew."""
    named = {str(room): seq for room, seq in cursors.items()}
    answer = await handset.client.asking(timeout=PATIENCE).sync(cursors=named, epoch="another database")
    begun = {event.conversation for event in answer.events} & cursors.keys()
    example = "{} claimed positions of another database; {} went on from there without a word"
    silent = begun - set(answer.reset)
    history.judge("R5", bool(answer.reset) and not silent, example, handset.device.name, silent or "all")
