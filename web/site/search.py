"""The search page: products, families, industries, cases and documents whose words hold what was asked."""

import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from content.catalogue.model import Company
from content.knowledge.model import Passage
from web.locale import Speech
from web.site.addresses import Addresses
from web.site.documents import kinds
from web.site.page import Crumb, Page

MOST = 30
LONGEST = 200


@dataclass(frozen=True, slots=True)
class Hit:
    """One thing found."""

    title: str
    text: str
    address: str
    kind: str


@dataclass(frozen=True, slots=True)
class Search:
    """Context of `site/search.html`."""

    query: str
    hits: tuple[Hit, ...]


def search(company: Company, query: str, say: Speech, *, passages: Sequence[Passage] = ()) -> Page:
    """Compose the page with what was found: things by their names, then passages of the knowledge; without a query it only asks."""
    at, asked = Addresses(say.locale), " ".join(query.split())[:LONGEST]
    return Page(
        "site/search.html",
        Search(asked, _together(_found(company, asked, say), passages, say) if asked else ()),
        path=at.search,
        title=say("Search"),
        description=say("Search the site of {company}.", company=company.identity.name),
        crumbs=(Crumb(say("Search"), at.search),),
        indexable=False,
        cacheable=not asked,
    )


def _together(named: list[Hit], passages: Sequence[Passage], say: Speech) -> tuple[Hit, ...]:
    """Put the passages behind what has the words in its name; an address that is listed already is not repeated."""
    listed = {hit.address for hit in named}
    more = []
    for one in passages:
        if one.url and one.url not in listed:
            listed.add(one.url)
            title = f"{one.title}: {one.locator}" if one.locator and one.locator != one.title else one.title
            more.append(Hit(title, one.quote or one.passage[:300], one.url, say("Document")))
    return tuple([*named, *more][:MOST])


def _found(company: Company, query: str, say: Speech) -> list[Hit]:
    words = _plain(query).split()
    scored = []
    for order, (hit, more) in enumerate(_everything(company, say)):
        title, rest = _plain(hit.title), _plain(f"{hit.text} {more}")
        score = sum(3 if word in title else 1 if word in rest else 0 for word in words)
        if all(word in title or word in rest for word in words):
            scored.append((-score, order, hit))
    return [hit for _, _, hit in sorted(scored, key=lambda one: one[:2])[:MOST]]


def _everything(company: Company, say: Speech) -> Iterator[tuple[Hit, str]]:
    at, locale = Addresses(say.locale), say.locale
    for product in company.products.values():
        family = company.categories[product.category]
        more = " ".join(
            (family.name[locale], family.singular[locale], *(point[locale] for point in product.selling_points))
        )
        name = product.name[locale]
        title = name if product.sku in name else f"{product.sku} {name}"
        yield Hit(title, product.tagline[locale], at.product(product), say("Product")), more
    for category in company.categories.values():
        yield (
            Hit(category.name[locale], category.summary[locale], at.category(category), say("Product family")),
            category.description[locale],
        )
    for industry in company.industries.values():
        yield (
            Hit(industry.name[locale], industry.summary[locale], at.industry(industry), say("Solution")),
            " ".join(pain[locale] for pain in industry.pains),
        )
    for case in company.cases.values():
        yield (
            Hit(case.title[locale], case.result[locale], at.case(case), say("Case study")),
            f"{case.challenge[locale]} {case.solution[locale]}",
        )
    for resource in company.resources.values():
        yield (
            Hit(resource.title[locale], resource.summary[locale], at.resource(resource), kinds(say)[resource.kind]),
            "",
        )


def _plain(text: str) -> str:
    # full-width digits and accents must not keep a word from being found
    folded = unicodedata.normalize("NFKD", text).casefold()
    return "".join(letter for letter in folded if not unicodedata.combining(letter))
