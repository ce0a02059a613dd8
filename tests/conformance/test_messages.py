"""Messages: what was said stands where the answer says, once, and as its author last left it."""

from __future__ import annotations

import json
import sqlite3
from typing import Any

import pytest

from tests.support.people import DOORS, Caller, Frame, Refused, group, people, refused, through, unique
from tests.support.server import Server

pytestmark = pytest.mark.anyio


async def say(who: Caller, room: int, *texts: str) -> list[int]:
    """Say several things one after the other and return where they stand."""
    return [(await who.ask("message.send", conversation=room, text=text))["seq"] for text in texts]


async def read(who: Caller, room: int, **where: Any) -> tuple[list[int], bool]:
    """Read a page of history and return the positions in it, and whether there are more."""
    page = await who.ask("message.history", conversation=room, **where)
    return [message["seq"] for message in page["messages"]], page["has_more"]


async def look_up(who: Caller, room: int, seq: int) -> Frame:
    """Return one message in its present state."""
    page = await who.ask("message.history", conversation=room, around=seq, limit=1)
    (message,) = page["messages"]
    assert message["seq"] == seq
    return dict(message)


@pytest.mark.parametrize("door", DOORS)
async def test_a_message_has_every_field_of_the_contract(server: Server, door: str) -> None:
    """PROTOCOL, Message: {conversation, seq, id, sender, client_id, text, reply_to, mentions, ...}."""
    ada, grace = await people(server, "ada", "grace")
    room = await group(ada, grace)
    async with through(door, ada) as asker:
        first = await asker.ask("message.send", conversation=room, text="first")
        sent = await asker.ask(
            "message.send", conversation=room, text="second", client_id="a-1", reply_to=first["seq"]
        )
        page = await asker.ask("message.history", conversation=room)
    assert set(sent) == {"conversation", "seq", "at", "client_id"}
    assert sent["client_id"] == "a-1"
    message = page["messages"][-1]
    assert isinstance(message.pop("id"), int)
    assert message == {
        "conversation": room,
        "seq": sent["seq"],
        "sender": ada.id,
        "client_id": "a-1",
        "text": "second",
        "reply_to": first["seq"],
        "mentions": [],
        "files": [],
        "sent_at": sent["at"],
        "edited_at": None,
        "deleted": False,
    }


async def test_a_sent_event_holds_all_fields_of_the_message(server: Server) -> None:
    """PROTOCOL, Events: message.sent (all fields of Message), with `seq`, `at` and `by`."""
    ada, grace = await people(server, "ada", "grace")
    room = await group(ada, grace)
    async with grace.online() as socket:
        sent = await ada.ask("message.send", conversation=room, text="hello", client_id="x")
        event = await socket.event("message.sent", seq=sent["seq"])
    message = await look_up(grace, room, sent["seq"])
    assert {key: event[key] for key in message} == message
    assert event["by"] == ada.id
    assert event["at"] == sent["at"] == message["sent_at"]


async def test_positions_have_no_holes(server: Server) -> None:
    """R3: `seq` 1..N without holes: the creation is 1, and every change takes one too."""
    ada, grace = await people(server, "ada", "grace")
    room = await group(ada, grace)
    assert await say(ada, room, "a", "b") == [2, 3]
    assert (await ada.ask("message.edit", conversation=room, seq=2, text="A"))["seq"] == 4
    assert (await ada.ask("conversation.update", conversation=room, topic="t"))["seq"] == 5
    assert (await ada.ask("message.delete", conversation=room, seq=3))["seq"] == 6
    assert await say(grace, room, "c") == [7]


@pytest.mark.parametrize("door", DOORS)
async def test_a_message_to_a_person_makes_the_direct_conversation_once(server: Server, door: str) -> None:
    """PROTOCOL, message.send: `to` (a user id: the direct conversation, made if needed)."""
    ada, grace = await people(server, "ada", "grace")
    async with through(door, ada) as asker, grace.online() as socket:
        first = await asker.ask("message.send", to=grace.id, text="hello")
        added = await socket.event("conversation.added")
        assert added["conversation"]["peer"]["id"] == ada.id
        assert (await socket.event("message.sent", conversation=first["conversation"]))["text"] == "hello"
        back = await grace.ask("message.send", to=ada.id, text="hello back")
    assert back["conversation"] == first["conversation"]
    assert back["seq"] == first["seq"] + 1


