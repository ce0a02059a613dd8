"""What the original holds in Redis: messages that somebody has not got yet, and the lists of conversations.

It is put into a scratch file first: some of these messages are in MySQL too, and all have to be sorted.
"""

from __future__ import annotations

import json
import re
import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from hashlib import blake2b
from pathlib import Path
from typing import Any, Final

import redis

from hubbub.errors import BadRequest, Unavailable
from hubbub.importing.mapping import RedisKeys
from hubbub.importing.original import AT_ONCE, Said, line, moment, runs, whole
from hubbub.importing.report import Report

SECONDS: Final = 30

_TABLES = """
CREATE TABLE said (
    key TEXT PRIMARY KEY, in_group INTEGER, id INTEGER, sender INTEGER, place INTEGER,
    html TEXT, at INTEGER, mentioned INTEGER, in_mysql INTEGER DEFAULT 0
) WITHOUT ROWID;
CREATE TABLE owed (user INTEGER, key TEXT, sure INTEGER, PRIMARY KEY (user, key)) WITHOUT ROWID;
CREATE TABLE listed (user INTEGER, peer INTEGER, at INTEGER, PRIMARY KEY (user, peer)) WITHOUT ROWID;
"""
_SAID = "key, in_group, id, sender, place, html, at, mentioned"


class Scratch:
    """The scratch file: messages by what makes them one, and who is owed which."""

    def __init__(self, folder: Path) -> None:
        self._db = sqlite3.connect(folder / "redis.db", isolation_level=None)
        self._db.executescript("PRAGMA journal_mode=OFF; PRAGMA synchronous=OFF;" + _TABLES)

    def close(self) -> None:
        """Close the file."""
        self._db.close()

    def add(self, said: Said) -> None:
        """Keep a message; the same one twice is one."""
        row = (said.key, said.group, said.id, said.sender, said.place, said.html, said.at, said.mentioned)
        self._db.execute(f"INSERT OR IGNORE INTO said ({_SAID}) VALUES (?, ?, ?, ?, ?, ?, ?, ?)", row)

    def owe(self, user: int, key: str, *, sure: bool) -> bool:
        """Note that a person has not got a message, and say whether that is news."""
        known = (
            self._db.execute("INSERT OR IGNORE INTO owed VALUES (?, ?, ?)", (user, key, sure)).rowcount == 0
        )
        if known and sure:
            self._db.execute("UPDATE owed SET sure = 1 WHERE user = ? AND key = ?", (user, key))
        return not known

    def list_peer(self, user: int, peer: int, at: int | None) -> bool:
        """Note that a person's list shows a conversation with another, and say whether that is news."""
        return bool(
            self._db.execute("INSERT OR IGNORE INTO listed VALUES (?, ?, ?)", (user, peer, at)).rowcount
        )

    def numbered(self, *, group: bool) -> Iterator[Sequence[Said]]:
        """Give the messages that have an id, in runs: they may be in MySQL too."""
        found = self._said("WHERE in_group = ? AND id > 0 ORDER BY id", (group,))
        return runs(found, AT_ONCE)

    def mark_in_mysql(self, keys: Sequence[str]) -> None:
        """Note that these are in MySQL too, and will come from there."""
        self._db.executemany("UPDATE said SET in_mysql = 1 WHERE key = ?", [(key,) for key in keys])

    def only_here(self) -> Iterator[Said]:
        """Give the messages that MySQL does not have, in the order of their time and id."""
        return self._said("WHERE in_mysql = 0 ORDER BY at IS NOT NULL, at, id, key", ())

    def owed(self) -> Iterator[tuple[int, bool, Said, bool]]:
        """Give every debt: the person, whether it is sure, the message, and whether MySQL has it."""
        found = self._db.execute(
            f"SELECT {_SAID}, user, sure, in_mysql FROM owed JOIN said USING (key) ORDER BY user, key"
        )
        for row in found:
            yield row[8], bool(row[9]), _said(row), bool(row[10])

    def listed(self) -> Iterator[tuple[int, int, int | None]]:
        """Give whose list shows whom, and since when."""
        yield from self._db.execute("SELECT user, peer, at FROM listed ORDER BY user, peer")

    def _said(self, which: str, parameters: tuple[Any, ...]) -> Iterator[Said]:
        for row in self._db.execute(f"SELECT {_SAID} FROM said {which}", parameters):
            yield _said(row)


def _said(row: tuple[Any, ...]) -> Said:
    key, group, number, sender, place, html, at, mentioned = row[:8]
    return Said(bool(group), number, sender, place, html, at, mentioned, key)


