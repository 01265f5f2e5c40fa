"""The addresses of the playbook: see its plays, read older versions, change one play with a preview of whom it concerns."""

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
from content.editions.model import Problem
from foundation.database import Session
from funnel.cadence import repository as cadences
from funnel.journey.redesign import ChangedMeanwhile, Effects, NotSound, adopt, examine, fingerprint
from funnel.permissions.model import MAY_SHAPE_SELLING, Member
from scoring.funnel_shape import funnel_of
from scoring.wording import stage_name
from web.desk.edition_form import play_body
from web.desk.edition_saving import begun_from, meanwhile, note_of, save, shaper
from web.desk.edition_words import event_words
from web.desk.editions import PlayCard, Version, languages, play_cards, told, values, versions
from web.desk.play_draft import of_play, own_problems, press, with_play, written_play
from web.desk.rendering import show
from web.desk.session import AnyRequest, check_form, signed_in
from web.locale import Speech, speech
from web.wiring import house_of

Form: TypeAlias = URLEncodedBody[dict[str, Any]]
PLAYBOOK = "/desk/playbook"


@dataclass(frozen=True, slots=True)
class PlaybookPage:
    """Context of `desk/playbook.html`; `effects` tells whom a return to this older version would concern."""

    cards: tuple[PlayCard, ...]
    versions: tuple[Version, ...]
    number: int
    newest: int
    may_change: bool
    saved: bool
    effects: Effects | None
    names: Mapping[str, str]
    general: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class PlayEdit:
    """Context of `desk/play_edit.html`; `problems` are sentences by place, the play being `plays.0`."""

    play: Mapping[str, Any]
    address: str
    title: str
    based_on: int
    problems: Mapping[str, str]
    general: tuple[str, ...]
    effects: Effects | None
    seen: str
    languages: tuple[tuple[str, str], ...]
    events: Mapping[str, str]
    stages: Mapping[str, str]
    values: Mapping[str, str]
    note: str


@get("/playbook")
async def playbook(request: AnyRequest) -> Response[bytes]:
    """Show the plays that hold."""
    return await _shown(request, await signed_in(request), None)


@get("/playbook/versions/{number:int}")
async def playbook_version(request: AnyRequest, number: FromPath[int]) -> Response[bytes]:
    """Show the plays of an older version, and whom a return to it would concern."""
    return await _shown(request, await signed_in(request), number)


@post("/playbook/versions/{number:int}", status_code=200)
async def take_return(request: AnyRequest, number: FromPath[int], data: Form) -> Response[Any]:
    """Let an older version hold again, as a new one."""
    member = await shaper(request)
    check_form(request, str(data.get("form_token")))
    say, begun = speech(member.locale, "desk"), begun_from(data)
    try:
        async with house_of(request).database.transaction() as session:
            company = await catalogue.read_company(session)
            edition = await editions.find(session, "playbook", number)
            if edition is None:
                raise NotFoundException
            note = say("Return to version {number}", number=number)
            await adopt(session, company, "playbook", body=edition.body, based_on=begun, by=member.actor, note=note)
    except ChangedMeanwhile as error:
        return await _shown(request, member, number, general=(meanwhile(error, say),))
    except NotSound as error:
        words = told(error.problems, say, {})
        return await _shown(request, member, number, general=tuple(dict.fromkeys(words.values())))
    return Redirect(f"{PLAYBOOK}?saved=1", status_code=303)


async def _shown(
    request: AnyRequest, member: Member, number: int | None, *, general: tuple[str, ...] = ()
) -> Response[bytes]:
    say = speech(member.locale, "desk")
    async with house_of(request).database.reading() as session:
        company = await catalogue.read_company(session)
        kept = await versions(session, "playbook")
        newest = kept[0].number if kept else 0
        shown, effects = company, None
        if number is not None and number != newest:
            edition = await editions.find(session, "playbook", number)
            if edition is None:
                raise NotFoundException
            draft, effects = await examine(session, company, "playbook", body=edition.body)
            shown = draft.company(company)
        running = None if effects else await cadences.running(session)
    page = PlaybookPage(
        cards=play_cards(shown, say, running=running),
        versions=kept,
        number=newest if number is None else number,
        newest=newest,
        may_change=member.may(MAY_SHAPE_SELLING),
        saved="saved" in request.query_params,
        effects=effects,
        names=_names(company, say) | _names(shown, say),
        general=general,
    )
    status = 409 if general else 200
    return await show(request, "playbook.html", page, title=say("Playbook"), member=member, status=status)


