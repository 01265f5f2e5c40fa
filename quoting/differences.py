"""The source of truth for what is different between two revisions of a quote, or between a quote and what it would be today. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from enum import StrEnum

from foundation.money import Money
from quoting.model import Line, Quote


class What(StrEnum):
    """What differs. Of a line: the first ten; of the whole quote: the rest."""

    ADDED = "line_added"
    REMOVED = "line_removed"
    QUANTITY = "quantity"
    OPTIONS = "options"
    UNIT_PRICE = "unit_price"
    DISCOUNT = "discount"
    LEAD_TIME = "lead_time"
    SPECIFICATION = "specification"
    CERTIFICATE = "certificate"
    """Only of a re-check: the marks differ, or one (`before`) ends on a day (`after`)."""
    GONE = "gone"
    """Only of a re-check: it cannot be offered any more, `after` says why."""
    CHARGE = "charge"
    FREIGHT = "freight"
    TAX = "tax"
    TOTAL = "total"
    CURRENCY = "currency"
    RATE = "rate"
    INCOTERM = "incoterm"
    PAYMENT = "payment"
    DELIVERY = "delivery"
    WARRANTY = "warranty"
    TAX_NOTE = "tax_note"
    BANK = "bank"
    NOTE = "note"
    PARTIAL = "partial_deliveries"
    VALIDITY = "valid_until"


TERMS = {What.PAYMENT, What.DELIVERY, What.WARRANTY, What.TAX_NOTE, What.BANK, What.NOTE}


@dataclass(frozen=True, slots=True)
class Difference:
    """One difference. `before` and `after` as plain text, empty where there is none: money `119.00 EUR`, percent `4`, days `30`, dates ISO 8601."""

    what: What
    before: str
    after: str
    sku: str = ""
    name: str = ""
    """Of the product, the surcharge or the attribute's product, in the quote's language."""
    label: str = ""
    """Of the attribute, where it is one."""

    def as_json(self) -> dict[str, str]:
        """Return it as plain JSON."""
        return asdict(self)


def read_difference(kept: Mapping[str, str]) -> Difference:
    """Read what `Difference.as_json` wrote."""
    words = {name: kept[name] for name in ("sku", "name", "label")}
    return Difference(What(kept["what"]), kept["before"], kept["after"], **words)


def differences(before: Quote, after: Quote) -> tuple[Difference, ...]:
    """Return what is different in `after`: lines in its order, then sums, then terms. No floor, no price list's name."""
    return (*_lines(before.lines, after.lines), *_sums(before, after), *_terms(before, after))


def _lines(before: Sequence[Line], after: Sequence[Line]) -> Iterator[Difference]:
    pairs = matched(before, after)
    for line in after:
        former = pairs.get(id(line))
        if former is None:
            yield Difference(What.ADDED, "", str(line.quantity), line.sku, line.name)
        else:
            yield from _line(former, line)
    kept = {id(former) for former in pairs.values()}
    for line in before:
        if id(line) not in kept:
            yield Difference(What.REMOVED, str(line.quantity), "", line.sku, line.name)


def matched(before: Sequence[Line], after: Sequence[Line]) -> dict[int, Line]:
    """Find for each new line, by its `id()`, the old one it came from: the same product with the same options, else the same product."""
    left = list(before)
    pairs: dict[int, Line] = {}
    for same in (_twin, _sibling):
        for line in after:
            if id(line) not in pairs:
                former = next((one for one in left if same(one, line)), None)
                if former is not None:
                    pairs[id(line)] = former
                    left = [one for one in left if one is not former]
    return pairs


def _twin(one: Line, other: Line) -> bool:
    return one.sku == other.sku and sorted(one.options) == sorted(other.options)


def _sibling(one: Line, other: Line) -> bool:
    return one.sku == other.sku


def _line(before: Line, after: Line) -> Iterator[Difference]:
    values = (
        (What.QUANTITY, str(before.quantity), str(after.quantity)),
        (What.OPTIONS, ", ".join(before.option_names), ", ".join(after.option_names)),
        (What.UNIT_PRICE, _money(before.unit_price), _money(after.unit_price)),
        (What.DISCOUNT, f"{before.discount.normalize():f}", f"{after.discount.normalize():f}"),
        (What.LEAD_TIME, str(before.lead_time_days), str(after.lead_time_days)),
    )
    yield from _changed(values, sku=after.sku, name=after.name)
    old, new = dict(before.specification), dict(after.specification)
    for label in dict.fromkeys((*old, *new)):
        if old.get(label) != new.get(label):
            found = (old.get(label, ""), new.get(label, ""))
            yield Difference(What.SPECIFICATION, *found, sku=after.sku, name=after.name, label=label)


def _sums(before: Quote, after: Quote) -> Iterator[Difference]:
    charged, recharged = _charges(before), _charges(after)
    for name in dict.fromkeys((*charged, *recharged)):
        found = (What.CHARGE, charged.get(name, ""), recharged.get(name, ""))
        yield from _changed([found], name=name)
    yield from _changed(
        (
            (What.CURRENCY, before.currency, after.currency),
            (What.RATE, _rates(before), _rates(after)),
            *((what, _money(old), _money(new)) for what, old, new in _added(before, after)),
            (What.TOTAL, _money(before.total), _money(after.total)),
        )
    )


def _added(before: Quote, after: Quote) -> Iterator[tuple[What, Money, Money]]:
    """Freight and tax, where either has any: nothing in euros is nothing in dollars."""
    for what, old, new in ((What.FREIGHT, before.freight, after.freight), (What.TAX, before.tax, after.tax)):
        if not (old.is_zero and new.is_zero):
            yield what, old, new


def _charges(quote: Quote) -> dict[str, str]:
    return {charge.name: _money(charge.amount) for charge in quote.charges}


def _rates(quote: Quote) -> str:
    return "; ".join(f"1 {one.base} = {one.rate} {one.currency}" for one in quote.rates)


def _terms(before: Quote, after: Quote) -> Iterator[Difference]:
    if before.locale == after.locale:  # in another language every word differs
        yield from _changed(
            (
                (What.INCOTERM, before.incoterm, after.incoterm),
                *((term, before.terms.get(term, ""), after.terms.get(term, "")) for term in sorted(TERMS)),
            )
        )
    yield from _changed(
        (
            (What.PARTIAL, str(before.partial_deliveries), str(after.partial_deliveries)),
            (What.VALIDITY, before.valid_until.isoformat(), after.valid_until.isoformat()),
        )
    )


def _changed(values: Iterable[tuple[What, str, str]], *, sku: str = "", name: str = "") -> Iterator[Difference]:
    return (Difference(what, before, after, sku, name) for what, before, after in values if before != after)


def _money(amount: Money) -> str:
    return f"{amount.rounded().amount} {amount.currency}"
