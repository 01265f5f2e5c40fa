"""What the desk shows of requests for quotation: those that wait, and one with its lines, open points and draft."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from content.catalogue.model import Company
from foundation.database import Session
from foundation.locales import format_money, native_name
from funnel.people import repository as people
from funnel.people.model import Customer
from funnel.permissions.model import Member
from funnel.requests import repository as requests
from funnel.requests.model import KeptRequest
from funnel.requests.wording import gap_in
from quoting import repository as quotes
from quoting.model import Quote, QuoteStatus
from web.desk.seeing import Whose, whose

MOST_SHOWN = 100


@dataclass(frozen=True, slots=True)
class ListedRequest:
    """One request in the list."""

    kept: KeptRequest
    language: str
    customer: str
    open_points: int


@dataclass(frozen=True, slots=True)
class Requests:
    """Context of `desk/requests.html`."""

    rows: tuple[ListedRequest, ...]
    total: int
    problem: str | None
    whose: Whose


@dataclass(frozen=True, slots=True)
class ReadLine:
    """A line as it was read; `name` of the product in the reader's language, `gaps` as sentences."""

    said: str
    sku: str | None
    name: str
    quantity: int | None
    alternatives: tuple[tuple[str, str], ...]
    gaps: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class OneRequest:
    """Context of `desk/request.html`."""

    kept: KeptRequest
    lines: tuple[ReadLine, ...]
    gaps: tuple[str, ...]
    customer: Customer | None
    draft: Quote | None
    total: str
    products: tuple[tuple[str, str], ...]
    problem: str | None


async def requests_page(
    session: Session, member: Member, query: Mapping[str, str], *, problem: str | None = None
) -> Requests:
    """Read the requests that wait, the oldest first."""
    chosen = await whose(session, member, query)
    found = await requests.waiting(session, limit=MOST_SHOWN, owner=chosen.owner)
    ids = {each.customer_id for each in found if each.customer_id is not None}
    named = {customer.id: customer for customer in await people.find_many(session, ids)}
    rows = [
        ListedRequest(
            each,
            native_name(each.locale),
            _name(named.get(each.customer_id or 0)),
            len(each.gaps) + sum(len(line["gaps"]) for line in each.lines),
        )
        for each in found
    ]
    return Requests(tuple(rows), await requests.count_waiting(session, owner=chosen.owner), problem, chosen)


async def request_page(
    session: Session, request_id: str, member: Member, *, company: Company, problem: str | None = None
) -> OneRequest | None:
    """Read one request; None where there is none."""
    kept = await requests.find(session, request_id)
    if kept is None:
        return None
    draft = await quotes.find_quote(session, kept.draft) if kept.draft else None
    draft = draft if draft is not None and draft.status is QuoteStatus.DRAFT else None
    known = await people.find_many(session, [kept.customer_id]) if kept.customer_id is not None else []
    names = {sku: product.name[member.locale] for sku, product in company.products.items()}
    return OneRequest(
        kept=kept,
        lines=tuple(_line(line, names, member.locale) for line in kept.lines),
        gaps=tuple(gap_in(gap, member.locale) for gap in kept.gaps),
        customer=next(iter(known), None),
        draft=draft,
        total=format_money(draft.total, member.locale) if draft else "",
        products=tuple(sorted(names.items())),
        problem=problem,
    )


def _name(customer: Customer | None) -> str:
    return (customer.company or customer.name or customer.email or "") if customer else ""


def _line(line: Mapping[str, Any], names: Mapping[str, str], locale: str) -> ReadLine:
    sku = line["sku"] if line["sku"] in names else None
    return ReadLine(
        said=line["said"],
        sku=sku,
        name=names.get(sku or "", ""),
        quantity=line["quantity"],
        alternatives=tuple((one, names[one]) for one in line["alternatives"] if one in names),
        gaps=tuple(gap_in(gap, locale) for gap in line["gaps"]),
    )