async def test_one_can_write_to_oneself(server: Server) -> None:
    """Notes to oneself are a direct conversation with one member."""
    (ada,) = await people(server, "ada")
    sent = await ada.ask("message.send", to=ada.id, text="buy milk")
    summary = (await ada.ask("conversation.get", conversation=sent["conversation"]))["conversation"]
    assert (summary["kind"], summary["members"], summary["peer"]["id"]) == ("direct", 1, ada.id)
    assert summary["unread"] == 0


@pytest.mark.parametrize("door", DOORS)
async def test_a_message_needs_one_place(server: Server, door: str) -> None:
    """PROTOCOL, message.send: `conversation` or `to`."""
    ada, grace = await people(server, "ada", "grace")
    async with through(door, ada) as asker:
        for place in ({}, {"conversation": 0, "to": grace.id}):
            with refused("bad_request", "conversation"):
                await asker.ask("message.send", text="hello", **place)
        for nobody in (0, 2**53 - 1):
            with refused("not_found", "user"):
                await asker.ask("message.send", text="hello", to=nobody)


# Retries


@pytest.mark.parametrize("door", DOORS)
async def test_a_retry_gives_one_message_and_the_first_answer(server: Server, door: str) -> None:
    """R2: retrying a send, any number of times, gives one message and the first answer."""
    ada, grace = await people(server, "ada", "grace")
    room = await group(ada, grace)
    async with through(door, ada) as asker, grace.online() as socket:
        send = {"conversation": room, "text": "once", "client_id": unique("key")}
        answers = [await asker.ask("message.send", **send) for _ in range(5)]
        await say(ada, room, "the end")
        await socket.event("message.sent", text="the end")
        assert len(socket.heard("message.sent", text="once")) == 1
    assert all(answer == answers[0] for answer in answers)


async def test_a_retry_through_the_other_door_gives_the_first_answer(server: Server) -> None:
    """R2: on any node, through any door, at any later time."""
    (ada,) = await people(server, "ada")
    send = {"conversation": 0, "text": "once", "client_id": "k"}
    async with ada.online() as socket:
        assert await ada.ask("message.send", **send) == await socket.ask("message.send", **send)


async def test_retries_in_one_batch_give_one_message(server: Server) -> None:
    """R2: also when first try and retries are committed together."""
    (ada,) = await people(server, "ada")
    room = await group(ada)
    async with ada.online() as socket:
        numbers = [
            await socket.send("message.send", conversation=room, text="once", client_id="k")
            for _ in range(20)
        ]
        answers = [await socket.reply(number) for number in numbers]
    assert all(answer == answers[0] for answer in answers)
    assert (await read(ada, room))[0] == [answers[0]["seq"]]


@pytest.mark.parametrize("door", DOORS)
async def test_the_same_key_with_another_message_is_a_conflict(server: Server, door: str) -> None:
    """R2: same `client_id` with another text is `conflict`."""
    ada, grace = await people(server, "ada", "grace")
    room, other_room = await group(ada, grace), await group(ada, grace)
    async with through(door, ada) as asker:
        first = {"conversation": room, "text": "first", "client_id": "k"}
        answer = await asker.ask("message.send", **first)
        for changed in ({"text": "second"}, {"conversation": other_room}, {"reply_to": answer["seq"]}):
            with refused("conflict", "client_id"):
                await asker.ask("message.send", **{**first, **changed})
        assert await asker.ask("message.send", **first) == answer


async def test_keys_are_the_senders_own(server: Server) -> None:
    """R2: UNIQUE(sender, client_id): two people may use the same key."""
    ada, grace = await people(server, "ada", "grace")
    one = await ada.ask("message.send", conversation=0, text="ada's", client_id="same")
    other = await grace.ask("message.send", conversation=0, text="grace's", client_id="same")
    assert one["seq"] != other["seq"]


