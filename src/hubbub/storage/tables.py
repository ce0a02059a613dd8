"""The tables. Times are integer milliseconds UTC; a fact stands in one place only.

Each ``seq`` of a conversation lives either in ``messages`` (what was said, in its present state)
or in ``changes`` (what has happened since); the log is the merge of both.
"""

from __future__ import annotations

from sqlalchemy import (
    JSON,
    BigInteger,
    Boolean,
    CheckConstraint,
    Column,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    String,
    Table,
    Text,
    UniqueConstraint,
    text,
)

metadata = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "ck": "ck_%(table_name)s_%(constraint_name)s",
        "fk": "fk_%(table_name)s_%(column_0_N_name)s",
        "pk": "pk_%(table_name)s",
    }
)

# SQLite gives fast, dense row ids only to INTEGER PRIMARY KEY; PostgreSQL wants 64 bits.
_ID = BigInteger().with_variant(Integer(), "sqlite")
_MS = BigInteger()

facts = Table(
    "facts",
    metadata,
    Column("name", String(40), primary_key=True),
    Column("value", Text, nullable=False),
)
"""What is true of this database as a whole: its ``epoch``."""

users = Table(
    "users",
    metadata,
    Column("id", _ID, primary_key=True, autoincrement=True),
    Column("name", Text, nullable=False),
    Column("name_key", Text, nullable=False, unique=True),
    Column("display_name", Text, nullable=False),
    Column("password_hash", Text),
    Column("avatar", Text),
    Column("kind", String(10), nullable=False),
    Column("created_at", _MS, nullable=False),
    Column("seen_at", _MS),
    Column("deactivated_at", _MS),
)

tokens = Table(
    "tokens",
    metadata,
    Column("id", _ID, primary_key=True, autoincrement=True),
    Column("hash", LargeBinary, nullable=False, unique=True),
    Column("user_id", _ID, ForeignKey("users.id"), nullable=False, index=True),
    Column("device", Text, nullable=False),
    Column("created_at", _MS, nullable=False),
    Column("seen_at", _MS, nullable=False),
    Column("expires_at", _MS, nullable=False),
    sqlite_autoincrement=True,  # an ended login's id must never name another
)

invites = Table(
    "invites",
    metadata,
    Column("hash", LargeBinary, primary_key=True),
    Column("uses_left", Integer, nullable=False),
    Column("created_at", _MS, nullable=False),
    Column("expires_at", _MS, nullable=False),
    CheckConstraint("uses_left >= 0", name="uses"),
)

conversation_invites = Table(
    "conversation_invites",
    metadata,
    Column("hash", LargeBinary, primary_key=True),
    Column("conversation_id", _ID, ForeignKey("conversations.id"), nullable=False, index=True),
    Column("inviter_id", _ID, ForeignKey("users.id"), nullable=False),
    Column("uses_left", Integer, nullable=False),
    Column("created_at", _MS, nullable=False),
    Column("expires_at", _MS, nullable=False),
    CheckConstraint("uses_left >= 0", name="uses"),
)
"""Codes that members have made; ``invites`` holds those that let somebody register."""

conversations = Table(
    "conversations",
    metadata,
    Column("id", _ID, primary_key=True, autoincrement=True),
    Column("kind", String(10), nullable=False),
    Column("public", Boolean, nullable=False),
    Column("name", Text, nullable=False),
    Column("name_key", Text, nullable=False),
    Column("topic", Text, nullable=False),
    Column("avatar", Text),
    Column("owner_id", _ID, ForeignKey("users.id")),
    Column("head", BigInteger, nullable=False),
    Column("created_at", _MS, nullable=False),
    Column("last_at", _MS, nullable=False),
    Column("size", Integer, nullable=False),
    Column("settings", JSON, nullable=False),
)
"""``head`` is the last ``seq`` given out, ``size`` the number of members."""

directs = Table(
    "directs",
    metadata,
    Column("low_id", _ID, ForeignKey("users.id"), primary_key=True),
    Column("high_id", _ID, ForeignKey("users.id"), primary_key=True),
    Column("conversation_id", _ID, ForeignKey("conversations.id"), nullable=False, unique=True),
    CheckConstraint("low_id <= high_id", name="ordered"),
    sqlite_with_rowid=False,
)
"""The one direct conversation of a pair, found by the pair."""

members = Table(
    "members",
    metadata,
    Column("conversation_id", _ID, ForeignKey("conversations.id"), primary_key=True),
    Column("user_id", _ID, ForeignKey("users.id"), primary_key=True),
    Column("role", String(10), nullable=False),
    Column("joined_seq", BigInteger, nullable=False),
    Column("joined_at", _MS, nullable=False),
    Column("read_seq", BigInteger, nullable=False),
    Column("muted", Boolean, nullable=False, server_default=text("false")),
    Column("pinned", Boolean, nullable=False, server_default=text("false")),
    Column("archived", Boolean, nullable=False, server_default=text("false")),
    Column("draft", Text),
    Index("ix_members_user_id_conversation_id", "user_id", "conversation_id"),
    sqlite_with_rowid=False,
)
"""Present members only. ``joined_seq`` is the last entry before theirs."""

