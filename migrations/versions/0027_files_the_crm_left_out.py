"""files that the CRM did not take.

Revision: 0027, after 0026.
"""

import sqlalchemy as sa
from alembic import op

from foundation.database import Json

revision = "0027"
down_revision = "0026"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Keep beside a customer's state in the CRM which quotes' files it did not take, and why."""
    op.add_column("crm_links", sa.Column("left_out", Json(), nullable=True))


def downgrade() -> None:
    """Forget it."""
    op.drop_column("crm_links", "left_out")
