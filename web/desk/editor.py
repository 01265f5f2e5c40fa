"""What the page of the quote editor shows: the form as it was written, and what it would become, in the reader's words."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal

from content.catalogue.model import Company
from content.catalogue.prices import Buyer, NoPrice, price
from foundation.locales import currency_digits, format_money, format_number, native_name
from foundation.money import Money
from funnel.journey.draft import Preview
from funnel.permissions.model import Member
from quoting.approval import level_for, rules_of
from quoting.bounds import DISCOUNT, PAYMENT
from quoting.goods import find_goods
from quoting.model import Line, QuoteStatus
from quoting.offer import Sum, word_lead_time, word_offer
from web.desk.authority import Ladder, Reader, Told, ladder, tell_authority
from web.desk.editor_form import EditorForm, Read
from web.desk.product_search import goods_names
from web.locale import speech
from web.site.contact import countries

MOST_LADDERS = 12


@dataclass(frozen=True, slots=True)
class Choice:
    """One thing to choose, as a form has it."""

    id: str
    name: str
    is_chosen: bool = False
    more: str = ""


@dataclass(frozen=True, slots=True)
class ShownRow:
    """What stands beside the fields of one row."""

    name: str
    options: tuple[Choice, ...]
    contents: tuple[str, ...]
    """Of a bundle."""
    companions: tuple[Choice, ...]
    """Accessories of the product that are not in the quote yet."""
    unit_price: str = ""
    breaks: str = ""
    """Which volume break applied."""
    next_break: str = ""
    discount: str = ""
    amount: str = ""
    lead_time: str = ""


@dataclass(frozen=True, slots=True)
class Shown:
    """What the quote would be if it were issued now."""

    sums: tuple[Sum, ...]
    rounding: str
    terms: tuple[tuple[str, str], ...]
    assumptions: tuple[str, ...]
    authority: tuple[Told, ...]
    ladders: tuple[Ladder, ...]
    waits: bool
    level: str | None
    """The role that a waiting quote would be put before; None where nobody may grant it."""


@dataclass(frozen=True, slots=True)
class Offered:
    """What the form lets choose from."""

    products: tuple[Choice, ...]
    locales: tuple[Choice, ...]
    currencies: tuple[str, ...]
    incoterms: tuple[str, ...]
    countries: tuple[tuple[str, str], ...]
    standard: Mapping[str, str]
    """What holds where a field is left empty."""


@dataclass(frozen=True, slots=True)
class Editor:
    """Context of `desk/editor.html` and `desk/editor_live.html`. `mode` is new, draft or revision."""

    mode: str
    number: str
    revises: str
    """Of the draft of a revision, the number of what it is to replace."""
    version: str
    ticket: str
    form: EditorForm
    rows: Mapping[int, ShownRow]
    problems: Mapping[str, str]
    """By field; "" is about the whole."""
    shown: Shown | None
    offered: Offered
    problem: str = ""
    told: str = ""
    """What was done, such as that it was saved."""
    differences: tuple[str, ...] = ()
    """What differs from what somebody else saved meanwhile."""

    @property
    def action(self) -> str:
        """Where the form is sent to."""
        return f"/desk/quotes/{self.number}/edit" if self.number else "/desk/quotes/new"


@dataclass(frozen=True, slots=True)
class Desk:
    """Who reads, and of which company."""

    company: Company
    member: Member

    @property
    def locale(self) -> str:
        """The language for names of the pack: the reader's, where the company has it."""
        return self.member.locale if self.member.locale in self.company.locales else self.company.locales[0]


def offered(desk: Desk) -> Offered:
    """Return what can be chosen, in the reader's language."""
    company, own, locale = desk.company, desk.locale, desk.member.locale
    terms = company.terms
    currencies = dict.fromkeys((*company.currencies, *terms.conversions))
    return Offered(
        products=tuple(Choice(sku, name) for sku, name in goods_names(company, locale)),
        locales=tuple(Choice(one, native_name(one)) for one in company.locales),
        currencies=tuple(currencies),
        incoterms=terms.incoterms,
        countries=countries(locale),
        standard={
            "incoterm": f"{terms.incoterm} {terms.place[own]}",
            "payment": terms.payment[own],
            "validity": format_number(terms.validity_days, locale),
        },
    )


