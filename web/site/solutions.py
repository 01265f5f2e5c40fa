"""The solution pages: what troubles an industry, how a solution is put together, which products, where it already works."""

from dataclasses import dataclass

from content.catalogue.formats import join
from content.catalogue.model import Company, Industry, NeedChoice
from web.locale import Speech
from web.site.addresses import Addresses
from web.site.cards import CaseCard, ProductCard, case_cards, product_cards
from web.site.page import Crumb, Page


@dataclass(frozen=True, slots=True)
class Solutions:
    """Context of `site/solutions.html`."""

    industries: tuple[Industry, ...]


@dataclass(frozen=True, slots=True)
class Box:
    """One box of the architecture picture; x and y in picture units, `lines` of its words."""

    x: int
    y: int
    words: str
    number: int


@dataclass(frozen=True, slots=True)
class Architecture:
    """The picture of how the parts of a solution stand together, in reading direction."""

    width: int
    height: int
    boxes: tuple[Box, ...]


@dataclass(frozen=True, slots=True)
class Solution:
    """Context of `site/solution.html`."""

    industry: Industry
    architecture: Architecture
    products: tuple[ProductCard, ...]
    cases: tuple[CaseCard, ...]
    applications: tuple[NeedChoice, ...]


def solutions(company: Company, say: Speech) -> Page:
    """Compose the page of all industries."""
    at = Addresses(say.locale)
    return Page(
        "site/solutions.html",
        Solutions(tuple(company.industries.values())),
        path=at.solutions,
        title=say("Solutions for your industry"),
        description=say(
            "{company} in use: {industries}.",
            company=company.identity.name,
            industries=join([one.name[say.locale] for one in company.industries.values()], say.locale),
        ),
        section="solutions",
        crumbs=(Crumb(say("Solutions"), at.solutions),),
        picture=next((one.picture for one in company.industries.values()), None),
    )


def solution(company: Company, industry: Industry, say: Speech) -> Page:
    """Compose an industry's page."""
    at, name = Addresses(say.locale), industry.name[say.locale]
    body = Solution(
        industry,
        architecture(industry, say),
        product_cards(company, industry.recommended, say),
        case_cards(company, [case for case in company.cases.values() if case.industry == industry.id], say),
        tuple(
            one
            for one in company.applications.values()
            if any(
                industry.id in product.industries and one.id in product.applications
                for product in company.products.values()
            )
        ),
    )
    return Page(
        "site/solution.html",
        body,
        path=at.industry(industry),
        title=say("{industry}: solutions", industry=name),
        description=industry.summary[say.locale],
        section="solutions",
        crumbs=(Crumb(say("Solutions"), at.solutions), Crumb(name, at.industry(industry))),
        picture=industry.picture,
        keywords=(name, *(one.label[say.locale] for one in body.applications)),
    )


def architecture(industry: Industry, say: Speech) -> Architecture:
    """Lay the parts of the solution out from first to last; right-to-left readers begin at the right."""
    count = len(industry.architecture)
    width, step = 1200, 1200 / max(count, 1)
    boxes = []
    for position, words in enumerate(industry.architecture):
        column = count - 1 - position if say.locale == "ar" else position
        boxes.append(Box(round(column * step + step / 2), 110, words[say.locale], position + 1))
    return Architecture(width, 220, tuple(boxes))
