"""A quote is written at the desk: what it would be is shown while it is typed, it is kept as a draft, issued, or put before others."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from content.catalogue.model import Company
from content.rates.model import RateBook
from foundation import clock
from foundation.actor import Actor
from foundation.database import Session
from foundation.locales import country_code
from funnel.journey.assign import hand
from funnel.journey.buyer import RECIPIENT, account_by, account_of
from funnel.journey.capture import capture
from funnel.journey.parts import company_day
from funnel.journey.quote import dealings_of, hold_customer
from funnel.journey.revise import issue, revise, root_of
from funnel.owners.model import Owned
from funnel.people import repository as people
from funnel.people.model import Customer, NewCustomer
from funnel.permissions import repository as staff
from quoting.answers.errors import ApprovalNeeded, ApprovalNotNeeded, BeyondAll
from quoting.approval import level_for
from quoting.approvals import repository as requests
from quoting.drafts import draft_quote, draft_revision, edit_draft
from quoting.errors import QuotingError
from quoting.exchange import read_rates
from quoting.issue import compose_quote, require_quote
from quoting.model import Quote, QuoteRequest, QuoteStatus
from quoting.pricing import price_lines
from quoting.wish import Wish, placed, request_of
from scoring.model import Reason

SOURCE = "desk"


@dataclass(frozen=True, slots=True)
class Preview:
    """What a request would become at this moment: the very quote that an issue would store, but for its number."""

    request: QuoteRequest
    quote: Quote
    told: Quote
    """The same quote in the reader's words, with the same figures."""
    rates: RateBook
    today: date


async def written_for(
    session: Session, request: QuoteRequest, number: int | None, *, company: Company, by: Actor | None = None
) -> QuoteRequest:
    """Return a request as it is for its buyer: their price list counts, and what was not written comes from their record.

    The buyer is the customer of that number, else the one with the e-mail address that was written. An address that nobody
    has yet becomes a customer where `by` says who enters it. Raises UnknownCustomer.
    """
    email = (request.recipient.get("email") or "").strip().lower() or None
    if number is not None:
        customer: Customer | None = await people.find(session, number)
    else:
        customer = await people.find_by_contact(session, email, None)
    if customer is None and email and by is not None:
        name, firm = request.recipient.get("name"), request.recipient.get("company")
        new = NewCustomer(
            name=name, company=firm, email=email, country=request.country, locale=request.locale, source=SOURCE
        )
        captured = await capture(session, new, company, by=by)
        customer = captured.customer
        if captured.created and customer.owner_id != by.id:
            await _keep(session, customer, by=by)
    if customer is None:
        return replace(request, customer=None, account=account_by(email))
    known = {name: getattr(customer, name) for name in RECIPIENT}
    return replace(
        request,
        customer=customer.id,
        account=account_of(customer),
        country=request.country or country_code(customer.country),
        recipient={**known, **{name: value for name, value in request.recipient.items() if value}},
    )


async def _keep(session: Session, customer: Customer, *, by: Actor) -> None:
    """Let whoever entered a customer look after them, or the quote just written would be out of their sight."""
    member = await staff.look_up(session, by.id) if by.kind == "staff" else None
    if member is not None:
        reason = Reason("owner_by_hand", 0, {"who": member.name, "note": ""})
        await hand(session, [Owned(customer.id, member.id, clock.now(), reason, str(by))], by=by)


async def line_faults(session: Session, request: QuoteRequest, company: Company) -> Sequence[QuotingError]:
    """Return what is wrong with lines taken by themselves, each with its position, so that a person can mend all at once."""
    rates = await read_rates(session, request.currency, company, now=clock.now())
    if request.locale not in company.locales:  # a fault of its own, which prices do not depend on
        request = replace(request, locale=company.locales[0])
    found = []
    for position, line in enumerate(request.lines, start=1):
        try:
            price_lines(replace(request, lines=(line,)), company, today=company_day(company), rates=rates)
        except QuotingError as error:
            error.position = position
            found.append(error)
    return found