def shown_rows(form: EditorForm, read: Read, preview: Preview | None, *, desk: Desk) -> dict[int, ShownRow]:
    """Return what stands beside each row with a product; prices where the whole could be priced."""
    lines = dict(zip(read.keys, preview.told.lines, strict=True)) if preview else {}
    skus = dict(zip(read.keys, (line.sku for line in read.request.lines), strict=True))
    known = {*desk.company.products, *desk.company.bundles}
    found = {}
    for row in form.rows:
        sku = skus.get(row.key, "")
        if sku in known:
            bare = _bare(sku, desk, ticked=row.options, present=set(skus.values()))
            line = lines.get(row.key)
            found[row.key] = _priced(bare, line, preview, desk=desk) if line and preview else bare
    return found


def _bare(sku: str, desk: Desk, *, ticked: frozenset[str], present: set[str]) -> ShownRow:
    company, locale = desk.company, desk.locale
    goods = find_goods(company, sku)
    options = (Choice(one.id, one.name[locale], one.id in ticked) for one in goods.options)
    beside = company.products[sku].accessories if sku in company.products else ()
    offered_too = (one for one in beside if one in company.products and one not in present)
    return ShownRow(
        name=goods.name[locale],
        options=tuple(options),
        contents=tuple(f"{one.count} × {one.product.name[locale]}" for one in goods.pieces) if goods.is_bundle else (),
        companions=tuple(Choice(one, company.products[one].name[locale]) for one in offered_too),
    )


def _priced(bare: ShownRow, line: Line, preview: Preview, *, desk: Desk) -> ShownRow:
    """Put the words of its price beside a row."""
    locale, say = desk.member.locale, speech(desk.member.locale, "desk")
    request = preview.request
    answer = price(
        desk.company,
        line.sku,
        quantity=line.quantity,
        currency=request.currency,
        on=preview.today,
        options=line.options,
        buyer=Buyer(request.account, request.country, request.price_lists),
        rates=preview.rates,
    )
    following = None if isinstance(answer, NoPrice) else answer.next_break
    breaks = following_break = ""
    if line.min_quantity > 1:
        breaks = say("Price from {count} pieces on", count=format_number(line.min_quantity, locale))
    if following is not None:
        count = format_number(following.min_quantity, locale)
        cheaper = format_money(following.unit_price.rounded(), locale)
        following_break = say("From {count} pieces: {price}", count=count, price=cheaper)
    return replace(
        bare,
        unit_price=format_money(line.unit_price, locale),
        breaks=breaks,
        next_break=following_break,
        discount=format_money(line.amount - line.gross, locale) if line.discount else "",
        amount=format_money(line.amount, locale),
        lead_time=word_lead_time(line, desk.locale),
    )


def shown(preview: Preview, desk: Desk) -> Shown:
    """Word what a quote would be if it were issued now."""
    quote, told, member = preview.quote, preview.told, desk.member
    offer = word_offer(told, desk.company)
    waits = quote.status is QuoteStatus.WAITING
    level = level_for(quote.authority, desk.company) if waits else None
    return Shown(
        sums=offer.sums,
        rounding=_rounding(quote.currency, member.locale),
        terms=offer.terms,
        assumptions=offer.assumptions,
        authority=tell_authority(told, Reader(desk.company, member.roles, member.locale)),
        ladders=tuple(_ladders(preview, desk)),
        waits=waits,
        level=level.role if level else None,
    )


def _rounding(currency: str, locale: str) -> str:
    digits = currency_digits(currency)
    step = Money(Decimal(1).scaleb(-digits), currency)
    return speech(locale, "desk")("Each amount is rounded to {step}.", step=format_money(step, locale))


def _ladders(preview: Preview, desk: Desk) -> Iterator[Ladder]:
    """Lay out the discount of each product, and the payment term of all of them."""
    reader = Reader(desk.company, desk.member.roles, desk.member.locale)
    company, member, quote = desk.company, desk.member, preview.quote
    say = speech(member.locale, "desk")
    for sku in list(dict.fromkeys(line.sku for line in quote.lines))[:MOST_LADDERS]:
        rules = find_goods(company, sku).rules
        yield ladder(say("Discount on {product}", product=sku), rules, reader=reader, scale=DISCOUNT)
    yield ladder(say("Payment term"), rules_of(quote.lines, company), reader=reader, scale=PAYMENT)
