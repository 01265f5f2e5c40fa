"""the number of an event is never given twice.

Revision: 0031, after 0030.
"""

import sqlalchemy as sa
from alembic import op

revision = "0031"
down_revision = "0030"
branch_labels = None
depends_on = None

CONTACTS = "ix_behaviour_log_contacts"
IS_CONTACT = (
    "behaviour_type IN ('call_answered', 'call_completed', 'call_missed', 'meeting', 'presentation', 'demo', 'trial', "
    "'download', 'mail_open', 'mail_click', 'reply_received', 'price_discussed', 'form_submit', 'form_sent', "
    "'quote_requested', 'sample_requested')"
)


def upgrade() -> None:
    """SQLite begins anew where the last events were deleted, unless it is told not to; PostgreSQL never does.

    A program that asks for the events after the last one it has seen would pass over those that came since.
    """
    if op.get_bind().dialect.name == "sqlite":
        op.drop_index(CONTACTS, table_name="behaviour_log")  # its condition would be lost with the table
        with op.batch_alter_table(
            "behaviour_log", recreate="always", table_kwargs={"sqlite_autoincrement": True}
        ) as events:
            events.alter_column("id", existing_type=sa.Integer(), autoincrement=True, nullable=False)
        op.create_index(
            CONTACTS,
            "behaviour_log",
            ["customer_id", "behaviour_type", "timestamp"],
            sqlite_where=sa.text(IS_CONTACT),
        )


def downgrade() -> None:
    """Nothing: that numbers are not given twice harms nobody."""