messages = Table(
    "messages",
    metadata,
    Column("id", _ID, primary_key=True, autoincrement=False),
    Column("conversation_id", _ID, ForeignKey("conversations.id"), nullable=False),
    Column("seq", BigInteger, nullable=False),
    Column("sender_id", _ID, ForeignKey("users.id"), nullable=False),
    Column("client_id", Text),
    Column("fingerprint", LargeBinary),
    Column("text", Text, nullable=False),
    Column("reply_to", BigInteger),
    Column("mentions", Text),
    Column("files", Text),
    Column("origin", Text),
    Column("sent_at", _MS, nullable=False),
    Column("edited_at", _MS),
    Column("deleted_at", _MS),
    UniqueConstraint("conversation_id", "seq"),
    UniqueConstraint("sender_id", "client_id"),
    Index("ix_messages_conversation_id_sender_id_seq", "conversation_id", "sender_id", "seq"),
    Index(
        "ix_messages_deleted",
        "conversation_id",
        "seq",
        "sender_id",
        "deleted_at",
        sqlite_where=text("deleted_at IS NOT NULL"),
        postgresql_where=text("deleted_at IS NOT NULL"),
    ),
)
"""``fingerprint`` tells a retry from another message under the same ``client_id``, even after an edit.
``mentions`` is a JSON list of user ids, shown with the message; who was mentioned is counted from the
table of that name. ``files`` is a JSON list of Attachments, which never change; who may read a file is
decided by the table ``attachments``. ``origin`` is an Origin in JSON."""

changes = Table(
    "changes",
    metadata,
    Column("conversation_id", _ID, ForeignKey("conversations.id"), primary_key=True),
    Column("seq", BigInteger, primary_key=True),
    Column("kind", String(30), nullable=False),
    Column("actor_id", _ID, ForeignKey("users.id"), nullable=False),
    Column("payload", JSON, nullable=False),
    Column("at", _MS, nullable=False),
    sqlite_with_rowid=False,
)

mentions = Table(
    "mentions",
    metadata,
    Column("user_id", _ID, ForeignKey("users.id"), primary_key=True),
    Column("conversation_id", _ID, ForeignKey("conversations.id"), primary_key=True),
    Column("seq", BigInteger, primary_key=True),
    Index("ix_mentions_conversation_id_seq", "conversation_id", "seq"),
    sqlite_with_rowid=False,
)
"""Undeleted mentions of a user, counted past their read cursor."""

contacts = Table(
    "contacts",
    metadata,
    Column("user_id", _ID, ForeignKey("users.id"), primary_key=True),
    Column("contact_id", _ID, ForeignKey("users.id"), primary_key=True, index=True),
    Column("added_at", _MS, nullable=False),
    sqlite_with_rowid=False,
)

blobs = Table(
    "blobs",
    metadata,
    Column("hash", String(64), primary_key=True),
    Column("md5", String(32), nullable=False, index=True),
    Column("size", BigInteger, nullable=False),
    Column("media_type", Text),
    Column("width", Integer),
    Column("height", Integer),
    Column("blurhash", Text),
    Column("stored_at", _MS, nullable=False),
    Column("leaving", Boolean, nullable=False, server_default=text("false"), index=True),
    sqlite_with_rowid=False,
)
"""Contents, each stored once, named by their SHA-256 in hex. ``media_type`` and what follows it are of
pictures that we have looked at ourselves, and that therefore have a thumbnail and a view. ``stored_at`` is
when somebody last wanted it kept; while one is ``leaving`` its bytes are being deleted."""

files = Table(
    "files",
    metadata,
    Column("id", String(22), primary_key=True),
    Column("blob_hash", String(64), ForeignKey("blobs.hash"), nullable=False, index=True),
    Column("owner_id", _ID, ForeignKey("users.id"), nullable=False, index=True),
    Column("name", Text, nullable=False),
    Column("media_type", Text, nullable=False),
    Column("created_at", _MS, nullable=False, index=True),
    sqlite_with_rowid=False,
)
"""What somebody has put here under a name of theirs; many may share one content."""

attachments = Table(
    "attachments",
    metadata,
    Column("conversation_id", _ID, ForeignKey("conversations.id"), primary_key=True),
    Column("seq", BigInteger, primary_key=True),
    Column("file_id", String(22), ForeignKey("files.id"), primary_key=True, index=True),
    sqlite_with_rowid=False,
)
"""Which undeleted message holds which file: its conversation's members may read it."""

uploads = Table(
    "uploads",
    metadata,
    Column("id", String(22), primary_key=True),
    Column("owner_id", _ID, ForeignKey("users.id"), nullable=False, index=True),
    Column("name", Text, nullable=False),
    Column("media_type", Text, nullable=False),
    Column("size", BigInteger, nullable=False),
    Column("received", BigInteger, nullable=False),
    Column("expires_at", _MS, nullable=False, index=True),
    sqlite_with_rowid=False,
)
"""Files on their way; a finished one becomes a file of the same id."""

