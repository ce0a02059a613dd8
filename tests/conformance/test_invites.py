"""Invitations to a conversation: what a code lets in, for how long, and what it says to whoever has it."""

from __future__ import annotations

import asyncio
import sqlite3

import pytest

from tests.support.people import (
    DOORS,
    Caller,
    Frame,
    Refused,
    group,
    nobody,
    people,
    refused,
    register,
    through,
    unique,
)
from tests.support.server import Server

pytestmark = pytest.mark.anyio


async def invitation(inviter: Caller, room: int, **fields: int) -> Frame:
    return await inviter.ask("invite.create", conversation=room, **fields)


async def members_of(who: Caller, room: int) -> set[int]:
    return {m["user"]["id"] for m in (await who.ask("member.list", conversation=room))["members"]}


async def fails(*codes: str, by: Caller) -> None:
    """Expect that none of the codes says or does anything."""
    for code in codes:
        for op in ("invite.get", "invite.accept"):
            with refused("not_found", "code"):
                await by.ask(op, code=code)


@pytest.mark.parametrize("door", DOORS)
async def test_a_code_lets_a_stranger_into_a_private_group(server: Server, door: str) -> None:
    """PROTOCOL, Invitations; the newcomer and the members hear of it as of any other way in."""
    ada, grace, linus = await people(server, "ada", "grace", "linus")
    room = await group(ada, grace, name=unique("secret"))
    async with through(door, ada) as asker:
        made = await asker.ask("invite.create", conversation=room)
    assert len(made["code"]) == 22
    async with grace.online() as there, linus.online() as waiting, through(door, linus) as asker:
        joined = await asker.ask("invite.accept", code=made["code"])
        event = await there.event("member.joined", conversation=room)
        assert (event["user"], event["by"]) == (linus.id, linus.id)
        assert (await waiting.event("conversation.added"))["conversation"]["id"] == room
    assert joined["conversation"] == (await linus.ask("conversation.get", conversation=room))["conversation"]
    assert await members_of(linus, room) == {ada.id, grace.id, linus.id}


async def test_a_code_says_where_it_leads_before_anybody_is_logged_in(server: Server) -> None:
    ada, linus = await people(server, "ada", "linus")
    name = unique("secret")
    room = await group(ada, name=name, topic="plans")
    made = await invitation(ada, room)
    offer = await nobody(server).ask("invite.get", code=made["code"])
    assert offer == await linus.ask("invite.get", code=made["code"])
    assert offer["conversation"] == {
        "id": room,
        "kind": "group",
        "name": name,
        "topic": "plans",
        "avatar": None,
        "members": 1,
        "joined": False,
    }
    assert (offer["by"], offer["expires_at"]) == (ada.user, made["invite"]["expires_at"])
    assert (await ada.ask("invite.get", code=made["code"]))["conversation"]["joined"] is True
    with refused("not_found"):
        await linus.ask("conversation.get", conversation=room)


async def test_who_is_in_already_uses_nothing_up(server: Server) -> None:
    """Retrying is safe: a lost answer costs nobody a place."""
    ada, grace, linus = await people(server, "ada", "grace", "linus")
    room = await group(ada)
    code = (await invitation(ada, room, uses=2))["code"]
    first = await grace.ask("invite.accept", code=code)
    assert await grace.ask("invite.accept", code=code) == first
    assert (await ada.ask("invite.accept", code=code))["conversation"]["id"] == room
    (left,) = (await ada.ask("invite.list", conversation=room))["invites"]
    assert left["uses"] == 1
    joined = await linus.ask("invite.accept", code=code)
    assert (await ada.ask("invite.list", conversation=room))["invites"] == []
    assert await linus.ask("invite.accept", code=code) == joined, "the last to get in may ask again, too"
    await linus.ask("conversation.leave", conversation=room)
    await fails(code, by=linus)


async def test_no_more_get_in_than_there_are_uses(server: Server) -> None:
    ada, *crowd = await people(server, "ada", *["guest"] * 6)
    room = await group(ada)
    code = (await invitation(ada, room, uses=3))["code"]

    async def come(guest: Caller) -> str:
        try:
            await guest.ask("invite.accept", code=code)
        except Refused as refusal:
            return refusal.code
        return "ok"

    outcomes = await asyncio.gather(*map(come, crowd))
    assert sorted(outcomes) == ["not_found"] * 3 + ["ok"] * 3
    assert len(await members_of(ada, room)) == 4
    await fails(code, by=crowd[outcomes.index("not_found")])


async def test_a_code_ends_with_its_time(server: Server) -> None:
    ada, linus = await people(server, "ada", "linus")
    room = await group(ada)
    code = (await invitation(ada, room, hours=1))["code"]
    await linus.ask("invite.get", code=code)
    with sqlite3.connect(server.data / "hubbub.db") as store:
        store.execute("UPDATE conversation_invites SET expires_at = expires_at - 3600000")
    store.close()
    await fails(code, by=linus)
    assert (await ada.ask("invite.list", conversation=room))["invites"] == []


@pytest.mark.parametrize("how", ["left", "removed", "demoted", "revoked"])
async def test_a_code_ends_with_the_right_to_give_it(server: Server, how: str) -> None:
    """R9 in spirit: nobody keeps a door open to where they are no longer."""
    ada, grace, linus = await people(server, "ada", "grace", "linus")
    room = await group(ada, grace)
    role = {"conversation": room, "user": grace.id}
    await ada.ask("member.role", **role, role="moderator")
    made = await invitation(grace, room)
    assert await linus.ask("invite.get", code=made["code"])
    match how:
        case "left":
            await grace.ask("conversation.leave", conversation=room)
        case "removed":
            await ada.ask("member.remove", **role)
        case "demoted":
            await ada.ask("member.role", **role, role="member")
        case "revoked":
            await ada.ask("invite.revoke", invite=made["invite"]["id"])
    await fails(made["code"], by=linus)
    if how in ("left", "removed"):
        await fails(made["code"], by=grace)


