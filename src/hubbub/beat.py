"""The beat: what a node does once a second, unasked.

Each duty has a guard of its own: one that fails, on a full disk say, is logged, and neither keeps the others
from theirs nor ends the beat.
"""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Awaitable, Callable
from typing import Final

import structlog

from hubbub.delivery.hub import Hub
from hubbub.domain.times import now_ms
from hubbub.errors import HubbubError
from hubbub.services.context import Library
from hubbub.storage import tokens, upkeep
from hubbub.storage.engine import Database, is_store_failure
from hubbub.storage.log import Log

logger = structlog.get_logger(__name__)

BEAT_SECONDS: Final = 1.0
CHECK_EVERY_BEATS: Final = 10
SEEN_EVERY_BEATS: Final = 15
EXPIRE_EVERY_BEATS: Final = 600
SWEEP_EVERY_BEATS: Final = 300
MOST_NOTED: Final = 256
"""People and logins written at a time: after a storm there are thousands."""
SWEEPS_A_DAY: Final = 24 * 3600 // SWEEP_EVERY_BEATS

Duty = Callable[[], Awaitable[None]]


class Beat:
    """Looks after one node: what other programs have changed, who was seen, which logins have run out."""

    def __init__(
        self,
        database: Database,
        log: Log,
        library: Library,
        hub: Hub,
        used_tokens: set[int],
        epoch: str,
        *,
        tend_calls: Duty,
        sweep_files: Callable[[bool], Awaitable[None]],
    ) -> None:
        self._database = database
        self._log = log
        self._library = library
        self._hub = hub
        self._used_tokens = used_tokens
        self._epoch = epoch
        self._tend_calls = tend_calls
        self._sweep_files = sweep_files
        self._sweeping: asyncio.Task[None] | None = None
        self._sweeps = 0
        self._witnessed = 0
        self._noting = threading.Lock()
        self._outside: int | None = None
        self._duties: tuple[tuple[int, Duty], ...] = (
            (1, self._note_commits),
            (1, self._look_outside),
            (1, self._look_after_calls),
            (CHECK_EVERY_BEATS, self._end_dead_logins),
            (EXPIRE_EVERY_BEATS, self._use_tokens),
            (SEEN_EVERY_BEATS, self._note_seen),
            (SWEEP_EVERY_BEATS, self._sweep),
            (EXPIRE_EVERY_BEATS, self._end_expired),
        )

    async def run(self) -> None:
        """Do each duty every so many beats, until cancelled."""
        beats = 0
        while True:
            await asyncio.sleep(BEAT_SECONDS)
            beats += 1
            for every, duty in self._duties:
                if beats % every == 0:
                    await _attempt(duty)

    async def note_the_last(self) -> None:
        """Write who was here, while the log still takes it; what is being swept is left for the next life."""
        if self._sweeping is not None:
            self._sweeping.cancel()
            await asyncio.gather(self._sweeping, return_exceptions=True)
        await _attempt(self._note_seen)

    async def witness_the_last(self) -> None:
        """Note how far the database has come, once nothing more is committed."""
        await _attempt(self._note_commits)

    async def _sweep(self) -> None:
        """Begin to sweep, beside the beat: a slow store keeps no other duty from its time."""
        if self._sweeping is None or self._sweeping.done():
            self._sweeping = asyncio.create_task(_attempt(self._sweep_once))

    async def _sweep_once(self) -> None:
        """Sweep; the first time, for the last life may have ended in a crash, and once a day thoroughly."""
        self._sweeps += 1
        await self._sweep_files(self._sweeps % SWEEPS_A_DAY == 1)

    async def _note_commits(self) -> None:
        await asyncio.to_thread(self._note_commits_now)

    def _note_commits_now(self) -> None:
        """Let the witness know how far the database has come."""
        with self._noting:  # a beat that was cancelled leaves its thread at work
            commits = self._log.stats.commits
            if commits > self._witnessed:
                self._database.witness.note(self._epoch, commits)
                self._witnessed = commits

    async def _look_outside(self) -> None:
        """Act on what another program has written; if that fails, the next beat tries again."""
        changed = await self._log.changed_outside()
        if changed != self._outside:
            await self._end_dead_logins()
            self._outside = changed

    async def _look_after_calls(self) -> None:
        """End calls that ring no longer, and the parts of people who do not come back."""
        await self._tend_calls()

    async def _end_dead_logins(self) -> None:
        """Close sockets whose login was ended by another program, such as `hubbub user disable`."""
        sessions = self._hub.sessions()
        logins = {s.caller.login for s in sessions if s.caller.login is not None}
        alive = await self._library.read(tokens.still_alive, logins, now_ms())
        for login in logins - alive:
            self._hub.end(login.user.id, (login.token_id,))

    async def _use_tokens(self) -> None:
        """A login lives on while a connection uses it."""
        self._used_tokens.update(s.token_id for s in self._hub.sessions() if s.token_id)

    async def _note_seen(self) -> None:
        """Write when people were last here, and which logins were used: in portions, with talk in between."""
        seen, used = list(self._hub.left.items()), list(self._used_tokens)
        for start in range(0, max(len(seen), len(used)), MOST_NOTED):
            end = start + MOST_NOTED
            await self._note(dict(seen[start:end]), set(used[start:end]))

    async def _note(self, seen: dict[int, int], used: set[int]) -> None:
        await self._log.transact(lambda tx: upkeep.note_seen(tx, seen, used))
        self._used_tokens.difference_update(used)
        for user, at in seen.items():
            if self._hub.left.get(user) == at:
                del self._hub.left[user]

    async def _end_expired(self) -> None:
        """End the logins that have run out."""
        await self._log.transact(tokens.end_expired)


async def _attempt(duty: Duty) -> None:
    name = getattr(duty, "__name__", "").strip("_")
    try:
        await duty()
    except HubbubError as error:
        logger.warning("beat missed", duty=name, reason=error.message)
    except Exception as error:
        if is_store_failure(error):
            logger.warning("beat missed", duty=name, reason=str(error).partition("\n")[0])
        else:
            logger.exception("beat failed", duty=name)
