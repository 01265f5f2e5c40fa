"""The table of erasures: what was erased and where, without anything personal."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import String, Text
from sqlalchemy.orm import Mapped, mapped_column

from foundation.database import Base, Json, UtcDateTime


class ErasureRow(Base):
    """One erasure. `digest` is keyed with the house's secret: it answers "was this person erased?", and names nobody."""

    __tablename__ = "erasures"

    id: Mapped[str] = mapped_column(String(26), primary_key=True)
    digest: Mapped[str] = mapped_column(String(64), index=True)
    pseudonym: Mapped[str] = mapped_column(String(16))
    traces: Mapped[Any] = mapped_column(Json)
    kept: Mapped[Any] = mapped_column(Json)
    asked_by: Mapped[str] = mapped_column(String(100))
    asked_at: Mapped[datetime] = mapped_column(UtcDateTime)
    rewritten_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    crm_state: Mapped[str] = mapped_column(String(16), index=True)
    crm_objects: Mapped[Any] = mapped_column(Json)
    """Which objects the CRM has still to erase, with our key; emptied when it has."""
    crm_detail: Mapped[str | None] = mapped_column(Text)
