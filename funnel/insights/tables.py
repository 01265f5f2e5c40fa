"""The tables of what people enter: what channels cost, and what is to be earned."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from sqlalchemy import Date, String
from sqlalchemy.orm import Mapped, mapped_column

from foundation.database import Amount, Base


class ChannelCostRow(Base):
    """What a channel cost in a month, in the base currency; `month` is its first day."""

    __tablename__ = "channel_costs"

    channel: Mapped[str] = mapped_column(String(64), primary_key=True)
    month: Mapped[date] = mapped_column(Date, primary_key=True)
    amount: Mapped[Decimal] = mapped_column(Amount)


class GoalRow(Base):
    """What is to be earned in a month or a quarter, in the base currency; `first_day` is its first day."""

    __tablename__ = "revenue_goals"

    span: Mapped[str] = mapped_column(String(8), primary_key=True)
    first_day: Mapped[date] = mapped_column(Date, primary_key=True)
    amount: Mapped[Decimal] = mapped_column(Amount)
