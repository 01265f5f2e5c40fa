"""The addresses of the knowledge at the desk: take documents in, write answers, close gaps."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Any, TypeAlias

from litestar import Response, get, post
from litestar.datastructures import UploadFile
from litestar.enums import RequestEncodingType
from litestar.exceptions import NotFoundException, PermissionDeniedException
from litestar.params import Body, FromPath, URLEncodedBody
from litestar.response import Redirect

from content.knowledge.ingest import About
from content.knowledge.written import answers
from content.knowledge.written import repository as written
from content.knowledge.written.model import Written
from foundation.locales import LOCALES
from funnel.permissions.model import Member
from web.desk.intake import Intake, intakes_of, wait_for_result
from web.desk.knowledge import EDITORS, AnswerForm, IntakePage, ReadDocument, choices, knowledge_page
from web.desk.rendering import show
from web.desk.session import AnyRequest, check_form, signed_in
from web.input import plain
from web.locale import speech
from web.site import security
from web.wiring import house_of

Form: TypeAlias = URLEncodedBody[dict[str, str]]
Upload: TypeAlias = Annotated[dict[str, Any], Body(media_type=RequestEncodingType.MULTI_PART)]
KNOWLEDGE = "/desk/knowledge"
LARGEST_UPLOAD = 32 * 2**20


@get("/knowledge")
async def knowledge(request: AnyRequest) -> Response[bytes]:
    """List what nobody could be told, and what was taken in."""
    return await _knowledge(request, await signed_in(request))


@post("/knowledge/documents", status_code=200, request_max_body_size=LARGEST_UPLOAD)
async def take_document(request: AnyRequest, data: Upload) -> Response[Any]:
    """Take documents in and tell what came of it; what takes longer goes on, and is followed on its own page."""
    member = await _editor(request, data.get("form_token"))
    given = data.get("file")
    sent = [one for one in (given if isinstance(given, list) else [given]) if isinstance(one, UploadFile)]
    if not any(one.filename for one in sent):
        return await _knowledge(request, member, problem=speech(member.locale, "desk")("Choose a file first."))
    kind, _, name = str(data.get("about") or "").partition(":")
    about = About(
        product=name if kind == "product" else None,
        family=name if kind == "family" else None,
        locale=data.get("locale") if data.get("locale") in LOCALES else None,
        revision=plain(str(data.get("revision") or "")).strip()[:60],
        visibility="staff" if data.get("visibility") == "staff" else "public",
    )
    # only the names' last parts: a name from outside is no path
    files = [(_safe(one.filename), await one.read()) for one in sent if one.filename]
    intake = intakes_of(request).begin(house_of(request).knowledge, files, about, by=member.id)
    if not await wait_for_result(intake):
        return Redirect(f"{KNOWLEDGE}/intakes/{intake.id}", status_code=303)
    if intake.refused or intake.failed:
        return await _knowledge(request, member, problem=_problem(intake, member.locale))
    return await _knowledge(request, member, intake=intake)


@get("/knowledge/intakes/{name:str}")
async def follow_intake(request: AnyRequest, name: FromPath[str]) -> Response[Any]:
    """Show how far an upload is; the page comes again by itself until all is done."""
    member = await signed_in(request)
    intake = intakes_of(request).find(name, by=member.id)
    if intake is None:
        return Redirect(KNOWLEDGE, status_code=303)
    told = tuple(one.sentence(member.locale) for one in intake.report.told)
    problem = _problem(intake, member.locale) if intake.refused or intake.failed else None
    title = speech(member.locale, "desk")("Taking documents in")
    answer = await show(request, "intake.html", IntakePage(intake, told, problem), title=title, member=member)
    if not intake.done:
        answer.headers["Refresh"] = "2"
    return answer


@post("/knowledge/documents/forget", status_code=303)
async def forget_document(request: AnyRequest, data: Form) -> Redirect:
    """Remove a document that people took in or wrote; those of the pack are the pack's."""
    member = await _editor(request, data.get("form_token"))
    name = data.get("document", "")
    if not name.startswith(("file:", "answer:")):
        raise NotFoundException
    async with house_of(request).database.transaction() as session:
        await answers.forget(session, name, by=member.actor)
    house_of(request).knowledge.look_again()
    return Redirect(KNOWLEDGE, status_code=303)


@get("/knowledge/documents/{key:str}")
async def read_document(request: AnyRequest, key: FromPath[str]) -> Response[Any]:
    """Show a document passage by passage; a PDF is opened itself."""
    member = await signed_in(request)
    name, is_pdf = key.removesuffix(".pdf"), key.endswith(".pdf")
    house = house_of(request)
    async with house.database.reading() as session:
        found = await written.find_by_key(session, name)
        content = await written.original(session, found[0].id) if found else None
    if found is None or (is_pdf and content is None):
        raise NotFoundException
    if is_pdf and content is not None:
        headers = {**security.headers(), "Cache-Control": "no-store", "Content-Disposition": "inline"}
        return Response(content, media_type="application/pdf", headers=headers)
    page = ReadDocument(found[0], tuple(found[1]), content is not None)
    return await show(request, "document.html", page, title=found[0].title, member=member)


