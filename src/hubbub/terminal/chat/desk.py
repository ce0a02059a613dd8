"""The desk: asks the server for what the person wants, and tells the model what came of it.

Messages go through the client's outbox and are never lost on the way. The rest is asked once: without a
connection the person is told that it was not done.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Coroutine
from datetime import UTC, datetime
from typing import Any, Final

from msgspec import UNSET

from hubbub.terminal.chat.conversation import Conversation
from hubbub.terminal.chat.model import Chat, Link
from hubbub.terminal.chat.text import clean_line
from hubbub.terminal.chat.timeline import Waiting
from hubbub.terminal.chat.words import Words
from hubbub_client import (
    CaughtUp,
    Client,
    Closed,
    ConnectionLost,
    Delivery,
    HubbubError,
    Message,
    MessageSendAnswer,
    NotFound,
    OutboxError,
    User,
)

SECONDS: Final = 10.0
"""How long an answer may take before the person is told that there is none."""
BATCH: Final = 200
"""Events that are taken before others have their turn."""
PAUSE: Final = 1.0
"""Seconds before something that failed is asked for again, if it is still wanted."""
PAGE: Final = 50
MOST_ROSTER: Final = 500


class Desk:
    """``changed`` is called when there is something new to see, ``tell`` with what has to be said."""

    def __init__(
        self,
        client: Client,
        chat: Chat,
        words: Words,
        *,
        changed: Callable[[], None],
        tell: Callable[[str], None],
    ) -> None:
        self.client, self.chat, self.words = client, chat, words
        self.changed, self.tell = changed, tell
        self.ask = client.asking(timeout=SECONDS)
        self._tasks: set[asyncio.Task[None]] = set()
        self._asked: set[tuple[str, int]] = set()
        self._reading: dict[int, int] = {}
        self._unpacked = False

    # What comes

    async def run(self) -> None:
        """Take events until the client ends. Raises why it did, if it was not closed."""
        count = 0
        async for event in self.client:
            self.chat.apply(event)
            if isinstance(event, CaughtUp):
                self._caught_up()
            self.changed()
            count += 1
            if count % BATCH == 0:
                await asyncio.sleep(0)

    async def close(self) -> None:
        """Let go of everything."""
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)
        await self.client.close()

    def settle(self) -> None:
        """Ask for what the model wants to know."""
        if self.chat.state.link is not Link.ONLINE:
            return
        for conversation in self.chat.uncertain:
            self._once("summary", conversation, self.summarise(conversation))
        for user in list(self.chat.people.wanted):
            self._once("user", user, self._meet(user))

    def look(self) -> None:
        """Ask who is there: of all one talks to alone, and of those in the open conversation."""
        if self.chat.state.link is Link.ONLINE:
            self._once("presence", 0, self._look())

    # Reading

    def open(self, conversation: int) -> None:
        """Make a conversation the open one."""
        before = self.chat.opened
        if before is not None and before.id != conversation:
            before.timeline.trim()
        self.chat.current = conversation
        if conversation >= 0 and self.chat.state.link is Link.ONLINE:
            self._once("members", conversation, self._get_to_know(conversation))
        self.changed()

    def older(self) -> None:
        """Load the page above what is held of the open conversation."""
        room = self.chat.opened
        if room is None or room.id < 0 or self.chat.state.link is not Link.ONLINE:
            return
        if room.timeline.more and not room.timeline.loading:
            room.timeline.loading = True
            self._spawn(self._older(room))

    def read(self, room: Conversation, seq: int) -> None:
        """Say that everything up to a position was seen; the server hears the latest of it."""
        if seq <= room.read or room.id < 0:
            return
        room.read_to(seq)
        self._reading[room.id] = seq
        self._send_reading()
        self.changed()

    # Writing

    def send(self, text: str, reply_to: Message | None = None) -> bool:
        """Put a message into the outbox, and show it. Returns whether the outbox took it."""
        room = self.chat.opened
        if room is None:
            self.tell(self.words.not_here)
            return False
        conversation, to = (room.id, None) if room.id >= 0 else (None, -room.id)
        answered = reply_to.seq if reply_to is not None else None
        try:
            delivery = self.client.send(text, conversation=conversation, to=to, reply_to=answered)
        except (OutboxError, HubbubError, Closed) as error:
            self.tell(self.words.failed.format(clean_line(str(error))))
            return False
        self._follow(delivery, room.id)
        return True

    def typing(self) -> None:
        """Say that one is typing; nobody minds if that is lost."""
        if self.chat.current is not None and self.chat.current >= 0 and self.chat.state.link is Link.ONLINE:
            self._spawn(self._typing(self.chat.current))

    def edit(self, message: Message, text: str) -> bool:
        """Give a message another text. Returns whether there is a connection to do it over."""
        self.do(self.ask.message.edit(message.conversation, message.seq, text))
        return self.chat.state.link is Link.ONLINE

    def delete(self, message: Message) -> None:
        """Take a message back."""
        self.do(self.ask.message.delete(message.conversation, message.seq))

    def discard(self, client_id: str) -> Waiting | None:
        """Take a message that was refused off the screen, and return it."""
        room = self.chat.opened
        if room is None or client_id not in room.timeline.waiting:
            return None
        waiting = room.timeline.waiting[client_id]
        if waiting.failure is None:
            return None
        self.changed()
        return room.timeline.waiting.pop(client_id)

    # People

    def talk_to(self, user: User) -> None:
        """Open the direct conversation with someone, which the first message makes."""
        self.chat.people.meet(user)
        room = self.chat.direct_with(user.id) or self.chat.prospect(user)
        self.open(room.id)
        self.look()

    def do(self, asking: Coroutine[Any, Any, object]) -> None:
        """Do something once; the person is told if it was not done."""
        self._spawn(self._do(asking))

    # Details

    async def _do(self, asking: Coroutine[Any, Any, object]) -> None:
        if self.chat.state.link is not Link.ONLINE:
            asking.close()
            self.tell(self.words.no_answer)
            return
        try:
            await asking
        except HubbubError as error:
            self.tell(self.words.refused.format(clean_line(error.message)))
        except (ConnectionLost, Closed):
            self.tell(self.words.no_answer)
        self.changed()

    def _spawn(self, coroutine: Coroutine[Any, Any, None]) -> asyncio.Task[None]:
        task = asyncio.create_task(coroutine)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)
        return task

    def _once(self, kind: str, id: int, coroutine: Coroutine[Any, Any, None]) -> None:
        """Ask in the background, unless the same is being asked. What fails is asked when next wanted."""
        if (kind, id) in self._asked:
            coroutine.close()
            return
        self._asked.add((kind, id))
        self._spawn(self._quietly(coroutine)).add_done_callback(lambda _: self._asked.discard((kind, id)))

    async def _quietly(self, coroutine: Coroutine[Any, Any, None]) -> None:
        try:
            await coroutine
        except (HubbubError, ConnectionLost, Closed):
            await asyncio.sleep(PAUSE)  # it is still wanted, and asked for again, but not in a loop
        self.changed()

    def _caught_up(self) -> None:
        if not self._unpacked:
            self._unpacked = True
            self._spawn(self._unpack())
        for room in self.chat.conversations.values():
            room.timeline.loading = False
        if self.chat.current is not None and self.chat.current >= 0:
            self._once("members", self.chat.current, self._get_to_know(self.chat.current))
        self.look()
        self._send_reading()

    async def summarise(self, conversation: int) -> None:
        """Fetch a fresh summary."""
        try:
            answer = await self.ask.conversation.get(conversation)
        except NotFound:
            self.chat.drop(conversation)
        else:
            self.chat.summarise([answer.conversation])

    async def _meet(self, user: int) -> None:
        try:
            self.chat.people.meet(await self.ask.user.get(user))
        except NotFound:
            self.chat.people.meet(User(id=user, name=f"#{user}", display_name=f"#{user}", kind="person"))

    async def _look(self) -> None:
        listed = self.chat.listed()
        users = {room.peer.id for room in listed if room.peer is not None}
        if self.chat.opened is not None:
            users |= self.chat.opened.roster or set()
        if users:
            answer = await self.ask.presence.get(sorted(users)[:1000])
            self.chat.people.see(answer.users)

    async def _get_to_know(self, conversation: int) -> None:
        """Find out who is in a conversation, who of them is there, and whether one's last message is read."""
        answer = await self.ask.member.list(conversation, limit=MOST_ROSTER)
        room = self.chat.conversations.get(conversation)
        if room is None:
            return
        self.chat.people.meet(*(member.user for member in answer.members))
        room.roster = {member.user.id for member in answer.members}
        await self._look()
        last = room.timeline.latest(sender=self.chat.my_id)
        if room.kind == "direct" and last is not None:
            seen = await self.ask.receipt.seen(conversation, last.seq)
            room.seen.update({user: last.seq for user in seen.users if user != self.chat.my_id})

    async def _older(self, room: Conversation) -> None:
        try:
            before = room.timeline.first
            place = UNSET if before is None else before
            answer = await self.ask.message.history(room.id, before=place, limit=PAGE)
            if room.timeline.first == before:
                room.timeline.take_page(answer.messages, more=answer.has_more)
        except (HubbubError, ConnectionLost, Closed):
            await asyncio.sleep(PAUSE)
        finally:
            room.timeline.loading = False
            self.changed()

    def _send_reading(self) -> None:
        for conversation in list(self._reading):
            if self.chat.state.link is Link.ONLINE:
                self._once("read", conversation, self._read(conversation))

    async def _read(self, conversation: int) -> None:
        """Send the cursor until it has not moved meanwhile. What a break swallows is sent after it."""
        while (seq := self._reading.get(conversation)) is not None:
            try:
                await self.ask.receipt.read(conversation, seq)
            except HubbubError:
                self._reading.pop(conversation, None)
                raise
            if self._reading.get(conversation) == seq:
                del self._reading[conversation]

    async def _typing(self, conversation: int) -> None:
        try:
            await self.ask.typing.start(conversation)
        except (HubbubError, ConnectionLost, Closed):
            return

    def _follow(self, delivery: Delivery, conversation: int) -> None:
        letter = delivery.letter
        waiting = Waiting(letter.client_id, letter.text, letter.reply_to, datetime.now(UTC))
        self.chat.wrote(waiting, conversation)
        self._spawn(self._deliver(delivery))
        self.changed()

    async def _deliver(self, delivery: Delivery) -> None:
        await delivery.settled()
        if isinstance(delivery.outcome, MessageSendAnswer):
            opened = self.chat.current
            self.chat.delivered(delivery.client_id, delivery.outcome.conversation, delivery.outcome.seq)
            if self.chat.current is not None and self.chat.current != opened:
                self.open(self.chat.current)
        elif isinstance(delivery.outcome, HubbubError | OutboxError):
            self.chat.failed(delivery.client_id, str(delivery.outcome))
        self.changed()

    async def _unpack(self) -> None:
        """Show what an earlier run has left in the outbox."""
        for delivery in self.client.outbox:
            letter = delivery.letter
            if any(letter.client_id in room.timeline.waiting for room in self.chat.conversations.values()):
                continue
            if letter.to is not None:
                await self._quietly(self._meet(letter.to))
                user = self.chat.people.get(letter.to)
                room = self.chat.direct_with(letter.to) or (self.chat.prospect(user) if user else None)
                self._follow(delivery, room.id if room is not None else -letter.to)
            elif letter.conversation is not None:
                self._follow(delivery, letter.conversation)