@pytest.mark.parametrize("after", ["edit", "delete", "edit and delete"])
async def test_a_retry_after_a_change_gives_the_first_answer(server: Server, after: str) -> None:
    """R2: retrying at any later time, whatever has become of the message."""
    (ada,) = await people(server, "ada")
    room = await group(ada)
    send = {"conversation": room, "text": "first", "client_id": "k"}
    answer = await ada.ask("message.send", **send)
    if "edit" in after:
        await ada.ask("message.edit", conversation=room, seq=answer["seq"], text="second")
    if "delete" in after:
        await ada.ask("message.delete", conversation=room, seq=answer["seq"])
    assert await ada.ask("message.send", **send) == answer
    with refused("conflict", "client_id"):
        await ada.ask("message.send", **{**send, "text": "second"})


async def test_a_retry_after_one_was_removed_gives_the_first_answer(server: Server) -> None:
    """R2: the message was stored; a removal since does not make that untrue."""
    ada, grace = await people(server, "ada", "grace")
    room = await group(ada, grace)
    send = {"conversation": room, "text": "still here", "client_id": "k"}
    answer = await grace.ask("message.send", **send)
    await ada.ask("member.remove", conversation=room, user=grace.id)
    assert await grace.ask("message.send", **send) == answer
    with refused("not_found", "conversation"):
        await grace.ask("message.send", **{**send, "client_id": "k2"})


async def test_a_retry_after_a_restart_gives_the_first_answer(server: Server) -> None:
    """R2: the key never expires; it is kept where the message is."""
    (ada,) = await people(server, "ada")
    send = {"conversation": 0, "text": "before", "client_id": "k"}
    answer = await ada.ask("message.send", **send)
    server.kill()
    server.start()
    assert await ada.ask("message.send", **send) == answer


# Replies to messages


@pytest.mark.parametrize("door", DOORS)
async def test_a_reply_needs_a_message_of_the_same_room(server: Server, door: str) -> None:
    """PROTOCOL, message.send: `reply_to?` (seq)."""
    ada, grace = await people(server, "ada", "grace")
    room = await group(ada, grace)
    (seq,) = await say(ada, room, "hello")
    async with through(door, grace) as asker:
        assert await asker.ask("message.send", conversation=room, text="yes", reply_to=seq)
        for missing in (1, seq + 100):
            with refused("not_found", "reply_to"):
                await asker.ask("message.send", conversation=room, text="what?", reply_to=missing)


async def test_a_reply_cannot_point_before_ones_membership(server: Server) -> None:
    """R9: membership is an interval of `seq`: what lies before it is not there for a newcomer."""
    ada, grace = await people(server, "ada", "grace")
    room = await group(ada)
    (secret,) = await say(ada, room, "before grace")
    await ada.ask("member.add", conversation=room, user=grace.id)
    with refused("not_found", "reply_to"):
        await grace.ask("message.send", conversation=room, text="what?", reply_to=secret)


# Editing and deleting


@pytest.mark.parametrize("door", DOORS)
async def test_an_edit_is_seen_everywhere(server: Server, door: str) -> None:
    """PROTOCOL, Events: message.edited {target, text}; history is in the present state."""
    ada, grace = await people(server, "ada", "grace")
    room = await group(ada, grace)
    (seq,) = await say(ada, room, "frist")
    async with through(door, ada) as asker, grace.online() as socket:
        changed = await asker.ask("message.edit", conversation=room, seq=seq, text="first")
        event = await socket.event("message.edited", seq=changed["seq"])
    assert (event["target"], event["text"], event["by"]) == (seq, "first", ada.id)
    message = await look_up(grace, room, seq)
    assert message["text"] == "first"
    assert message["edited_at"] == event["at"]
    assert message["sent_at"] <= message["edited_at"]


@pytest.mark.parametrize("door", DOORS)
async def test_deleted_text_is_nowhere(server: Server, door: str) -> None:
    """A deleted message keeps its place and nothing else: not in history, sync, summaries or old events."""
    ada, grace, linus = await people(server, "ada", "grace", "linus")
    room = await group(ada, grace, linus)
    secret = unique("secret")
    (seq,) = await say(ada, room, secret)
    await ada.ask("message.edit", conversation=room, seq=seq, text=f"{secret} edited @{grace.name}")
    async with through(door, ada) as asker, grace.online() as socket:
        changed = await asker.ask("message.delete", conversation=room, seq=seq)
        event = await socket.event("message.deleted", seq=changed["seq"])
        assert event["target"] == seq
        everything = [
            await socket.ask("sync"),
            await socket.ask("sync", cursors={str(room): 0}),
            await socket.ask("message.history", conversation=room),
            await socket.ask("conversation.list"),
            await socket.ask("conversation.get", conversation=room),
        ]
    assert secret not in json.dumps(everything)
    message = await look_up(grace, room, seq)
    assert message["deleted"]
    assert (message["text"], message["mentions"]) == ("", [])


