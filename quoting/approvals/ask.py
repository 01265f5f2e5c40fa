"""The verbs of waiting: a request is made with its quote, reminds, and goes up the chain when it is not answered in time."""

from __future__ import annotations

from datetime import datetime, timedelta

from content.catalogue.model import Company, RoleBounds
from foundation import events
from foundation.actor import Actor
from foundation.database import Session
from foundation.ids import new_id
from foundation.workdays import worked_until
from quoting.approval import level_for
from quoting.approvals import repository
from quoting.approvals.model import ApprovalRequest, RequestState
from quoting.chain import chain_of
from quoting.model import Quote, QuoteStatus

SYSTEM = Actor.system("approvals")
LONGEST_WORDS = 1000
"""Characters that somebody may say for a request."""


async def ask_for_approval(
    session: Session, quote: Quote, company: Company, *, by: Actor, now: datetime
) -> ApprovalRequest:
    """Ask the lowest role that may grant all of a waiting quote; where none may, the highest, who can change or refuse it."""
    role = level_for(quote.authority, company) or chain_of(company)[-1]
    withheld = tuple(one for one in quote.authority if one["status"] != "approved")
    due_at = _after(role.answer_within_hours, now, company)
    request = ApprovalRequest(
        id=new_id(),
        quote_id=quote.id,
        number=quote.number,
        state=RequestState.OPEN,
        level=role.role,
        asked_by=str(by)[:80],
        why=withheld,
        created_at=now,
        reached_at=now,
        remind_at=_remind(role, now, due_at, company=company),
        due_at=due_at,
    )
    await repository.add(session, request)
    data = {"number": quote.number, "level": role.role, "due_at": request.due_at.isoformat()}
    await events.record(session, "approval_requested", subject=("quote", quote.id), by=by, data=data)
    return request


async def explain(session: Session, quote: Quote, words: str, *, by: Actor) -> None:
    """Let the asker's own words go with the request about a waiting quote, cut to `LONGEST_WORDS`; they decide nothing."""
    said = words.strip()[:LONGEST_WORDS].strip()
    if not said or quote.status is not QuoteStatus.WAITING:
        return
    if await repository.put_words(session, quote.id, said):
        # the words stay with the request, where an erasure finds them
        data = {"number": quote.number}
        await events.record(session, "approval_explained", subject=("quote", quote.id), by=by, data=data)


async def age_requests(session: Session, company: Company, *, now: datetime) -> int:
    """Remind of what waits and send up what is overdue; repeated at the same moment it does nothing more. Returns how many."""
    return sum([await _age(session, request, company, now=now) for request in await repository.ripe(session, now)])


async def _age(session: Session, request: ApprovalRequest, company: Company, *, now: datetime) -> bool:
    columns: dict[str, object]
    higher = level_for(request.why, company, above=request.level) if request.is_overdue(now) else None
    if higher is not None:
        due_at = _after(higher.answer_within_hours, now, company)
        remind_at = _remind(higher, now, due_at, company=company)
        columns = {"level": higher.role, "reached_at": now, "remind_at": remind_at, "due_at": due_at}
        name, level = "approval_went_up", higher.role
    else:
        role = next((one for one in chain_of(company) if one.role == request.level), chain_of(company)[-1])
        # what nobody higher may decide stays overdue, and is reminded of again and again
        columns = {"remind_at": _remind(role, now, request.due_at, company=company)}
        name, level = "approval_reminded", request.level
    if not await repository.move(session, request, **columns):
        return False
    data = {"number": request.number, "level": level}
    await events.record(session, name, subject=("quote", request.quote_id), by=SYSTEM, data=data)
    return True


def _after(hours: int, now: datetime, company: Company) -> datetime:
    """Return when so many of the company's working hours have passed: a request of Friday evening does not go up on Saturday."""
    identity = company.identity
    return worked_until(now, timedelta(hours=hours), country=identity.country, zone=identity.time_zone)


def _remind(role: RoleBounds, now: datetime, due_at: datetime, *, company: Company) -> datetime:
    """Return when to look at a request again: the role's hours later, but not past the moment it is due."""
    later = _after(role.remind_after_hours, now, company)
    return min(later, due_at) if due_at > now else later
