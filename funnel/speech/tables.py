"""Tables of model calls and of claims that were held back."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import Float, ForeignKey, Index, Integer, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from foundation.database import Base, UtcDateTime
from funnel.timeline.tables import RowId


class ModelCallRow(Base):
    """One call of one model. Budgets are sums over the day's rows: a call takes a second, its row a millisecond."""

    __tablename__ = "model_calls"
    __table_args__ = (Index("ix_model_calls_visitor_at", "visitor", "at"),)

    id: Mapped[int] = mapped_column(RowId, primary_key=True, autoincrement=True)
    at: Mapped[datetime] = mapped_column(UtcDateTime, index=True)
    visitor: Mapped[str] = mapped_column(String(64))
    model: Mapped[str] = mapped_column(String(200))
    purpose: Mapped[str] = mapped_column(String(16))
    outcome: Mapped[str] = mapped_column(String(16))
    milliseconds: Mapped[int] = mapped_column(Integer)
    tokens: Mapped[int] = mapped_column(Integer)
    cost: Mapped[float | None] = mapped_column(Float)
    detail: Mapped[str] = mapped_column(Text)


class BlockRow(Base):
    """One claim that the gate held back."""

    __tablename__ = "gate_blocks"

    id: Mapped[int] = mapped_column(RowId, primary_key=True, autoincrement=True)
    at: Mapped[datetime] = mapped_column(UtcDateTime, index=True)
    conversation_id: Mapped[str | None] = mapped_column(ForeignKey("conversations.id", ondelete="SET NULL"), index=True)
    locale: Mapped[str] = mapped_column(String(8))
    kind: Mapped[str] = mapped_column(String(32))
    claim: Mapped[str] = mapped_column(Text)
    origin: Mapped[str] = mapped_column(String(8))
    outcome: Mapped[str] = mapped_column(String(16))
