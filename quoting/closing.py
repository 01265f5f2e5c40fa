"""The verbs that close a quote: accept, refuse, withdraw, expire, supersede. Each is one short transaction, with its event."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from content.catalogue.model import Company
from foundation import events
from foundation.actor import Actor
from foundation.database import Session
from quoting import repository
from quoting.answers import repository as answers
from quoting.answers.errors import AnswerIncomplete, QuoteAccepted, UnknownReason
from quoting.approvals import repository as requests
from quoting.approvals.model import RequestState
from quoting.calendar import buyers_day
from quoting.errors import QuoteNotFound
from quoting.life import REASONS, Deed, check, newest, refusal, sources, target
from quoting.model import Answer, AnswerKind, Quote, QuoteStatus

SYSTEM = Actor.system("quotes")
_LONGEST = {"name": 120, "role": 120, "email": 320, "reason": 40, "text": 2000}


async def accept_quote(session: Session, number: str, answer: Answer, *, company: Company, by: Actor) -> Quote:
    """Close a quote as ordered by whom `answer` names; a revision of it that still waits for approval is withdrawn.

    Raises QuoteNotFound, AnswerIncomplete, and every StateError: of two at once, or of an acceptance and a revision at
    once, one comes first and the other is told.
    """
    if not (answer.name.strip() and answer.role.strip() and "@" in answer.email):
        raise AnswerIncomplete
    quote = await _close(session, number, Deed.ACCEPT, answer=_cut(answer), company=company, by=by)
    for other in await answers.of_root(session, quote.root):
        if other.status is QuoteStatus.WAITING:
            await _withdraw_waiting(session, other, by=by, at=answer.at)
    return quote


async def refuse_quote(session: Session, number: str, answer: Answer, *, company: Company, by: Actor) -> Quote:
    """Close a quote as refused by the buyer for `answer.reason`. Raises QuoteNotFound, UnknownReason, every StateError."""
    if answer.reason not in REASONS:
        raise UnknownReason(reason=answer.reason[:40], known=", ".join(REASONS))
    return await _close(session, number, Deed.REFUSE, answer=_cut(answer), company=company, by=by)


async def withdraw_quote(
    session: Session, number: str, company: Company, *, by: Actor, now: datetime, text: str = ""
) -> Quote:
    """Take back a quote, a waiting one or a draft. Raises QuoteNotFound and every StateError."""
    answer = Answer(AnswerKind.WITHDRAWN, now, text=text)
    quote = await _close(session, number, Deed.WITHDRAW, answer=_cut(answer), company=company, by=by)
    await requests.settle(
        session, quote.id, RequestState.REFUSED, decided_by=str(by), decided_at=now, reason=text[:500] or None
    )
    return quote


async def expire_quote(session: Session, number: str, company: Company, *, now: datetime) -> Quote | None:
    """End a quote whose last day is over, and the request for its approval; None where somebody answered meanwhile."""
    quote = await repository.find_quote(session, number)
    if quote is None or refusal(quote, Deed.EXPIRE, day=buyers_day(quote.country, company, now=now)) is not None:
        return None
    if not await repository.change_status(
        session, quote.id, to=target(Deed.EXPIRE), only_from=tuple(sources(Deed.EXPIRE))
    ):
        return None
    await requests.settle(session, quote.id, RequestState.REFUSED, decided_by=str(SYSTEM), decided_at=now)
    data = {"number": number, "valid_until": quote.valid_until.isoformat()}
    await events.record(session, "quote_expired", subject=("quote", quote.id), by=SYSTEM, data=data)
    return await repository.find_quote(session, number)


async def supersede(session: Session, quote: Quote, *, newer: str, by: Actor, now: datetime) -> None:
    """Let a newer revision take a quote's place; a request for its approval is closed with it."""
    if not await repository.change_status(
        session, quote.id, to=target(Deed.REVISE), only_from=tuple(sources(Deed.REVISE))
    ):
        raise QuoteAccepted(number=quote.number)
    await requests.settle(session, quote.id, RequestState.REFUSED, decided_by=str(by), decided_at=now, reason=newer)
    data = {"number": quote.number, "newer": newer}
    await events.record(session, "quote_superseded", subject=("quote", quote.id), by=by, data=data)


async def supersede_former(session: Session, quote: Quote, *, by: Actor, now: datetime) -> None:
    """Before a waiting revision is issued: take its former one out of force. Raises QuoteAccepted where that was ordered."""
    if quote.revision < 2:
        return
    former = [one for one in await answers.lock_root(session, quote.root) if one.revision < quote.revision]
    ordered = next((one for one in former if one.status is QuoteStatus.ACCEPTED), None)
    if ordered is not None:
        raise QuoteAccepted(number=ordered.number)
    for one in former:
        if one.status in sources(Deed.REVISE):
            await supersede(session, one, newer=quote.number, by=by, now=now)


async def hold(session: Session, number: str) -> tuple[Quote, Sequence[Quote]]:
    """Return a quote and all its revisions, none of which anybody changes meanwhile. Raises QuoteNotFound."""
    found = await repository.find_quote(session, number)
    if found is None:
        raise QuoteNotFound
    revisions = await answers.lock_root(session, found.root)
    held = next((one for one in revisions if one.id == found.id), None)
    if held is None:  # a draft that was issued meanwhile
        raise QuoteNotFound
    return held, revisions


async def _close(session: Session, number: str, deed: Deed, *, answer: Answer, company: Company, by: Actor) -> Quote:
    quote, revisions = await hold(session, number)
    day = buyers_day(quote.country, company, now=answer.at)
    check(quote, deed, day=day, newer=newest(revisions).number)
    await repository.change_status(
        session,
        quote.id,
        to=target(deed),
        only_from=tuple(sources(deed)),
        **repository.answer_columns(answer),
    )
    data = {"number": number, "reason": answer.reason, "customer": quote.customer}
    await events.record(session, f"quote_{answer.kind}", subject=("quote", quote.id), by=by, data=data)
    closed = await repository.find_quote(session, number)
    assert closed is not None
    return closed


async def _withdraw_waiting(session: Session, quote: Quote, *, by: Actor, at: datetime) -> None:
    columns = repository.answer_columns(Answer(AnswerKind.WITHDRAWN, at))
    await repository.change_status(
        session, quote.id, to=QuoteStatus.REFUSED, only_from=[QuoteStatus.WAITING], **columns
    )
    await requests.settle(session, quote.id, RequestState.REFUSED, decided_by=str(by), decided_at=at)
    data = {"number": quote.number, "reason": "", "customer": quote.customer}
    await events.record(session, "quote_withdrawn", subject=("quote", quote.id), by=by, data=data)


def _cut(answer: Answer) -> Answer:
    words = {name: " ".join(getattr(answer, name).split())[:most] for name, most in _LONGEST.items() if name != "text"}
    text = answer.text.strip()[: _LONGEST["text"]]
    return Answer(kind=answer.kind, at=answer.at, text=text, **words)
