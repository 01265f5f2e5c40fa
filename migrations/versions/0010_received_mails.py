"""received mails.

Revision: 0010, after 0009.
"""

import sqlalchemy as sa
from alembic import op

import foundation.database

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the table; what came in before is not known."""
    op.create_table(
        "received_mails",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("message_id", sa.String(length=200), nullable=False),
        sa.Column("outgoing_id", sa.String(length=32), nullable=False),
        sa.Column("customer_id", sa.Integer(), nullable=True),
        sa.Column("kind", sa.String(length=16), nullable=False),
        sa.Column("sender", sa.String(length=320), nullable=False),
        sa.Column("subject", sa.String(length=300), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("detail", sa.String(length=500), nullable=False),
        sa.Column("received_at", foundation.database.UtcDateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["outgoing_id"], ["outgoing_mails.id"], name=op.f("fk_received_mails_outgoing_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["customer_id"], ["customers.id"], name=op.f("fk_received_mails_customer_id"), ondelete="SET NULL"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_received_mails")),
        sa.UniqueConstraint("message_id", name=op.f("uq_received_mails_message_id")),
    )
    op.create_index(op.f("ix_received_mails_outgoing_id"), "received_mails", ["outgoing_id"])
    op.create_index(op.f("ix_received_mails_customer_id"), "received_mails", ["customer_id"])


def downgrade() -> None:
    """Take it away."""
    op.execute("UPDATE outgoing_mails SET state = 'sent' WHERE state = 'bounced'")
    op.drop_table("received_mails")
