"""`hubbub import classic`: the whole of a MutiPersonChat installation, in one transaction."""

from __future__ import annotations

import re
import tempfile
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Final

from msgspec import Struct
from sqlalchemy import Connection, func, select

from hubbub.config import ServeSettings
from hubbub.domain.times import now_ms
from hubbub.errors import BadRequest, Conflict
from hubbub.importing import groups, people, pictures, receipts
from hubbub.importing import mapping as mappings
from hubbub.importing.mapping import Mapping, Place
from hubbub.importing.messages import Messages
from hubbub.importing.original import Original, Snapshot
from hubbub.importing.people import Target
from hubbub.importing.report import Report
from hubbub.importing.said import all_said, find_in_mysql
from hubbub.importing.undelivered import Keys, Scratch, connect
from hubbub.storage import schema
from hubbub.storage import tables as t
from hubbub.storage.engine import Database

_SOURCE: Final = re.compile("[a-z0-9-]{1,20}")
TELL_EVERY: Final = 100_000


class Sources(Struct, frozen=True):
    """What is read. `name` tells two installations apart that are taken into one database."""

    mysql: str
    redis: str | None
    pictures: Path | None
    mapping: Path | None
    name: str


class Result(Struct, frozen=True):
    """What was found where, and what has become of it."""

    mapping: Mapping
    report: Report
    dry: bool

    def lines(self) -> Iterator[str]:
        """Say it."""
        if self.dry:
            yield from self.mapping.lines()
            yield ""
        yield from self.report.lines()
        if not self.report.adds_up:
            yield "The counts do not add up: nothing was taken."
        elif self.dry:
            yield "This was a dry run: nothing was taken."


class _Undo(Exception):
    """Ends the transaction without a trace."""


def run(sources: Sources, settings: ServeSettings, *, dry: bool, tell: Callable[[str], None]) -> Result:
    """Take everything over, or nothing: where the counts do not add up, and on a ``dry`` run.

    Raises BadRequest, Unavailable for a source that cannot be read, Conflict while a server runs.
    """
    if not _SOURCE.fullmatch(sources.name):
        raise BadRequest("source: at most 20 small letters, digits and dashes")
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="hubbub-import-")))
        database = stack.enter_context(_opened(_target_url(settings.database_url, folder, dry)))
        album = stack.enter_context(pictures.opened(sources.pictures, settings.files_url, dry=dry))
        run_ = _Run(sources, album, folder, Report(), tell)
        report, mapping = run_.report, Mapping()
        try:
            with database.writing() as connection:
                mapping = _take(run_, connection)
                _check(connection, report)
                if dry or not report.adds_up:
                    raise _Undo
        except _Undo:
            pass
        return Result(mapping, report, dry)


def _target_url(url: str, folder: Path, dry: bool) -> str:
    """Return where to write: on a dry run without a database, one that nobody sees."""
    from sqlalchemy.engine import make_url

    path = make_url(url).database
    return f"sqlite:///{folder / 'dry.db'}" if dry and path and not Path(path).exists() else url


@contextmanager
def _opened(url: str) -> Iterator[Database]:
    database = Database(url)
    try:
        if not database.serve_alone():
            raise Conflict("database: a server runs on it; stop the server first")
        schema.migrate(database, now_ms)
        yield database
    finally:
        database.close()


class _Run(Struct, frozen=True):
    sources: Sources
    album: pictures.Album
    folder: Path
    """For scratch files."""
    report: Report
    tell: Callable[[str], None]


def _take(run: _Run, connection: Connection) -> Mapping:
    sources, report = run.sources, run.report
    told, sections = (Mapping(), frozenset[str]())
    if sources.mapping is not None:
        told, sections = mappings.read(sources.mapping)
    original, scratch = Original(sources.mysql), Scratch(run.folder)
    with ExitStack() as stack:
        stack.callback(scratch.close)
        one, other = (stack.enter_context(original.snapshot()) for _ in range(2))
        mapping = mappings.settle(told, sections, one.columns())
        if sources.redis is not None:
            client = stack.enter_context(connect(sources.redis))
            Keys(mapping.redis, scratch, report).read(client)
            find_in_mysql(one, mapping, scratch)
        target = Target(connection, sources.name, now_ms(), report, people.load_ids(connection, sources.name))
        people.take_users(target, one, mapping)
        people.take_contacts(target, one, mapping)
        fresh = groups.take_groups(target, one, mapping)
        groups.take_members(target, one, mapping, fresh)
        messages = Messages(target, run.album, lambda done: _progress(done, run.tell))
        messages.take(all_said(one, other, mapping, scratch))
        messages.show(people.peers(target, scratch.listed()))
        messages.finish()
        receipts.settle(target, messages, scratch)
        receipts.count_mentions(target, messages)
        people.keep_house(target)
        people.keep_ids(target)
        _compare(report, one, mapping, messages)
    return mapping


def _progress(done: int, tell: Callable[[str], None]) -> None:
    if done % TELL_EVERY == 0:
        tell(f"{done:,} messages read")


def _compare(report: Report, snapshot: Snapshot, mapping: Mapping, messages: Messages) -> None:
    """See that what was read, counted and written are the same."""
    for name in mapping.__struct_fields__:
        place = getattr(mapping, name)
        if isinstance(place, Place) and (rows := snapshot.count(place)) != getattr(report, name).source:
            report.wrong.append(
                f"{place.table} has {rows:,} rows, {getattr(report, name).source:,} were read"
            )
    written = sum(room.head - room.before for room in messages.rooms.values())
    if written != messages.stored:
        report.wrong.append(f"{messages.stored:,} messages were written into {written:,} places")


def _check(connection: Connection, report: Report) -> None:
    """See that every conversation's log has no hole: as many entries as its head says."""
    said = select(func.count()).where(t.messages.c.conversation_id == t.conversations.c.id).scalar_subquery()
    done = select(func.count()).where(t.changes.c.conversation_id == t.conversations.c.id).scalar_subquery()
    broken = connection.execute(
        select(t.conversations.c.id, t.conversations.c.head, said + done).where(
            t.conversations.c.head != said + done
        )
    )
    report.wrong += [f"conversation {row[0]} has {row[2]} entries, its head is {row[1]}" for row in broken]
