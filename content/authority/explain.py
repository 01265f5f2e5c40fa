"""Source of truth for how a decision about a concession is explained in each language."""

from __future__ import annotations

import re
from collections.abc import Callable
from decimal import Decimal
from enum import Enum
from functools import cache
from typing import Literal

from babel.units import format_unit

from content.authority.actions import parse_action
from content.authority.model import Bound, Concession, Quantity, Rule, Status
from foundation.locales import BABEL, format_money, format_number, translator
from foundation.money import Money


def _(message: str) -> str:
    """Mark a message for translation."""
    return message


class Reason(Enum):
    """Why a decision is as it is; the value is the English sentence."""

    APPROVED = _("Within authority")
    SUPERVISOR = _("Beyond present authority")
    PROCESS = _("This has to go through a formal process")
    FORBIDDEN = _("This must not be promised")
    BELOW_FLOOR = _("The price would go below the floor that is set for it")
    UNCOVERED = _("No rule covers this")
    BETWEEN = _("No limit that the rules set covers this")
    NOTHING = _("No concession is asked for")
    NOT_SAID = _("It was not said how much or for how long")
    NOT_COMPARABLE = _("This cannot be compared with the limits that the rules set")

    @property
    def code(self) -> str:
        """The name for programs, e.g. `below_floor`."""
        return self.name.lower()

    @classmethod
    def of(cls, status: Status) -> Reason:
        """Return the reason of a decision that a rule made."""
        return (cls.APPROVED, cls.SUPERVISOR, cls.PROCESS, cls.FORBIDDEN)[status.strictness]


_PROCESS = {
    Status.NEEDS_SUPERVISOR: _(
        "Please tell the customer that special approval is needed; expected within 1-2 working days"
    ),
    Status.NEEDS_PROCESS: _(
        "Please tell the customer that our sales team starts the formal process; expected within 5 working days"
    ),
}
_BOUNDS = {
    "<": _("less than {quantity}"),
    "<=": _("up to {quantity}"),
    ">": _("more than {quantity}"),
    ">=": _("at least {quantity}"),
    "=": _("exactly {quantity}"),
}
LABELS = {
    "false_promise": _("False promises"),
    "unreleased_feature": _("Promising unreleased features"),
    "framework_agreement": _("Framework agreement"),
    "exclusivity": _("Exclusivity"),
    "trial": _("Trial"),
    "refund": _("Refund"),
    "compensation": _("Compensation"),
    "payment_term": _("Payment term"),
    "no_prepayment": _("No prepayment"),
    "free_freight": _("Free freight"),
    "free_service": _("Free service"),
    "free_goods": _("Free goods"),
    "warranty_extension": _("Warranty extension"),
    "price_guarantee": _("Price guarantee"),
    "price_match": _("Price match"),
    "faster_delivery": _("Faster delivery"),
    "buy_back": _("Return of goods"),
    "penalty": _("Contractual penalty"),
    "custom_development": _("Custom development"),
    "kickback": _("Kickback"),
    "unlimited_liability": _("Unlimited liability"),
    "consignment": _("Goods on consignment"),
    "credit_limit": _("Credit limit"),
    "instalments": _("Payment by instalments"),
    "training": _("Training"),
    "on_site_service": _("On-site service"),
    "sample": _("Samples"),
    "cancellation": _("Cancellation"),
    "minimum_order": _("Minimum order"),
    "quote_validity": _("Validity of the quote"),
    "down_payment": _("Down payment"),
    "rebate": _("Rebate"),
    "discount": _("Discount"),
}
WHOLE = Decimal(100)
"""Percent; a discount of all of the price is goods for nothing."""
_PIECES = _("{count} pcs")
_OFFER = _("Possible at once: {offer}")
_UNLIMITED = _("unlimited")
_HAN = re.compile("[\u4e00-\u9fff]")


