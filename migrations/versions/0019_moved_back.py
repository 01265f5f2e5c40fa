"""when a person moved a customer back.

Revision: 0019, after 0018.
"""

import sqlalchemy as sa
from alembic import op

import foundation.database

revision = "0019"
down_revision = "0018"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the column; nobody was moved back before."""
    moment = foundation.database.UtcDateTime(timezone=True)
    op.add_column("customers", sa.Column("moved_back_at", moment, nullable=True))


def downgrade() -> None:
    """Take it away."""
    op.drop_column("customers", "moved_back_at")
