"""The table of funnels: which stages there were, from when on."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import Integer, String
from sqlalchemy.orm import Mapped, mapped_column

from foundation.database import Base, Json, UtcDateTime


class FunnelRow(Base):
    """One version of the funnel; positions of customers and of their history are those of the newest."""

    __tablename__ = "funnels"

    id: Mapped[int] = mapped_column(Integer, primary_key=True, autoincrement=True)
    stages: Mapped[Any] = mapped_column(Json)
    """Pairs of id and role, in order."""
    moved: Mapped[Any] = mapped_column(Json)
    """By the position in the version before: the position in this one."""
    at: Mapped[datetime] = mapped_column(UtcDateTime)
    actor: Mapped[str] = mapped_column(String(100))
