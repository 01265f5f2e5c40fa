"""The source of truth for who decides for others, from the lowest role up, and for what a role may grant by itself. Pure."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from content.authority import Concession, Decision, Status, approved_as, decide_concessions
from content.catalogue.model import Company, Permissions, RoleBounds

CHAIN = tuple(RoleBounds(role=role, last_word=True) for role in ("supervisor", "sales_director", "owner"))
"""Who decides, from the lowest up, where a pack names no roles."""
_OPEN = frozenset({Status.NEEDS_SUPERVISOR, Status.NEEDS_PROCESS})


def chain_of(company: Company) -> tuple[RoleBounds, ...]:
    """Return who decides for others, from the lowest role up."""
    return tuple(role for role in company.roles.values() if role.answers_requests) or CHAIN


def strictest(decisions: Sequence[Decision]) -> Decision:
    """Return the decision that holds where several rules speak."""
    return max(decisions, key=lambda decision: (decision.status.strictness, decision.rule is not None))


def by_role(
    decision: Decision, wish: Sequence[Concession], company: Company, *, roles: Collection[str], locale: str
) -> Decision:
    """Let the bounds of a role approve what the product's own rules leave open; what they forbid stays forbidden."""
    if decision.status not in _OPEN:
        return decision
    for name in sorted(roles):
        bounds = company.roles[name].bounds if name in company.roles else Permissions()
        own = decide_concessions(bounds, wish, action=decision.action, locale=locale)
        if own.status is Status.APPROVED or (name in company.roles and company.roles[name].last_word):
            return approved_as(decision, locale, rule=own.rule if own.status is Status.APPROVED else None)
    return decision


def grantors_for(decision: Decision, wish: Sequence[Concession], company: Company) -> list[str]:
    """Return the roles that may say yes to what a decision leaves open, lowest first."""
    if decision.status in {Status.APPROVED, Status.FORBIDDEN}:
        return []
    return [role.role for role in chain_of(company) if role.last_word or _reaches(role, wish)]


def _reaches(role: RoleBounds, wish: Sequence[Concession]) -> bool:
    return decide_concessions(role.bounds, wish, action="", locale="en").status is Status.APPROVED
