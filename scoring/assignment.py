"""Whom a new lead is given to: the first rule that fits and has somebody at hand decides, its people take turns. Pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from content.catalogue.model import AssignmentRule, OfficeHours
from foundation.workdays import is_workday
from scoring.model import Reason

SELLS = "sales"
"""The role of those who are given leads where a rule names nobody."""


@dataclass(frozen=True, slots=True)
class Rep:
    """One who could be given a lead. `turn` rises with each lead that is given; who has the lowest is next."""

    id: str
    email: str
    roles: frozenset[str]
    turn: int = 0


@dataclass(frozen=True, slots=True)
class Lead:
    """What the rules ask of a lead."""

    country: str | None
    locale: str
    industry: str | None


@dataclass(frozen=True, slots=True)
class Assignment:
    """Who gets the lead, and by which rule."""

    rep: str
    reason: Reason


def assign(lead: Lead, rules: Mapping[str, AssignmentRule], reps: Sequence[Rep], *, at: datetime) -> Assignment | None:
    """Return who gets a lead; None where no rule fits or nobody whom a fitting one names is at hand."""
    for rule in rules.values():
        if not _fits(rule, lead) or (rule.hours is not None and not at_work(rule.hours, at)):
            continue
        named = {address.lower() for address in rule.members}
        able = [each for each in reps if (each.email in named if named else SELLS in each.roles)]
        if able:
            chosen = min(able, key=lambda each: (each.turn, each.id))
            return Assignment(chosen.id, Reason("owner_by_rule", 0, {"assignment": rule.id}))
    return None


def _fits(rule: AssignmentRule, lead: Lead) -> bool:
    asked = ((rule.countries, lead.country), (rule.locales, lead.locale), (rule.industries, lead.industry))
    return all(not wanted or given in wanted for wanted, given in asked)


def at_work(hours: OfficeHours, at: datetime) -> bool:
    """Say whether a moment falls into office hours."""
    local = at.astimezone(ZoneInfo(hours.zone))
    return hours.opens <= local.time() < hours.closes and is_workday(local.date(), hours.country)
