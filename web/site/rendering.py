"""The source of truth for how a page becomes HTML: templates without a build step, every value escaped."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from content.catalogue.formats import join
from content.catalogue.model import Company
from content.knowledge import places
from foundation.locales import TAGS, country_name, direction, format_date, format_money, format_number
from foundation.money import Money
from web.locale import speech
from web.site import security
from web.site.addresses import Addresses
from web.site.assets import Assets
from web.site.frame import frame
from web.site.page import Page
from web.site.quantities import held

FOLDER = Path(__file__).resolve().parent.parent / "templates"


@dataclass(frozen=True, slots=True)
class Rendered:
    """A page as it leaves the house."""

    html: str
    headers: dict[str, str]
    status: int


def environment(folder: Path = FOLDER) -> Environment:
    """Make the templates' environment: a name that no context has is a fault, never an empty place."""
    made = Environment(
        loader=FileSystemLoader(folder),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
    )
    made.globals.update(
        country_name=country_name,
        date=date.fromisoformat,
        direction=direction,
        format_date=format_date,
        format_number=format_number,
        join=lambda words, locale: join(list(words), locale),
        money=lambda amount, currency, locale: format_money(Money(Decimal(amount), currency), locale),
        tags=TAGS,
    )
    made.filters["held"] = held
    made.filters["anchor"] = places.anchor
    return made


class Renderer:
    """Renders pages of one site."""

    def __init__(self, *, base: str, assets: Assets) -> None:
        """`base` is the public origin without a slash at its end, e.g. `https://www.example.com`."""
        self.base = base.rstrip("/")
        self._assets = assets
        self._environment = environment()

    def render(self, page: Page, company: Company, locale: str) -> Rendered:
        """Render a page in a language, with the headers it leaves under."""
        around = frame(page, company, locale=locale, base=self.base, assets=self._assets.root)
        html = self._environment.get_template(page.template).render(
            page=page.body,
            about=page,
            frame=around,
            company=company,
            identity=company.identity,
            locale=locale,
            at=Addresses(locale, company.generation),
            base=self.base,
            _=speech(locale),
            chat=speech(locale, "chat"),
        )
        public = page.cacheable and page.status == 200
        kept = "public, max-age=0, must-revalidate" if public else "no-store"
        return Rendered(
            html,
            {
                **security.headers((*around.structured, around.chat_words)),
                "Cache-Control": kept,
                "Content-Language": around.tag,
                **page.headers,
            },
            page.status,
        )

    def document(self, template: str, body: object, company: Company, *, locale: str) -> str:
        """Render a document without the site's frame, such as a data sheet."""
        return self._environment.get_template(template).render(
            page=body,
            company=company,
            identity=company.identity,
            locale=locale,
            base=self.base,
            at=Addresses(locale, company.generation),
            _=speech(locale),
        )
