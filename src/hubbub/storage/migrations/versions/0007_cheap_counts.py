"""Unread counts by arithmetic: one's own messages and deleted ones are found without the others."""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None

_DELETED = sa.text("deleted_at IS NOT NULL")


def upgrade() -> None:
    """Bring the tables to this revision."""
    op.create_index(
        op.f("ix_messages_conversation_id_sender_id_seq"), "messages", ["conversation_id", "sender_id", "seq"]
    )
    op.create_index(
        op.f("ix_messages_deleted"),
        "messages",
        ["conversation_id", "seq", "sender_id", "deleted_at"],
        sqlite_where=_DELETED,
        postgresql_where=_DELETED,
    )
