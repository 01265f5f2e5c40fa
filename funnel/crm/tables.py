"""The table of CRM links."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKey, Integer, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from foundation.database import Base, Json, UtcDateTime


class CrmLinkRow(Base):
    """One customer's state in the CRM."""

    __tablename__ = "crm_links"

    customer_id: Mapped[int] = mapped_column(ForeignKey("customers.id", ondelete="CASCADE"), primary_key=True)
    state: Mapped[str] = mapped_column(String(16), index=True)
    ids: Mapped[Any] = mapped_column(Json)
    error: Mapped[str | None] = mapped_column(Text)
    left_out: Mapped[Any | None] = mapped_column(Json)
    revision: Mapped[int] = mapped_column(Integer, default=1)
    pushed: Mapped[int] = mapped_column(Integer, default=0)
    claimed_until: Mapped[datetime | None] = mapped_column(UtcDateTime)
    updated_at: Mapped[datetime] = mapped_column(UtcDateTime)
