"""The source of truth for who may grant how much of something: the answers of the one engine, laid out from nothing to all. Pure."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from content.authority import Concession, Quantity, Status, Unreadable, decide_concessions, parse_rule
from content.catalogue.model import Company, Permissions
from quoting.chain import by_role, grantors_for, strictest

Dimension = Literal["percent", "time"]
FINEST: dict[Dimension, Decimal] = {"percent": Decimal("0.01"), "time": Decimal(1)}
"""The smallest step that can be asked for: a hundredth of a percent, one day."""


@dataclass(frozen=True, slots=True)
class Reach:
    """From `lowest` to `highest`, both included, `grantor` may say yes: "" whoever asks, a role by name, None nobody."""

    lowest: Decimal
    highest: Decimal
    grantor: str | None


@dataclass(frozen=True, slots=True)
class Scale:
    """What is laid out: a subject of `content/authority/subjects.py`, measured in a dimension, up to `top`."""

    subject: str
    dimension: Dimension
    top: Decimal


DISCOUNT = Scale("discount", "percent", Decimal("99.99"))
PAYMENT = Scale("payment_term", "time", Decimal(365))


def reaches(
    rules: Sequence[Permissions], company: Company, scale: Scale, *, roles: Collection[str]
) -> tuple[Reach, ...]:
    """Say who may grant how much, from nothing to the top. No floor is looked at: it would be told by where a step ends.

    The engine is asked on and beside each bound that a rule or a role names; between two of them its answer is the same.
    """
    found: list[Reach] = []
    for point in _points(rules, company, scale):
        grantor = _grantor(point, rules, company, scale=scale, roles=roles)
        if found and found[-1].grantor == grantor:
            found[-1] = Reach(found[-1].lowest, point, grantor)
        else:
            found.append(Reach(point, point, grantor))
    return tuple(found)


def _points(rules: Sequence[Permissions], company: Company, scale: Scale) -> list[Decimal]:
    finest = FINEST[scale.dimension]
    bounds = {bound for one in (*rules, *(role.bounds for role in company.roles.values())) for bound in _of(one, scale)}
    near = {point for bound in bounds for point in (bound - finest, bound, bound + finest)}
    return sorted({finest, scale.top} | {point for point in near if finest <= point <= scale.top})


def _of(rules: Permissions, scale: Scale) -> list[Decimal]:
    found = []
    for phrases in (rules.can_approve_immediately, rules.requires_supervisor, rules.requires_process, rules.forbidden):
        for phrase in phrases:
            try:
                rule = parse_rule(phrase)
            except Unreadable:
                continue
            found += [one.quantity.value for one in rule.bounds if one.quantity.dimension == scale.dimension]
    return found


def _grantor(
    point: Decimal, rules: Sequence[Permissions], company: Company, *, scale: Scale, roles: Collection[str]
) -> str | None:
    wish = (Concession(scale.subject, Quantity(point, scale.dimension)),)
    ruled = strictest([decide_concessions(one, wish, action="", locale="en") for one in rules])
    if by_role(ruled, wish, company, roles=roles, locale="en").status is Status.APPROVED:
        return ""
    return next(iter(grantors_for(ruled, wish, company)), None)
