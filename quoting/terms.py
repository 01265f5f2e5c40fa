"""The source of truth for a quote's conditions: what was said, what was filled in from the pack, and how long it holds. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from content.catalogue.model import Company
from quoting.errors import UnknownLocale
from quoting.incoterms import AT_OUR_GATE, check_offered, parse_incoterm
from quoting.model import Incoterm, Line, QuoteRequest

ASSUMPTIONS = (
    "quantity",
    "currency",
    "incoterm",
    "place",
    "freight_not_included",
    "payment",
    "validity",
    "price_list_ends",
    "delivery_together",
    "recipient",
)
"""Every id that `Quote.assumptions` may hold; `quoting/offer.py` words each."""


@dataclass(frozen=True, slots=True)
class AgreedTerms:
    """The conditions of one quote. `wording` holds payment, delivery, warranty, tax_note and bank in its language."""

    incoterm: Incoterm
    valid_until: date
    lead_time_days: int
    assumptions: tuple[str, ...]
    wording: dict[str, str]


def agree_terms(
    request: QuoteRequest, company: Company, *, lines: Sequence[Line], today: date, prices_end: date
) -> AgreedTerms:
    """Fill in what the buyer did not say and list it as an assumption.

    `today` is the day of issue in the company's time zone, `prices_end` the last day on which the prices used are in
    force: a quote never outlives them. Raises UnknownLocale and the errors of `parse_incoterm` and `check_offered`.
    """
    if request.locale not in company.locales:
        raise UnknownLocale(locale=request.locale[:20], known=", ".join(company.locales))
    incoterm, assumed = _agree_incoterm(request, company)
    wanted_end = today + timedelta(days=company.terms.validity_days)
    assumed += ["payment", "validity" if wanted_end <= prices_end else "price_list_ends"]
    if len({line.lead_time_days for line in lines}) > 1:
        assumed.append("delivery_together")
    if not any(request.recipient.get(key) for key in ("name", "company")):
        assumed.append("recipient")
    every = {*request.assumed, *assumed}
    return AgreedTerms(
        incoterm=incoterm,
        valid_until=min(wanted_end, prices_end),
        lead_time_days=max(line.lead_time_days for line in lines),
        assumptions=tuple(name for name in ASSUMPTIONS if name in every),
        wording=_word(company, request.locale),
    )


def _agree_incoterm(request: QuoteRequest, company: Company) -> tuple[Incoterm, list[str]]:
    terms = company.terms
    own_place = terms.place[request.locale]
    if not request.incoterm or not request.incoterm.strip():
        return Incoterm(terms.incoterm, own_place), ["incoterm"]
    said = parse_incoterm(request.incoterm)
    check_offered(said, terms.incoterms)
    if said.place is None:
        return Incoterm(said.rule, own_place), ["place"]
    # List prices hold at our gate: carriage beyond it is named as missing, never silently promised.
    return said, [] if said.rule in AT_OUR_GATE and _is_ours(said.place, company) else ["freight_not_included"]


def _is_ours(place: str, company: Company) -> bool:
    own = {
        word for city in company.identity.city.root.values() for word in (city.casefold(), city.split()[0].casefold())
    }
    return any(word in place.casefold() for word in own)


def _word(company: Company, locale: str) -> dict[str, str]:
    terms = company.terms
    return {
        "payment": terms.payment[locale],
        "delivery": terms.delivery[locale],
        "warranty": terms.warranty[locale],
        "tax_note": terms.tax_note[locale],
        "bank": terms.bank[locale],
    }
