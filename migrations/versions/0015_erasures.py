"""erasures; a customer's number is never given twice.

Revision: 0015, after 0014.
"""

import sqlalchemy as sa
from alembic import op

import foundation.database

revision = "0015"
down_revision = "0014"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the table. SQLite gives the number of a customer who was erased to the next one unless it is told not to."""
    op.create_table(
        "erasures",
        sa.Column("id", sa.String(length=26), nullable=False),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("pseudonym", sa.String(length=16), nullable=False),
        sa.Column("traces", foundation.database.Json(), nullable=False),
        sa.Column("kept", foundation.database.Json(), nullable=False),
        sa.Column("asked_by", sa.String(length=100), nullable=False),
        sa.Column("asked_at", foundation.database.UtcDateTime(timezone=True), nullable=False),
        sa.Column("rewritten_at", foundation.database.UtcDateTime(timezone=True), nullable=True),
        sa.Column("crm_state", sa.String(length=16), nullable=False),
        sa.Column("crm_objects", foundation.database.Json(), nullable=False),
        sa.Column("crm_detail", sa.Text(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_erasures")),
    )
    op.create_index(op.f("ix_erasures_digest"), "erasures", ["digest"])
    op.create_index(op.f("ix_erasures_crm_state"), "erasures", ["crm_state"])
    if op.get_bind().dialect.name == "sqlite":
        with op.batch_alter_table(
            "customers", recreate="always", table_kwargs={"sqlite_autoincrement": True}
        ) as customers:
            customers.alter_column("id", existing_type=sa.Integer(), autoincrement=True, nullable=False)


def downgrade() -> None:
    """Take the table away; that numbers are not given twice harms nobody."""
    op.drop_table("erasures")
