"""where customers stand.

Revision: 0003, after 0002.
"""

from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the index that the funnel's overview reads."""
    op.create_index("ix_customers_standing", "customers", ["stage", "grade", "estimated_value", "lost_at"])


def downgrade() -> None:
    """Take it away."""
    op.drop_index("ix_customers_standing", "customers")
