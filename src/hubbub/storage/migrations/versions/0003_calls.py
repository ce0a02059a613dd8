"""Calls that run."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Bring the tables to this revision."""
    op.create_table(
        "calls",
        sa.Column(
            "id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=True, nullable=False
        ),
        sa.Column("conversation_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("started_by", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("media", sa.String(length=10), nullable=False),
        sa.Column("started_at", sa.BigInteger(), nullable=False),
        sa.Column("rings_until", sa.BigInteger(), nullable=False),
        sa.Column("answered_at", sa.BigInteger(), nullable=True),
        sa.ForeignKeyConstraint(
            ["conversation_id"], ["conversations.id"], name=op.f("fk_calls_conversation_id")
        ),
        sa.ForeignKeyConstraint(["started_by"], ["users.id"], name=op.f("fk_calls_started_by")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_calls")),
        sa.UniqueConstraint("conversation_id", name=op.f("uq_calls_conversation_id")),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "call_members",
        sa.Column("call_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("user_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("part", sa.String(length=10), nullable=False),
        sa.Column("device", sa.Text(), nullable=True),
        sa.Column("joined_at", sa.BigInteger(), nullable=True),
        sa.Column("seen_at", sa.BigInteger(), nullable=False),
        sa.Column("away_until", sa.BigInteger(), nullable=True),
        sa.Column("signals", sa.BigInteger(), server_default=sa.text("0"), nullable=False),
        sa.Column("told", sa.BigInteger(), server_default=sa.text("0"), nullable=False),
        sa.ForeignKeyConstraint(["call_id"], ["calls.id"], name=op.f("fk_call_members_call_id")),
        sa.ForeignKeyConstraint(["user_id"], ["users.id"], name=op.f("fk_call_members_user_id")),
        sa.PrimaryKeyConstraint("call_id", "user_id", name=op.f("pk_call_members")),
        sqlite_with_rowid=False,
    )
    with op.batch_alter_table("call_members", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_call_members_user_id"), ["user_id"], unique=False)

    op.create_table(
        "call_signals",
        sa.Column("call_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("user_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("number", sa.BigInteger(), nullable=False),
        sa.Column("sender_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("device", sa.Text(), nullable=True),
        sa.Column("signal", sa.Text(), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["call_id"], ["calls.id"], name=op.f("fk_call_signals_call_id")),
        sa.ForeignKeyConstraint(["sender_id"], ["users.id"], name=op.f("fk_call_signals_sender_id")),
        sa.ForeignKeyConstraint(["user_id"], ["users.id"], name=op.f("fk_call_signals_user_id")),
        sa.PrimaryKeyConstraint("call_id", "user_id", "number", name=op.f("pk_call_signals")),
        sqlite_with_rowid=False,
    )
    with op.batch_alter_table("call_signals", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_call_signals_user_id"), ["user_id"], unique=False)
