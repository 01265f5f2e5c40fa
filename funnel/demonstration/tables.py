"""The table of demonstrations: which seed, and what was added to sums that belong to nobody, so that it can be subtracted."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import Integer, String
from sqlalchemy.orm import Mapped, mapped_column

from foundation.database import Base, Json, UtcDateTime


class DemonstrationRow(Base):
    """One demonstration."""

    __tablename__ = "demonstrations"

    id: Mapped[str] = mapped_column(String(26), primary_key=True)
    seed: Mapped[int] = mapped_column(Integer)
    made_at: Mapped[datetime] = mapped_column(UtcDateTime)
    counted: Mapped[Any] = mapped_column(Json)
    """The added sums by table: each row's key, then what was added."""
