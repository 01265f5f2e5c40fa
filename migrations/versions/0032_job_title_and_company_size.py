"""What position somebody has, and how large the company is.

Revision: 0032, after 0031.
"""

import sqlalchemy as sa
from alembic import op

revision = "0032"
down_revision = "0031"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the columns."""
    op.add_column("customers", sa.Column("job_title", sa.String(length=120), nullable=True))
    op.add_column("customers", sa.Column("company_size", sa.Integer(), nullable=True))


def downgrade() -> None:
    """Take them away."""
    op.drop_column("customers", "company_size")
    op.drop_column("customers", "job_title")
