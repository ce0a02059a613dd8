"""Contacts: the people someone wants at hand."""

from __future__ import annotations

from hubbub.domain.ids import UserId
from hubbub.services.context import Context
from hubbub.services.users import Users
from hubbub.storage import contacts
from hubbub.wire.operation import Nothing, Operation


class Add(Operation, frozen=True, kw_only=True, tag="contact.add"):
    """Make someone your contact; twice is once."""

    user: UserId


class Remove(Operation, frozen=True, kw_only=True, tag="contact.remove"):
    """Make someone no contact of yours."""

    user: UserId


class ListMine(Operation, frozen=True, kw_only=True, tag="contact.list"):
    """List your contacts by name."""


async def add(ctx: Context, op: Add) -> Nothing:
    """Add a contact. Raises NotFound for nobody."""
    me = ctx.me
    await ctx.log.transact(lambda tx: contacts.add(tx, me, op.user))
    return Nothing()


async def remove(ctx: Context, op: Remove) -> Nothing:
    """Remove a contact, if it is one."""
    me = ctx.me
    await ctx.log.transact(lambda tx: contacts.remove(tx, me, op.user))
    return Nothing()


async def list_mine(ctx: Context, _: ListMine) -> Users:
    """List the caller's contacts."""
    return Users(await ctx.read(contacts.list_of, ctx.me))
