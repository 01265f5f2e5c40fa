"""The table of learned scores."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import Boolean, Float, Integer, Text
from sqlalchemy.orm import Mapped, mapped_column

from foundation.database import Base, UtcDateTime


class LearnedScoreRow(Base):
    """One score; the newest decides whether a learned one is in force. It holds figures of many, and no person."""

    __tablename__ = "learned_scores"

    id: Mapped[int] = mapped_column(Integer, primary_key=True, autoincrement=True)
    made_at: Mapped[datetime] = mapped_column(UtcDateTime)
    customers: Mapped[int] = mapped_column(Integer)
    calibration_error: Mapped[float] = mapped_column(Float)
    in_force: Mapped[bool] = mapped_column(Boolean)
    text: Mapped[str] = mapped_column(Text)
