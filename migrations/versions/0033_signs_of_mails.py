"""What becomes of mails: fetches of their pictures and links, and whether that was agreed to.

Revision: 0033, after 0032.
"""

import sqlalchemy as sa
from alembic import op

from foundation.database import UtcDateTime

revision = "0033"
down_revision = "0032"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the table, and add the columns."""
    op.create_table(
        "mail_fetches",
        sa.Column("id", sa.Integer(), autoincrement=True, nullable=False),
        sa.Column("mail_id", sa.String(length=32), nullable=False),
        sa.Column("sign", sa.String(length=8), nullable=False),
        sa.Column("target", sa.String(length=300), nullable=False),
        sa.Column("at", UtcDateTime(), nullable=False),
        sa.Column("standing", sa.String(length=8), nullable=False),
        sa.ForeignKeyConstraint(["mail_id"], ["outgoing_mails.id"], ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index("ix_mail_fetches_mail_id", "mail_fetches", ["mail_id"])
    op.create_index("ix_mail_fetches_standing", "mail_fetches", ["standing", "at"])
    op.add_column("outgoing_mails", sa.Column("measured", sa.Boolean(), server_default=sa.false(), nullable=False))
    op.add_column("visitors", sa.Column("mails", sa.Boolean(), server_default=sa.false(), nullable=False))


def downgrade() -> None:
    """Take them away."""
    op.drop_column("visitors", "mails")
    op.drop_column("outgoing_mails", "measured")
    op.drop_index("ix_mail_fetches_standing", table_name="mail_fetches")
    op.drop_index("ix_mail_fetches_mail_id", table_name="mail_fetches")
    op.drop_table("mail_fetches")
