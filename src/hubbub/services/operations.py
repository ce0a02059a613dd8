"""THE TABLE: everything a client can ask for, one row each.

From a row alone an operation is reachable as a WebSocket frame and as ``POST /api/v1/<name>``,
validated, rate limited, documented and typed. Who may do it is decided by how its handler loads:
``access_...`` and the policy table.
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from typing import Any, Final

from msgspec import Struct

from hubbub.domain.limits import Rate
from hubbub.domain.log import Sent
from hubbub.domain.models import Preferences, User
from hubbub.errors import BadRequest, HubbubError
from hubbub.services import (
    accounts,
    calls,
    contacts,
    conversations,
    files,
    invites,
    members,
    messages,
    preferences,
    presence,
    receipts,
    servers,
    sync,
    users,
)
from hubbub.services.context import Caller, Context, Services
from hubbub.wire.defects import defect
from hubbub.wire.operation import Changed, Nothing, Operation, name_of

Handler = Callable[[Context, Any], Awaitable[Any]]
Done = Callable[[Any], None]
"""Called once with the answer, or with the HubbubError instead."""


OFTEN: Final = Rate(1_000, 100)
NORMAL: Final = Rate(300, 30)
SELDOM: Final = Rate(100, 5)


class Row(Struct, frozen=True):
    """An operation: what is asked, what is answered, who does it, how often, and for whom."""

    request: type[Operation]
    answer: type[Any]
    handler: Handler
    rate: Rate = NORMAL
    anonymous: bool = False
    changes: bool = True

    @property
    def name(self) -> str:
        """The operation's name on the wire."""
        return name_of(self.request)


async def _send(ctx: Context, op: messages.Send) -> Sent:
    """Send a message and wait for its place: the door of those who have no callback."""
    future: asyncio.Future[Sent] = asyncio.get_running_loop().create_future()

    def done(outcome: Sent | HubbubError) -> None:
        if future.done():
            return
        if isinstance(outcome, HubbubError):
            future.set_exception(outcome)
        else:
            future.set_result(outcome)

    messages.send(ctx.services, ctx.caller, op, done)
    return await future


