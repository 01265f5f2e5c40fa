"""Leads for other programs: the list, and one with its grade, stage, CRM state and conversation."""

from __future__ import annotations

from typing import Any

from litestar import Request, get
from litestar.params import FromPath, FromQuery

from content.catalogue.model import Company
from foundation import clock
from foundation.locales import negotiate
from funnel.conversations import repository as conversations
from funnel.crm import repository as crm
from funnel.crm.model import CrmLink
from funnel.insights.risk import outlooks
from funnel.people import repository as people
from funnel.people.model import Customer
from funnel.people.repository import Selection
from funnel.timeline import repository as timeline
from scoring.funnel_shape import funnel_of
from scoring.interest_wording import interest_label
from scoring.interests import interests
from scoring.wording import reason_sentence, stage_name
from web.api.guard import requires_api_key
from web.errors import FieldProblem, language_of
from web.input import plain
from web.locale import speech
from web.wiring import house_of

AnyRequest = Request[Any, Any, Any]
PAGE = 50
MOST = 200
FURTHEST = 10_000_000


@get("/api/leads", guards=[requires_api_key])
async def list_leads(
    request: AnyRequest,
    grade: FromQuery[str | None] = None,
    stage: FromQuery[int | None] = None,
    search: FromQuery[str | None] = None,
    order: FromQuery[str] = "grade",
    limit: FromQuery[int] = PAGE,
    offset: FromQuery[int] = 0,
) -> dict[str, Any]:
    """List leads, best first; `order` is grade, newest, touched, stage or name."""
    house = house_of(request)
    company = await house.parts.company()
    if stage is not None and stage not in funnel_of(company).positions:
        raise FieldProblem("stage", speech(language_of(request), "problems")("Please check: {fields}.", fields="stage"))
    selection = Selection(
        grade=plain(grade) if grade else None,
        stage=stage,
        search=plain(search) if search else None,
        order=order,
        limit=max(1, min(limit, MOST)),
        offset=max(0, min(offset, FURTHEST)),
    )
    async with house.parts.database.reading() as session:
        found, total = await people.select_customers(session, selection)
        links = await crm.find_many(session, [customer.id for customer in found])
        risks = await outlooks(session, found, company)
    locale = negotiate(request.headers.get("accept-language"))
    return {
        "total": total,
        "leads": [
            lead_body(each, links.get(each.id), company, locale=locale, risk=risks[each.id].risk) for each in found
        ],
    }


@get("/api/leads/{lead_id:int}", guards=[requires_api_key])
async def show_lead(request: AnyRequest, lead_id: FromPath[int]) -> dict[str, Any]:
    """Show one lead with its newest conversation."""
    house = house_of(request)
    company = await house.parts.company()
    locale = negotiate(request.headers.get("accept-language"))
    async with house.parts.database.reading() as session:
        customer = await people.find(session, lead_id)
        link = await crm.find(session, lead_id)
        risk = (await outlooks(session, [customer], company))[lead_id].risk
        talks = await conversations.of_customer(session, lead_id)
        said = await conversations.messages(session, talks[0].memory.id) if talks else []
        liked = interests(await timeline.behaviour(session, lead_id), company, now=clock.now())
    messages = [
        {"role": each.role, "text": each.text, "locale": each.locale, "at": each.at.isoformat()} for each in said
    ]
    conversation = {"id": talks[0].memory.id, "messages": messages} if talks else None
    likes = [
        {"kind": one.kind, "key": one.key, "label": interest_label(one, company, locale), "weight": one.weight}
        for one in liked
    ]
    return {
        **lead_body(customer, link, company, locale=locale, risk=risk),
        "interests": likes,
        "conversation": conversation,
    }


def lead_body(
    customer: Customer, link: CrmLink | None, company: Company, *, locale: str, risk: float
) -> dict[str, Any]:
    """Put a lead into the contract's JSON, worded in the reader's language."""
    judgement = customer.judgement
    return {
        "id": customer.id,
        "contact": {"name": customer.name, "email": customer.email, "phone": customer.phone},
        "company": customer.company,
        "country": customer.country,
        "locale": customer.locale,
        "grade": judgement.grade.value if judgement else None,
        "points": judgement.points if judgement else None,
        "reasons": [reason_sentence(each, company, locale) for each in judgement.reasons] if judgement else [],
        "stage": customer.stage,
        "stage_name": stage_name(customer.stage, locale, company),
        "stage_reason": reason_sentence(customer.stage_reason, company, locale) if customer.stage_reason else None,
        "estimated_value": str(judgement.estimated_value) if judgement else None,
        "risk_score": risk,
        "owner": customer.owner_id,
        "crm": {
            "state": link.state.value if link else None,
            "id": link.ids.get("contact") if link else None,
            "error": link.error if link else None,
            "ids": dict(link.ids) if link else {},
            "left_out": {number: each.trouble.value for number, each in link.left_out.items()} if link else {},
        },
        "lost": customer.lost,
        "created_at": customer.created_at.isoformat(),
    }