async def test_deleted_text_is_not_in_the_files_either(server: Server) -> None:
    """What is deleted is not kept in the tables: only its fingerprint, for retries."""
    (ada,) = await people(server, "ada")
    room = await group(ada)
    secret = unique("secret")
    (seq,) = await say(ada, room, secret)
    await ada.ask("message.edit", conversation=room, seq=seq, text=f"{secret} again")
    await ada.ask("message.delete", conversation=room, seq=seq)
    store = sqlite3.connect(f"file:{server.data / 'hubbub.db'}?mode=ro", uri=True)
    try:
        kept = "\n".join(store.iterdump())
    finally:
        store.close()
    assert ada.name in kept, "the dump is of this database"
    assert secret not in kept


@pytest.mark.parametrize("door", DOORS)
async def test_what_is_deleted_or_never_was_cannot_be_changed(server: Server, door: str) -> None:
    """PROTOCOL, Errors: not_found: does not exist."""
    (ada,) = await people(server, "ada")
    room = await group(ada)
    (seq,) = await say(ada, room, "gone soon")
    async with through(door, ada) as asker:
        await asker.ask("message.delete", conversation=room, seq=seq)
        for missing in (seq, 1, seq + 100):
            with refused("not_found", "seq"):
                await asker.ask("message.edit", conversation=room, seq=missing, text="?")
            with refused("not_found", "seq"):
                await asker.ask("message.delete", conversation=room, seq=missing)


# History


@pytest.fixture
async def talk(server: Server) -> tuple[Caller, int]:
    """Give somebody and a room with messages at 2..11 and 13..22; at 12 there is a change."""
    (ada,) = await people(server, "ada")
    room = await group(ada)
    assert await say(ada, room, *"abcdefghij") == list(range(2, 12))
    await ada.ask("conversation.update", conversation=room, topic="half time")
    assert await say(ada, room, *"klmnopqrst") == list(range(13, 23))
    return ada, room


@pytest.mark.parametrize(
    ("where", "seqs", "has_more"),
    [
        ({}, [*range(2, 12), *range(13, 23)], False),
        ({"limit": 3}, [20, 21, 22], True),
        ({"limit": 20}, [*range(2, 12), *range(13, 23)], False),
        ({"before": 5}, [2, 3, 4], False),
        ({"before": 5, "limit": 2}, [3, 4], True),
        ({"before": 2}, [], False),
        ({"before": 0}, [], False),
        ({"before": 14, "limit": 2}, [11, 13], True),
        ({"before": 10_000, "limit": 1}, [22], True),
        ({"after": 20}, [21, 22], False),
        ({"after": 0, "limit": 2}, [2, 3], True),
        ({"after": 11, "limit": 1}, [13], True),
        ({"after": 22}, [], False),
        ({"after": 2**53 - 1}, [], False),
        ({"around": 8, "limit": 5}, [6, 7, 8, 9, 10], True),
        ({"around": 2, "limit": 3}, [2, 3, 4], True),
        ({"around": 22, "limit": 3}, [20, 21, 22], True),
        ({"around": 12, "limit": 2}, [11, 13], True),
        ({"around": 8, "limit": 200}, [*range(2, 12), *range(13, 23)], False),
        ({"at": "1970-01-01T00:00:00Z", "limit": 2}, [2, 3], True),
        ({"at": "9999-12-31T23:59:59.999Z"}, [], False),
        ({"at": "0001-01-01T00:00:00+00:00", "limit": 1}, [2], True),
    ],
    ids=str,
)
async def test_history_is_read_from_anywhere(
    talk: tuple[Caller, int], where: dict[str, Any], seqs: list[int], has_more: bool
) -> None:
    """PROTOCOL, message.history: one of `before`, `after`, `around` or `at`, ascending `seq`, `has_more`."""
    ada, room = talk
    assert await read(ada, room, **where) == (seqs, has_more)