@get("/playbook/plays/{play:str}")
async def edit_play(request: AnyRequest, play: FromPath[str]) -> Response[bytes]:
    """Show the form of one play, empty for a new one."""
    member = await shaper(request)
    async with house_of(request).database.reading() as session:
        company = await catalogue.read_company(session)
        newest = await editions.find(session, "playbook")
        written = written_play(company, play)
        page = await _form(
            session, company, written, play=play, based_on=newest.number if newest else 0, member=member, look=False
        )
    return await _answer(request, member, page)


@post("/playbook/plays/{play:str}", status_code=200)
async def take_play(request: AnyRequest, play: FromPath[str], data: Form) -> Response[Any]:
    """Do what a button of the form says: add, remove, move a step, look, save, take the play out."""
    member = await shaper(request)
    check_form(request, str(data.get("form_token")))
    note, deed, begun = note_of(data), str(data.get("do", "look")), begun_from(data)
    house = house_of(request)
    async with house.database.reading() as session:
        company = await catalogue.read_company(session)
    written_play(company, play)  # 404 where nobody knows it
    gone = deed == "gone" or data.get("gone") == "1"
    written = {"id": play} if gone else play_body(data)
    if not gone:
        press(written, deed)
    general: tuple[str, ...] = ()
    if deed == "save":
        body = with_play(company, play, None if gone else written)
        saving = await save(request, company, "playbook", body=body, data=data, member=member)
        if saving.saved:
            return Redirect(f"{PLAYBOOK}?saved=1", status_code=303)
        general, begun = saving.general, saving.based_on
    async with house.database.reading() as session:
        company = await catalogue.read_company(session)
        look = gone or deed in {"look", "save"}
        page = await _form(
            session,
            company,
            written,
            play=play,
            based_on=begun,
            member=member,
            look=look,
            gone=gone,
            general=general,
            note=note,
        )
    return await _answer(request, member, page)


async def _form(
    session: Session,
    company: Company,
    written: Mapping[str, Any],
    *,
    play: str,
    based_on: int,
    member: Member,
    look: bool,
    gone: bool = False,
    general: tuple[str, ...] = (),
    note: str = "",
) -> PlayEdit:
    say = speech(member.locale, "desk")
    body = with_play(company, play, None if gone else written)
    problems: tuple[Problem, ...] = ()
    effects = None
    if look:
        draft, found = await examine(session, company, "playbook", body=body)
        problems = draft.problems
        effects = None if problems else found
    words = told(own_problems(problems, body, written), say, _names(company, say))
    happening = event_words(say, [*written.get("stops", ()), *written.get("when", {}).get("events", ())])
    funnel = funnel_of(company)
    shown = written_play(company, play) if gone else written
    return PlayEdit(
        play=shown,
        address=f"{PLAYBOOK}/plays/{play}",
        title=company.playbook[play].name[say.locale] if play in company.playbook else say("New play"),
        based_on=based_on,
        problems=words,
        general=(*general, *(words[place] for place in words if place in {"", "plays", "plays.0"})),
        effects=of_play(effects, play, written),
        seen=fingerprint(company, "playbook", body) if effects is not None else "",
        languages=languages(company, member.locale),
        events=happening,
        stages={name: stage_name(place, say.locale, company) for place, name in enumerate(funnel.ids, start=1)},
        values=values(say),
        note=note,
    )


def _names(company: Company, say: Speech) -> dict[str, str]:
    return {play.id: play.name[say.locale] for play in company.playbook.values()}


async def _answer(request: AnyRequest, member: Member, page: PlayEdit) -> Response[bytes]:
    status = 422 if page.problems or page.general else 200
    return await show(request, "play_edit.html", page, title=page.title, member=member, status=status)


HANDLERS: tuple[Any, ...] = (playbook, playbook_version, take_return, edit_play, take_play)
