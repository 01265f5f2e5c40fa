"""questions on quotes.

Revision: 0013, after 0012.
"""

import sqlalchemy as sa
from alembic import op

import foundation.database

revision = "0013"
down_revision = "0012"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the table; nobody could ask before."""
    op.create_table(
        "quote_questions",
        sa.Column("id", sa.String(length=26), nullable=False),
        sa.Column("quote_id", sa.String(length=26), nullable=False),
        sa.Column("name", sa.String(length=120), nullable=False),
        sa.Column("email", sa.String(length=320), nullable=False),
        sa.Column("locale", sa.String(length=8), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("asked_at", foundation.database.UtcDateTime(timezone=True), nullable=False),
        sa.Column("answered_at", foundation.database.UtcDateTime(timezone=True), nullable=True),
        sa.Column("answered_by", sa.String(length=80), nullable=True),
        sa.ForeignKeyConstraint(
            ["quote_id"], ["quotes.id"], name=op.f("fk_quote_questions_quote_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_quote_questions")),
    )
    op.create_index(op.f("ix_quote_questions_quote_id"), "quote_questions", ["quote_id"])
    op.create_index("ix_quote_questions_answered_at_asked_at", "quote_questions", ["answered_at", "asked_at"])


def downgrade() -> None:
    """Take it away."""
    op.drop_table("quote_questions")