@get("/knowledge/answer")
async def answer_form(request: AnyRequest) -> Response[bytes]:
    """Ask for the answer to a question: of a gap, or of a conversation."""
    member = await signed_in(request)
    asked, house = request.query_params, house_of(request)
    gap = int(asked["gap"]) if asked.get("gap", "").isdecimal() and len(asked["gap"]) < 10 else None
    question, locale, about = asked.get("question", "")[: answers.LONGEST_QUESTION], asked.get("locale", ""), ""
    if gap is not None:
        async with house.database.reading() as session:
            found = await written.find_gap(session, gap)
        if found is None:
            raise NotFoundException
        question, locale = found.question, found.locale
        about = f"product:{found.product}" if found.product else f"family:{found.category}" if found.category else ""
    answer = asked.get("answer", "")[: answers.LONGEST_ANSWER]
    return await _form(request, member, question=question, answer=answer, locale=locale, about=about, gap=gap)


@post("/knowledge/answers", status_code=303)
async def take_answer(request: AnyRequest, data: Form) -> Response[Any]:
    """Keep an answer; whoever asks next is told it."""
    member = await _editor(request, data.get("form_token"))
    question = " ".join(plain(data.get("question", "")).split())[: answers.LONGEST_QUESTION]
    answer = plain(data.get("answer", "")).strip()[: answers.LONGEST_ANSWER]
    locale, about, gap = data.get("locale", ""), data.get("about", ""), data.get("gap", "")
    number = int(gap) if gap.isdecimal() and len(gap) < 10 else None
    company = await house_of(request).parts.company()
    if not question or not answer or locale not in LOCALES:
        problem = speech(member.locale, "desk")("Write the question, its language and the answer.")
        return await _form(
            request, member, question=question, answer=answer, locale=locale, about=about, gap=number, problem=problem
        )
    kind, _, name = about.partition(":")
    product = company.products.get(name) if kind == "product" else None
    family = product.category if product else name if kind == "family" and name in company.categories else None
    kept = Written(
        question,
        answer,
        locale,
        products=(product.sku,) if product else (),
        categories=(family,) if family else (),
        visibility="staff" if data.get("visibility") == "staff" else "public",
    )
    async with house_of(request).database.transaction() as session:
        await answers.write_answer(session, kept, by=member.actor, gap=number)
    house_of(request).knowledge.look_again()
    return Redirect(KNOWLEDGE, status_code=303)


@post("/knowledge/gaps/{gap:int}/dismiss", status_code=303)
async def dismiss_gap(request: AnyRequest, gap: FromPath[int], data: Form) -> Redirect:
    """Close a gap that is no question for the documents."""
    member = await _editor(request, data.get("form_token"))
    async with house_of(request).database.transaction() as session:
        await answers.dismiss(session, gap, by=member.actor)
    return Redirect(KNOWLEDGE, status_code=303)


async def _editor(request: AnyRequest, token: Any) -> Member:
    member = await signed_in(request)
    check_form(request, token if isinstance(token, str) else None)
    if not member.may(EDITORS):
        raise PermissionDeniedException
    return member


def _safe(name: str) -> str:
    return Path(plain(name).replace("\\", "/")).name[:200] or "document"


def _problem(intake: Intake, locale: str) -> str:
    if intake.refused:
        return intake.refused.sentence(locale)
    return speech(locale, "desk")("This did not work, and the reason was written to the log. Try again.")


async def _knowledge(
    request: AnyRequest, member: Member, *, intake: Intake | None = None, problem: str | None = None
) -> Response[bytes]:
    house = house_of(request)
    async with house.database.reading() as session:
        page = await knowledge_page(session, await house.parts.company(), member, intake=intake, problem=problem)
    title = speech(member.locale, "desk")("Knowledge")
    return await show(request, "knowledge.html", page, title=title, member=member, status=422 if problem else 200)


async def _form(
    request: AnyRequest,
    member: Member,
    *,
    question: str,
    answer: str,
    locale: str,
    about: str,
    gap: int | None,
    problem: str | None = None,
) -> Response[bytes]:
    company = await house_of(request).parts.company()
    page = AnswerForm(question, answer, locale, about, gap, choices(company, member.locale), problem)
    title = speech(member.locale, "desk")("Write an answer")
    return await show(request, "answer.html", page, title=title, member=member, status=422 if problem else 200)


HANDLERS = (
    knowledge, take_document, follow_intake, forget_document, read_document, answer_form, take_answer, dismiss_gap,
)  # fmt: skip
