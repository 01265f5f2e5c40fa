"""contacts among events.

Revision: 0018, after 0017.
"""

import sqlalchemy as sa
from alembic import op

revision = "0018"
down_revision = "0017"
branch_labels = None
depends_on = None

IS_CONTACT = (
    "behaviour_type IN ('call_answered', 'call_completed', 'call_missed', 'meeting', 'presentation', 'demo', 'trial', "
    "'download', 'mail_open', 'mail_click', 'reply_received', 'price_discussed', 'form_submit', 'form_sent', "
    "'quote_requested', 'sample_requested')"
)


def upgrade() -> None:
    """Make the index that reports read."""
    op.create_index(
        "ix_behaviour_log_contacts",
        "behaviour_log",
        ["customer_id", "behaviour_type", "timestamp"],
        sqlite_where=sa.text(IS_CONTACT),
        postgresql_where=sa.text(IS_CONTACT),
    )


def downgrade() -> None:
    """Take it away."""
    op.drop_index("ix_behaviour_log_contacts", table_name="behaviour_log")
