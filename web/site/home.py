"""The home page: the advisor's input first, then what is offered, for whom, why, with which proof, and where."""

from collections.abc import Mapping
from dataclasses import dataclass

from content.catalogue.model import Company, Industry, Resource
from foundation.locales import format_number
from web.locale import Speech
from web.site import structured_data
from web.site.addresses import Addresses
from web.site.cards import CaseCard, CategoryCard, case_cards, category_cards
from web.site.documents import kinds
from web.site.page import Page
from web.site.world_map import WorldMap, draw


@dataclass(frozen=True, slots=True)
class Fact:
    """One figure of the company, e.g. 38 models."""

    value: str
    label: str


@dataclass(frozen=True, slots=True)
class Home:
    """Context of `site/home.html`."""

    prompts: tuple[str, ...]
    facts: tuple[Fact, ...]
    categories: tuple[CategoryCard, ...]
    industries: tuple[Industry, ...]
    cases: tuple[CaseCard, ...]
    resources: tuple[Resource, ...]
    map: WorldMap
    hero_pictures: tuple[str, ...]
    kinds: Mapping[str, str]


def home(company: Company, say: Speech, base: str) -> Page:
    """Compose the home page."""
    at, identity = Addresses(say.locale, company.generation), company.identity
    body = Home(
        prompts=tuple(prompt[say.locale] for prompt in company.advisor.prompts),
        facts=facts(company, say),
        categories=category_cards(company, say),
        industries=tuple(company.industries.values()),
        cases=case_cards(company, list(company.cases.values())[:3], say),
        resources=tuple(company.resources.values())[:6],
        map=draw(identity.references, say),
        hero_pictures=_hero_pictures(company),
        kinds=kinds(say),
    )
    return Page(
        "site/home.html",
        body,
        path=at.home,
        title=f"{identity.name} – {identity.tagline[say.locale]}",
        description=identity.description[say.locale],
        structured=(structured_data.organization(company, say, base), structured_data.website(company, say, base)),
        picture=next(iter(body.hero_pictures), None),
        keywords=tuple(card.name for card in body.categories),
    )


def facts(company: Company, say: Speech) -> tuple[Fact, ...]:
    """State the company in four figures."""
    identity = company.identity
    models = len(company.products)
    countries = len({reference.country for reference in identity.references})
    customers = sum(reference.customers for reference in identity.references)
    return (
        Fact(format_number(models, say.locale), say.many("product", "products", models)),
        Fact(format_number(customers, say.locale), say.many("customer", "customers", customers)),
        Fact(format_number(countries, say.locale), say.many("country", "countries", countries)),
        Fact(str(identity.founded), say("founded")),
    )


def _hero_pictures(company: Company) -> tuple[str, ...]:
    # the first three families of tools, not of accessories, each with its own picture
    pictures: list[str] = []
    for category in company.categories.values():
        products = [one for one in company.products.values() if one.category == category.id and not one.is_accessory]
        if products and products[-1].picture not in pictures:
            pictures.append(products[-1].picture)
    return tuple(pictures[:3])
