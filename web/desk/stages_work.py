"""The addresses of the stages: see them, read older versions, change them with a preview of whom it concerns."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, TypeAlias

from litestar import Response, get, post
from litestar.exceptions import NotFoundException
from litestar.params import FromPath, URLEncodedBody
from litestar.response import Redirect

from content.catalogue import repository as catalogue
from content.catalogue.model import Company
from content.editions import repository as editions
from content.editions.check import read
from content.editions.model import Problem
from foundation.database import Session
from funnel.journey.redesign import Effects, examine, fingerprint, present
from funnel.permissions.model import MAY_SHAPE_SELLING, Member
from funnel.stages import repository as stages
from scoring.funnel_shape import funnel_of
from web.desk.edition_form import free_id, is_number, moved, stages_body
from web.desk.edition_saving import begun_from, note_of, save, shaper
from web.desk.edition_words import EVENTS, event_words, meanings
from web.desk.editions import StageCard, Version, languages, stage_cards, told, versions
from web.desk.rendering import show
from web.desk.session import AnyRequest, check_form, signed_in
from web.locale import Speech, speech
from web.wiring import house_of

Form: TypeAlias = URLEncodedBody[dict[str, Any]]
STAGES = "/desk/stages"


@dataclass(frozen=True, slots=True)
class StagesPage:
    """Context of `desk/stages.html`; `number` is the version shown, `newest` the one in force (0: none was kept yet)."""

    cards: tuple[StageCard, ...]
    versions: tuple[Version, ...]
    number: int
    newest: int
    may_change: bool
    saved: bool


@dataclass(frozen=True, slots=True)
class StagesEdit:
    """Context of `desk/stages_edit.html`.

    `problems` are sentences by place, `general` those that belong to no field. `effects` is None until a sound draft was
    looked at; `seen` then is its digest. `gone` are present stages that the draft has no more: id, name, customers, to whom.
    """

    body: Mapping[str, Any]
    based_on: int
    problems: Mapping[str, str]
    general: tuple[str, ...]
    effects: Effects | None
    seen: str
    gone: tuple[tuple[str, str, int, str], ...]
    names: Mapping[str, str]
    languages: tuple[tuple[str, str], ...]
    meanings: Mapping[str, str]
    events: Mapping[str, str]
    note: str


@get("/stages")
async def stages_page(request: AnyRequest) -> Response[bytes]:
    """Show the stages that hold."""
    return await _shown(request, None)


@get("/stages/versions/{number:int}")
async def stages_version(request: AnyRequest, number: FromPath[int]) -> Response[bytes]:
    """Show the stages of an older version."""
    return await _shown(request, number)


async def _shown(request: AnyRequest, number: int | None) -> Response[bytes]:
    member = await signed_in(request)
    say = speech(member.locale, "desk")
    async with house_of(request).database.reading() as session:
        company = await catalogue.read_company(session)
        body: Mapping[str, Any] = present(company, "stages")
        kept = await versions(session, "stages")
        newest = kept[0].number if kept else 0
        if number is not None:
            edition = await editions.find(session, "stages", number)
            if edition is None:
                raise NotFoundException
            body = edition.body
        numbers = await stages.numbers_on(session, lost=False) if number in {None, newest} else None
    shown = read("stages", body, company).company(company)
    page = StagesPage(
        cards=stage_cards(body, shown, say, numbers=numbers),
        versions=kept,
        number=newest if number is None else number,
        newest=newest,
        may_change=member.may(MAY_SHAPE_SELLING),
        saved="saved" in request.query_params,
    )
    return await show(request, "stages.html", page, title=say("Stages"), member=member)


@get("/stages/edit")
async def edit_stages(request: AnyRequest) -> Response[bytes]:
    """Show the form, filled with what holds, or with an older version that is to hold again."""
    member = await shaper(request)
    wanted = request.query_params.get("version", "")
    async with house_of(request).database.reading() as session:
        company = await catalogue.read_company(session)
        newest = await editions.find(session, "stages")
        body: Mapping[str, Any] = present(company, "stages")
        older = await editions.find(session, "stages", int(wanted)) if is_number(wanted) else None
        if older is not None:
            body = older.body
        based_on = newest.number if newest else 0
        page = await _form(session, company, body, based_on=based_on, member=member, look=older is not None)
    return await _answer(request, member, page)


@post("/stages/edit", status_code=200)
async def take_stages(request: AnyRequest, data: Form) -> Response[Any]:
    """Do what a button of the form says: add, remove, move, look, save."""
    member = await shaper(request)
    check_form(request, str(data.get("form_token")))
    body, note, deed = stages_body(data), note_of(data), str(data.get("do", "look"))
    begun = begun_from(data)
    house = house_of(request)
    _press(body, deed)
    _word(body)
    general: tuple[str, ...] = ()
    async with house.database.reading() as session:
        company = await catalogue.read_company(session)
    if deed == "save":
        saving = await save(request, company, "stages", body=body, data=data, member=member)
        if saving.saved:
            return Redirect(f"{STAGES}?saved=1", status_code=303)
        general, begun = saving.general, saving.based_on
    async with house.database.reading() as session:
        company = await catalogue.read_company(session)
        look = deed in {"look", "save"}
        page = await _form(session, company, body, based_on=begun, member=member, look=look, general=general, note=note)
    return await _answer(request, member, page)


def _press(body: dict[str, Any], deed: str) -> None:
    """Change the draft as a button says: `stage.add`, `rule.add.<stage>`, `stages.2.up`."""
    if deed == "stage.add":
        taken = [str(each.get("id")) for each in body["stages"]]
        body["stages"].insert(max(0, len(body["stages"]) - 1), {"id": free_id("stage", taken), "name": {}})
    elif deed.startswith("rule.add."):
        body["rules"].append({"event": "download", "count": "1", "stage": deed[9:], "reason": {}})
    else:
        section, _, rest = deed.partition(".")
        place, _, verb = rest.partition(".")
        if section in body and is_number(place):
            moved(body[section], verb, int(place))
            left = {str(each.get("id")) for each in body["stages"]}
            body["rules"] = [each for each in body["rules"] if each.get("stage") in left]


def _word(body: dict[str, Any]) -> None:
    """Give a rule without any reason one in each language: what happens, and how often."""
    for rule in body["rules"]:
        words = rule.get("reason")
        if not isinstance(words, dict) or any(words.values()):
            continue
        event, often = str(rule.get("event", "")), ": {count}" if rule.get("count", "1") != "1" else ""
        rule["reason"] = {each: event_words(speech(each, "desk"), [event])[event] + often for each in words}


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
) -> StagesEdit:
    say = speech(member.locale, "desk")
    problems: tuple[Problem, ...] = ()
    effects = None
    if look:
        draft, effects = await examine(session, company, "stages", body=body)
        problems = draft.problems
        effects = None if problems else effects
    names = {**_names(present(company, "stages"), say), **_names(body, say)}
    names |= {play.id: play.name[say.locale] for play in company.playbook.values()}
    words = told(problems, say, names)
    own = [str(rule.get("event", "")) for rule in body["rules"]]
    return StagesEdit(
        body=body,
        based_on=based_on,
        problems=words,
        general=(*general, *(text for place, text in words.items() if place in {"", "stages", "rules"})),
        effects=effects,
        seen=fingerprint(company, "stages", body) if effects is not None else "",
        gone=await _gone(session, company, body, names=names),
        names=names,
        languages=languages(company, member.locale),
        meanings=meanings(say),
        events={each: word for each, word in event_words(say, own).items() if each in {*EVENTS, *own} and each},
        note=note,
    )


async def _gone(
    session: Session, company: Company, body: Mapping[str, Any], *, names: Mapping[str, str]
) -> tuple[tuple[str, str, int, str], ...]:
    there = {str(each.get("id")) for each in body["stages"]}
    numbers, funnel = await stages.numbers_on(session), funnel_of(company)
    takes = {old: str(each.get("id")) for each in body["stages"] for old in each.get("replaces", ())}
    return tuple(
        (stage, names.get(stage, stage), numbers.get(place, 0), takes.get(stage, ""))
        for place, stage in enumerate(funnel.ids, start=1)
        if stage not in there
    )


def _names(body: Mapping[str, Any], say: Speech) -> dict[str, str]:
    found = {}
    for stage in body["stages"]:
        words = stage.get("name")
        name = (
            (words.get(say.locale) or words.get("*") or next(iter(words.values()), ""))
            if isinstance(words, dict)
            else words
        )
        found[str(stage.get("id"))] = str(name or stage.get("id"))
    return found


async def _answer(request: AnyRequest, member: Member, page: StagesEdit) -> Response[bytes]:
    title = speech(member.locale, "desk")("Change the stages")
    status = 422 if page.problems or page.general else 200
    return await show(request, "stages_edit.html", page, title=title, member=member, status=status)


HANDLERS: tuple[Any, ...] = (stages_page, stages_version, edit_stages, take_stages)
