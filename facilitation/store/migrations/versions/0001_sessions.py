"""Sessions, their changes, and the secrets of their seats."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None


def upgrade() -> None:
    op.create_table(
        "session",
        sa.Column("id", sa.String(40), primary_key=True),
        sa.Column("code", sa.String(16), nullable=False, unique=True),
        sa.Column("token", sa.String(40), nullable=False, unique=True),
        sa.Column("reader_token", sa.String(40), nullable=False, unique=True),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("guide", sa.String(), nullable=False),
        sa.Column("language", sa.String(8), nullable=False),
        sa.Column("status", sa.String(16), nullable=False),
        sa.Column("head", sa.Integer(), nullable=False),
        sa.Column("created", sa.BigInteger(), nullable=False),
        sa.Column("closed", sa.BigInteger(), nullable=True),
        sa.Column("purge_at", sa.BigInteger(), nullable=True),
    )
    op.create_index("ix_session_purge_at", "session", ["purge_at"])
    op.create_table(
        "change",
        sa.Column("session_id", sa.String(40), sa.ForeignKey("session.id"), primary_key=True),
        sa.Column("seq", sa.Integer(), primary_key=True),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.Column("command_id", sa.String(40), nullable=False),
        sa.Column("first", sa.Boolean(), nullable=False),
        sa.Column("actor", sa.String(64), nullable=False),
        sa.Column("kind", sa.String(16), nullable=False),
        sa.Column("record_id", sa.String(40), nullable=False),
        sa.Column("value", sa.Text(), nullable=True),
    )
    first = sa.text("first")
    op.create_index(
        "ix_change_command",
        "change",
        ["session_id", "command_id"],
        unique=True,
        sqlite_where=first,
        postgresql_where=first,
    )
    op.create_index("ix_change_record", "change", ["session_id", "kind", "record_id"])
    op.create_table(
        "seat_secret",
        sa.Column("session_id", sa.String(40), sa.ForeignKey("session.id"), primary_key=True),
        sa.Column("hash", sa.String(64), primary_key=True),
        sa.Column("participant", sa.String(40), nullable=False),
    )


def downgrade() -> None:
    for table in ("seat_secret", "change", "session"):
        op.drop_table(table)
