"""The sync law: whatever people do, an old snapshot plus the events is a fresh one, and counts are exact."""

from __future__ import annotations

import asyncio
import itertools
import json
from collections.abc import Coroutine, Iterator
from typing import Any, TypeVar

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    rule,
    run_state_machine_as_test,
)

from tests.support.faults import eventually
from tests.support.model import LOBBY, Device, Room, World, check_equal
from tests.support.people import Caller, Frame, Refused, Socket, group, people
from tests.support.server import Server, running

T = TypeVar("T")

WHO = st.integers(0, 2)
PICK = st.integers(0, 30)
TEXTS = st.sampled_from(["hello {n}", "@{name} hello {n}", "{n} @all listen", "{n} for @{name} and @all"])

_serial = itertools.count(1)


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """Give a server without limits, shared by all examples; each has people of its own."""
    with running(tmp_path_factory.mktemp("law") / "data", "--limits", "off") as server:
        yield server


class Talk(RuleBasedStateMachine):
    """Ada, grace and linus, with two devices each, do everything that people do."""

    server: Server
    loop: asyncio.AbstractEventLoop

    def run(self, work: Coroutine[Any, Any, T]) -> T:
        return self.loop.run_until_complete(asyncio.wait_for(work, 30))

    # Who and where

    def __init__(self) -> None:
        super().__init__()
        self.voices: list[Socket] = []
        self.devices: list[Device] = []

    @initialize()
    def begin(self) -> None:
        self.run(self._begin())
        self.create(0, "group", {1, 2}, False)

    async def _begin(self) -> None:
        self.callers: list[Caller] = await people(self.server, "ada", "grace", "linus")
        self.world = World({caller.id: caller.name for caller in self.callers})
        self._voices = [caller.online() for caller in self.callers]
        self.voices = [await voice.__aenter__() for voice in self._voices]
        for caller in self.callers:
            self.devices += [Device(caller, "phone"), Device(caller, "laptop")]
        for device in self.devices:
            await device.come_online()
        lobby = self.devices[0].views[LOBBY]
        read = {d.me: d.views[LOBBY].read for d in self.devices}
        self.world.add(Room(LOBBY, "lobby", True, read, last_seq=lobby.cursor))

    def teardown(self) -> None:
        if self.voices:
            self.run(self._end())

    async def _end(self) -> None:
        try:
            await self._check()
        finally:
            for device in self.devices:
                await device.go_offline()
            for voice in self._voices:
                await voice.__aexit__(None, None, None)

    def ask(self, who: int, op: str, **fields: Any) -> Frame | None:
        """Ask for something that may well be refused; who may do what is tested elsewhere."""
        try:
            return self.run(self.voices[who].ask(op, **fields))
        except Refused as refused:
            if refused.code not in ("forbidden", "not_found", "conflict", "bad_request"):
                raise
            return None

    def room(self, who: int, pick: int) -> Room:
        """One of someone's conversations, later ones as often as the lobby."""
        rooms = self.world.rooms_of(self.callers[who].id)
        return rooms[-1 - pick % len(rooms)]

    def text(self, template: str, pick: int) -> str:
        return template.format(n=f"nr{next(_serial)}.", name=self.callers[pick % 3].name)

    # What people do

    @rule(who=WHO, kind=st.sampled_from(["group", "channel"]), others=st.sets(WHO), public=st.booleans())
    def create(self, who: int, kind: str, others: set[int], public: bool) -> None:
        ids = [self.callers[other].id for other in others]
        answer = self.ask(who, "conversation.create", kind=kind, name="a room", members=ids, public=public)
        assert answer is not None
        members = {self.callers[who].id, *ids}
        id_ = answer["conversation"]["id"]
        self.world.add(Room(id_, kind, public, dict.fromkeys(members, 1), last_seq=1))

    @rule(who=WHO, pick=PICK, template=TEXTS, named=PICK, replying=st.booleans(), again=st.booleans())
    def send(self, who: int, pick: int, template: str, named: int, replying: bool, again: bool) -> None:
        room = self.room(who, pick)
        fields: Frame = {"conversation": room.id, "text": self.text(template, named)}
        if replying and room.said:
            fields["reply_to"] = sorted(room.said)[named % len(room.said)]
        fields["client_id"] = f"id {next(_serial)}"
        answer = self.ask(who, "message.send", **fields)
        if answer is None:
            assert "reply_to" in fields, "a member may speak"
            return
        self.world.sent(room, answer["seq"], self.callers[who].id, fields["text"])
        if again:
            assert self.ask(who, "message.send", **fields) == answer, "R2"

    @rule(who=WHO, whom=WHO, template=TEXTS, named=PICK)
    def send_directly(self, who: int, whom: int, template: str, named: int) -> None:
        me, other = self.callers[who].id, self.callers[whom].id
        text = self.text(template, named)
        answer = self.ask(who, "message.send", to=other, text=text)
        assert answer is not None
        room = self.world.add(Room(answer["conversation"], "direct", False, {me: 0, other: 0}))
        self.world.sent(room, answer["seq"], me, text)

    @rule(who=WHO, pick=PICK, which=PICK, template=TEXTS, named=PICK)
    def edit(self, who: int, pick: int, which: int, template: str, named: int) -> None:
        room = self.room(who, pick)
        seq, text = self.message(who, room, which), self.text(template, named)
        answer = self.ask(who, "message.edit", conversation=room.id, seq=seq, text=text)
        if answer is not None:
            self.world.edited(room, seq, answer["seq"], text)

    @rule(who=WHO, pick=PICK, which=PICK)
    def delete(self, who: int, pick: int, which: int) -> None:
        room = self.room(who, pick)
        seq = self.message(who, room, which)
        answer = self.ask(who, "message.delete", conversation=room.id, seq=seq)
        if answer is not None:
            self.world.deleted(room, seq, answer["seq"])

    def message(self, who: int, room: Room, pick: int) -> int:
        """One of the last messages, mostly one's own: others' may not be changed."""
        mine = [seq for seq, said in room.said.items() if said.sender == self.callers[who].id]
        seqs = sorted(mine if mine and pick % 4 else room.said)
        return seqs[-1 - pick % min(len(seqs), 3)] if seqs else 1 + pick

    @rule(who=WHO, pick=PICK, edits=st.integers(0, 2), deleted=st.booleans(), named=PICK)
    def change_ones_mind(self, who: int, pick: int, edits: int, deleted: bool, named: int) -> None:
        """Say something, say it better, take it back: what nobody may see of it any more adds up."""
        room, text = self.room(who, pick), self.text("{n} @{name} @all", named)
        answer = self.ask(who, "message.send", conversation=room.id, text=text)
        assert answer is not None
        seq = answer["seq"]
        self.world.sent(room, seq, self.callers[who].id, text)
        for number in range(edits):
            text = self.text("{n} @{name}", named + number)
            answer = self.ask(who, "message.edit", conversation=room.id, seq=seq, text=text)
            assert answer is not None
            self.world.edited(room, seq, answer["seq"], text)
        if deleted:
            answer = self.ask(who, "message.delete", conversation=room.id, seq=seq)
            assert answer is not None
            self.world.deleted(room, seq, answer["seq"])

    @rule(who=WHO, pick=PICK, seq=PICK)
    def read(self, who: int, pick: int, seq: int) -> None:
        room = self.room(who, pick)
        wanted = max(0, room.last_seq + 1 - seq % 8)
        answer = self.ask(who, "receipt.read", conversation=room.id, seq=wanted)
        assert answer is not None
        self.world.has_read(room, self.callers[who].id, wanted, answer)

    @rule(who=WHO, pick=PICK)
    def join(self, who: int, pick: int) -> None:
        rooms = sorted(self.world.rooms)
        room = self.world.rooms[rooms[-1 - pick % len(rooms)]]
        answer = self.ask(who, "conversation.join", conversation=room.id)
        if answer is not None:
            self.world.joined(room, self.callers[who].id, answer["seq"])

    @rule(who=WHO, pick=PICK)
    def leave(self, who: int, pick: int) -> None:
        room = self.room(who, pick)
        answer = self.ask(who, "conversation.leave", conversation=room.id)
        if answer is not None:
            self.world.parted(room, self.callers[who].id, answer["seq"])

    @rule(who=WHO, pick=PICK, whom=WHO)
    def add(self, who: int, pick: int, whom: int) -> None:
        room, other = self.room(who, pick), self.callers[whom].id
        answer = self.ask(who, "member.add", conversation=room.id, user=other)
        if answer is not None:
            self.world.joined(room, other, answer["seq"])

    @rule(who=WHO, pick=PICK, whom=WHO)
    def remove(self, who: int, pick: int, whom: int) -> None:
        room, other = self.room(who, pick), self.callers[whom].id
        answer = self.ask(who, "member.remove", conversation=room.id, user=other)
        if answer is not None:
            self.world.parted(room, other, answer["seq"])

    @rule(who=WHO, pick=PICK, whom=WHO, role=st.sampled_from(["owner", "moderator", "member"]))
    def give_role(self, who: int, pick: int, whom: int, role: str) -> None:
        room, other = self.room(who, pick), self.callers[whom].id
        answer = self.ask(who, "member.role", conversation=room.id, user=other, role=role)
        if answer is not None:
            self.world.moved(room, answer["seq"])

    @rule(who=WHO, pick=PICK, what=st.sampled_from(["name", "topic"]))
    def rename(self, who: int, pick: int, what: str) -> None:
        room = self.room(who, pick)
        new = {what: f"called {next(_serial)}"}
        answer = self.ask(who, "conversation.update", conversation=room.id, **new)
        if answer is not None:
            self.world.moved(room, answer["seq"])

    @rule(who=WHO, pick=PICK, what=st.sampled_from(["muted", "pinned", "archived"]), wanted=st.booleans())
    def prefer(self, who: int, pick: int, what: str, wanted: bool) -> None:
        room = self.room(who, pick)
        answer = self.ask(who, "conversation.prefer", conversation=room.id, **{what: wanted})
        assert answer is not None
        assert answer[what] is wanted

    @rule(pick=PICK, coming_back=st.integers(0, 5))
    def all_talk_at_once(self, pick: int, coming_back: int) -> None:
        """Everyone in a room speaks at the same time, while a device comes or comes back."""
        room = self.room(pick % 3, pick)
        self.run(self._talk_at_once(room, self.devices[coming_back]))

    async def _talk_at_once(self, room: Room, device: Device) -> None:
        asked = []
        for voice in self.voices * 2:
            if voice.id in room.read:
                text = self.text("hello {n}", 0)
                number = await voice.send("message.send", conversation=room.id, text=text)
                asked.append((voice, number, text))
        if device.socket is None:
            await device.come_online()
        else:
            await device.catch_up()
        answers = [((await voice.reply(number))["seq"], voice.id, text) for voice, number, text in asked]
        for seq, sender, text in sorted(answers):
            self.world.sent(room, seq, sender, text)

    # What devices do

    @rule(which=st.integers(0, 5))
    def go_offline(self, which: int) -> None:
        self.run(self.devices[which].go_offline())

    @rule(which=st.integers(0, 5))
    def come_online(self, which: int) -> None:
        self.run(self.devices[which].come_online())

    @rule(which=st.integers(0, 5), count=st.integers(1, 3))
    def lose_events(self, which: int, count: int) -> None:
        """Sockets do not lose frames, but buses do (R6), and the client's rule is the same."""
        self.devices[which].losing = count

    # What must be true

    @invariant()
    def what_has_come_is_no_surprise(self) -> None:
        """Some devices look at what has come at once, others only in the end."""
        for device in self.devices[::2]:
            if device.socket is not None:
                device.take()

    async def _check(self) -> None:
        for place, caller in enumerate(self.callers):
            mine = self.devices[2 * place : 2 * place + 2]
            fresh = Device(caller, "new device")
            await fresh.come_online()
            try:
                self.world.check(fresh)
                for device in mine:
                    await device.come_online()
                    await device.settle()
                    await self._receipts_come(device)
                    check_equal(device, fresh)
                    self.world.check(device)
                await self._check_nothing_gone_is_seen(fresh)
            finally:
                await fresh.go_offline()

    async def _receipts_come(self, device: Device) -> None:
        """Receipts are gathered for a moment before they are told."""

        async def come() -> bool:
            device.take()
            return all(
                room.id in device.views and device.views[room.id].read == room.read[device.me]
                for room in self.world.rooms_of(device.me)
            )

        await eventually(come, f"{device.name} knows what was read")

    async def _check_nothing_gone_is_seen(self, fresh: Device) -> None:
        """Deleted text appears nowhere: not in a snapshot, an event, or a page of history."""
        assert fresh.socket is not None
        for room in fresh.views:
            if room != LOBBY:
                await fresh.socket.ask("message.history", conversation=room, limit=200)
        seen = json.dumps(fresh.socket.frames)
        leaked = [text for text in self.world.gone if text in seen]
        assert not leaked, f"deleted or edited away, and seen by {fresh.name}: {leaked}"


