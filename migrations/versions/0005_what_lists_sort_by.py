"""what lists sort by.

Revision: 0005, after 0004.
"""

from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Let the index of grades hold all that a list of customers sorts and filters by."""
    op.drop_index("ix_customers_grade_stage", "customers")
    op.create_index("ix_customers_listing", "customers", ["grade", "stage", "points", "last_touch_at", "country"])


def downgrade() -> None:
    """Take it back."""
    op.drop_index("ix_customers_listing", "customers")
    op.create_index("ix_customers_grade_stage", "customers", ["grade", "stage"])
