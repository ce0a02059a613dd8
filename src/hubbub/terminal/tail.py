"""``hubbub tail``: what happens, a line each, as it happens."""

from __future__ import annotations

from collections.abc import AsyncIterator
from typing import Final

import msgspec
from msgspec import structs

from hubbub.terminal.account import Account, logged_in
from hubbub.terminal.say import find
from hubbub_client import (
    CaughtUp,
    Client,
    ConversationAdded,
    Disconnected,
    LogEvent,
    Message,
    MessageDeleted,
    MessageEdited,
    MessageSent,
    NotFound,
    Shown,
    Unknown,
    User,
)
from hubbub_client.events import Event

NOW: Final = "now"
RECENT: Final = "recent"
PAGE: Final = 200


async def tail(account: Account, *, room: str | None, since: str, json: bool, seconds: float) -> None:
    """Print what happens, in all conversations or in one, until the client is closed for good.

    ``since`` is ``now``, ``recent`` (what a catch-up tells first), or, in one room, a position in its log:
    messages from there on come first. Raises what the server refuses, and ConnectionLost.
    """
    async with logged_in(account, start_timeout=seconds) as client:
        only = None if room is None else (await find(client, to=None, room=room)).conversation
        names = Names(client)
        async for event in _events(client, only, since):
            names.learn(event)
            line = as_json(event) if json else await as_line(event, names)
            if line:
                print(line, flush=True)


async def _events(client: Client, only: int | None, since: str) -> AsyncIterator[Shown]:
    told, live = 0, since != NOW
    if since.isdecimal() and only is not None:
        async for message in _history(client, only, int(since) - 1):
            yield _as_event(message)
            told = message.seq
    async for event in client:
        elsewhere = only is not None and getattr(event, "conversation", only) != only
        known = isinstance(event, LogEvent) and (not live or event.seq <= told)
        if isinstance(event, CaughtUp):
            live = True
        if not elsewhere and not known:
            yield event


async def _history(client: Client, room: int, after: int) -> AsyncIterator[Message]:
    more = True
    while more:
        page = await client.message.history(room, after=max(0, after), limit=PAGE)
        for message in page.messages:
            yield message
            after = message.seq
        more = page.has_more


def _as_event(message: Message) -> MessageSent:
    return MessageSent(at=message.sent_at, by=message.sender, **structs.asdict(message))


class Names:
    """What people and conversations are called, asked for once each."""

    def __init__(self, client: Client) -> None:
        self._client = client
        self._users: dict[int, str] = {}
        self._rooms: dict[int, str] = {}

    def learn(self, event: Shown) -> None:
        """Take note of names that an event tells."""
        if isinstance(event, CaughtUp):
            self._rooms.update((summary.id, summary.name) for summary in event.conversations)
        elif isinstance(event, ConversationAdded):
            self._rooms[event.conversation.id] = event.conversation.name

    async def user(self, user: int) -> str:
        """Return what someone is called."""
        if user not in self._users:
            found: User = await self._client.user.get(user)
            self._users[user] = found.display_name
        return self._users[user]

    async def room(self, conversation: int) -> str:
        """Return what a conversation is called."""
        if conversation not in self._rooms:
            try:
                self._rooms[conversation] = (
                    await self._client.conversation.get(conversation)
                ).conversation.name
            except NotFound:
                return f"conversation {conversation}"  # no longer ours
        return self._rooms[conversation]


def as_json(event: Shown) -> str:
    """Return an event as the protocol has it; nothing for what only the client has to say."""
    if isinstance(event, Unknown):
        return msgspec.json.encode({"ev": event.ev, **event.fields}).decode()
    return msgspec.json.encode(event).decode() if isinstance(event, Event) else ""


async def as_line(event: Shown, names: Names) -> str:
    """Return a log event in words; nothing for what comes and goes, such as typing."""
    if isinstance(event, Disconnected):
        return f"-- {event.reason}; " + ("over" if event.retry_in is None else "coming back")
    if not isinstance(event, LogEvent):
        return ""
    at = event.at.astimezone().strftime("%Y-%m-%d %H:%M:%S")
    place, who = await names.room(event.conversation), await names.user(event.by)
    return plain(f"{at}  {place} #{event.seq}  {who}{await _words(event, names)}")


async def _words(event: LogEvent, names: Names) -> str:
    match event:
        case MessageSent(text=text, files=files):
            return f": {text}" + "".join(f" [{file.name}]" for file in files)
        case MessageEdited(target=target, text=text):
            return f" edited #{target}: {text}"
        case MessageDeleted(target=target):
            return f" deleted #{target}"
    told = str(event.__struct_config__.tag)
    user = getattr(event, "user", event.by)
    return f" {told}" + (f" {await names.user(user)}" if user != event.by else "")


def plain(text: str) -> str:
    """Return a text that can only be read: what would move a terminal's cursor is shown, not obeyed."""
    kept = (
        letter if letter.isprintable() or letter in "\n\t" else f"\\x{ord(letter):02x}" for letter in text
    )
    return "".join(kept).replace("\n", "\n    ")
