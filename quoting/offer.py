"""The source of truth for every word on a quote: the stored quote turned into sentences of its language. Pure.

The PDF and the page of the site are both drawn from an `Offer`; neither words anything itself.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from zoneinfo import ZoneInfo

from content.catalogue.model import Company
from foundation.locales import TAGS, country_name, direction, format_date, format_money, format_percentage
from foundation.money import Money
from quoting.model import Line, Quote
from quoting.wording import ASSUMPTIONS_WORDED, held, latin, offer_labels, speaker, word_days, word_months


@dataclass(frozen=True, slots=True)
class OfferLine:
    """One line in words. `discount` is empty where there is none; `facts` are label and value."""

    position: int
    sku: str
    name: str
    picture: str | None
    options: tuple[str, ...]
    specification: tuple[tuple[str, str], ...]
    facts: tuple[tuple[str, str], ...]
    quantity: str
    unit_price: str
    discount: str
    amount: str


@dataclass(frozen=True, slots=True)
class Sum:
    """One row below the lines."""

    label: str
    amount: str
    is_total: bool = False


@dataclass(frozen=True, slots=True)
class Seller:
    """The letterhead."""

    name: str
    legal_name: str
    tagline: str
    address: tuple[str, ...]
    phone: str
    email: str
    website: str
    registration: str
    vat_id: str
    logo: str


@dataclass(frozen=True, slots=True)
class Offer:
    """A whole quote in words of its language."""

    locale: str
    tag: str
    """BCP 47."""
    direction: str
    number: str
    title: str
    date: str
    valid_until: str
    currency: str
    total: str
    labels: Mapping[str, str]
    seller: Seller
    recipient: tuple[str, ...]
    """Lines of the address; empty where nobody is named yet."""
    salutation: str
    introduction: str
    closing: str
    page_of: tuple[str, str, str]
    """What stands before, between and behind the page's number and the number of pages."""
    lines: tuple[OfferLine, ...]
    has_discount: bool
    sums: tuple[Sum, ...]
    terms: tuple[tuple[str, str], ...]
    bank: str
    assumptions: tuple[str, ...]


def word_offer(quote: Quote, company: Company) -> Offer:
    """Word a quote in its language, with the company's letterhead; dates are days in the company's time zone."""
    locale = quote.locale
    labels = offer_labels(locale)
    say = speaker(locale)
    moment = quote.issued_at or quote.created_at
    issued = moment.astimezone(ZoneInfo(company.identity.time_zone)).date()
    valid_until = format_date(quote.valid_until, locale, "long")
    return Offer(
        locale=locale,
        tag=TAGS[locale],
        direction=direction(locale),
        number=quote.number,
        title=labels["title"],
        date=format_date(issued, locale, "long"),
        valid_until=valid_until,
        currency=quote.currency,
        total=format_money(quote.total, locale),
        labels={**labels, "for_seller": labels["for_seller"].format(seller=company.identity.legal_name)},
        seller=_seller(company, locale),
        recipient=_recipient(quote.recipient, locale),
        salutation=say("Dear Sir or Madam,"),
        introduction=say(
            "Thank you for your inquiry. We are pleased to offer you the following, binding until {valid_until}:"
        ).format(valid_until=valid_until),
        closing=say("We would be glad to receive your order. If you have questions, write to us or call us."),
        page_of=_page_of(say("Page {page} of {pages}")),
        lines=tuple(_line(line, position, quote) for position, line in enumerate(quote.lines, start=1)),
        has_discount=any(line.discount for line in quote.lines),
        sums=_sums(quote, labels),
        terms=_terms(quote, labels, valid_until),
        bank=quote.terms.get("bank", ""),
        assumptions=_assumptions(quote),
    )


def word_lead_time(line: Line, locale: str) -> str:
    """Word when a line leaves the house: `2 days, from stock`."""
    say = speaker(locale)
    pattern = say("{days}, from stock") if line.from_stock else say("{days}, made to order")
    return pattern.format(days=word_days(line.lead_time_days, locale))


