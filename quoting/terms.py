"""The source of truth for a quote's conditions: what was said, what was filled in from the pack, and how long it holds. Pure."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from content.catalogue.model import Company, Text
from content.catalogue.taxation import taxation_of
from foundation.locales import is_country
from quoting.errors import NoteTooLong, PaymentOutOfRange, UnknownCountry, UnknownLocale, ValidityOutOfRange
from quoting.incoterms import AT_OUR_GATE, check_offered, parse_incoterm
from quoting.model import Incoterm, Line, QuoteRequest
from quoting.wording import speaker, word_days

LONGEST_TERM_DAYS = 365
"""Of payment and of validity."""
LONGEST_NOTE = 1000
ASSUMPTIONS = (
    "quantity",
    "currency",
    "incoterm",
    "place",
    "freight_calculated",
    "place_country",
    "goods_insured",
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
    partial_deliveries: bool
    carried: bool
    """Whether the goods go further than our own gate."""


def agree_terms(request: QuoteRequest, company: Company, *, lines: Sequence[Line], today: date) -> AgreedTerms:
    """Fill in what the buyer did not say and list it as an assumption.

    `today` is the day of issue in the buyer's calendar; a quote never outlives the prices of its lines. Raises UnknownLocale, UnknownCountry and the errors of `parse_incoterm` and `check_offered`.
    """
    if request.locale not in company.locales:
        raise UnknownLocale(locale=request.locale[:20], known=", ".join(company.locales))
    if request.country is not None and not is_country(request.country):
        raise UnknownCountry(country=request.country[:20])
    check_said(request)
    incoterm, assumed = _agree_incoterm(request, company)
    at_home = {"incoterm", "place"} & set(assumed) or _is_ours(incoterm.place or "", company)
    prices_end = min(line.price_until or today for line in lines)
    wanted_end = today + timedelta(days=request.validity_days or company.terms.validity_days)
    if request.payment_days is None:
        assumed.append("payment")
    if wanted_end > prices_end:
        assumed.append("price_list_ends")
    elif request.validity_days is None:
        assumed.append("validity")
    partial = company.terms.partial_deliveries if request.partial_deliveries is None else request.partial_deliveries
    if not partial and len({line.lead_time_days for line in lines}) > 1:
        assumed.append("delivery_together")
    if not any(request.recipient.get(key) for key in ("name", "company")):
        assumed.append("recipient")
    every = {*request.assumed, *assumed}
    return AgreedTerms(
        incoterm=incoterm,
        valid_until=min(wanted_end, prices_end),
        lead_time_days=max(line.lead_time_days for line in lines),
        assumptions=in_order(every),
        wording=_word(request, company, tax_note=taxation_of(company, request.country).note),
        partial_deliveries=partial,
        carried=incoterm.rule not in AT_OUR_GATE or not at_home,
    )


def in_order(assumed: Collection[str]) -> tuple[str, ...]:
    """Return the assumptions that there are in the order in which a document tells them."""
    return tuple(name for name in ASSUMPTIONS if name in assumed)


def _agree_incoterm(request: QuoteRequest, company: Company) -> tuple[Incoterm, list[str]]:
    terms = company.terms
    own_place = terms.place[request.locale]
    if not request.incoterm or not request.incoterm.strip():
        return Incoterm(terms.incoterm, own_place), ["incoterm"]
    said = parse_incoterm(request.incoterm)
    check_offered(said, terms.incoterms)
    if said.place is None:
        return Incoterm(said.rule, own_place), ["place"]
    return said, []


def _is_ours(place: str, company: Company) -> bool:
    own = {
        word for city in company.identity.city.root.values() for word in (city.casefold(), city.split()[0].casefold())
    }
    return any(word in place.casefold() for word in own)


def check_said(request: QuoteRequest) -> None:
    """Refuse terms that no quote has. Raises PaymentOutOfRange, ValidityOutOfRange, NoteTooLong."""
    payment, validity = request.payment_days, request.validity_days
    if payment is not None and not 0 <= payment <= LONGEST_TERM_DAYS:
        raise PaymentOutOfRange(days=payment, limit=LONGEST_TERM_DAYS)
    if validity is not None and not 1 <= validity <= LONGEST_TERM_DAYS:
        raise ValidityOutOfRange(days=validity, limit=LONGEST_TERM_DAYS)
    if len(request.note) > LONGEST_NOTE:
        raise NoteTooLong(limit=LONGEST_NOTE)


def _word(request: QuoteRequest, company: Company, *, tax_note: Text) -> dict[str, str]:
    terms, locale = company.terms, request.locale
    wording = {
        "payment": terms.payment[locale] if request.payment_days is None else _payment(request.payment_days, locale),
        "delivery": terms.delivery[locale],
        "warranty": terms.warranty[locale],
        "tax_note": tax_note[locale],
        "bank": terms.bank[locale],
    }
    return {**wording, "note": request.note} if request.note else wording


def _payment(days: int, locale: str) -> str:
    say = speaker(locale)
    if not days:
        return say("Payment in advance.")
    return say("Payment net within {days} of the invoice date.").format(days=word_days(days, locale))