async def test_history_begins_at_a_time(talk: tuple[Caller, int]) -> None:
    """PROTOCOL, message.history: `at` (time): from the first message of that time on."""
    ada, room = talk
    page = await ada.ask("message.history", conversation=room)
    for message in page["messages"]:
        found = await ada.ask("message.history", conversation=room, at=message["sent_at"])
        same_time = [m["seq"] for m in page["messages"] if m["sent_at"] >= message["sent_at"]]
        assert [m["seq"] for m in found["messages"]] == same_time


async def test_history_can_be_paged_through_both_ways(talk: tuple[Caller, int]) -> None:
    """Pages meet without holes or doubles, and `has_more` ends them."""
    ada, room = talk
    everything, _ = await read(ada, room, limit=200)
    back: list[int] = []
    forth: list[int] = []
    more = True
    while more:
        page, more = await read(ada, room, before=back[0] if back else 2**53 - 1, limit=3)
        back = page + back
    more = True
    while more:
        page, more = await read(ada, room, after=forth[-1] if forth else 0, limit=3)
        forth += page
    assert back == forth == everything


@pytest.mark.parametrize("door", DOORS)
@pytest.mark.parametrize(
    ("where", "field"),
    [
        ({"limit": 0}, "limit"),
        ({"limit": 201}, "limit"),
        ({"limit": -1}, "limit"),
        ({"before": -1}, "before"),
        ({"after": 2**53}, "after"),
        ({"around": "7"}, "around"),
        ({"at": "yesterday"}, "at"),
        ({"at": "2026-01-01T00:00:00"}, "at"),
        ({"before": 5, "after": 1}, "before"),
        ({"around": 5, "at": "2026-01-01T00:00:00Z"}, "before"),
    ],
    ids=str,
)
async def test_history_has_bounds(
    talk: tuple[Caller, int], door: str, where: dict[str, Any], field: str
) -> None:
    """PROTOCOL, message.history: `limit` 1..200, one of the four."""
    ada, room = talk
    async with through(door, ada) as asker:
        with refused("bad_request", field):
            await asker.ask("message.history", conversation=room, **where)


async def test_history_is_a_page_of_fifty_unless_asked_otherwise(server: Server) -> None:
    """PROTOCOL, message.history: `limit` default 50."""
    (ada,) = await people(server, "ada")
    room = await group(ada)
    async with ada.online() as socket:
        numbers = [await socket.send("message.send", conversation=room, text=str(i)) for i in range(210)]
        for number in numbers:
            await socket.reply(number)
    assert len((await read(ada, room))[0]) == 50
    assert len((await read(ada, room, limit=200))[0]) == 200


async def test_history_of_a_private_group_begins_with_ones_membership(server: Server) -> None:
    """R9: membership is an interval of `seq`, checked in every query."""
    ada, grace = await people(server, "ada", "grace")
    room = await group(ada)
    await say(ada, room, "before")
    joined = (await ada.ask("member.add", conversation=room, user=grace.id))["seq"]
    (after,) = await say(ada, room, "after")
    for where in ({}, {"after": 0}, {"before": joined}, {"around": 2}, {"at": "1970-01-01T00:00:00Z"}):
        seqs, more = await read(grace, room, **where)
        assert set(seqs) <= {after}, where
        assert not more, where


async def test_history_of_a_channel_is_open_to_those_who_come_later(server: Server) -> None:
    """A channel is public: who joins finds what was said."""
    ada, grace = await people(server, "ada", "grace")
    channel = await group(ada, kind="channel")
    (before,) = await say(ada, channel, "before")
    await grace.ask("conversation.join", conversation=channel)
    assert await read(grace, channel) == ([before], False)


# Mentions


async def mentioned(who: Caller, room: int, text: str) -> list[int]:
    """Say something and return who is mentioned in it."""
    (seq,) = await say(who, room, text)
    return list((await look_up(who, room, seq))["mentions"])


