"""More conversations than anyone could make in a test, written straight into the database."""

from __future__ import annotations

import sqlite3
import time
from contextlib import closing

from tests.support.server import Server

FIRST_ID = 1_000_000
"""As on a server that has many: the longer the ids, the fewer cursors a frame has room for."""
_CONVERSATION = (
    "INSERT INTO conversations (id, kind, public, name, name_key, topic, owner_id, head, created_at, last_at,"
    " size, settings) VALUES (?, 'group', 0, ?, ?, '', ?, 1, ?, ?, ?, '{}')"
)
_MEMBER = (
    "INSERT INTO members (conversation_id, user_id, role, joined_seq, joined_at, read_seq)"
    " VALUES (?, ?, ?, 0, ?, 0)"
)
_SAID = (
    "INSERT INTO messages (id, conversation_id, seq, sender_id, text, sent_at)"
    " SELECT coalesce(max(id), 0) + 1, ?, ?, ?, ?, ? FROM messages"
)


def found(server: Server, owner: int, *members: int, count: int) -> list[int]:
    """Give a stopped server so many groups, in each of which the owner said something; return their ids."""
    now = int(time.time() * 1000)
    with closing(sqlite3.connect(server.data / "hubbub.db")) as db, db:
        ids = list(range(FIRST_ID, FIRST_ID + count))
        for number, room in enumerate(ids, 1):
            name, at = name_of(number), now - (count - number)
            db.execute(_CONVERSATION, (room, name, name, owner, at, at, 1 + len(members)))
            db.execute(_SAID, (room, 1, owner, f"hello from {name}", at))
            for user in (owner, *members):
                db.execute(_MEMBER, (room, user, "owner" if user == owner else "member", at))
    return ids


def name_of(number: int) -> str:
    """Return what a group is called."""
    return f"group {number}"


def say_in_each(server: Server, rooms: list[int], sender: int, text: str) -> None:
    """Give a stopped server one more message in each of these conversations."""
    now = int(time.time() * 1000)
    with closing(sqlite3.connect(server.data / "hubbub.db")) as db, db:
        for room in rooms:
            db.execute("UPDATE conversations SET head = head + 1, last_at = ? WHERE id = ?", (now, room))
            [head] = db.execute("SELECT head FROM conversations WHERE id = ?", (room,)).fetchone()
            db.execute(_SAID, (room, head, sender, text, now))
