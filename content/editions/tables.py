"""The table of versions of what a company decides about its selling."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import Integer, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from foundation.database import Base, UtcDateTime


class EditionRow(Base):
    """One version; the newest one of its subject is in force. Never changed, never deleted: running plays go by theirs."""

    __tablename__ = "content_editions"

    subject: Mapped[str] = mapped_column(String(16), primary_key=True)
    number: Mapped[int] = mapped_column(Integer, primary_key=True, autoincrement=False)
    generation: Mapped[int] = mapped_column(Integer)
    """Of the content, from which on this version held."""
    at: Mapped[datetime] = mapped_column(UtcDateTime)
    actor: Mapped[str] = mapped_column(String(100))
    note: Mapped[str] = mapped_column(Text)
    body: Mapped[str] = mapped_column(Text)
    """JSON with names in their order."""
    digest: Mapped[str] = mapped_column(String(64))
