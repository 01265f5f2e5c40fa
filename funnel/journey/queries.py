"""The system queries behind each reply: what the advisor asks for is looked up, calculated or done here, and recorded."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

import msgspec

from advisor.catalogue_facts import answer
from advisor.model import Contact, Conversation, Fact, Query
from advisor.understanding.about_self import position_said, staff_said
from content import authority
from content.catalogue.model import Company
from content.catalogue.prices import NoPrice, price
from foundation import clock, events
from foundation.actor import Actor
from foundation.database import Session
from foundation.locales import format_date
from funnel.conversations import repository as conversations
from funnel.journey.buyer import buyer_in
from funnel.journey.capture import capture
from funnel.journey.parts import Parts, company_day
from funnel.journey.quote import SENDABLE, note_quote, quote
from funnel.people import repository as people
from funnel.people.model import NewCustomer
from quoting import repository as quotes
from quoting.asking import Market
from quoting.data import rate_data
from quoting.errors import QuotingError
from quoting.exchange import read_rates
from quoting.freight import carriage_data
from quoting.model import Quote, QuoteRequest, RequestedLine
from scoring.wording import reason_sentence

PASSAGES = 3


@dataclass(slots=True)
class Asking:
    """One turn that asks: who, about which conversation. Doing something twice for the same turn does it once."""

    parts: Parts
    company: Company
    conversation: Conversation
    visitor: str
    done: dict[str, Any]

    @property
    def by(self) -> Actor:
        """The visitor, as actor."""
        return Actor.visitor(self.visitor[:16])


async def run(query: Query, asking: Asking) -> Fact:
    """Run one query and return it with its result."""
    doing = DOING.get(query.name)
    if doing is None:
        return Fact(query, answer(query, asking.company))
    key = f"{query.name}:{sorted(query.parameters.items())!r}"
    if key not in asking.done:
        asking.done[key] = await doing(query.parameters, asking)
    return Fact(query, asking.done[key])


async def _search_knowledge(parameters: Mapping[str, Any], asking: Asking) -> list[dict[str, Any]]:
    passages = await asking.parts.search(
        parameters["question"],
        locale=parameters.get("locale") or asking.conversation.locale,
        product=parameters.get("sku"),
        category=parameters.get("category"),
        limit=parameters.get("limit") or PASSAGES,
    )
    return [
        {
            "title": each.title,
            "url": each.url,
            "page": each.page,
            "locator": each.locator,
            "passage": each.passage,
            "quote": each.quote,
            "categories": list(each.categories),
            "locale": each.locale,
            "score": round(each.score, 3),
        }
        for each in passages
    ]


async def _price(parameters: Mapping[str, Any], asking: Asking) -> dict[str, Any]:
    currency = str(parameters["currency"])
    async with asking.parts.database.reading() as session:
        rates = await read_rates(session, currency, asking.company, now=clock.now())
    found = price(
        asking.company,
        str(parameters["sku"]),
        quantity=int(parameters.get("quantity") or 1),
        currency=currency,
        on=company_day(asking.company),
        options=tuple(parameters.get("options") or ()),
        buyer=buyer_in(asking.conversation),
        rates=rates,
    )
    if isinstance(found, NoPrice):
        return {"sku": found.sku, "none": found.reason}
    return {
        "sku": found.sku,
        "quantity": found.quantity,
        "currency": found.currency,
        "options": list(found.options),
        "unit_price": str(found.unit_price.amount),
        "amount": str(found.amount.amount),
        "min_quantity": found.min_quantity,
        "breaks": [
            {"min_quantity": each.min_quantity, "unit_price": str(each.unit_price.amount)} for each in found.breaks
        ],
        "valid_until": found.valid_until.isoformat(),
        **({"rate": rate_data(found.rate)} if found.rate else {}),
    }


async def _freight(parameters: Mapping[str, Any], asking: Asking) -> dict[str, Any]:
    """What carriage of a product to a country costs, under the terms that its rates hold for."""
    company, currency = asking.company, str(parameters["currency"])
    async with asking.parts.database.reading() as session:
        rates = await read_rates(session, currency, company, now=clock.now())
    market = Market(company, currency, buyer_in(asking.conversation), company_day(company), rates)
    try:
        return carriage_data(parameters, market)
    except QuotingError as error:
        return {"sku": parameters["sku"], "none": error.code}


async def _authority(parameters: Mapping[str, Any], asking: Asking) -> dict[str, Any]:
    skus = [sku for sku in parameters.get("skus") or () if sku in asking.company.products]
    rules = [asking.company.products[sku].operator_permissions for sku in skus]
    locale = parameters.get("locale") or asking.conversation.locale
    given = [one for said in parameters.get("given") or () for one in authority.parse_action(said)]
    deal = authority.Deal(given=tuple(given))
    if rules:
        decision = authority.decide_for_all(rules, parameters["action"], locale=locale, deal=deal)
    else:
        every = {product.operator_permissions for product in asking.company.products.values()}
        decision = authority.decide_for_none(every, parameters["action"], locale, deal=deal)
    told: dict[str, Any] = msgspec.to_builtins(decision)  # figures as decimal text, dates as ISO 8601
    return {"action": parameters["action"], **told}


async def _issue_quote(parameters: Mapping[str, Any], asking: Asking) -> dict[str, Any]:
    memory = asking.conversation
    buyer = buyer_in(memory)
    request = QuoteRequest(
        locale=parameters.get("locale") or memory.locale,
        currency=parameters["currency"],
        lines=tuple(
            RequestedLine(line["sku"], int(line["quantity"]), tuple(line.get("options") or ()))
            for line in parameters["lines"]
        ),
        discount=Decimal(str(parameters.get("discount") or 0)),
        incoterm=parameters.get("incoterm"),
        country=buyer.country,
        account=buyer.account,
        customer=memory.customer,
        conversation=memory.id,
        recipient={name: getattr(memory.contact, name) for name in CONTACT_FIELDS},
        assumed=tuple(parameters.get("assumed") or ()),
    )
    try:
        async with asking.parts.database.transaction() as session:
            words = await _own_words(session, memory) if request.discount else ""
            issued = await quote(session, request, asking.company, by=asking.by, words=words)
    except QuotingError as error:
        return {"refused": error.code, "reason": error.sentence(request.locale)}
    return quote_fact(issued, asking.parts)


async def _own_words(session: Session, memory: Conversation) -> str:
    """Return what the visitor said last that wishes a concession: it goes with the request for it."""
    said = [one.text for one in await conversations.messages(session, memory.id) if one.role == "visitor"]
    wishes = (text for text in reversed(said) if authority.parse_action(text, memory.locale))
    return next(wishes, "")


def quote_fact(issued: Quote, parts: Parts) -> dict[str, Any]:
    """Return a quote as the advisor may speak of it."""
    return {
        "number": issued.number,
        "status": issued.status.value,
        "currency": issued.currency,
        "total": str(issued.total.amount),
        "valid_until": issued.valid_until.isoformat(),
        "pdf_url": parts.quote_pdf(issued.number, issued.locale) if issued.has_document else None,
        "url": parts.quote_page(issued.number, issued.locale),
        "lead_time_days": issued.lead_time_days,
        "incoterm": issued.incoterm,
        "assumptions": list(issued.assumptions),
        "lines": [
            {
                "sku": line.sku,
                "name": line.name,
                "quantity": line.quantity,
                "unit_price": str(line.unit_price.amount),
                "amount": str(line.amount.amount),
            }
            for line in issued.lines
        ],
    }


async def _who(contact: Contact, asking: Asking) -> NewCustomer:
    """Return what a visitor told of themselves: the contact, and position and size of the company from their own words."""
    memory = asking.conversation
    country = memory.needs.get("country")
    industry = memory.needs.get("industry")
    async with asking.parts.database.reading() as session:
        said = [one.text for one in await conversations.messages(session, memory.id) if one.role == "visitor"]
    return NewCustomer(
        name=contact.name,
        company=contact.company,
        email=contact.email,
        phone=contact.phone,
        country=contact.country or (country.value_id if country else None),
        locale=memory.locale,
        industry=industry.value_id if industry else None,
        source="advisor",
        job_title=position_said(said),
        company_size=staff_said(said),
    )


async def _capture_lead(parameters: Mapping[str, Any], asking: Asking) -> dict[str, Any]:
    memory = asking.conversation
    given: Mapping[str, Any] = parameters.get("contact") or {}
    contact = Contact(**{name: given.get(name) or getattr(memory.contact, name) for name in CONTACT_FIELDS})
    new = await _who(contact, asking)
    async with asking.parts.database.transaction() as session:
        captured = await capture(
            session, new, asking.company, by=asking.by, visitor=asking.visitor, conversation_id=memory.id
        )
        address = contact.email or captured.customer.email
        mailed = []
        for waiting in await quotes.list_quotes(session, conversation=memory.id):
            if waiting.customer is None:
                await note_quote(
                    session, waiting, captured.customer.id, company=asking.company, by=asking.by, address=address
                )
            if address and waiting.status in SENDABLE:
                mailed.append(waiting.number)
        judged = (await people.find(session, captured.customer.id)).judgement
    judgement = judged or captured.judgement
    reasons = [reason_sentence(reason, asking.company, memory.locale) for reason in judgement.reasons]
    return {
        "id": captured.customer.id,
        "grade": judgement.grade.value,
        "reasons": reasons,
        "mailed": mailed[0] if mailed else None,
        "email": address,
    }


CONTACT_FIELDS = ("name", "email", "phone", "company", "country")


async def _hand_over(parameters: Mapping[str, Any], asking: Asking) -> dict[str, Any]:
    memory = asking.conversation
    async with asking.parts.database.transaction() as session:
        await events.record(
            session,
            "handed_over",
            subject=("conversation", memory.id),
            by=asking.by,
            data={"reason": str(parameters.get("reason", "")), "customer": memory.customer},
        )
    return {"reference": memory.id[-6:].upper(), "date": format_date(clock.now().date(), memory.locale)}


async def _note_gap(parameters: Mapping[str, Any], asking: Asking) -> dict[str, Any]:
    """A question that nothing on record answers; it is kept with the turn (`funnel/journey/gaps.py`)."""
    return {"noted": True, "rival": parameters.get("rival")}


DOING: Mapping[str, Callable[[Mapping[str, Any], Asking], Awaitable[Any]]] = {
    "price": _price,
    "freight": _freight,
    "search_knowledge": _search_knowledge,
    "authority": _authority,
    "issue_quote": _issue_quote,
    "capture_lead": _capture_lead,
    "hand_over": _hand_over,
    "note_gap": _note_gap,
}
"""Queries that reach further than the catalogue; every other is answered from the catalogue alone."""

LASTING = ("issue_quote", "capture_lead", "hand_over")
"""Queries that leave something behind."""
