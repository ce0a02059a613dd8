"""Sends that share a key, or fail, in one batch: each gets the answer it would have got alone."""

from __future__ import annotations

import pytest

from tests.support.people import Refused, group, open_socket, people, unique
from tests.support.server import Server

pytestmark = pytest.mark.anyio


async def test_a_true_retry_is_answered_though_a_false_one_is_in_its_batch(server: Server) -> None:
    """R2: the first answer, whoever else used the key wrongly at the same time."""
    async with open_socket(server, name=unique("ada")) as ada:
        first = await ada.ask("message.send", conversation=0, text="old", client_id="k")
        false = await ada.send("message.send", conversation=0, text="new", client_id="k")
        true = await ada.send("message.send", conversation=0, text="old", client_id="k")
        with pytest.raises(Refused) as caught:
            await ada.reply(false)
        assert caught.value.code == "conflict"
        assert await ada.reply(true) == first


async def test_a_key_whose_first_use_fails_is_free_for_the_next_in_the_batch(server: Server) -> None:
    """R2: only what is stored uses up a key."""
    ada, grace = await people(server, "ada", "grace")
    room = await group(grace)
    async with ada.online() as socket:
        wrong = await socket.send("message.send", conversation=room, text="hello", client_id="k")
        right = await socket.send("message.send", conversation=0, text="hello", client_id="k")
        with pytest.raises(Refused) as caught:
            await socket.reply(wrong)
        assert caught.value.code == "not_found"
        assert (await socket.reply(right))["conversation"] == 0


async def test_a_refused_message_makes_no_conversation(server: Server) -> None:
    """PROTOCOL, Errors: nothing was stored, and nobody hears of it."""
    ada, grace = await people(server, "ada", "grace")
    await ada.ask("message.send", conversation=0, text="one", client_id="k")
    async with grace.online() as socket:
        for refused in ({"client_id": "k"}, {"reply_to": 1}):
            with pytest.raises(Refused):
                await ada.ask("message.send", to=grace.id, text="two", **refused)
        await socket.quiet()
        assert [event for event in socket.events if event["ev"] == "conversation.added"] == []
    assert len((await grace.ask("conversation.list"))["conversations"]) == 1


async def test_nobody_is_the_system(server: Server) -> None:
    """PROTOCOL: user 0 is the system; its name lets nobody in."""
    async with open_socket(server, name="system") as socket:
        assert socket.hello["user"] is None


async def test_an_edit_of_what_was_said_before_one_came_stays_veiled(server: Server) -> None:
    """R9: membership is an interval; catching up shows nothing from before it."""
    ada, grace = await people(server, "ada", "grace")
    room = await group(ada)
    old = await ada.ask("message.send", conversation=room, text="before")
    await ada.ask("member.add", conversation=room, user=grace.id)
    await ada.ask("message.edit", conversation=room, seq=old["seq"], text="still a secret")
    async with grace.online() as socket:
        synced = await socket.ask("sync")
    assert "secret" not in str(synced)


async def test_a_flood_of_bad_frames_is_answered_and_delays_nobody_for_long(server: Server) -> None:
    """R10: a hostile client costs bounded work; its frames are read more slowly past a thousand."""
    async with (
        open_socket(server, name=unique("mallory")) as mallory,
        open_socket(server, name=unique("ada")) as ada,
    ):
        for _ in range(3000):
            await mallory.send_raw("{")
        await mallory.until(lambda: len(mallory.frames) >= 1000)
        await ada.ask("ping")
        assert len(mallory.frames) < 3000
        assert mallory.connection.close_code is None


async def test_an_edit_of_what_was_said_before_one_came_is_veiled_live_too(server: Server) -> None:
    """R9: of two who listen, only the one who was there reads the edited text."""
    ada, grace, linus = await people(server, "ada", "grace", "linus")
    room = await group(ada, linus)
    old = await ada.ask("message.send", conversation=room, text="before")
    async with grace.online() as newcomer, linus.online() as member:
        await ada.ask("member.add", conversation=room, user=grace.id)
        new = await ada.ask("message.send", conversation=room, text="after")
        for seq in (old["seq"], new["seq"]):
            await ada.ask("message.edit", conversation=room, seq=seq, text=f"edited {seq}")
        told = [
            (await socket.event("message.edited", conversation=room, target=seq))["text"]
            for socket in (newcomer, member)
            for seq in (old["seq"], new["seq"])
        ]
    assert told == ["", f"edited {new['seq']}", f"edited {old['seq']}", f"edited {new['seq']}"]
    async with grace.online() as again:
        changed = await ada.ask("message.edit", conversation=room, seq=old["seq"], text="once more")
        assert (await again.event("message.edited", seq=changed["seq"]))["text"] == ""
