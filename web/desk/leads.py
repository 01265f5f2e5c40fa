"""What the list of leads and a lead's page show, in the reader's words."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from content.catalogue.model import Company
from foundation.database import Session
from foundation.locales import format_money
from foundation.money import Money
from funnel.conversations import repository as conversations
from funnel.conversations.model import StoredConversation, StoredMessage
from funnel.crm import repository as crm
from funnel.crm.model import CrmLink
from funnel.insights.overview import Overview, overview
from funnel.journey.suggest import suggestion
from funnel.mails import repository as mails
from funnel.mails.model import OutgoingMail
from funnel.needs_text import need_value
from funnel.people import repository as people
from funnel.people.model import Customer
from funnel.people.repository import ORDERS, Selection
from funnel.timeline import repository as timeline
from quoting import repository as quotes
from quoting.model import Quote
from scoring.funnel_stages import DECISION
from scoring.model import Behaviour
from scoring.wording import (
    action_kind,
    action_script,
    action_sentence,
    raising_sentence,
    reason_sentence,
    stage_name,
)
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
    stage: int
    stage_name: str
    value: str
    last_touch_at: datetime
    next_action: str
    crm: str


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
    funnel: Overview


async def lead_list(session: Session, company: Company, query: Mapping[str, str], *, locale: str) -> LeadList:
    """Read one page of leads; a filter that makes no sense is no filter."""
    asked_page = query.get("page", "")
    number = int(asked_page) if asked_page.isdecimal() and len(asked_page) <= LONGEST_NUMBER else 1
    stage = query.get("stage", "")
    selection = Selection(
        grade=query.get("grade") if query.get("grade") in {"A", "B", "C", "D"} else None,
        stage=int(stage) if stage in {"1", "2", "3", "4", "5"} else None,
        search=plain(query.get("q", "")).strip()[:100] or None,
        order=query.get("order", "grade"),
        limit=PAGE,
        offset=PAGE * (max(1, number) - 1),
    )
    found, total = await people.select_customers(session, selection)
    links = await crm.find_many(session, [each.id for each in found])
    rows = tuple(_row(each, links.get(each.id), company, locale=locale) for each in found)
    return LeadList(
        rows=rows,
        total=total,
        number=max(1, number),
        pages=max(1, -(-total // PAGE)),
        query={name: value for name, value in query.items() if name in {"grade", "stage", "q", "order"} and value},
        orders=tuple(ORDERS),
        stages=tuple(stage_name(number, locale) for number in range(1, 6)),
        funnel=await overview(session, locale),
    )


def _row(customer: Customer, link: CrmLink | None, company: Company, *, locale: str) -> LeadRow:
    judgement = customer.judgement
    return LeadRow(
        id=customer.id,
        name=customer.display_name,
        company=customer.company,
        country=customer.country,
        grade=judgement.grade.value if judgement else "–",
        points=judgement.points if judgement else 0,
        stage=customer.stage,
        stage_name=stage_name(customer.stage, locale),
        value=_base(judgement.estimated_value, company, locale) if judgement and judgement.estimated_value else "–",
        last_touch_at=customer.last_touch_at,
        next_action=action_sentence(judgement.next_action, company, locale) if judgement else "",
        crm=link.state.value if link else "",
    )


@dataclass(frozen=True, slots=True)
class Point:
    """A reason with its points."""

    sentence: str
    points: float


@dataclass(frozen=True, slots=True)
class Move:
    """A stage move, worded."""

    at: datetime
    stage: str
    reason: str


@dataclass(frozen=True, slots=True)
class NeedLine:
    """A need of the newest conversation."""

    label: str
    value: str
    status: str


@dataclass(frozen=True, slots=True)
class LeadPage:
    """Context of `desk/lead.html`."""

    customer: Customer
    row: LeadRow
    reasons: tuple[Point, ...]
    would_raise: tuple[Point, ...]
    stage_reason: str | None
    stages: tuple[str, ...]
    moves: tuple[Move, ...]
    suggestion: tuple[str, str] | None
    """Why a stage is suggested, and its name."""
    needs: tuple[NeedLine, ...]
    messages: tuple[StoredMessage, ...]
    behaviour: tuple[Behaviour, ...]
    quotes: tuple[tuple[Quote, str, str], ...]
    """Each quote with its total and the address of its page."""
    mails: tuple[OutgoingMail, ...]
    link: CrmLink | None
    action_kind: str
    action: str
    script: str


async def lead_page(
    session: Session, company: Company, customer_id: int, *, locale: str, quote_page: Callable[[str, str], str]
) -> LeadPage:
    """Read everything about one lead; `quote_page` gives the address of a quote's page. Raises UnknownCustomer."""
    customer = await people.find(session, customer_id)
    link = await crm.find(session, customer_id)
    talks = await conversations.of_customer(session, customer_id)
    said = await conversations.messages(session, talks[0].memory.id) if talks else []
    judgement = customer.judgement
    seen = await timeline.behaviour(session, customer_id)
    suggested = await suggestion(session, customer, seen)
    offered = await quotes.list_quotes(session, customer=customer_id)
    return LeadPage(
        customer=customer,
        row=_row(customer, link, company, locale=locale),
        reasons=tuple(Point(reason_sentence(r, company, locale), r.points) for r in judgement.reasons)
        if judgement
        else (),
        would_raise=tuple(Point(raising_sentence(r, locale), r.points) for r in judgement.would_raise[:4])
        if judgement
        else (),
        stage_reason=reason_sentence(customer.stage_reason, company, locale) if customer.stage_reason else None,
        stages=tuple(stage_name(number, locale) for number in range(1, 6)),
        moves=tuple(
            Move(each.at, stage_name(each.to_stage, locale), reason_sentence(each.reason, company, locale))
            for each in await timeline.moves(session, customer_id)
        ),
        suggestion=(reason_sentence(suggested, company, locale), stage_name(DECISION, locale)) if suggested else None,
        needs=_needs(talks, company, locale),
        messages=tuple(said),
        behaviour=tuple(seen[:40]),
        quotes=tuple(
            (each, format_money(each.total, locale), quote_page(each.number, each.locale)) for each in offered
        ),
        mails=tuple(await mails.of_customer(session, customer_id)),
        link=link,
        action_kind=action_kind(judgement.next_action, locale) if judgement else "",
        action=action_sentence(judgement.next_action, company, locale) if judgement else "",
        script=action_script(judgement.next_action, company, customer.locale) if judgement else "",
    )


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
