"""The tables of what comes in by mail."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from sqlalchemy import BigInteger, ForeignKey, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from foundation.database import Base, Json, UtcDateTime


class ReceivedMailRow(Base):
    """One mail that came in; the same mail counts once."""

    __tablename__ = "received_mails"

    id: Mapped[str] = mapped_column(String(32), primary_key=True)
    digest: Mapped[str] = mapped_column(String(64), unique=True)
    message_id: Mapped[str] = mapped_column(String(200), index=True)
    outgoing_id: Mapped[str | None] = mapped_column(ForeignKey("outgoing_mails.id", ondelete="SET NULL"), index=True)
    customer_id: Mapped[int | None] = mapped_column(ForeignKey("customers.id", ondelete="SET NULL"), index=True)
    kind: Mapped[str] = mapped_column(String(16))
    sender: Mapped[str] = mapped_column(String(320))
    sender_name: Mapped[str] = mapped_column(String(200))
    subject: Mapped[str] = mapped_column(String(300))
    text: Mapped[str] = mapped_column(Text)
    detail: Mapped[str] = mapped_column(String(500))
    files: Mapped[list[dict[str, Any]]] = mapped_column(Json)
    standing: Mapped[str] = mapped_column(String(16), index=True)
    matched: Mapped[str] = mapped_column(String(16))
    about: Mapped[str | None] = mapped_column(String(32))
    request_id: Mapped[str | None] = mapped_column(String(32))
    received_at: Mapped[datetime] = mapped_column(UtcDateTime, index=True)
    settled_by: Mapped[str | None] = mapped_column(String(80))
    settled_at: Mapped[datetime | None] = mapped_column(UtcDateTime)


class MailboxRow(Base):
    """How far one mailbox was read."""

    __tablename__ = "mailboxes"

    name: Mapped[str] = mapped_column(String(400), primary_key=True)
    validity: Mapped[int] = mapped_column(BigInteger)
    last: Mapped[int] = mapped_column(BigInteger)
    unshown: Mapped[bool]
    begins_on: Mapped[date]
    failures: Mapped[int]
    looked_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    failing_since: Mapped[datetime | None] = mapped_column(UtcDateTime)
    look_after: Mapped[datetime | None] = mapped_column(UtcDateTime)
    trouble: Mapped[str] = mapped_column(String(20))
    detail: Mapped[str] = mapped_column(String(500))
