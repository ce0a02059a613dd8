"""After the storm: everybody catches up, and reads back what the server has."""

from __future__ import annotations

import asyncio
import random
import time
from array import array
from collections.abc import Iterator
from typing import Final

from hubbub.torture.company import Company
from hubbub.torture.devices import Handset
from hubbub.torture.history import History
from hubbub.torture.people import Person
from hubbub.torture.recorder import message
from hubbub.torture.records import Page, Standing
from hubbub_client import Closed, Unauthenticated
from hubbub_client.models import Summary

_POLL_SECONDS: Final = 0.1
_LIMIT: Final = 200
_WHOLE: Final = 20
"""A log of at most so many pages is read whole by everyone; of a longer one each reads a few, and one all."""
_SAMPLED: Final = 3
_PATIENCE: Final = 60.0
_AT_ONCE: Final = 8


async def settle(company: Company, patience: float) -> dict[int, list[Summary]]:
    """Wait until every device has shown the heads of its owner's rooms; return each person's snapshot.

    Who does not get there within ``patience`` seconds is left to the checker.
    """
    deadline = time.monotonic() + patience
    snapshots: dict[int, list[Summary]] = {}
    waiting = company.handsets
    people = [*company.people, company.probe]
    while waiting and time.monotonic() < deadline:
        for person in people:
            snapshots[person.user] = await _snapshot(person)
        waiting = [handset for handset in waiting if not _is_level(handset, snapshots[handset.device.user])]
        if waiting:
            await asyncio.sleep(_POLL_SECONDS)
    for handset in company.handsets:
        handset.device.settled = True
    return snapshots


def _is_level(handset: Handset, summaries: list[Summary]) -> bool:
    return all(handset.has_shown(summary.id, summary.head) for summary in summaries)


async def _snapshot(person: Person) -> list[Summary]:
    """Return a fresh snapshot, without the events that are known anyway; nothing if their login is lost."""
    client = person.steady.client.asking(timeout=_PATIENCE)
    rooms = person.history.founded
    try:
        answer = await client.conversation.list()
    except (Unauthenticated, Closed) as error:
        name = person.history.names[person.user]
        person.history.judge("R1", False, "{}'s login was acknowledged, and in the end: {}", name, error)
        return []
    return [summary for summary in answer.conversations if summary.id in rooms]


async def read_back(company: Company, history: History, patience: float, dice: random.Random) -> None:
    """Let everybody write down their counts, and read the logs: one member all of each, the others parts."""
    snapshots = await settle(company, patience)
    whole: set[int] = set()
    gate = asyncio.Semaphore(_AT_ONCE)
    reading = []
    for person in (*company.people, company.probe):
        for summary in snapshots.get(person.user, []):
            history.standings.append(_standing(person, summary))
            stays = summary.id not in whole and history.founded[summary.id].founders[0] == person.user
            whole |= {summary.id} if stays else set()
            reading += [
                _read(gate, person, summary, after, upto) for after, upto in _parts(summary, dice, stays)
            ]
    await asyncio.gather(*reading)


def _standing(person: Person, summary: Summary) -> Standing:
    last = 0 if summary.last_message is None else summary.last_message.seq
    return Standing(
        person.user,
        summary.id,
        summary.head,
        summary.read,
        summary.unread,
        summary.mentions,
        summary.members,
        last,
    )


def _parts(summary: Summary, dice: random.Random, whole: bool) -> Iterator[tuple[int, int]]:
    """Give what a member reads of a log: stretches of positions."""
    stretch = _LIMIT * _WHOLE
    if summary.head <= stretch or whole:
        for after in range(0, summary.head, stretch):
            yield after, min(after + stretch, summary.head)
        return
    for after in {dice.randrange(summary.head - _LIMIT) for _ in range(_SAMPLED)} | {summary.head - _LIMIT}:
        yield after, after + _LIMIT


async def _read(gate: asyncio.Semaphore, person: Person, summary: Summary, after: int, upto: int) -> None:
    history = person.history
    page = Page(person.user, summary.id, after, upto, array("q"), array("i"), array("i"))
    ask = person.steady.client.asking(timeout=_PATIENCE).message.history
    async with gate:
        more = True
        while more and after < upto:
            answer = await ask(summary.id, after=after, limit=_LIMIT)
            for said in answer.messages:
                if said.seq <= upto:
                    what, version = message(history, said)
                    page.seqs.append(said.seq)
                    page.whats.append(what)
                    page.versions.append(version)
            more, after = answer.has_more, answer.messages[-1].seq if answer.messages else upto
    history.pages.append(page)
