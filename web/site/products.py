"""The product pages: the catalogue, a family with its filter, and one product with everything that is said of it."""

from collections.abc import Mapping
from dataclasses import dataclass

from content.catalogue.formats import join
from content.catalogue.model import Category, Certificate, Company, Industry, Option, Product, Question, Resource
from content.catalogue.queries import bundles_with
from foundation.locales import country_name
from web.locale import Speech
from web.site import structured_data
from web.site.addresses import Addresses
from web.site.cards import CategoryCard, ProductCard, category_cards, models_of, product_cards
from web.site.contest import Contest, contest
from web.site.documents import kinds
from web.site.figures import Group, Row, key_figures, specification
from web.site.filters import Filter, chosen
from web.site.page import Crumb, Page


@dataclass(frozen=True, slots=True)
class Catalogue:
    """Context of `site/products.html`."""

    categories: tuple[CategoryCard, ...]
    faq: tuple[Question, ...]


@dataclass(frozen=True, slots=True)
class Family:
    """Context of `site/category.html`."""

    category: Category
    products: tuple[ProductCard, ...]
    total: int
    filter: Filter
    industries: tuple[Industry, ...]
    faq: tuple[Question, ...]


@dataclass(frozen=True, slots=True)
class Proof:
    """A certificate of a product, in the reader's language."""

    certificate: Certificate
    mark: str
    countries: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class SetPart:
    """So many pieces of a product in a set, `url` its page."""

    quantity: int
    name: str
    url: str


@dataclass(frozen=True, slots=True)
class SetView:
    """A set that a product is part of. Prices are given on request, as everywhere on the site."""

    sku: str
    name: str
    parts: tuple[SetPart, ...]


@dataclass(frozen=True, slots=True)
class ProductView:
    """Context of `site/product.html`."""

    product: Product
    category: Category
    figures: tuple[Row, ...]
    specification: tuple[Group, ...]
    industries: tuple[Industry, ...]
    contest: Contest | None
    accessories: tuple[ProductCard, ...]
    alternatives: tuple[ProductCard, ...]
    options: tuple[Option, ...]
    sets: tuple[SetView, ...]
    proofs: tuple[Proof, ...]
    documents: tuple[Resource, ...]
    kinds: Mapping[str, str]
    faq: tuple[Question, ...]


def catalogue(company: Company, say: Speech) -> Page:
    """Compose the page of all product families."""
    at = Addresses(say.locale, company.generation)
    cards = category_cards(company, say)
    faq = structured_data.faq_page(company.faq, say)
    return Page(
        "site/products.html",
        Catalogue(cards, company.faq),
        path=at.products,
        title=say("Products"),
        description=say(
            "All product families of {company}: {families}.",
            company=company.identity.name,
            families=join([card.name for card in cards], say.locale),
        ),
        section="products",
        crumbs=(Crumb(say("Products"), at.products),),
        structured=(faq,) if faq else (),
        picture=next(iter(company.categories.values())).picture if company.categories else None,
    )


def family(company: Company, category: Category, query: list[tuple[str, str]], *, say: Speech) -> Page:
    """Compose a family's page, narrowed to what the query string asks for."""
    at = Addresses(say.locale, company.generation)
    models = models_of(company, category)
    narrowed = chosen(company, category, models, query=query, say=say)
    body = Family(
        category,
        product_cards(company, [one.sku for one in narrowed.products], say),
        len(models),
        narrowed.filter,
        tuple(one for one in company.industries.values() if any(one.id in model.industries for model in models)),
        category.faq,
    )
    faq = structured_data.faq_page(category.faq, say)
    return Page(
        "site/category.html",
        body,
        path=at.category(category),
        title=category.name[say.locale],
        description=category.summary[say.locale],
        section="products",
        crumbs=(Crumb(say("Products"), at.products), Crumb(category.name[say.locale], at.category(category))),
        structured=(faq,) if faq else (),
        picture=category.picture,
        keywords=tuple(one.name[say.locale] for one in models),
        indexable=not narrowed.filter.active,
    )


def product(company: Company, item: Product, say: Speech, *, base: str) -> Page:
    """Compose a product's page."""
    at, category = Addresses(say.locale, company.generation), company.categories[item.category]
    body = product_view(company, item, say)
    faq = structured_data.faq_page(body.faq, say)
    name = item.name[say.locale]
    return Page(
        "site/product.html",
        body,
        path=at.product(item),
        title=name if item.sku in name else f"{item.sku} {name}",
        description=_description(item, body.figures, say),
        section="products",
        crumbs=(
            Crumb(say("Products"), at.products),
            Crumb(category.name[say.locale], at.category(category)),
            Crumb(item.sku, at.product(item)),
        ),
        structured=(
            structured_data.product(company, item, body.specification, say=say, base=base),
            *((faq,) if faq else ()),
        ),
        picture=item.picture,
        keywords=(item.sku, category.singular[say.locale], *(one.name[say.locale] for one in body.industries)),
        kind="product",
    )


def product_view(company: Company, item: Product, say: Speech) -> ProductView:
    """Collect everything that is said of a product; its page and its data sheet both show it."""
    category = company.categories[item.category]
    return ProductView(
        product=item,
        category=category,
        figures=key_figures(company, item, say),
        specification=specification(company, item, say),
        industries=tuple(company.industries[one] for one in item.industries if one in company.industries),
        contest=contest(company, item, say),
        accessories=product_cards(company, item.accessories, say),
        alternatives=product_cards(company, item.alternatives, say),
        options=item.options,
        sets=_sets(company, item, say),
        proofs=proofs(company, item, say),
        documents=tuple(
            one for one in company.resources.values() if item.sku in one.products or item.category in one.categories
        ),
        faq=(*item.faq, *category.faq)[:8],
        kinds=kinds(say),
    )


def _sets(company: Company, item: Product, say: Speech) -> tuple[SetView, ...]:
    at = Addresses(say.locale, company.generation)
    return tuple(
        SetView(
            bundle.sku,
            bundle.name[say.locale],
            tuple(
                SetPart(part.quantity, product.name[say.locale], at.product(product))
                for part in bundle.components
                if (product := company.products.get(part.sku))
            ),
        )
        for bundle in bundles_with(company, item.sku)
    )


def proofs(company: Company, item: Product, say: Speech) -> tuple[Proof, ...]:
    """List a product's certificates as a reader sees them."""
    marks = company.attributes["certificates"].choices if "certificates" in company.attributes else {}
    return tuple(
        Proof(
            one,
            marks[one.mark][say.locale] if one.mark in marks else one.mark.upper(),
            tuple(country_name(country, say.locale) for country in one.countries),
        )
        for one in item.certificates
    )


def _description(item: Product, figures: tuple[Row, ...], say: Speech) -> str:
    facts = "; ".join(f"{row.label}: {row.value}" for row in figures)
    return f"{item.tagline[say.locale]} {facts}".strip()[:300]
