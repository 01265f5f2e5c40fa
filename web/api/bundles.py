"""Sets at a price of their own, for other programs: what is in them, and their list prices."""

from __future__ import annotations

from typing import Any

from litestar import Request, get

from content.catalogue.model import Bundle, Company
from content.catalogue.prices import ANYBODY, rows_for
from foundation.locales import negotiate
from funnel.journey.parts import company_day
from web.api.guard import requires_api_key
from web.wiring import house_of


@get("/api/bundles", guards=[requires_api_key])
async def list_bundles(request: Request[Any, Any, Any]) -> dict[str, Any]:
    """List the sets with their contents and the general list's prices of today, in the reader's language."""
    company = await house_of(request).parts.company()
    locale = negotiate(request.headers.get("accept-language"))
    return {"bundles": [_bundle(one, company, locale) for one in company.bundles.values()]}


def _bundle(bundle: Bundle, company: Company, locale: str) -> dict[str, Any]:
    return {
        "sku": bundle.sku,
        "name": bundle.name[locale],
        "components": [
            {"sku": part.sku, "name": company.products[part.sku].name[locale], "quantity": part.quantity}
            for part in bundle.components
        ],
        "prices": _prices(bundle.sku, company),
    }


def _prices(sku: str, company: Company) -> list[dict[str, Any]]:
    """Price by currency and break, without floors; `valid_until` is the last day."""
    day = company_day(company)
    return [
        {
            "currency": row.currency,
            "min_quantity": row.min_quantity,
            "unit_price": str(row.unit_price),
            "valid_until": row.valid_until.isoformat(),
        }
        for row in rows_for(company, sku, currency=None, buyer=ANYBODY)
        if row.valid_from <= day <= row.valid_until
    ]
