"""Source of truth for how a company's content lies in the database: items, prices, files, and one generation number."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, deferred, mapped_column

from foundation.database import Amount, Base, UtcDateTime


class ItemRow(Base):
    """One item of the pack: a product, a category, a need ... Its body is JSON text, because PostgreSQL's JSONB forgets
    the order of names, and choices are shown in the order they were written."""

    __tablename__ = "content_items"

    kind: Mapped[str] = mapped_column(sa.String(20), primary_key=True)
    id: Mapped[str] = mapped_column(sa.String(120), primary_key=True)
    position: Mapped[int]
    body: Mapped[str] = mapped_column(sa.Text)
    digest: Mapped[str] = mapped_column(sa.String(64))


class PriceRow(Base):
    """One row of the price list."""

    __tablename__ = "content_prices"

    sku: Mapped[str] = mapped_column(sa.String(120), primary_key=True)
    currency: Mapped[str] = mapped_column(sa.String(3), primary_key=True)
    min_quantity: Mapped[int] = mapped_column(primary_key=True)
    valid_from: Mapped[date] = mapped_column(primary_key=True)
    price_list: Mapped[str] = mapped_column(sa.String(120), primary_key=True)
    """Empty for the general list."""
    valid_until: Mapped[date]
    unit_price: Mapped[Decimal] = mapped_column(Amount)
    floor: Mapped[Decimal | None] = mapped_column(Amount)
    """Never leaves the house."""
    position: Mapped[int]


class FileRow(Base):
    """One file of the pack as it was loaded: pictures and texts are served from here, tables are kept for the export."""

    __tablename__ = "content_files"

    name: Mapped[str] = mapped_column(sa.String(240), primary_key=True)
    digest: Mapped[str] = mapped_column(sa.String(64))
    size: Mapped[int]
    content: Mapped[bytes] = deferred(mapped_column(sa.LargeBinary))


class GenerationRow(Base):
    """The number that rises with every change of content; caches follow it. There is one row, `id` 1."""

    __tablename__ = "content_generation"

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    number: Mapped[int]
    changed_at: Mapped[datetime] = mapped_column(UtcDateTime)
