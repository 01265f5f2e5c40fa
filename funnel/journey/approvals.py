"""A request for approval is answered: as asked, with other discounts, or with no; by whoever may, once, with the reason on record."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Literal, get_args

from content.catalogue.model import Company
from foundation import clock
from foundation.actor import Actor
from foundation.database import Session
from funnel.journey.capture import tell_crm
from funnel.journey.close import tell_buyer
from funnel.journey.judge import judge
from funnel.journey.quote import approve, change, hold_customer
from funnel.mails.kinds import NOT_GRANTED
from funnel.permissions import repository as staff
from funnel.permissions.team import UnknownMember
from quoting.errors import ReasonMissing
from quoting.issue import decline_quote
from quoting.model import Quote

AnswerWord = Literal["approve", "change", "refuse"]
ANSWERS: tuple[AnswerWord, ...] = get_args(AnswerWord)
LONGEST_REASON = 500


@dataclass(frozen=True, slots=True)
class ApprovalAnswer:
    """What somebody answers; `discounts` (position -> percent) belong to a change."""

    word: AnswerWord
    reason: str = ""
    discounts: Mapping[int, Decimal] = field(default_factory=dict)


async def answer_request(
    session: Session, number: str, answer: ApprovalAnswer, *, company: Company, by: Actor
) -> Quote:
    """Answer the request about a waiting quote. Raises every QuotingError of the three verbs; of two at once one wins.

    A no needs its reason, for the house; the buyer hears by mail what is possible instead.
    """
    reason = answer.reason.strip()[:LONGEST_REASON]
    if answer.word == "approve":
        return await approve(session, number, company=company, by=by, reason=reason)
    if answer.word == "change":
        return await change(session, number, answer.discounts, company=company, by=by, reason=reason)
    if not reason:
        raise ReasonMissing(number=number)
    await hold_customer(session, number)
    refused = await decline_quote(session, number, by=by, now=clock.now(), reason=reason)
    await tell_buyer(session, NOT_GRANTED, refused)
    if refused.customer is not None:
        await judge(session, refused.customer, company)
        await tell_crm(session, refused.customer)
    return refused


async def member_named(session: Session, email: str) -> Actor:
    """Return the member of staff with an address, as the one who acts. Raises UnknownMember, also for ended accounts."""
    found = await staff.find_by_email(session, email.strip().lower())
    if found is None or found[0].disabled_at is not None:
        raise UnknownMember
    return found[0].actor
