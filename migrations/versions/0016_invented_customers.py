"""customers that were invented by a demonstration are marked.

Revision: 0016, after 0015.
"""

import sqlalchemy as sa
from alembic import op

import foundation.database

revision = "0016"
down_revision = "0015"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the mark; whoever is there is real."""
    op.create_table(
        "demonstrations",
        sa.Column("id", sa.String(length=26), nullable=False),
        sa.Column("seed", sa.Integer(), nullable=False),
        sa.Column("made_at", foundation.database.UtcDateTime(timezone=True), nullable=False),
        sa.Column("counted", foundation.database.Json(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_demonstrations")),
    )
    op.add_column("customers", sa.Column("demo", sa.Boolean(), server_default=sa.false(), nullable=False))


def downgrade() -> None:
    """Take the mark away; who was invented is real then, so take the demonstration away before."""
    op.drop_table("demonstrations")
    op.drop_column("customers", "demo")
