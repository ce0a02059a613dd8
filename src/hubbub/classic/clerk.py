"""What the classic doors ask of the services and the store: by user id, as their pages know people."""

from __future__ import annotations

from collections.abc import Callable, Coroutine, Sequence
from typing import Any, Final

from msgspec import Struct
from sqlalchemy import Connection

from hubbub.classic.confirmations import Confirmations
from hubbub.classic.content import Picture
from hubbub.domain.log import Append
from hubbub.domain.models import Kind, Message, Summary, User, UserKind
from hubbub.domain.text import check_name
from hubbub.errors import BadRequest, Conflict, HubbubError, NotFound, Unauthenticated
from hubbub.services import accounts
from hubbub.services.context import Caller, Context, Services
from hubbub.storage import append, classic, contacts, conversations, members, openings, owed, summaries, users
from hubbub.storage.classic import Group, House
from hubbub.storage.openings import Opening
from hubbub.storage.owed import Place
from hubbub.storage.tokens import BY_NAME, Login
from hubbub.storage.transaction import Transaction

MOST_NAME: Final = 20
MOST_FOUND: Final = 100


class Customs(Struct, frozen=True):
    """How the house names itself, and what it says to who comes for the first time."""

    welcomer: str
    group: str
    welcome: str


class Clerk:
    """Answers the classic doors. Every method raises HubbubError."""

    def __init__(
        self,
        services: Services,
        customs: Customs,
        start: Callable[[Coroutine[Any, Any, None]], object],
    ) -> None:
        self._services = services
        self._customs = customs
        self._house: House | None = None
        self.confirmations = Confirmations(services.log, start)

    # The house

    async def open_house(self) -> House:
        """Make the default group and its welcomer if they are not there yet, and return them."""
        if self._house is None:
            self._house = await self._services.log.transact(self._found)
        return self._house

    def _found(self, tx: Transaction) -> House:
        if (known := classic.house(tx.connection)) is not None:
            return known
        welcomer = self._make_welcomer(tx)
        group = conversations.create(
            tx, Kind.GROUP, name=self._customs.group, topic="", owner=welcomer, members_=[], public=True
        )
        made = House(welcomer, group)
        classic.found_house(tx, made)
        return made

    def _make_welcomer(self, tx: Transaction) -> int:
        name = check_name(self._customs.welcomer)
        for number in range(1, 100):
            try:
                # A bot: nobody can come in under its name.
                made = users.create(tx, name if number == 1 else f"{name} {number}", kind=UserKind.BOT)
            except Conflict:
                continue
            return made.id
        raise Conflict("classic-welcomer: taken")

    async def log_in(self, address: str, name: str) -> User:
        """Let somebody in by name, registering and welcoming them if they are new."""
        if len(name.strip()) > MOST_NAME:
            raise BadRequest(f"name: at most {MOST_NAME} characters")
        opening = await accounts.open_by_name(self._context(address), name)
        user, house = opening.login.user, await self.open_house()
        if not await self._services.library.read(_is_welcomed, house, user.id):
            await self._services.log.transact(lambda tx: self._welcome(tx, house, user.id))
        return user

    def _welcome(self, tx: Transaction, house: House, user: int) -> None:
        if _is_welcomed(tx.connection, house, user):
            return
        if house.group not in members.conversations_of(tx.connection, user):
            members.join(tx, house.group, Kind.GROUP, user, by=user)
        contacts.add(tx, user, house.welcomer)
        entry = Append(
            house.welcomer, None, user, self._customs.welcome, _welcome_key(user), None, lambda _: None
        )
        outcome = append.append_all(tx, [entry])[0]
        if isinstance(outcome, HubbubError):
            raise outcome

    # Sockets

    async def open(self, caller: Caller, user: int) -> Opening:
        """Load what a person begins with. Raises Unauthenticated for who needs a password, or is nobody."""
        opening = await self._services.openings.ask(openings.ById(user))
        if opening is None:
            raise Unauthenticated("from_user_id: nobody who comes in by name alone")
        return opening

    async def peers(self, user: int) -> dict[int, int]:
        """Return the other person of each of somebody's direct conversations."""
        return await self._services.library.read(classic.peers, user)

    async def owed(self, user: int, after: int, limit: int) -> list[Message]:
        """Return what is owed to a person, oldest first."""
        return await self._services.library.read(owed.page, user, after, limit)

    async def still_owed(self, user: int, places: set[Place]) -> list[Message]:
        """Return those at these places that are owed still."""
        return await self._services.library.read(owed.still, user, places)

    async def adopt(self, user: int, pictures: Sequence[Picture]) -> dict[str, str]:
        """Make files of a person's of pictures that came through this door; return their ids by MD5."""
        named = [(picture.md5, picture.name) for picture in pictures]
        return await self._services.log.transact(lambda tx: classic.adopt(tx, user, named))

    def append(self, entry: Append) -> None:
        """Queue a message."""
        self._services.log.append(entry)

    # Pages

    async def user(self, user: int) -> User | None:
        """Return a person, or None."""
        return (await self._services.library.read(users.get_many, [user])).get(user)

    async def group(self, group: int) -> Group | None:
        """Return a group that anybody may find, or None."""
        return await self._services.library.read(classic.group, group)

    async def summaries(self, user: int) -> list[Summary]:
        """Return somebody's conversations, latest activity first."""
        await self._check_known(user)
        return await self._services.library.read(summaries.list_of, user)

    async def contacts(self, user: int) -> list[User]:
        """Return whose contact somebody is and who is theirs."""
        await self._check_known(user)
        return await self._services.library.read(classic.contacts, user)

    async def find_users(self, name: str) -> list[User]:
        """Return people whose name holds a word."""
        return await self._services.library.read(users.search, name, MOST_FOUND)

    async def find_groups(self, name: str) -> list[Group]:
        """Return groups whose name holds a word."""
        return await self._services.library.read(classic.find_groups, name, MOST_FOUND)

    async def add_contact(self, user: int, contact: int) -> None:
        """Make two people contacts. Raises Conflict if they are, or are one and the same."""
        await self._check_known(user)
        if user == contact:
            raise Conflict("contacter_id: that is you")

        def work(tx: Transaction) -> None:
            if contact in {known.id for known in classic.contacts(tx.connection, user)}:
                raise Conflict("contacter_id: a contact already")
            contacts.add(tx, user, contact)

        await self._services.log.transact(work)

    async def perform(self, user: int, operation: Any, handler: Callable[[Context, Any], Any]) -> Any:
        """Do an operation of the table for a person."""
        login = Login(BY_NAME, await self._check_known(user))
        return await handler(Context(self._services, Caller("", login=login)), operation)

    # Details

    async def _check_known(self, user: int) -> User:
        """Return somebody who comes in by name alone: no page can be anybody else. Raises NotFound."""
        opening = await self._services.openings.ask(openings.ById(user))
        if opening is None:
            raise NotFound("user_id: nobody who comes in by name alone")
        return opening.login.user

    def _context(self, address: str) -> Context:
        return Context(self._services, Caller(address))


def _welcome_key(user: int) -> str:
    return f"classic:welcome:{user}"


def _is_welcomed(connection: Connection, house: House, user: int) -> bool:
    return classic.is_sent(connection, house.welcomer, _welcome_key(user))
