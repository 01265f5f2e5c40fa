"""The addresses of a member's own account: language, password, and what to be reminded of by mail."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, TypeAlias

from litestar import Response, get, post
from litestar.params import URLEncodedBody
from litestar.response import Redirect

from content.catalogue.model import Company
from foundation.locales import LOCALES
from funnel.journey.staff_reminders import switch_reminder
from funnel.permissions import repository as staff
from funnel.permissions.accounts import PasswordTooWeak, SignInRefused, change_password, sign_in, sign_out
from funnel.permissions.model import Member
from funnel.reminders import repository as switches
from funnel.reminders.model import Kind, is_reachable, kinds_for
from web.desk.rendering import show
from web.desk.session import COOKIE, AnyRequest, check_form, no_cookie, signed_in
from web.errors import TooOften
from web.locale import Speech, speech
from web.throttle import SIGN_INS_OF_AN_ADDRESS
from web.wiring import house_of

Form: TypeAlias = URLEncodedBody[dict[str, Any]]
ACCOUNT = "/desk/account"


@dataclass(frozen=True, slots=True)
class ReminderChoice:
    """One kind of reminder: its words, when it comes, and whether the member wants it."""

    kind: str
    title: str
    when: str
    on: bool


@dataclass(frozen=True, slots=True)
class Account:
    """Context of `desk/account.html`."""

    problem: str | None
    done: bool
    reminders: tuple[ReminderChoice, ...]
    reachable: bool
    """Whether mails arrive at the account's address."""


@get("/account")
async def account(request: AnyRequest) -> Response[bytes]:
    """Show the member's own settings."""
    return await _page(request, await signed_in(request, own_account=True))


@post("/account/language", status_code=303)
async def take_language(request: AnyRequest, data: Form) -> Redirect:
    """Change the language of the desk."""
    member = await signed_in(request, own_account=True)
    check_form(request, data.get("form_token"))
    if data.get("locale") in LOCALES:
        async with house_of(request).database.transaction() as session:
            await staff.set_locale(session, member.id, data["locale"])
    return Redirect(f"{ACCOUNT}?done=1", status_code=303)


@post("/account/reminders", status_code=303)
async def take_reminders(request: AnyRequest, data: Form) -> Redirect:
    """Switch the reminders by mail on and off, each kind by its own box."""
    member = await signed_in(request)
    check_form(request, data.get("form_token"))
    house = house_of(request)
    company = await house.parts.company()
    ticked = data.get("reminders", [])
    chosen = {ticked} if isinstance(ticked, str) else {str(one) for one in ticked}
    async with house.database.transaction() as session:
        for kind in kinds_for(member, company):
            await switch_reminder(session, member.id, kind, on=kind.value in chosen, by=member.actor)
    return Redirect(f"{ACCOUNT}?done=1", status_code=303)


@post("/account/password", status_code=303)
async def take_password(request: AnyRequest, data: Form) -> Response[Any]:
    """Change the password; every session ends, this one too."""
    member = await signed_in(request, own_account=True)
    check_form(request, data.get("form_token"))
    house, say = house_of(request), speech(member.locale, "desk")
    try:
        house.throttle.count(SIGN_INS_OF_AN_ADDRESS, f"account/{member.id}")
        await sign_in(house.database, member.email, str(data.get("old", "")))
        await change_password(house.database, member, str(data.get("new", "")))
    except SignInRefused:
        problem, status = say("The present password is not right."), 422
    except PasswordTooWeak:
        problem, status = say("A password needs at least 12 characters."), 422
    except TooOften as error:
        problem, status = say("Too many attempts. Please try again in {seconds} seconds.", seconds=error.seconds), 429
    else:
        return Redirect("/desk/sign-in", status_code=303, cookies=[no_cookie()])
    return await _page(request, member, problem=problem, status=status)


@post("/sign-out", status_code=303)
async def take_sign_out(request: AnyRequest, data: Form) -> Redirect:
    """End the session."""
    check_form(request, data.get("form_token"))
    await sign_out(house_of(request).database, request.cookies.get(COOKIE, ""))
    return Redirect("/desk/sign-in", status_code=303, cookies=[no_cookie()])


async def _page(
    request: AnyRequest, member: Member, *, problem: str | None = None, status: int = 200
) -> Response[bytes]:
    house, say = house_of(request), speech(member.locale, "desk")
    company = await house.parts.company()
    async with house.database.reading() as session:
        off = await switches.switched_off(session, member.id)
    page = Account(
        problem=problem,
        done=problem is None and request.query_params.get("done") == "1",
        reminders=tuple(_choice(kind, company, say, on=kind not in off) for kind in kinds_for(member, company)),
        reachable=is_reachable(member),
    )
    return await show(request, "account.html", page, title=say("Account"), member=member, status=status)


def _choice(kind: Kind, company: Company, say: Speech, *, on: bool) -> ReminderChoice:
    hours = company.terms.staff_reminders
    title, when = {
        Kind.VIEWED: (
            say("A buyer has opened a quote and not answered"),
            say("after {hours} h of working time", hours=hours.viewed_unanswered_hours),
        ),
        Kind.ENDING: (
            say("A quote ends soon and was not answered"),
            say("days before the end: {days}", days=hours.ends_within_days),
        ),
        Kind.REQUEST: (
            say("A request for quotation is waiting"),
            say("after {hours} h of working time", hours=hours.request_waiting_hours),
        ),
        Kind.AGEING: (say("A request for approval is waiting for your answer"), ""),
        Kind.WENT_UP: (say("A request for approval has come up to you"), ""),
    }[kind]
    return ReminderChoice(kind.value, title, when, on)


HANDLERS = (account, take_language, take_reminders, take_password, take_sign_out)
