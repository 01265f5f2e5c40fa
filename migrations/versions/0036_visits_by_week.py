"""Visits counted by the week.

Revision: 0036, after 0035.
"""

import sqlalchemy as sa
from alembic import op

revision = "0036"
down_revision = "0035"
branch_labels = None
depends_on = None

MONDAY = {"sqlite": "date(day, 'weekday 0', '-6 days')", "postgresql": "CAST(date_trunc('week', day) AS DATE)"}


def upgrade() -> None:
    """Make the table, and fill it from the days."""
    op.create_table(
        "visit_weeks",
        sa.Column("dimension", sa.String(length=16), nullable=False),
        sa.Column("event_type", sa.String(length=32), nullable=False),
        sa.Column("week", sa.Date(), nullable=False),
        sa.Column("key", sa.String(length=300), nullable=False),
        sa.Column("count", sa.Integer(), nullable=False),
        sa.Column("total", sa.Float(), nullable=False),
        sa.PrimaryKeyConstraint("dimension", "event_type", "week", "key", name=op.f("pk_visit_weeks")),
    )
    op.execute(
        "INSERT INTO visit_weeks (dimension, event_type, week, key, count, total) "
        f"SELECT dimension, event_type, {MONDAY[op.get_bind().dialect.name]}, key, sum(count), sum(total) "
        "FROM visit_counts GROUP BY 1, 2, 3, 4"
    )


def downgrade() -> None:
    """Take it away; the days hold everything."""
    op.drop_table("visit_weeks")
