"""A customer's newest events.

Revision: 0035, after 0034.
"""

from alembic import op

revision = "0035"
down_revision = "0034"
branch_labels = None
depends_on = None

NEWEST = "ix_behaviour_log_customer_id_timestamp"


def upgrade() -> None:
    """Make the index that holds each customer's events in the order of time."""
    op.create_index(NEWEST, "behaviour_log", ["customer_id", "timestamp"])


def downgrade() -> None:
    """Take it away."""
    op.drop_index(NEWEST, table_name="behaviour_log")
