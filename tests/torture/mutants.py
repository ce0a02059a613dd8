"""Servers that break the contract on purpose: ``python -m tests.torture.mutants NAME serve ...``.

Each patches the real server in one place, as a mistake would, and runs it. ``hubbub torture`` has to call
each by the name of the promise it breaks.
"""

from __future__ import annotations

import re
import sys
import time
from collections.abc import Callable, Sequence
from typing import Any, Final

from msgspec import structs
from sqlalchemy import Engine, event, func, select, update

from hubbub.delivery.hub import Hub
from hubbub.delivery.outbox import Outbox
from hubbub.domain.events import MemberRemoved
from hubbub.domain.log import Revoked, Sent
from hubbub.services import sync
from hubbub.storage import append, engine, history, members, summaries
from hubbub.storage import log as logs
from hubbub.storage import tables as t
from hubbub.torture import standby


def reply_before_commit() -> None:
    """Answer when the rows are written, and commit afterwards."""
    honest = append.append_all

    def hasty(tx: Any, entries: Sequence[Any]) -> list[Any]:
        outcomes = honest(tx, entries)
        for entry, outcome in zip(entries, outcomes, strict=True):
            loop.call_soon_threadsafe(entry.done, outcome)
            entry.done = lambda _: None
        time.sleep(0.15)  # a disk takes its time
        return outcomes

    loop: Any = None
    begin = logs.Log.__init__

    def noting_the_loop(self: Any, *arguments: Any, **options: Any) -> None:
        nonlocal loop
        begin(self, *arguments, **options)
        loop = self._loop

    append.append_all = hasty
    logs.Log.__init__ = noting_the_loop  # type: ignore[method-assign]


def seq_from_memory() -> None:
    """Take the next position from what was last given to a message: changes have taken others since."""
    last: dict[int, int] = {}

    def take_seqs(self: Any, fresh: list[int]) -> dict[int, int]:
        seqs = {}
        for i in fresh:
            room = self.rooms[i]
            if room not in last:
                newest = select(func.max(t.messages.c.seq)).where(t.messages.c.conversation_id == room)
                last[room] = self.tx.connection.execute(newest).scalar_one() or 1
            last[room] += 1
            seqs[i] = last[room]
            self.tx.connection.execute(
                update(t.conversations)
                .where(t.conversations.c.id == room)
                .values(head=func.max(t.conversations.c.head, last[room]), last_at=self.tx.now)
            )
        return seqs

    append._Run._take_seqs = take_seqs  # type: ignore[method-assign]


def no_deduplication() -> None:
    """Store whatever comes, as often as it comes."""
    unique = re.compile(r",\s*(CONSTRAINT \w+ )?UNIQUE \(sender_id, client_id\)")

    @event.listens_for(Engine, "before_cursor_execute", retval=True)
    def without_the_index(
        connection: Any, cursor: Any, statement: str, parameters: Any, context: Any, executemany: bool
    ) -> tuple[str, Any]:
        return unique.sub("", statement), parameters

    append._Run._answer_repeats = lambda self: {}  # type: ignore[method-assign]


def membership_not_rechecked() -> None:
    """Let whoever was a member once speak on, out of a cache that nobody empties."""
    known: dict[tuple[int, int], Any] = {}
    honest = append._Run._check_places

    def cached(self: Any, fresh: list[int]) -> list[int]:
        asked = list(fresh)
        allowed = honest(self, fresh)
        for i in allowed:
            pair = self.rooms[i], self.entries[i].sender
            known[pair] = self.kinds[pair[0]], self.joined[pair]
        for i in asked:
            pair = self.rooms[i], self.entries[i].sender
            if i not in allowed and pair in known:
                self.kinds[pair[0]], self.joined[pair] = known[pair]
                self.outcomes[i] = None
                allowed.append(i)
        return sorted(allowed)

    append._Run._check_places = cached  # type: ignore[method-assign]


def cursor_falls() -> None:
    """Set a read cursor to whatever is asked for."""

    def read(tx: Any, place: Any, seq: int) -> int:
        wanted: int = min(seq, place.head)
        tx.connection.execute(
            update(t.members)
            .where(t.members.c.conversation_id == place.conversation, t.members.c.user_id == place.user)
            .values(read_seq=wanted)
        )
        return wanted

    members.read = read


