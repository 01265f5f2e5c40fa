"""An owner for each lead, with the history of who it belonged to.

Revision: 0023, after 0022.
"""

import sqlalchemy as sa
from alembic import op

from foundation.database import Json, UtcDateTime

revision = "0023"
down_revision = "0022"
branch_labels = None
depends_on = None

_LISTING = ["grade", "stage", "points", "last_touch_at", "country"]


def upgrade() -> None:
    """Make the table, the column, and let the lists' index hold it."""
    op.add_column("customers", sa.Column("owner_id", sa.String(length=32), nullable=True))
    op.create_index(op.f("ix_customers_owner_id"), "customers", ["owner_id"])
    op.drop_index("ix_customers_listing", table_name="customers")
    op.create_index("ix_customers_listing", "customers", [*_LISTING, "owner_id"])
    op.create_table(
        "customer_owners",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=True, nullable=False),
        sa.Column("customer_id", sa.Integer(), nullable=False),
        sa.Column("owner_id", sa.String(length=32), nullable=True),
        sa.Column("at", UtcDateTime(timezone=True), nullable=False),
        sa.Column("reason", Json(), nullable=False),
        sa.Column("actor", sa.String(length=100), nullable=False),
        sa.ForeignKeyConstraint(
            ["customer_id"], ["customers.id"], name=op.f("fk_customer_owners_customer_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_customer_owners")),
    )
    op.create_index(op.f("ix_customer_owners_customer_id"), "customer_owners", ["customer_id"])
    op.create_index("ix_customer_owners_owner_id_id", "customer_owners", ["owner_id", "id"])


def downgrade() -> None:
    """Take them away."""
    op.drop_table("customer_owners")
    op.drop_index("ix_customers_listing", table_name="customers")
    op.create_index("ix_customers_listing", "customers", _LISTING)
    op.drop_index(op.f("ix_customers_owner_id"), table_name="customers")
    op.drop_column("customers", "owner_id")
