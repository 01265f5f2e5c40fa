"""requests for approval.

Revision: 0008, after 0007.
"""

import sqlalchemy as sa
from alembic import op

import foundation.database

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None

OPEN = sa.text("state = 'open'")


def upgrade() -> None:
    """Make the table; what waits already gets its request when somebody asks anew."""
    moment = foundation.database.UtcDateTime(timezone=True)
    op.create_table(
        "approval_requests",
        sa.Column("id", sa.String(length=26), nullable=False),
        sa.Column("quote_id", sa.String(length=26), nullable=False),
        sa.Column("number", sa.String(length=20), nullable=False),
        sa.Column("state", sa.String(length=12), nullable=False),
        sa.Column("level", sa.String(length=40), nullable=False),
        sa.Column("asked_by", sa.String(length=80), nullable=False),
        sa.Column("why", foundation.database.Json(), nullable=False),
        sa.Column("created_at", moment, nullable=False),
        sa.Column("reached_at", moment, nullable=False),
        sa.Column("remind_at", moment, nullable=False),
        sa.Column("due_at", moment, nullable=False),
        sa.Column("decided_by", sa.String(length=80), nullable=True),
        sa.Column("decided_at", moment, nullable=True),
        sa.Column("reason", sa.String(length=500), nullable=True),
        sa.Column("granted", foundation.database.Json(), nullable=False),
        sa.ForeignKeyConstraint(
            ["quote_id"], ["quotes.id"], name=op.f("fk_approval_requests_quote_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_approval_requests")),
    )
    op.create_index(op.f("ix_approval_requests_quote_id"), "approval_requests", ["quote_id"])
    op.create_index(op.f("ix_approval_requests_number"), "approval_requests", ["number"])
    op.create_index("ix_approval_requests_state_due_at", "approval_requests", ["state", "due_at"])
    op.create_index(
        "uq_approval_requests_open", "approval_requests", ["quote_id"], unique=True, sqlite_where=OPEN, postgresql_where=OPEN
    )  # fmt: skip


def downgrade() -> None:
    """Take it away; waiting quotes still wait."""
    op.drop_table("approval_requests")