async def preview(
    session: Session, request: QuoteRequest, company: Company, *, by: Actor, locale: str, of: str | None = None
) -> Preview:
    """Say what a request would become if `by` issued it now; nothing is stored. `of` is the draft or quote that is edited.

    Raises QuoteNotFound, and all that `compose_quote` raises.
    """
    wish, granted, root = placed(request), frozenset[str](), None
    if of is not None:
        former = await require_quote(session, of)
        wish, root = request_of(former, request), await root_of(session, former)
        granted = await requests.granted_for(session, root)
    now, earlier = clock.now(), await dealings_of(session, wish, but=root)
    rates = await read_rates(session, wish.currency, company, now=now, earlier=earlier)

    def composed(one: QuoteRequest) -> Quote:
        return compose_quote(one, company, now=now, roles=by.roles, earlier=earlier, granted=granted, rates=rates)

    quote = composed(wish)
    reader = locale if locale in company.locales else wish.locale
    told = quote if reader == wish.locale else composed(replace(wish, locale=reader, second_locale=None))
    return Preview(wish, quote, told, rates, clock.day_of(now, company.identity.time_zone))


async def new_draft(
    session: Session, request: QuoteRequest, company: Company, *, by: Actor, ticket: str | None = None
) -> Quote:
    """Keep a request as a draft; nobody is told of it. `ticket` is the id it shall have. Raises as `compose_quote`."""
    earlier = await dealings_of(session, request)
    return await draft_quote(session, request, company, by=by, now=clock.now(), earlier=earlier, quote_id=ticket)


async def revision_draft(
    session: Session,
    number: str,
    wish: Wish | QuoteRequest,
    *,
    company: Company,
    by: Actor,
    ticket: str | None = None,
) -> Quote:
    """Keep the next revision of a quote as a draft; nobody is told of it. Raises as `quoting.drafts.draft_revision`."""
    former = await hold_customer(session, number)
    earlier = await dealings_of(session, request_of(former, wish), but=former.root)
    return await draft_revision(
        session, number, wish, company=company, by=by, now=clock.now(), earlier=earlier, quote_id=ticket
    )


async def edit(
    session: Session, number: str, wish: Wish | QuoteRequest, *, version: str | None, company: Company, by: Actor
) -> Quote:
    """Put something different in a draft's place. Raises as `quoting.drafts.edit_draft`."""
    draft = await require_quote(session, number)
    earlier = await dealings_of(session, request_of(draft, wish), but=await root_of(session, draft))
    return await edit_draft(
        session, number, wish, version=version, company=company, by=by, now=clock.now(), earlier=earlier
    )


@dataclass(frozen=True, slots=True)
class Written:
    """What is written on: the number of a draft or quote, a draft's version as it was opened, the id of what is made."""

    of: str | None = None
    version: str = ""
    ticket: str | None = None
    words: str = ""
    """Whoever asks' own, for whoever approves."""


async def issue_written(
    session: Session, request: QuoteRequest, company: Company, *, by: Actor, asks: bool, written: Written
) -> Quote:
    """Issue what was written: a new quote, a draft, or the next revision of a quote.

    `asks` says that whoever wrote it knows that it waits for an approval; where that is not so (any more), nothing is
    done. Raises ApprovalNeeded, ApprovalNotNeeded, BeyondAll, StateError, and all that the verbs behind it raise.
    """
    done = await _issued(session, request, company, by=by, written=written)
    waits = done.status is QuoteStatus.WAITING
    if waits and level_for(done.authority, company) is None:
        raise BeyondAll
    if waits and not asks:
        raise ApprovalNeeded
    if asks and not waits:
        raise ApprovalNotNeeded
    return done


async def _issued(session: Session, request: QuoteRequest, company: Company, *, by: Actor, written: Written) -> Quote:
    if written.of is None:
        draft = await new_draft(session, request, company, by=by, ticket=written.ticket)
        return await issue(session, draft.number, company, by=by, words=written.words)
    former = await hold_customer(session, written.of)
    if former.status is not QuoteStatus.DRAFT:
        return await revise(session, written.of, request, company=company, by=by, words=written.words)
    await edit(session, written.of, request, version=written.version, company=company, by=by)
    return await issue(session, written.of, company, by=by, words=written.words)
