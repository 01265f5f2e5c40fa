"""Tables of behaviour (one row per event) and of stage moves."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import BigInteger, ForeignKey, Index, Integer, String, Text, text
from sqlalchemy.orm import Mapped, mapped_column

from foundation.database import Base, Json, UtcDateTime

IS_CONTACT = (
    "behaviour_type IN ('call_answered', 'call_completed', 'call_missed', 'meeting', 'presentation', 'demo', 'trial', "
    "'download', 'mail_open', 'mail_click', 'reply_received', 'price_discussed', 'form_submit', 'form_sent', "
    "'quote_requested', 'sample_requested')"
)
"""Which events are contacts between a customer and us; a query that says it in these words is answered by their index."""

RowId = BigInteger().with_variant(Integer, "sqlite")


class BehaviourRow(Base):
    """One event, of a customer or of a visitor who is not known yet. `key` makes a repeated report count once."""

    __tablename__ = "behaviour_log"
    __table_args__ = (
        Index("ix_behaviour_log_customer_id_behaviour_type", "customer_id", "behaviour_type"),
        # a customer's newest events, whom a program may have reported a million of
        Index("ix_behaviour_log_customer_id_timestamp", "customer_id", "timestamp"),
        # what reports read of a million events: contacts alone, without touching the rows
        Index(
            "ix_behaviour_log_contacts",
            *("customer_id", "behaviour_type", "timestamp"),
            sqlite_where=text(IS_CONTACT),
            postgresql_where=text(IS_CONTACT),
        ),
        # the number of an event that was deleted is never given to another: who has read up to a number reads on from it
        {"sqlite_autoincrement": True},
    )

    id: Mapped[int] = mapped_column(RowId, primary_key=True, autoincrement=True)
    key: Mapped[str] = mapped_column(String(43), unique=True)
    customer_id: Mapped[int | None] = mapped_column(ForeignKey("customers.id", ondelete="CASCADE"))
    visitor: Mapped[str | None] = mapped_column(String(64), index=True)
    behaviour_type: Mapped[str] = mapped_column(String(64))
    value: Mapped[str | None] = mapped_column(Text)
    timestamp: Mapped[datetime] = mapped_column(UtcDateTime)
    source: Mapped[str] = mapped_column(String(64))
    received_at: Mapped[datetime] = mapped_column(UtcDateTime)


class StageRow(Base):
    """One move between stages; `ai_reason` is the reason's code and data, worded when shown."""

    __tablename__ = "stage_history"

    id: Mapped[int] = mapped_column(RowId, primary_key=True, autoincrement=True)
    customer_id: Mapped[int] = mapped_column(ForeignKey("customers.id", ondelete="CASCADE"), index=True)
    from_stage: Mapped[int] = mapped_column(Integer)
    to_stage: Mapped[int] = mapped_column(Integer)
    timestamp: Mapped[datetime] = mapped_column(UtcDateTime)
    ai_reason: Mapped[Any] = mapped_column(Json)
    actor: Mapped[str] = mapped_column(String(100))
