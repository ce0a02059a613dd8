"""The model of a chat: events in, state out. No sockets, no clock of its own, nothing of Textual.

What it cannot know by itself stands in ``people.wanted`` and ``uncertain``: somebody has to ask the server.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import UTC, datetime
from enum import Enum, auto
from functools import singledispatchmethod
from typing import Final

from msgspec import Struct

from hubbub.terminal.chat.conversation import Conversation
from hubbub.terminal.chat.people import People
from hubbub.terminal.chat.timeline import Waiting
from hubbub_client import (
    CaughtUp,
    Connected,
    ConversationAdded,
    Disconnected,
    Gone,
    LogEvent,
    MemberLeft,
    MemberRemoved,
    PresenceChanged,
    ReceiptRead,
    Reset,
    SessionRevoked,
    Summary,
    Typing,
    Undeliverable,
    User,
    UserUpdated,
)

TYPING_SECONDS: Final = 5.0
"""How long "is typing" holds; the protocol says so."""


class Link(Enum):
    """How the connection is."""

    CONNECTING = auto()
    CATCHING_UP = auto()
    ONLINE = auto()
    OFFLINE = auto()
    ENDED = auto()
    """And does not come back."""


class LinkState(Struct, frozen=True):
    """How the connection is, and why; ``retry_at`` is by the model's clock."""

    link: Link = Link.CONNECTING
    reason: str = ""
    retry_at: float | None = None


