"""revisions and answers of quotes.

Revision: 0006, after 0005.
"""

import sqlalchemy as sa
from alembic import op

import foundation.database

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Every quote becomes the first revision of its own root; tables of acceptances under way and of checks come along."""
    # Defaults, because SQLite would have to copy the table to add a column that may not be NULL without one.
    op.add_column("quotes", sa.Column("root", sa.String(length=20), nullable=False, server_default=""))
    op.add_column("quotes", sa.Column("revision", sa.Integer(), nullable=False, server_default="1"))
    op.add_column("quotes", sa.Column("answer", foundation.database.Json(), nullable=True))
    op.add_column("quotes", sa.Column("answered_at", foundation.database.UtcDateTime(timezone=True), nullable=True))
    op.execute("UPDATE quotes SET root = number")
    op.create_index("ix_quotes_root_revision", "quotes", ["root", "revision"], unique=True)
    op.create_table(
        "quote_acceptances",
        sa.Column("id", sa.String(length=26), nullable=False),
        sa.Column("quote_id", sa.String(length=26), nullable=False),
        sa.Column("name", sa.String(length=120), nullable=False),
        sa.Column("role", sa.String(length=120), nullable=False),
        sa.Column("email", sa.String(length=320), nullable=False),
        sa.Column("locale", sa.String(length=8), nullable=False),
        sa.Column("asked_at", foundation.database.UtcDateTime(timezone=True), nullable=False),
        sa.Column("confirmed_at", foundation.database.UtcDateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["quote_id"], ["quotes.id"], name=op.f("fk_quote_acceptances_quote_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_quote_acceptances")),
    )
    op.create_index(op.f("ix_quote_acceptances_quote_id"), "quote_acceptances", ["quote_id"])
    op.create_table(
        "quote_checks",
        sa.Column("quote_id", sa.String(length=26), nullable=False),
        sa.Column("basis", sa.String(length=80), nullable=False),
        sa.Column("causes", foundation.database.Json(), nullable=False),
        sa.Column("differences", foundation.database.Json(), nullable=False),
        sa.Column("affected", sa.Boolean(), nullable=False),
        sa.Column("checked_at", foundation.database.UtcDateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["quote_id"], ["quotes.id"], name=op.f("fk_quote_checks_quote_id"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("quote_id", name=op.f("pk_quote_checks")),
    )
    op.create_index(op.f("ix_quote_checks_basis"), "quote_checks", ["basis"])
    op.create_index(op.f("ix_quote_checks_affected"), "quote_checks", ["affected"])


def downgrade() -> None:
    """Take it away; drafts and later revisions stay as quotes of their own number."""
    op.drop_table("quote_checks")
    op.drop_table("quote_acceptances")
    op.drop_index("ix_quotes_root_revision", "quotes")
    for column in ("answered_at", "answer", "revision", "root"):
        op.drop_column("quotes", column)
