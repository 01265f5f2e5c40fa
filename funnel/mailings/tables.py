"""The tables of mailings and of whom they are for."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKey, Index, Integer, String
from sqlalchemy.orm import Mapped, mapped_column

from foundation.database import Base, Json, UtcDateTime


class MailingRow(Base):
    """One mailing; `content` is what was written."""

    __tablename__ = "mailings"

    id: Mapped[str] = mapped_column(String(32), primary_key=True)
    content: Mapped[Any] = mapped_column(Json)
    state: Mapped[str] = mapped_column(String(8), index=True)
    revision: Mapped[int] = mapped_column(Integer, default=1)
    created_by: Mapped[str] = mapped_column(String(100))
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)
    started_by: Mapped[str | None] = mapped_column(String(100))
    started_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    ended_at: Mapped[datetime | None] = mapped_column(UtcDateTime)


class MailingRecipientRow(Base):
    """One customer of a mailing that began: once, whatever happens."""

    __tablename__ = "mailing_recipients"
    __table_args__ = (Index("ix_mailing_recipients_due", "mailing_id", "state", "due_at"),)

    mailing_id: Mapped[str] = mapped_column(ForeignKey("mailings.id", ondelete="CASCADE"), primary_key=True)
    customer_id: Mapped[int] = mapped_column(ForeignKey("customers.id", ondelete="CASCADE"), primary_key=True)
    state: Mapped[str] = mapped_column(String(8))
    reason: Mapped[str | None] = mapped_column(String(32))
    due_at: Mapped[datetime] = mapped_column(UtcDateTime)
    mail_id: Mapped[str | None] = mapped_column(ForeignKey("outgoing_mails.id", ondelete="SET NULL"), unique=True)
    left_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
