"""Versions of the funnel: which stages there were, from when on.

Revision: 0025, after 0024.
"""

import sqlalchemy as sa
from alembic import op

from foundation.database import Json, UtcDateTime

revision = "0025"
down_revision = "0024"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the table."""
    op.create_table(
        "funnels",
        sa.Column("id", sa.Integer(), autoincrement=True, nullable=False),
        sa.Column("stages", Json(), nullable=False),
        sa.Column("moved", Json(), nullable=False),
        sa.Column("at", UtcDateTime(timezone=True), nullable=False),
        sa.Column("actor", sa.String(length=100), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_funnels")),
    )


def downgrade() -> None:
    """Take it away."""
    op.drop_table("funnels")
