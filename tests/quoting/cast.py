"""The cast of the quoting tests: the demo company as its pack stands, with a price list of the tests' own."""

from __future__ import annotations

from datetime import UTC, date, datetime
from decimal import Decimal
from functools import cache
from pathlib import Path

import sqlalchemy as sa

from content.catalogue.items import assemble
from content.catalogue.kinds import KINDS
from content.catalogue.model import Company, Price
from content.packs.draft import read_draft
from content.packs.folder import read_folder
from foundation.database import synchronous_url
from foundation.settings import DEMO_PACK
from quoting.link import Addresses
from quoting.model import QuoteRequest, RequestedLine

NOW = datetime(2026, 11, 21, 9, 30, tzinfo=UTC)
TODAY = date(2026, 11, 21)
LIST_FROM, LIST_UNTIL = date(2026, 1, 1), date(2027, 12, 31)
ADDRESSES = Addresses("https://kestrel-torque.example", "the secret of the tests")
KELLER = {
    "name": "Anna Keller",
    "company": "Autowerk Süd GmbH",
    "email": "a.keller@autowerk.example",
    "phone": "+49 711 555 0100",
    "country": "DE",
}


@cache
def company() -> Company:
    """Kestrel Torque with its own prices."""
    files, faults = read_folder(Path(DEMO_PACK))
    draft = read_draft(files, faults)
    parts = {kind.name: {item.id: part for item, part in draft.parts(kind.name)} for kind in KINDS}
    return assemble(parts, [price for _, price in draft.prices])


def with_prices(*rows: tuple[str, str, int, str]) -> Company:
    """The company with exactly these rows of SKU, currency, from quantity, unit price."""
    prices = tuple(
        Price(sku=sku, currency=currency, min_quantity=quantity, unit_price=Decimal(price), valid_from=LIST_FROM,
              valid_until=LIST_UNTIL)
        for sku, currency, quantity, price in rows
    )  # fmt: skip
    return company().model_copy(update={"prices": prices})


def request(*lines: RequestedLine, locale: str = "de", currency: str = "EUR", **more: object) -> QuoteRequest:
    """A request of the engineer in Stuttgart, 12 pieces of KCP-70 where nothing else is said."""
    return QuoteRequest(
        locale=locale,
        currency=currency,
        lines=lines or (RequestedLine("KCP-70", 12),),
        **{"recipient": KELLER, **more},  # type: ignore[arg-type]
    )


def enqueued(url: str) -> int:
    """Return how many jobs wait in a database. Blocks."""
    engine = sa.create_engine(synchronous_url(url))
    table = "workflow_status" if engine.dialect.name == "sqlite" else "dbos.workflow_status"
    with engine.connect() as connection:
        waiting = connection.execute(sa.text(f"SELECT count(*) FROM {table} WHERE status = 'ENQUEUED'")).scalar_one()
    engine.dispose()
    return int(waiting)


async def media(name: str) -> bytes | None:
    """The pack's pictures."""
    file = Path(DEMO_PACK) / "images" / name
    return file.read_bytes() if file.is_file() else None
