"""mails that come in.

Revision: 0024, after 0023.
"""

import hashlib

import sqlalchemy as sa
from alembic import op

from foundation.database import Json, UtcDateTime

revision = "0024"
down_revision = "0023"
branch_labels = None
depends_on = None

_KEY = "fk_received_mails_outgoing_id"


def _columns() -> tuple[sa.Column, ...]:
    return (
        sa.Column("digest", sa.String(length=64), nullable=True),
        sa.Column("sender_name", sa.String(length=200), nullable=False, server_default=""),
        sa.Column("files", Json(), nullable=False, server_default="[]"),
        sa.Column("standing", sa.String(length=16), nullable=False, server_default="filed"),
        sa.Column("matched", sa.String(length=16), nullable=False, server_default="thread"),
        sa.Column("about", sa.String(length=32), nullable=True),
        sa.Column("request_id", sa.String(length=32), nullable=True),
        sa.Column("settled_by", sa.String(length=80), nullable=True),
        sa.Column("settled_at", UtcDateTime(timezone=True), nullable=True),
    )


def upgrade() -> None:
    """Let every mail be kept, not only answers; and remember how far a mailbox was read."""
    with op.batch_alter_table("received_mails") as table:
        for column in _columns():
            table.add_column(column)
        table.alter_column("outgoing_id", existing_type=sa.String(length=32), nullable=True)
        table.drop_constraint(_KEY, type_="foreignkey")
        table.create_foreign_key(op.f(_KEY), "outgoing_mails", ["outgoing_id"], ["id"], ondelete="SET NULL")
        table.drop_constraint("uq_received_mails_message_id", type_="unique")
    _fingerprint()
    op.execute(
        "UPDATE received_mails SET about = (SELECT about FROM outgoing_mails WHERE outgoing_mails.id = outgoing_id"
        " AND about LIKE 'Q-%')"
    )
    with op.batch_alter_table("received_mails") as table:
        table.alter_column("digest", existing_type=sa.String(length=64), nullable=False)
        table.create_unique_constraint(op.f("uq_received_mails_digest"), ["digest"])
        for name in ("sender_name", "files", "standing", "matched"):
            table.alter_column(name, server_default=None)
    for name in ("message_id", "standing", "received_at"):
        op.create_index(op.f(f"ix_received_mails_{name}"), "received_mails", [name])
    op.create_table(
        "mailboxes",
        sa.Column("name", sa.String(length=400), nullable=False),
        sa.Column("validity", sa.BigInteger(), nullable=False),
        sa.Column("last", sa.BigInteger(), nullable=False),
        sa.Column("unshown", sa.Boolean(), nullable=False),
        sa.Column("begins_on", sa.Date(), nullable=False),
        sa.Column("failures", sa.Integer(), nullable=False),
        sa.Column("looked_at", UtcDateTime(timezone=True), nullable=True),
        sa.Column("failing_since", UtcDateTime(timezone=True), nullable=True),
        sa.Column("look_after", UtcDateTime(timezone=True), nullable=True),
        sa.Column("trouble", sa.String(length=20), nullable=False),
        sa.Column("detail", sa.String(length=500), nullable=False),
        sa.PrimaryKeyConstraint("name", name=op.f("pk_mailboxes")),
    )


def _fingerprint() -> None:
    """Give every kept mail what tells it from others, lest a mailbox brings it a second time."""
    connection = op.get_bind()
    kept = connection.execute(sa.text("SELECT id, message_id, sender, subject, text FROM received_mails")).all()
    for row in kept:
        digest = hashlib.sha256("\0".join((row.message_id, row.sender, row.subject, row.text)).encode()).hexdigest()
        connection.execute(
            sa.text("UPDATE received_mails SET digest = :digest WHERE id = :id"), {"digest": digest, "id": row.id}
        )


def downgrade() -> None:
    """Keep only answers to mails of ours, each Message-ID once."""
    op.drop_table("mailboxes")
    op.execute("DELETE FROM received_mails WHERE outgoing_id IS NULL")
    op.execute(
        "DELETE FROM received_mails WHERE id NOT IN (SELECT min(id) FROM received_mails GROUP BY message_id)"
    )
    for name in ("message_id", "standing", "received_at"):
        op.drop_index(op.f(f"ix_received_mails_{name}"), "received_mails")
    with op.batch_alter_table("received_mails") as table:
        table.drop_constraint("uq_received_mails_digest", type_="unique")
        for column in _columns():
            table.drop_column(column.name)
        table.alter_column("outgoing_id", existing_type=sa.String(length=32), nullable=False)
        table.drop_constraint(_KEY, type_="foreignkey")
        table.create_foreign_key(op.f(_KEY), "outgoing_mails", ["outgoing_id"], ["id"], ondelete="CASCADE")
        table.create_unique_constraint(op.f("uq_received_mails_message_id"), ["message_id"])
