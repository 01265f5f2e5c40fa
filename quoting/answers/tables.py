"""The source of truth for how questions on quotes are stored."""

from __future__ import annotations

from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from foundation.database import Base, UtcDateTime


class QuoteQuestionRow(Base):
    """A question that somebody asked on the page of a quote; `answered_at` is set by whoever answered it."""

    __tablename__ = "quote_questions"
    __table_args__ = (sa.Index("ix_quote_questions_answered_at_asked_at", "answered_at", "asked_at"),)

    id: Mapped[str] = mapped_column(sa.String(26), primary_key=True)
    quote_id: Mapped[str] = mapped_column(sa.ForeignKey("quotes.id", ondelete="CASCADE"), index=True)
    name: Mapped[str] = mapped_column(sa.String(120))
    email: Mapped[str] = mapped_column(sa.String(320))
    locale: Mapped[str] = mapped_column(sa.String(8))
    text: Mapped[str] = mapped_column(sa.Text)
    asked_at: Mapped[datetime] = mapped_column(UtcDateTime)
    answered_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    answered_by: Mapped[str | None] = mapped_column(sa.String(80))
