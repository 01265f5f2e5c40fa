"""The source of truth for what a quote promises beside its prices: a payment term, a long validity, words of the seller's own. Pure."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from typing import Protocol

from content.authority import Concession, Quantity, parse_action, without_measures
from content.catalogue.model import Company
from foundation.locales import LOCALES


class Matter(StrEnum):
    """What an undertaking is about, beside the discounts of lines."""

    PAYMENT = "payment"
    VALIDITY = "validity"
    NOTE = "note"


class Said(Protocol):
    """A request or a quote, as far as it says terms of its own."""

    @property
    def payment_days(self) -> int | None:
        """Days net."""

    @property
    def validity_days(self) -> int | None:
        """Days that the offer holds."""

    @property
    def note(self) -> str:
        """The seller's words."""


@dataclass(frozen=True, slots=True)
class Undertaking:
    """One promise. `readings` are the concessions it makes, by each way to read it; a figure has one, a note one a language."""

    matter: Matter
    said: str
    readings: tuple[tuple[Concession, ...], ...]
    weighed: str = ""
    """Of a note, what is left of it to be judged: without figures that concede nothing ("80 % humidity")."""

    @property
    def fingerprint(self) -> str:
        """What an approval of it covers; 16 hex digits, like those of lines."""
        return hashlib.sha256(repr((self.matter.value, self.said)).encode()).hexdigest()[:16]


def undertakings_of(said: Said, company: Company, *, has_ordered: bool = False) -> tuple[Undertaking, ...]:
    """Return what is promised beyond the company's own terms: what must be held against the rules of permission.

    `has_ordered`: the customer has, by our own records; else the terms of a first order hold.
    """
    found = []
    if said.payment_days:  # payment in advance concedes nothing
        found.append(_in_days(Matter.PAYMENT, "payment_term", said.payment_days))
    if said.validity_days is not None and said.validity_days > company.terms.validity_days:
        found.append(_in_days(Matter.VALIDITY, "quote_validity", said.validity_days))
    if said.note:
        # the note may be in the buyer's language or in the house's: what is a promise in any of them is one
        prepaid = is_prepaid(said, company, has_ordered=has_ordered)  # then a part in advance is less than all
        weighed = {locale: without_measures(said.note, locale, prepaid=prepaid) for locale in LOCALES}
        readings = dict.fromkeys(parse_action(words, locale) for locale, words in weighed.items())
        kept = tuple(one for one in readings if one)
        found.append(Undertaking(Matter.NOTE, said.note, kept, max(weighed.values(), key=len)))
    return tuple(found)


def is_prepaid(said: Said, company: Company, *, has_ordered: bool) -> bool:
    """Say whether all is to be paid before the goods leave: so it was said, or the terms want it of a first order."""
    if said.payment_days is not None:
        return said.payment_days == 0
    return company.terms.first_order_prepaid and not has_ordered


def _in_days(matter: Matter, subject: str, days: int) -> Undertaking:
    return Undertaking(matter, str(days), ((Concession(subject, Quantity(Decimal(days), "time")),),))
