"""The addresses of the grade's weights: see them, read older versions, change them with a preview of whose grade changes."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeAlias

from litestar import Response, get, post
from litestar.exceptions import NotFoundException
from litestar.params import FromPath, URLEncodedBody
from litestar.response import Redirect

from content.catalogue import repository as catalogue
from content.catalogue.model import Company, ScoringRules
from content.editions import repository as editions
from content.editions.model import Problem
from foundation.database import Session
from funnel.journey.redesign import examine, fingerprint, present
from funnel.permissions.model import MAY_SHAPE_SELLING, Member
from funnel.scores import repository as scores
from web.desk.edition_form import free_id, is_number, moved, weights_body
from web.desk.edition_saving import begun_from, note_of, save, shaper
from web.desk.editions import languages, told, versions
from web.desk.rendering import show
from web.desk.session import AnyRequest, check_form, signed_in
from web.desk.weight_words import GROUPS, criterion_words, group_words
from web.desk.weights import WeightsEdit, weights_page, whole
from web.locale import speech
from web.wiring import house_of

Form: TypeAlias = URLEncodedBody[dict[str, Any]]
WEIGHTS = "/desk/weights"


@get("/weights")
async def weights(request: AnyRequest) -> Response[bytes]:
    """Show the weights that hold."""
    return await _shown(request, None)


@get("/weights/versions/{number:int}")
async def weights_version(request: AnyRequest, number: FromPath[int]) -> Response[bytes]:
    """Show the weights of an older version."""
    return await _shown(request, number)


async def _shown(request: AnyRequest, number: int | None) -> Response[bytes]:
    member = await signed_in(request)
    say = speech(member.locale, "desk")
    async with house_of(request).database.reading() as session:
        company = await catalogue.read_company(session)
        kept = await versions(session, "scoring")
        rules = company.scoring
        if number is not None:
            edition = await editions.find(session, "scoring", number)
            if edition is None:
                raise NotFoundException
            rules = ScoringRules.model_validate(edition.body["scoring"][0])
        learned = await scores.in_force(session) is not None
    page = weights_page(
        rules,
        company,
        say,
        versions=kept,
        number=number if number is not None else kept[0].number if kept else 0,
        may_change=member.may(MAY_SHAPE_SELLING),
        saved="saved" in request.query_params,
        learned=learned,
    )
    return await show(request, "weights.html", page, title=say("Weights of the grade"), member=member)


@get("/weights/edit")
async def edit_weights(request: AnyRequest) -> Response[bytes]:
    """Show the form, filled with what holds, or with an older version that is to hold again."""
    member = await shaper(request)
    wanted = request.query_params.get("version", "")
    async with house_of(request).database.reading() as session:
        company = await catalogue.read_company(session)
        newest = await editions.find(session, "scoring")
        older = await editions.find(session, "scoring", int(wanted)) if is_number(wanted) else None
        body = whole(older.body if older else present(company, "scoring"))
        based_on = newest.number if newest else 0
        page = await _form(session, company, body, based_on=based_on, member=member, look=older is not None)
    return await _answer(request, member, page)


@post("/weights/edit", status_code=200)
async def take_weights(request: AnyRequest, data: Form) -> Response[Any]:
    """Do what a button of the form says: add, remove, move a team, look, save."""
    member = await shaper(request)
    check_form(request, str(data.get("form_token")))
    body, note, deed = weights_body(data), note_of(data), str(data.get("do", "look"))
    begun = begun_from(data)
    _press(body["scoring"][0]["teams"], deed)
    house = house_of(request)
    general: tuple[str, ...] = ()
    async with house.database.reading() as session:
        company = await catalogue.read_company(session)
    if deed == "save":
        saving = await save(request, company, "scoring", body=body, data=data, member=member)
        if saving.saved:
            return Redirect(f"{WEIGHTS}?saved=1", status_code=303)
        general, begun = saving.general, saving.based_on
    async with house.database.reading() as session:
        company = await catalogue.read_company(session)
        look = deed in {"look", "save"}
        page = await _form(session, company, body, based_on=begun, member=member, look=look, general=general, note=note)
    return await _answer(request, member, page)


def _press(teams: list[dict[str, Any]], deed: str) -> None:
    """Change the draft as a button says: `team.add`, `teams.2.up`."""
    if deed == "team.add":
        teams.append({"id": free_id("team", (str(each.get("id")) for each in teams)), "name": {}, "weights": {}})
        return
    section, _, rest = deed.partition(".")
    place, _, verb = rest.partition(".")
    if section == "teams" and is_number(place):
        moved(teams, verb, int(place))


async def _form(
    session: Session,
    company: Company,
    body: Mapping[str, Any],
    *,
    based_on: int,
    member: Member,
    look: bool,
    general: tuple[str, ...] = (),
    note: str = "",
) -> WeightsEdit:
    say = speech(member.locale, "desk")
    problems: tuple[Problem, ...] = ()
    effects = None
    if look:
        draft, found = await examine(session, company, "scoring", body=body)
        problems = draft.problems
        effects = None if problems else found
    words = told(problems, say, {})
    labels, titles = criterion_words(say), group_words(say)
    return WeightsEdit(
        body=body["scoring"][0],
        based_on=based_on,
        problems=words,
        general=(*general, *(text for place, text in words.items() if place in {"", "scoring", "scoring.teams"})),
        effects=effects,
        seen=fingerprint(company, "scoring", body) if effects is not None else "",
        groups=tuple((titles[name], tuple((code, labels[code]) for code in codes)) for name, codes in GROUPS.items()),
        industries=tuple((each.id, each.name[say.locale]) for each in company.industries.values()),
        languages=languages(company, member.locale),
        note=note,
    )


async def _answer(request: AnyRequest, member: Member, page: WeightsEdit) -> Response[bytes]:
    title = speech(member.locale, "desk")("Change the weights")
    status = 422 if page.problems or page.general else 200
    return await show(request, "weights_edit.html", page, title=title, member=member, status=status)


HANDLERS: tuple[Any, ...] = (weights, weights_version, edit_weights, take_weights)
"""What the router of the desk takes."""
