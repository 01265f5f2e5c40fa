"""reminders to the staff that are switched off.

Revision: 0028, after 0027.
"""

import sqlalchemy as sa
from alembic import op

from foundation.database import UtcDateTime

revision = "0028"
down_revision = "0027"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the table."""
    op.create_table(
        "staff_reminders_off",
        sa.Column("staff_id", sa.String(length=32), nullable=False),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("since", UtcDateTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["staff_id"], ["staff.id"], name=op.f("fk_staff_reminders_off_staff_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("staff_id", "kind", name=op.f("pk_staff_reminders_off")),
    )


def downgrade() -> None:
    """Take it away."""
    op.drop_table("staff_reminders_off")
