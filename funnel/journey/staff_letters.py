"""What the mails say by which the staff are reminded of what waits for them; in the language of each one's desk."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass

from content.catalogue.model import Company
from foundation.database import Session
from foundation.locales import format_date, format_moment, format_money
from funnel.journey.ending_letters import Say, speaker
from funnel.journey.parts import Parts
from funnel.journey.staff_reminders import Due, due
from funnel.mails import repository as mails
from funnel.mails.letter import Draft
from funnel.mails.model import OutgoingMail
from funnel.people import repository as people
from funnel.people.model import Customer
from funnel.reminders.model import Kind
from funnel.requests import repository as requests
from quoting import repository as quotes
from quoting.approval import level_for
from quoting.approvals import repository as approvals
from quoting.model import Quote


@dataclass(frozen=True, slots=True)
class Case:
    """One thing that waits, worded: `name` for a list, `title` and `opening` where it is told alone."""

    name: str
    title: str
    opening: str
    facts: tuple[tuple[str, str], ...]
    brief: str
    """Its facts on one line."""
    path: str
    """Its page at the desk."""


@dataclass(frozen=True, slots=True)
class _Telling:
    """What words a case."""

    session: Session
    company: Company
    locale: str
    say: Say

    def moment(self, at: object) -> str:
        return format_moment(at, self.locale, self.company.identity.time_zone)  # type: ignore[arg-type]  # always a moment


async def _compose(session: Session, parts: Parts, outgoing: OutgoingMail) -> Draft | None:
    """Tell everything of this kind that still waits for the recipient; what is done meanwhile needs no reminder."""
    company, kind, say = await parts.company(), Kind(outgoing.purpose), speaker(outgoing.locale)
    named = [outgoing.about, *await mails.together_with(session, outgoing)]
    still = [one for one in await due(session, kind, company, only=named) if one.to.email == outgoing.recipient]
    telling = _Telling(session, company, outgoing.locale, say)
    cases = [case for one in still if (case := await _CASES[kind](telling, one)) is not None]
    if not cases:
        return None
    alone = cases[0] if len(cases) == 1 else None
    title, opening = (alone.title, alone.opening) if alone else _together(kind, say)
    return Draft(
        locale=outgoing.locale,
        subject=f"{title} · {company.identity.name}",
        paragraphs=(opening,),
        facts=alone.facts if alone else tuple((case.name, case.brief) for case in cases),
        links=(
            *((say("In the desk:") if alone else f"{case.name}:", f"{parts.public_url}{case.path}") for case in cases),
            (say("You switch these reminders on and off on your own page at the desk:"), f"{parts.public_url}/desk/account"),
        ),
        name=still[0].to.name,
    )  # fmt: skip


def _together(kind: Kind, say: Say) -> tuple[str, str]:
    """Return subject and opening of a mail that tells several."""
    return {
        Kind.VIEWED: (
            say("Quotations were opened and not answered"),
            say("These quotations were opened by their buyers, who have not answered yet:"),
        ),
        Kind.ENDING: (
            say("Quotations end soon"),
            say("These quotations end soon, and their buyers have not answered yet:"),
        ),
        Kind.REQUEST: (
            say("Requests for quotation are waiting"),
            say("These requests for quotation are still waiting for somebody to deal with them:"),
        ),
        Kind.AGEING: (
            say("Quotations are waiting for your approval"),
            say("These quotations are waiting for your approval:"),
        ),
        Kind.WENT_UP: (
            say("Requests for approval have come up to you"),
            say("These requests for approval were not answered in time and have come up to you:"),
        ),
    }[kind]


async def _viewed(telling: _Telling, one: Due) -> Case | None:
    found, say = await _quote(telling, one), telling.say
    if found is None or found[0].viewed_at is None:
        return None
    quote, buyer = found
    opened = telling.moment(quote.viewed_at)
    return _case(
        telling,
        quote,
        buyer,
        title=say("{number} was opened and not answered"),
        opening=say("The buyer opened our quotation {number} and has not answered yet.").format(number=quote.number),
        when=(say("Opened"), opened),
    )


async def _ending(telling: _Telling, one: Due) -> Case | None:
    found, say = await _quote(telling, one), telling.say
    if found is None:
        return None
    quote, buyer = found
    until = format_date(quote.valid_until, telling.locale, "long")
    opening = say("Our quotation {number} is valid until {date}, and the buyer has not answered yet.")
    return _case(
        telling,
        quote,
        buyer,
        title=say("{number} ends soon"),
        opening=opening.format(number=quote.number, date=until),
        when=(say("Valid until"), until),
    )


async def _approval(telling: _Telling, one: Due) -> Case | None:
    found, say = await _quote(telling, one), telling.say
    asked = await approvals.find_open(telling.session, found[0].id) if found else None
    if found is None or asked is None:
        return None
    quote, buyer = found
    until = telling.moment(asked.due_at)
    if asked.reached_at > asked.created_at:
        title = say("The request for approval of {number} has come up to you")
        opening = say("The request for approval of {number} was not answered in time and has come up to you.")
    else:
        title = say("{number} is waiting for your approval")
        opening = say("The quotation {number} is waiting for your approval.")
    goes_on = level_for(asked.why, telling.company, above=asked.level) is not None
    ends = say("Without an answer it goes up at {moment}.") if goes_on else say("The answer is due at {moment}.")
    return _case(
        telling,
        quote,
        buyer,
        title=title,
        opening=f"{opening.format(number=quote.number)} {ends.format(moment=until)}",
        when=(say("Answer due"), until),
        page=f"/desk/approvals#{quote.number}",
    )


async def _request(telling: _Telling, one: Due) -> Case | None:
    kept = await requests.find(telling.session, one.matter.about)
    if kept is None or kept.done_at is not None:
        return None
    say, since = telling.say, telling.moment(kept.created_at)
    customers = await people.find_many(telling.session, [] if kept.customer_id is None else [kept.customer_id])
    buyer = _buyer(customers[0] if customers else None, {})
    source = " ".join(kept.source.split())
    return Case(
        name=buyer or source,
        title=say("A request for quotation is waiting"),
        opening=say("A request for quotation is still waiting for somebody to deal with it."),
        facts=(
            *(((say("Buyer"), buyer),) if buyer else ()),
            (say("Subject or file"), source),
            (say("Came in"), since),
            *(((say("Draft"), kept.draft),) if kept.draft else ()),
        ),
        brief=since,
        path=f"/desk/requests/{kept.id}",
    )


async def _quote(telling: _Telling, one: Due) -> tuple[Quote, str] | None:
    """Return a quote and whom it is for."""
    quote = await quotes.find_quote(telling.session, one.matter.about)
    if quote is None:
        return None
    known = await people.find_many(telling.session, [] if quote.customer is None else [quote.customer])
    return quote, _buyer(known[0] if known else None, quote.recipient)


def _buyer(customer: Customer | None, recipient: Mapping[str, str | None]) -> str:
    name = recipient.get("name") or (customer.name if customer else None)
    company = recipient.get("company") or (customer.company if customer else None)
    named = ", ".join(filter(None, (name, company)))
    return " ".join((named or (customer.email if customer else None) or "").split())


def _case(
    telling: _Telling,
    quote: Quote,
    buyer: str,
    *,
    title: str,
    opening: str,
    when: tuple[str, str],
    page: str | None = None,
) -> Case:
    """Word a case about a quote; `when` is what its time means, and the time."""
    say, total = telling.say, format_money(quote.total, telling.locale)
    facts = (*(((say("Buyer"), buyer),) if buyer else ()), (say("Total"), total), when)
    return Case(
        name=quote.number,
        title=title.format(number=quote.number),
        opening=opening,
        facts=facts,
        brief=" · ".join(value for _, value in facts),
        path=page or f"/desk/quotes/{quote.number}",
    )


_CASES: Mapping[Kind, Callable[[_Telling, Due], Awaitable[Case | None]]] = {
    Kind.VIEWED: _viewed,
    Kind.ENDING: _ending,
    Kind.REQUEST: _request,
    Kind.AGEING: _approval,
    Kind.WENT_UP: _approval,
}
STAFF_LETTERS: Mapping[str, Callable[[Session, Parts, OutgoingMail], Awaitable[Draft | None]]] = {
    kind.value: _compose for kind in Kind
}
"""Who words which mail."""
