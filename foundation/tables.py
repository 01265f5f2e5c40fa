"""The source of truth for the foundation's own tables: the event store and the ticks' clock."""

from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from foundation.database import Base, Json, UtcDateTime


class EventRow(Base):
    """One thing that happened; rows are only ever added."""

    __tablename__ = "events"
    __table_args__ = (
        sa.Index("ix_events_subject", "subject_type", "subject_id", "id"),
        sa.Index("ix_events_name_at", "name", "at"),
    )

    id: Mapped[str] = mapped_column(sa.String(26), primary_key=True)
    name: Mapped[str] = mapped_column(sa.String(80))
    subject_type: Mapped[str] = mapped_column(sa.String(40))
    subject_id: Mapped[str] = mapped_column(sa.String(80))
    actor_kind: Mapped[str] = mapped_column(sa.String(10))
    actor_id: Mapped[str] = mapped_column(sa.String(80))
    actor_roles: Mapped[list[str]] = mapped_column(Json)
    data: Mapped[dict[str, Any]] = mapped_column(Json)
    at: Mapped[datetime] = mapped_column(UtcDateTime)


class TickRow(Base):
    """When a regular task was last begun, so that of several workers only one begins it."""

    __tablename__ = "ticks"

    name: Mapped[str] = mapped_column(sa.String(80), primary_key=True)
    begun_at: Mapped[datetime] = mapped_column(UtcDateTime)