@pytest.mark.anyio
async def test_catching_up_in_the_middle_of_talk_leaves_no_hole(server: Server) -> None:
    """R4, R7: what is said while a snapshot is read is in the snapshot or comes after it, never neither."""
    ada, grace = await people(server, "ada", "grace")
    room = await group(ada, grace)
    phone, fresh = Device(grace, "phone"), Device(grace, "new device")
    await phone.come_online()
    said, enough = 0, asyncio.Event()
    async with ada.online() as talker:

        async def talk() -> None:
            nonlocal said
            while not enough.is_set():
                await talker.ask("message.send", conversation=room, text=f"number {said}")
                said += 1

        talking, syncs = asyncio.create_task(talk()), 0
        while (said < 500 or syncs < 100) and not talking.done():
            await phone.catch_up()  # a hole between two of what comes is a LawBroken
            syncs += 1
        enough.set()
        await talking
        await phone.settle()
    await fresh.come_online()
    try:
        assert phone.fetched == 0
        check_equal(phone, fresh)
    finally:
        await phone.go_offline()
        await fresh.go_offline()


@pytest.mark.timeout(900)  # a failure takes its time to be shrunk to the least that fails
def test_an_old_snapshot_plus_events_is_a_fresh_snapshot(server: Server) -> None:
    """R7, R8, R4: every device shows every message of its membership exactly once, with exact counts."""
    with asyncio.Runner() as runner:
        Talk.server, Talk.loop = server, runner.get_loop()
        run_state_machine_as_test(
            Talk,
            settings=settings(
                max_examples=150,
                stateful_step_count=30,
                deadline=None,
                derandomize=True,
                print_blob=True,
                suppress_health_check=list(HealthCheck),
            ),
        )
