"""revenue goals.

Revision: 0026, after 0025.
"""

import sqlalchemy as sa
from alembic import op

from foundation.database import Amount

revision = "0026"
down_revision = "0025"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the table of goals."""
    op.create_table(
        "revenue_goals",
        sa.Column("span", sa.String(length=8), nullable=False),
        sa.Column("first_day", sa.Date(), nullable=False),
        sa.Column("amount", Amount(), nullable=False),
        sa.PrimaryKeyConstraint("span", "first_day", name=op.f("pk_revenue_goals")),
    )


def downgrade() -> None:
    """Take it away."""
    op.drop_table("revenue_goals")