def _line(line: Line, position: int, quote: Quote) -> OfferLine:
    locale = quote.locale
    labels = offer_labels(locale)
    facts = [(labels["delivery_time"], word_lead_time(line, locale))]
    if line.warranty_months:
        facts.append((labels["warranty"], word_months(line.warranty_months, locale)))
    if line.origin:
        facts.append((labels["origin"], country_name(line.origin, locale)))
    if line.hs_code:
        facts.append((labels["hs_code"], line.hs_code))
    return OfferLine(
        position=position,
        sku=line.sku,
        name=line.name,
        picture=line.picture,
        options=line.option_names,
        specification=line.specification,
        facts=tuple(facts),
        quantity=str(line.quantity),
        unit_price=format_money(line.unit_price, locale),
        discount=_percent(line.discount, locale) if line.discount else "",
        amount=format_money(line.amount, locale),
    )


def _sums(quote: Quote, labels: Mapping[str, str]) -> tuple[Sum, ...]:
    rows = []
    extras: tuple[tuple[str, Money], ...] = (
        ("discount", -quote.discount),
        ("freight", quote.freight),
        ("tax", quote.tax),
    )
    named = [(labels[name], amount) for name, amount in extras if not amount.is_zero]
    if named:
        rows.append(Sum(labels["subtotal"], format_money(quote.subtotal, quote.locale)))
    rows += [Sum(label, format_money(amount, quote.locale)) for label, amount in named]
    total = f"{labels['total']} ({quote.currency})"
    return (*rows, Sum(total, format_money(quote.total, quote.locale), is_total=True))


def _terms(quote: Quote, labels: Mapping[str, str], valid_until: str) -> tuple[tuple[str, str], ...]:
    terms, locale = quote.terms, quote.locale
    rows = (
        (labels["delivery_term"], f"{held(quote.incoterm, locale)} {latin('(Incoterms® 2020)', locale)}"),
        (labels["delivery"], terms.get("delivery", "")),
        (labels["payment"], terms.get("payment", "")),
        (labels["warranty"], terms.get("warranty", "")),
        (labels["taxes"], terms.get("tax_note", "")),
        (labels["validity"], valid_until),
    )
    return tuple(row for row in rows if row[1])


def _assumptions(quote: Quote) -> tuple[str, ...]:
    say = speaker(quote.locale)
    facts = {
        "currency": quote.currency,
        "incoterm": held(quote.incoterm, quote.locale),
        "valid_until": format_date(quote.valid_until, quote.locale, "long"),
        "lead_time": word_days(quote.lead_time_days, quote.locale),
    }
    return tuple(
        say(ASSUMPTIONS_WORDED[name]).format(**facts) for name in quote.assumptions if name in ASSUMPTIONS_WORDED
    )


def _recipient(recipient: Mapping[str, str | None], locale: str) -> tuple[str, ...]:
    lines = [recipient.get(key) for key in ("company", "name", "street", "city")]
    country = recipient.get("country")
    lines.append(country_name(country, locale) if country else None)
    lines.append(recipient.get("email"))
    return tuple(line for line in lines if line)


def _seller(company: Company, locale: str) -> Seller:
    identity = company.identity
    return Seller(
        name=identity.name,
        legal_name=identity.legal_name,
        tagline=identity.tagline[locale],
        address=(
            latin(identity.street, locale),
            held(f"{identity.postal_code} {identity.city[locale]}", locale),
            country_name(identity.country, locale),
        ),
        phone=identity.phone,
        email=identity.sales_email,
        website=identity.website.removeprefix("https://"),
        registration=identity.registration,
        vat_id=identity.vat_id,
        logo=identity.logo,
    )


def _page_of(pattern: str) -> tuple[str, str, str]:
    before, _, rest = pattern.partition("{page}")
    between, _, after = rest.partition("{pages}")
    return before, between, after


def _percent(discount: Decimal, locale: str) -> str:
    plain = discount.normalize()
    decimals = max(0, -int(plain.as_tuple().exponent))
    return format_percentage(discount / 100, locale, decimals)
