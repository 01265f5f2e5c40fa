"""What a lead's page shows of its owner: who it is, who it was and why, and to whom the reader may give it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from content.catalogue.model import Company
from foundation.database import Session
from funnel.owners import repository as owners
from funnel.people.model import Customer
from funnel.permissions import repository as staff
from funnel.permissions.model import MAY_REASSIGN, MAY_SEE_LEADS, Member
from scoring.wording import reason_sentence

MOST_UNOWNED = 1000


@dataclass(frozen=True, slots=True)
class Handing:
    """One change of hands: `name` is empty where the customer belonged to nobody from then on."""

    at: datetime
    name: str
    reason: str
    note: str


@dataclass(frozen=True, slots=True)
class OwnerCard:
    """`name` is empty for nobody. `choices` are id and name of whom the reader may give the customer to."""

    id: str
    name: str
    history: tuple[Handing, ...]
    choices: tuple[tuple[str, str], ...]
    may_take: bool
    may_release: bool


@dataclass(frozen=True, slots=True)
class FreeLeads:
    """`unowned` open leads belong to nobody, for who may give them out (at most MOST_UNOWNED); `assigned` were given out just now."""

    unowned: int
    assigned: int | None


async def free_leads(session: Session, member: Member, query: Mapping[str, str]) -> FreeLeads:
    """Count the leads that belong to nobody; `query` tells what was given out."""
    may, told = member.may(MAY_REASSIGN), query.get("assigned", "")
    given = int(told) if may and told.isascii() and told.isdecimal() and len(told) < 6 else None
    return FreeLeads(len(await owners.unowned(session, limit=MOST_UNOWNED)) if may else 0, given)


async def owner_card(session: Session, customer: Customer, company: Company, *, member: Member) -> OwnerCard:
    """Read who a customer belongs to and belonged to."""
    team = await staff.listed(session)
    names = {each.id: each.name for each in team}
    is_free, is_mine = customer.owner_id is None, customer.owner_id == member.id
    gives = member.may(MAY_REASSIGN) or is_mine
    able = [each for each in team if each.disabled_at is None and each.may(MAY_SEE_LEADS)]
    return OwnerCard(
        id=customer.owner_id or "",
        name=names.get(customer.owner_id or "", ""),
        history=tuple(
            Handing(
                each.at,
                names.get(each.owner or "", ""),
                reason_sentence(each.reason, company, member.locale),
                str(each.reason.data.get("note", "")),
            )
            for each in await owners.history(session, customer.id)
        ),
        choices=tuple((each.id, each.name) for each in able if each.id != customer.owner_id) if gives else (),
        may_take=is_free,
        may_release=gives and not is_free,
    )
