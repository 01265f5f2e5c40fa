"""The source of truth for which quotes need a person's approval: each discount against its product's permission rules. Pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from content.authority import Status, decide
from content.catalogue.model import Company
from foundation.actor import Actor
from foundation.locales import format_number, translator
from quoting.model import Line
from quoting.pricing import find_product

APPROVERS = frozenset({"supervisor", "sales_director", "owner"})
"""Roles that may say yes to what needs a supervisor or a process."""


def judge_discounts(
    lines: Sequence[Line], company: Company, *, locale: str, today: date
) -> tuple[bool, tuple[Mapping[str, Any], ...]]:
    """Say whether every discount is within authority, and give the decision on each discounted line, in `locale`.

    The strictest line decides for the whole quote. Each decision has the shape of contracts.md with its `sku`.
    """
    decisions = []
    approved = True
    for line in lines:
        if not line.discount:
            continue
        rules = find_product(company, line.sku).operator_permissions
        decision = decide(rules, f"discount {line.discount.normalize():f}%", locale, today=today)
        approved = approved and decision.status is Status.APPROVED
        decisions.append({**decision.as_json(), "action": _word(line, locale), "sku": line.sku})
    return approved, tuple(decisions)


def may_approve(authority: Sequence[Mapping[str, Any]], by: Actor, *, declining: bool = False) -> bool:
    """Say whether `by` may decide: staff with an approving role, and nobody may grant what is forbidden."""
    if by.kind != "staff" or not by.roles & APPROVERS:
        return False
    return declining or all(decision["status"] != "forbidden" for decision in authority)


def _word(line: Line, locale: str) -> str:
    pattern = translator("quoting", "quoting", locale).gettext("Discount of {percent} % on {sku}")
    return pattern.format(percent=format_number(line.discount, locale), sku=line.sku)
