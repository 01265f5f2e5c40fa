"""visits: counts, heatmaps, co-visits, events taken, visitors who agreed.

Revision: 0012, after 0011.
"""

import sqlalchemy as sa
from alembic import op

import foundation.database

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the tables; the counts of pages so far go on in the new one."""
    op.create_table(
        "visit_counts",
        sa.Column("dimension", sa.String(length=16), nullable=False),
        sa.Column("event_type", sa.String(length=32), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("key", sa.String(length=300), nullable=False),
        sa.Column("count", sa.Integer(), nullable=False),
        sa.Column("total", sa.Float(), nullable=False),
        sa.PrimaryKeyConstraint("dimension", "event_type", "day", "key", name=op.f("pk_visit_counts")),
    )
    op.create_table(
        "click_cells",
        sa.Column("page", sa.String(length=300), nullable=False),
        sa.Column("layout", sa.String(length=8), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("cell_column", sa.Integer(), nullable=False),
        sa.Column("cell_row", sa.Integer(), nullable=False),
        sa.Column("count", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("page", "layout", "day", "cell_column", "cell_row", name=op.f("pk_click_cells")),
    )
    op.create_table(
        "click_elements",
        sa.Column("page", sa.String(length=300), nullable=False),
        sa.Column("layout", sa.String(length=8), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("path", sa.String(length=160), nullable=False),
        sa.Column("count", sa.Integer(), nullable=False),
        sa.Column("box_left", sa.Float(), nullable=False),
        sa.Column("box_top", sa.Integer(), nullable=False),
        sa.Column("box_width", sa.Float(), nullable=False),
        sa.Column("box_height", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("page", "layout", "day", "path", name=op.f("pk_click_elements")),
    )
    op.create_table(
        "co_visits",
        sa.Column("item", sa.String(length=100), nullable=False),
        sa.Column("other", sa.String(length=100), nullable=False),
        sa.Column("count", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("item", "other", name=op.f("pk_co_visits")),
    )
    op.create_table(
        "taken_events",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_taken_events")),
    )
    op.create_index("ix_taken_events_day", "taken_events", ["day"])
    _make_visitors()
    op.execute(
        "INSERT INTO visit_counts (dimension, event_type, day, key, count, total) "
        "SELECT 'page', event_type, day, page, count, 0 FROM page_counts"
    )
    op.drop_table("page_counts")


def _make_visitors() -> None:
    op.create_table(
        "visitors",
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("customer_id", sa.Integer(), nullable=True),
        sa.Column("agreed_at", foundation.database.UtcDateTime(timezone=True), nullable=False),
        sa.Column("withdrawn_at", foundation.database.UtcDateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["customer_id"], ["customers.id"], name=op.f("fk_visitors_customer_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("digest", name=op.f("pk_visitors")),
    )
    op.create_index(op.f("ix_visitors_customer_id"), "visitors", ["customer_id"])


def downgrade() -> None:
    """Take them away; the counts of pages go back."""
    op.create_table(
        "page_counts",
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("event_type", sa.String(length=64), nullable=False),
        sa.Column("page", sa.String(length=300), nullable=False),
        sa.Column("count", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("day", "event_type", "page", name=op.f("pk_page_counts")),
    )
    op.execute(
        "INSERT INTO page_counts (day, event_type, page, count) "
        "SELECT day, event_type, key, count FROM visit_counts WHERE dimension = 'page'"
    )
    for table in ("visitors", "taken_events", "co_visits", "click_elements", "click_cells", "visit_counts"):
        op.drop_table(table)
