"""The source of truth for the form of the quote editor: what it holds, how it is read into a request, how a quote fills it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from decimal import Decimal

from content.catalogue.model import Company
from content.catalogue.queries import currency_for
from foundation.locales import country_code
from funnel.people.model import Customer
from quoting.approvals.ask import LONGEST_WORDS
from quoting.errors import (
    DiscountOutOfRange,
    PaymentOutOfRange,
    QuantityTooLarge,
    QuantityTooSmall,
    QuotingError,
    ValidityOutOfRange,
)
from quoting.model import Quote, QuoteRequest, RequestedLine
from quoting.pricing import MAX_LINES, MAX_QUANTITY
from quoting.terms import LONGEST_NOTE, LONGEST_TERM_DAYS
from web.desk.product_search import NoSuchProduct, find_sku
from web.input import plain
from web.locale import Speech

WHOM = ("name", "company", "email", "phone", "street", "city")
FIELDS = ("customer", *WHOM, "country", "locale", "second_locale", "currency", "incoterm", "place", "payment_days",
          "validity_days", "partial", "discount", "note", "words")  # fmt: skip
LONGEST: Mapping[str, int] = {"note": 4 * LONGEST_NOTE, "email": 254, "words": LONGEST_WORDS}
_LONGEST_FIELD = 160
_KEY = re.compile(r"sku-([0-9]{1,4})\Z")
_PERCENT = re.compile(r"\d{1,3}(?:[.,٫]\d{1,6})?\Z")
_LONGEST_NUMBER = 9


@dataclass(frozen=True, slots=True)
class Row:
    """One line as it was written; `key` is the number in the names of its fields, the order is that of the rows."""

    key: int
    sku: str = ""
    quantity: str = ""
    discount: str = ""
    options: frozenset[str] = frozenset()

    @property
    def is_blank(self) -> bool:
        """Whether nothing was written into it."""
        return not (self.sku or self.quantity or self.discount)


@dataclass(frozen=True, slots=True)
class EditorForm:
    """All that was written, as text; nothing of it is lost, however wrong it is."""

    values: Mapping[str, str]
    rows: tuple[Row, ...]

    def value(self, name: str) -> str:
        """Return what was written into a field."""
        return self.values.get(name, "")


@dataclass(frozen=True, slots=True)
class Read:
    """A form as a request; `problems` are sentences by field. `lines` are the keys of the request's lines, in its order."""

    request: QuoteRequest
    customer: int | None
    keys: tuple[int, ...]
    problems: Mapping[str, str]


def written_form(data: Mapping[str, str]) -> EditorForm:
    """Take in a form as a browser sent it; rows stand in the order of their fields."""
    values = {name: plain(data.get(name, ""))[: LONGEST.get(name, _LONGEST_FIELD)] for name in FIELDS}
    values = {name: value if name in {"note", "words"} else value.strip() for name, value in values.items()}
    keys = [int(found[1]) for name in data if (found := _KEY.match(name))][: MAX_LINES + 1]
    return EditorForm(values, tuple(_row(data, key) for key in dict.fromkeys(keys)))


def _row(data: Mapping[str, str], key: int) -> Row:
    def field(name: str) -> str:
        return plain(data.get(f"{name}-{key}", "")).strip()[:120]

    before = f"option-{key}-"
    options = frozenset(name.removeprefix(before)[:60] for name in data if name.startswith(before))
    return Row(key, field("sku"), field("quantity"), field("discount"), options)


def blank_form(company: Company, *, locale: str, customer: Customer | None = None) -> EditorForm:
    """Return the form of a new quote: for a customer in their language and the currency of their country."""
    language = customer.locale if customer else locale
    language = language if language in company.locales else company.locales[0]
    country = country_code(customer.country) if customer else None
    values = {
        "customer": str(customer.id) if customer else "",
        "locale": language,
        "currency": currency_for(company, country=country, locale=language),
        "country": country or "",
    }
    if customer:
        values |= {name: getattr(customer, name) or "" for name in ("name", "company", "email", "phone")}
    return EditorForm(values, (Row(1),))


def form_of(quote: Quote) -> EditorForm:
    """Return the form that a draft or quote was, or could have been, written in."""
    said = "" if "incoterm" in quote.assumptions else quote.incoterm
    rule, _, place = said.partition(" ")
    values = {
        "customer": str(quote.customer or ""),
        **{name: quote.recipient.get(name) or "" for name in WHOM},
        "country": quote.country or country_code(quote.recipient.get("country")) or "",
        "locale": quote.locale,
        "second_locale": quote.second.locale if quote.second else "",
        "currency": quote.currency,
        "incoterm": rule,
        "place": "" if "place" in quote.assumptions else place,
        "payment_days": "" if quote.payment_days is None else str(quote.payment_days),
        "validity_days": "" if quote.validity_days is None else str(quote.validity_days),
        "partial": "1" if quote.partial_deliveries else "",
        "discount": "",
        "note": quote.note,
    }
    rows = (
        Row(key, line.sku, str(line.quantity), f"{line.discount.normalize():f}", frozenset(line.options))
        for key, line in enumerate(quote.lines, start=1)
    )
    return EditorForm(values, tuple(rows))


