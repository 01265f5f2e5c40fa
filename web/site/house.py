"""The pages about the company itself: about, privacy, legal notice; their text is the pack's."""

from dataclasses import dataclass

from content.catalogue.model import Company
from foundation.locales import country_name
from web.locale import Speech
from web.site import structured_data
from web.site.addresses import Addresses
from web.site.home import Fact, facts
from web.site.markdown import Document
from web.site.page import Crumb, Page
from web.site.world_map import WorldMap, draw


@dataclass(frozen=True, slots=True)
class House:
    """Context of `site/house.html`; facts and map stand only on the page about the company."""

    heading: str
    document: Document | None
    facts: tuple[Fact, ...]
    map: WorldMap | None
    country: str


def text_page(company: Company, name: str, document: Document | None, *, say: Speech, base: str) -> Page:
    """Compose `about`, `privacy` or `imprint`; without a text of the pack the company's own data stand there."""
    at = Addresses(say.locale)
    labels = {"about": say("About us"), "privacy": say("Privacy"), "imprint": say("Legal notice")}
    page = company.pages.get(name)
    title = page.title[say.locale] if page else labels[name]
    about = name == "about"
    return Page(
        "site/house.html",
        House(
            title,
            document,
            facts(company, say) if about else (),
            draw(company.identity.references, say) if about else None,
            country_name(company.identity.country, say.locale),
        ),
        path=f"/{say.locale}/{name}",
        title=title,
        description=page.description[say.locale] if page else company.identity.description[say.locale],
        section="about" if about else None,
        crumbs=(Crumb(labels[name], f"{at.home}{name}"),),
        structured=(structured_data.organization(company, say, base),) if about else (),
    )