class Keys:
    """Redis as it is read: every key once, each for what its pattern says."""

    def __init__(self, patterns: RedisKeys, scratch: Scratch, report: Report) -> None:
        self._scratch = scratch
        self._report = report
        self._undelivered = _pattern(patterns.undelivered)
        self._unconfirmed = _pattern(patterns.unconfirmed)
        self._conversations = _pattern(patterns.conversations)
        self._ignored = [_pattern(each) for each in patterns.ignored]
        for pattern in (self._undelivered, self._conversations):
            if "user" not in pattern.groupindex:
                raise BadRequest("mapping: [redis] a pattern lacks {user}: nothing says whose the key is")

    def read(self, client: redis.Redis) -> None:
        """Put everything that is known of into the scratch file, and count the rest."""
        for raw in client.scan_iter(count=AT_ONCE):
            key = raw.decode("utf-8", "replace")
            if found := self._undelivered.fullmatch(key):
                for _, value in _values(client, raw):
                    self._owe(value, int(found["user"]))
            elif self._unconfirmed.fullmatch(key):
                for _, value in _values(client, raw):
                    self._owe(value, None)
            elif found := self._conversations.fullmatch(key):
                for score, value in _values(client, raw):
                    self._list(value, int(found["user"]), score)
            elif not any(each.fullmatch(key) for each in self._ignored):
                shape = re.sub(r"[0-9]+", "…", key)[:80]
                self._report.unrecognised[shape] = self._report.unrecognised.get(shape, 0) + 1

    def _owe(self, value: bytes, user: int | None) -> None:
        """Take one undelivered message; ``user`` is None where the key does not say whose it is."""
        count = self._report.undelivered
        count.source += 1
        said = parse(value)
        if said is None:
            count.refuse("not a MESSAGE of the protocol")
            return
        self._scratch.add(said)
        whose = said.place if user is None and not said.group else user
        if whose is None:
            # Kept under the message's id alone until any one member confirms it.
            count.refuse(
                "unconfirmed in a group, and nothing says by whom: kept as a message, owed to nobody"
            )
        elif not self._scratch.owe(whose, said.key, sure=user is not None):
            count.already += 1

    def _list(self, value: bytes, user: int, score: float | None) -> None:
        shown = _object(value)
        if shown is None:
            self._report.listed.refuse("not a conversation of the protocol")
            self._report.listed.source += 1
        elif (peer := whole(shown.get("contacter_id"))) is not None:  # groups are listed by membership
            self._report.listed.source += 1
            if not self._scratch.list_peer(user, peer, moment(None if score is None else int(score))):
                self._report.listed.already += 1


def parse(value: bytes) -> Said | None:
    """Return the message that a value holds as JSON, or None if it holds something else."""
    said = _object(value)
    if said is None or said.get("type", "MESSAGE") not in ("MESSAGE", "CONFIRM"):
        return None
    group = said.get("chat_type") == "BLOCK" or ("chat_type" not in said and bool(said.get("block_id")))
    sender, place = whole(said.get("from_user_id")), whole(said.get("block_id" if group else "to_user_id"))
    if sender is None or place is None or "message" not in said:
        return None
    html, number, temp = line(said["message"]), whole(said.get("message_id")), said.get("temp_id")
    # The same sender's same temp_id and content is one message, even where it got two ids.
    known_by = f"t{temp}" if temp else f"m{number}"
    print_ = blake2b(f"{group}/{sender}/{place}/{known_by}/{html}".encode("utf-8", "replace"), digest_size=12)
    return Said(
        group,
        max(number or 0, 0),
        sender,
        place,
        html.encode("utf-8", "replace").decode(),
        moment(said.get("send_time")),
        whole(said.get("at_user_id")),
        print_.hexdigest(),
    )


@contextmanager
def connect(url: str) -> Iterator[redis.Redis]:
    """Give Redis by its URL. Raises BadRequest, and Unavailable when it cannot be read."""
    try:
        client = redis.Redis.from_url(url, socket_connect_timeout=SECONDS, socket_timeout=SECONDS)
    except ValueError as error:
        raise BadRequest(f"redis: {error}") from None
    try:
        yield client
    except redis.RedisError as error:
        raise Unavailable(f"redis: {str(error).splitlines()[0]}") from None
    finally:
        client.close()


def _values(client: Any, key: bytes) -> Iterator[tuple[float | None, bytes]]:
    """Give what a key holds, a page at a time, whatever its kind; with its score where it has one."""
    match client.type(key):
        case b"string":
            if (value := client.get(key)) is not None:
                yield None, value
        case b"list":
            start = 0
            while page := client.lrange(key, start, start + AT_ONCE - 1):
                yield from ((None, value) for value in page)
                start += len(page)
        case b"set":
            yield from ((None, value) for value in client.sscan_iter(key, count=AT_ONCE))
        case b"hash":
            yield from ((None, value) for _, value in client.hscan_iter(key, count=AT_ONCE))
        case b"zset":
            yield from ((score, value) for value, score in client.zscan_iter(key, count=AT_ONCE))


def _object(value: bytes) -> dict[str, Any] | None:
    try:
        found = json.loads(value)  # which takes half an emoji, as JavaScript writes it; msgspec does not
    except (ValueError, RecursionError):
        return None
    return found if isinstance(found, dict) else None


def _pattern(pattern: str) -> re.Pattern[str]:
    escaped = re.escape(pattern).replace(r"\*", ".*").replace(r"\{user\}", "(?P<user>[0-9]{1,15})")
    return re.compile(escaped, re.DOTALL)
