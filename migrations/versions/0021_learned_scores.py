"""scores learned from our own outcomes.

Revision: 0021, after 0020.
"""

import sqlalchemy as sa
from alembic import op

import foundation.database

revision = "0021"
down_revision = "0020"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the table; until something is learned the rules stand."""
    op.create_table(
        "learned_scores",
        sa.Column("id", sa.Integer(), autoincrement=True, nullable=False),
        sa.Column("made_at", foundation.database.UtcDateTime(timezone=True), nullable=False),
        sa.Column("customers", sa.Integer(), nullable=False),
        sa.Column("calibration_error", sa.Float(), nullable=False),
        sa.Column("in_force", sa.Boolean(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_learned_scores")),
    )


def downgrade() -> None:
    """Forget what was learned."""
    op.drop_table("learned_scores")
