"""consents and suppressed addresses.

Revision: 0011, after 0010.
"""

import sqlalchemy as sa
from alembic import op

import foundation.database

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None

_MOMENT = foundation.database.UtcDateTime(timezone=True)


def upgrade() -> None:
    """Make the tables; nobody has agreed to anything yet."""
    op.create_table(
        "consents",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("customer_id", sa.Integer(), nullable=False),
        sa.Column("purpose", sa.String(length=16), nullable=False),
        sa.Column("address", sa.String(length=320), nullable=False),
        sa.Column("basis", sa.String(length=24), nullable=False),
        sa.Column("state", sa.String(length=16), nullable=False),
        sa.Column("source", sa.String(length=64), nullable=False),
        sa.Column("wording", sa.Text(), nullable=False),
        sa.Column("asked_at", _MOMENT, nullable=False),
        sa.Column("confirmed_at", _MOMENT, nullable=True),
        sa.Column("withdrawn_at", _MOMENT, nullable=True),
        sa.ForeignKeyConstraint(
            ["customer_id"], ["customers.id"], name=op.f("fk_consents_customer_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_consents")),
        sa.UniqueConstraint("customer_id", "purpose", name=op.f("uq_consents_customer_id_purpose")),
    )
    op.create_table(
        "mail_suppressions",
        sa.Column("address_hash", sa.String(length=64), nullable=False),
        sa.Column("reason", sa.String(length=16), nullable=False),
        sa.Column("at", _MOMENT, nullable=False),
        sa.PrimaryKeyConstraint("address_hash", name=op.f("pk_mail_suppressions")),
    )


def downgrade() -> None:
    """Take them away."""
    op.execute("UPDATE outgoing_mails SET state = 'refused' WHERE state = 'withheld'")
    op.drop_table("mail_suppressions")
    op.drop_table("consents")
