"""The source of truth for how requests for approval are stored."""

from __future__ import annotations

from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from foundation.database import Base, Json, UtcDateTime


class ApprovalRequestRow(Base):
    """One request; a quote has at most one that is open."""

    __tablename__ = "approval_requests"
    __table_args__ = (
        sa.Index("ix_approval_requests_state_due_at", "state", "due_at"),
        sa.Index(
            "uq_approval_requests_open",
            "quote_id",
            unique=True,
            sqlite_where=sa.text("state = 'open'"),
            postgresql_where=sa.text("state = 'open'"),
        ),
    )

    id: Mapped[str] = mapped_column(sa.String(26), primary_key=True)
    quote_id: Mapped[str] = mapped_column(sa.ForeignKey("quotes.id", ondelete="CASCADE"), index=True)
    number: Mapped[str] = mapped_column(sa.String(20), index=True)
    state: Mapped[str] = mapped_column(sa.String(12))
    level: Mapped[str] = mapped_column(sa.String(40))
    asked_by: Mapped[str] = mapped_column(sa.String(80))
    why: Mapped[list[dict[str, Any]]] = mapped_column(Json)
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)
    reached_at: Mapped[datetime] = mapped_column(UtcDateTime)
    remind_at: Mapped[datetime] = mapped_column(UtcDateTime)
    due_at: Mapped[datetime] = mapped_column(UtcDateTime)
    decided_by: Mapped[str | None] = mapped_column(sa.String(80))
    decided_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    reason: Mapped[str | None] = mapped_column(sa.String(500))
    granted: Mapped[list[str]] = mapped_column(Json)
    words: Mapped[str | None] = mapped_column(sa.String(1000))
