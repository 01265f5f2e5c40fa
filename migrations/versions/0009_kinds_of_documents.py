"""kinds of documents.

Revision: 0009, after 0008.
"""

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Let a quote have one document of each kind; what is kept is the quotation itself."""
    with op.batch_alter_table("quote_documents") as documents:
        documents.add_column(sa.Column("kind", sa.String(length=12), nullable=False, server_default="quote"))
        documents.drop_constraint("pk_quote_documents", type_="primary")
        documents.create_primary_key("pk_quote_documents", ["quote_id", "kind"])


def downgrade() -> None:
    """Keep the quotations alone; other documents can be made again."""
    op.execute("DELETE FROM quote_documents WHERE kind <> 'quote'")
    with op.batch_alter_table("quote_documents") as documents:
        documents.drop_constraint("pk_quote_documents", type_="primary")
        documents.create_primary_key("pk_quote_documents", ["quote_id"])
        documents.drop_column("kind")
