"""requests for quotation.

Revision: 0022, after 0021.
"""

import sqlalchemy as sa
from alembic import op

from foundation.database import Json, UtcDateTime

revision = "0022"
down_revision = "0021"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the table."""
    op.create_table(
        "quote_requests",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("source", sa.String(length=300), nullable=False),
        sa.Column("locale", sa.String(length=8), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("lines", Json(), nullable=False),
        sa.Column("gaps", Json(), nullable=False),
        sa.Column("wishes", Json(), nullable=False),
        sa.Column("customer_id", sa.Integer(), nullable=True),
        sa.Column("draft", sa.String(length=32), nullable=True),
        sa.Column("created_at", UtcDateTime(timezone=True), nullable=False),
        sa.Column("done_at", UtcDateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["customer_id"], ["customers.id"], name=op.f("fk_quote_requests_customer_id"), ondelete="SET NULL"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_quote_requests")),
        sa.UniqueConstraint("digest", name=op.f("uq_quote_requests_digest")),
    )
    op.create_index(op.f("ix_quote_requests_customer_id"), "quote_requests", ["customer_id"])
    op.create_index(op.f("ix_quote_requests_created_at"), "quote_requests", ["created_at"])


def downgrade() -> None:
    """Take it away."""
    op.drop_table("quote_requests")