@pytest.mark.parametrize("how", ["left", "removed", "demoted"])
async def test_a_code_that_has_ended_does_not_come_back_with_its_maker(server: Server, how: str) -> None:
    """PROTOCOL, Invitations: who is taken in again has invited nobody yet, and the list says so all along."""
    ada, grace, linus = await people(server, "ada", "grace", "linus")
    room = await group(ada, grace)
    role = {"conversation": room, "user": grace.id}
    await ada.ask("member.role", **role, role="moderator")
    code = (await invitation(grace, room))["code"]
    match how:
        case "left":
            await grace.ask("conversation.leave", conversation=room)
        case "removed":
            await ada.ask("member.remove", **role)
        case "demoted":
            await ada.ask("member.role", **role, role="member")
    assert (await ada.ask("invite.list", conversation=room))["invites"] == []
    if how != "demoted":
        await ada.ask("member.add", **role)
    await ada.ask("member.role", **role, role="moderator")
    await fails(code, by=linus)


async def test_a_code_of_a_disabled_account_works_again_when_it_does(server: Server) -> None:
    """An account is disabled by the operator, who may have been wrong: nothing of it is lost."""
    ada, grace, linus = await people(server, "ada", "grace", "linus")
    room = await group(ada, grace)
    await ada.ask("member.role", conversation=room, user=grace.id, role="moderator")
    made = await invitation(grace, room)
    for disabled_at, listed in ((1, []), (None, [made["invite"]])):
        with sqlite3.connect(server.data / "hubbub.db") as store:
            store.execute("UPDATE users SET deactivated_at = ? WHERE id = ?", (disabled_at, grace.id))
        store.close()
        assert (await ada.ask("invite.list", conversation=room))["invites"] == listed
        if disabled_at:
            await fails(made["code"], by=linus)
    assert await linus.ask("invite.accept", code=made["code"])


async def test_a_new_role_in_which_one_may_invite_ends_no_code(server: Server) -> None:
    ada, grace, linus = await people(server, "ada", "grace", "linus")
    room, public = await group(ada, grace), await group(ada, grace, public=True)
    role = {"conversation": room, "user": grace.id}
    codes = [(await invitation(ada, room))["code"], (await invitation(grace, public))["code"]]
    await ada.ask("member.role", **role, role="owner")
    for each in ("moderator", "member"):
        await ada.ask("member.role", **{**role, "conversation": public}, role=each)
    for code in codes:
        assert await linus.ask("invite.accept", code=code)


async def test_the_list_tells_no_codes(server: Server) -> None:
    """What a moderator reads lets nobody in, and neither does what is stored."""
    ada, linus = await people(server, "ada", "linus")
    room = await group(ada)
    made = [await invitation(ada, room, uses=n) for n in (1, 2)]
    listed = (await ada.ask("invite.list", conversation=room))["invites"]
    assert sorted(listed, key=lambda invite: int(invite["uses"])) == [each["invite"] for each in made]
    assert not {each["code"] for each in made} & set(str(listed))
    await fails(*[each["id"] for each in listed], by=linus)
    kept = (server.data / "hubbub.db").read_bytes() + (server.data / "hubbub.db-wal").read_bytes()
    assert not any(each["code"].encode() in kept for each in made)


async def test_members_of_a_public_channel_revoke_their_own_only(server: Server) -> None:
    ada, grace, linus = await people(server, "ada", "grace", "linus")
    room = await group(ada, grace, linus, kind="channel")
    made = [await invitation(who, room) for who in (ada, grace)]
    for each in made:
        with refused("forbidden", "invite"):
            await linus.ask("invite.revoke", invite=each["invite"]["id"])
    with refused("forbidden", "invite"):
        await grace.ask("invite.revoke", invite=made[0]["invite"]["id"])
    for who, each in zip((grace, ada), reversed(made), strict=True):
        assert await who.ask("invite.revoke", invite=each["invite"]["id"]) == {}
        with refused("not_found", "invite"):
            await who.ask("invite.revoke", invite=each["invite"]["id"])
    assert (await linus.ask("invite.list", conversation=room))["invites"] == []


async def test_there_are_a_hundred_at_a_time_and_the_dead_do_not_count(server: Server) -> None:
    ada, grace = await people(server, "ada", "grace")
    room = await group(ada)
    async with ada.online() as socket:
        first = await socket.ask("invite.create", conversation=room, uses=1)
        for _ in range(99):
            await socket.ask("invite.create", conversation=room)
        with refused("conflict", "conversation"):
            await invitation(ada, room)
        await grace.ask("invite.accept", code=first["code"])
        assert await invitation(ada, room)


@pytest.mark.parametrize("door", DOORS)
async def test_what_is_out_of_bounds_is_refused(server: Server, door: str) -> None:
    ada = await register(server, "ada")
    room = await group(ada)
    async with through(door, ada) as asker:
        for bad in ({"uses": 0}, {"uses": 10_001}, {"hours": 0}, {"hours": 8_761}, {"uses": 1.5}):
            with refused("bad_request", next(iter(bad))):
                await asker.ask("invite.create", conversation=room, **bad)
        for code in ("", "x" * 65):
            with refused("bad_request", "code"):
                await asker.ask("invite.get", code=code)
        for invite in ("", "x", "A" * 64, "0" * 63):
            with refused("bad_request", "invite"):
                await asker.ask("invite.revoke", invite=invite)
        with refused("not_found", "invite"):
            await asker.ask("invite.revoke", invite="0" * 64)
