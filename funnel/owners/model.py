"""A change of hands, and which customers a member of the staff sees."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from funnel.permissions.model import MAY_SEE_ALL_LEADS, Member
from scoring.model import Reason


@dataclass(frozen=True, slots=True)
class Owned:
    """From when on a customer belonged to whom; `owner` is None for nobody. `actor` is who decided it."""

    customer: int
    owner: str | None
    at: datetime
    reason: Reason
    actor: str


def sees(member: Member, owner: str | None) -> bool:
    """Say whether a member may see a customer of an owner: their own, those of nobody, or with a wider role everyone's."""
    return owner in (None, member.id) or member.may(MAY_SEE_ALL_LEADS)
