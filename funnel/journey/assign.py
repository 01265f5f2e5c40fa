"""New customers are given to the staff by the pack's rules."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from content.catalogue.model import Company
from foundation import events
from foundation.actor import Actor
from foundation.database import Session
from funnel.owners import repository as owners
from funnel.owners.model import Owned
from funnel.people.model import Customer
from scoring.assignment import Lead, assign

_RULES = Actor.system("assignment")


async def assign_new(
    session: Session, customers: Sequence[Customer], company: Company, *, at: datetime
) -> dict[int, str]:
    """Give customers that belong to nobody to the staff by the pack's rules; return who got which, by the customers' ids."""
    if not customers or not company.assignment:
        return {}
    reps = await owners.reps(session)
    given: list[Owned] = []
    turn = max((each.turn for each in reps), default=0)
    for customer in customers:
        lead = Lead(customer.country, customer.locale, customer.industry)
        found = assign(lead, company.assignment, reps, at=at)
        if found is None:
            continue
        turn += 1
        reps = [replace(each, turn=turn) if each.id == found.rep else each for each in reps]
        given.append(Owned(customer.id, found.rep, at, found.reason, str(_RULES)))
    await hand(session, given, by=_RULES)
    return {each.customer: each.owner or "" for each in given}


async def hand(session: Session, given: Sequence[Owned], *, by: Actor) -> None:
    """Let customers change hands, and say so in the history."""
    if not given:
        return
    await owners.give(session, given)
    happened = [
        events.Happened(
            "owner_changed",
            ("customer", str(each.customer)),
            {"owner": each.owner, "reason": each.reason.code, **each.reason.data},
        )
        for each in given
    ]
    await events.record_all(session, happened, by=by)