async def test_a_mention_is_a_members_name_after_an_at_sign(server: Server) -> None:
    """PROTOCOL: a mention is `@name` in the text, resolved by the server to user ids of members."""
    ada, grace, linus = await people(server, "ada", "grace", "linus")
    room = await group(ada, grace)
    assert await mentioned(ada, room, f"hello @{grace.name}, how are you?") == [grace.id]
    assert await mentioned(ada, room, f"@{grace.name.upper()}!") == [grace.id], "case does not matter"
    assert await mentioned(ada, room, f"@{grace.name} @{ada.name} @{grace.name}") == [grace.id, ada.id]
    assert await mentioned(ada, room, f"@{linus.name} is not here") == []
    assert await mentioned(ada, room, f"write to me@{grace.name}") == [], "an address is no mention"
    assert await mentioned(ada, room, f"@{grace.name}x") == [], "a longer word is another name"
    assert await mentioned(ada, room, f"{grace.name} without the sign") == []


async def test_names_with_spaces_and_names_within_names_are_mentioned(server: Server) -> None:
    """The longest name that fits is meant."""
    mark = unique("m")
    ada, mary, mary_ann = await people(server, "ada", f"{mark} mary", f"{mark} mary ann")
    room = await group(ada, mary, mary_ann)
    assert " " in mary.name
    assert await mentioned(ada, room, f"ask @{mary.name} please") == [mary.id]
    assert await mentioned(ada, room, f"ask @{mary_ann.name} please") == [mary_ann.id]


async def test_chinese_names_are_mentioned_without_a_space_behind(server: Server) -> None:
    """Chinese writes no spaces: a name ends where it ends."""
    ada = (await people(server, "ada"))[0]
    answer = await ada.ask("auth.register", name=f"王小明{ada.id}号")
    wang = Caller(server, answer["token"], answer["user"])
    room = await group(ada, wang)
    assert await mentioned(ada, room, f"@{wang.name}你好") == [wang.id]
    assert await mentioned(ada, room, f"你好@{wang.name}，在吗") == [wang.id]


@pytest.mark.parametrize("kind", ["group", "channel"])
async def test_all_means_everyone_of_a_room(server: Server, kind: str) -> None:
    """PROTOCOL: `@all` mentions everyone in a group."""
    ada, grace, linus = await people(server, "ada", "grace", "linus")
    room = await group(ada, grace, linus, kind=kind)
    assert set(await mentioned(ada, room, "@all: dinner!")) >= {grace.id, linus.id}
    assert await mentioned(ada, room, "@allan is nobody") == []
    summary = (await linus.ask("conversation.get", conversation=room))["conversation"]
    assert summary["mentions"] == 1


async def test_nobody_can_be_called_all(server: Server) -> None:
    """`@all` means everyone, and can mean nobody else."""
    (ada,) = await people(server, "ada")
    for name in ("all", "ALL", " All ", "ａｌｌ"):
        with refused("bad_request", "name"):
            await ada.ask("auth.register", name=name)


async def test_mention_counts_follow_edits_deletions_and_reading(server: Server) -> None:
    """R8: unread and mention counts are exact on every device."""
    ada, grace = await people(server, "ada", "grace")
    room = await group(ada, grace)

    async def counts() -> tuple[int, int]:
        summary = (await grace.ask("conversation.get", conversation=room))["conversation"]
        return summary["unread"], summary["mentions"]

    plain, named, other = await say(ada, room, "hello", f"@{grace.name}", f"@{grace.name} again")
    assert await counts() == (3, 2)
    await ada.ask("message.edit", conversation=room, seq=named, text="nobody")
    assert await counts() == (3, 1)
    await ada.ask("message.edit", conversation=room, seq=plain, text=f"@{grace.name}")
    assert await counts() == (3, 2)
    await ada.ask("message.delete", conversation=room, seq=other)
    assert await counts() == (2, 1)
    await grace.ask("receipt.read", conversation=room, seq=plain)
    assert await counts() == (1, 0)
    await say(grace, room, f"I am @{grace.name}")
    assert await counts() == (1, 0), "one's own messages count for nothing"


# The order of things on one connection


