"""Source of truth for how knowledge lies in the database: documents, their passages with vectors, and a generation."""

from __future__ import annotations

from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from foundation.database import Base, Json, UtcDateTime


class DocumentRow(Base):
    """One document in one language."""

    __tablename__ = "knowledge_documents"

    id: Mapped[str] = mapped_column(sa.String(200), primary_key=True)
    kind: Mapped[str] = mapped_column(sa.String(20))
    title: Mapped[str] = mapped_column(sa.Text)
    locale: Mapped[str] = mapped_column(sa.String(8))
    url: Mapped[str] = mapped_column(sa.Text)
    digest: Mapped[str] = mapped_column(sa.String(64))
    products: Mapped[list[str]] = mapped_column(Json)
    categories: Mapped[list[str]] = mapped_column(Json)
    visibility: Mapped[str] = mapped_column(sa.String(10))
    collection: Mapped[str] = mapped_column(sa.String(80), index=True)
    ingested_at: Mapped[datetime] = mapped_column(UtcDateTime)
    name: Mapped[str] = mapped_column(sa.String(400), server_default="")
    revision: Mapped[str] = mapped_column(sa.String(60), server_default="")


class PassageRow(Base):
    """One passage: its words, its terms with their counts, and its dense vector (float32 bytes) by the model named."""

    __tablename__ = "knowledge_passages"

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=True)
    document_id: Mapped[str] = mapped_column(
        sa.String(200), sa.ForeignKey("knowledge_documents.id", ondelete="CASCADE"), index=True
    )
    position: Mapped[int]
    locator: Mapped[str] = mapped_column(sa.Text)
    page: Mapped[int | None]
    text: Mapped[str] = mapped_column(sa.Text)
    terms: Mapped[dict[str, Any]] = mapped_column(Json)
    dense: Mapped[bytes | None] = mapped_column(sa.LargeBinary)
    dense_model: Mapped[str | None] = mapped_column(sa.String(120))


class OriginalRow(Base):
    """The file that a document was read from, where a citation opens the file itself (PDF)."""

    __tablename__ = "knowledge_originals"

    document_id: Mapped[str] = mapped_column(
        sa.String(200), sa.ForeignKey("knowledge_documents.id", ondelete="CASCADE"), primary_key=True
    )
    media_type: Mapped[str] = mapped_column(sa.String(100))
    content: Mapped[bytes] = mapped_column(sa.LargeBinary)


class GapRow(Base):
    """A question that no document answered; `key` is what it consists of, so that the same one is counted, not repeated."""

    __tablename__ = "knowledge_gaps"
    __table_args__ = (sa.UniqueConstraint("locale", "key"),)

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=True)
    locale: Mapped[str] = mapped_column(sa.String(8))
    key: Mapped[str] = mapped_column(sa.String(64))
    question: Mapped[str] = mapped_column(sa.Text)
    product: Mapped[str | None] = mapped_column(sa.String(80))
    category: Mapped[str | None] = mapped_column(sa.String(80))
    asked: Mapped[int]
    first_asked_at: Mapped[datetime] = mapped_column(UtcDateTime)
    last_asked_at: Mapped[datetime] = mapped_column(UtcDateTime)
    answer: Mapped[str | None] = mapped_column(sa.String(200))
    closed_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    closed_by: Mapped[str | None] = mapped_column(sa.String(200))


class GapAskingRow(Base):
    """Which conversation asked a question without an answer."""

    __tablename__ = "knowledge_gap_askings"

    gap_id: Mapped[int] = mapped_column(sa.ForeignKey("knowledge_gaps.id", ondelete="CASCADE"), primary_key=True)
    conversation: Mapped[str] = mapped_column(sa.String(64), primary_key=True)


class KnowledgeGenerationRow(Base):
    """The number that rises with every change of passages or vectors; every process's index follows it."""

    __tablename__ = "knowledge_generation"

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    number: Mapped[int]
