"""The addresses of the quote editor: a new quote, a draft, a revision; what it would be while it is typed; keep it or issue it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from typing import Any, TypeAlias

from litestar import Response, get, post
from litestar.exceptions import NotFoundException
from litestar.params import FromPath, URLEncodedBody
from litestar.response import Redirect

from foundation import clock
from foundation.database import Session
from foundation.ids import new_id
from funnel.journey.draft import Written, edit, issue_written, new_draft, revision_draft, written_for
from funnel.people import repository as people
from quoting import repository as quotes
from quoting.answers import repository as answers
from quoting.answers.errors import DraftChanged, RevisionWaits
from quoting.calendar import buyers_day
from quoting.difference_words import word_differences
from quoting.differences import differences
from quoting.drafts import version_of
from quoting.errors import NoLines, QuoteNotFound, QuotingError
from quoting.issue import require_quote
from quoting.life import Deed, newest, refusal
from quoting.model import Quote, QuoteStatus
from web.desk.editor import Desk, Editor, offered, shown, shown_rows
from web.desk.editor_form import Read, blank_form, form_of, rearranged, written_form
from web.desk.editor_weighing import Sitting, Weighed, weigh
from web.desk.quote_work import shown_quote
from web.desk.rendering import show
from web.desk.seeing import check_quote, hidden
from web.desk.session import AnyRequest, check_form, signed_in
from web.input import plain
from web.locale import speech
from web.throttle import PREVIEWS_OF_A_MEMBER
from web.wiring import house_of

Form: TypeAlias = URLEncodedBody[dict[str, str]]
QUOTES = "/desk/quotes"
_DEEDS = frozenset({"save", "issue", "ask"})
_LONGEST_ID = 9
_TICKET = re.compile(r"[0-9a-z]{26}\Z", re.IGNORECASE)


def _page(sitting: Sitting, weighed: Weighed, **more: Any) -> Editor:
    rows = shown_rows(sitting.form, weighed.read, weighed.preview, desk=sitting.desk)
    return Editor(
        mode=sitting.mode,
        number=sitting.of.number if sitting.of else "",
        revises=sitting.of.revises if sitting.of else "",
        version=sitting.version,
        ticket=sitting.ticket,
        form=sitting.form,
        rows=rows,
        problems=weighed.problems,
        shown=shown(weighed.preview, sitting.desk) if weighed.preview else None,
        offered=offered(sitting.desk),
        **more,
    )


@get("/quotes/new")
async def new_quote(request: AnyRequest) -> Response[bytes]:
    """Show the editor with nothing in it, or with the customer that is named."""
    desk = await _desk(request)
    asked = request.query_params.get("customer", "")
    async with house_of(request).database.reading() as session:
        known = []
        if asked.isdecimal() and len(asked) <= _LONGEST_ID and not await hidden(session, desk.member, [int(asked)]):
            known = await people.find_many(session, [int(asked)])
        form = blank_form(desk.company, locale=desk.member.locale, customer=next(iter(known), None))
        sitting = Sitting(desk, form, ticket=new_id())
        weighed = await weigh(session, sitting)
    return await _show(request, _page(sitting, weighed))


@get("/quotes/{number:str}/edit")
async def edit_quote(request: AnyRequest, number: FromPath[str]) -> Response[bytes]:
    """Show the editor with a draft, or with a quote that is to be revised; one that cannot be is shown with the reason."""
    desk = await _desk(request)
    try:
        async with house_of(request).database.reading() as session:
            await check_quote(session, desk.member, number)
            quote = await require_quote(session, number)
            error = await _refused(session, quote, desk)
            if error is not None:
                return await shown_quote(request, number, problem=error.sentence(desk.member.locale))
            sitting = Sitting(desk, form_of(quote), quote, version=version_of(quote), ticket=new_id())
            weighed = await weigh(session, sitting)
    except QuoteNotFound:
        raise NotFoundException from None
    told = speech(desk.member.locale, "desk")("Saved as a draft.") if "saved" in request.query_params else ""
    return await _show(request, _page(sitting, weighed, told=told))


async def _refused(session: Session, quote: Quote, desk: Desk) -> QuotingError | None:
    """Return why a quote can be neither edited nor revised."""
    if quote.status is QuoteStatus.DRAFT:
        return None
    revisions = await answers.of_root(session, quote.root)
    day = buyers_day(quote.country, desk.company, now=clock.now())
    waiting = next((one for one in revisions if one.status is QuoteStatus.WAITING and one.id != quote.id), None)
    if waiting is not None:
        return RevisionWaits(number=quote.number, newer=waiting.number)
    return refusal(quote, Deed.REVISE, day=day, newer=newest(revisions).number)


@post("/quotes/preview", status_code=200)
async def preview_quote(request: AnyRequest, data: Form) -> Response[bytes]:
    """Show what the form would become, as parts of the page that a script puts in their places; nothing is stored."""
    desk = await _desk(request, data)
    house_of(request).throttle.count(PREVIEWS_OF_A_MEMBER, desk.member.id)
    async with house_of(request).database.reading() as session:
        sitting = await _sitting(session, data, desk, number=data.get("of") or None)
        weighed = await weigh(session, sitting)
    return await _show(request, _page(sitting, weighed), template="editor_live.html")


@post("/quotes/new", status_code=303)
async def take_new(request: AnyRequest, data: Form) -> Response[Any]:
    """Calculate, move rows, save a new draft, issue a new quote or put it before whoever may grant it."""
    return await _take(request, data, None)


@post("/quotes/{number:str}/edit", status_code=303)
async def take_edited(request: AnyRequest, number: FromPath[str], data: Form) -> Response[Any]:
    """The same for a draft, or for the next revision of a quote."""
    return await _take(request, data, number)


async def _take(request: AnyRequest, data: Form, number: str | None) -> Response[Any]:
    desk = await _desk(request, data)
    deed = data.get("deed", "calculate")
    async with house_of(request).database.reading() as session:
        sitting = await _sitting(session, data, desk, number=number)
        if deed not in _DEEDS:
            sitting = replace(sitting, form=rearranged(sitting.form, deed))
        weighed = await weigh(session, sitting)
    if number is not None and sitting.of is None:
        gone = speech(desk.member.locale, "desk")(
            "The draft was issued or thrown away meanwhile. What you wrote stands here as a new quote."
        )
        return await _show(request, _page(sitting, weighed, problem=gone), status=409)
    if deed not in _DEEDS:
        return await _show(request, _page(sitting, weighed))
    if weighed.preview is None:
        problem = _what_is_wrong(sitting, weighed)
        return await _show(request, _page(sitting, weighed, problem=problem), status=422)
    return await _do(request, sitting, weighed, deed=deed)


async def _do(request: AnyRequest, sitting: Sitting, weighed: Weighed, *, deed: str) -> Response[Any]:
    """Save or issue; what stands against it is told, with all that was written."""
    desk = sitting.desk
    try:
        async with house_of(request).database.transaction() as session:
            done = await _done(session, sitting, weighed.read, deed=deed)
    except DraftChanged as error:
        return await _conflict(request, sitting, weighed, error=error)
    except QuotingError as error:
        page = _page(sitting, weighed, problem=error.sentence(desk.member.locale))
        return await _show(request, page, status=409)
    saved = done.status is QuoteStatus.DRAFT
    return Redirect(f"{QUOTES}/{done.number}{'/edit?saved=1' if saved else ''}", status_code=303)


async def _done(session: Session, sitting: Sitting, read: Read, *, deed: str) -> Quote:
    company, by, of = sitting.desk.company, sitting.desk.member.actor, sitting.of
    if of is None or (deed == "save" and of.status is not QuoteStatus.DRAFT):
        made = await quotes.find_quote_by_id(session, sitting.ticket)
        if made is not None:  # the form was sent twice
            return made
    wish = await written_for(session, read.request, read.customer, company=company, by=by)
    if deed != "save":
        return await issue_written(
            session,
            wish,
            company,
            by=by,
            asks=deed == "ask",
            written=Written(
                of.number if of else None, sitting.version, sitting.ticket, words=sitting.form.value("words")
            ),
        )
    if of is None:
        return await new_draft(session, wish, company, by=by, ticket=sitting.ticket)
    if of.status is not QuoteStatus.DRAFT:
        return await revision_draft(session, of.number, wish, company=company, by=by, ticket=sitting.ticket)
    return await edit(session, of.number, wish, version=sitting.version, company=company, by=by)


async def _conflict(request: AnyRequest, sitting: Sitting, weighed: Weighed, *, error: QuotingError) -> Response[bytes]:
    """Show what was written beside what somebody else saved: saving once more puts this in its place."""
    locale = sitting.desk.member.locale
    async with house_of(request).database.reading() as session:
        stored = await require_quote(session, sitting.of.number if sitting.of else "")
    found = differences(stored, weighed.preview.quote) if weighed.preview else ()
    page = _page(
        replace(sitting, version=version_of(stored)),
        weighed,
        problem=error.sentence(locale),
        differences=word_differences(found, locale),
    )
    return await _show(request, page, status=409)


def _what_is_wrong(sitting: Sitting, weighed: Weighed) -> str:
    locale = sitting.desk.member.locale
    if not weighed.read.keys:
        return NoLines().sentence(locale)
    return weighed.problems.get("", "") or speech(locale, "desk")("Please look at the marked fields.")


async def _desk(request: AnyRequest, data: Mapping[str, str] | None = None) -> Desk:
    member = await signed_in(request)
    if data is not None:
        check_form(request, data.get("form_token"))
    return Desk(await house_of(request).parts.company(), member)


async def _sitting(session: Session, data: Mapping[str, str], desk: Desk, *, number: str | None) -> Sitting:
    if number:
        await check_quote(session, desk.member, plain(number))
    of = await quotes.find_quote(session, plain(number)) if number else None
    sent = data.get("ticket", "")
    ticket = sent if _TICKET.match(sent) else new_id()
    return Sitting(desk, written_form(data), of, version=data.get("version", "")[:16], ticket=ticket)


async def _show(
    request: AnyRequest, page: Editor, *, template: str = "editor.html", status: int = 200
) -> Response[bytes]:
    member = await signed_in(request)
    say = speech(member.locale, "desk")
    title = {"new": say("New quote"), "draft": say("Edit the draft"), "revision": say("Revise")}[page.mode]
    return await show(request, template, page, title=f"{title} {page.number}".strip(), member=member, status=status)


HANDLERS = (new_quote, edit_quote, preview_quote, take_new, take_edited)