def read_form(form: EditorForm, company: Company, say: Speech) -> Read:
    """Read what was written into a request; what cannot be read is told at its field, and left out."""
    problems: dict[str, str] = {}
    lines, keys = [], []
    for row in form.rows:
        if not row.is_blank:
            lines.append(_line(row, company, say, problems=problems))
            keys.append(row.key)
    recipient = {name: " ".join(form.value(name).split()) or None for name in WHOM}
    request = QuoteRequest(
        locale=form.value("locale"),
        currency=form.value("currency").upper(),
        lines=tuple(lines),
        discount=_percent(form.value("discount"), "discount", say, problems=problems) or Decimal(0),
        incoterm=_incoterm(form, company),
        second_locale=form.value("second_locale") or None,
        country=form.value("country").upper() or None,
        recipient={**recipient, "country": form.value("country").upper() or None},
        partial_deliveries=form.value("partial") == "1" or None,
        note=form.value("note").strip(),
        payment_days=_days(form, "payment_days", PaymentOutOfRange, say=say, problems=problems),
        validity_days=_days(form, "validity_days", ValidityOutOfRange, say=say, problems=problems),
    )
    customer = _customer(form.value("customer"), say, problems=problems)
    return Read(request, customer, tuple(keys), problems)


def _line(row: Row, company: Company, say: Speech, *, problems: dict[str, str]) -> RequestedLine:
    sku = row.sku
    try:
        sku = find_sku(row.sku, company, say.locale)
    except NoSuchProduct as error:
        problems[f"sku-{row.key}"] = _no_product(error, say)
    quantity = _quantity(row, say, problems=problems)
    discount = _percent(row.discount, f"discount-{row.key}", say, problems=problems)
    known = {option.id for option in company.products[sku].options} if sku in company.products else set()
    # what was ticked for another product that stood in the row before is not asked for
    return RequestedLine(sku, quantity, tuple(sorted(row.options & known)), discount)


def _no_product(error: NoSuchProduct, say: Speech) -> str:
    if error.candidates:
        named = ", ".join(error.candidates)
        return say("Several products fit “{said}”: {products}. Choose one.", said=error.said, products=named)
    if not error.said:
        return say("Choose a product, or take the item away.")
    return say("We have no product “{said}”. Choose one from the list.", said=error.said)


def _quantity(row: Row, say: Speech, *, problems: dict[str, str]) -> int:
    written, field = row.quantity, f"quantity-{row.key}"
    if not written:
        problems[field] = say("Write how many pieces.")
    elif not written.isdecimal():
        problems[field] = QuantityTooSmall(sku=row.sku[:40], quantity=written[:20]).sentence(say.locale)
    elif len(written) > _LONGEST_NUMBER or int(written) > MAX_QUANTITY:
        error = QuantityTooLarge(sku=row.sku[:40], quantity=written[:20], limit=MAX_QUANTITY)
        problems[field] = error.sentence(say.locale)
    else:
        return int(written)
    return 1


def _percent(written: str, field: str, say: Speech, *, problems: dict[str, str]) -> Decimal | None:
    if not written:
        return None
    if not _PERCENT.match(written):
        problems[field] = DiscountOutOfRange(discount=written[:20]).sentence(say.locale)
        return Decimal(0)
    return Decimal(written.replace(",", ".").replace("٫", "."))


def _days(
    form: EditorForm, name: str, error: type[QuotingError], *, say: Speech, problems: dict[str, str]
) -> int | None:
    written = form.value(name)
    if not written:
        return None
    if written.isdecimal() and len(written) <= _LONGEST_NUMBER:
        return int(written)
    problems[name] = error(days=written[:20], limit=LONGEST_TERM_DAYS).sentence(say.locale)
    return None


def _incoterm(form: EditorForm, company: Company) -> str | None:
    """Return rule and place as one; a place alone belongs to the company's own rule."""
    rule, place = form.value("incoterm"), form.value("place")
    if not rule and not place:
        return None
    return f"{rule or company.terms.incoterm} {place}".strip()


def _customer(written: str, say: Speech, *, problems: dict[str, str]) -> int | None:
    number = written.lstrip("#")
    if not number:
        return None
    if number.isdecimal() and len(number) <= _LONGEST_NUMBER:
        return int(number)
    problems["customer"] = say("There is no lead with this number.")
    return None


_AT_FIELD: Mapping[str, str] = {
    "unknown_country": "country",
    "unknown_locale": "locale",
    "unknown_incoterm": "incoterm",
    "withdrawn_incoterm": "incoterm",
    "incoterm_not_offered": "incoterm",
    "place_missing": "place",
    "place_too_long": "place",
    "payment_out_of_range": "payment_days",
    "validity_out_of_range": "validity_days",
    "note_too_long": "note",
}
_AT_QUANTITY = {"quantity_too_small", "quantity_too_large", "below_minimum_order"}


def field_of(error: QuotingError, read: Read, form: EditorForm) -> str:
    """Return at which field a refusal is told; "" where it is about the whole."""
    if error.position is None or error.position > len(read.keys):
        return _AT_FIELD.get(error.code, "")
    key = read.keys[error.position - 1]
    if error.code in _AT_QUANTITY:
        return f"quantity-{key}"
    if error.code == "discount_out_of_range":
        own = next(row.discount for row in form.rows if row.key == key)
        return f"discount-{key}" if own else "discount"
    return f"sku-{key}"


def rearranged(form: EditorForm, deed: str) -> EditorForm:
    """Return the form after a button that moves rows: add, with-SKU, remove-KEY, up-KEY, down-KEY."""
    rows = list(form.rows)
    fresh = max((row.key for row in rows), default=0) + 1
    word, _, told = deed.partition("-")
    if word in {"add", "with"} and len(rows) <= MAX_LINES:
        rows.append(Row(fresh, told[:120], "1" if told else ""))
    at = next((index for index, row in enumerate(rows) if str(row.key) == told), None)
    if at is not None and word == "remove":
        del rows[at]
    elif at is not None and word in {"up", "down"}:
        to = max(0, min(len(rows) - 1, at + (1 if word == "down" else -1)))
        rows.insert(to, rows.pop(at))
    return replace(form, rows=tuple(rows) or (Row(fresh),))
