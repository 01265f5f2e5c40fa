"""The table of customers."""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal
from typing import Any

from sqlalchemy import Boolean, Float, Index, Integer, String, Text, false
from sqlalchemy.orm import Mapped, mapped_column

from foundation.database import Amount, Base, Json, UtcDateTime


class CustomerRow(Base):
    """One customer; reasons and the next action are kept as they were decided (code and data), worded when shown."""

    __tablename__ = "customers"
    __table_args__ = (
        # all that a list sorts and filters by, and all that the overview reads: the rows themselves are heavy with reasons
        Index("ix_customers_listing", "grade", "stage", "points", "last_touch_at", "country", "owner_id"),
        Index("ix_customers_standing", "stage", "grade", "estimated_value", "lost_at"),
        # the number of a customer who was erased is never given to another: quotes, jobs and the CRM know it
        {"sqlite_autoincrement": True},
    )

    id: Mapped[int] = mapped_column(Integer, primary_key=True, autoincrement=True)
    tenant_id: Mapped[int] = mapped_column(Integer, default=1)
    name: Mapped[str | None] = mapped_column(String(200))
    company: Mapped[str | None] = mapped_column(String(200))
    email: Mapped[str | None] = mapped_column(String(320), unique=True)
    phone: Mapped[str | None] = mapped_column(String(32), unique=True)
    country: Mapped[str | None] = mapped_column(String(2))
    locale: Mapped[str] = mapped_column(String(8))
    industry: Mapped[str | None] = mapped_column(String(64))
    job_title: Mapped[str | None] = mapped_column(String(120))
    company_size: Mapped[int | None] = mapped_column(Integer)
    """How many people work there at least."""
    source: Mapped[str] = mapped_column(String(64))
    stage: Mapped[int] = mapped_column(Integer, default=1)
    stage_reason: Mapped[Any | None] = mapped_column(Json)
    stage_at: Mapped[datetime] = mapped_column(UtcDateTime)
    grade: Mapped[str | None] = mapped_column(String(1))
    points: Mapped[float | None] = mapped_column(Float)
    reasons: Mapped[Any | None] = mapped_column(Json)
    would_raise: Mapped[Any | None] = mapped_column(Json)
    estimated_value: Mapped[Decimal | None] = mapped_column(Amount)
    risk_score: Mapped[float | None] = mapped_column(Float)
    next_action: Mapped[Any | None] = mapped_column(Json)
    action_due_at: Mapped[datetime | None] = mapped_column(UtcDateTime, index=True)
    last_touch_at: Mapped[datetime] = mapped_column(UtcDateTime, index=True)
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)
    lost_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    lost_reason: Mapped[str | None] = mapped_column(Text)
    demo: Mapped[bool] = mapped_column(Boolean, default=False, server_default=false())
    """Invented by `tradewind demo`: nothing leaves the house because of them."""
    moved_back_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    owner_id: Mapped[str | None] = mapped_column(String(32), index=True)
    """Who of the staff the customer belongs to; None: nobody. How it came about: `customer_owners`."""
