"""The source of truth for every word on a quote: the stored quote turned into sentences of its language. Pure.

The PDF and the page of the site are both drawn from an `Offer`; neither words anything itself.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from content.catalogue.model import Company
from foundation import clock
from foundation.locales import TAGS, country_name, direction, format_date, format_money, format_percentage
from foundation.money import Money
from quoting.conditions import word_assumptions, word_terms, word_weights
from quoting.letterhead import Seller, word_recipient, word_seller
from quoting.model import Line, Quote
from quoting.wording import held, latin, offer_labels, speaker, word_days, word_months


@dataclass(frozen=True, slots=True)
class OfferLine:
    """One line in words. `discount` is empty where there is none; `facts` are label and value."""

    position: int
    sku: str
    name: str
    picture: str | None
    options: tuple[str, ...]
    contents: tuple[str, ...]
    """What is in a bundle: `2 × battery`."""
    specification: tuple[tuple[str, str], ...]
    facts: tuple[tuple[str, str], ...]
    quantity: str
    unit_price: str
    discount: str
    amount: str


@dataclass(frozen=True, slots=True)
class Fact:
    """One row beside the address; `is_latin`: a number or an address, alike in every language."""

    label: str
    value: str
    is_latin: bool = False


@dataclass(frozen=True, slots=True)
class Sum:
    """One row below the lines."""

    label: str
    amount: str
    is_total: bool = False


@dataclass(frozen=True, slots=True)
class Offer:
    """A whole quote in words of its language."""

    locale: str
    tag: str
    """BCP 47."""
    direction: str
    number: str
    title: str
    facts: tuple[Fact, ...]
    made_on: str
    """ISO 8601."""
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
    note: str
    """What a revision replaces, or what a pro-forma invoice rests on; empty where there is nothing to say."""
    lines: tuple[OfferLine, ...]
    has_discount: bool
    sums: tuple[Sum, ...]
    terms: tuple[tuple[str, str], ...]
    bank: str
    assumptions: tuple[str, ...]

    @property
    def bank_parts(self) -> tuple[str, ...]:
        """The account's particulars, each to stand on a line of its own: digits that wrap lose their order among Arabic words."""
        return tuple(self.bank.split(" · ")) if self.bank else ()


def word_offer(quote: Quote, company: Company) -> Offer:
    """Word a quote in its language, with the company's letterhead; dates are days in the company's time zone."""
    locale, say = quote.locale, speaker(quote.locale)
    labels = offer_labels(locale)
    moment = quote.issued_at or quote.created_at
    issued = clock.day_of(moment, company.identity.time_zone)
    valid_until = format_date(quote.valid_until, locale, "long")
    return Offer(
        locale=locale,
        tag=TAGS[locale],
        direction=direction(locale),
        number=quote.number,
        title=labels["title"],
        facts=(
            Fact(labels["number"], quote.number, is_latin=True),
            Fact(labels["date"], format_date(issued, locale, "long")),
            Fact(labels["valid_until"], valid_until),
            Fact(labels["contact"], company.identity.sales_email, is_latin=True),
        ),
        made_on=issued.isoformat(),
        date=format_date(issued, locale, "long"),
        valid_until=valid_until,
        currency=quote.currency,
        total=format_money(quote.total, locale),
        labels={**labels, "for_seller": labels["for_seller"].format(seller=company.identity.legal_name)},
        seller=word_seller(company, locale),
        recipient=word_recipient(quote.recipient, locale),
        salutation=say("Dear Sir or Madam,"),
        introduction=say(
            "Thank you for your inquiry. We are pleased to offer you the following, binding until {valid_until}:"
        ).format(valid_until=valid_until),
        closing=say("We would be glad to receive your order. If you have questions, write to us or call us."),
        page_of=page_of(locale),
        note=_replaced(quote),
        lines=tuple(_line(line, position, quote) for position, line in enumerate(quote.lines, start=1)),
        has_discount=any(line.discount for line in quote.lines),
        sums=_sums(quote, labels),
        terms=word_terms(quote, labels, time_zone=company.identity.time_zone),
        bank=quote.terms.get("bank", ""),
        assumptions=word_assumptions(quote),
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
    if line.gross_weight_kg:
        weights = (line.net_weight_kg * line.quantity, line.gross_weight_kg * line.quantity)
        facts.append((labels["weights"], word_weights(*weights, locale)))
    return OfferLine(
        position=position,
        sku=line.sku,
        name=line.name,
        picture=line.picture,
        options=line.option_names,
        contents=tuple(held(f"{one.quantity}\N{NO-BREAK SPACE}× {one.name}", locale) for one in line.components),
        specification=line.specification,
        facts=tuple(facts),
        quantity=str(line.quantity),
        unit_price=format_money(line.unit_price, locale),
        discount=_percent(line.discount, locale) if line.discount else "",
        amount=format_money(line.amount, locale),
    )


def _sums(quote: Quote, labels: Mapping[str, str]) -> tuple[Sum, ...]:
    locale = quote.locale
    extras: tuple[tuple[str, Money], ...] = (
        (labels["discount"], -quote.discount),
        *((_with_percent(charge.name, charge.percent, locale), charge.amount) for charge in quote.charges),
        *_carried(quote, labels),
        (_with_percent(labels["tax"], quote.tax_percent, locale), quote.tax),
    )
    named = [(label, amount) for label, amount in extras if not amount.is_zero]
    rows = [Sum(label, format_money(amount, locale)) for label, amount in named]
    if named:
        rows.insert(0, Sum(labels["subtotal"], format_money(quote.subtotal, locale)))
    total = f"{labels['total']} ({quote.currency})"
    return (*rows, Sum(total, format_money(quote.total, locale), is_total=True))


def _carried(quote: Quote, labels: Mapping[str, str]) -> tuple[tuple[str, Money], ...]:
    carriage = quote.carriage
    if carriage is None:
        return ((labels["freight"], quote.freight),)
    rows = (("freight", carriage.freight), ("insurance", carriage.insurance), ("duty", carriage.duty))
    return tuple((labels[name], amount) for name, amount in rows)


def _with_percent(label: str, percent: Decimal | None, locale: str) -> str:
    return f"{label} ({_percent(percent, locale)})" if percent else label


def page_of(locale: str) -> tuple[str, str, str]:
    """Return what stands before, between and behind the page's number and the number of pages."""
    before, _, rest = speaker(locale)("Page {page} of {pages}").partition("{page}")
    between, _, after = rest.partition("{pages}")
    return before, between, after


def _replaced(quote: Quote) -> str:
    if quote.revision < 2:
        return ""
    before = quote.root if quote.revision == 2 else f"{quote.root}-{quote.revision - 1}"
    return speaker(quote.locale)("This quotation replaces our quotation {number}.").format(
        number=latin(before, quote.locale)
    )


def _percent(discount: Decimal, locale: str) -> str:
    plain = discount.normalize()
    decimals = max(0, -int(plain.as_tuple().exponent))
    return format_percentage(discount / 100, locale, decimals)
