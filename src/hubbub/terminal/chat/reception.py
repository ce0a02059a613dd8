"""Finding people and rooms, and coming into rooms and out of them."""

from __future__ import annotations

import asyncio

from hubbub.terminal.chat.conversation import Conversation
from hubbub.terminal.chat.desk import Desk
from hubbub.terminal.chat.model import Link
from hubbub_client import Closed, ConnectionLost, HubbubError, Listing, User


class Reception:
    """What a desk does for those who want to go elsewhere."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def leave(self, room: Conversation) -> None:
        """Leave a conversation."""
        self._desk.do(self._desk.ask.conversation.leave(room.id))

    def topic(self, room: Conversation, topic: str) -> None:
        """Set the topic."""
        self._desk.do(self._desk.ask.conversation.update(room.id, topic=topic))

    def join(self, name: str) -> None:
        """Join the public room of this name, and open it."""
        self._desk.do(self._join(name))

    def enter(self, listing: Listing) -> None:
        """Join a public room that was found, and open it."""
        self._desk.do(self._enter(listing))

    def add(self, room: Conversation, name: str) -> None:
        """Add someone to a room."""
        self._desk.do(self._add(room, name))

    def create(self, name: str, names: list[str]) -> None:
        """Make a group, and open it."""
        self._desk.do(self._create(name, names))

    async def find(self, query: str) -> tuple[tuple[User, ...], tuple[Listing, ...]]:
        """Return people and public rooms; nothing without a connection."""
        if self._desk.chat.state.link is not Link.ONLINE or not query.strip():
            return (), ()
        try:
            people, rooms = await asyncio.gather(
                self._desk.ask.user.search(query), self._desk.ask.conversation.search(query)
            )
        except (HubbubError, ConnectionLost, Closed):
            return (), ()
        return people.users, rooms.conversations

    # Details

    async def _join(self, name: str) -> None:
        name = name.lstrip("#").strip()
        found = (await self._desk.ask.conversation.search(name)).conversations
        exact = [each for each in found if each.name.casefold() == name.casefold()]
        if not exact:
            self._desk.tell(self._desk.words.no_room.format(name))
        else:
            await self._enter(exact[0])

    async def _enter(self, listing: Listing) -> None:
        if not listing.joined:
            await self._desk.ask.conversation.join(listing.id)
        await self._desk.summarise(listing.id)
        self._desk.open(listing.id)

    async def _add(self, room: Conversation, name: str) -> None:
        user = await self._named(name)
        if user is not None:
            await self._desk.ask.member.add(room.id, user.id)

    async def _create(self, name: str, names: list[str]) -> None:
        users = [await self._named(each) for each in names]
        if all(user is not None for user in users):
            members = [user.id for user in users if user is not None]
            made = await self._desk.ask.conversation.create("group", name, members=members)
            self._desk.chat.summarise([made.conversation])
            self._desk.open(made.conversation.id)

    async def _named(self, name: str) -> User | None:
        """Return the person of exactly this name, or tell that there is none."""
        name = name.lstrip("@").strip()
        found = (await self._desk.ask.user.search(name)).users
        for each in found:
            if name.casefold() in (each.name.casefold(), each.display_name.casefold()):
                return each
        self._desk.tell(self._desk.words.no_person.format(name))
        return None
