"""running plays and their steps.

Revision: 0014, after 0013.
"""

import sqlalchemy as sa
from alembic import op

import foundation.database

revision = "0014"
down_revision = "0013"
branch_labels = None
depends_on = None

_MOMENT = foundation.database.UtcDateTime(timezone=True)


def upgrade() -> None:
    """Make the tables; what happened in the last week may begin plays."""
    op.create_table(
        "cadence_runs",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("customer_id", sa.Integer(), nullable=False),
        sa.Column("play", sa.String(length=64), nullable=False),
        sa.Column("reason", sa.String(length=120), nullable=False),
        sa.Column("triggered_at", _MOMENT, nullable=False),
        sa.Column("started_at", _MOMENT, nullable=False),
        sa.Column("ended_at", _MOMENT, nullable=True),
        sa.Column("ended_by", sa.String(length=16), nullable=True),
        sa.ForeignKeyConstraint(
            ["customer_id"], ["customers.id"], name=op.f("fk_cadence_runs_customer_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_cadence_runs")),
        sa.UniqueConstraint("customer_id", "play", "reason", name=op.f("uq_cadence_runs_customer_id_play_reason")),
    )
    op.create_table(
        "cadence_steps",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("run_id", sa.String(length=32), nullable=False),
        sa.Column("customer_id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=64), nullable=False),
        sa.Column("action", sa.String(length=16), nullable=False),
        sa.Column("addressee", sa.String(length=16), nullable=False),
        sa.Column("due_at", _MOMENT, nullable=False),
        sa.Column("state", sa.String(length=16), nullable=False),
        sa.Column("note", sa.Text(), nullable=True),
        sa.Column("settled_at", _MOMENT, nullable=True),
        sa.Column("settled_by", sa.String(length=100), nullable=True),
        sa.ForeignKeyConstraint(
            ["run_id"], ["cadence_runs.id"], name=op.f("fk_cadence_steps_run_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["customer_id"], ["customers.id"], name=op.f("fk_cadence_steps_customer_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_cadence_steps")),
        sa.UniqueConstraint("run_id", "name", name=op.f("uq_cadence_steps_run_id_name")),
    )
    op.create_index(op.f("ix_cadence_steps_customer_id"), "cadence_steps", ["customer_id"])
    op.create_index("ix_cadence_steps_state_due_at", "cadence_steps", ["state", "due_at"])
    op.create_table(
        "cadence_marks",
        sa.Column("name", sa.String(length=32), nullable=False),
        sa.Column("position", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("name", name=op.f("pk_cadence_marks")),
    )


def downgrade() -> None:
    """Take them away."""
    op.drop_table("cadence_marks")
    op.drop_index("ix_cadence_steps_state_due_at", "cadence_steps")
    op.drop_index(op.f("ix_cadence_steps_customer_id"), "cadence_steps")
    op.drop_table("cadence_steps")
    op.drop_table("cadence_runs")