ROWS: Final[tuple[Row, ...]] = (
    Row(accounts.Register, accounts.LoggedIn, accounts.register, SELDOM, anonymous=True),
    Row(accounts.LogIn, accounts.LoggedIn, accounts.log_in, SELDOM, anonymous=True),
    Row(accounts.Resume, accounts.Resumed, accounts.resume, SELDOM, anonymous=True, changes=False),
    Row(accounts.LogOut, Nothing, accounts.log_out, SELDOM),
    Row(accounts.ListSessions, accounts.Sessions, accounts.list_sessions, changes=False),
    Row(accounts.Revoke, Nothing, accounts.revoke),
    Row(accounts.ChangePassword, Nothing, accounts.change_password, SELDOM),
    Row(sync.Sync, sync.Synced, sync.sync, changes=False),
    Row(messages.Send, Sent, _send, OFTEN),
    Row(messages.Edit, Changed, messages.edit),
    Row(messages.Delete, Changed, messages.delete),
    Row(messages.ReadHistory, messages.History, messages.read_history, changes=False),
    Row(conversations.Create, conversations.One, conversations.create, SELDOM),
    Row(conversations.ListMine, conversations.Many, conversations.list_mine, changes=False),
    Row(conversations.Get, conversations.One, conversations.get, changes=False),
    Row(conversations.Join, Changed, conversations.join),
    Row(conversations.Leave, Changed, conversations.leave),
    Row(conversations.Update, Changed, conversations.update, SELDOM),
    Row(preferences.Prefer, Preferences, preferences.prefer),
    Row(conversations.Search, conversations.Listings, conversations.search, changes=False),
    Row(invites.Create, invites.Made, invites.create, SELDOM),
    Row(invites.ListAll, invites.Invites, invites.list_all, changes=False),
    Row(invites.Revoke, Nothing, invites.revoke),
    Row(invites.Get, invites.Offer, invites.get, SELDOM, anonymous=True, changes=False),
    Row(invites.Accept, conversations.One, invites.accept, SELDOM),
    Row(members.ListAll, members.Members, members.list_all, changes=False),
    Row(members.Add, Changed, members.add),
    Row(members.Remove, Changed, members.remove),
    Row(members.SetRole, Changed, members.set_role),
    Row(receipts.Read, receipts.ReadSoFar, receipts.read, OFTEN),
    Row(receipts.Seen, receipts.SeenBy, receipts.seen, changes=False),
    Row(calls.Start, calls.One, calls.start, SELDOM),
    Row(calls.Accept, calls.One, calls.accept),
    Row(calls.Decline, Nothing, calls.decline),
    Row(calls.Leave, Nothing, calls.leave),
    Row(calls.Signal, Nothing, calls.signal, OFTEN),
    Row(calls.Get, calls.Seen, calls.get, changes=False),
    Row(calls.ListRunning, calls.Many, calls.list_running, changes=False),
    Row(calls.GetServers, calls.Servers, calls.get_servers, SELDOM, changes=False),
    Row(presence.StartTyping, Nothing, presence.start_typing),
    Row(presence.GetPresence, presence.Presences, presence.get_presence, changes=False),
    Row(users.Get, User, users.get, changes=False),
    Row(users.Search, users.Users, users.search, changes=False),
    Row(users.Update, User, users.update, SELDOM),
    Row(files.Offered, files.Challenge, files.offer),
    Row(files.Claim, files.Found, files.claim),
    Row(files.Get, files.Found, files.get, changes=False),
    Row(files.GetUsage, files.Usage, files.get_usage, changes=False),
    Row(contacts.Add, Nothing, contacts.add),
    Row(contacts.Remove, Nothing, contacts.remove),
    Row(contacts.ListMine, users.Users, contacts.list_mine, changes=False),
    Row(servers.Get, servers.Server, servers.get, anonymous=True, changes=False),
    Row(sync.Ping, Nothing, sync.ping, OFTEN, anonymous=True, changes=False),
)

BY_REQUEST: Final = {row.request: row for row in ROWS}
BY_NAME: Final = {row.name: row for row in ROWS}


def check_strings(operation: Operation) -> None:
    """Raise BadRequest for a field with U+0000: PostgreSQL keeps no such text, so no store is given any."""
    for field in operation.__struct_fields__:
        value = getattr(operation, field)
        if isinstance(value, str) and "\x00" in value and field != "id":
            raise BadRequest(f"{field}: character U+0000 is not allowed")


class Desk:
    """Where every door brings its operations."""

    def __init__(self, services: Services) -> None:
        self.services = services

    async def perform(self, caller: Caller, operation: Operation) -> Any:
        """Do what is asked and return the answer. Raises HubbubError, and nothing else."""
        row = BY_REQUEST[type(operation)]
        try:
            self.check_asker(caller, row.name)
            check_strings(operation)
            return await row.handler(Context(self.services, caller), operation)
        except HubbubError:
            raise
        except Exception as error:
            raise defect(error, row.name) from error

    def check_asker(self, caller: Caller, name: str) -> None:
        """Raise Unauthenticated if nobody asks for what only somebody may, however they ask for it."""
        if not BY_NAME[name].anonymous:
            caller.user  # noqa: B018  (raises for those who are nobody)

    def rate(self, operation: Operation) -> Rate:
        """Return how often this may be asked."""
        return BY_REQUEST[type(operation)].rate

    def begin(self, caller: Caller, operation: Operation, done: Done) -> bool:
        """Begin what needs no coroutine (sending) and say whether that is so. Raises HubbubError."""
        if type(operation) is not messages.Send:
            return False
        check_strings(operation)
        messages.send(self.services, caller, operation, done)
        return True