challenges = Table(
    "challenges",
    metadata,
    Column("id", String(22), primary_key=True),
    Column("owner_id", _ID, ForeignKey("users.id"), nullable=False, index=True),
    Column("offer", Text, nullable=False),
    Column("expires_at", _MS, nullable=False, index=True),
    sqlite_with_rowid=False,
)
"""What has to be shown of a content to get a file of it without an upload: an Offer in JSON, for one try."""

avatars = Table(
    "avatars",
    metadata,
    Column("id", String(22), primary_key=True),
    Column("blob_hash", String(64), ForeignKey("blobs.hash"), nullable=False, index=True),
    Column("user_id", _ID, ForeignKey("users.id"), unique=True),
    Column("conversation_id", _ID, ForeignKey("conversations.id"), unique=True),
    CheckConstraint("(user_id IS NULL) <> (conversation_id IS NULL)", name="of_one"),
    sqlite_with_rowid=False,
)
"""Pictures that people and conversations show, each of one of them, by the id in its address."""

classic_chunks = Table(
    "classic_chunks",
    metadata,
    Column("md5", String(32), primary_key=True),
    Column("sender", String(16), primary_key=True),
    Column("place", Integer, primary_key=True),
    Column("size", Integer, nullable=False),
    Column("expires_at", _MS, nullable=False, index=True),
    sqlite_with_rowid=False,
)
"""Pieces of files on their way through the classic door, by the hash that the whole is said to have."""

classic_pictures = Table(
    "classic_pictures",
    metadata,
    Column("md5", String(32), primary_key=True),
    Column("blob_hash", String(64), ForeignKey("blobs.hash"), nullable=False, index=True),
    Column("uploaded_at", _MS, nullable=False),
    sqlite_with_rowid=False,
)
"""What came through the classic door, where nobody says who they are: readable by whoever knows its MD5."""

classic_cursors = Table(
    "classic_cursors",
    metadata,
    Column("user_id", _ID, ForeignKey("users.id"), primary_key=True),
    Column("conversation_id", _ID, ForeignKey("conversations.id"), primary_key=True),
    Column("seq", BigInteger, nullable=False),
    sqlite_with_rowid=False,
)
"""Up to where a person's classic pages have confirmed everything."""

classic_confirmed = Table(
    "classic_confirmed",
    metadata,
    Column("user_id", _ID, ForeignKey("users.id"), primary_key=True),
    Column("conversation_id", _ID, ForeignKey("conversations.id"), primary_key=True),
    Column("seq", BigInteger, primary_key=True),
    sqlite_with_rowid=False,
)
"""What they have confirmed past that, out of turn."""

calls = Table(
    "calls",
    metadata,
    Column("id", _ID, primary_key=True, autoincrement=True),
    Column("conversation_id", _ID, ForeignKey("conversations.id"), nullable=False, unique=True),
    Column("started_by", _ID, ForeignKey("users.id"), nullable=False),
    Column("media", String(10), nullable=False),
    Column("started_at", _MS, nullable=False),
    Column("rings_until", _MS, nullable=False),
    Column("answered_at", _MS),
    sqlite_autoincrement=True,  # a client that missed the end must not take the next call for it
)
"""Running calls only: one that has ended is an entry of its conversation's log."""

call_members = Table(
    "call_members",
    metadata,
    Column("call_id", _ID, ForeignKey("calls.id"), primary_key=True),
    Column("user_id", _ID, ForeignKey("users.id"), primary_key=True, index=True),
    Column("part", String(10), nullable=False),
    Column("device", Text),
    Column("joined_at", _MS),
    Column("seen_at", _MS, nullable=False),
    Column("away_until", _MS),
    Column("signals", BigInteger, nullable=False, server_default=text("0")),
    Column("told", BigInteger, nullable=False, server_default=text("0")),
    sqlite_with_rowid=False,
)
"""Who has done something about a running call. ``joined_at`` is null for those who were never in it;
``away_until`` is when somebody without a connection loses their part; ``signals`` is the number of the last
signal to them, and ``told`` that of the last one for which they had a connection."""

call_signals = Table(
    "call_signals",
    metadata,
    Column("call_id", _ID, ForeignKey("calls.id"), primary_key=True),
    Column("user_id", _ID, ForeignKey("users.id"), primary_key=True, index=True),
    Column("number", BigInteger, primary_key=True),
    Column("sender_id", _ID, ForeignKey("users.id"), nullable=False),
    Column("device", Text),
    Column("signal", Text, nullable=False),
    Column("size", Integer, nullable=False),
    sqlite_with_rowid=False,
)
"""The newest signals to each participant (``user_id``), for those who were between two connections."""

Index("ix_conversations_public_name_key", conversations.c.public, conversations.c.name_key)
