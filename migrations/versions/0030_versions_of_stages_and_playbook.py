"""Versions of the stages and of the playbook; runs of plays know theirs. What there is becomes version 1.

Revision: 0030, after 0029.
"""

import hashlib
import json

import sqlalchemy as sa
from alembic import op

from foundation.database import UtcDateTime

revision = "0030"
down_revision = "0029"
branch_labels = None
depends_on = None

SECTIONS = {"stages": {"stages": "stage", "rules": "stage_rule"}, "playbook": {"plays": "play"}}


def upgrade() -> None:
    """Make the table and the column, and write down what holds now."""
    editions = op.create_table(
        "content_editions",
        sa.Column("subject", sa.String(length=16), nullable=False),
        sa.Column("number", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("generation", sa.Integer(), nullable=False),
        sa.Column("at", UtcDateTime(timezone=True), nullable=False),
        sa.Column("actor", sa.String(length=100), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.PrimaryKeyConstraint("subject", "number", name=op.f("pk_content_editions")),
    )
    with op.batch_alter_table("cadence_runs") as table:
        table.add_column(sa.Column("edition", sa.Integer(), nullable=True))
    bind = op.get_bind()
    generations = sa.table("content_generation", sa.column("number"), sa.column("changed_at", UtcDateTime()))
    held = bind.execute(sa.select(generations.c.number, generations.c.changed_at)).first()
    items = sa.table("content_items", *(sa.column(name) for name in ("kind", "position", "body")))
    for subject, sections in SECTIONS.items() if held else ():
        body = {
            section: [
                json.loads(each)
                for each in bind.execute(
                    sa.select(items.c.body).where(items.c.kind == kind).order_by(items.c.position)
                ).scalars()
            ]
            for section, kind in sections.items()
        }
        if not any(body.values()):
            continue
        text = json.dumps(body, ensure_ascii=False)
        digest = hashlib.sha256(text.encode()).hexdigest()
        row = {"subject": subject, "number": 1, "generation": held.number, "at": held.changed_at}
        bind.execute(editions.insert(), {**row, "actor": "system:pack", "note": "", "body": text, "digest": digest})
        if subject == "playbook":
            bind.execute(sa.text("UPDATE cadence_runs SET edition = 1 WHERE ended_at IS NULL"))


def downgrade() -> None:
    """Take them away."""
    with op.batch_alter_table("cadence_runs") as table:
        table.drop_column("edition")
    op.drop_table("content_editions")
