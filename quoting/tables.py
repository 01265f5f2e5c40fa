"""The source of truth for how quotes are stored: the quote, its lines, its counter per year, its document, its answers."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from foundation.database import Amount, Base, Json, UtcDateTime


class QuoteRow(Base):
    """One quote. `customer` and `conversation` are ids of the funnel, which stands above this package: no foreign key."""

    __tablename__ = "quotes"
    __table_args__ = (
        sa.Index("ix_quotes_status_valid_until", "status", "valid_until"),
        # one row of a revision, and with revision 0 one draft of a root: whoever comes second meets the first
        sa.Index("ix_quotes_root_revision", "root", "revision", unique=True),
    )

    id: Mapped[str] = mapped_column(sa.String(26), primary_key=True)
    number: Mapped[str] = mapped_column(sa.String(20), unique=True)
    root: Mapped[str] = mapped_column(sa.String(20))
    revision: Mapped[int]
    status: Mapped[str] = mapped_column(sa.String(12))
    locale: Mapped[str] = mapped_column(sa.String(8))
    currency: Mapped[str] = mapped_column(sa.String(3))
    subtotal: Mapped[Decimal] = mapped_column(Amount)
    discount: Mapped[Decimal] = mapped_column(Amount)
    freight: Mapped[Decimal] = mapped_column(Amount)
    tax: Mapped[Decimal] = mapped_column(Amount)
    total: Mapped[Decimal] = mapped_column(Amount)
    incoterm: Mapped[str] = mapped_column(sa.String(160))
    valid_until: Mapped[date] = mapped_column(sa.Date)
    lead_time_days: Mapped[int]
    assumptions: Mapped[list[str]] = mapped_column(Json)
    terms: Mapped[dict[str, str]] = mapped_column(Json)
    recipient: Mapped[dict[str, str | None]] = mapped_column(Json)
    authority: Mapped[list[dict[str, Any]]] = mapped_column(Json)
    customer: Mapped[int | None] = mapped_column(index=True)
    conversation: Mapped[str | None] = mapped_column(sa.String(40), index=True)
    content_generation: Mapped[int]
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)
    issued_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    viewed_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    answer: Mapped[dict[str, str] | None] = mapped_column(Json)
    answered_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    basis: Mapped[dict[str, Any] | None] = mapped_column(Json)
    """What the amounts and terms rest on: charges, rates, packing, tax treatment ...; see `quoting/basis.py`."""


class QuoteLineRow(Base):
    """One line of a quote; `details` holds its words as they were promised (name, options, specification ...)."""

    __tablename__ = "quote_lines"

    quote_id: Mapped[str] = mapped_column(sa.ForeignKey("quotes.id", ondelete="CASCADE"), primary_key=True)
    position: Mapped[int] = mapped_column(primary_key=True)
    sku: Mapped[str] = mapped_column(sa.String(40), index=True)
    quantity: Mapped[int]
    options: Mapped[list[str]] = mapped_column(Json)
    unit_price: Mapped[Decimal] = mapped_column(Amount)
    list_price: Mapped[Decimal] = mapped_column(Amount)
    min_quantity: Mapped[int]
    discount: Mapped[Decimal] = mapped_column(Amount)
    amount: Mapped[Decimal] = mapped_column(Amount)
    lead_time_days: Mapped[int]
    from_stock: Mapped[bool]
    details: Mapped[dict[str, Any]] = mapped_column(Json)


class QuoteNumberRow(Base):
    """The last number given in a year; counted up in the transaction that stores the quote, so a rollback leaves no gap."""

    __tablename__ = "quote_numbers"

    year: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    last: Mapped[int]


class QuoteDocumentRow(Base):
    """A PDF of an issued quote, one of each kind (`quoting.model.DocumentKind`), made once and kept byte for byte."""

    __tablename__ = "quote_documents"

    quote_id: Mapped[str] = mapped_column(sa.ForeignKey("quotes.id", ondelete="CASCADE"), primary_key=True)
    kind: Mapped[str] = mapped_column(sa.String(12), primary_key=True)
    pdf: Mapped[bytes] = mapped_column(sa.LargeBinary)
    sha256: Mapped[str] = mapped_column(sa.String(64))
    made_at: Mapped[datetime] = mapped_column(UtcDateTime)


class QuoteAcceptanceRow(Base):
    """Somebody who wants to accept a quote, until the link that was mailed to them is used; `id` is what the link signs."""

    __tablename__ = "quote_acceptances"

    id: Mapped[str] = mapped_column(sa.String(26), primary_key=True)
    quote_id: Mapped[str] = mapped_column(sa.ForeignKey("quotes.id", ondelete="CASCADE"), index=True)
    name: Mapped[str] = mapped_column(sa.String(120))
    role: Mapped[str] = mapped_column(sa.String(120))
    email: Mapped[str] = mapped_column(sa.String(320))
    locale: Mapped[str] = mapped_column(sa.String(8))
    asked_at: Mapped[datetime] = mapped_column(UtcDateTime)
    confirmed_at: Mapped[datetime | None] = mapped_column(UtcDateTime)


class QuoteCheckRow(Base):
    """What would be different if an open quote were made now. `basis` names the catalogue and the day it was compared with."""

    __tablename__ = "quote_checks"

    quote_id: Mapped[str] = mapped_column(sa.ForeignKey("quotes.id", ondelete="CASCADE"), primary_key=True)
    basis: Mapped[str] = mapped_column(sa.String(80), index=True)
    causes: Mapped[list[str]] = mapped_column(Json)
    differences: Mapped[list[dict[str, Any]]] = mapped_column(Json)
    affected: Mapped[bool] = mapped_column(index=True)
    checked_at: Mapped[datetime] = mapped_column(UtcDateTime)
