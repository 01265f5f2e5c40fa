"""the words of whoever asks for an approval.

Revision: 0029, after 0028.
"""

import sqlalchemy as sa
from alembic import op

revision = "0029"
down_revision = "0028"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Keep beside a request why it was made."""
    op.add_column("approval_requests", sa.Column("words", sa.String(length=1000), nullable=True))


def downgrade() -> None:
    """Forget it."""
    op.drop_column("approval_requests", "words")
