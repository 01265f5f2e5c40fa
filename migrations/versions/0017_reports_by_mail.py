"""reports by mail, costs of channels.

Revision: 0017, after 0016.
"""

import sqlalchemy as sa
from alembic import op

import foundation.database

revision = "0017"
down_revision = "0016"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the tables."""
    op.create_table(
        "report_subscriptions",
        sa.Column("staff_id", sa.String(length=32), nullable=False),
        sa.Column("kind", sa.String(length=8), nullable=False),
        sa.Column("weekday", sa.Integer(), nullable=False),
        sa.Column("hour", sa.Integer(), nullable=False),
        sa.Column("time_zone", sa.String(length=64), nullable=False),
        sa.Column("since", foundation.database.UtcDateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["staff_id"], ["staff.id"], name=op.f("fk_report_subscriptions_staff_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("staff_id", "kind", name=op.f("pk_report_subscriptions")),
    )
    op.create_table(
        "channel_costs",
        sa.Column("channel", sa.String(length=64), nullable=False),
        sa.Column("month", sa.Date(), nullable=False),
        sa.Column("amount", foundation.database.Amount(), nullable=False),
        sa.PrimaryKeyConstraint("channel", "month", name=op.f("pk_channel_costs")),
    )


def downgrade() -> None:
    """Take them away."""
    op.drop_table("channel_costs")
    op.drop_table("report_subscriptions")
