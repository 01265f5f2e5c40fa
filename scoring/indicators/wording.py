"""The words for indicators: names, formulas, what is missing, and figures as a reader of each language writes them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from decimal import Decimal

from content.catalogue.model import Company
from foundation.locales import country_name, direction, format_money, format_number, format_percentage, translator
from foundation.money import Money
from scoring.indicators.model import By, Figure, Indicator, Unit
from scoring.model import Reason
from scoring.wording import stage_name


def _(message: str) -> str:
    """Mark a sentence for the catalogue; it is translated when it is shown."""
    return message


MISSING: Mapping[str, str] = {
    "no_customers": _("no customers yet"),
    "no_open_customers": _("no open customers"),
    "no_wins": _("no order in the period"),
    "no_orders": _("no order with a value"),
    "no_losses": _("no loss in the period"),
    "no_moves": _("nobody left the stage in the period"),
    "no_requests": _("no answered request in the period"),
    "no_calls": _("no call in the period"),
    "no_mails": _("no mail in the period"),
    "no_touches": _("nobody was contacted for the first time"),
    "no_quotes": _("no quote to judge"),
    "no_key_accounts": _("no open key account"),
    "no_costs": _("no costs entered"),
    "no_talks": _("no conversation in the period"),
    "too_few": _("too few cases to compare"),
    "too_few_orders": _("too few orders to know a typical value"),
}

CHANNELS: Mapping[str, str] = {
    "website": _("Website"),
    "advisor": _("Advisor on the website"),
    "form": _("Contact form"),
    "contact_form": _("Contact form"),
    "campaign": _("Campaign"),
    "trade_fair": _("Trade fair"),
    "referral": _("Recommendation"),
    "api": _("Other program"),
    "mail": _("E-mail"),
}

TOUCHES: Mapping[str, str] = {
    "call": _("Telephone call"),
    "mail": _("E-mail"),
    "meeting": _("Meeting"),
    "presentation": _("Presentation"),
    "demo": _("Demonstration"),
    "trial": _("Trial"),
    "download": _("Document downloaded"),
    "quote": _("Quote"),
}

CAUSES: Mapping[str, str] = {
    "price": _("Price"),
    "lead_time": _("Lead time"),
    "fit": _("The product does not fit"),
    "competitor": _("A competitor was chosen"),
    "slow_follow_up": _("Slow follow-up"),
    "documents_unread": _("Documents not read"),
    "other": _("Another reason"),
    "unknown": _("No reason recorded"),
}

UNITS: Mapping[Unit, str] = {
    Unit.DIFFERENCE: _("{number} percentage points"),
    Unit.DAYS: _("{number} days"),
    Unit.HOURS: _("{number} hours"),
    Unit.PER_WEEK: _("{number} a week"),
}

OUTLOOK: Mapping[str, str] = {
    "outlook_stage": _("Of those who reach this stage, {share} % are won"),
    "outlook_own": _("Of those who reach this stage, {share} % are won (own cases: {n})"),
    "outlook_grade": _("Graded {grade}"),
    "outlook_silent": _("Silent for {days} days; at this stage {patience} are usual"),
    "outlook_quiet": _("Last heard of {days} days ago"),
    "outlook_won": _("Has signed"),
    "outlook_lost": _("Is lost"),
}


def outlook_sentence(reason: Reason, locale: str) -> str:
    """Word what makes up a customer's chance and risk."""
    code = "outlook_own" if reason.code == "outlook_stage" and reason.data.get("n") else reason.code
    return say(OUTLOOK[code], locale).format(**reason.data)


def indicator_name(indicator: Indicator, locale: str) -> str:
    """Name an indicator."""
    return say(indicator.name, locale)


def indicator_formula(indicator: Indicator, locale: str) -> str:
    """Say how an indicator is reckoned."""
    return say(indicator.formula, locale)


def missing(figure: Figure, locale: str) -> str:
    """Say why a figure has no value."""
    return say(MISSING[figure.reason], locale)


def key_name(by: By, key: str, company: Company, *, locale: str) -> str:
    """Name what a figure is of: a stage, a channel, a country ... An unknown key stands for itself."""
    if not key:
        return ""
    namers: Mapping[By, Callable[[], str]] = {
        By.STAGE: lambda: stage_name(int(key), locale, company),
        By.COUNTRY: lambda: country_name(key, locale),
        By.INDUSTRY: lambda: company.industries[key].name[locale] if key in company.industries else key,
        By.CHANNEL: lambda: say(CHANNELS[key], locale) if key in CHANNELS else key,
        By.TOUCH: lambda: say(TOUCHES[key], locale) if key in TOUCHES else key,
        By.CAUSE: lambda: say(CAUSES[key], locale) if key in CAUSES else key,
    }
    return namers.get(by, lambda: key)()


def figure_text(value: float | Decimal, unit: Unit, locale: str, *, currency: str) -> str:
    """Write a figure with its unit; differences, and what is below zero, with their sign."""
    if value < 0 or (unit is Unit.DIFFERENCE and value):
        return change_text(value, unit, locale, currency=currency)
    return _with_unit(unit, _number(value, unit, locale, currency=currency), locale)


def change_text(difference: float | Decimal, unit: Unit, locale: str, *, currency: str) -> str:
    """Write a difference with its sign and unit; kept together where the language runs from right to left."""
    sign = "+" if difference > 0 else "\N{MINUS SIGN}"
    number = f"{sign}{_number(max(difference, -difference), unit, locale, currency=currency)}"
    if direction(locale) == "rtl":
        number = f"\N{LEFT-TO-RIGHT ISOLATE}{number}\N{POP DIRECTIONAL ISOLATE}"
    return _with_unit(unit, number, locale)


def _number(value: float | Decimal, unit: Unit, locale: str, *, currency: str) -> str:
    match unit:
        case Unit.COUNT:
            return format_number(int(value), locale)
        case Unit.SHARE:
            return format_percentage(round(float(value), 3), locale, 0 if value in (0, 1) else 1)
        case Unit.DIFFERENCE:
            return format_number(round(100 * float(value), 1), locale, 1)
        case Unit.MONEY:
            return format_money(Money(Decimal(value), currency), locale)
        case Unit.PER_WEEK:
            return format_number(round(float(value), 2), locale, 2)
        case _:
            return format_number(round(float(value), 1), locale, 1)


def _with_unit(unit: Unit, number: str, locale: str) -> str:
    return say(UNITS[unit], locale).format(number=number) if unit in UNITS else number


def say(message: str, locale: str) -> str:
    """Translate a sentence of the indicators."""
    return translator("scoring", "indicators", locale).gettext(message)
