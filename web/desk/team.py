"""The addresses of the staff's accounts: an owner lists, adds, changes and ends them; to others there is no such page."""

from __future__ import annotations

from collections.abc import Awaitable
from dataclasses import dataclass
from typing import Any, TypeAlias

from litestar import Response, get, post
from litestar.exceptions import NotFoundException
from litestar.params import FromPath, URLEncodedBody
from litestar.response import Redirect

from funnel.journey.hand_over import end_account
from funnel.permissions import repository
from funnel.permissions.model import MAY_MANAGE_STAFF, ROLES, Login, Member
from funnel.permissions.team import (
    AddressTaken,
    NoAddress,
    NoRole,
    OwnAccount,
    UnknownMember,
    add_member,
    change_roles,
    renew_login,
)
from web.desk.rendering import show
from web.desk.session import AnyRequest, check_form, signed_in
from web.input import plain
from web.locale import Speech, speech
from web.wiring import house_of

Form: TypeAlias = URLEncodedBody[dict[str, Any]]
TEAM = "/desk/team"


@dataclass(frozen=True, slots=True)
class Team:
    """Context of `desk/team.html`; `login` is shown once, on the page that answers its making."""

    members: tuple[Member, ...]
    roles: tuple[str, ...]
    login: Login | None
    problem: str | None


@get("/team")
async def team(request: AnyRequest) -> Response[bytes]:
    """List the staff."""
    return await _page(request, await _owner(request))


@post("/team", status_code=200)
async def take_member(request: AnyRequest, data: Form) -> Response[bytes]:
    """Add an account and show its login once."""
    owner = await _owner(request)
    check_form(request, data.get("form_token"))
    email, name = (plain(str(data.get(field, ""))).strip()[:320] for field in ("email", "name"))
    added = add_member(house_of(request).database, email, name, roles=_chosen(data), by=owner.actor)
    return await _answer(request, owner, added)


@post("/team/{member_id:str}/roles", status_code=303)
async def take_roles(request: AnyRequest, member_id: FromPath[str], data: Form) -> Response[Any]:
    """Give a member other roles."""
    owner = await _owner(request)
    check_form(request, data.get("form_token"))
    return await _answer(
        request, owner, change_roles(house_of(request).database, member_id, _chosen(data), by=owner.actor)
    )


@post("/team/{member_id:str}/end", status_code=303)
async def take_end(request: AnyRequest, member_id: FromPath[str], data: Form) -> Response[Any]:
    """End an account."""
    owner = await _owner(request)
    check_form(request, data.get("form_token"))
    return await _answer(request, owner, end_account(house_of(request).database, member_id, by=owner.actor))


@post("/team/{member_id:str}/login", status_code=200)
async def take_login(request: AnyRequest, member_id: FromPath[str], data: Form) -> Response[Any]:
    """Give a member a new login and show it once."""
    owner = await _owner(request)
    check_form(request, data.get("form_token"))
    return await _answer(request, owner, renew_login(house_of(request).database, member_id, by=owner.actor))


async def _owner(request: AnyRequest) -> Member:
    member = await signed_in(request)
    if not member.may(MAY_MANAGE_STAFF):
        raise NotFoundException
    return member


def _chosen(data: dict[str, Any]) -> list[str]:
    """One box that is ticked comes as a text, several as a list."""
    chosen = data.get("roles", [])
    return [chosen] if isinstance(chosen, str) else [str(each) for each in chosen]


async def _answer(request: AnyRequest, owner: Member, doing: Awaitable[Login | None]) -> Response[Any]:
    say = speech(owner.locale, "desk")
    try:
        login = await doing
    except UnknownMember:
        raise NotFoundException from None
    except (AddressTaken, NoAddress, NoRole, OwnAccount) as error:
        return await _page(request, owner, problem=_problem(error, say))
    if login is None:
        return Redirect(TEAM, status_code=303)
    return await _page(request, owner, login=login)


def _problem(error: Exception, say: Speech) -> str:
    if isinstance(error, AddressTaken):
        return say("Somebody of the staff has this address already.")
    if isinstance(error, NoAddress):
        return say("This is no e-mail address.")
    if isinstance(error, NoRole):
        return say("Choose at least one role.")
    return say("Your own account is changed by another owner.")


async def _page(
    request: AnyRequest, owner: Member, *, login: Login | None = None, problem: str | None = None
) -> Response[bytes]:
    async with house_of(request).database.reading() as session:
        members = tuple(await repository.listed(session))
    page = Team(members, ROLES, login, problem)
    title = speech(owner.locale, "desk")("Team")
    return await show(request, "team.html", page, title=title, member=owner, status=422 if problem else 200)


HANDLERS = (team, take_member, take_roles, take_end, take_login)
