"""The table of answers to advised actions."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ForeignKey, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from foundation.database import Base, UtcDateTime


class ActionAnswerRow(Base):
    """One answer to one advised action; nothing is ever overwritten."""

    __tablename__ = "action_answers"
    __table_args__ = (Index("ix_action_answers_customer_id_at", "customer_id", "at"),)

    id: Mapped[str] = mapped_column(String(32), primary_key=True)
    customer_id: Mapped[int] = mapped_column(ForeignKey("customers.id", ondelete="CASCADE"))
    code: Mapped[str] = mapped_column(String(32))
    kind: Mapped[str] = mapped_column(String(16))
    answer: Mapped[str] = mapped_column(String(16))
    until: Mapped[datetime | None] = mapped_column(UtcDateTime)
    note: Mapped[str] = mapped_column(Text)
    at: Mapped[datetime] = mapped_column(UtcDateTime)
    actor: Mapped[str] = mapped_column(String(100))
