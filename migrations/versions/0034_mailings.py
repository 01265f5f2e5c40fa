"""Mails to many, and for whom they are.

Revision: 0034, after 0033.
"""

import sqlalchemy as sa
from alembic import op

from foundation.database import Json, UtcDateTime

revision = "0034"
down_revision = "0033"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the tables."""
    op.create_table(
        "mailings",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("content", Json(), nullable=False),
        sa.Column("state", sa.String(length=8), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("created_by", sa.String(length=100), nullable=False),
        sa.Column("created_at", UtcDateTime(), nullable=False),
        sa.Column("started_by", sa.String(length=100), nullable=True),
        sa.Column("started_at", UtcDateTime(), nullable=True),
        sa.Column("ended_at", UtcDateTime(), nullable=True),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index("ix_mailings_state", "mailings", ["state"])
    op.create_table(
        "mailing_recipients",
        sa.Column("mailing_id", sa.String(length=32), nullable=False),
        sa.Column("customer_id", sa.Integer(), nullable=False),
        sa.Column("state", sa.String(length=8), nullable=False),
        sa.Column("reason", sa.String(length=32), nullable=True),
        sa.Column("due_at", UtcDateTime(), nullable=False),
        sa.Column("mail_id", sa.String(length=32), nullable=True),
        sa.Column("left_at", UtcDateTime(), nullable=True),
        sa.ForeignKeyConstraint(["mailing_id"], ["mailings.id"], ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["customer_id"], ["customers.id"], ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["mail_id"], ["outgoing_mails.id"], ondelete="SET NULL"),
        sa.PrimaryKeyConstraint("mailing_id", "customer_id"),
        sa.UniqueConstraint("mail_id"),
    )
    op.create_index("ix_mailing_recipients_due", "mailing_recipients", ["mailing_id", "state", "due_at"])


def downgrade() -> None:
    """Take them away."""
    op.drop_table("mailing_recipients")
    op.drop_table("mailings")
