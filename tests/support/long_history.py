"""Conversations with more messages than anyone could send in a test, written straight into the database."""

from __future__ import annotations

import sqlite3
import time
from contextlib import closing

from tests.support.server import Server

MINUTE_MS = 60_000


def fill(server: Server, conversation: int, sender: int, count: int, *, apart_ms: int = MINUTE_MS) -> int:
    """Give a stopped server so many messages, "message 1" to "message <count>", and return the last position.

    They are of different heights, each a while after the one before, the last one now; after what is there.
    """
    with closing(sqlite3.connect(server.data / "hubbub.db")) as db, db:
        [head] = db.execute("SELECT head FROM conversations WHERE id = ?", (conversation,)).fetchone()
        [last_id] = db.execute("SELECT coalesce(max(id), 0) FROM messages").fetchone()
        now = int(time.time() * 1000)
        db.executemany(
            "INSERT INTO messages (id, conversation_id, seq, sender_id, text, sent_at)"
            " VALUES (?, ?, ?, ?, ?, ?)",
            (
                (last_id + n, conversation, head + n, sender, text_of(n), now - (count - n) * apart_ms)
                for n in range(1, count + 1)
            ),
        )
        db.execute(
            "UPDATE conversations SET head = head + ?, last_at = ? WHERE id = ?", (count, now, conversation)
        )
    return int(head) + count


def text_of(number: int) -> str:
    """Return what a message says: sometimes one line, sometimes several, long ones among them."""
    return (
        f"message {number}" + " and some more words" * (number * 7 % 23) + "\nanother line" * (number % 5 % 3)
    )
