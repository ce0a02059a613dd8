"""Making the company: accounts, devices, and the rooms they meet in. Before any fault."""

from __future__ import annotations

import asyncio
from typing import Final

from msgspec import Struct

from hubbub.torture import plan as plans
from hubbub.torture.devices import Handset
from hubbub.torture.history import History
from hubbub.torture.people import Haunt, Person
from hubbub.torture.plan import Plan, Room
from hubbub.torture.records import Device, Founded
from hubbub_client import Client, State

_AT_ONCE: Final = 8
_WEIGHTS: Final = {plans.SMALL: 1.0, plans.REVOLVING: 0.25, plans.LARGE: 0.02}
"""How often people go to each kind of room: fan-out is what costs."""
_WANDERERS: Final = 0.15
"""How many have a third device, which comes and goes."""


class Addresses(Struct, frozen=True):
    """The server, and the proxy before it that does harm."""

    direct: str
    faulty: str


class Company(Struct):
    """Everybody, and where they meet."""

    people: list[Person]
    rooms: dict[int, Room]
    wanderers: list[Handset]
    probe: Person
    """Somebody nobody talks to, in a room of their own: how long the server takes for them is its pace."""

    @property
    def handsets(self) -> list[Handset]:
        """Every device that is meant to be on in the end."""
        always = [handset for person in (*self.people, self.probe) for handset in person.handsets]
        return always + self.wanderers


async def gather(plan: Plan, history: History, addresses: Addresses) -> Company:
    """Register everybody and make their rooms."""
    gate = asyncio.Semaphore(_AT_ONCE)

    async def arrive(number: int) -> Person:
        async with gate:
            return await _arrive(plan, history, addresses, number)

    everyone = await asyncio.gather(*(arrive(number) for number in range(plan.people + 1)))
    *people, probe = everyone
    probe.handsets = probe.handsets[-1:]
    history.devices.remove(history.devices[2 * plan.people])
    rooms: dict[int, Room] = {}
    for room in plans.rooms(plan):
        rooms[await _found(history, people, room)] = room
    await _found(history, [probe], Room("nobody else", plans.SMALL, (0,)))
    dice = plan.dice("wanderers")
    wanderers = [
        await _wanderer(history, addresses, person) for person in people if dice.random() < _WANDERERS
    ]
    return Company(people, rooms, wanderers, probe)


async def _arrive(plan: Plan, history: History, addresses: Addresses, number: int) -> Person:
    name = f"{_NAMES[number % len(_NAMES)]}{number}-{history.run}"
    async with Client(addresses.direct, name=name, events=False) as client:
        user, state = client.me, State(client.token, client.me.id)
    history.names[user.id] = user.name
    person = Person(history, user.id, plan.dice("person", number))
    for kind, address in (("phone", addresses.faulty), ("desk", addresses.direct)):
        device = Device(f"{name}'s {kind}", user.id)
        history.devices.append(device)
        person.handsets.append(Handset(history, address, device, state))
    return person


async def _wanderer(history: History, addresses: Addresses, person: Person) -> Handset:
    """Give a person one more device, with a login of its own."""
    name = history.names[person.user]
    device = Device(f"{name}'s laptop", person.user)
    history.devices.append(device)
    async with Client(addresses.direct, name=name, events=False) as client:
        return Handset(history, addresses.faulty, device, State(client.token, person.user))


async def _found(history: History, people: list[Person], room: Room) -> int:
    owner, *others = (people[number] for number in room.people)
    async with Client(owner.steady.address, token=owner.steady.token, events=False) as client:
        made = await client.conversation.create(
            "group",
            f"{room.name} {history.run}",
            members=[other.user for other in others],
            public=room.kind == plans.REVOLVING,
        )
    members = tuple(person.user for person in (owner, *others))
    history.founded[made.conversation.id] = Founded(made.conversation.id, room.name, room.kind, members)
    goers = people if room.kind == plans.REVOLVING else [owner, *others]
    for person in goers:
        rest = tuple(user for user in members if user != person.user)
        person.haunts.append(Haunt(made.conversation.id, _WEIGHTS[room.kind], rest))
    return made.conversation.id


_NAMES: Final = ("ada", "grace", "linus", "barbara", "edsger", "radia", "ken", "margaret")
