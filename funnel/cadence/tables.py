"""The tables of running plays, of their steps, and of how far the house has looked for news."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import BigInteger, ForeignKey, Index, Integer, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from foundation.database import Base, UtcDateTime


class RunRow(Base):
    """One play for one customer; the same reason starts it once."""

    __tablename__ = "cadence_runs"
    __table_args__ = (UniqueConstraint("customer_id", "play", "reason"),)

    id: Mapped[str] = mapped_column(String(32), primary_key=True)
    customer_id: Mapped[int] = mapped_column(ForeignKey("customers.id", ondelete="CASCADE"))
    play: Mapped[str] = mapped_column(String(64))
    reason: Mapped[str] = mapped_column(String(120))
    triggered_at: Mapped[datetime] = mapped_column(UtcDateTime)
    started_at: Mapped[datetime] = mapped_column(UtcDateTime)
    ended_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    ended_by: Mapped[str | None] = mapped_column(String(16))
    edition: Mapped[int | None] = mapped_column(Integer)
    """The version of the playbook that it goes by; None: the present one, whichever that is."""


class StepRow(Base):
    """One step of a run; ticks find what is due by state and time."""

    __tablename__ = "cadence_steps"
    __table_args__ = (UniqueConstraint("run_id", "name"), Index("ix_cadence_steps_state_due_at", "state", "due_at"))

    id: Mapped[str] = mapped_column(String(32), primary_key=True)
    run_id: Mapped[str] = mapped_column(ForeignKey("cadence_runs.id", ondelete="CASCADE"))
    customer_id: Mapped[int] = mapped_column(ForeignKey("customers.id", ondelete="CASCADE"), index=True)
    name: Mapped[str] = mapped_column(String(64))
    action: Mapped[str] = mapped_column(String(16))
    addressee: Mapped[str] = mapped_column(String(16))
    due_at: Mapped[datetime] = mapped_column(UtcDateTime)
    state: Mapped[str] = mapped_column(String(16))
    note: Mapped[str | None] = mapped_column(Text)
    settled_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    settled_by: Mapped[str | None] = mapped_column(String(100))


class MarkRow(Base):
    """Up to which row news were looked at: `events`, `moves`, and for the second look `settled`, `pending`, `looked_at` (seconds)."""

    __tablename__ = "cadence_marks"

    name: Mapped[str] = mapped_column(String(32), primary_key=True)
    position: Mapped[int] = mapped_column(BigInteger)
