"""A summary says what its reader is there: so a client knows what to offer without asking for all members."""

from __future__ import annotations

import pytest

from tests.support.people import DOORS, Caller, group, people, through
from tests.support.server import Server

pytestmark = pytest.mark.anyio


async def role(who: Caller, room: int) -> str:
    return str((await who.ask("conversation.get", conversation=room))["conversation"]["role"])


@pytest.mark.parametrize("door", DOORS)
async def test_each_reads_their_own_role(server: Server, door: str) -> None:
    ada, grace, linus = await people(server, "ada", "grace", "linus")
    room = await group(ada, grace, linus)
    async with through(door, ada) as asker:
        await asker.ask("member.role", conversation=room, user=grace.id, role="moderator")
    assert [await role(who, room) for who in (ada, grace, linus)] == ["owner", "moderator", "member"]
    for listing in ("sync", "conversation.list"):
        mine = {each["id"]: each["role"] for each in (await grace.ask(listing))["conversations"]}
        assert mine == {0: "member", room: "moderator"}


async def test_a_new_owner_takes_the_old_ones_place(server: Server) -> None:
    ada, grace = await people(server, "ada", "grace")
    room = await group(ada, grace)
    await ada.ask("member.role", conversation=room, user=grace.id, role="owner")
    assert [await role(who, room) for who in (ada, grace)] == ["moderator", "owner"]
