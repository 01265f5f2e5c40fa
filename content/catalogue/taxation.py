"""Source of truth for how a delivery is taxed: by where the goods go from and to, and what the pack says of each case. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from content.catalogue.model import Company, TaxCase, Text


@dataclass(frozen=True, slots=True)
class Taxation:
    """`treatment` is domestic, reverse_charge or export, empty where the destination is not known; `percent` is added."""

    treatment: str
    percent: Decimal
    note: Text


def taxation_of(company: Company, country: str | None) -> Taxation:
    """Return how goods to a country are taxed: at home, to a business of the same union, or as an export."""
    rules, home = company.terms.tax, company.identity.country
    if rules is None or country is None:
        return Taxation("", Decimal(0), company.terms.tax_note)
    if country == home:
        return _case("domestic", rules.domestic)
    if {country, home} <= set(rules.union) and rules.reverse_charge is not None:
        return _case("reverse_charge", rules.reverse_charge)
    return _case("export", rules.export)


def _case(treatment: str, case: TaxCase) -> Taxation:
    return Taxation(treatment, case.percent, case.note)
