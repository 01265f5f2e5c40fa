"""price lists with floors, exchange rates, and what a quote rests on.

Revision: 0007, after 0006.
"""

import sqlalchemy as sa
from alembic import op

from foundation.database import Amount, Json, UtcDateTime

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None
_GENERAL = ["sku", "currency", "min_quantity", "valid_from"]


def upgrade() -> None:
    """Every price so far belongs to the general list, which has no name."""
    with op.batch_alter_table("content_prices") as prices:
        prices.add_column(sa.Column("price_list", sa.String(length=120), nullable=False, server_default=""))
        prices.add_column(sa.Column("floor", Amount(), nullable=True))
        prices.drop_constraint("pk_content_prices", type_="primary")
        prices.create_primary_key("pk_content_prices", [*_GENERAL, "price_list"])
    op.add_column("quotes", sa.Column("basis", Json(), nullable=True))
    op.create_table(
        "exchange_rates",
        sa.Column("id", sa.String(length=26), nullable=False),
        sa.Column("base", sa.String(length=3), nullable=False),
        sa.Column("currency", sa.String(length=3), nullable=False),
        sa.Column("rate", Amount(), nullable=False),
        sa.Column("as_of", UtcDateTime(), nullable=False),
        sa.Column("source", sa.String(length=120), nullable=False),
        sa.Column("entered_at", UtcDateTime(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_exchange_rates")),
    )
    op.create_index("ix_exchange_rates_pair", "exchange_rates", ["base", "currency", "as_of"])


def downgrade() -> None:
    """Take it back; the general list stays."""
    op.drop_table("exchange_rates")
    op.drop_column("quotes", "basis")
    op.execute("DELETE FROM content_prices WHERE price_list <> ''")
    with op.batch_alter_table("content_prices") as prices:
        prices.drop_constraint("pk_content_prices", type_="primary")
        prices.create_primary_key("pk_content_prices", _GENERAL)
        prices.drop_column("floor")
        prices.drop_column("price_list")
