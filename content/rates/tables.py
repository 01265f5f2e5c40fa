"""Source of truth for how exchange rates are stored: every one ever given, none overwritten."""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from foundation.database import Amount, Base, UtcDateTime


class ExchangeRateRow(Base):
    """One rate as a source gave it for a moment; a correction of the same moment is a row of its own."""

    __tablename__ = "exchange_rates"
    __table_args__ = (sa.Index("ix_exchange_rates_pair", "base", "currency", "as_of"),)

    id: Mapped[str] = mapped_column(sa.String(26), primary_key=True)
    base: Mapped[str] = mapped_column(sa.String(3))
    currency: Mapped[str] = mapped_column(sa.String(3))
    rate: Mapped[Decimal] = mapped_column(Amount)
    as_of: Mapped[datetime] = mapped_column(UtcDateTime)
    source: Mapped[str] = mapped_column(sa.String(120))
    entered_at: Mapped[datetime] = mapped_column(UtcDateTime)
