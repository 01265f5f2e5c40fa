"""The source of truth for which quotes need a person's approval: each discount against its product's permission rules. Pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from content.catalogue.model import Company
from foundation.actor import Actor
from quoting.model import Line

APPROVERS = frozenset({"supervisor", "sales_director", "owner"})
"""Roles that may say yes to what needs a supervisor."""


def judge_discounts(
    lines: Sequence[Line], company: Company, *, locale: str
) -> tuple[bool, tuple[Mapping[str, Any], ...]]:
    """Say whether every discount is within authority, and give the decision on each discounted line."""
    decisions = tuple(_undecided(line) for line in lines if line.discount > 0)
    return not decisions, decisions


def may_approve(authority: Sequence[Mapping[str, Any]], by: Actor, *, declining: bool = False) -> bool:
    """Say whether `by` may decide: staff with an approving role, and nobody may grant what is forbidden."""
    if by.kind != "staff" or not by.roles & APPROVERS:
        return False
    return declining or all(decision["status"] != "forbidden" for decision in authority)


def _undecided(line: Line) -> Mapping[str, Any]:
    return {"action": f"discount {line.discount}%", "status": "needs_supervisor", "rule": None, "sku": line.sku}
