"""What the list of leads and a lead's page show, in the reader's words."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from content.catalogue.model import Company
from foundation import clock
from foundation.database import Session
from foundation.locales import format_money
from foundation.money import Money
from funnel.conversations import repository as conversations
from funnel.conversations.model import StoredConversation, StoredMessage
from funnel.crm import repository as crm
from funnel.crm.model import CrmLink
from funnel.inbox import repository as inbox
from funnel.inbox.model import ReceivedMail
from funnel.insights.glance import overview_at_a_glance
from funnel.insights.overview import Overview
from funnel.journey.recommend import Known
from funnel.journey.suggest import suggestion
from funnel.mails import repository as mails
from funnel.mails.model import OutgoingMail
from funnel.needs_text import need_value
from funnel.people import repository as people
from funnel.people.model import Customer
from funnel.people.repository import ORDERS, Selection
from funnel.permissions import repository as staff
from funnel.permissions.model import Member
from funnel.timeline import repository as timeline
from quoting import repository as quotes
from quoting.answers.wording import word_state
from quoting.calendar import buyers_day
from quoting.link import Addresses
from quoting.model import Quote
from quoting.proforma import has_proforma
from scoring.funnel_shape import funnel_of
from scoring.model import Behaviour, Reason
from scoring.wording import action_kind, action_script, action_sentence, reason_sentence, stage_name
from web.desk.interests import InterestLine, NextLine, interest_lines, next_lines
from web.desk.lead_journey import Journey, journey_of
from web.desk.outlook import OutlookCard, outlook_card
from web.desk.owners import FreeLeads, OwnerCard, free_leads, owner_card
from web.desk.raising import Raising, raising
from web.desk.seeing import Whose, visible, whose
from web.input import plain

PAGE = 25
LONGEST_NUMBER = 6
"""Digits of a page number; nobody leafs further."""


@dataclass(frozen=True, slots=True)
class LeadRow:
    """One line of the list."""

    id: int
    name: str
    company: str | None
    country: str | None
    grade: str
    points: float
    tone: int
    """What the stage means, 1 to 5, for its colour."""
    stage_name: str
    value: str
    last_touch_at: datetime
    next_action: str
    crm: str
    owner: str
    """Whom of the staff the customer belongs to, by name; empty for nobody."""


@dataclass(frozen=True, slots=True)
class LeadList:
    """Context of `desk/leads.html`; `query` is what was chosen, to be kept from page to page."""

    rows: tuple[LeadRow, ...]
    total: int
    number: int
    pages: int
    query: Mapping[str, str]
    orders: tuple[str, ...]
    stages: tuple[str, ...]
    tones: tuple[int, ...]
    """What each stage means, 1 to 5, for its colour."""
    funnel: Overview
    whose: Whose
    free: FreeLeads


async def lead_list(session: Session, company: Company, query: Mapping[str, str], *, member: Member) -> LeadList:
    """Read one page of leads; a filter that makes no sense is no filter."""
    locale, chosen = member.locale, await whose(session, member, query)
    asked_page = query.get("page", "")
    number = int(asked_page) if asked_page.isdecimal() and len(asked_page) <= LONGEST_NUMBER else 1
    stage = query.get("stage", "")
    selection = Selection(
        grade=query.get("grade") if query.get("grade") in {"A", "B", "C", "D"} else None,
        stage=int(stage) if stage in map(str, funnel_of(company).positions) else None,
        search=plain(query.get("q", "")).strip()[:100] or None,
        owner=chosen.owner,
        order=query.get("order", "grade"),
        limit=PAGE,
        offset=PAGE * (max(1, number) - 1),
    )
    found, total = await people.select_customers(session, selection)
    links = await crm.find_many(session, [each.id for each in found])
    names = {each.id: each.name for each in await staff.listed(session)}
    rows = tuple(_row(each, links.get(each.id), company, locale=locale, names=names) for each in found)
    return LeadList(
        rows=rows,
        total=total,
        number=max(1, number),
        pages=max(1, -(-total // PAGE)),
        query={
            name: value for name, value in query.items() if name in {"grade", "stage", "q", "order", "whose"} and value
        },
        orders=tuple(ORDERS),
        stages=tuple(stage_name(number, locale, company) for number in funnel_of(company).positions),
        tones=tuple(_tone(number, company) for number in funnel_of(company).positions),
        funnel=await overview_at_a_glance(session, locale, company),
        whose=chosen,
        free=await free_leads(session, member, query),
    )


def _row(
    customer: Customer, link: CrmLink | None, company: Company, *, locale: str, names: Mapping[str, str]
) -> LeadRow:
    judgement = customer.judgement
    return LeadRow(
        id=customer.id,
        name=customer.display_name,
        company=customer.company,
        country=customer.country,
        grade=judgement.grade.value if judgement else "–",
        points=judgement.points if judgement else 0,
        tone=_tone(customer.stage, company),
        stage_name=stage_name(customer.stage, locale, company),
        value=_base(judgement.estimated_value, company, locale) if judgement and judgement.estimated_value else "–",
        last_touch_at=customer.last_touch_at,
        next_action=action_sentence(judgement.next_action, company, locale) if judgement else "",
        crm=link.state.value if link else "",
        owner=names.get(customer.owner_id or "", ""),
    )


@dataclass(frozen=True, slots=True)
class Point:
    """A reason with its points."""

    sentence: str
    points: float


@dataclass(frozen=True, slots=True)
class NeedLine:
    """A need of the newest conversation."""

    label: str
    value: str
    status: str


@dataclass(frozen=True, slots=True)
class QuoteLink:
    """A quote with its state in words, its total and where it is read; `proforma` is None where it does not bind us (any more)."""

    quote: Quote
    state: str
    total: str
    page: str
    proforma: str | None


@dataclass(frozen=True, slots=True)
class LeadPage:
    """Context of `desk/lead.html`."""

    customer: Customer
    row: LeadRow
    owner: OwnerCard
    reasons: tuple[Point, ...]
    raising: Raising
    stage_reason: str | None
    stages: tuple[str, ...]
    journey: Journey
    suggestion: tuple[str, str] | None
    """Why a stage is suggested, and its name."""
    needs: tuple[NeedLine, ...]
    messages: tuple[StoredMessage, ...]
    behaviour: tuple[Behaviour, ...]
    interests: tuple[tuple[str, tuple[InterestLine, ...]], ...]
    """By kind, the strongest first."""
    show_next: tuple[NextLine, ...]
    quotes: tuple[QuoteLink, ...]
    mails: tuple[tuple[OutgoingMail, tuple[ReceivedMail, ...]], ...]
    """Each with what came in about it."""
    letters: tuple[ReceivedMail, ...]
    """What else came in by mail, oldest first."""
    link: CrmLink | None
    outlook: OutlookCard
    action_kind: str
    action: str
    script: str


def _threads(
    sent: Sequence[OutgoingMail], came: Sequence[ReceivedMail]
) -> tuple[tuple[OutgoingMail, tuple[ReceivedMail, ...]], ...]:
    return tuple((one, tuple(each for each in came if each.outgoing_id == one.id)) for one in sent)


def _quote_link(quote: Quote, company: Company, locale: str, *, addresses: Addresses) -> QuoteLink:
    day = buyers_day(quote.country, company, now=clock.now())
    proforma = addresses.proforma(quote.number, quote.locale) if has_proforma(quote, day=day) else None
    page = addresses.page(quote.number, quote.locale)
    return QuoteLink(quote, word_state(quote, locale), format_money(quote.total, locale), page, proforma)


def _suggestion(found: tuple[Reason, int], company: Company, locale: str) -> tuple[str, str]:
    reason, stage = found
    return reason_sentence(reason, company, locale), stage_name(stage, locale, company)


async def lead_page(
    session: Session, company: Company, customer_id: int, *, member: Member, addresses: Addresses
) -> LeadPage:
    """Read everything about one lead, with the `addresses` of its quotes. Raises UnknownCustomer, for another's too."""
    customer, locale = await visible(session, member, customer_id), member.locale
    owner = await owner_card(session, customer, company, member=member)
    link = await crm.find(session, customer_id)
    talks = await conversations.of_customer(session, customer_id)
    said = await conversations.messages(session, talks[0].memory.id) if talks else []
    judgement = customer.judgement
    seen = await timeline.behaviour(session, customer_id)
    suggested = await suggestion(session, customer, company, seen=seen)
    offered = await quotes.list_quotes(session, customer=customer_id)
    came = await inbox.of_customer(session, customer_id)
    shown = await next_lines(session, company, customer, known=_known(seen, talks), locale=locale)
    return LeadPage(
        customer=customer,
        row=_row(customer, link, company, locale=locale, names={customer.owner_id or "": owner.name}),
        owner=owner,
        reasons=_reasons(customer, company, locale),
        raising=await raising(session, customer, company, locale=locale),
        stage_reason=reason_sentence(customer.stage_reason, company, locale) if customer.stage_reason else None,
        stages=tuple(stage_name(number, locale, company) for number in funnel_of(company).positions),
        journey=await journey_of(session, customer, company, locale=locale),
        suggestion=_suggestion(suggested, company, locale) if suggested else None,
        needs=_needs(talks, company, locale),
        messages=tuple(said),
        behaviour=tuple(seen[:40]),
        interests=interest_lines(seen, company, locale),
        show_next=shown,
        quotes=tuple(_quote_link(each, company, locale, addresses=addresses) for each in offered),
        mails=_threads(await mails.of_customer(session, customer_id), came),
        letters=tuple(one for one in came if one.outgoing_id is None),
        link=link,
        outlook=await outlook_card(session, customer, company, locale=locale),
        action_kind=action_kind(judgement.next_action, locale) if judgement else "",
        action=action_sentence(judgement.next_action, company, locale) if judgement else "",
        script=action_script(judgement.next_action, company, customer.locale) if judgement else "",
    )


def _tone(stage: int, company: Company) -> int:
    return int(funnel_of(company).meaning(stage))


def _reasons(customer: Customer, company: Company, locale: str) -> tuple[Point, ...]:
    found = customer.judgement.reasons if customer.judgement else ()
    return tuple(Point(reason_sentence(one, company, locale), one.points) for one in found)


def _known(seen: Sequence[Behaviour], talks: Sequence[StoredConversation]) -> Known:
    return Known(seen, talks[0].memory.needs if talks else None)


def _needs(talks: Sequence[StoredConversation], company: Company, locale: str) -> tuple[NeedLine, ...]:
    if not talks:
        return ()
    return tuple(
        NeedLine(
            company.needs[name].label[locale],
            need_value(company.needs[name], need, company, locale=locale),
            need.status,
        )
        for name, need in talks[0].memory.needs.items()
        if name in company.needs
    )


def _base(amount: Decimal, company: Company, locale: str) -> str:
    return format_money(Money(amount, company.identity.base_currency), locale)
