"""People under torture: they talk, retry, change their minds, and read, from several devices each."""

from __future__ import annotations

import asyncio
import random
from collections import deque
from collections.abc import Callable, Sequence
from typing import Final, TypeVar

from msgspec import Struct

from hubbub.torture import texts
from hubbub.torture.devices import Handset
from hubbub.torture.history import History
from hubbub.torture.records import ALL, NOBODY, Change, Outcome, Read
from hubbub_client import Closed, ConnectionLost, HubbubError, Unauthenticated

T = TypeVar("T")
_RECENT: Final = 12


class Said(Struct, gc=False):
    """A message of one's own that can be changed; ``versions`` is how often it has been."""

    key: int
    room: int
    seq: int
    versions: int = 0
    gone: bool = False


class Haunt(Struct, frozen=True):
    """A conversation someone goes to, and how often."""

    room: int
    weight: float
    others: tuple[int, ...]


class Person:
    """Somebody with devices: the first are always on, and what is asked comes from one of them."""

    def __init__(self, history: History, user: int, dice: random.Random) -> None:
        self.history = history
        self.user = user
        self.dice = dice
        self.haunts: list[Haunt] = []
        self.handsets: list[Handset] = []
        """Those that are always on: the last one has a connection that no fault hits."""
        self._said: deque[Said] = deque(maxlen=_RECENT)

    @property
    def steady(self) -> Handset:
        """The device that no fault hits, though the server may be killed."""
        return self.handsets[-1]

    async def live(self, stopped: Callable[[], bool]) -> None:
        """Do one thing after the other until told to stop."""
        while not stopped():
            try:
                await self._do_something()
            except Unauthenticated as error:
                name = self.history.names[self.user]
                self.history.judge("R1", False, "{}'s login was acknowledged, and now: {}", name, error)
                return
            except Closed:
                return

    async def _do_something(self) -> None:
        lot = self.dice.random()
        if lot < 0.86 or not self._said:
            await self._say()
        elif lot < 0.93:
            await self._read()
        elif lot < 0.97:
            await self._edit(self.dice.choice(self._said))
        else:
            await self._delete(self.dice.choice(self._said))

    # Saying things

    async def _say(self) -> None:
        haunt = self.dice.choices(self.haunts, [haunt.weight for haunt in self.haunts])[0]
        mention = self._mention(haunt.others)
        key = self.history.messages.add(self.user, haunt.room, mention)
        handset = self.dice.choice(self.handsets)
        if await self.send(handset, key):
            lot = self.dice.random()
            if lot < 0.05:
                await self._send_again(key)
            elif lot < 0.06:
                await self._send_again(key, twisted=True)

    async def send(self, handset: Handset, key: int) -> bool:
        """Put a message into the outbox, and say whether it was acknowledged; outages are the outbox's."""
        attempts, room = self.history.attempts, self.history.messages.rooms[key]
        text, client_id = self._text(key), texts.client_id(self.history.run, key)
        self.history.expected.put(client_id, key, text)
        attempt = attempts.begin(key, self.history.now())
        try:
            answer = await handset.client.send(text, conversation=room, client_id=client_id)
        except Unauthenticated:
            raise  # the whole client has given up: nothing was said of this message
        except HubbubError as error:
            attempts.refuse(attempt, self.history.now(), error.code)
            return False
        attempts.acknowledge(attempt, self.history.now(), answer.conversation, answer.seq)
        self._said.append(Said(key, answer.conversation, answer.seq))
        return True

    async def _send_again(self, key: int, *, twisted: bool = False) -> None:
        """Send a message that has been acknowledged once more, from any device, perhaps with another text."""
        attempts = self.history.attempts
        handset = self.dice.choice(self.handsets)
        text = self._text(key) + (" twisted" if twisted else "")
        attempt = attempts.begin(key, self.history.now(), twisted=twisted)
        try:
            answer = await handset.once.message.send(
                text,
                conversation=self.history.messages.rooms[key],
                client_id=texts.client_id(self.history.run, key),
            )
        except HubbubError as error:
            attempts.refuse(attempt, self.history.now(), error.code)
        except (ConnectionLost, TimeoutError):
            pass
        else:
            attempts.acknowledge(attempt, self.history.now(), answer.conversation, answer.seq)

    def _text(self, key: int, version: int = 0) -> str:
        mention = self.history.mention_name(self.history.mention(key, version))
        return texts.text(self.history.run, key, version, mention)

    def _mention(self, others: Sequence[int]) -> int:
        lot = self.dice.random()
        if lot < 0.02:
            return ALL
        return self.dice.choice(others) if lot < 0.12 and others else NOBODY

    # Changing one's mind

    async def _edit(self, said: Said) -> None:
        if said.gone:
            return
        said.versions += 1
        self.history.edits[said.key, said.versions] = self._mention([self.user, *self.haunts[0].others])
        change = Change("message.edit", self.user, said.room, said.seq, said.versions, 0)
        text = self._text(said.key, said.versions)
        edit = self.dice.choice(self.handsets).once.message.edit
        await self.change(change, lambda: edit(said.room, said.seq, text))

    async def _delete(self, said: Said) -> None:
        if said.gone:
            return
        said.gone = True
        change = Change("message.delete", self.user, said.room, said.seq, 0, 0)
        delete = self.dice.choice(self.handsets).once.message.delete
        await self.change(change, lambda: delete(said.room, said.seq))

    async def change(self, change: Change, ask: Callable[[], object]) -> Outcome:
        """Ask for a change once and write down what became of it."""
        change.start = self.history.now()
        self.history.changes.append(change)
        try:
            answer: object = await ask()  # type: ignore[misc]
        except HubbubError as error:
            change.end, change.outcome, change.code = self.history.now(), Outcome.REFUSED, error.code
        except (ConnectionLost, TimeoutError):
            pass
        else:
            change.end, change.outcome = self.history.now(), Outcome.OK
            change.seq = answer.seq  # type: ignore[attr-defined]
        return Outcome(change.outcome)

    # Reading

    async def _read(self) -> None:
        """Say that something was read: mostly the latest, sometimes what was read long ago."""
        handset = self.dice.choice(self.handsets)
        room = self.dice.choice(self.haunts).room
        track = handset.device.tracks.get(room)
        if track is None or not track.seqs:
            return
        asked = track.last if self.dice.random() < 0.7 else self.dice.choice(track.seqs[-400:])
        read = Read(self.user, room, asked, self.history.now())
        self.history.reads.append(read)
        try:
            answer = await handset.once.receipt.read(room, asked)
        except HubbubError:
            read.end, read.outcome = self.history.now(), Outcome.REFUSED
        except (ConnectionLost, TimeoutError):
            pass
        else:
            read.end, read.outcome = self.history.now(), Outcome.OK
            read.read, read.unread = answer.read, answer.unread


async def wander(handset: Handset, dice: random.Random, stopped: Callable[[], bool]) -> None:
    """A device that is put away and taken up again, and has to catch up each time."""
    while not stopped():
        await asyncio.sleep(dice.uniform(0.3, 3.0))
        await handset.put_away()
        await asyncio.sleep(dice.uniform(0.2, 4.0))
        await handset.take_up()
