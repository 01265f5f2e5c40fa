"""The table of who a customer belonged to, from when on."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from foundation.database import Base, Json, UtcDateTime
from funnel.timeline.tables import RowId


class OwnerRow(Base):
    """One change of hands; `owner_id` is None where the customer belongs to nobody from then on. Nothing is ever overwritten.

    The newest row says the same as `customers.owner_id`, which lists are filtered by.
    """

    __tablename__ = "customer_owners"
    # whose turn it is, is found at the end of each member's part of the index
    __table_args__ = (Index("ix_customer_owners_owner_id_id", "owner_id", "id"),)

    id: Mapped[int] = mapped_column(RowId, primary_key=True, autoincrement=True)
    customer_id: Mapped[int] = mapped_column(ForeignKey("customers.id", ondelete="CASCADE"), index=True)
    owner_id: Mapped[str | None] = mapped_column(String(32))
    at: Mapped[datetime] = mapped_column(UtcDateTime)
    reason: Mapped[Any] = mapped_column(Json)
    """Code and data, worded when shown."""
    actor: Mapped[str] = mapped_column(String(100))