def explanation_in(locale: str, reason: Reason, rule: Rule | None) -> str:
    """Say why, with the rule behind it in parentheses."""
    sentence = _words(locale)(reason.value)
    told = rule_in(locale, rule) if rule else None
    if not told:
        return sentence
    # Chinese calls have a fixed form: 在权限范围内(试用<30天)
    return f"{sentence}({told})" if locale in {"zh", "ja"} else f"{sentence} ({told})"


def process_in(locale: str, status: Status) -> str | None:
    """Say what happens next, where something is to be done."""
    return _words(locale)(_PROCESS[status]) if status in _PROCESS else None


def alternative_in(locale: str, rule: Rule) -> str | None:
    """Say what a rule grants at once."""
    told = _offer(locale, rule)
    return _words(locale)(_OFFER).format(offer=told) if told else None


def rule_in(locale: str, rule: Rule) -> str | None:
    """Return a rule in a reader's language: its own phrase where that is the language, else said in words.

    None for a subject that only the pack knows, in a language the pack did not write it in.
    """
    if locale == ("zh" if _HAN.search(rule.phrase) else "en"):
        return rule.phrase
    return _offer(locale, rule)


def subject_in(locale: str, subject: str) -> str:
    """Name a concession."""
    return _words(locale)(LABELS[subject])


def wish_in(locale: str, action: str) -> str | None:
    """Name what an action wishes for, e.g. "Discount 10%"; None where it speaks of no concession that has a name."""
    named = [_named(locale, one) for one in parse_action(action) if one.subject in LABELS]
    return {"zh": "、", "ja": "、", "ar": "، "}.get(locale, ", ").join(named) or None


def _named(locale: str, wish: Concession) -> str:
    if wish.quantity is None:
        return subject_in(locale, wish.subject)
    if wish.subject == "discount" and wish.quantity.dimension == "percent" and wish.quantity.value == WHOLE:
        return subject_in(locale, "free_goods")
    return f"{subject_in(locale, wish.subject)} {quantity_in(locale, wish.quantity)}"


def _offer(locale: str, rule: Rule) -> str | None:
    if rule.subject is None:
        return rule.phrase if locale == ("zh" if _HAN.search(rule.phrase) else "en") else None
    label = subject_in(locale, rule.subject)
    if not rule.bounds:
        return label
    comma = {"zh": "、", "ja": "、", "ar": "، "}.get(locale, ", ")
    colon = {"zh": "：", "ja": "："}.get(locale, ": ")
    return label + colon + comma.join(_bound(locale, bound) for bound in rule.bounds)


def _bound(locale: str, bound: Bound) -> str:
    return _words(locale)(_BOUNDS[bound.comparator]).format(quantity=quantity_in(locale, bound.quantity))


def quantity_in(locale: str, quantity: Quantity) -> str:
    """Write a quantity: `30 days`, `10 %`, `€100.00`, `2 pcs`."""
    value = quantity.value
    if not value.is_finite():
        return _words(locale)(_UNLIMITED)
    if quantity.dimension == "time":
        return _duration(locale, value)
    if quantity.dimension == "percent":
        space = "\N{NO-BREAK SPACE}" if locale in {"de", "es"} else ""
        return f"{format_number(value, locale)}{space}%"
    if quantity.dimension == "money" and quantity.currency:
        return format_money(Money(value, quantity.currency), locale)
    number = format_number(value, locale)
    return number if quantity.dimension == "money" else _words(locale)(_PIECES).format(count=number)


def _duration(locale: str, days: Decimal) -> str:
    """Write a time in the largest unit that is usual for it: `30 days`, `24 months`, `2 years`."""
    unit, size = "day", 1
    if days % 365 == 0:
        unit, size = "year", 365
    elif days % 30 == 0 and days >= 180:
        unit, size = "month", 30
    count = days / size
    number = int(count) if count == count.to_integral_value() else count
    # CLDR has the long forms of these four under `short` only
    length: Literal["short", "long"] = "short" if locale in {"zh", "ja", "ar", "pt"} else "long"
    return str(format_unit(number, f"duration-{unit}", length, locale=BABEL[locale], numbering_system="latn"))


@cache
def _words(locale: str) -> Callable[[str], str]:
    return translator("content", "content", locale).gettext
