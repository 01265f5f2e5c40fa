"""How a page of the desk becomes HTML."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from litestar import Response
from markupsafe import Markup

from foundation.locales import LOCALES, TAGS, country_name, direction, format_date, format_moment, native_name
from funnel.permissions.model import Member
from web.desk.session import AnyRequest, form_token
from web.locale import speech
from web.site import security
from web.site.markdown import render
from web.site.rendering import environment
from web.site.site import Site
from web.wiring import house_of

HTML = "text/html"
_environment = environment()


@dataclass(frozen=True, slots=True)
class Frame:
    """What surrounds every page of the desk."""

    locale: str
    tag: str
    direction: str
    title: str
    company: str
    assets: str
    form_token: str
    member: Member | None
    here: str
    languages: tuple[tuple[str, str], ...]


def _markdown(text: str) -> Markup:
    return render(text).html


def _frame(request: AnyRequest, company: str, title: str, *, member: Member | None, language: str) -> Frame:
    site: Site = request.app.state.site
    return Frame(
        locale=language,
        tag=TAGS[language],
        direction=direction(language),
        title=title,
        company=company,
        assets=site.assets.root,
        form_token=form_token(request),
        member=member,
        here=request.url.path,
        languages=tuple((one, native_name(one)) for one in LOCALES),
    )


async def show(
    request: AnyRequest,
    template: str,
    page: object,
    *,
    title: str,
    member: Member | None = None,
    locale: str | None = None,
    status: int = 200,
) -> Response[bytes]:
    """Render a page in the member's language; it is kept by nobody."""
    house = house_of(request)
    company = await house.parts.company()
    language = locale or (member.locale if member else "en")
    say = speech(language, "desk")
    frame = _frame(request, company.identity.name, title, member=member, language=language)
    zone = company.identity.time_zone

    def moment(value: Any) -> str:
        return format_moment(value, language, zone)

    def day(value: Any) -> str:
        return format_date(value, language)

    def country(code: str) -> str:
        return country_name(code, language)

    html = _environment.get_template(f"desk/{template}").render(
        page=page, frame=frame, _=say, moment=moment, day=day, country=country, markdown=_markdown
    )
    headers = {**security.headers(), "Cache-Control": "no-store", "Content-Language": TAGS[language]}
    return Response(html.encode(), status_code=status, media_type=HTML, headers=headers)
