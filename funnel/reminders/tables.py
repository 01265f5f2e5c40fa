"""The table of reminders that members of the staff want no more."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from foundation.database import Base, UtcDateTime


class ReminderOffRow(Base):
    """A member who switched a kind of reminder off, and when; without a row it is on."""

    __tablename__ = "staff_reminders_off"

    staff_id: Mapped[str] = mapped_column(ForeignKey("staff.id", ondelete="CASCADE"), primary_key=True)
    kind: Mapped[str] = mapped_column(String(20), primary_key=True)
    since: Mapped[datetime] = mapped_column(UtcDateTime)
