"""The addresses of requests for quotation at the desk: hand one in, check its lines, issue its draft, be finished with it."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Annotated, Any, TypeAlias

from litestar import Response, get, post
from litestar.datastructures import UploadFile
from litestar.enums import RequestEncodingType
from litestar.exceptions import NotFoundException
from litestar.params import Body, FromPath, URLEncodedBody
from litestar.response import Redirect

from content.knowledge.errors import Undigestible
from funnel.journey.request import LONGEST, finish_request, redraft, take_request, text_of
from funnel.journey.revise import issue
from funnel.requests import repository as requests
from funnel.requests.errors import RequestError, RequestGone
from quoting.errors import QuotingError
from web.desk.rendering import show
from web.desk.requests import request_page, requests_page
from web.desk.seeing import check_request
from web.desk.session import AnyRequest, check_form, signed_in
from web.input import plain
from web.locale import speech
from web.wiring import house_of

Form: TypeAlias = URLEncodedBody[dict[str, str]]
Upload: TypeAlias = Annotated[dict[str, Any], Body(media_type=RequestEncodingType.MULTI_PART)]
REQUESTS = "/desk/requests"
LARGEST_UPLOAD = 16 * 2**20
MOST_LINES = 200
_LONGEST_QUANTITY = 7


@get("/requests")
async def waiting_requests(request: AnyRequest) -> Response[bytes]:
    """List the requests that wait."""
    return await _list(request)


@post("/requests", status_code=303, request_max_body_size=LARGEST_UPLOAD)
async def hand_in(request: AnyRequest, data: Upload) -> Response[Any]:
    """Take in a request that was pasted, or a file that holds one."""
    member = await signed_in(request)
    check_form(request, data.get("form_token"))
    house = house_of(request)
    company = await house.parts.company()
    sent = data.get("file")
    try:
        if isinstance(sent, UploadFile) and sent.filename:
            source = Path(plain(sent.filename).replace("\\", "/")).name[:200]
            text = await text_of(source, await sent.read())
        else:
            source, text = speech(member.locale, "desk")("Pasted"), plain(str(data.get("text") or ""))[: LONGEST + 1]
        async with house.database.transaction() as session:
            kept, _ = await take_request(session, text, company, source=source, locale=member.locale, by=member.actor)
    except (RequestError, Undigestible) as error:
        return await _list(request, problem=error.sentence(member.locale))
    return Redirect(f"{REQUESTS}/{kept.id}", status_code=303)


@get("/requests/{request_id:str}")
async def one_request(request: AnyRequest, request_id: FromPath[str]) -> Response[bytes]:
    """Show a request with its lines, its open points and its draft."""
    return await _one(request, request_id)


@post("/requests/{request_id:str}", status_code=303)
async def work_on(request: AnyRequest, request_id: FromPath[str], data: Form) -> Response[Any]:
    """Draft anew with the chosen products, issue the draft, or be finished with the request."""
    member = await signed_in(request)
    check_form(request, data.get("form_token"))
    house = house_of(request)
    company = await house.parts.company()
    deed = data.get("deed", "")
    try:
        async with house.database.transaction() as session:
            await check_request(session, member, request_id)
            if deed == "draft":
                await redraft(session, request_id, _chosen(data), company=company, by=member.actor)
                return Redirect(f"{REQUESTS}/{request_id}", status_code=303)
            if deed == "issue":
                kept = await requests.find(session, request_id)
                if kept is None or kept.draft is None:
                    raise RequestGone
                await issue(session, kept.draft, company, by=member.actor)
            if not await finish_request(session, request_id, by=member.actor):
                raise RequestGone
    except (RequestError, QuotingError) as error:
        return await _one(request, request_id, problem=error.sentence(member.locale))
    return Redirect(REQUESTS, status_code=303)


def _chosen(form: Mapping[str, str]) -> dict[int, tuple[str, int]]:
    """Read `sku-1`, `quantity-1` ...; a line without a product is left out, one without a number is asked for as none."""
    chosen = {}
    for index in range(1, MOST_LINES + 1):
        sku, counted = plain(form.get(f"sku-{index}", "")).strip(), form.get(f"quantity-{index}", "").strip()
        if sku:
            is_number = counted.isascii() and counted.isdecimal() and len(counted) <= _LONGEST_QUANTITY
            chosen[index] = (sku, int(counted) if is_number else 0)
    return chosen


async def _list(request: AnyRequest, problem: str | None = None) -> Response[bytes]:
    member = await signed_in(request)
    async with house_of(request).database.reading() as session:
        page = await requests_page(session, member, dict(request.query_params), problem=problem)
    title = speech(member.locale, "desk")("Requests")
    return await show(request, "requests.html", page, title=title, member=member, status=422 if problem else 200)


async def _one(request: AnyRequest, request_id: str, problem: str | None = None) -> Response[bytes]:
    member = await signed_in(request)
    house = house_of(request)
    company = await house.parts.company()
    async with house.database.reading() as session:
        await check_request(session, member, request_id)
        page = await request_page(session, request_id, member, company=company, problem=problem)
    if page is None:
        raise NotFoundException
    return await show(
        request, "request.html", page, title=page.kept.source, member=member, status=422 if problem else 200
    )


HANDLERS = (waiting_requests, hand_in, one_request, work_on)
