"""Invitations to conversations, and pictures of people and conversations."""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None

_ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    """Bring the tables to this revision."""
    op.create_table(
        "conversation_invites",
        sa.Column("hash", sa.LargeBinary(), nullable=False),
        sa.Column("conversation_id", _ID, nullable=False),
        sa.Column("inviter_id", _ID, nullable=False),
        sa.Column("uses_left", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.BigInteger(), nullable=False),
        sa.Column("expires_at", sa.BigInteger(), nullable=False),
        sa.CheckConstraint("uses_left >= 0", name=op.f("ck_conversation_invites_uses")),
        sa.ForeignKeyConstraint(
            ["conversation_id"], ["conversations.id"], name=op.f("fk_conversation_invites_conversation_id")
        ),
        sa.ForeignKeyConstraint(
            ["inviter_id"], ["users.id"], name=op.f("fk_conversation_invites_inviter_id")
        ),
        sa.PrimaryKeyConstraint("hash", name=op.f("pk_conversation_invites")),
    )
    op.create_index(
        op.f("ix_conversation_invites_conversation_id"), "conversation_invites", ["conversation_id"]
    )
    op.create_table(
        "avatars",
        sa.Column("id", sa.String(length=22), nullable=False),
        sa.Column("blob_hash", sa.String(length=64), nullable=False),
        sa.Column("user_id", _ID, nullable=True),
        sa.Column("conversation_id", _ID, nullable=True),
        sa.CheckConstraint("(user_id IS NULL) <> (conversation_id IS NULL)", name=op.f("ck_avatars_of_one")),
        sa.ForeignKeyConstraint(["blob_hash"], ["blobs.hash"], name=op.f("fk_avatars_blob_hash")),
        sa.ForeignKeyConstraint(
            ["conversation_id"], ["conversations.id"], name=op.f("fk_avatars_conversation_id")
        ),
        sa.ForeignKeyConstraint(["user_id"], ["users.id"], name=op.f("fk_avatars_user_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_avatars")),
        sa.UniqueConstraint("conversation_id", name=op.f("uq_avatars_conversation_id")),
        sa.UniqueConstraint("user_id", name=op.f("uq_avatars_user_id")),
        sqlite_with_rowid=False,
    )
    op.create_index(op.f("ix_avatars_blob_hash"), "avatars", ["blob_hash"])
