"""Customers, their funnel and the next best action, for other programs."""

from __future__ import annotations

from typing import Any

import msgspec
from litestar import Request, get, post
from litestar.params import FromPath, JSONBody

from foundation.locales import LOCALES, negotiate
from funnel.insights.overview import overview
from funnel.insights.risk import outlooks
from funnel.journey.capture import ContactGiven
from funnel.journey.judge import judge
from funnel.people import repository as people
from funnel.people.model import NewCustomer
from scoring.wording import action_script, action_sentence
from web.api.guard import records_with_api_key, requires_api_key
from web.errors import FieldProblem, language_of
from web.input import plain
from web.locale import speech
from web.wiring import house_of

AnyRequest = Request[Any, Any, Any]


HEADCOUNTS = range(1, 10_000_000)
"""How many people can work for one company."""


class CustomerGiven(msgspec.Struct, kw_only=True):
    """What is known of a customer; at least a name, an e-mail address or a phone number."""

    name: str | None = None
    company: str | None = None
    email: str | None = None
    phone: str | None = None
    country: str | None = None
    locale: str = "en"
    job_title: str | None = None
    company_size: int | None = None
    """How many people work there."""


class CustomerId(msgspec.Struct):
    """A customer's id."""

    id: int


class CustomerNamed(msgspec.Struct):
    """Which customer is meant."""

    customer_id: int


class Funnel(msgspec.Struct, kw_only=True):
    """Where a customer stands. Money in the base currency, risk 0 to 1."""

    customer_id: int
    stage: int
    estimated_value: float
    risk_score: float
    next_best_action: str
    lost: bool


class Advice(msgspec.Struct):
    """What to do next, and what to say."""

    action: str
    script: str


class StageCount(msgspec.Struct, kw_only=True):
    """How many ever reached a stage; `rate` over all, `conversion` over the stage before."""

    name: str
    count: int
    rate: float
    conversion: float


class Overview(msgspec.Struct, kw_only=True):
    """The whole funnel."""

    total: int
    stages: list[StageCount]
    predicted_revenue: float


def clean(given: CustomerGiven, request: AnyRequest) -> NewCustomer:
    """Check and normalise what was given; raise FieldProblem naming the field."""
    import phonenumbers
    from email_validator import EmailNotValidError, validate_email

    say = speech(language_of(request), "problems")
    email = phone = None
    country = (given.country or "").strip().upper() or None
    if country is not None and country not in phonenumbers.SUPPORTED_REGIONS:
        raise FieldProblem("country", say("The country is no ISO 3166 code with two letters."))
    if given.locale not in LOCALES:
        raise FieldProblem("locale", say("This language is not offered."))
    if given.company_size is not None and given.company_size not in HEADCOUNTS:
        raise FieldProblem("company_size", say("Please check: {fields}.", fields="company_size"))
    if given.email:
        try:
            email = validate_email(given.email, check_deliverability=False, test_environment=True).normalized.lower()
        except EmailNotValidError:
            raise FieldProblem("email", say("This is no e-mail address.")) from None
    if given.phone:
        try:
            number = phonenumbers.parse(given.phone, country)
            if not phonenumbers.is_possible_number(number):
                raise phonenumbers.NumberParseException(1, "impossible")
            phone = phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)
        except phonenumbers.NumberParseException:
            raise FieldProblem("phone", say("This is no telephone number; begin with the country code.")) from None
    return NewCustomer(
        name=plain(given.name or "").strip()[:200] or None,
        company=plain(given.company or "").strip()[:200] or None,
        email=email,
        phone=phone,
        country=country,
        locale=given.locale,
        source="api",
        job_title=plain(given.job_title or "").strip()[:120] or None,
        company_size=given.company_size,
    )


@post("/api/customers", guards=[records_with_api_key], status_code=200)
async def add_customer(request: AnyRequest, data: JSONBody[CustomerGiven]) -> CustomerId:
    """Enter a customer; where e-mail or phone is known, it is the existing one."""
    house = house_of(request)
    new = clean(data, request)
    captured = await house.contacts.ask(ContactGiven(new))
    return CustomerId(captured.customer.id)


@get("/api/customer/{customer_id:int}/funnel", guards=[requires_api_key])
async def customer_funnel(request: AnyRequest, customer_id: FromPath[int]) -> Funnel:
    """Tell where a customer stands, judged now."""
    house = house_of(request)
    company = await house.parts.company()
    async with house.parts.database.transaction() as session:
        judgement = await judge(session, customer_id, company)
        customer = await people.find(session, customer_id)
        risk = (await outlooks(session, [customer], company))[customer_id].risk
    return Funnel(
        customer_id=customer.id,
        stage=customer.stage,
        estimated_value=float(judgement.estimated_value),
        risk_score=risk,
        next_best_action=action_sentence(judgement.next_action, company, _reader(request)),
        lost=customer.lost,
    )


@get("/api/funnel/overview", guards=[requires_api_key])
async def funnel_overview(request: AnyRequest) -> Overview:
    """Tell how many ever reached each stage, and what the open ones are expected to bring."""
    house = house_of(request)
    company = await house.parts.company()
    async with house.parts.database.reading() as session:
        found = await overview(session, _reader(request), company)
    stages = [StageCount(name=s.name, count=s.count, rate=s.rate, conversion=s.conversion) for s in found.stages]
    return Overview(total=found.total, stages=stages, predicted_revenue=float(found.predicted_revenue))


@post("/api/ai/next_action", guards=[requires_api_key], status_code=200)
async def advise(request: AnyRequest, data: JSONBody[CustomerNamed]) -> Advice:
    """Tell the next best action in the reader's language, and the script in the customer's."""
    house = house_of(request)
    company = await house.parts.company()
    async with house.parts.database.transaction() as session:
        judgement = await judge(session, data.customer_id, company)
        customer = await people.find(session, data.customer_id)
    action = action_sentence(judgement.next_action, company, _reader(request))
    return Advice(action, action_script(judgement.next_action, company, customer.locale))


def _reader(request: AnyRequest) -> str:
    return negotiate(request.headers.get("accept-language"))
