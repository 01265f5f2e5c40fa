"""Consents and objections of customers for other programs, such as a newsletter form or a fair's list."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from litestar import Request, delete, get, post
from litestar.handlers import HTTPRouteHandler
from litestar.params import FromPath, JSONBody

from funnel.consent import repository as consents
from funnel.consent.countries import mail_rule
from funnel.consent.link import address_hash
from funnel.consent.model import Consent, Purpose
from funnel.journey.consents import ask_consent, object_to_mails, withdraw_consent
from funnel.people import repository as people
from web.api.guard import requires_api_key
from web.errors import FieldProblem, language_of
from web.input import plain
from web.locale import speech
from web.wiring import API, house_of

AnyRequest = Request[Any, Any, Any]
LONGEST_WORDING = 2000


@dataclass(frozen=True, slots=True)
class ConsentGiven:
    """What `POST /api/customers/{id}/consents` takes: the purpose (follow_up, marketing, measuring), the sentence that was agreed to, and where."""

    purpose: str
    wording: str
    source: str = "api"


def handlers() -> list[HTTPRouteHandler]:
    """Return the handlers of this room."""
    return [list_consents, take_consent, take_back, take_objection]


@get("/api/customers/{customer_id:int}/consents", guards=[requires_api_key])
async def list_consents(request: AnyRequest, customer_id: FromPath[int]) -> dict[str, Any]:
    """Tell what a customer agreed to, and whether the address is suppressed."""
    async with house_of(request).database.reading() as session:
        customer = await people.find(session, customer_id)
        kept = await consents.of_customer(session, customer_id)
        digest = address_hash(customer.email) if customer.email else None
        suppressed = await consents.suppressed(session, digest) if digest else None
    return {
        "customer_id": customer_id,
        "consents": [_body(one) for one in kept.values()],
        "suppressed": suppressed.value if suppressed else None,
        "rule": {"marketing": mail_rule(customer.country).marketing.value, "law": mail_rule(customer.country).law},
    }


@post("/api/customers/{customer_id:int}/consents", guards=[requires_api_key], status_code=200)
async def take_consent(request: AnyRequest, customer_id: FromPath[int], data: JSONBody[ConsentGiven]) -> dict[str, Any]:
    """Keep a consent; where the country asks for a confirmation by click, the mail for it goes out and the answer is `pending`."""
    purpose = _purpose(request, data.purpose)
    say = speech(language_of(request), "problems")
    wording = plain(data.wording).strip()
    if not wording or len(wording) > LONGEST_WORDING:
        raise FieldProblem("wording", say("Please check: {fields}.", fields="wording"))
    async with house_of(request).database.transaction() as session:
        source = plain(data.source).strip()[:64] or "api"
        consent = await ask_consent(session, customer_id, purpose, source=source, wording=wording, by=API)
    return _body(consent)


@delete("/api/customers/{customer_id:int}/consents/{purpose:str}", guards=[requires_api_key], status_code=200)
async def take_back(request: AnyRequest, customer_id: FromPath[int], purpose: FromPath[str]) -> dict[str, Any]:
    """Take a consent back."""
    asked = _purpose(request, purpose)
    async with house_of(request).database.transaction() as session:
        return {"withdrawn": await withdraw_consent(session, customer_id, asked, by=API)}


@post("/api/customers/{customer_id:int}/objection", guards=[requires_api_key], status_code=200)
async def take_objection(request: AnyRequest, customer_id: FromPath[int]) -> dict[str, Any]:
    """Send no more mails to a customer but those that are asked for."""
    house = house_of(request)
    company = await house.parts.company()
    async with house.database.transaction() as session:
        customer = await people.find_for_update(session, customer_id)
        return {"new": await object_to_mails(session, customer, company, by=API)}


def _purpose(request: AnyRequest, written: str) -> Purpose:
    if written not in {Purpose.FOLLOW_UP, Purpose.MARKETING, Purpose.MEASURING}:
        say = speech(language_of(request), "problems")
        raise FieldProblem("purpose", say("Write follow_up, marketing or measuring."))
    return Purpose(written)


def _body(consent: Consent) -> dict[str, Any]:
    moments = {"asked_at": consent.asked_at, "confirmed_at": consent.confirmed_at, "withdrawn_at": consent.withdrawn_at}
    return {
        "purpose": consent.purpose.value,
        "state": consent.state.value,
        "basis": consent.basis.value,
        "address": consent.address,
        "source": consent.source,
        "wording": consent.wording,
        **{name: moment.isoformat() if moment else None for name, moment in moments.items()},
    }
