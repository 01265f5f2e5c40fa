"""The table of fetches of measured mails."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ForeignKey, Index, Integer, String
from sqlalchemy.orm import Mapped, mapped_column

from foundation.database import Base, UtcDateTime


class MailFetchRow(Base):
    """One fetch of a mail's picture or of a link in it, and what is thought of it."""

    __tablename__ = "mail_fetches"
    __table_args__ = (Index("ix_mail_fetches_standing", "standing", "at"),)

    id: Mapped[int] = mapped_column(Integer, primary_key=True, autoincrement=True)
    mail_id: Mapped[str] = mapped_column(ForeignKey("outgoing_mails.id", ondelete="CASCADE"), index=True)
    sign: Mapped[str] = mapped_column(String(8))
    target: Mapped[str] = mapped_column(String(300))
    at: Mapped[datetime] = mapped_column(UtcDateTime)
    standing: Mapped[str] = mapped_column(String(8))