class Chat:
    """Everything that is known. ``clock`` gives seconds that never go back."""

    def __init__(self, clock: Callable[[], float]) -> None:
        self.clock = clock
        self.me: User | None = None
        self.people = People()
        self.state = LinkState()
        self.conversations: dict[int, Conversation] = {}
        self.current: int | None = None
        """The conversation that is open."""
        self.departed: list[str] = []
        """Titles of conversations that one has just been taken out of, until somebody has said so."""

    # What is to be seen

    @property
    def my_id(self) -> int:
        """One's own user id; no one's before the first login."""
        return -1 if self.me is None else self.me.id

    def listed(self) -> list[Conversation]:
        """Return the conversations as the list shows them: pinned first, then the latest activity."""
        shown = (each for each in self.conversations.values() if each.known)
        return sorted(shown, key=lambda each: (each.pinned, each.last_at, each.id), reverse=True)

    @property
    def opened(self) -> Conversation | None:
        """Return the conversation that is open."""
        return None if self.current is None else self.conversations.get(self.current)

    @property
    def uncertain(self) -> list[int]:
        """Return the conversations that a fresh summary is wanted of."""
        return [each.id for each in self.conversations.values() if each.uncertain and each.id >= 0]

    def direct_with(self, user: int) -> Conversation | None:
        """Return the direct conversation with someone, if there is one."""
        return next(
            (each for each in self.conversations.values() if each.peer is not None and each.peer.id == user),
            None,
        )

    def typing_in(self, conversation: Conversation) -> list[int]:
        """Return who is typing now."""
        now = self.clock()
        conversation.typing = {user: until for user, until in conversation.typing.items() if until > now}
        return list(conversation.typing)

    def next_unread(self) -> Conversation | None:
        """Return where to go next: mentions first, then what is unread, in the list's order."""
        others = [each for each in self.listed() if each.id != self.current]
        mentioned = next((each for each in others if each.mentions), None)
        return mentioned or next((each for each in others if each.loud), None)

    def neighbour(self, step: int) -> Conversation | None:
        """Return the conversation so many places further down the list."""
        listed = self.listed()
        if not listed:
            return None
        ids = [each.id for each in listed]
        place = ids.index(self.current) + step if self.current in ids else 0
        return listed[place % len(listed)]

    # What a person does

    def prospect(self, user: User) -> Conversation:
        """Open a direct conversation that begins with its first message."""
        self.people.meet(user)
        conversation = self._of(-user.id)
        conversation.known, conversation.kind, conversation.peer = True, "direct", user
        conversation.last_at = datetime.now(UTC)
        return conversation

    def wrote(self, waiting: Waiting, conversation: int) -> None:
        """Show a message that is on its way."""
        self._of(conversation).timeline.waiting[waiting.client_id] = waiting

    def delivered(self, client_id: str, conversation: int, seq: int) -> None:
        """Take note of where a message stands; its event may have come before, or comes soon."""
        for each in self.conversations.values():
            waiting = each.timeline.waiting.get(client_id)
            if waiting is not None:
                waiting.seq = seq
                each.timeline.settle() if each.id == conversation else self._move(each, conversation)
                return

    def failed(self, client_id: str, reason: str) -> None:
        """Take note that a message was refused for good."""
        for each in self.conversations.values():
            if client_id in each.timeline.waiting:
                each.timeline.waiting[client_id].failure = reason

    def summarise(self, summaries: Iterable[Summary]) -> None:
        """Take summaries, however old: what is known to have happened after them is counted on top."""
        for summary in summaries:
            if summary.peer is not None:
                self.people.meet(summary.peer)
            self._of(summary.id).summarised(summary)

    def drop(self, conversation: int) -> None:
        """Forget a conversation that is no longer one's own."""
        gone = self.conversations.pop(conversation, None)
        if gone is not None and gone.known and gone.id >= 0:
            self.departed.append(gone.name)
        if conversation == self.current:
            self.current = None

    def _move(self, prospect: Conversation, conversation: int) -> None:
        """A conversation that was only intended has come to be."""
        waiting = prospect.timeline.waiting
        real = self._of(conversation)
        real.timeline.waiting.update(waiting)
        real.timeline.settle()
        real.uncertain = not real.known
        self.conversations.pop(prospect.id)
        if self.current == prospect.id:
            self.current = conversation

    def _of(self, conversation: int) -> Conversation:
        if conversation not in self.conversations:
            new = self.conversations[conversation] = Conversation(conversation, self.my_id)
            # One that one comes back to goes on after what was seen of it, and that is forgotten here.
            new.timeline.more = self.state.link is Link.ONLINE and conversation >= 0
        return self.conversations[conversation]

    # What happens

    @singledispatchmethod
    def apply(self, event: object) -> None:
        """Take an event. One that means nothing here is none."""

    @apply.register
    def _(self, event: Connected) -> None:
        self.me = event.user
        self.people.meet(event.user)
        self.state = LinkState(Link.CATCHING_UP)

    @apply.register
    def _(self, event: CaughtUp) -> None:
        self.summarise(event.conversations)
        for each in self.conversations.values():
            each.uncertain = each.uncertain or (not each.known and each.id >= 0)
            each.timeline.settle()
        self.state = LinkState(Link.ONLINE)

    @apply.register
    def _(self, event: Disconnected) -> None:
        self.people.lose_sight()
        retry_at = None if event.retry_in is None else self.clock() + event.retry_in
        self.state = LinkState(Link.ENDED if retry_at is None else Link.OFFLINE, event.reason, retry_at)

    @apply.register
    def _(self, event: SessionRevoked) -> None:
        self.state = LinkState(Link.ENDED, "session.revoked")

    @apply.register
    def _(self, event: Reset) -> None:
        self._of(event.conversation).reset()

    @apply.register
    def _(self, event: Gone) -> None:
        self.drop(event.conversation)

    @apply.register
    def _(self, event: LogEvent) -> None:
        conversation = self._of(event.conversation)
        live = conversation.known and event.seq > conversation.counted_to
        conversation.happened(event)
        if live and isinstance(event, MemberLeft | MemberRemoved) and event.user == self.my_id:
            self.drop(conversation.id)
        elif not conversation.known and self.state.link is Link.ONLINE:
            conversation.uncertain = True

    @apply.register
    def _(self, event: ConversationAdded) -> None:
        self.summarise([event.conversation])
        peer = event.conversation.peer
        if peer is not None and -peer.id in self.conversations:
            self._move(self.conversations[-peer.id], event.conversation.id)

    @apply.register
    def _(self, event: ReceiptRead) -> None:
        conversation = self.conversations.get(event.conversation)
        if conversation is None:
            return
        if event.user == self.my_id:
            conversation.read_to(event.seq)
        else:
            conversation.seen[event.user] = max(conversation.seen.get(event.user, 0), event.seq)

    @apply.register
    def _(self, event: Typing) -> None:
        conversation = self.conversations.get(event.conversation)
        if conversation is not None and event.user != self.my_id:
            conversation.typing[event.user] = self.clock() + TYPING_SECONDS

    @apply.register
    def _(self, event: PresenceChanged) -> None:
        self.people.see([event])

    @apply.register
    def _(self, event: UserUpdated) -> None:
        self.people.meet(event.user)
        if self.me is not None and event.user.id == self.me.id:
            self.me = event.user
        conversation = self.direct_with(event.user.id)
        if conversation is not None:
            conversation.peer = event.user

    @apply.register
    def _(self, event: Undeliverable) -> None:
        self.failed(event.client_id, str(event.error))
