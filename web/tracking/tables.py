"""The table of anonymous counts: how often a page was seen on a day, and nothing about who saw it."""

from __future__ import annotations

from datetime import date

from sqlalchemy import Date, Integer, String
from sqlalchemy.orm import Mapped, mapped_column

from foundation.database import Base


class PageCountRow(Base):
    """One page, one kind of event, one day."""

    __tablename__ = "page_counts"

    day: Mapped[date] = mapped_column(Date, primary_key=True)
    event_type: Mapped[str] = mapped_column(String(64), primary_key=True)
    page: Mapped[str] = mapped_column(String(300), primary_key=True)
    count: Mapped[int] = mapped_column(Integer, default=0)
