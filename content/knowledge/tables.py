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


class KnowledgeGenerationRow(Base):
    """The number that rises with every change of passages or vectors; every process's index follows it."""

    __tablename__ = "knowledge_generation"

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    number: Mapped[int]
