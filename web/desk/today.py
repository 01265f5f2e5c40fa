"""The list of the day in the desk: what is due and who is blocked, and the answers that people give."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import Any, TypeAlias

from litestar import Response, get, post
from litestar.params import FromPath, URLEncodedBody
from litestar.response import Redirect

from foundation import clock
from foundation.locales import format_money
from foundation.money import Money
from funnel.cadence import repository as cadences
from funnel.errors import UnknownCustomer
from funnel.journey.act import ActionGone, Answer, answer_action, answer_step
from funnel.journey.consents import object_to_mails
from funnel.journey.today import BlockedCustomer, Todo, today
from funnel.people import repository as people
from funnel.permissions.model import Member
from scoring.model import AnswerWord
from web.desk.rendering import show
from web.desk.seeing import EVERYONE, MINE, Whose, visible, whose
from web.desk.session import AnyRequest, check_form, signed_in
from web.input import plain
from web.locale import speech
from web.wiring import House, house_of

Form: TypeAlias = URLEncodedBody[dict[str, str]]
SUPERVISES = frozenset({"supervisor", "sales_director", "owner"})
DELAYS = (1, 3, 7, 14)
"""Days by which something can be put off."""
MOST_AT_ONCE = 100
_WORDS: dict[str, AnswerWord] = {"done": "done", "skip": "skipped", "delay": "delayed"}


@dataclass(frozen=True, slots=True)
class BlockedRow:
    """One blocked customer with its value, worded."""

    blocked: BlockedCustomer
    value: str


@dataclass(frozen=True, slots=True)
class TodayPage:
    """Context of `desk/today.html`."""

    todos: tuple[Todo, ...]
    total: int
    blocked: tuple[BlockedRow, ...]
    total_blocked: int
    delays: tuple[int, ...]
    told: str | None
    """What the answer just given came to."""
    whose: Whose


@get("/today")
async def today_page(request: AnyRequest) -> Response[bytes]:
    """Show what is due today."""
    member = await signed_in(request)
    house = house_of(request)
    say = speech(member.locale, "desk")
    answered = request.query_params.get("answered", "")
    told = None
    if answered.isdecimal() and len(answered) <= 3:
        told = say.many("{count} action answered.", "{count} actions answered.", int(answered))
    page = await _page(house, member, dict(request.query_params), told=told)
    return await show(request, "today.html", page, title=say("Today"), member=member)


async def _page(house: House, member: Member, query: Mapping[str, str], *, told: str | None) -> TodayPage:
    company = await house.parts.company()
    currency = company.identity.base_currency
    async with house.database.reading() as session:
        chosen = await whose(session, member, query)
        supervises = member.may(SUPERVISES)
        found = await today(
            session, house.parts, company, locale=member.locale, supervises=supervises, owner=chosen.owner
        )
    blocked = tuple(
        BlockedRow(each, format_money(Money(each.value, currency), member.locale) if each.value else "–")
        for each in found.blocked
    )
    return TodayPage(found.todos, found.total, blocked, found.total_blocked, DELAYS, told, chosen)


@post("/today", status_code=303)
async def answer_today(request: AnyRequest, data: Form) -> Redirect:
    """Answer one action (its own button) or all that are ticked; what somebody else answered meanwhile is passed over."""
    member = await signed_in(request)
    check_form(request, data.get("form_token"))
    answered = 0
    word, chosen = _chosen(data)
    if word is not None:
        for name in chosen:
            answered += await answer_one(house_of(request), name, _answer(word, data), member=member)
    kept = f"&whose={data['whose']}" if data.get("whose") in (EVERYONE, MINE) else ""
    return Redirect(f"/desk/today?answered={answered}{kept}", status_code=303)


def _chosen(form: Mapping[str, str]) -> tuple[AnswerWord | None, list[str]]:
    verb, _, one = form.get("one", "").partition(":")
    if one:
        return _WORDS.get(verb), [one]
    ticked = [name.removeprefix("pick-") for name in form if name.startswith("pick-")]
    return _WORDS.get(form.get("all", "")), ticked[:MOST_AT_ONCE]


def _answer(word: AnswerWord, form: Mapping[str, str]) -> Answer:
    asked = form.get("days", "")
    days = int(asked) if asked.isdecimal() and int(asked[:4]) in DELAYS else DELAYS[0]
    until = clock.now() + timedelta(days=days) if word == "delayed" else None
    return Answer(word, until, plain(form.get("note", "")).strip())


async def answer_one(house: House, name: str, answer: Answer, *, member: Member) -> bool:
    """Answer one action by its name on the page; say whether it was still there."""
    company = await house.parts.company()
    try:
        async with house.database.transaction() as session:
            kind, _, rest = name.partition("-")
            if kind == "step":
                if (step := await cadences.find_step(session, rest)) is None:
                    return False
                await visible(session, member, step.customer_id)
                await answer_step(session, rest, answer, by=member.actor)
            else:
                customer, _, code = rest.partition("-")
                if not customer.isdecimal() or len(customer) > 10:
                    return False
                await visible(session, member, int(customer))
                await answer_action(session, int(customer), code, answer=answer, company=company, by=member.actor)
    except (ActionGone, UnknownCustomer):
        return False
    return True


@post("/leads/{lead_id:int}/objection", status_code=303)
async def take_objection(request: AnyRequest, lead_id: FromPath[int], data: Form) -> Redirect:
    """Send a customer no more mails but those that are asked for."""
    member = await signed_in(request)
    check_form(request, data.get("form_token"))
    house = house_of(request)
    company = await house.parts.company()
    async with house.database.transaction() as session:
        await visible(session, member, lead_id)
        customer = await people.find_for_update(session, lead_id)
        if customer.email:
            await object_to_mails(session, customer, company, by=member.actor)
    return Redirect(f"/desk/leads/{lead_id}", status_code=303)


HANDLERS: tuple[Any, ...] = (today_page, answer_today, take_objection)
