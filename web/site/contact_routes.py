"""The inquiry form over HTTP: shown, checked, taken."""

from urllib.parse import parse_qsl, urlsplit

from litestar import Request, Response, get, post
from litestar.di import NamedDependency
from litestar.exceptions import NotFoundException, PermissionDeniedException
from litestar.params import FromPath
from litestar.response import Redirect

from web.locale import speech
from web.site.addresses import Addresses
from web.site.contact import contact
from web.site.inquiry import Inquiry, InquiryForm, is_trapped, read_inquiry
from web.site.site import Site

ContactRequest = Request[object, object, object]  # type: ignore[type-var]  # no session, user or state is used
LARGEST = 64_000
"""Bytes of a form."""


@get("/{locale:str}/contact")
async def contact_page(request: ContactRequest, locale: FromPath[str], site: NamedDependency[Site]) -> Response[bytes]:
    """The form; `?sku=` and `?topic=` fill it in, `?sent=1` thanks."""
    query = request.query_params
    values = {name: query.get(name, "")[:40] for name in ("sku", "topic") if query.get(name)}
    raw = request.scope.get("raw_path") or request.scope["path"].encode()
    return await site.answer(
        raw.decode("latin-1").partition("?")[0],
        locale,
        lambda company, say: contact(company, say, InquiryForm(values), sent=query.get("sent") == "1"),
    )


@post("/{locale:str}/contact", status_code=200)
async def take_inquiry(request: ContactRequest, locale: FromPath[str], site: NamedDependency[Site]) -> Response[bytes]:
    """Take an inquiry: thank by redirect, or show the form again with what needs mending."""
    company = await site.company()
    if locale not in company.locales:
        raise NotFoundException
    if not comes_from_us(request, site.base):
        raise PermissionDeniedException
    fields = dict(
        parse_qsl(
            (await request.body())[:LARGEST].decode("utf-8", "replace"), keep_blank_values=True, max_num_fields=40
        )
    )
    thanks = Redirect(f"{Addresses(locale).contact()}?sent=1", status_code=303)
    if is_trapped(fields):
        return thanks  # the machine is told what people are told
    say = speech(locale)
    read = read_inquiry(fields, say)
    if isinstance(read, Inquiry):
        await site.inquiries.receive(read)
        return thanks
    return site.shown(contact(company, say, read), company, locale)


def comes_from_us(request: ContactRequest, base: str) -> bool:
    """Say whether a form was sent from our own pages: by Sec-Fetch-Site, else by Origin; the forms carry no token, so that they can be cached."""
    fetched = request.headers.get("sec-fetch-site")
    if fetched is not None:
        return fetched in ("same-origin", "none")
    origin = request.headers.get("origin")
    return origin is None or origin == base or urlsplit(origin).netloc == request.headers.get("host")


handlers = (contact_page, take_inquiry)
