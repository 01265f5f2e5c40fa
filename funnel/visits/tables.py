"""Tables of anonymous counts, heatmaps and co-visits, of events already taken, and of visitors who agreed to be remembered."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import Boolean, Date, Float, ForeignKey, Index, Integer, String, false
from sqlalchemy.orm import Mapped, mapped_column

from foundation.database import Base, UtcDateTime


class VisitCountRow(Base):
    """How often something happened on a day where the company sits, and nothing about who did it."""

    __tablename__ = "visit_counts"

    dimension: Mapped[str] = mapped_column(String(16), primary_key=True)
    event_type: Mapped[str] = mapped_column(String(32), primary_key=True)
    day: Mapped[date] = mapped_column(Date, primary_key=True)
    key: Mapped[str] = mapped_column(String(300), primary_key=True)
    count: Mapped[int] = mapped_column(Integer, default=0)
    total: Mapped[float] = mapped_column(Float, default=0.0)


class VisitWeekRow(Base):
    """The same for whole weeks, so that a year is read from fifty rows of a key; `week` is their Monday."""

    __tablename__ = "visit_weeks"

    dimension: Mapped[str] = mapped_column(String(16), primary_key=True)
    event_type: Mapped[str] = mapped_column(String(32), primary_key=True)
    week: Mapped[date] = mapped_column(Date, primary_key=True)
    key: Mapped[str] = mapped_column(String(300), primary_key=True)
    count: Mapped[int] = mapped_column(Integer, default=0)
    total: Mapped[float] = mapped_column(Float, default=0.0)


class ClickCellRow(Base):
    """How often a square of a page was clicked on a day."""

    __tablename__ = "click_cells"

    page: Mapped[str] = mapped_column(String(300), primary_key=True)
    layout: Mapped[str] = mapped_column(String(8), primary_key=True)
    day: Mapped[date] = mapped_column(Date, primary_key=True)
    column: Mapped[int] = mapped_column("cell_column", Integer, primary_key=True)
    row: Mapped[int] = mapped_column("cell_row", Integer, primary_key=True)
    count: Mapped[int] = mapped_column(Integer, default=0)


class ClickElementRow(Base):
    """How often an element of a page was clicked on a day, and where it lay last."""

    __tablename__ = "click_elements"

    page: Mapped[str] = mapped_column(String(300), primary_key=True)
    layout: Mapped[str] = mapped_column(String(8), primary_key=True)
    day: Mapped[date] = mapped_column(Date, primary_key=True)
    path: Mapped[str] = mapped_column(String(160), primary_key=True)
    count: Mapped[int] = mapped_column(Integer, default=0)
    left: Mapped[float] = mapped_column("box_left", Float)
    top: Mapped[int] = mapped_column("box_top", Integer)
    width: Mapped[float] = mapped_column("box_width", Float)
    height: Mapped[int] = mapped_column("box_height", Integer)


class CoVisitRow(Base):
    """How often one thing was looked at after another in one visit."""

    __tablename__ = "co_visits"

    item: Mapped[str] = mapped_column(String(100), primary_key=True)
    other: Mapped[str] = mapped_column(String(100), primary_key=True)
    count: Mapped[int] = mapped_column(Integer, default=0)


class TakenEventRow(Base):
    """An event that was taken, by its own random id; kept only as long as a browser may repeat it."""

    __tablename__ = "taken_events"
    __table_args__ = (Index("ix_taken_events_day", "day"),)

    id: Mapped[str] = mapped_column(String(32), primary_key=True)
    day: Mapped[date] = mapped_column(Date)


class VisitorRow(Base):
    """A visitor who agreed to be remembered: the digest of their token, when, and the customer they turned out to be."""

    __tablename__ = "visitors"

    digest: Mapped[str] = mapped_column(String(64), primary_key=True)
    customer_id: Mapped[int | None] = mapped_column(ForeignKey("customers.id", ondelete="CASCADE"), index=True)
    agreed_at: Mapped[datetime] = mapped_column(UtcDateTime)
    withdrawn_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    mails: Mapped[bool] = mapped_column(Boolean, default=False, server_default=false())
    """Whether the sentence that was agreed to speaks of mails too."""
