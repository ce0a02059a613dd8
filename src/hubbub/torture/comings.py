"""Comings and goings: people who are added, removed, join and leave, and logins that end."""

from __future__ import annotations

import asyncio
import itertools
import random
from collections.abc import Callable

from hubbub.torture.company import Addresses, Company
from hubbub.torture.devices import BACK_SOON, PATIENCE, Handset
from hubbub.torture.history import History
from hubbub.torture.people import Person
from hubbub.torture.plan import REVOLVING
from hubbub.torture.records import Change, Device, Outcome
from hubbub_client import Client, Closed, ConnectionLost, HubbubError, State, Unauthenticated

Stopped = Callable[[], bool]


async def revolve(company: Company, room: int, dice: random.Random, stopped: Stopped) -> None:
    """Let people come into a room and leave it, all the time; its owner stays and does the adding."""
    members = set(company.rooms[room].people)
    owner, *_ = company.rooms[room].people
    others = [number for number in range(len(company.people)) if number != owner]
    while not stopped():
        await asyncio.sleep(dice.uniform(0.05, 0.5))
        number = dice.choice(others)
        alone = dice.random() < 0.4
        moved = await _move(
            company.people[owner], company.people[number], room, leaves=number in members, alone=alone
        )
        if moved:
            members ^= {number}


async def _move(owner: Person, other: Person, room: int, *, leaves: bool, alone: bool) -> bool:
    """Move somebody in or out, by themselves or by the owner; say whether they are where they should be."""
    if alone:
        kind = "conversation.leave" if leaves else "conversation.join"
        mover, conversation = other, other.steady.once.conversation
        ask = conversation.leave if leaves else conversation.join
        change = Change(kind, mover.user, room, other.user, 0, 0)
        outcome = await mover.change(change, lambda: ask(room))
    else:
        kind = "member.remove" if leaves else "member.add"
        mover, member = owner, owner.steady.once.member
        change = Change(kind, mover.user, room, other.user, 0, 0)
        outcome = await mover.change(
            change, lambda: (member.remove if leaves else member.add)(room, other.user)
        )
    # Refused: an earlier attempt whose outcome was not known had done it.
    return outcome == Outcome.OK or change.code in ("conflict", "not_found")


def revolving(company: Company) -> list[int]:
    """Return the rooms whose members come and go."""
    return [room for room, kind in company.rooms.items() if kind.kind == REVOLVING]


async def end_logins(
    company: Company, history: History, addresses: Addresses, dice: random.Random, stopped: Stopped
) -> None:
    """Log somebody in on a spare device, let it listen, end that login, and see that it stays ended."""
    for number in itertools.count(1):
        if stopped():
            return
        person = dice.choice(company.people)
        address = dice.choice((addresses.direct, addresses.faulty))
        try:
            spare = await _log_in(person, history, address, f"spare {number}")
        except (HubbubError, ConnectionLost, Closed, TimeoutError):
            continue
        await asyncio.sleep(dice.uniform(0.5, 3.0))
        if await _end(spare, person, itself=dice.random() < 0.5):
            spare.device.ended = history.now()
            await asyncio.sleep(dice.uniform(0.5, 2.0))
            await _check_shut_out(spare, history, addresses)
        else:
            history.devices.remove(spare.device)  # nobody knows whether it is over: nothing to judge
        await spare.put_away()


async def _log_in(person: Person, history: History, address: str, label: str) -> Handset:
    name = history.names[person.user]
    answer = await person.steady.client.asking(timeout=PATIENCE).auth.login(name, device=label)
    device = Device(f"{name}'s {label}", person.user)
    history.devices.append(device)
    spare = Handset(history, address, device, State(answer.token, person.user))
    await spare.take_up()
    return spare


async def _end(spare: Handset, person: Person, *, itself: bool) -> bool:
    """End a login, by its own hand or from another device, and say whether that was acknowledged."""
    try:
        if itself:
            await spare.once.auth.logout()
        else:
            label = spare.device.name.rpartition("'s ")[2]
            asking = person.steady.client.asking(timeout=PATIENCE)
            found = [login for login in (await asking.auth.sessions()).sessions if login.device == label]
            if not found:
                return False
            await asking.auth.revoke(session=found[0].id)
    except (HubbubError, ConnectionLost, Closed, TimeoutError):
        return False
    return True


async def _check_shut_out(spare: Handset, history: History, addresses: Addresses) -> None:
    """R9: its token opens nothing any more, also after the server was killed."""
    client = Client(
        addresses.direct,
        token=spare.token,
        register=False,
        events=False,
        start_timeout=PATIENCE,
        backoff=BACK_SOON,
    )
    try:
        await client.start()
    except Unauthenticated:
        history.judge("R9", True, "")
    except (HubbubError, ConnectionLost, Closed, TimeoutError):
        pass
    else:
        history.judge("R9", False, "{}: its login had ended and still opens the door", spare.device.name)
        await client.close()
