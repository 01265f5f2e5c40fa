"""answers to advised actions, and when a customer's action is due.

Revision: 0020, after 0019.
"""

import sqlalchemy as sa
from alembic import op

import foundation.database

revision = "0020"
down_revision = "0019"
branch_labels = None
depends_on = None

_MOMENT = foundation.database.UtcDateTime(timezone=True)


def upgrade() -> None:
    """Make the table; when an action is due is known from the next judgement on."""
    op.create_table(
        "action_answers",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("customer_id", sa.Integer(), nullable=False),
        sa.Column("code", sa.String(length=32), nullable=False),
        sa.Column("kind", sa.String(length=16), nullable=False),
        sa.Column("answer", sa.String(length=16), nullable=False),
        sa.Column("until", _MOMENT, nullable=True),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("at", _MOMENT, nullable=False),
        sa.Column("actor", sa.String(length=100), nullable=False),
        sa.ForeignKeyConstraint(
            ["customer_id"], ["customers.id"], name=op.f("fk_action_answers_customer_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_action_answers")),
    )
    op.create_index("ix_action_answers_customer_id_at", "action_answers", ["customer_id", "at"])
    op.add_column("customers", sa.Column("action_due_at", _MOMENT, nullable=True))
    op.create_index(op.f("ix_customers_action_due_at"), "customers", ["action_due_at"])


def downgrade() -> None:
    """Take them away."""
    op.drop_index(op.f("ix_customers_action_due_at"), "customers")
    op.drop_column("customers", "action_due_at")
    op.drop_index("ix_action_answers_customer_id_at", "action_answers")
    op.drop_table("action_answers")
