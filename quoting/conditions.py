"""The source of truth for a quote's conditions in words: terms, packing, exchange rates, and what was assumed. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal

from content.rates.model import UsedRate
from foundation import clock
from foundation.locales import country_name, format_date, format_money, format_number, format_quantity
from quoting.amounts import Packing
from quoting.model import Quote
from quoting.wording import ASSUMPTIONS_WORDED, held, latin, speaker, word_days, words

_RATE_DECIMALS = 4


def word_terms(quote: Quote, labels: Mapping[str, str], *, time_zone: str) -> tuple[tuple[str, str], ...]:
    """Return label and sentence of every condition that the quote has; dates are days in `time_zone`."""
    terms, locale = quote.terms, quote.locale
    rows = (
        (labels["delivery_term"], held(f"{quote.incoterm} (Incoterms®\N{NO-BREAK SPACE}2020)", locale)),
        (labels["delivery"], terms.get("delivery", "")),
        (labels["partial_deliveries"], labels["partial_deliveries_allowed"] if quote.partial_deliveries else ""),
        (labels["packing"], _packing(quote.packing, locale) if quote.packing else ""),
        (labels["payment"], terms.get("payment", "")),
        (labels["warranty"], terms.get("warranty", "")),
        (labels["taxes"], terms.get("tax_note", "")),
        (labels["exchange_rate"], "; ".join(_rate(rate, locale, time_zone) for rate in quote.rates)),
        (labels["validity"], format_date(quote.valid_until, locale, "long")),
        (labels["note"], terms.get("note", "")),
    )
    return tuple(row for row in rows if row[1])


def word_assumptions(quote: Quote) -> tuple[str, ...]:
    """Return a sentence for everything that was filled in."""
    say = speaker(quote.locale)
    facts = {
        "currency": quote.currency,
        "incoterm": held(quote.incoterm, quote.locale),
        "valid_until": format_date(quote.valid_until, quote.locale, "long"),
        "lead_time": word_days(quote.lead_time_days, quote.locale),
        **_carried(quote),
    }
    return tuple(
        say(ASSUMPTIONS_WORDED[name]).format(**facts) for name in quote.assumptions if name in ASSUMPTIONS_WORDED
    )


def _carried(quote: Quote) -> dict[str, str]:
    carriage, locale = quote.carriage, quote.locale
    if carriage is None:
        return {}
    place = quote.incoterm.partition(" ")[2]
    return {
        "packages": _packages(quote.packing, locale) if quote.packing else "",
        "destination": held(place, locale),
        "country": country_name(carriage.country, locale) if carriage.country else "",
        "weight": format_quantity(carriage.chargeable_kg, "kg", locale),
        "insured": format_money(carriage.insured, locale),
    }


def word_weights(net_kg: Decimal, gross_kg: Decimal, locale: str) -> str:
    """Word net and gross weight: `20.4 kg / 24 kg`."""
    net, gross = (format_quantity(weight, "kg", locale) for weight in (net_kg, gross_kg))
    return f"{net} / {gross}"


def _packages(packing: Packing, locale: str) -> str:
    count = words(locale).ngettext("{count} package", "{count} packages", packing.packages)
    return count.format(count=format_number(packing.packages, locale))


def _packing(packing: Packing, locale: str) -> str:
    parts = [_packages(packing, locale)]
    if packing.gross_kg:
        say = speaker(locale)
        parts.append(say("net {weight}").format(weight=format_quantity(packing.net_kg, "kg", locale)))
        parts.append(say("gross {weight}").format(weight=format_quantity(packing.gross_kg, "kg", locale)))
    if packing.volume_m3:
        parts.append(format_quantity(packing.volume_m3, "m³", locale, decimals=3))
    return " · ".join(parts)


def _rate(used: UsedRate, locale: str, time_zone: str) -> str:
    decimals = max(_RATE_DECIMALS, -int(used.rate.normalize().as_tuple().exponent))
    equation = f"1 {used.base} = {format_number(used.rate, locale, decimals)} {used.currency}"
    day = format_date(clock.day_of(used.as_of, time_zone), locale, "long")
    pattern = speaker(locale)("{equation}, based on the rate of {date} ({source})")
    return pattern.format(equation=latin(equation, locale), date=day, source=held(used.source, locale))