def deleted_are_unread() -> None:
    """Count deleted messages as unread."""
    assert any(summaries._DELETED_BY_OTHERS in part for part in summaries._COUNTS)
    counts: Any = tuple(part.replace(summaries._DELETED_BY_OTHERS, "") for part in summaries._COUNTS)
    summaries._COUNTS = counts


def removed_hear_on() -> None:
    """Go on telling people who were removed."""
    honest = Hub._tell_other

    def forgetful(self: Hub, fact: Any, runs: Any) -> None:
        if isinstance(fact, MemberRemoved):
            runs.setdefault(fact.conversation, []).append(fact)
        else:
            honest(self, fact, runs)

    Hub._tell_other = forgetful  # type: ignore[method-assign]


def ended_logins_hear_on() -> None:
    """Leave the sockets of ended logins open."""
    honest = Hub._tell_other

    def forgetful(self: Hub, fact: Any, runs: Any) -> None:
        if not isinstance(fact, Revoked):
            honest(self, fact, runs)

    Hub._tell_other = forgetful  # type: ignore[method-assign]


def sync_leaves_out() -> None:
    """Forget one entry in each answer to sync that has several of a conversation."""
    honest = history.events

    def forgetful(connection: Any, stretches: Any) -> list[Any]:
        events: list[Any] = list(honest(connection, stretches))
        for place in range(1, len(events) - 1):
            if events[place - 1].conversation == events[place].conversation == events[place + 1].conversation:
                del events[place]
                break
        return events

    history.events = forgetful  # type: ignore[assignment]


def snapshot_of_yesterday() -> None:
    """Say of each conversation as many members as it had when somebody asked first."""
    honest = sync._answer
    counted: dict[int, int] = {}

    def stale(epoch: str, plan: Any, logs: Any) -> Any:
        answer = honest(epoch, plan, logs)
        said = [
            structs.replace(summary, members=counted.setdefault(summary.id, summary.members))
            for summary in answer.conversations
        ]
        return structs.replace(answer, conversations=said)

    sync._answer = stale


def hoards() -> None:
    """Keep what was written to anyone, as if they might ask for it again."""
    kept: list[bytes] = []
    honest = Outbox.flush

    def remembering(self: Outbox) -> None:
        kept.extend(b"".join(session.frames) * 1000 for session in self.waiting)
        honest(self)

    Outbox.flush = remembering  # type: ignore[method-assign]


def never_reset() -> None:
    """Take any cursor for good."""
    honest = sync._answer

    def trusting(epoch: str, plan: Any, logs: Any) -> Any:
        return structs.replace(honest(epoch, plan, logs), reset=[])

    sync._answer = trusting


def refuse_what_is_stored() -> None:
    """Say of a hundredth of the messages that they could not be stored, when they are."""
    honest = append._Run._store

    def lying(self: Any, fresh: list[int]) -> None:
        honest(self, fresh)
        for i in fresh:
            outcome = self.outcomes[i]
            if isinstance(outcome, Sent) and outcome.client_id and outcome.client_id.endswith("7"):
                self.outcomes[i] = members.no_such()

    append._Run._store = lying  # type: ignore[method-assign]


def not_synced() -> None:
    """Commit without waiting for the disk. It checkpoints often, so that only the latest is at stake."""
    for careful, careless in (
        ("PRAGMA synchronous=FULL", "PRAGMA synchronous=NORMAL"),
        ("PRAGMA wal_autocheckpoint=4000", "PRAGMA wal_autocheckpoint=30"),
    ):
        assert careful in engine._PRAGMAS
        pragmas: Any = tuple(careless if pragma == careful else pragma for pragma in engine._PRAGMAS)
        engine._PRAGMAS = pragmas


def nothing() -> None:
    """The server as it is."""


MUTANTS: Final[dict[str, Callable[[], None]]] = {
    mutate.__name__: mutate
    for mutate in (
        nothing,
        reply_before_commit,
        seq_from_memory,
        no_deduplication,
        membership_not_rechecked,
        cursor_falls,
        deleted_are_unread,
        removed_hear_on,
        ended_logins_hear_on,
        sync_leaves_out,
        snapshot_of_yesterday,
        hoards,
        never_reset,
        refuse_what_is_stored,
        not_synced,
    )
}

if __name__ == "__main__":
    standby.main(before=MUTANTS[sys.argv.pop(1)])
