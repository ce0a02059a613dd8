"""Invitations to a conversation: a code that was given to somebody, known here by its hash alone.

One works for as long as whoever made it might make another: what a member can let in ends with their
membership. Invitations to register are the operator's, and in `invites`.
"""

from __future__ import annotations

import secrets
from typing import Any, Final

from msgspec import Struct
from sqlalchemy import Connection, delete, func, insert, or_, select, update

from hubbub.domain.models import Invite
from hubbub.domain.policy import may_invite
from hubbub.domain.times import rfc3339
from hubbub.errors import Conflict, NotFound
from hubbub.storage import members, users
from hubbub.storage import tables as t
from hubbub.storage.members import Place
from hubbub.storage.tokens import hash_of
from hubbub.storage.transaction import Transaction

MOST: Final = 100
"""Of one conversation at a time."""

_I = t.conversation_invites.c


class Invitation(Struct, frozen=True):
    """An invitation that works, and the place of whoever made it."""

    hash: bytes
    inviter: Place
    expires_at: int


def no_such() -> NotFound:
    """Return the one answer for a code that is unknown or works no longer."""
    return NotFound("code: unknown, revoked, used up or expired")


def create(tx: Transaction, inviter: Place, *, uses: int, lifetime_ms: int) -> tuple[str, Invite]:
    """Make an invitation and return its code, which is stored nowhere. Raises Conflict for too many."""
    _forget_dead(tx, inviter.conversation)
    here = select(func.count()).where(_I.conversation_id == inviter.conversation)
    if tx.connection.execute(here).scalar_one() >= MOST:
        raise Conflict(f"conversation: at most {MOST} invitations at a time, revoke some")
    code = secrets.token_urlsafe(16)
    row = tx.connection.execute(
        insert(t.conversation_invites)
        .values(
            hash=hash_of(code),
            conversation_id=inviter.conversation,
            inviter_id=inviter.user,
            uses_left=uses,
            created_at=tx.now,
            expires_at=tx.now + lifetime_ms,
        )
        .returning(t.conversation_invites)
    ).one()
    return code, _of(row)


def find(connection: Connection, code: str, now: int) -> Invitation:
    """Return an invitation that works. Raises NotFound."""
    row = connection.execute(
        select(_I.hash, _I.conversation_id, _I.inviter_id, _I.expires_at).where(
            _I.hash == hash_of(code), *_work_at(now)
        )
    ).one_or_none()
    if row is None:
        raise no_such()
    try:
        users.check_active(connection, [row.inviter_id])
        inviter = members.access(connection, row.conversation_id, row.inviter_id)
    except NotFound:
        raise no_such() from None
    if not may_invite(inviter.role, inviter.kind, public=inviter.public):
        raise no_such()
    return Invitation(row.hash, inviter, row.expires_at)


def leads_to(connection: Connection, code: str) -> int | None:
    """Return the conversation that a code leads to, or led to while it worked; None for an unknown one."""
    found = select(_I.conversation_id).where(_I.hash == hash_of(code))
    conversation: int | None = connection.execute(found).scalar_one_or_none()
    return conversation


def use(tx: Transaction, invitation: Invitation) -> None:
    """Use an invitation once. Raises NotFound if none is left."""
    used = tx.connection.execute(
        update(t.conversation_invites)
        .where(_I.hash == invitation.hash, _I.uses_left > 0)
        .values(uses_left=_I.uses_left - 1)
    )
    if used.rowcount == 0:
        raise no_such()


def list_of(connection: Connection, conversation: int, now: int) -> list[Invite]:
    """Return the invitations to a conversation that work, the newest first.

    What somebody made who is disabled does not, for as long as they are; what ends for good is deleted.
    """
    rows = connection.execute(
        select(t.conversation_invites)
        .join(t.users, t.users.c.id == _I.inviter_id)
        .where(_I.conversation_id == conversation, t.users.c.deactivated_at.is_(None), *_work_at(now))
        .order_by(_I.created_at.desc(), _I.hash)
    )
    return [_of(row) for row in rows]


def get(connection: Connection, invite: str) -> Invite:
    """Return an invitation by its id. Raises NotFound."""
    row = connection.execute(
        select(t.conversation_invites).where(_I.hash == bytes.fromhex(invite))
    ).one_or_none()
    if row is None:
        raise NotFound("invite: there is none of this id for you")
    return _of(row)


def revoke(tx: Transaction, invite: str) -> None:
    """End an invitation."""
    tx.connection.execute(delete(t.conversation_invites).where(_I.hash == bytes.fromhex(invite)))


def _work_at(now: int) -> tuple[Any, ...]:
    return _I.uses_left > 0, _I.expires_at > now


def _forget_dead(tx: Transaction, conversation: int) -> None:
    dead = or_(_I.uses_left <= 0, _I.expires_at <= tx.now)
    tx.connection.execute(delete(t.conversation_invites).where(_I.conversation_id == conversation, dead))


def _of(row: Any) -> Invite:
    return Invite(
        id=row.hash.hex(),
        conversation=row.conversation_id,
        by=row.inviter_id,
        uses=row.uses_left,
        created_at=rfc3339(row.created_at),
        expires_at=rfc3339(row.expires_at),
    )
