"""The source of truth for how a difference between quotes reads: one sentence each, in any of the languages. Pure."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from decimal import Decimal
from unicodedata import bidirectional

from foundation.locales import direction, format_date, format_money, format_number, format_percentage
from foundation.money import Money
from quoting.differences import TERMS, Difference, What
from quoting.wording import speaker, word_days

_LABELS: Mapping[What, str] = {
    What.QUANTITY: "quantity",
    What.OPTIONS: "options",
    What.UNIT_PRICE: "unit price",
    What.DISCOUNT: "discount",
    What.LEAD_TIME: "delivery time",
    What.CERTIFICATE: "certificates and marks",
    What.FREIGHT: "freight",
    What.TAX: "VAT amount",
    What.TOTAL: "total amount",
    What.CURRENCY: "currency",
    What.RATE: "exchange rate",
    What.INCOTERM: "delivery term",
    What.PAYMENT: "payment terms",
    What.DELIVERY: "delivery conditions",
    What.WARRANTY: "warranty conditions",
    What.TAX_NOTE: "taxes and duties",
    What.BANK: "bank details",
    What.NOTE: "remarks",
    What.PARTIAL: "partial deliveries",
    What.VALIDITY: "validity",
}


_RIGHT_TO_LEFT = {"R", "AL"}


def word_differences(found: Sequence[Difference], locale: str) -> tuple[str, ...]:
    """Return a sentence for each difference."""
    return tuple(word_difference(one, locale) for one in found)


def word_difference(one: Difference, locale: str) -> str:
    """Say one difference: `KCP-70 …: quantity 20 instead of 12`."""
    say = speaker(locale)

    def shown(value: str) -> str:
        return _isolated(_value(one.what, value, locale), locale)

    name = _isolated(one.name, locale)
    if one.what is What.ADDED:
        return say("New: {quantity} × {name}").format(quantity=shown(one.after), name=name)
    if one.what is What.REMOVED:
        return say("No longer included: {quantity} × {name}").format(quantity=shown(one.before), name=name)
    if one.what is What.GONE:
        return say("It cannot be offered any more: {reason}").format(reason=shown(one.after))
    if one.what is What.CERTIFICATE and one.label:
        ends = format_date(date.fromisoformat(one.after), locale, "long")
        pattern = say("{name}: the certificate {mark} ends on {date}")
        return pattern.format(name=name, mark=shown(one.before), date=ends)
    if one.what is What.CHARGE:
        label, name = name, ""
    else:
        label = _isolated(one.label, locale) if one.label else say(_LABELS[one.what])
    if one.what in TERMS:  # whole sentences, of which the new one says enough
        return say("{label} now: {after}").format(label=label, after=shown(one.after))
    pattern = (
        say("{name}: {label} {after} instead of {before}") if name else say("{label}: {after} instead of {before}")
    )
    return pattern.format(name=name, label=label, after=shown(one.after), before=shown(one.before))


def _value(what: What, value: str, locale: str) -> str:
    if not value:
        return speaker(locale)("none")
    return _FORMATS.get(what, _plain)(value, locale)


def _plain(value: str, locale: str) -> str:
    return value


def _money(value: str, locale: str) -> str:
    amount, _, currency = value.partition(" ")
    return format_money(Money.of(amount, currency), locale)


def _percent(value: str, locale: str) -> str:
    decimals = max(0, -int(Decimal(value).normalize().as_tuple().exponent))
    return format_percentage(Decimal(value) / 100, locale, decimals)


def _yes_no(value: str, locale: str) -> str:
    say = speaker(locale)
    return say("allowed") if value == "True" else say("not agreed")


_FORMATS: Mapping[What, Callable[[str, str], str]] = {
    What.ADDED: lambda value, locale: format_number(int(value), locale),
    What.REMOVED: lambda value, locale: format_number(int(value), locale),
    What.QUANTITY: lambda value, locale: format_number(int(value), locale),
    What.UNIT_PRICE: _money,
    What.DISCOUNT: _percent,
    What.LEAD_TIME: lambda value, locale: word_days(int(value), locale),
    What.CHARGE: _money,
    What.FREIGHT: _money,
    What.TAX: _money,
    What.TOTAL: _money,
    What.PARTIAL: _yes_no,
    What.VALIDITY: lambda value, locale: format_date(date.fromisoformat(value), locale, "long"),
}


def _isolated(text: str, locale: str) -> str:
    """Keep text whose script may differ from the sentence's in its own direction."""
    has_arabic = any(bidirectional(letter) in _RIGHT_TO_LEFT for letter in text)
    if direction(locale) == "rtl" and has_arabic:  # `FCA` before an Arabic place does not turn the place around
        return f"\N{RIGHT-TO-LEFT ISOLATE}{text}\N{POP DIRECTIONAL ISOLATE}"
    if not text or (direction(locale) != "rtl" and not has_arabic):
        return text
    return f"\N{FIRST STRONG ISOLATE}{text}\N{POP DIRECTIONAL ISOLATE}"
