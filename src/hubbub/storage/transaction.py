"""A write transaction: the connection, the moment, and the facts it will have made true.

Every change of a conversation takes the next ``seq`` here, inside the transaction, from the
conversation's row: never from memory, a sequence or a clock (R3).
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import msgspec
from sqlalchemy import Connection, insert, update

from hubbub.domain.events import AnyCallEvent, AnyLogEvent, Event
from hubbub.domain.log import Committed, Notice, Revoked
from hubbub.domain.times import rfc3339
from hubbub.storage.tables import changes, conversations


class Transaction:
    """What a unit of work writes through; ``facts`` are told to everyone after the commit."""

    __slots__ = ("at", "connection", "facts", "now")

    def __init__(self, connection: Connection, now: int) -> None:
        self.connection = connection
        self.now = now
        self.at = rfc3339(now)
        self.facts: list[Committed] = []

    @contextmanager
    def savepoint(self) -> Iterator[None]:
        """A part that fails alone: its writes and its facts are undone together."""
        mark = len(self.facts)
        try:
            with self.connection.begin_nested():
                yield
        except BaseException:
            del self.facts[mark:]
            raise

    def take_seq(self, conversation: int) -> int:
        """Take the next position in a conversation's order."""
        return int(
            self.connection.execute(
                update(conversations)
                .where(conversations.c.id == conversation)
                .values(head=conversations.c.head + 1, last_at=self.now)
                .returning(conversations.c.head)
            ).scalar_one()
        )

    def change(
        self,
        kind: type[AnyLogEvent],
        conversation: int,
        actor: int,
        payload: dict[str, Any],
        live: dict[str, Any] | None = None,
    ) -> int:
        """Append a change to a conversation's log and return its ``seq``.

        What is ``live`` is told now but not kept: a later reader gets its present state instead,
        so that a text that is deleted afterwards is nowhere to be found.
        """
        seq = self.take_seq(conversation)
        event = kind(conversation=conversation, seq=seq, at=self.at, by=actor, **payload, **(live or {}))
        self.connection.execute(
            insert(changes).values(
                conversation_id=conversation,
                seq=seq,
                kind=event.__struct_config__.tag,
                actor_id=actor,
                payload=msgspec.to_builtins(payload),
                at=self.now,
            )
        )
        self.facts.append(event)
        return seq

    def tell(self, user: int, event: Event) -> None:
        """Tell one person something that is in nobody's log."""
        self.facts.append(Notice(user, event))

    @property
    def mark(self) -> int:
        """Where the next fact will stand in the order of telling."""
        return len(self.facts)

    def tell_at(self, mark: int, notices: list[Notice]) -> None:
        """Tell people something before what has become a fact since the mark."""
        self.facts[mark:mark] = notices

    def spread(self, event: AnyCallEvent) -> None:
        """Tell everyone in a conversation something that is not kept, in its order with what is."""
        self.facts.append(event)

    def revoke(self, user: int, tokens: tuple[int, ...]) -> None:
        """Have the sockets of these logins closed after the commit."""
        if tokens:
            self.facts.append(Revoked(user, tokens))