async def test_a_reply_precedes_its_own_event(server: Server) -> None:
    """PROTOCOL, Events: the sender's own connections receive the event too, after the reply."""
    ada, grace = await people(server, "ada", "grace")
    room = await group(ada, grace)
    asked: list[tuple[str, dict[str, Any], str]] = [
        ("message.send", {"text": "hello"}, "message.sent"),
        ("message.edit", {"seq": 2, "text": "hello!"}, "message.edited"),
        ("message.delete", {"seq": 2}, "message.deleted"),
        ("conversation.update", {"topic": "t"}, "conversation.updated"),
        ("member.role", {"user": grace.id, "role": "moderator"}, "member.role"),
        ("member.remove", {"user": grace.id}, "member.removed"),
        ("member.add", {"user": grace.id}, "member.joined"),
    ]
    async with ada.online() as socket:
        for op, fields, ev in asked:
            answer = await socket.ask(op, conversation=room, **fields)
            event = await socket.event(ev, seq=answer["seq"])
            replies = [frame for frame in socket.frames if frame.get("ok") == answer]
            assert socket.frames.index(replies[-1]) < socket.frames.index(event), op


async def test_pipelined_operations_take_effect_in_their_order(server: Server) -> None:
    """Operations of one connection take effect in the order they were sent."""
    (ada,) = await people(server, "ada")
    room = {"conversation": await group(ada)}
    async with ada.online() as socket:
        await socket.send("message.send", **room, text="one")
        await socket.send("message.send", **room, text="two")
        await socket.send("message.edit", **room, seq=2, text="one, edited")
        first = await socket.send("message.history", **room)
        await socket.send("message.delete", **room, seq=3)
        await socket.send("message.send", **room, text="three")
        second = await socket.send("message.history", **room)
        texts = [[m["text"] for m in (await socket.reply(n))["messages"]] for n in (first, second)]
        numbers = [frame["re"] for frame in socket.frames if "re" in frame]
    assert texts == [["one, edited", "two"], ["one, edited", "", "three"]]
    assert numbers == sorted(numbers), "replies come in the order of their requests"


async def test_without_an_id_only_errors_are_replied(server: Server) -> None:
    """PROTOCOL, Frames: without `id` only errors are replied, with "re": null."""
    (ada,) = await people(server, "ada")
    room = await group(ada)
    async with ada.online() as socket:
        await socket.send_raw(json.dumps({"op": "message.send", "conversation": room, "text": "quiet"}))
        await socket.send_raw(json.dumps({"op": "message.send", "conversation": room, "text": ""}))
        await socket.event("message.sent", text="quiet")
        await socket.quiet()
        replies = [frame for frame in socket.frames if "re" in frame][:-1]
    assert [(reply["re"], reply["error"]["code"]) for reply in replies] == [(None, "bad_request")]


@pytest.mark.parametrize("number", [0, -1, 2**53 - 1, "", "a", "日本", "x" * 256])
async def test_any_string_or_integer_comes_back_as_re(server: Server, number: int | str) -> None:
    """PROTOCOL, Frames: "id": <any string or integer, optional>."""
    (ada,) = await people(server, "ada")
    async with ada.online() as socket:
        await socket.send_raw(json.dumps({"op": "ping", "id": number}))
        assert await socket.reply(number) == {}
        await socket.send_raw(json.dumps({"op": "no.such", "id": number}))
        await socket.frame(lambda frame: frame.get("re") == number and "error" in frame)


async def test_texts_come_back_as_they_were_sent(server: Server) -> None:
    """Any text that is allowed is stored as it is; line ends become newlines."""
    (ada,) = await people(server, "ada")
    room = await group(ada)
    smileys = "\U0001f469\u200d\U0001f467 e\u0301 ﷽"
    plain = ("  spaces  ", "tab\tand\nnewline", smileys, "<b>&amp;", "\\u0000")
    for text in (*plain, "x" * 10_000, "\U0001f600" * 10_000):
        (seq,) = await say(ada, room, text)
        assert (await look_up(ada, room, seq))["text"] == text
    (seq,) = await say(ada, room, "a\r\nb\rc")
    assert (await look_up(ada, room, seq))["text"] == "a\nb\nc"


async def test_refusals_store_nothing(server: Server) -> None:
    """PROTOCOL, Errors: what is refused has not happened."""
    (ada,) = await people(server, "ada")
    room = await group(ada)
    for text in ("", " \n\t", "x" * 10_001):
        with pytest.raises(Refused):
            await say(ada, room, text)
    assert await say(ada, room, "the first") == [2]
